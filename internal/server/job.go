package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"dougong/internal/progress"
)

// jobState is where a job stands.
type jobState string

const (
	queued    jobState = "queued"
	running   jobState = "running"
	done      jobState = "done"
	failed    jobState = "failed"
	cancelled jobState = "cancelled"
)

func (s jobState) over() bool { return s == done || s == failed || s == cancelled }

// job is work that may take longer than a request should.
type job struct {
	id, key, owner string
	target         string // where the answer is found
	work           func(ctx context.Context, j *job) error
	cancel         context.CancelFunc
	ctx            context.Context
	over           chan struct{} // closed at the end

	mu      sync.Mutex
	state   jobState
	err     error
	event   progress.Event
	changed chan struct{} // closed and replaced at every change
}

// jobView is a job as clients see it.
type jobView struct {
	ID       string        `json:"id"`
	State    jobState      `json:"state" enum:"queued,running,done,failed,cancelled"`
	Progress *progressView `json:"progress,omitempty"`
	Result   string        `json:"result,omitempty"`  // path of the answer, once done
	Problem  *Problem      `json:"problem,omitempty"` // why it failed
}

type progressView struct {
	Phase string   `json:"phase"`
	Done  int64    `json:"done"`
	Total int64    `json:"total"` // 0: not known
	Left  *float64 `json:"seconds_left,omitempty"`
}

// view returns the job as it stands and a channel that closes when it changes.
func (j *job) view() (jobView, <-chan struct{}) {
	j.mu.Lock()
	defer j.mu.Unlock()
	v := jobView{ID: j.id, State: j.state}
	if j.state == running && j.event.Phase != "" {
		v.Progress = &progressView{Phase: j.event.Phase, Done: j.event.Done, Total: j.event.Total}
		if left, ok := j.event.Left(); ok {
			seconds := left.Seconds()
			v.Progress.Left = &seconds
		}
	}
	if j.state == done {
		v.Result = j.target
	}
	if j.state == failed {
		p, _ := describe(j.err)
		v.Problem = &p
	}
	return v, j.changed
}

func (j *job) change(f func()) {
	j.mu.Lock()
	defer j.mu.Unlock()
	f()
	close(j.changed)
	j.changed = make(chan struct{})
}

// begin marks the job as running; false where it was cancelled while it waited.
func (j *job) begin() bool {
	ok := false
	j.change(func() {
		if ok = j.state == queued; ok {
			j.state = running
		}
	})
	return ok
}

// end records how the job ended, once.
func (j *job) end(err error) {
	j.change(func() {
		if j.state.over() {
			return
		}
		switch j.err = err; {
		case err == nil:
			j.state = done
		case j.ctx.Err() != nil:
			j.state = cancelled
		default:
			j.state = failed
		}
		close(j.over)
	})
	j.cancel()
}

// outcome returns the error that the job ended with.
func (j *job) outcome() error {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.state == cancelled {
		return errCancelled
	}
	return j.err
}

// jobs runs work on a few workers, and refuses what would wait too long.
type jobs struct {
	limits Limits
	log    *slog.Logger
	ctx    context.Context
	stop   context.CancelFunc
	wait   sync.WaitGroup
	queue  chan *job

	mu     sync.Mutex
	all    map[string]*job
	byKey  map[string]*job // those that are not over
	begun  map[string]int  // jobs of a person that are not over
	ended  []*job          // the oldest first
	closed bool
}

// Troubles of jobs.
var (
	errBusy      = errors.New("server: too much work is waiting; ask again later")
	errCancelled = errors.New("server: the job was cancelled; ask again to start a new one")
	errStopping  = errors.New("server: it is being stopped; ask again when it is back")
)

func newJobs(l Limits, log *slog.Logger) *jobs {
	ctx, stop := context.WithCancel(context.Background())
	p := &jobs{limits: l, log: log, ctx: ctx, stop: stop, queue: make(chan *job, l.Queue),
		all: map[string]*job{}, byKey: map[string]*job{}, begun: map[string]int{}}
	for range l.Workers {
		p.wait.Go(p.worker)
	}
	return p
}

// start begins work under a key, or joins the person's own job that has it. The
// error is errBusy where the queue is full.
func (p *jobs) start(owner, key, target string, work func(ctx context.Context, j *job) error) (*job, error) {
	key = owner + "\x00" + key
	p.mu.Lock()
	defer p.mu.Unlock()
	if j, ok := p.byKey[key]; ok {
		return j, nil
	}
	if p.closed {
		return nil, errStopping
	}
	if p.begun[owner] >= p.limits.PerPerson {
		return nil, errBusy
	}
	j := &job{id: rand.Text(), key: key, owner: owner, target: target, work: work,
		state: queued, over: make(chan struct{}), changed: make(chan struct{})}
	j.ctx, j.cancel = context.WithCancel(p.ctx)
	select {
	case p.queue <- j:
	default:
		j.cancel()
		return nil, errBusy
	}
	p.all[j.id], p.byKey[key] = j, j
	p.begun[owner]++
	return j, nil
}

func (p *jobs) worker() {
	for {
		select {
		case <-p.ctx.Done():
			return
		case j := <-p.queue:
			if j.begin() {
				p.finish(j, p.run(j))
			}
		}
	}
}

// run does the work of a job; a panic in it is an error of this job alone.
func (p *jobs) run(j *job) (err error) {
	defer func() {
		if caught := recover(); caught != nil {
			p.log.Error("panic in a job", "panic", fmt.Sprint(caught), "stack", string(debug.Stack()))
			err = errInternal
		}
	}()
	ctx := progress.With(j.ctx, func(e progress.Event) { j.change(func() { j.event = e }) })
	return j.work(ctx, j)
}

// finish ends a job and forgets the oldest ones.
func (p *jobs) finish(j *job, err error) {
	j.end(err)
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.byKey[j.key] != j {
		return // ended before
	}
	delete(p.byKey, j.key)
	if p.begun[j.owner]--; p.begun[j.owner] == 0 {
		delete(p.begun, j.owner)
	}
	p.ended = append(p.ended, j)
	for len(p.ended) > p.limits.Kept {
		delete(p.all, p.ended[0].id)
		p.ended = p.ended[1:]
	}
}

// find returns a job of a person.
func (p *jobs) find(owner, id string) (*job, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	j, ok := p.all[id]
	if !ok || j.owner != owner {
		return nil, false
	}
	return j, true
}

// abort cancels a job. Its worker is free again as soon as the work notices.
func (p *jobs) abort(j *job) {
	j.cancel()
	p.finish(j, context.Canceled)
}

// close cancels all jobs and waits for the workers.
func (p *jobs) close() {
	p.mu.Lock()
	p.closed = true
	var open []*job
	for _, j := range p.byKey {
		open = append(open, j)
	}
	p.mu.Unlock()
	p.stop()
	for _, j := range open {
		p.finish(j, errStopping)
	}
	p.wait.Wait()
}

// retryAfter is how many seconds a client should stay away when the queue is full.
const retryAfter = 2 * time.Second

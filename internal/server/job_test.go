package server_test

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"dougong/class"
	"dougong/internal/progress"
	"dougong/internal/server"
	"dougong/result"
)

// slow is an entry that works until it is let go or cancelled.
type slow struct {
	*result.Entry
	begun, cancelled atomic.Int32
	let              chan struct{}
}

func newSlow() *slow {
	s := &slow{let: make(chan struct{})}
	s.Entry = &result.Entry{ID: "slow", Verb: result.See, Label: class.Label{En: "slow", Zh: "慢"},
		Params: []result.Param{result.TopParam(1)},
		Tables: []result.TableSpec{{ID: "t", Columns: []result.Column{{ID: "n", Kind: result.Integer}}}}}
	s.Run = func(ctx context.Context, in *result.Input) (*result.Result, error) {
		s.begun.Add(1)
		phase := progress.Start(ctx, "work", 10)
		phase.Add(3)
		select {
		case <-s.let:
			r := s.New(in)
			r.Tables[0].Add("1", result.Int(1))
			return r, nil
		case <-ctx.Done():
			s.cancelled.Add(1)
			return nil, ctx.Err()
		}
	}
	return s
}

type jobView struct {
	ID, State, Result string
	Progress          struct {
		Phase       string
		Done, Total int64
		Left        *float64 `json:"seconds_left"`
	}
	Problem *problem
}

func TestJobRunsToItsAnswer(t *testing.T) {
	work := newSlow()
	s := start(t, mini, server.Config{Entries: []*result.Entry{work.Entry}, Limits: server.Limits{Heartbeat: 20 * time.Millisecond}})
	path := "/api/v1/data/" + s.data + "/analyses/slow"
	var j jobView
	first := s.get(path)
	first.into(t, 202, &j)
	at := first.header.Get("Location")
	if at != "/api/v1/jobs/"+j.ID {
		t.Errorf("got Location %q; want that of job %s", at, j.ID)
	}
	again := s.get(path)
	if again.status != 202 || again.header.Get("Location") != at {
		t.Errorf("asked twice: got %d, %q; want the same job", again.status, again.header.Get("Location"))
	}
	slowly(t, "progress", func() bool {
		s.get(at).into(t, 200, &j)
		return j.State == "running" && j.Progress.Phase == "work" && j.Progress.Done == 3 && j.Progress.Left != nil
	})

	answer, err := http.Get(s.url + at + "/events")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	lines := bufio.NewReader(answer.Body)
	beats := 0
	for beats < 3 {
		line, err := lines.ReadString('\n')
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(line, ":") {
			beats++
		}
	}
	close(work.let)
	rest, err := io.ReadAll(lines)
	if err != nil {
		t.Fatal(err)
	}
	_, last, _ := strings.Cut(string(rest), "event: end\ndata: ")
	if err := json.Unmarshal([]byte(last), &j); err != nil || j.State != "done" || j.Result != path {
		t.Errorf("got end %q; want done with result %s", last, path)
	}
	if r := s.get(j.Result); r.status != 200 || work.begun.Load() != 1 {
		t.Errorf("the answer: got %d after %d runs; want 200 after 1", r.status, work.begun.Load())
	}
}

func TestJobIsCancelled(t *testing.T) {
	work := newSlow()
	s := start(t, mini, server.Config{Entries: []*result.Entry{work.Entry}})
	path := "/api/v1/data/" + s.data + "/analyses/slow"
	at := s.get(path).header.Get("Location")
	slowly(t, "begin", func() bool { return work.begun.Load() == 1 })
	waiting := make(chan int, 1)
	go func() { waiting <- s.wait(path).status }()
	var j jobView
	s.do("DELETE", at, nil).into(t, 200, &j)
	if j.State != "cancelled" {
		t.Errorf("got %s; want cancelled", j.State)
	}
	slowly(t, "the work to notice", func() bool { return work.cancelled.Load() >= 1 })
	close(work.let) // whoever joined too late to be told runs it again
	if got := <-waiting; got != 409 && got != 200 {
		t.Errorf("who waited: got %d; want 409, or 200 where it came later", got)
	}
	if r := s.wait(path); r.status != 200 {
		t.Errorf("asked again: got %d; want 200", r.status)
	}
}

// TestJobFlood: what would wait too long is refused, and the server goes on.
func TestJobFlood(t *testing.T) {
	work := newSlow()
	s := start(t, mini, server.Config{Entries: []*result.Entry{work.Entry}, Tokens: tokens(t), Limits: server.Limits{Workers: 1, Queue: 3, PerPerson: 100, Patience: time.Millisecond}})
	ada := []string{"Authorization", "Bearer " + token}
	slowly(t, "the audit to end", func() bool { return strings.Contains(string(s.get("/api/v1/data", ada...).body), `"findings"`) })
	statuses := map[int]int{}
	for i := range 50 {
		r := s.get("/api/v1/data/"+s.data+"/analyses/slow?top="+string(rune('0'+i%10))+string(rune('0'+i/10)), ada...)
		statuses[r.status]++
		if r.status == 429 && r.header.Get("Retry-After") == "" {
			t.Error("429 without Retry-After")
		}
		if i == 0 {
			slowly(t, "begin", func() bool { return work.begun.Load() == 1 })
		}
	}
	if statuses[202] != 4 || statuses[429] != 46 {
		t.Errorf("got %v; want 4 jobs (one at work, three waiting) and 46 refused", statuses)
	}
	if r := s.get("/api/v1/data", ada...); r.status != 200 {
		t.Errorf("meanwhile: got %d; want 200", r.status)
	}
	close(work.let)
	if r := s.wait("/api/v1/data/"+s.data+"/analyses/slow?top=00", ada...); r.status != 200 {
		t.Errorf("afterwards: got %d; want 200", r.status)
	}
}

// TestOnePersonCannotTakeAll: the jobs of one are bounded, another's are let in.
func TestOnePersonCannotTakeAll(t *testing.T) {
	work := newSlow()
	defer close(work.let)
	s := start(t, "", server.Config{Entries: []*result.Entry{work.Entry}, Tokens: tokens(t), Limits: server.Limits{Workers: 1, Queue: 8, PerPerson: 2}})
	s.data = s.Add(load(t, mini))
	ask := func(top, who string) int {
		return s.get("/api/v1/data/"+s.data+"/analyses/slow?wait=0&top="+top, "Authorization", "Bearer "+who).status
	}
	if a, b, c := ask("1", token), ask("2", token), ask("3", token); a != 202 || b != 202 || c != 429 {
		t.Errorf("one person: got %d, %d, %d; want 202, 202, 429", a, b, c)
	}
	if got := ask("3", others); got != 202 {
		t.Errorf("another: got %d; want 202", got)
	}
}

// TestPanicAndError: a panic of an analysis is an answer, not the end.
func TestPanicAndError(t *testing.T) {
	bad := &result.Entry{ID: "bad", Tables: []result.TableSpec{{ID: "t"}}, Run: func(context.Context, *result.Input) (*result.Result, error) { panic("planted: " + token) }}
	sad := &result.Entry{ID: "sad", Tables: []result.TableSpec{{ID: "t"}}, Run: func(context.Context, *result.Input) (*result.Result, error) { return nil, errors.New("no answer") }}
	s := start(t, mini, server.Config{Entries: []*result.Entry{bad, sad}})
	var p problem
	s.wait("/api/v1/data/"+s.data+"/analyses/bad").into(t, 500, &p)
	if p.Kind != "internal" || strings.Contains(p.Error, "planted") {
		t.Errorf("got %+v; want an internal problem that tells nothing", p)
	}
	if !strings.Contains(s.log.String(), "planted") {
		t.Error("the log does not tell of the panic")
	}
	s.wait("/api/v1/data/"+s.data+"/analyses/sad").into(t, 422, &p)
	if p.Error != "no answer" {
		t.Errorf("got %+v; want the error of the analysis", p)
	}
}

// TestStop: a server that is told to stop cancels jobs and answers who waits.
func TestStop(t *testing.T) {
	work := newSlow()
	s := start(t, mini, server.Config{Entries: []*result.Entry{work.Entry}})
	answer := make(chan int, 1)
	go func() { answer <- s.wait("/api/v1/data/" + s.data + "/analyses/slow").status }()
	slowly(t, "begin", func() bool { return work.begun.Load() == 1 })
	s.Close()
	if got := <-answer; got != 409 && got != 503 {
		t.Errorf("who waited: got %d; want 409 or 503", got)
	}
	if work.cancelled.Load() != 1 {
		t.Error("the job was not cancelled")
	}
	if got := s.wait("/api/v1/data/" + s.data + "/analyses/slow").status; got != 503 {
		t.Errorf("who comes later: got %d; want 503", got)
	}
}

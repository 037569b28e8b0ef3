// Package progress lets long work say how far it is without knowing who listens.
//
// A caller puts a listener into the context with [With]; work reports phases
// with [Start]. Without a listener nothing happens.
package progress

import (
	"context"
	"sync/atomic"
	"time"
)

// Event is the state of a phase of work.
type Event struct {
	Phase       string
	Done, Total int64 // Total 0: not known
	Elapsed     time.Duration
}

// Left estimates the time to the end of the phase; false where that is not known.
func (e Event) Left() (time.Duration, bool) {
	if e.Total <= 0 || e.Done <= 0 || e.Done > e.Total {
		return 0, false
	}
	return time.Duration(float64(e.Elapsed) * float64(e.Total-e.Done) / float64(e.Done)), true
}

type key struct{}

// With returns a context whose work reports to listen. listen may be called
// from several goroutines.
func With(ctx context.Context, listen func(Event)) context.Context {
	return context.WithValue(ctx, key{}, listen)
}

// Phase counts the steps of one phase. A nil Phase is silent.
type Phase struct {
	name   string
	total  int64
	done   atomic.Int64
	start  time.Time
	listen func(Event)
}

// Start begins a phase of total steps (0: not known).
func Start(ctx context.Context, name string, total int64) *Phase {
	listen, ok := ctx.Value(key{}).(func(Event))
	if !ok {
		return nil
	}
	p := &Phase{name: name, total: total, start: time.Now(), listen: listen}
	p.Add(0)
	return p
}

// Add reports n more steps done.
func (p *Phase) Add(n int64) {
	if p == nil {
		return
	}
	p.listen(Event{Phase: p.name, Done: p.done.Add(n), Total: p.total, Elapsed: time.Since(p.start)})
}

package server

import (
	"context"
	"errors"
	"sync"
)

// flights lets those who want the same thing at the same time wait for one of
// them to make it.
type flights struct {
	mu   sync.Mutex
	open map[string]*flight
}

type flight struct {
	over  chan struct{} // closed once value and err stand
	value any
	err   error
}

// do returns what work makes under a key. Where the one who makes it gives up or
// panics, the next of those who wait makes it.
func (f *flights) do(ctx context.Context, key string, work func() (any, error)) (any, error) {
	for {
		one, mine := f.join(key)
		if mine {
			return f.fly(key, one, work)
		}
		select {
		case <-one.over:
			if !errors.Is(one.err, context.Canceled) {
				return one.value, one.err
			}
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// join returns the flight of a key; mine where it has just begun.
func (f *flights) join(key string) (one *flight, mine bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if one, ok := f.open[key]; ok {
		return one, false
	}
	if f.open == nil {
		f.open = map[string]*flight{}
	}
	one = &flight{over: make(chan struct{}), err: context.Canceled} // what a panic leaves
	f.open[key] = one
	return one, true
}

func (f *flights) fly(key string, one *flight, work func() (any, error)) (any, error) {
	defer func() {
		f.mu.Lock()
		delete(f.open, key)
		f.mu.Unlock()
		close(one.over)
	}()
	one.value, one.err = work()
	return one.value, one.err
}

package progress

import (
	"context"
	"testing"
	"time"
)

func TestPhaseReports(t *testing.T) {
	var last Event
	ctx := With(context.Background(), func(e Event) { last = e })
	p := Start(ctx, "read", 10)
	p.Add(4)
	if last.Phase != "read" || last.Done != 4 || last.Total != 10 {
		t.Errorf("got %+v; want read 4 of 10", last)
	}
	Start(context.Background(), "silent", 1).Add(1) // no listener, no panic
}

func TestLeft(t *testing.T) {
	left, ok := Event{Done: 4, Total: 10, Elapsed: 8 * time.Second}.Left()
	if !ok || left != 12*time.Second {
		t.Errorf("got %v, %v; want 12s", left, ok)
	}
	if _, ok := (Event{Done: 4, Elapsed: time.Second}).Left(); ok {
		t.Error("unknown total: got an estimate; want none")
	}
}

package cli

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"

	"dougong/internal/progress"
)

// Progress is shown after quiet of a run, then at most once every interval.
const (
	quietFor = 2 * time.Second
	redraw   = 200 * time.Millisecond
	logEvery = 2 * time.Second // where the line cannot be redrawn
)

// watch returns a context whose work tells on standard error how far it is:
// where that is a terminal, or with -v. The function it returns clears the line.
func (a *app) watch(ctx context.Context) (context.Context, func()) {
	if a.flags.quiet || !(a.Terminal || a.flags.verbose) {
		return ctx, func() {}
	}
	m := &meter{w: a.Err, now: a.Now, start: a.Now(), redraws: a.Terminal, a: a}
	return progress.With(ctx, m.show), m.clear
}

// meter writes the line of progress.
type meter struct {
	mu          sync.Mutex
	a           *app
	w           io.Writer
	now         func() time.Time
	start, last time.Time
	redraws     bool
	width       int // of the line on the screen
	closed      bool
}

func (m *meter) show(e progress.Event) {
	m.mu.Lock()
	defer m.mu.Unlock()
	now, interval := m.now(), logEvery
	if m.redraws {
		interval = redraw
	}
	if m.closed || now.Sub(m.start) < quietFor || now.Sub(m.last) < interval {
		return
	}
	m.last = now
	line := m.a.progressLine(e)
	if !m.redraws {
		fmt.Fprintln(m.w, line)
		return
	}
	pad := strings.Repeat(" ", max(0, m.width-len(line)))
	m.width = len(line)
	fmt.Fprint(m.w, "\r"+line+pad)
}

func (m *meter) clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return
	}
	m.closed = true
	if m.redraws && m.width > 0 {
		fmt.Fprint(m.w, "\r"+strings.Repeat(" ", m.width)+"\r")
	}
}

// progressLine writes "read: 120 of 1435, 12 s left".
func (a *app) progressLine(e progress.Event) string {
	s := e.Phase
	switch {
	case e.Total > 0:
		s += a.say(fmt.Sprintf(": %d of %d", e.Done, e.Total), fmt.Sprintf("：%d / %d", e.Done, e.Total))
	case e.Done > 0:
		s += fmt.Sprintf(": %d", e.Done)
	}
	if left, ok := e.Left(); ok && e.Done < e.Total {
		left = left.Round(time.Second)
		s += a.say(fmt.Sprintf(", %s left", left), fmt.Sprintf("，剩余 %s", left))
	}
	return s
}

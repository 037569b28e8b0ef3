package cli

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dougong/catalogue"
	"dougong/class"
	"dougong/internal/progress"
)

func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	for _, args := range [][]string{
		{"see", "linkages", "--economy", "CHN", "--data", "testdata/toy"},
		{"see", "linkages", "--economy", "CHN", "--data", "testdata/toy", "--json"},
	} {
		var out, err bytes.Buffer
		world := IO{Out: &out, Err: &err, Env: func(string) string { return "" }, Now: time.Now}
		code := newApp(args, world, catalogue.All()).run(ctx, args)
		if code != exitInterrupted || out.Len() > 0 || !strings.Contains(err.String(), "interrupted") {
			t.Errorf("%v: got code %d, %q, %q; want 130, nothing, a word of it", args, code, out.String(), err.String())
		}
	}
}

// A file is replaced whole or not at all, and nothing is left beside it.
func TestWriteFileIsAtomic(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "结果.csv")
	if err := writeFile(path, func(w io.Writer) error { _, err := io.WriteString(w, "old"); return err }); err != nil {
		t.Fatal(err)
	}
	broken := errors.New("broken")
	err := writeFile(path, func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return broken })
	if !errors.Is(err, broken) {
		t.Errorf("got %v; want the writer's error", err)
	}
	if got, err := os.ReadFile(path); err != nil || string(got) != "old" {
		t.Errorf("got %q, %v; want the old file", got, err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) != 1 {
		t.Errorf("got %d files; want no temporary one left", len(entries))
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		args []string
		env  map[string]string
		want class.Lang
	}{
		{nil, nil, class.En},
		{nil, map[string]string{"LANG": "zh_CN.UTF-8"}, class.Zh},
		{nil, map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, class.En},
		{[]string{"--lang", "both"}, map[string]string{"LANG": "zh_CN.UTF-8"}, class.Both},
		{[]string{"see", "--lang=zh"}, nil, class.Zh},
		{[]string{"--lang", "fr"}, nil, class.En},
	} {
		a := &app{IO: IO{Env: func(name string) string { return c.env[name] }}}
		if got := a.language(c.args); got != c.want {
			t.Errorf("%v %v: got %s; want %s", c.args, c.env, got, c.want)
		}
	}
}

// clock is a world whose time is told, not measured.
type clock struct{ now time.Time }

func (c *clock) after(d time.Duration) { c.now = c.now.Add(d) }

func TestProgress(t *testing.T) {
	c := &clock{now: time.Unix(0, 0)}
	var err bytes.Buffer
	a := &app{IO: IO{Err: &err, Terminal: true, Now: func() time.Time { return c.now }}, lang: class.En}
	ctx, done := a.watch(context.Background())
	p := progress.Start(ctx, "read", 100)
	c.after(time.Second)
	p.Add(10)
	if err.Len() > 0 {
		t.Errorf("after one second: got %q; want silence", err.String())
	}
	c.after(2 * time.Second)
	p.Add(20)
	if got := err.String(); !strings.HasPrefix(got, "\rread: 30 of 100, ") || !strings.HasSuffix(got, " left") {
		t.Errorf("after three seconds: got %q; want phase, done, total, time left", got)
	}
	before := err.Len()
	p.Add(1)
	if err.Len() != before {
		t.Errorf("at once again: got %q; want no second line", err.String()[before:])
	}
	done()
	if got := err.String(); !strings.HasSuffix(got, " \r") {
		t.Errorf("at the end: got %q; want the line cleared", got)
	}
	after := err.Len()
	c.after(time.Second)
	p.Add(1)
	if err.Len() != after {
		t.Error("after the end: got a line; want none")
	}
}

// Without a terminal progress is silent, unless -v asks for lines.
func TestProgressWithoutTerminal(t *testing.T) {
	for _, verbose := range []bool{false, true} {
		c := &clock{now: time.Unix(0, 0)}
		var err bytes.Buffer
		a := &app{IO: IO{Err: &err, Now: func() time.Time { return c.now }}, lang: class.Zh}
		a.flags.verbose = verbose
		ctx, done := a.watch(context.Background())
		p := progress.Start(ctx, "read", 0)
		c.after(3 * time.Second)
		p.Add(7)
		done()
		want := ""
		if verbose {
			want = "read: 7\n"
		}
		if got := err.String(); got != want {
			t.Errorf("verbose %v: got %q; want %q", verbose, got, want)
		}
	}
}

// A file that cannot be replaced, as one that Excel holds open on Windows, keeps
// its content; the error says what to do, and nothing is left behind.
func TestWriteFileThatIsHeld(t *testing.T) {
	dir := t.TempDir()
	held := filepath.Join(dir, "结果.xlsx")
	if err := os.MkdirAll(filepath.Join(held, "inside"), 0o777); err != nil { // a folder cannot be replaced by a file
		t.Fatal(err)
	}
	err := writeFile(held, func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err })
	if err == nil || !strings.Contains(err.Error(), "结果.xlsx: cannot replace it") || !strings.Contains(err.Error(), "if Excel or another program holds it open, close it there") {
		t.Errorf("got %v; want an error that says to close the file", err)
	}
	left, _ := os.ReadDir(dir)
	if len(left) != 1 {
		t.Errorf("got %d files; want the one that was there", len(left))
	}
}

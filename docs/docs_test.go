// Package docs keeps what is written in step with what the program does: every
// command in a document is run, pages of analyses are made from the catalogue,
// links lead somewhere, names of functions exist.
//
// go test ./docs -update writes the answers and the pages again; the difference
// is for a person to read.
package docs

import (
	"bytes"
	"context"
	"flag"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"dougong/catalogue"
	"dougong/internal/cli"
	"dougong/result"
)

var update = flag.Bool("update", false, "write the answers of commands and the pages made from the catalogue")

// root is the folder of the project, whatever folder a test has gone to.
var root = func() string {
	dir, err := filepath.Abs("..")
	if err != nil {
		panic(err)
	}
	return dir
}()

// documents lists the markdown files at the root and below docs, by their paths
// from the root.
func documents(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(os.DirFS(root), "*.md")
	if err != nil {
		t.Fatal(err)
	}
	err = fs.WalkDir(os.DirFS(root), "docs", func(file string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(file, ".md") {
			files = append(files, file)
		}
		return err
	})
	if err != nil || len(files) < 10 {
		t.Fatalf("got %d documents, %v; want all", len(files), err)
	}
	return files
}

func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// keep writes a file with -update, and otherwise says where it is out of step.
func keep(t *testing.T, file, want string) {
	t.Helper()
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Errorf("%v; go test ./docs -update writes it", err)
	} else if string(got) != want {
		line, is, should := firstDifference(string(got), want)
		t.Errorf("%s:%d: is out of step\n got %s\nwant %s\ngo test ./docs -update writes it", file, line, is, should)
	}
}

func firstDifference(got, want string) (line int, g, w string) {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for line < len(a) && line < len(b) && a[line] == b[line] {
		line++
	}
	at := func(list []string) string {
		if line < len(list) {
			return list[line]
		}
		return "(end)"
	}
	return line + 1, at(a), at(b)
}

// run runs a command line of the program in this process, in the year 2026.
func run(entries []*result.Entry, args ...string) (stdout, stderr string, code int) {
	var out, err bytes.Buffer
	world := cli.IO{Out: &out, Err: &err, Env: func(string) string { return "" },
		Now: func() time.Time { return time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC) }}
	code = cli.RunWith(context.Background(), args, world, entries)
	return out.String(), err.String(), code
}

// answer runs a command line as it is typed. It is what a reader is shown: the
// answer, or where there is none, what went wrong.
func answer(t *testing.T, line string) string {
	t.Helper()
	args := words(line)
	if len(args) == 0 || args[0] != "dougong" {
		t.Fatalf("%s: want a line that runs dougong", line)
	}
	stdout, stderr, code := run(catalogue.All(), args[1:]...)
	if code != 0 {
		stdout += stderr
	}
	return stdout
}

// words splits a command line at spaces outside quotes.
func words(line string) []string {
	var list []string
	var quote rune
	for _, r := range line {
		switch {
		case r == quote:
			quote = 0
		case quote == 0 && (r == '\'' || r == '"'):
			quote = r
		case quote == 0 && r == ' ':
			list = append(list, "")
			continue
		}
		if len(list) == 0 {
			list = append(list, "")
		}
		if r != '\'' && r != '"' {
			list[len(list)-1] += string(r)
		}
	}
	kept := list[:0]
	for _, w := range list {
		if w != "" {
			kept = append(kept, w)
		}
	}
	return kept
}

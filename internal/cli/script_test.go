package cli

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"dougong/catalogue"
)

var update = flag.Bool("update", false, "write what the commands of testdata/script answer")

// TestScripts runs the commands of testdata/script in this process, each file in
// a folder of its own, and compares what they answer. A script has lines
//
//	$ dougong …   a command; words in 'quotes' may hold spaces; it may begin with
//	              NAME=value for the environment and end with | head N
//	> …           its standard output
//	! …           its standard error
//	= 2           its exit code, where that is not 0
//	# …           a comment
//
// and finds the small table in the folder toy, and spoilt ones (see planted). After its lines stand other files it needs, each under a line "-- name --". -update
// writes the answers again; the difference is for a person to read.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "script", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d scripts, %v; want some", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			script, attached := string(text), ""
			if at := strings.Index(script, "\n-- "); at >= 0 {
				script, attached = script[:at+1], script[at+1:]
			}
			path, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			toy, err := filepath.Abs(filepath.Join("testdata", "toy"))
			if err != nil {
				t.Fatal(err)
			}
			t.Chdir(t.TempDir())
			plant(t, toy)
			writeAttached(t, attached)
			got := play(t, script)
			if *update {
				if err := os.WriteFile(path, []byte(got+attached), 0o666); err != nil {
					t.Fatal(err)
				}
			} else if got != script {
				t.Errorf("%s: answers differ; -update writes them\n%s", file, firstDifference(got, script))
			}
		})
	}
}

// planted are copies of the small table with one cell of flows.csv changed.
var planted = map[string]string{
	"toy":    "CHN_c14,15,30,",  // as it is
	"wrong":  "CHN_c14,25,30,",  // ten too high: neither row nor column adds up
	"greedy": "CHN_c14,15,110,", // uses up more of its product than it makes
	"gaps":   "CHN_c14,n.a.,30,",
}

// plant copies the small table to the folders planted.
func plant(t *testing.T, toy string) {
	t.Helper()
	for name, cells := range planted {
		if err := os.CopyFS(name, os.DirFS(toy)); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(name, "flows.csv")
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, bytes.Replace(text, []byte(planted["toy"]), []byte(cells), 1), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func writeAttached(t *testing.T, attached string) {
	t.Helper()
	for part := range strings.SplitSeq("\n"+attached, "\n-- ") {
		name, content, ok := strings.Cut(part, " --\n")
		if !ok {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// play runs the commands and returns the script with their answers.
func play(t *testing.T, script string) string {
	t.Helper()
	var out strings.Builder
	for line := range strings.SplitSeq(strings.TrimSuffix(script, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "$ "):
			stdout, stderr, code := command(t, strings.TrimPrefix(line, "$ "))
			out.WriteString(line + "\n" + prefixed("> ", stdout) + prefixed("! ", stderr))
			if code != 0 {
				fmt.Fprintf(&out, "= %d\n", code)
			}
		case strings.HasPrefix(line, ">"), strings.HasPrefix(line, "!"), strings.HasPrefix(line, "= "):
		default:
			out.WriteString(line + "\n")
		}
	}
	return out.String()
}

func prefixed(prefix, text string) string {
	if text == "" {
		return ""
	}
	var b strings.Builder
	for line := range strings.SplitSeq(strings.TrimSuffix(text, "\n"), "\n") {
		b.WriteString(strings.TrimRight(prefix+line, " ") + "\n")
	}
	return b.String()
}

// command runs one line of a script.
func command(t *testing.T, line string) (stdout, stderr string, code int) {
	t.Helper()
	line, head, cut := strings.Cut(line, " | head ")
	env := map[string]string{}
	args := words(line)
	for len(args) > 0 && args[0] != "dougong" {
		name, value, ok := strings.Cut(args[0], "=")
		if !ok {
			t.Fatalf("%s: want a line that runs dougong", line)
		}
		env[name] = value
		args = args[1:]
	}
	stdout, stderr, code = run(args[1:], env)
	if cut {
		n, err := strconv.Atoi(head)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.SplitAfter(stdout, "\n")
		stdout = strings.Join(lines[:min(n, len(lines))], "")
	}
	return stdout, stderr, code
}

// run runs a command line in this process, in the year 2026.
func run(args []string, env map[string]string) (stdout, stderr string, code int) {
	var out, err bytes.Buffer
	world := IO{Out: &out, Err: &err, Env: func(name string) string { return env[name] },
		Now: func() time.Time { return time.Date(2026, 1, 2, 0, 0, 0, 0, time.UTC) }}
	code = newApp(args, world, catalogue.All()).run(context.Background(), args)
	return out.String(), err.String(), code
}

// words splits a command line at spaces outside single quotes.
func words(line string) []string {
	var list []string
	var word strings.Builder
	quoted, some := false, false
	for _, r := range line {
		switch {
		case r == '\'':
			quoted, some = !quoted, true
		case r == ' ' && !quoted:
			if some {
				list = append(list, word.String())
			}
			word.Reset()
			some = false
		default:
			word.WriteRune(r)
			some = true
		}
	}
	if some {
		list = append(list, word.String())
	}
	return list
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		a, b := at(g, i), at(w, i)
		if a != b {
			from := 0
			for from < min(len(a), len(b)) && a[from] == b[from] {
				from++
			}
			return fmt.Sprintf("line %d, byte %d:\n got %s\nwant %s", i+1, from+1, around(a, from), around(b, from))
		}
	}
	return "no difference"
}

// around cuts a long line to what stands near a byte.
func around(line string, at int) string {
	const near = 150
	return strings.ToValidUTF8(line[max(0, at-near):min(len(line), at+near)], "")
}

func at(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return "(end)"
}

package cli

import (
	"encoding/json"
	"os"
	"runtime"
	"strings"
	"testing"

	"dougong/catalogue"
)

// TestExamples runs the example of every entry and of every other command on
// the embedded table, and what the answer suggests: why one of its numbers.
func TestExamples(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, e := range catalogue.All() {
		t.Run(e.ID, func(t *testing.T) {
			stdout, stderr, code := run(words(e.Example)[1:], nil)
			if code != exitOK || !strings.Contains(stdout, e.Label.En) || !strings.Contains(stderr, "world-2011") {
				t.Fatalf("%s: code %d, %q; want an answer, and the example named", e.Example, code, stderr)
			}
			_, hint, ok := strings.Cut(stdout, "Why a number: ")
			if !ok {
				t.Fatalf("%s: no number that can be explained", e.Example)
			}
			hint, _, _ = strings.Cut(hint, "\n")
			if stdout, stderr, code := run(words(hint)[1:], nil); code != exitOK || !strings.Contains(stdout, "Source") {
				t.Errorf("%s: code %d, %q; want an explanation", hint, code, stderr)
			}
		})
	}
}

// TestSameBytes runs every entry on one processor and on sixteen.
func TestSameBytes(t *testing.T) {
	t.Chdir(t.TempDir())
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	for _, e := range catalogue.All() {
		args := append(words(e.Example)[1:], "--json", "--quiet")
		answers := map[int]string{}
		for _, processors := range []int{1, 16} {
			runtime.GOMAXPROCS(processors)
			stdout, stderr, code := run(args, nil)
			if code != exitOK || !json.Valid([]byte(stdout)) {
				t.Fatalf("%s: code %d, %q; want JSON", e.ID, code, stderr)
			}
			answers[processors] = stdout
		}
		if answers[1] != answers[16] {
			t.Errorf("%s: one processor and sixteen differ in %s", e.ID, firstDifference(answers[1], answers[16]))
		}
	}
}

// The demo says the same twice, and its page holds every section in the
// language asked for.
func TestDemo(t *testing.T) {
	t.Chdir(t.TempDir())
	for lang, heading := range map[string]string{"en": "What closing its largest industries costs", "zh": "关闭最大的产业代价多大"} {
		args := []string{"demo", "--economy", "CHN", "--lang", lang, "--quiet"}
		first, stderr, code := run(args, nil)
		if code != exitOK || stderr != "" {
			t.Fatalf("%s: code %d, %q; want an answer and nothing else", lang, code, stderr)
		}
		page, err := os.ReadFile("demo.html")
		if err != nil {
			t.Fatal(err)
		}
		second, _, _ := run(args, nil)
		again, err := os.ReadFile("demo.html")
		if err != nil {
			t.Fatal(err)
		}
		if first != second || string(page) != string(again) {
			t.Errorf("%s: two runs differ", lang)
		}
		for _, text := range []string{first, string(page)} {
			if !strings.Contains(text, heading) {
				t.Errorf("%s: no section %q", lang, heading)
			}
		}
	}
}

// The commands that a demo suggests run as they are printed.
func TestNextSteps(t *testing.T) {
	t.Chdir(t.TempDir())
	stdout, _, _ := run([]string{"demo", "--economy", "DEU", "--html", "-"}, nil)
	_, next, _ := strings.Cut(stdout, "What to run next")
	steps := 0
	for line := range strings.SplitSeq(next, "\n") {
		if line = strings.TrimSpace(line); strings.HasPrefix(line, "dougong ") {
			steps++
			if _, stderr, code := run(words(line)[1:], nil); code != exitOK {
				t.Errorf("%s: code %d, %q", line, code, stderr)
			}
		}
	}
	if steps != 2 {
		t.Errorf("got %d steps; want 2", steps)
	}
}

package docs

import (
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var guides = []string{"guide.md", "guide.zh.md"}

// block returns the first fenced block of a language, without its fences.
func block(t *testing.T, text, language string) string {
	t.Helper()
	_, rest, ok := strings.Cut(text, "```"+language+"\n")
	body, _, end := strings.Cut(rest, "```")
	if !ok || !end {
		t.Fatalf("no block of %s", language)
	}
	return body
}

// TestGoOfGuide holds the program in the guides to the godoc example, which is
// compiled and run.
func TestGoOfGuide(t *testing.T) {
	example := read(t, filepath.Join(root, "example_test.go"))
	for _, name := range guides {
		if got := block(t, read(t, filepath.Join(root, "docs", name)), "go"); got != example {
			line, is, want := firstDifference(got, example)
			t.Errorf("%s: the Go program is not example_test.go, line %d:\n got %s\nwant %s", name, line, is, want)
		}
	}
}

// TestPythonOfGuide runs the Python program of the guides on the file that the
// command before it writes.
func TestPythonOfGuide(t *testing.T) {
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3: the Python program of the guides is not run")
	}
	t.Chdir(t.TempDir())
	for _, name := range guides {
		text := read(t, filepath.Join(root, "docs", name))
		answer(t, "dougong find dependence --economy DEU --output dependence.json -q")
		said, err := exec.Command(python, "-c", block(t, text, "python")).CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%s", name, err, said)
		}
		if want := block(t, text, "text"); strings.ReplaceAll(string(said), "\r\n", "\n") != want {
			t.Errorf("%s: the Python program says\n%s\nwant\n%s", name, said, want)
		}
	}
}

// TestGuidesAskTheSame holds the two languages to the same commands, apart from
// the language, and the same number of questions.
func TestGuidesAskTheSame(t *testing.T) {
	commands := map[string][]string{}
	questions := map[string]int{}
	for _, name := range guides {
		text := read(t, filepath.Join(root, "docs", name))
		for _, line := range command.FindAllString(text, -1) {
			commands[name] = append(commands[name], strings.ReplaceAll(strings.TrimSpace(line), " --lang zh", ""))
		}
		questions[name] = len(regexp.MustCompile(`(?m)^## `).FindAllString(text, -1))
	}
	en, zh := guides[0], guides[1]
	if !slices.Equal(commands[en], commands[zh]) || questions[en] != questions[zh] {
		t.Errorf("%s and %s differ: %d and %d questions; commands\n%s\n%s", en, zh, questions[en], questions[zh],
			strings.Join(commands[en], "\n"), strings.Join(commands[zh], "\n"))
	}
}

package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dougong/catalogue"
)

// TestCommands runs the commands of the documents, each document in a folder of
// its own. In a fenced block a line "$ dougong …" is a command, and what follows
// is its answer; "…" stands for anything left out, a line or a part of one. A
// block whose fence names a file, as in ```csv groups.csv, is that file, and the
// files of formats.md are there for all.
func TestCommands(t *testing.T) {
	commands := 0
	for _, file := range documents(t) {
		if strings.HasPrefix(file, pagesDir) {
			continue // made whole by TestPages
		}
		path := filepath.Join(root, file)
		text := read(t, path)
		if !strings.Contains(text, "$ dougong") {
			continue
		}
		t.Run(file, func(t *testing.T) {
			t.Chdir(t.TempDir())
			if filepath.Base(file) != "formats.md" {
				play(t, command.ReplaceAllString(read(t, filepath.Join(root, "docs", "formats.md")), ""))
			}
			played, n := play(t, text)
			commands += n
			keep(t, path, played)
		})
	}
	if commands < 20 {
		t.Errorf("ran %d commands; want those of the guide", commands)
	}
}

var command = regexp.MustCompile(`(?m)^\$ .*\n`)

// play runs the commands of a document and returns it with their answers.
func play(t *testing.T, text string) (played string, commands int) {
	t.Helper()
	var out []string
	lines := strings.Split(text, "\n")
	for i := 0; i < len(lines); i++ {
		out = append(out, lines[i])
		info, fence := strings.CutPrefix(lines[i], "```")
		if !fence {
			continue
		}
		end := i + 1
		for end < len(lines) && lines[end] != "```" {
			end++
		}
		if end == len(lines) {
			t.Fatalf("line %d: the block has no end", i+1)
		}
		body := lines[i+1 : end]
		if _, name, ok := strings.Cut(info, " "); ok {
			attach(t, name, body)
		}
		block, n := playBlock(t, body)
		out, commands = append(out, block...), commands+n
		out = append(out, lines[end])
		i = end
	}
	return strings.Join(out, "\n"), commands
}

func attach(t *testing.T, name string, lines []string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")+"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
}

func playBlock(t *testing.T, lines []string) (out []string, commands int) {
	t.Helper()
	for i := 0; i < len(lines); {
		next := i + 1
		for next < len(lines) && !strings.HasPrefix(lines[next], "$ ") {
			next++
		}
		shown := lines[i+1 : next]
		line, ok := strings.CutPrefix(lines[i], "$ ")
		switch args := words(line); {
		case ok && args[0] == "dougong":
			shown = refresh(shown, trimmed(answer(t, line)))
			commands++
		case ok && args[0] == "cp":
			if err := os.CopyFS(args[3], os.DirFS(args[2])); err != nil {
				t.Fatal(err)
			}
		case ok:
			t.Fatalf("%s: nobody runs this; want dougong or cp -r", line)
		}
		out = append(append(out, lines[i]), shown...)
		i = next
	}
	return out, commands
}

// trimmed splits an answer into lines without spaces at their ends.
func trimmed(text string) []string {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	lines := strings.Split(strings.TrimRight(text, "\n"), "\n")
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

const elided = "…"

// refresh returns the lines shown where they are still what the command says,
// and otherwise the new answer cut as the old one was: stretches between
// ellipses begin at the line they began with, and are as long.
func refresh(shown, real []string) []string {
	const head = 12 // lines of an answer never shown before
	if len(shown) == 0 {
		if len(real) <= head {
			return real
		}
		return append(append([]string(nil), real[:head]...), elided)
	}
	if matches(shown, real) {
		return shown
	}
	var out []string
	at := 0
	for k, part := range split(shown) {
		start := at
		if k > 0 {
			if start = find(real, at, part); start < 0 {
				continue
			}
		}
		stop := min(start+len(part), len(real))
		if start > at {
			out = append(out, elided)
		}
		out, at = append(out, real[start:stop]...), stop
	}
	if at < len(real) {
		out = append(out, elided)
	}
	return out
}

// split parts the lines at ellipses.
func split(shown []string) [][]string {
	parts := [][]string{nil}
	for _, line := range shown {
		if line == elided {
			parts = append(parts, nil)
		} else {
			parts[len(parts)-1] = append(parts[len(parts)-1], line)
		}
	}
	return parts
}

func find(lines []string, from int, part []string) int {
	for i := from; len(part) > 0 && i < len(lines); i++ {
		if matches(part[:1], lines[i:i+1]) {
			return i
		}
	}
	return -1
}

func matches(shown, real []string) bool {
	var pattern strings.Builder
	pattern.WriteString("(?s)^")
	for _, line := range shown {
		if line == elided {
			pattern.WriteString("(?:[^\n]*\n)*?")
			continue
		}
		parts := strings.Split(line, elided)
		for i := range parts {
			parts[i] = regexp.QuoteMeta(parts[i])
		}
		pattern.WriteString(strings.Join(parts, "[^\n]*") + "\n")
	}
	pattern.WriteString("$")
	text := strings.Join(real, "\n")
	if text != "" {
		text += "\n"
	}
	return regexp.MustCompile(pattern.String()).MatchString(text)
}

func TestMatches(t *testing.T) {
	for _, c := range []struct {
		shown, real string
		want        bool
	}{
		{"a|b", "a|b", true},
		{"a|…", "a|b|c", true},
		{"a|…|c", "a|b|c", true},
		{"a|…|d", "a|b|c", false},
		{"a b… c", "a bbb c", true},
		{"a|b", "a|b|c", false},
		{"a|x|…", "a|b|c", false},
		{"1.5 (%)", "1x5 (%)", false},
	} {
		if got := matches(strings.Split(c.shown, "|"), strings.Split(c.real, "|")); got != c.want {
			t.Errorf("%s for %s: got %v; want %v", c.shown, c.real, got, c.want)
		}
	}
}

func TestRefreshCutsAsBefore(t *testing.T) {
	for _, c := range []struct{ shown, real, want string }{
		{"a|old|…", "a|new|c", "a|new|…"},
		{"a|…|m|old|…", "a|b|m|new|z", "a|…|m|new|…"},
		{"old", "new|more", "new|…"},
		{"old|…", "new", "new"},
	} {
		got := strings.Join(refresh(strings.Split(c.shown, "|"), strings.Split(c.real, "|")), "|")
		if got != c.want {
			t.Errorf("%s with %s: got %s; want %s", c.shown, c.real, got, c.want)
		}
	}
}

// plain is a command in an indented block of a document, without an answer.
var plain = regexp.MustCompile(`(?m)^    (?:\./)?(dougong .*)$`)

// TestPlainCommands runs the commands that README shows without answers; those
// that name a file of the reader's, and the server, which would not end, are
// only asked for their help.
func TestPlainCommands(t *testing.T) {
	t.Chdir(t.TempDir())
	found := plain.FindAllStringSubmatch(read(t, filepath.Join(root, "README.md")), -1)
	if len(found) < 5 {
		t.Fatalf("got %d commands in README.md; want those of the first minute", len(found))
	}
	for _, match := range found {
		line, _, _ := strings.Cut(match[1], " #")
		args := words(line)[1:]
		if strings.Contains(line, " FILE") || args[0] == "serve" {
			args = append(args, "--help")
		}
		if _, stderr, code := run(catalogue.All(), args...); code != 0 {
			t.Errorf("README.md: %s: code %d, %s", line, code, stderr)
		}
	}
}

package docs

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

var (
	link    = regexp.MustCompile(`\]\(([^()\s]+)\)`)
	fenced  = regexp.MustCompile("(?ms)^```.*?^```$")
	code    = regexp.MustCompile("`[^`\n]*`")
	heading = regexp.MustCompile(`(?m)^#{1,6} +(.+)$`)
)

// TestLinks follows every link between the documents, to the heading.
func TestLinks(t *testing.T) {
	links := 0
	for _, file := range documents(t) {
		n, faults := brokenLinks(t, root, file)
		links += n
		for _, f := range faults {
			t.Error(f)
		}
	}
	if links < 30 {
		t.Errorf("got %d links; want those of the documents", links)
	}
}

// TestLinksCatchFaults plants links that lead nowhere.
func TestLinksCatchFaults(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"good.md": "# One\n## Is it 好的? `Yes`, so\n[a](#one) [b](sub/there.md#two) [c](https://example.org) `[code](nowhere.md)`\n[d](#is-it-好的-yes-so)\n```\n[e](no.md)\n```\n",
		"bad.md":  "# One\n[a](gone.md) [b](good.md#three) [c](#two)\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(filepath.Join(dir, "sub"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "sub", "there.md"), []byte("# Two\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if n, faults := brokenLinks(t, dir, "good.md"); n != 3 || len(faults) > 0 {
		t.Errorf("good.md: got %d links, %v; want 3 that lead somewhere", n, faults)
	}
	if _, faults := brokenLinks(t, dir, "bad.md"); len(faults) != 3 {
		t.Errorf("bad.md: got %v; want 3 faults", faults)
	}
}

// brokenLinks follows the links of a document to files and headings. Addresses
// of the network are not asked.
func brokenLinks(t *testing.T, root, file string) (links int, faults []string) {
	t.Helper()
	text := read(t, filepath.Join(root, file))
	text = code.ReplaceAllString(fenced.ReplaceAllString(text, ""), "")
	for _, match := range link.FindAllStringSubmatch(text, -1) {
		if strings.Contains(match[1], "://") {
			continue
		}
		links++
		to, anchor, _ := strings.Cut(match[1], "#")
		target := filepath.Join(root, file)
		if to != "" {
			target = filepath.Join(root, filepath.Dir(file), to)
		}
		if _, err := os.Stat(target); err != nil {
			faults = append(faults, file+": link "+match[1]+" leads to no file")
		} else if anchor != "" && !anchors(read(t, target))[anchor] {
			faults = append(faults, file+": link "+match[1]+" leads to no heading")
		}
	}
	return links, faults
}

// anchors lists the names that the headings of a document are linked by.
func anchors(text string) map[string]bool {
	names := map[string]bool{}
	for _, match := range heading.FindAllStringSubmatch(fenced.ReplaceAllString(text, ""), -1) {
		names[anchor(match[1])] = true
	}
	return names
}

// anchor is the name of a heading: letters and digits of any script in lower
// case, spaces as dashes.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
			return unicode.ToLower(r)
		}
		return -1
	}, heading)
}

package class

import (
	"io/fs"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// TestEmbeddedNamesAreComplete reads every embedded list of names: both
// languages, Chinese in Chinese characters, English without them.
func TestEmbeddedNamesAreComplete(t *testing.T) {
	files, err := fs.Glob(embedded, "sectors/*.csv")
	if err != nil || len(files) != 13 {
		t.Fatalf("got %d files, %v; want 13", len(files), err)
	}
	for _, file := range append(files, "economies.csv") {
		n := mustNames(file)
		if len(n.codes) == 0 {
			t.Errorf("%s: no names", file)
		}
		for _, code := range n.codes {
			checkLanguages(t, file+" "+code, n.label[code])
		}
	}
}

func checkLanguages(t *testing.T, where string, l Label) {
	t.Helper()
	if missing := l.Missing(); len(missing) > 0 {
		t.Errorf("%s: %v missing", where, missing)
	}
	han := func(s string) bool {
		return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
	}
	if han(l.En) || !han(l.Zh) {
		t.Errorf("%s: got %q, %q; want English, Chinese", where, l.En, l.Zh)
	}
	for _, s := range []string{l.En, l.Zh} {
		if !utf8.ValidString(s) || s != strings.TrimSpace(s) || strings.Contains(s, "  ") {
			t.Errorf("%s: %q: want UTF-8 and no stray spaces", where, s)
		}
	}
}

// TestEveryEmbeddedFileIsUsed finds files that no scheme reads.
func TestEveryEmbeddedFileIsUsed(t *testing.T) {
	used := map[string]bool{"economies.csv": true}
	for _, s := range schemes {
		used["sectors/"+s.sectors+".csv"] = true
		used["sectors/"+s.items+".csv"] = true
		used["tags/"+s.id+".csv"] = true
	}
	err := fs.WalkDir(embedded, ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() && !used[path] {
			t.Errorf("%s: embedded and read by nobody", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestReadNamesIsStrict(t *testing.T) {
	const header = "code,en,zh\n"
	for _, c := range []struct{ text, want string }{
		{"", "x.csv: EOF"},
		{"code,zh,en\n", `columns: got "code,zh,en"; want code,en,zh`},
		{header + "c1,Mining,\n", `x.csv:2: code "c1": no name in [zh]`},
		{header + "# a comment\nc1,,采矿业\n", `x.csv:3: code "c1": no name in [en]`},
		{header + "c1,Mining ,采矿业\n", `x.csv:2: got "Mining "; want no space`},
		{header + ",Mining,采矿业\n", `"Mining" has no code`},
		{header + "c1,Mining,采矿业\nc1,Trade,贸易\n", `x.csv:3: code "c1": used for "Mining" and "Trade"`},
		{header + "c1,Mining\n", "wrong number of fields"},
		{"code,alias,en,zh\nCN1,CN,A,甲\nCHN,CN,B,乙\n", `code "CN": used for "A" and "B"`},
	} {
		_, err := readNames("x.csv", strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: got %v; want %q", c.text, err, c.want)
		}
	}
}

package study

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dougong/catalogue"
)

// parsed reads a study.toml.
func parsed(text string) (*Study, error) {
	s := &Study{entries: entries}
	return s, s.parse([]byte(text))
}

// entries are the analyses that the tests know.
var entries = catalogue.All()

const good = `
[study]
name = "steel-2030"
title = "钢铁"
language = "zh"
economy = "156"

[data.a]
path = "../a.csv"
year = 2011
missing = ["n.a.", ""]
tags = "groups/mine.csv"

[data.b]
path = "b"

[[run]]
id = "one"
analysis = "close"
data = "b"
[run.params]
sector = ["01", "02"]
share = 0.5
top = "20"

[[run]]
id = "two"
analysis = "audit"
data = "a"
params = {as-of = 2026}
`

func TestParse(t *testing.T) {
	s, err := parsed("\ufeff" + strings.ReplaceAll(good, "\n", "\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Name != "steel-2030" || s.Title != "钢铁" || s.Language != "zh" || s.Economy != "156" {
		t.Errorf("head: got %+v", s)
	}
	a := s.named("a")
	if a.Path != "../a.csv" || a.Year != 2011 || len(a.Missing) != 2 || a.Tags != "groups/mine.csv" {
		t.Errorf("table: got %+v", a)
	}
	one := s.run("one")
	if one.Data != "b" || one.Params["sector"] != "01,02" || one.Params["share"] != "0.5" || one.Params["top"] != "20" {
		t.Errorf("run: got %+v", one)
	}
	if s.run("two").Params["as-of"] != "2026" {
		t.Errorf("run: got %+v", s.run("two"))
	}
}

// TestParseSaysWhatIsWrong changes the good file at one place.
func TestParseSaysWhatIsWrong(t *testing.T) {
	f := func(old, new, want string) {
		t.Helper()
		if !strings.Contains(good, old) {
			t.Fatalf("the good file has no %q", old)
		}
		_, err := parsed(strings.Replace(good, old, new, 1))
		if err == nil || err.Error() != "study.toml: "+want {
			t.Errorf("%s:\n got %v\nwant study.toml: %s", new, err, want)
		}
	}
	f(`[study]`, `[stduy]`, `line 2, column 2: unknown key "stduy" in the file; want study, data, run; did you mean "study"?`)
	f(`title =`, `titel =`, `line 4, column 1: unknown key "titel" in [study]; want name, title, language, economy; did you mean "title"?`)
	f(`"zh"`, `"zn"`, `line 5, column 1: language: got "zn"; want one of en, zh, both; did you mean "en"?`)
	f(`"156"`, `156`, `line 6, column 1: economy: got the number 156; want it in quotes: "156"`)
	f(`"156"`, `056`, `line 6, column 11: got the number 056; want a code in quotes: "056"`)
	f(`"156"`, `true`, `line 6, column 1: economy: got true; want it in quotes: "true"`)
	f(`"156"`, `{a = 1}`, `line 6, column 1: economy: got a table; want text in quotes`)
	f(`"steel-2030"`, `"Steel"`, `line 3, column 1: name: got "Steel"; want small letters a-z, digits and hyphens inside, at most 64`)
	f(`name = "steel-2030"`, ``, `line 2, column 2: no name; want the name of the study`)
	f(`title = "钢铁"`, `name = "twice"`, `line 4, column 1: key name is already defined`)
	f(`[data.b]`, `[data."../b"]`, `line 14, column 7: [data.NAME]: got "../b"; want small letters a-z, digits and hyphens inside, at most 64`)
	f(`[data.b]`, `[data.nul]`, `line 14, column 7: [data.NAME]: got "nul"; want another name: Windows keeps this one for a device`)
	f(`path = "b"`, ``, `line 14, column 7: [data.b] has no path; want a file, a folder, or "example:world-2011"`)
	f(`path = "b"`, `paths = "b"`, `line 15, column 1: unknown key "paths" in [data.b]; want path, format, year, missing, tags; did you mean "path"?`)
	f(`2011`, `"2011"`, `line 10, column 1: year: got a text; want a whole number without quotes`)
	f(`2011`, `2011.0`, `line 10, column 1: year: got the number 2011.0; want a whole number without quotes`)
	f(`2011`, `99999999999999999999`, `line 10, column 8: decimal number is too large to fit in a 64-bit signed integer`)
	f(`2011`, `2_011`, `line 10, column 1: year: got the number 2_011; want a whole number in plain digits`)
	f(`["n.a.", ""]`, `["n.a.", -99]`, `line 11, column 20: missing: got the number -99; want it in quotes: "-99"`)
	f(`["n.a.", ""]`, `"n.a."`, `line 11, column 1: missing: got a text; want a list of texts in quotes`)
	f(`"groups/mine.csv"`, `"../mine.csv"`, `line 12, column 1: tags: got "../mine.csv"; want a file inside the folder of the study`)
	f(`"groups/mine.csv"`, `"/etc/passwd"`, `line 12, column 1: tags: got "/etc/passwd"; want a file inside the folder of the study`)
	f(`id = "one"`, `id = "../../one"`, `line 18, column 1: id: got "../../one"; want small letters a-z, digits and hyphens inside, at most 64`)
	f(`id = "one"`, `id = "a/b"`, `line 18, column 1: id: got "a/b"; want small letters a-z, digits and hyphens inside, at most 64`)
	f(`id = "one"`, `id = "."`, `line 18, column 1: id: got "."; want small letters a-z, digits and hyphens inside, at most 64`)
	f(`id = "one"`, `id = ""`, `line 18, column 1: id: got ""; want small letters a-z, digits and hyphens inside, at most 64`)
	f(`id = "one"`, ``, `line 17, column 3: no id; want the id of the run, which names its folder`)
	f(`id = "two"`, `id = "one"`, `line 27, column 1: id: "one" is the run of line 17 already; want another id`)
	f(`"close"`, `"clsoe"`, `line 19, column 1: analysis: got "clsoe"; want the id of one, as dougong list shows; did you mean "close"?`)
	f(`analysis = "close"`, ``, `line 17, column 3: no analysis; want the id of one, as dougong list shows`)
	f(`data = "b"`, `data = "c"`, `line 20, column 1: data: got "c"; want one of a, b; did you mean "a" or "b"?`)
	f(`data = "b"`, ``, `line 17, column 3: run "one" does not say which table; want data = one of a, b`)
	f(`["01", "02"]`, `["01", 2]`, `line 22, column 17: sector: got the number 2; want a code in quotes: "2"`)
	f(`["01", "02"]`, `[["01"], "02"]`, `line 22, column 1: sector: got a list; want text in quotes`)
	f(`["01", "02"]`, `1979-05-27`, `line 22, column 1: sector: got a date; want text in quotes`)
	f(`share = 0.5`, `share = [0.5]`, `line 23, column 1: share: got a list; want one value`)
	f(`share = 0.5`, `shape = 0.5`, `line 23, column 1: unknown parameter "shape"; want one of economy, sector, scope, kind, share, top, which close has; did you mean "share"?`)
	f(`params = {as-of = 2026}`, `params = "as-of"`, `line 30, column 1: params: got a text; want a table`)
	f("\n[[run]]\nid = \"two\"", "\n[run]\nid = \"two\"", `line 26, column 2: table run already exists as an array of tables`)
}

func TestStudyWithoutTables(t *testing.T) {
	_, err := parsed("[study]\nname = \"a\"\n[[run]]\nid = \"x\"\nanalysis = \"audit\"\n")
	if want := `study.toml: line 3, column 3: run "x" has no table; want [data.NAME] with a path`; err == nil || err.Error() != want {
		t.Errorf("got %v; want %s", err, want)
	}
	for text, want := range map[string]string{
		"":                                  `study.toml: line 1, column 1: no [study]; want one with a name`,
		"study = 1":                         `study.toml: line 1, column 1: [study]: got the number 1; want a table`,
		"[study]\nname = \"a\"\n[run]":      `study.toml: line 3, column 2: run: got a table; want [[run]], with two brackets`,
		"run = [1]\n[study]\nname = \"a\"":  `study.toml: line 1, column 8: [[run]]: got the number 1; want a table`,
		"data = \"x\"\n[study]\nname=\"a\"": `study.toml: line 1, column 1: data: got a text; want tables [data.NAME]`,
	} {
		if _, err := parsed(text); err == nil || err.Error() != want {
			t.Errorf("%q:\n got %v\nwant %s", text, err, want)
		}
	}
}

func TestLongFileIsRefused(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, studyFile), make([]byte, mostBytes+1), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(dir, nil)
	if want := "study.toml: is longer than 16777216 bytes"; err == nil || err.Error() != want {
		t.Errorf("got %v; want %s", err, want)
	}
}

// FuzzParse wants a study or an error with a place, whatever the file holds.
func FuzzParse(f *testing.F) {
	f.Add(good)
	f.Add("[study]\nname = \"a\"\n[[run]]\n[run.params]\nx = [1, {y = 2}]")
	f.Add("run = []\n[run.params]\na = 1")
	f.Add("a.b.c = 1\n[[a.d]]\n[a.d.e]")
	f.Fuzz(func(t *testing.T, text string) {
		s, err := parsed(text)
		if err == nil && s.Name == "" {
			t.Error("got a study without a name")
		}
		if err != nil && !strings.HasPrefix(err.Error(), "study.toml: ") {
			t.Errorf("got %v; want the name of the file first", err)
		}
	})
}

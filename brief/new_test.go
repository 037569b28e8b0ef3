package brief

import (
	"bytes"
	"context"
	"errors"
	"math"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"dougong/class"
	"dougong/dataset"
	"dougong/examples"
	"dougong/internal/shared"
	"dougong/iot"
	"dougong/report"
	"dougong/result"
)

func inputOf(sys *iot.System) *result.Input {
	tags, _ := class.TagsFor(sys.Sectors)
	return &result.Input{System: sys, Tags: tags, Memo: result.NewMemo()}
}

func exampleInput(t *testing.T) *result.Input {
	t.Helper()
	sys, err := examples.Open(context.Background(), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return inputOf(sys)
}

func china(t *testing.T, file string) *result.Input {
	t.Helper()
	sys, err := dataset.Open(context.Background(), shared.Path(t, "data", "china-nbs", file), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return inputOf(sys)
}

func briefOf(t *testing.T, in *result.Input, economy string, compare *result.Input) *report.Story {
	t.Helper()
	s, err := New(context.Background(), in, economy, compare)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func page(t *testing.T, s *report.Story, lang class.Lang) string {
	t.Helper()
	var b bytes.Buffer
	if err := report.HTML(&b, s, report.Options{Lang: lang, Year: 2026}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestEveryNumberHasItsWhy: each number of each table that can be explained is,
// its why is of that very number, and its terms add up to it.
func TestEveryNumberHasItsWhy(t *testing.T) {
	for _, economy := range []string{"CHN", "DEU"} {
		in := exampleInput(t)
		checkStory(t, economy, briefOf(t, in, economy, in), 250)
	}
	checkStory(t, "2020 and 2018", briefOf(t, china(t, "china_2020_42.csv"), "", china(t, "china_2018_42.csv")), 200)
}

func checkStory(t *testing.T, what string, s *report.Story, least int) {
	t.Helper()
	of := map[result.Cell]*result.Why{}
	for _, e := range s.Whys {
		if of[e.Cell] != nil {
			t.Errorf("%s: %v is explained twice", what, e.Cell)
		}
		of[e.Cell] = e.Why
	}
	for _, section := range s.Sections {
		for _, l := range append(section.Sentences, section.Heading) {
			if len(l.Missing()) > 0 {
				t.Errorf("%s: section %s: %v lacks a language", what, section.ID, l)
			}
		}
		if section.Table != nil {
			checkTable(t, what, section.Table, of)
		}
	}
	if len(of) < least {
		t.Errorf("%s: got %d whys; want %d at least", what, len(of), least)
	}
}

func checkTable(t *testing.T, economy string, table *result.Table, of map[result.Cell]*result.Why) {
	t.Helper()
	for _, row := range table.Rows {
		for c, col := range table.Columns {
			v, w := row.Cells[c], of[result.Cell{Table: table.ID, Row: row.Key, Column: col.ID}]
			switch number := col.Kind == result.Number || col.Kind == result.Integer; {
			case !number:
			case v.Absent != "":
				if w != nil {
					t.Errorf("%s: %s, %s, %s: no number is explained", economy, table.ID, row.Key, col.ID)
				}
			case w == nil:
				t.Errorf("%s: %s, %s, %s: not explained", economy, table.ID, row.Key, col.ID)
			case math.Abs(w.Value-v.Number) > 1e-9*math.Max(1, math.Abs(v.Number)):
				t.Errorf("%s: %s, %s, %s: got a why of %v; want %v", economy, table.ID, row.Key, col.ID, w.Value, v.Number)
			case math.Abs(w.Check()) > 1e-9*math.Max(1, math.Abs(w.Value)):
				t.Errorf("%s: %s, %s, %s: terms miss %v by %v", economy, table.ID, row.Key, col.ID, w.Value, w.Check())
			}
		}
	}
}

// TestChapters: a world table fills all chapters; compared with itself nothing
// has changed.
func TestChapters(t *testing.T) {
	in := exampleInput(t)
	s := briefOf(t, in, "CHN", in)
	var ids []string
	for _, section := range s.Sections {
		ids = append(ids, section.ID)
	}
	want := []string{"short", "system", "sectors", "groups", "blocks", "key-sectors", "linkages", "dependence", "ledger", "suppliers", "paths",
		"leverage", "partners", "mutual", "closures", "losses", "changes", "changed-shares", "changed-content", "changed-sectors", "changed-suppliers",
		"changed-keys", "changed-ranks", "trust"}
	if !slices.Equal(ids, want) {
		t.Errorf("got %v\nwant %v", ids, want)
	}
	if got := sectionOf(t, s, "changed-shares").Sentences[0].En; !strings.HasSuffix(got, "did not change anywhere.") {
		t.Errorf("compared with itself: got %q", got)
	}
	if n := len(sectionOf(t, s, "short").Items); n < 6 {
		t.Errorf("in short: got %d sentences; want one a chapter", n)
	}
}

// TestChina2020Since2018 checks a comparison of two published tables.
func TestChina2020Since2018(t *testing.T) {
	s := briefOf(t, china(t, "china_2020_42.csv"), "", china(t, "china_2018_42.csv"))
	if want := label("Looked through, imported inputs are 11.63 % (-1.55 points) of output; in 2018 they were 13.18 %.",
		"穿透后，进口投入占产出 11.63 %（-1.55 个百分点）；2018 年为 13.18 %。"); sectionOf(t, s, "changed-content").Sentences[0] != want {
		t.Errorf("got %v; want %v", sectionOf(t, s, "changed-content").Sentences[0], want)
	}
	shares := sectionOf(t, s, "changed-shares").Table
	if row := shares.Rows[0]; row.Key != "32" || math.Abs(row.Cells[3].Number-(row.Cells[2].Number-row.Cells[1].Number)) > 1e-15 {
		t.Errorf("largest change of share: got %+v; want finance, after less before", row)
	}
	if got := sectionOf(t, s, "leverage").Sentences[0]; got != needSentences[result.NeedMultiRegion] {
		t.Errorf("partners of a national table: got %v", got)
	}
}

func TestOnlyTheSameClassificationIsCompared(t *testing.T) {
	for _, other := range []*result.Input{china(t, "china_2018_153.csv"), exampleInput(t)} {
		_, err := New(context.Background(), china(t, "china_2020_42.csv"), "", other)
		var got *result.ParamError
		if !errors.As(err, &got) || got.Param != "compare" {
			t.Errorf("compared with %s: got %v; want an error of --compare", other.System.Name, err)
		}
	}
}

// TestSameBytes writes a brief twice, on one processor and on many.
func TestSameBytes(t *testing.T) {
	write := func(processors int) map[report.Format]string {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
		s, files := briefOf(t, exampleInput(t), "JPN", nil), map[report.Format]string{}
		for _, f := range []report.Format{report.Page, report.Document, report.Workbook, report.Markdown, report.JSON} {
			var b bytes.Buffer
			if err := report.WriteStory(&b, f, s, report.Options{Lang: class.Both, Year: 2026}); err != nil {
				t.Fatal(err)
			}
			files[f] = b.String()
		}
		return files
	}
	one, many := write(1), write(16)
	for f := range one {
		if one[f] != many[f] {
			t.Errorf("%s: two files of one brief differ", f)
		}
	}
}

var idOrLink = regexp.MustCompile(` (id|href)="#?([^"]*)"`)

// TestLinksLeadSomewhere: every number leads to its why and back.
func TestLinksLeadSomewhere(t *testing.T) {
	s := briefOf(t, exampleInput(t), "CHN", nil)
	got := page(t, s, class.Zh)
	ids, links := map[string]bool{}, map[string]bool{}
	for _, m := range idOrLink.FindAllStringSubmatch(got, -1) {
		if m[1] == "id" && ids[m[2]] {
			t.Errorf("id %s stands twice", m[2])
		}
		map[string]map[string]bool{"id": ids, "href": links}[m[1]][m[2]] = true
	}
	for link := range links {
		if !ids[link] {
			t.Errorf("a link to #%s leads nowhere", link)
		}
	}
	if len(links) < 2*len(s.Whys) {
		t.Errorf("got %d links; want two for each of %d numbers", len(links), len(s.Whys))
	}
	for _, foreign := range []string{"<script", "style=", "src=", "@import", "url("} {
		if strings.Contains(strings.ReplaceAll(got, "url(#", ""), foreign) {
			t.Errorf("the page has %s; want none that a strict policy refuses", foreign)
		}
	}
}

// TestHostileLabels: names in a file cannot become markup, style or direction.
func TestHostileLabels(t *testing.T) {
	evil := "<script>alert(1)</script>\"; } body { display: none } \\ </style>\u202e=cmd()|[x](javascript:1)`"
	in := exampleInput(t)
	sys := *in.System
	sys.Title = label(evil, evil)
	labels := make([]class.Label, sys.N())
	for i := range labels {
		labels[i] = label(evil+sys.Industries.Key(i).Item, evil)
	}
	sys.Industries = iot.MustAxis("industry", slices.Clone(sys.Industries.Keys()), labels)
	in.System = &sys
	s := briefOf(t, in, "CHN", nil)
	got := page(t, s, class.En)
	if !strings.Contains(got, "alert(1)") {
		t.Fatal("the labels did not reach the page: nothing is tested")
	}
	if strings.Contains(got, "<script") || strings.Contains(got, "\u202e") || strings.Count(got, "</style>") != 1 {
		t.Error("a label became markup, ended the style or turned the direction")
	}
	if style := got[strings.Index(got, "<style>"):strings.Index(got, "</style>")]; strings.Contains(style, `"; } body`) {
		t.Error("a title ended its string in the style sheet")
	}
	var md bytes.Buffer
	if err := report.WriteStory(&md, report.Markdown, s, report.Options{Lang: class.En}); err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"<script", "\u202e", "](javascript"} {
		if strings.Contains(strings.ReplaceAll(md.String(), `\[x](javascript`, ""), bad) {
			t.Errorf("the Markdown has %q", bad)
		}
	}
}

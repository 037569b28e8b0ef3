package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

var update = flag.Bool("update", false, "write the golden files again")

func label(en, zh string) class.Label { return class.Label{En: en, Zh: zh} }

var sample = &result.Entry{
	ID: "linkages", Verb: result.See, Label: label("Linkages", "产业关联"), Question: label("who pulls whom?", "谁带动谁？"),
	Limits:   []class.Label{label("Prices do not move.", "价格不变。")},
	Citation: []string{"Rasmussen (1956)"},
	Tables: []result.TableSpec{{ID: "industries", Label: label("Industries", "产业"), Columns: []result.Column{
		{ID: "industry", Kind: result.Code, Label: label("industry", "产业代码")},
		{ID: "name", Kind: result.Name, Label: label("name", "名称")},
		{ID: "output", Kind: result.Number, Money: true, Why: true, Label: label("output", "总产出")},
		{ID: "share", Kind: result.Number, Unit: iot.ShareUnit, Label: label("share", "占比")},
		{ID: "backward", Kind: result.Number, Unit: iot.RatioUnit, Label: label("backward linkage", "影响力系数")},
		{ID: "rank", Kind: result.Integer, Label: label("rank", "位次")},
		{ID: "key", Kind: result.Flag, Label: label("key sector", "关键部门")},
	}}, {ID: "empty", Label: label("Nothing", "空表"), Columns: []result.Column{{ID: "code", Kind: result.Code, Label: label("code", "代码")}}}},
	Why: func(_ context.Context, _ *result.Input, _ result.Cell) (*result.Why, error) { return nil, nil },
}

func answer() *result.Result {
	money := iot.MoneyUnit("CNY", 4)
	r := &result.Result{Entry: "linkages", Params: map[string]string{"top": "2", "economy": "", "sector": "a b"},
		Data: iot.Meta{Name: "toy", Title: label("a toy table", "示例表"), Year: 2011, Unit: money, Citation: "Nobody (2011)", Licence: "free",
			Files: []iot.File{{Name: "toy.csv", SHA256: "0123456789abcdef0123", Bytes: 12}}},
		Headline: []class.Label{label("Farming pulls most.", "农业带动最强。")}, Limits: sample.Limits, ResidualShare: 0.0123,
		Findings: []iot.Finding{{ID: "zero-output", Level: iot.Warning, Row: &iot.Key{Item: "02"}, Place: &iot.Place{File: "toy.csv", Row: 3, Col: 4},
			Text: label("no output", "无产出"), Remedy: label("leave it out", "请剔除")}},
	}
	t := sample.Tables[0].Make(money)
	t.Add("01", result.Str("01"), result.Lab(label("Farming \x1b[31mred", "农业")), result.Num(12345678.5), result.Num(0.25), result.Num(1.23456), result.Int(1), result.Yes(true))
	t.Add("02", result.Str("02"), result.Lab(label(`Mining | "ores"`, "采矿, 矿石")), result.Num(0), result.Num(0.00001), result.None(result.NotApplicable), result.None(result.NotAvailable), result.Yes(false))
	t.Add("rest", result.Str("rest"), result.Lab(label("3 others", "其余 3 项")), result.Num(-1), result.Num(-1e-9), result.Num(0), result.Int(0), result.Yes(false))
	t.Rest = true
	r.Tables = []*result.Table{t, sample.Tables[1].Make(money)}
	return r
}

func explanation() *result.Why {
	money := iot.MoneyUnit("CNY", 4)
	cells := result.Cells{First: []iot.Place{{File: "toy.csv", Row: 2, Col: 3}}, Total: 2, Notes: []string{"added up"}}
	return &result.Why{Entry: "linkages", Cell: result.Cell{Table: "industries", Row: "01", Column: "output"}, Label: label("output of 01", "01 的总产出"),
		Value: 10, Unit: money, Definition: label("what it makes", "其产出"), Formula: "x = 4 + 6",
		Parts:         []result.Part{{Symbol: "x", Label: label("output", "产出"), Value: 10, Unit: money, Cells: cells}},
		Terms:         []result.Term{{Label: label("sold", "出售"), Key: "02", Value: 4, Cells: cells}, {Label: label("1 other", "其余 1 项"), Value: 6, Rest: true}},
		Rounds:        []result.Term{{Label: label("direct", "直接"), Value: 10}, {Label: label("later", "其后"), Value: 0, Rest: true}},
		Sensitivities: []result.Sensitivity{{Block: "Flows", Row: iot.Key{Item: "01"}, Col: iot.Key{Item: "02"}, Label: label("Farming → Mining", "农业 → 采矿"), Value: 4, Share: 0.4, Cells: cells}},
		Binding:       []class.Label{label("next is 02, at 9", "下一位 02，为 9")}, Note: []class.Label{label("a note", "一条说明")},
		Data: answer().Data, Citation: []string{"Leontief (1936)"}}
}

func story() *Story {
	r := answer()
	return &Story{ID: "demo", Title: label("A toy <economy>", "示例经济体"), Data: r.Data, ResidualShare: r.ResidualShare, Limits: r.Limits,
		Sections: []Section{
			{ID: "one", Heading: label("Industries", "产业"), Sentences: r.Headline, Table: r.Tables[0], Bar: "output", Command: "dougong see linkages"},
			{ID: "two", Heading: label("Nothing", "空"), Table: r.Tables[1]},
		},
		Next: []Step{{"dougong list", label("see what else there is", "查看其他分析")}}}
}

// TestGolden holds every format in both languages to the letter; -update
// writes the files again, for a person to read the difference.
func TestGolden(t *testing.T) {
	for _, lang := range []class.Lang{class.En, class.Zh, class.Both} {
		o := Options{Lang: lang, Year: 2026}
		for _, f := range Formats {
			if f.Describe().Binary {
				continue // read back in roundtrip_test.go, taken apart in package_test.go
			}
			golden(t, "result", f, lang, func(w io.Writer) error { return Write(w, f, sample, answer(), o) })
			golden(t, "why", f, lang, func(w io.Writer) error { return WriteWhy(w, f, explanation(), o) })
			golden(t, "story", f, lang, func(w io.Writer) error { return WriteStory(w, f, story(), o) })
		}
	}
}

func golden(t *testing.T, what string, f Format, lang class.Lang, write func(io.Writer) error) {
	t.Helper()
	if lang != class.En && (f == JSON || f == JSONL) {
		return // the same in all languages
	}
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := write(b); err != nil {
			t.Fatalf("%s %s %s: %v", what, f, lang, err)
		}
	}
	if first.String() != second.String() {
		t.Errorf("%s %s %s: two runs differ", what, f, lang)
	}
	name := filepath.Join("testdata", what+"."+string(lang)+"."+string(f))
	if *update {
		if err := os.WriteFile(name, first.Bytes(), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got := first.String(); got != string(want) {
		t.Errorf("%s:\n got %s\nwant %s", name, got, want)
	}
}

func TestCSVKeepsNumbersExact(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, CSV, sample, answer(), Options{Lang: class.En}); err != nil {
		t.Fatal(err)
	}
	records, err := csv.NewReader(&b).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if got := records[1][1]; got != "01" {
		t.Errorf("code: got %q; want \"01\"", got)
	}
	if got, err := strconv.ParseFloat(records[1][5], 64); err != nil || got != 1.23456 {
		t.Errorf("number: got %v, %v; want 1.23456", got, err)
	}
	if got := records[2][5] + ", " + records[2][6]; got != "not applicable, not available" {
		t.Errorf("absent numbers: got %q; want their reasons", got)
	}
}

func TestCSVForSpreadsheets(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, CSV, sample, answer(), Options{BOM: true}); err != nil || !strings.HasPrefix(b.String(), "\ufeffkey,") {
		t.Errorf("got %.8q, %v; want a byte order mark first", b.String(), err)
	}
}

func TestCSVTable(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, CSV, sample, answer(), Options{Table: "empty"}); err != nil || b.String() != "key,code\n" {
		t.Errorf("got %q, %v; want the head of the second table", b.String(), err)
	}
	err := Write(&b, CSV, sample, answer(), Options{Table: "emty"})
	if want := `--table: got "emty"; want one of industries, empty; did you mean "empty"?`; err == nil || err.Error() != want {
		t.Errorf("got %v; want %s", err, want)
	}
}

// Each line is an object with a type, and the last one counts the others.
func TestJSONLines(t *testing.T) {
	var b bytes.Buffer
	if err := Write(&b, JSONL, sample, answer(), Options{}); err != nil {
		t.Fatal(err)
	}
	all := strings.Split(strings.TrimSuffix(b.String(), "\n"), "\n")
	for i, line := range all {
		var v struct {
			Type  string
			Lines int
		}
		if err := json.Unmarshal([]byte(line), &v); err != nil || v.Type == "" {
			t.Errorf("line %d: %s: %v; want an object with a type", i+1, line, err)
		}
		if i == len(all)-1 && (v.Type != "end" || v.Lines != i) {
			t.Errorf("last line: got %s; want an end after %d lines", line, i)
		}
	}
}

// A page loads nothing and runs nothing, whatever the labels of a file say.
func TestPageIsSelfContained(t *testing.T) {
	s := story()
	s.Sections[0].Table.Rows[0].Cells[1] = result.Lab(label(`<script src="http://x">`, ""))
	s.Sections[0].Sentences = []class.Label{label(`<img src=x onerror=y>`, "")}
	var b bytes.Buffer
	if err := HTML(&b, s, Options{Lang: class.En}); err != nil {
		t.Fatal(err)
	}
	for _, foreign := range []string{"<script", "<img", "<link", "@import", "url("} {
		if strings.Contains(b.String(), foreign) {
			t.Errorf("the page has %q; want nothing from outside", foreign)
		}
	}
}

func TestQuote(t *testing.T) {
	for word, want := range map[string]string{"CHN_c14": "CHN_c14", "a b": "'a b'", "it's": `'it'\''s'`, "": "''", "农业": "'农业'", "$(x)": "'$(x)'"} {
		if got := Quote(word); got != want {
			t.Errorf("%q: got %s; want %s", word, got, want)
		}
	}
}

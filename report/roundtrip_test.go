package report

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// hostile is an answer whose labels and codes try what files can do to a
// spreadsheet, a page or a reader, and whose numbers are hard to print.
func hostile() *result.Result {
	r := answer()
	money := iot.MoneyUnit("CNY", 4)
	t := sample.Tables[0].Make(money)
	t.ID, t.Label = "hostile", label(`a:b\c/d?e*f[g]'`+strings.Repeat("long ", 20), "=名/称")
	codes := []string{"01", "007", "1e5", "TRUE", "2011-01-01", "=cmd()|' /C calc'!A0", "+1", "-1", "@SUM(A1)", "＝1+1", "'x", "''", " pad ", "", "_x0041_", "a,\"b\""}
	texts := []string{"=1+1", `<script>alert("x")</script>`, "&amp; & <b>", "a\nb", "\t=1", "中文，顿号、", "😀 over", "not applicable", "'", "-", "$(rm)", "%s%n", "_x005F_x0041_", "\u202eetartsni", "\x1b[31m", "x"}
	tenth, third := 0.1, 3.0
	numbers := []float64{tenth + 0.2, math.MaxFloat64, math.SmallestNonzeroFloat64, -math.Pi, 1e21, 1e-7, 123456789.123456789, 1 << 53, 0, -1e-300, 1 / third, 2.5, 1e15, 99999999999999990, -0.5, 7}
	for i, code := range codes {
		v := result.Num(numbers[i])
		t.Add(code, result.Str(code), result.Lab(label(texts[i], "中"+texts[len(texts)-1-i])), v, v, v, result.Int(i-3), result.Yes(i%2 == 0))
	}
	na, no := result.None(result.NotAvailable), result.None(result.NotApplicable)
	t.Add("absent", na, no, na, no, na, no, na)
	r.Tables = append(r.Tables, t)
	r.Figures = []result.Figure{{ID: "bars", Kind: result.Bar, Title: label("=Bars <b>", "柱"), Table: "industries", Label: "name", Values: []string{"output"}}}
	return r
}

// same compares what was read with what was written: JSON is exact about
// numbers, and says nothing of what only the catalogue knows.
func same(t *testing.T, what string, got, want any) {
	t.Helper()
	g, err := json.Marshal(got)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	w, err := json.Marshal(want)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	if !bytes.Equal(g, w) {
		at := 0
		for at < min(len(g), len(w)) && g[at] == w[at] {
			at++
		}
		t.Errorf("%s differs:\n got …%.200s\nwant …%.200s", what, g[max(0, at-60):], w[max(0, at-60):])
	}
}

// written writes an answer twice and wants the same bytes.
func written(t *testing.T, f Format, r *result.Result, o Options) []byte {
	t.Helper()
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := Write(b, f, sample, r, o); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Errorf("%s: two runs differ", f)
	}
	return first.Bytes()
}

func TestJSONRoundTrip(t *testing.T) {
	want := hostile()
	got, err := ReadJSON(bytes.NewReader(written(t, JSON, want, Options{})))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "json", got, want)
	got, err = ReadJSONL(bytes.NewReader(written(t, JSONL, want, Options{})))
	if err != nil {
		t.Fatal(err)
	}
	same(t, "jsonl", got, want)
}

func TestParquetRoundTrip(t *testing.T) {
	for _, table := range hostile().Tables {
		want := hostile()
		got, err := ReadParquet(bytes.NewReader(written(t, Parquet, want, Options{Table: table.ID})))
		if err != nil {
			t.Fatal(err)
		}
		want.Tables = []*result.Table{table}
		same(t, "parquet "+table.ID, got, want)
	}
}

// A csv has the labels of its language only, and breaks lines as csv does.
func TestCSVRoundTrip(t *testing.T) {
	for _, lang := range []class.Lang{class.En, class.Zh, class.Both} {
		for i, table := range hostile().Tables {
			data := written(t, CSV, hostile(), Options{Lang: lang, Table: table.ID, BOM: i == 0})
			spec := result.TableSpec{ID: table.ID, Label: table.Label, Columns: sample.Tables[i%2].Columns}
			got, err := ReadCSV(bytes.NewReader(data), spec, lang)
			if err != nil {
				t.Fatal(err)
			}
			got.Rest = table.Rest // a csv does not say
			same(t, "csv "+string(lang)+" "+table.ID, got, inLanguage(table, lang, func(s string) string { return s }))
		}
	}
}

// A workbook has the labels of its language only, cleaned of what a file must
// not do to a screen.
func TestWorkbookRoundTrip(t *testing.T) {
	for _, lang := range []class.Lang{class.En, class.Zh, class.Both} {
		want := hostile()
		got, err := ReadWorkbook(bytes.NewReader(written(t, Workbook, want, Options{Lang: lang, Year: 2026})))
		if err != nil {
			t.Fatal(err)
		}
		if len(got) != len(want.Tables) {
			t.Fatalf("got %d tables; want %d", len(got), len(want.Tables))
		}
		for i, table := range want.Tables {
			if table.ID == "hostile" && lang != class.Zh { // a text that reads like a reason is one in a workbook
				table.Rows[7].Cells[1] = result.None(result.NotApplicable)
			}
			same(t, "xlsx "+string(lang)+" "+table.ID, got[i], inLanguage(table, lang, cellText))
		}
	}
}

// inLanguage is a table as a file in one language shows it.
func inLanguage(t *result.Table, lang class.Lang, show func(string) string) *result.Table {
	shown := *t
	shown.Label = label(show(t.Label.En), show(t.Label.Zh))
	shown.Rows = nil
	for _, row := range t.Rows {
		cells := make([]result.Value, len(row.Cells))
		for c, v := range row.Cells {
			cells[c] = v
			switch lang {
			case class.Both:
				cells[c].Text = label(show(v.Text.En), show(v.Text.Zh))
			case class.En:
				cells[c].Text = label(show(v.Text.En), "")
			case class.Zh:
				if t.Columns[c].Kind == result.Name {
					cells[c].Text = label("", show(v.Text.Zh))
				}
			}
		}
		shown.Rows = append(shown.Rows, result.Row{Key: show(row.Key), Cells: cells})
	}
	return &shown
}

package report

import (
	"bytes"
	"encoding/binary"
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

// A text that a spreadsheet would take for a formula gets an apostrophe, as
// OWASP advises; a number keeps its minus.
func TestCSVFormulas(t *testing.T) {
	table := &result.Table{ID: "t", Label: label("t", "表"), Columns: []result.Column{
		{ID: "c", Kind: result.Code, Label: label("c", "码")}, {ID: "n", Kind: result.Name, Label: label("n", "名")}, {ID: "x", Kind: result.Number, Label: label("x", "数")}}}
	for _, s := range []string{"=1+1", "+1", "-1", "@A1", "\t=1", "＝1", "'x", "not available", "01", "1-2", "中=文"} {
		table.Add(s, result.Str(s), result.Lab(label(s, s)), result.Num(-1))
	}
	r := answer()
	r.Tables = []*result.Table{table}
	want := "key,c,n,x\n'=1+1,'=1+1,'=1+1,-1\n'+1,'+1,'+1,-1\n'-1,'-1,'-1,-1\n'@A1,'@A1,'@A1,-1\n'\t=1,'\t=1,'\t=1,-1\n'＝1,'＝1,'＝1,-1\n" +
		"''x,''x,''x,-1\n'not available,'not available,'not available,-1\n01,01,01,-1\n1-2,1-2,1-2,-1\n中=文,中=文,中=文,-1\n"
	if got := string(written(t, CSV, r, Options{Lang: class.En})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A damaged file is an error or reads as something else; it is no panic, and an
// error says which format it speaks of.
func TestDamagedFiles(t *testing.T) {
	for f, read := range map[Format]func([]byte) error{
		JSON:     func(b []byte) error { _, err := ReadJSON(bytes.NewReader(b)); return err },
		JSONL:    func(b []byte) error { _, err := ReadJSONL(bytes.NewReader(b)); return err },
		CSV:      func(b []byte) error { _, err := ReadCSV(bytes.NewReader(b), sample.Tables[0], class.En); return err },
		Parquet:  func(b []byte) error { _, err := ReadParquet(bytes.NewReader(b)); return err },
		Workbook: func(b []byte) error { _, err := ReadWorkbook(bytes.NewReader(b)); return err },
	} {
		whole := written(t, f, answer(), Options{Lang: class.En})
		if err := read(whole); err != nil {
			t.Errorf("%s: got %v for a whole file; want no error", f, err)
		}
		wrong := 0
		for k := range 60 {
			flipped := bytes.Clone(whole)
			flipped[k*len(whole)/60] ^= 0x5a
			for _, b := range [][]byte{flipped, whole[:k*len(whole)/60]} {
				if err := read(b); err != nil {
					if wrong++; !strings.HasPrefix(err.Error(), string(f)+": ") {
						t.Errorf("%s: got %v; want the format named first", f, err)
					}
				}
			}
		}
		if wrong == 0 {
			t.Errorf("%s: no damage was noticed", f)
		}
	}
}

// The head of a Parquet file steers the library that reads it: whatever it says
// wrong, the answer is an error, not a panic.
func TestDamagedParquetHead(t *testing.T) {
	whole := written(t, Parquet, answer(), Options{})
	head := len(whole) - 8 - int(binary.LittleEndian.Uint32(whole[len(whole)-8:]))
	for at := head; at < head+220; at++ {
		damaged := bytes.Clone(whole)
		damaged[at] ^= 1
		if _, err := ReadParquet(bytes.NewReader(damaged)); err != nil && !strings.HasPrefix(err.Error(), "parquet: ") {
			t.Errorf("byte %d: got %v; want the format named first", at, err)
		}
	}
}

func TestLinesCutOff(t *testing.T) {
	whole := written(t, JSONL, answer(), Options{})
	cut := whole[:bytes.LastIndexByte(whole[:len(whole)-1], '\n')+1]
	if _, err := ReadJSONL(bytes.NewReader(cut)); err == nil || !strings.Contains(err.Error(), "the file was cut off") {
		t.Errorf("got %v; want an error that says so", err)
	}
	lines := bytes.SplitAfter(whole, []byte("\n"))
	one := append(bytes.Join(lines[:3], nil), bytes.Join(lines[4:], nil)...)
	if _, err := ReadJSONL(bytes.NewReader(one)); err == nil {
		t.Error("a line was taken out: got no error")
	}
}

func TestUnitsRead(t *testing.T) {
	for _, u := range []iot.Unit{iot.MoneyUnit("CNY", 4), iot.MoneyUnit("USD", 6), iot.MoneyUnit("EUR", 0), iot.MoneyUnit("JPY", 9), iot.MoneyUnit("KRW", 3),
		iot.MoneyUnit("CNY", 8), iot.RatioUnit, iot.ShareUnit, {}, {Kind: iot.Quantity, Symbol: "persons", Power: 3}, {Kind: iot.Quantity, Symbol: "t CO2 / M USD"}} {
		if got := unitOf(u.Kind, u.String()); got != u {
			t.Errorf("%q: got %#v; want %#v", u, got, u)
		}
	}
}

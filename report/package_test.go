package report

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"image"
	"image/png"
	"io"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// partsOf takes a workbook or document apart; every part must be XML or a
// picture, and bear no time.
func partsOf(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		if !f.Modified.Equal(packed) {
			t.Errorf("%s: got time %v; want none", f.Name, f.Modified)
		}
		content, err := unpack(f)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(content)
		if strings.HasSuffix(f.Name, ".png") {
			continue
		}
		for d := xml.NewDecoder(bytes.NewReader(content)); ; {
			if _, err := d.Token(); err == io.EOF {
				break
			} else if err != nil {
				t.Errorf("%s: %v", f.Name, err)
				break
			}
		}
	}
	for _, sign := range []string{"dcterms:created", "dcterms:modified", "xuri", "2006-09"} {
		if strings.Contains(parts["docProps/core.xml"], sign) {
			t.Errorf("properties hold %s: %s", sign, parts["docProps/core.xml"])
		}
	}
	return parts
}

// A hostile label is text in a workbook: no formula, no reference to elsewhere.
func TestWorkbookIsHarmless(t *testing.T) {
	data := written(t, Workbook, hostile(), Options{Lang: class.En})
	for name, content := range partsOf(t, data) {
		if strings.HasPrefix(name, "xl/worksheets/") && strings.Contains(content, "<f>") {
			t.Errorf("%s has a formula", name)
		}
		if strings.Contains(name, "externalLink") || strings.Contains(content, `TargetMode="External"`) {
			t.Errorf("%s leads elsewhere", name)
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	names := f.GetSheetList()
	if want := []string{"Industries", "Nothing", "a-b-c-d-e-f-g--long long long …", "Figures", "Columns", "Sources"}; strings.Join(names, "|") != strings.Join(want, "|") {
		t.Errorf("sheets: got %q; want %q", names, want)
	}
	for cell, want := range map[string]string{"B2": "01", "B3": "007", "B7": "=cmd()|' /C calc'!A0"} {
		got, err := f.GetCellValue(names[2], cell)
		if kind, _ := f.GetCellType(names[2], cell); err != nil || got != want || kind != excelize.CellTypeInlineString {
			t.Errorf("cell %s: got %q of type %v, %v; want the text %q", cell, got, kind, err, want)
		}
	}
	if kind, _ := f.GetCellType(names[0], "D2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("output: got type %v; want a number", kind)
	}
}

func TestWorkbookLimits(t *testing.T) {
	long := strings.Repeat("字😀", 20000)
	spec := result.TableSpec{ID: "t", Label: label(strings.Repeat("名", 40), ""), Columns: []result.Column{{ID: "c", Kind: result.Name, Label: label("c", "列")}}}
	r := answer()
	r.Tables = nil
	for range 3 { // the same name three times
		table := spec.Make(iot.Unit{})
		table.Add("k", result.Lab(label(long, "")))
		r.Tables = append(r.Tables, table)
	}
	got, err := ReadWorkbook(bytes.NewReader(written(t, Workbook, r, Options{Lang: class.En})))
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 3 {
		t.Fatalf("got %d tables; want 3", len(got))
	}
	text := got[0].Rows[0].Cells[0].Text.En
	if n := len(utf16.Encode([]rune(text))); n > mostCharacter || n < mostCharacter-2 || !strings.HasSuffix(text, "…") {
		t.Errorf("a long text: got %d units; want at most %d, with a sign that it was cut", n, mostCharacter)
	}
	many := spec.Make(iot.Unit{})
	many.Rows = make([]result.Row, mostRows)
	r.Tables = []*result.Table{many}
	if err := Write(io.Discard, Workbook, sample, r, Options{}); err == nil || !strings.Contains(err.Error(), "csv or parquet") {
		t.Errorf("got %v; want an error that names a way out", err)
	}
}

// A figure becomes a native chart of the cells of its table; where it would show
// a missing number as zero it does not, unless the points stand alone.
func TestWorkbookCharts(t *testing.T) {
	for _, c := range []struct {
		figure result.Figure
		want   []string // references of the series; none: no chart
	}{
		{result.Figure{Kind: result.Bar, Label: "name", Values: []string{"output", "share"}, Top: 2}, []string{"$D$2:$D$3", "$E$2:$E$3"}},
		{result.Figure{Kind: result.Line, Label: "industry", Values: []string{"output"}}, []string{"$D$2:$D$4"}},
		{result.Figure{Kind: result.Bar, Label: "name", Values: []string{"backward"}}, nil},
		{result.Figure{Kind: result.Scatter, Label: "name", Values: []string{"output", "backward"}}, []string{"$F$2", "$F$4"}},
		{result.Figure{Kind: result.Line, Label: "industry", Values: []string{"output"}, Group: "name"}, []string{"$D$2", "$D$3", "$D$4"}},
		{result.Figure{Kind: result.Heatmap, Label: "name", Values: []string{"output"}}, nil},
		{result.Figure{Kind: result.Bar, Label: "name", Values: []string{"nowhere"}}, nil},
	} {
		r := answer()
		c.figure.Title, c.figure.Table = label("what pulls", "谁带动"), "industries"
		r.Figures = []result.Figure{c.figure}
		parts := partsOf(t, written(t, Workbook, r, Options{Lang: class.Zh}))
		chart, ok := parts["xl/charts/chart1.xml"]
		if ok != (c.want != nil) {
			t.Errorf("%s of %v: chart %v; want %v", c.figure.Kind, c.figure.Values, ok, c.want != nil)
		}
		for _, ref := range c.want {
			if !strings.Contains(chart, "<f>&#39;产业&#39;!"+ref+"</f>") {
				t.Errorf("%s of %v: no series of %s", c.figure.Kind, c.figure.Values, ref)
			}
		}
		if ok && strings.Count(chart, "<c:ser>")+strings.Count(chart, "<ser>") != len(c.want) {
			t.Errorf("%s of %v: want %d series", c.figure.Kind, c.figure.Values, len(c.want))
		}
	}
}

// The workbook says whose numbers these are: whole checksums, licence, limits.
func TestWorkbookSources(t *testing.T) {
	f, err := excelize.OpenReader(bytes.NewReader(written(t, Workbook, answer(), Options{Lang: class.Zh, Year: 2026})))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := f.GetRows("来源")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, row := range rows {
		all.WriteString(strings.Join(row, "：") + "\n")
	}
	for _, want := range []string{"分析：linkages", "参数 top：2", "年份：2011", "距今 15 年", "引用：Nobody (2011)", "许可：free", "sha256 0123456789abcdef0123", "余项占总产出：1.2300%",
		"前提与局限：价格不变。", "zero-output", "请剔除", "方法：Rasmussen (1956)", "单位：万元"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("sources lack %q:\n%s", want, all.String())
		}
	}
}

func drawn() *Figure {
	return &Figure{Draw: func(o Options) (*Picture, error) {
		return &Picture{Title: "bars", Alt: `bars & "stripes" <x>`, Width: 1000, Height: 500,
			SVG: func(w io.Writer) error { _, err := io.WriteString(w, "<svg></svg>"); return err },
			PNG: func(w io.Writer, scale float64) error {
				return png.Encode(w, image.NewGray(image.Rect(0, 0, int(10*scale), int(5*scale))))
			}}, nil
	}}
}

// A document has the parts that a text processor looks for, every one of them
// well formed, and its labels are text.
func TestDocument(t *testing.T) {
	s := story()
	s.Sections[0].Figure = drawn()
	s.Sections[0].Level = 1
	s.Sections[0].Sentences = []class.Label{label(`<w:p> & "quotes" `+"\x00\x1b[1m\u202e", "引号“”")}
	at := result.Cell{Table: "industries", Row: "01", Column: "output"}
	s.Whys = []Explained{{Cell: at, Why: explanation()}}
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := WriteStory(b, Document, s, Options{Lang: class.En, Year: 2026}); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two runs differ")
	}
	parts := partsOf(t, first.Bytes())
	body := parts["word/document.xml"]
	for _, want := range []string{`&lt;w:p&gt; &amp; &#34;quotes&#34; ` + "\ufffd\ufffd[1m\ufffd", `w:val="Heading2"`, `<w:tblHeader/>`, `r:embed="rId6"`,
		`descr="bars &amp; &#34;stripes&#34; &lt;x&gt;"`, `cx="6120130" cy="3060065"`, `w:anchor="w1"`, `w:name="w1"`, "A toy &lt;economy&gt;", `<w:i/>`} {
		if !strings.Contains(body, want) {
			t.Errorf("the document lacks %s", want)
		}
	}
	if got := parts["word/footer1.xml"]; !strings.Contains(got, "a toy table · The table describes 2011: 15 years ago.") || !strings.Contains(got, " PAGE ") {
		t.Errorf("foot: got %s; want source, age and page", got)
	}
	if !strings.Contains(parts["word/_rels/document.xml.rels"], `Id="rId6"`) || parts["word/media/image1.png"] == "" {
		t.Error("the picture is not there")
	}
	s.Sections[0].Figure = &Figure{Draw: func(Options) (*Picture, error) { return nil, errors.New("no ink") }}
	if err := WriteStory(io.Discard, Document, s, Options{}); err == nil {
		t.Error("a figure that cannot be drawn: got no error")
	}
}

// The columns of a table fill the page whatever they hold.
func TestDocumentWidths(t *testing.T) {
	for _, g := range []*grid{
		{heads: []string{"a"}, rows: [][]string{{""}}},
		{heads: []string{"code", "name", "n"}, rows: [][]string{{"CHN_c18", strings.Repeat("word ", 30), "1"}}},
		{heads: strings.Split(strings.Repeat("a_very_long_head_without_a_break|", 20)+"x", "|"), rows: nil},
	} {
		sum := 0
		for c, w := range g.widths(textWidth, cellSize(len(g.heads))) {
			if sum += w; w <= 0 {
				t.Errorf("%d columns: column %d has width %d; want some", len(g.heads), c, w)
			}
		}
		if sum != textWidth {
			t.Errorf("%d columns: got %d in all; want %d", len(g.heads), sum, textWidth)
		}
	}
}

// People read 亿元 and bn USD; files carry the number.
func TestUnitsForPeopleAndFiles(t *testing.T) {
	for _, c := range []struct {
		unit   iot.Unit
		value  float64
		en, zh [2]string // unit and number
		exact  string
		head   [2]string // of the workbook
	}{
		{iot.MoneyUnit("CNY", 4), 1016422012.345678, [2]string{"bn CNY", "10164.2"}, [2]string{"亿元", "101642.2"}, "1016422012.345678", [2]string{"output (10^4 CNY)", "总产出 (万元)"}},
		{iot.MoneyUnit("CNY", 4), 1016422012345.678, [2]string{"trn CNY", "10164.2"}, [2]string{"万亿元", "10164.2"}, "1016422012345.678", [2]string{"output (10^4 CNY)", "总产出 (万元)"}},
		{iot.MoneyUnit("USD", 6), 141767904.125, [2]string{"trn USD", "141.77"}, [2]string{"万亿美元", "141.77"}, "141767904.125", [2]string{"output (M USD)", "总产出 (百万美元)"}},
		{iot.MoneyUnit("USD", 6), 1234.5678, [2]string{"M USD", "1234.6"}, [2]string{"万美元", "123456.8"}, "1234.5678", [2]string{"output (M USD)", "总产出 (百万美元)"}},
	} {
		r := answer()
		table := &result.Table{ID: "t", Label: label("t", "表"), Columns: []result.Column{{ID: "output", Kind: result.Number, Unit: c.unit, Label: label("output", "总产出")}}}
		table.Add("k", result.Num(c.value))
		r.Tables, r.Data.Unit = []*result.Table{table}, c.unit
		for i, lang := range []class.Lang{class.En, class.Zh} {
			want := [][2]string{c.en, c.zh}[i]
			for _, f := range []Format{Table, Markdown, Page} {
				if got := string(written(t, f, r, Options{Lang: lang})); !strings.Contains(got, "("+want[0]+")") || !strings.Contains(got, want[1]) {
					t.Errorf("%s in %s: got no %s in %s:\n%s", f, lang, want[1], want[0], got)
				}
			}
			book, err := excelize.OpenReader(bytes.NewReader(written(t, Workbook, r, Options{Lang: lang})), excelize.Options{RawCellValue: true})
			if err != nil {
				t.Fatal(err)
			}
			head, _ := book.GetCellValue([]string{"t", "表"}[i], "B1")
			if got, _ := book.GetCellValue([]string{"t", "表"}[i], "B2"); head != c.head[i] || got != c.exact {
				t.Errorf("xlsx in %s: got %s under %q; want %s under %q", lang, got, head, c.exact, c.head[i])
			}
		}
		if got := string(written(t, CSV, r, Options{})); got != "key,output ("+c.unit.String()+")\nk,"+c.exact+"\n" {
			t.Errorf("csv: got %q; want %s", got, c.exact)
		}
	}
}

func TestFormatOf(t *testing.T) {
	for _, f := range Formats {
		d := f.Describe()
		if got, err := FormatOf("结果/a b" + strings.ToUpper(d.Ending)); err != nil || got != f {
			t.Errorf("%s: got %s, %v; want %s", d.Ending, got, err, f)
		}
		if d.Media == "" || len(d.Label.Missing()) > 0 {
			t.Errorf("%s: got media type %q and label %v; want both, in two languages", f, d.Media, d.Label)
		}
	}
	_, err := FormatOf("a.xls")
	want := `a.xls: ending: got ".xls"; want one of .txt, .csv, .json, .jsonl, .md, .html, .xlsx, .docx, .parquet, or a format named with --format; did you mean ".xlsx"?`
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

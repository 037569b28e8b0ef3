package report

import (
	"math"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// grid is a table made readable: one unit a column, in its head.
type grid struct {
	title string
	heads []string
	right []bool // numbers
	names []bool // columns of names; may be shorter
	rows  [][]string
	rest  bool   // the last row adds up what is not listed
	note  string // what the signs for absent numbers mean
	bar   int    // column drawn as bars on a page; -1 for none
	share []float64
	// links are the ids of the notes that explain cells, by row and column; nil
	// where nothing is explained.
	links [][]string
}

// link returns the id of the note that explains a cell; empty for none.
func (g *grid) link(row, column int) string {
	if g.links == nil {
		return ""
	}
	return g.links[row][column]
}

// Signs of absent numbers.
var signs = map[result.Absence]string{result.NotAvailable: "·", result.NotApplicable: "n/a"}

var absences = []struct {
	why   result.Absence
	label class.Label
}{
	{result.NotAvailable, class.Label{En: "not available in this table", Zh: "本表未提供"}},
	{result.NotApplicable, class.Label{En: "not applicable", Zh: "不适用"}},
}

func newGrid(t *result.Table, lang class.Lang) *grid {
	g := &grid{title: clean(t.Label.In(lang)), rest: t.Rest, rows: make([][]string, len(t.Rows)), bar: -1}
	absent := map[result.Absence]int{}
	for c := range t.Columns {
		f := newFormat(t, c, lang)
		g.heads, g.right, g.names = append(g.heads, f.head), append(g.right, f.number), append(g.names, f.kind == result.Name)
		for r, row := range t.Rows {
			v := row.Cells[c]
			g.rows[r] = append(g.rows[r], f.cell(v))
			absent[v.Absent]++
		}
	}
	var notes []string
	for _, a := range absences {
		if n := absent[a.why]; n > 0 {
			notes = append(notes, signs[a.why]+" "+a.label.In(lang)+" ("+strconv.Itoa(n)+")")
		}
	}
	g.note = strings.Join(notes, "; ")
	return g
}

// drawBars marks a column to be drawn as bars on a page: shares of its largest
// magnitude. The rest is no bar.
func (g *grid) drawBars(t *result.Table, column string) {
	c, ok := t.Column(column)
	if !ok {
		return
	}
	listed := t.Rows
	if t.Rest {
		listed = listed[:len(listed)-1]
	}
	top := largest(listed, c)
	g.bar, g.share = c, make([]float64, len(t.Rows))
	for r, row := range listed {
		if top > 0 {
			g.share[r] = math.Abs(row.Cells[c].Number) / top
		}
	}
}

// format writes the cells of one column.
type format struct {
	kind   result.ColumnKind
	lang   class.Lang
	head   string
	number bool
	factor float64
	digits int
	mixed  bool // the unit differs by row: each cell by itself
}

// columnScale leaves room for two more digits above the point of the largest
// number of a column, so that the small ones keep digits below it.
func columnScale(u iot.Unit, top float64, lang class.Lang) (factor float64, unit string) {
	factor, unit = u.Scale(top/100, lang)
	if top*factor >= 1e6 { // no step is that small
		return u.Scale(top, lang)
	}
	return factor, unit
}

func newFormat(t *result.Table, c int, lang class.Lang) format {
	col := t.Columns[c]
	f := format{kind: col.Kind, lang: lang, head: clean(col.Label.In(lang)), factor: 1}
	switch col.Kind {
	case result.Number:
		f.number = true
		top := largest(t.Rows, c)
		factor, unit := columnScale(col.Unit, top, lang)
		f.factor, f.digits, f.mixed = factor, digits(col.Unit, top*factor), col.Unit == iot.Unit{}
		if unit != "" {
			f.head += " (" + unit + ")"
		}
	case result.Integer:
		f.number = true
	}
	return f
}

func largest(rows []result.Row, c int) float64 {
	var top float64
	for _, row := range rows {
		top = math.Max(top, math.Abs(row.Cells[c].Number))
	}
	return top
}

func (f format) cell(v result.Value) string {
	if v.Absent != "" {
		return signs[v.Absent]
	}
	switch f.kind {
	case result.Code:
		return clean(v.Text.En)
	case result.Name:
		return clean(v.Text.In(f.lang))
	case result.Flag:
		return flagLabel(v.Flag).In(f.lang)
	case result.Integer:
		return strconv.FormatFloat(v.Number, 'f', 0, 64)
	}
	if v.Number == 0 {
		return "0" // 0.00 is a number that rounds to zero
	}
	if f.mixed {
		return iot.RatioUnit.Readable(v.Number, f.lang)
	}
	return fixed(v.Number*f.factor, f.digits)
}

// fixed avoids "-0.00".
func fixed(value float64, digits int) string {
	s := strconv.FormatFloat(value, 'f', digits, 64)
	if strings.Trim(s, "-0.") == "" {
		return strings.TrimPrefix(s, "-")
	}
	return s
}

// digits returns how many decimals a column gets whose largest magnitude is
// top: two for money and per cent, enough for four significant digits otherwise.
func digits(u iot.Unit, top float64) int {
	switch {
	case u.Kind == iot.Money && top >= 1000:
		return 1
	case u.Kind == iot.Money, u.Kind == iot.Share, u.Kind == iot.Points:
		return 2
	case top >= 0.01 && top < 10:
		return 4
	case top == 0:
		return 0
	}
	return min(max(3-int(math.Floor(math.Log10(top))), 0), 12)
}

func flagLabel(v bool) class.Label {
	if v {
		return class.Label{En: "yes", Zh: "是"}
	}
	return class.Label{En: "no", Zh: "否"}
}

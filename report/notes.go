package report

import (
	"cmp"
	"math"
	"slices"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// note is the why of one number in a few lines: what it is, its formula, what it
// adds up from, the file cells behind it.
type note struct {
	id    string // that the number leads to; empty where the note defines a column
	head  string // row and number
	lines []string
}

// notes are the whys of a story by the cells of its tables, numbered in the
// order in which the tables show them.
type notes struct {
	of     map[result.Cell]*result.Why
	number map[result.Cell]int
	tables []linked
	file   string // that cells are in unless they name another
}

// linked is a table whose numbers lead to notes.
type linked struct {
	table *result.Table
	title string
}

// newNotes returns nil for a story without whys.
func newNotes(s *Story) *notes {
	if len(s.Whys) == 0 {
		return nil
	}
	n := &notes{of: map[result.Cell]*result.Why{}, number: map[result.Cell]int{}}
	if len(s.Data.Files) == 1 {
		n.file = s.Data.Files[0].Name
	}
	for _, e := range s.Whys {
		n.of[e.Cell] = e.Why
	}
	return n
}

func noteID(number int) string { return "w" + strconv.Itoa(number) }

// link numbers a table and gives each of its explained cells a note.
func (n *notes) link(d *document, g *grid, t *result.Table) {
	if n == nil {
		return
	}
	number := strconv.Itoa(len(n.tables) + 1)
	g.title = d.say("Table "+number+": ", "表 "+number+"：") + g.title
	n.tables = append(n.tables, linked{t, g.title})
	g.links = make([][]string, len(t.Rows))
	for r, row := range t.Rows {
		g.links[r] = make([]string, len(t.Columns))
		for c, col := range t.Columns {
			at := result.Cell{Table: t.ID, Row: row.Key, Column: col.ID}
			if n.of[at] == nil {
				continue
			}
			n.number[at] = len(n.number) + 1
			g.links[r][c] = noteID(n.number[at])
		}
	}
}

// appendix explains the numbers of each table column by column.
func (d *document) appendix(n *notes) {
	if n == nil {
		return
	}
	d.heading(d.say("Why: how each number is made", "数字的由来"))
	d.paragraph(d.say(
		"One level deep: for each number its formula with the figures put in, the largest terms with the rest that completes them, and the cells of the source that it leans on most. “dougong why” goes on from there.",
		"每个数字展开一层：代入数值的公式、最大的几项与补足合计的其余项，以及影响最大的来源单元格。更深一层用 “dougong why” 查询。"))
	if n.file != "" {
		d.paragraph(d.say(
			"Cells are named as in a spreadsheet: [B7 +39] is row 7, column B of "+n.file+" and 39 cells more.",
			"单元格按电子表格命名：[B7 +39] 指 "+n.file+" 第 7 行、B 列及另外 39 格。"))
	}
	for _, t := range n.tables {
		d.blocks = append(d.blocks, block{heading: t.title, level: 1})
		cited := map[string]bool{}
		for _, col := range t.table.Columns {
			d.columnNotes(n, t.table, col, cited)
		}
	}
}

// columnNotes defines a column and explains its numbers; methods are cited once
// a table.
func (d *document) columnNotes(n *notes, t *result.Table, col result.Column, cited map[string]bool) {
	defined := map[class.Label]bool{}
	for _, row := range t.Rows {
		at := result.Cell{Table: t.ID, Row: row.Key, Column: col.ID}
		w := n.of[at]
		if w == nil {
			continue
		}
		if !defined[w.Definition] {
			defined[w.Definition] = true
			about := &note{head: clean(col.Label.In(d.lang)), lines: []string{clean(w.Definition.In(d.lang))}}
			if by := strings.Join(w.Citation, "; "); by != "" && !cited[by] {
				cited[by] = true
				about.lines = append(about.lines, clean(d.say("method: ", "方法：")+by))
			}
			d.blocks = append(d.blocks, block{note: about})
		}
		d.blocks = append(d.blocks, block{note: &note{id: noteID(n.number[at]),
			head: clean(d.rowName(t, row) + d.say(": ", "：") + d.answerOf(t, row, col, w)), lines: d.noteLines(n, w)}})
	}
}

// answerOf is what a note explains: a number, or a verdict.
func (d *document) answerOf(t *result.Table, row result.Row, col result.Column, w *result.Why) string {
	if c, _ := t.Column(col.ID); col.Kind == result.Name {
		return row.Cells[c].Text.In(d.lang)
	}
	return w.Unit.Readable(w.Value, d.lang)
}

// rowName is the first name in a row, else its key.
func (d *document) rowName(t *result.Table, row result.Row) string {
	for c, col := range t.Columns {
		if s := row.Cells[c].Text.In(d.lang); col.Kind == result.Name && s != "" {
			return s
		}
	}
	return row.Key
}

func (d *document) noteLines(n *notes, w *result.Why) []string {
	var lines []string
	add := func(s string) {
		if s != "" {
			lines = append(lines, clean(s))
		}
	}
	add(w.Formula)
	add(d.noteParts(n, w.Parts))
	add(d.noteTerms(w))
	add(d.noteCells(n, w))
	for _, l := range w.Binding {
		add(l.In(d.lang))
	}
	return lines
}

func (d *document) noteParts(n *notes, parts []result.Part) string {
	var list []string
	for _, p := range parts {
		list = append(list, p.Symbol+d.say(" (", "（")+p.Label.In(d.lang)+d.say(")", "）")+" = "+p.Unit.Readable(p.Value, d.lang)+n.cells(p.Cells))
	}
	return strings.Join(list, d.say("; ", "；"))
}

// cells names file cells in brackets: the first, and how many more.
func (n *notes) cells(c result.Cells) string {
	if len(c.First) == 0 {
		return ""
	}
	p := c.First[0]
	s := p.String()
	if p.Row > 0 && p.Col > 0 && p.Sheet == "" {
		if s = iot.Letters(p.Col) + strconv.Itoa(p.Row); p.File != n.file {
			s = p.File + " " + s
		}
	}
	if c.Total > 1 {
		s += " +" + strconv.Itoa(c.Total-1)
	}
	return " [" + s + "]"
}

// noteTerms is how many terms a note lists before their rest.
const noteTerms = 3

func (d *document) noteTerms(w *result.Why) string {
	if len(w.Terms) < 2 {
		return ""
	}
	unit, s := w.Unit, d.say("terms: ", "构成：")
	if of := w.TermsOf.In(d.lang); of != "" {
		s = d.say("terms of ", "其中") + of + d.say(": ", "的构成：")
		for _, p := range w.Parts {
			if p.Label == w.TermsOf {
				unit = p.Unit
			}
		}
	}
	var list []string
	for _, t := range fold(w.Terms, noteTerms) {
		list = append(list, keyed(t.Key, t.Label).In(d.lang)+" "+unit.Readable(t.Value, d.lang))
	}
	return s + strings.Join(list, d.say("; ", "；"))
}

// fold keeps the terms of the largest magnitude, in their order, and adds the
// others to the rest. A rest of one term stays that term.
func fold(terms []result.Term, most int) []result.Term {
	if len(terms) <= most+1 {
		return terms
	}
	least := magnitudes(terms)[most-1]
	rest := result.Term{Rest: true}
	var kept []result.Term
	for _, t := range terms {
		if !t.Rest && len(kept) < most && math.Abs(t.Value) >= least {
			kept = append(kept, t)
			continue
		}
		rest.Value += t.Value
	}
	rest.Label = class.Label{En: "all others", Zh: "其余合计"}
	return append(kept, rest)
}

// magnitudes returns the sizes of the terms that are no rest, largest first;
// padded with zeros.
func magnitudes(terms []result.Term) []float64 {
	sizes := make([]float64, 0, len(terms))
	for _, t := range terms {
		if !t.Rest {
			sizes = append(sizes, math.Abs(t.Value))
		} else {
			sizes = append(sizes, 0)
		}
	}
	slices.SortFunc(sizes, func(a, b float64) int { return cmp.Compare(b, a) })
	return sizes
}

// noteCells names the source cells that a number leans on most.
const noteSources = 2

func (d *document) noteCells(n *notes, w *result.Why) string {
	var list []string
	for _, c := range w.Sensitivities[:min(noteSources, len(w.Sensitivities))] {
		by := iot.ShareUnit.Readable(c.Share/100, class.En)
		list = append(list, c.Block+" "+c.Row.String()+" × "+c.Col.String()+" = "+exact(c.Value)+n.cells(c.Cells)+
			d.say(": 1 % more moves it by "+by, "，每增 1 % 使其变动 "+by))
	}
	if len(list) == 0 {
		return ""
	}
	return d.say("leans most on ", "最敏感的单元格：") + strings.Join(list, d.say("; ", "；"))
}

// whyTable lists the whys of a story for formats that hold tables.
func whyTable(s *Story) *result.Table {
	code := func(id, en, zh string) result.Column {
		return result.Column{ID: id, Kind: result.Code, Label: class.Label{En: en, Zh: zh}}
	}
	name := func(id, en, zh string) result.Column {
		return result.Column{ID: id, Kind: result.Name, Label: class.Label{En: en, Zh: zh}}
	}
	t := &result.Table{ID: "why", Label: class.Label{En: "Why", Zh: "数字的由来"}, Columns: []result.Column{
		code("table", "table", "表"), code("row", "row", "行"), code("column", "column", "列"), name("name", "name", "名称"),
		{ID: "value", Kind: result.Number, Label: class.Label{En: "value", Zh: "数值"}}, code("unit", "unit", "单位"),
		name("definition", "definition", "定义"), code("formula", "formula", "公式"), name("parts", "parts", "各项"), name("terms", "terms", "构成"),
		name("cells", "source cells", "来源单元格")}}
	n := newNotes(s)
	both := func(text func(d *document) string) result.Value {
		return result.Lab(class.Label{En: text(&document{lang: class.En}), Zh: text(&document{lang: class.Zh})})
	}
	for _, e := range s.Whys {
		w := e.Why
		t.Add(e.Cell.Table+"/"+e.Cell.Row+"/"+e.Cell.Column, result.Str(e.Cell.Table), result.Str(e.Cell.Row), result.Str(e.Cell.Column), result.Lab(w.Label),
			result.Num(w.Value), result.Str(w.Unit.String()), result.Lab(w.Definition), result.Str(w.Formula),
			both(func(d *document) string { return d.noteParts(n, w.Parts) }),
			both(func(d *document) string { return d.noteTerms(w) }),
			both(func(d *document) string { return d.noteCells(n, w) }))
	}
	return t
}

package report

import (
	"fmt"
	"math"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// whyDocument explains one number: what it is, its formula with the numbers put
// in, the terms that add up to it, and the source cells it leans on.
func whyDocument(w *result.Why, o Options) *document {
	d := &document{lang: o.Lang, options: o, title: clean(w.Label.In(o.Lang) + " = " + w.Unit.Readable(w.Value, o.Lang))}
	d.foot = d.sourceLine(w.Data, o.Year)
	d.paragraph(w.Definition.In(o.Lang))
	d.paragraph(w.Formula)
	if d.readableDiffers(w) {
		d.paragraph(d.say("Exactly: ", "精确值：") + exact(w.Value) + unitName(w.Unit))
	}
	d.parts(w.Parts)
	d.terms(w)
	d.rounds(w)
	d.sensitivities(w.Sensitivities)
	if len(w.Binding) > 0 {
		d.heading(d.say("What it hangs on", "取决于"))
		d.list(d.in(w.Binding))
	}
	if len(w.Note) > 0 {
		d.heading(d.say("Notes", "说明"))
		d.list(d.in(w.Note))
	}
	d.whySource(w, o.Year)
	return d
}

func (d *document) readableDiffers(w *result.Why) bool {
	return w.Value != math.Trunc(w.Value) || w.Unit.Kind == iot.Money
}

func unitName(u iot.Unit) string {
	if u.Kind == iot.Ratio || u.Kind == iot.Share || u.Kind == iot.Points {
		return ""
	}
	return " (" + u.String() + ")"
}

// grids of an explanation are made like any other table: a column a field.
var (
	whatColumn  = result.Column{ID: "what", Kind: result.Name, Label: class.Label{En: "what", Zh: "内容"}}
	valueColumn = result.Column{ID: "value", Kind: result.Number, Label: class.Label{En: "value", Zh: "数值"}}
	shareColumn = result.Column{ID: "share", Kind: result.Number, Unit: iot.ShareUnit, Label: class.Label{En: "of the total", Zh: "占比"}}
	placeColumn = result.Column{ID: "cells", Kind: result.Name, Label: class.Label{En: "file cells", Zh: "文件单元格"}}
)

func (d *document) parts(parts []result.Part) {
	if len(parts) == 0 {
		return
	}
	g := &grid{title: d.say("Parts of the formula", "公式各项"), bar: -1,
		heads: []string{d.say("symbol", "符号"), whatColumn.Label.In(d.lang), valueColumn.Label.In(d.lang), placeColumn.Label.In(d.lang)},
		right: []bool{false, false, true, false}, names: []bool{false, true, false, true}}
	for _, p := range parts {
		g.rows = append(g.rows, []string{clean(p.Symbol), clean(p.Label.In(d.lang)), p.Unit.Readable(p.Value, d.lang), d.cells(p.Cells)})
	}
	d.grid(g)
}

func (d *document) terms(w *result.Why) {
	if len(w.Terms) == 0 {
		return
	}
	total, unit := w.Value, w.Unit
	title := d.say("Terms, which add up to it", "构成（合计等于该数）")
	if of := w.TermsOf.In(d.lang); of != "" {
		title = d.say("Terms, which add up to: ", "构成，合计等于：") + of
		for _, p := range w.Parts {
			if p.Label == w.TermsOf {
				total, unit = p.Value, p.Unit
			}
		}
	}
	d.addends(title, w.Terms, total, unit)
}

func (d *document) rounds(w *result.Why) {
	if len(w.Rounds) == 0 {
		return
	}
	var total float64
	for _, t := range w.Rounds {
		total += t.Value
	}
	d.addends(d.say("By round of production", "按生产轮次"), w.Rounds, total, w.Unit)
}

func (d *document) addends(title string, terms []result.Term, total float64, unit iot.Unit) {
	value := valueColumn
	value.Unit = unit
	t := &result.Table{Label: class.Label{En: title, Zh: title}, Columns: []result.Column{whatColumn, value, shareColumn, placeColumn}}
	placed := false
	for _, a := range terms {
		t.Add("", result.Lab(keyed(a.Key, a.Label)), result.Num(a.Value), result.Quotient(a.Value, total), result.Str(d.cells(a.Cells)))
		t.Rest = a.Rest
		placed = placed || a.Cells.Total > 0
	}
	if !placed {
		t.Columns = t.Columns[:3]
	}
	d.grid(newGrid(t, d.lang))
}

// keyed puts the code before the name.
func keyed(key string, l class.Label) class.Label {
	if key == "" {
		return l
	}
	return class.Label{En: key + " " + l.En, Zh: key + " " + l.In(class.Zh)}
}

func (d *document) sensitivities(cells []result.Sensitivity) {
	if len(cells) == 0 {
		return
	}
	t := &result.Table{
		Label: class.Label{En: "Source cells it leans on most: change of the number for 1 % more in the cell", Zh: "最敏感的来源单元格：单元格增加 1% 时该数的变化"},
		Columns: []result.Column{
			{ID: "cell", Kind: result.Name, Label: class.Label{En: "cell", Zh: "单元格"}},
			{ID: "name", Kind: result.Name, Label: class.Label{En: "name", Zh: "名称"}},
			{ID: "value", Kind: result.Code, Label: class.Label{En: "value in the table", Zh: "表中数值"}},
			{ID: "share", Kind: result.Number, Unit: iot.ShareUnit, Label: class.Label{En: "change", Zh: "变化"}},
			placeColumn,
		}}
	for _, c := range cells {
		t.Add("", result.Str(c.Block+" "+c.Row.String()+" × "+c.Col.String()), result.Lab(c.Label), result.Str(exact(c.Value)),
			result.Num(c.Share/100), result.Str(d.cells(c.Cells)))
	}
	d.grid(newGrid(t, d.lang))
}

// cells writes the file cells behind a number: the first, and how many more.
func (d *document) cells(c result.Cells) string {
	if len(c.First) == 0 {
		return ""
	}
	s := c.First[0].String()
	if c.Total > 1 {
		s += d.say(fmt.Sprintf(" and %d more", c.Total-1), fmt.Sprintf(" 等 %d 格", c.Total))
	}
	for _, n := range c.Notes {
		s += "; " + n
	}
	return clean(s)
}

func (d *document) whySource(w *result.Why, year int) {
	d.heading(d.say("Source", "数据来源"))
	name := w.Data.Title.In(d.lang)
	if name == "" {
		name = w.Data.Name
	}
	items := []string{name}
	if w.Data.Year > 0 {
		items = append(items, d.age(w.Data.Year, year))
	}
	for _, f := range w.Data.Files {
		items = append(items, f.Name+", sha256 "+f.SHA256)
	}
	items = append(items, w.Citation...)
	d.list(items)
}

// whyAnswer puts an explanation in the shape of an answer with one table: a row
// for each part, term, round and source cell.
func whyAnswer(w *result.Why) *result.Result {
	t := &result.Table{ID: "why", Label: w.Label, Columns: whyColumns}
	line := func(section, key string, label class.Label, value float64, unit iot.Unit, elasticity result.Value, cells result.Cells) {
		place := []result.Value{result.None(result.NotApplicable), result.None(result.NotApplicable), result.None(result.NotApplicable)}
		if len(cells.First) > 0 {
			p := cells.First[0]
			place = []result.Value{result.Str(p.File), result.Int(p.Row), result.Int(p.Col)}
		}
		t.Add(key, append([]result.Value{result.Str(section), result.Lab(label), result.Num(value), result.Str(unit.String()), elasticity,
			result.Int(cells.Total)}, place...)...)
	}
	none := result.None(result.NotApplicable)
	line("value", w.Cell.Row, w.Label, w.Value, w.Unit, none, result.Cells{})
	for _, p := range w.Parts {
		line("part", p.Symbol, p.Label, p.Value, p.Unit, none, p.Cells)
	}
	for _, a := range w.Terms {
		line(restOr("term", a), a.Key, a.Label, a.Value, w.Unit, none, a.Cells)
	}
	for _, a := range w.Rounds {
		line(restOr("round", a), a.Key, a.Label, a.Value, w.Unit, none, a.Cells)
	}
	for _, s := range w.Sensitivities {
		line("cell", s.Block+" "+s.Row.String()+" × "+s.Col.String(), s.Label, s.Value, w.Data.Unit, result.Num(s.Share), s.Cells)
	}
	return &result.Result{Entry: w.Entry, Params: w.Params, Data: w.Data, Tables: []*result.Table{t}}
}

var whyColumns = []result.Column{
	{ID: "section", Kind: result.Code, Label: class.Label{En: "section", Zh: "部分"},
		Definition: class.Label{En: "value, part of the formula, term, round of production, source cell", Zh: "数值、公式项、构成项、生产轮次、来源单元格"}},
	{ID: "label", Kind: result.Name, Label: whatColumn.Label},
	{ID: "value", Kind: result.Number, Label: valueColumn.Label},
	{ID: "unit", Kind: result.Code, Label: class.Label{En: "unit", Zh: "单位"}},
	{ID: "elasticity", Kind: result.Number, Unit: iot.RatioUnit, Label: class.Label{En: "elasticity", Zh: "弹性"},
		Definition: class.Label{En: "per cent by which the number changes for one per cent more in the cell", Zh: "单元格增加百分之一时该数变化的百分数"}},
	{ID: "cells", Kind: result.Integer, Label: class.Label{En: "number of file cells", Zh: "文件单元格数"}},
	{ID: "file", Kind: result.Code, Label: class.Label{En: "file", Zh: "文件"}, Definition: class.Label{En: "of the first cell", Zh: "第一个单元格所在"}},
	{ID: "row", Kind: result.Integer, Label: class.Label{En: "row in the file", Zh: "文件行"}, Definition: class.Label{En: "of the first cell", Zh: "第一个单元格所在"}},
	{ID: "column", Kind: result.Integer, Label: class.Label{En: "column in the file", Zh: "文件列"}, Definition: class.Label{En: "of the first cell", Zh: "第一个单元格所在"}},
}

func restOr(section string, t result.Term) string {
	if t.Rest {
		return section + " rest"
	}
	return section
}

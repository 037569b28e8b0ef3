package report

import (
	"strconv"

	"dougong/class"
	"dougong/result"
)

// described are the heads of the sheet that describes the columns of the others;
// [ReadWorkbook] reads by it.
var described = []class.Label{
	{En: "sheet", Zh: "工作表"}, {En: "table", Zh: "表"}, {En: "table in English", Zh: "表名（英）"}, {En: "table in Chinese", Zh: "表名（中）"},
	{En: "last row is the rest", Zh: "末行为其余"}, {En: "position", Zh: "位置"}, {En: "column", Zh: "列"}, {En: "language", Zh: "语言"},
	{En: "kind", Zh: "类型"}, {En: "kind of unit", Zh: "单位类型"}, {En: "unit", Zh: "单位"},
	{En: "label in English", Zh: "标签（英）"}, {En: "label in Chinese", Zh: "标签（中）"},
	{En: "definition in English", Zh: "定义（英）"}, {En: "definition in Chinese", Zh: "定义（中）"}, {En: "can be asked why", Zh: "可追溯"},
}

// Positions in described.
const (
	dSheet = iota
	dTable
	dTableEn
	dTableZh
	dRest
	dPosition
	dColumn
	dLang
	dKind
	dUnitKind
	dUnit
	dLabelEn
	dLabelZh
	dDefinitionEn
	dDefinitionZh
	dWhy
)

// columns writes the sheet that describes the columns of the others.
func (b *book) columns() error {
	out, err := b.sheet(b.title(columnsSheet), []float64{24, 18, 18, 18, 12, 10, 20, 10, 10, 12, 16, 28, 28, 60, 60, 12}, 0)
	if err != nil {
		return err
	}
	heads := make([]any, len(described))
	for i, l := range described {
		if heads[i], err = b.cell(l.In(b.lang), style{head: true}); err != nil {
			return err
		}
	}
	if err := out.row(heads); err != nil {
		return err
	}
	for _, s := range b.sheets {
		for i, f := range s.fields {
			cells := make([]any, len(described))
			for k, text := range s.describe(i, f) {
				if cells[k], err = b.cell(text, style{}); err != nil {
					return err
				}
			}
			if err := out.row(cells); err != nil {
				return err
			}
		}
	}
	return out.Flush()
}

// describe describes one column of a sheet.
func (s *sheet) describe(at int, f field) []string {
	d := make([]string, len(described))
	d[dSheet], d[dTable], d[dTableEn], d[dTableZh] = s.name, s.table.ID, s.table.Label.En, s.table.Label.Zh
	d[dRest], d[dPosition], d[dLang] = strconv.FormatBool(s.table.Rest), strconv.Itoa(at+1), string(f.lang)
	if f.column == nil {
		d[dColumn], d[dLabelEn], d[dLabelZh] = "key", keyLabel.En, keyLabel.Zh
		return d
	}
	c := f.column
	d[dColumn], d[dKind], d[dWhy] = c.ID, string(c.Kind), strconv.FormatBool(c.Why)
	d[dLabelEn], d[dLabelZh], d[dDefinitionEn], d[dDefinitionZh] = c.Label.En, c.Label.Zh, c.Definition.En, c.Definition.Zh
	if c.Kind == result.Number {
		d[dUnitKind], d[dUnit] = string(c.Unit.Kind), c.Unit.String()
	}
	return d
}

// sources writes the sheet that says where the numbers come from.
func (b *book) sources(facts []fact) error {
	out, err := b.sheet(b.title(sourcesSheet), []float64{28, 110}, 0)
	if err != nil {
		return err
	}
	line := func(what string, text any, s style) error {
		first, err := b.cell(what, style{head: s.head})
		if err != nil {
			return err
		}
		second, err := b.cell(text, s)
		if err != nil {
			return err
		}
		return out.row([]any{first, second})
	}
	about := class.Label{En: "about", Zh: "事项"}
	content := class.Label{En: "what it is", Zh: "内容"}
	if err := line(about.In(b.lang), content.In(b.lang), style{head: true}); err != nil {
		return err
	}
	for _, f := range facts {
		text, look := any(f.text), style{}
		if f.share {
			text, look = f.number, style{number: "0.0000%"}
		}
		if err := line(f.what, text, look); err != nil {
			return err
		}
	}
	return out.Flush()
}

package audit

import (
	"strings"

	"dougong/class"
	"dougong/iot"
)

func (r *Report) missingCells() []iot.Finding {
	var list []iot.Finding
	for _, c := range r.System.MissingCells {
		f := finding("missing-cell", iot.Warning, say("the file says %q; it counts as zero", "文件中为 %q；以零计", c.Token))
		row, col, at := c.Row, c.Col, c.Place
		f.Block, f.Row, f.Col, f.Unit, f.Place = c.Block, &row, &col, r.System.Unit, &at
		list = append(list, f)
	}
	return list
}

func (r *Report) unit() []iot.Finding {
	var list []iot.Finding
	if r.System.Unit.Symbol == "" {
		list = append(list, finding("unit-missing", iot.Warning, class.Label{En: "the table does not say what its numbers count", Zh: "表未说明数值单位"}))
	}
	for _, e := range r.System.Extensions {
		for i, u := range e.Units {
			if u == (iot.Unit{}) {
				k := e.Accounts.Key(i)
				f := finding("unit-missing", iot.Warning, class.Label{En: "the account does not say what its numbers count", Zh: "该账户未说明数值单位"})
				f.Block, f.Row = e.Name, &k
				list = append(list, f)
			}
		}
	}
	return list
}

// labels names each economy, sector, category of final demand and primary input
// that lacks a name in a language.
func (r *Report) labels() []iot.Finding {
	s := r.System
	var list []iot.Finding
	for _, code := range s.Industries.Regions() {
		if code != "" {
			l, _ := s.EconomyLabel(code)
			list = append(list, unnamed(class.Label{En: "economy", Zh: "经济体"}, code, l)...)
		}
	}
	for _, axis := range []struct {
		what class.Label
		*iot.Axis
	}{
		{class.Label{En: "sector", Zh: "部门"}, s.Industries},
		{class.Label{En: "category of final demand", Zh: "最终使用项"}, s.FinalDemand.Cols},
		{class.Label{En: "primary input", Zh: "最初投入"}, s.Primary.Rows},
	} {
		seen := map[string]bool{}
		for i, k := range axis.Keys() {
			if !seen[k.Item] {
				seen[k.Item] = true
				list = append(list, unnamed(axis.what, k.Item, axis.Label(i))...)
			}
		}
	}
	return list
}

func unnamed(what class.Label, code string, l class.Label) []iot.Finding {
	missing := l.Missing()
	if len(missing) == 0 {
		return nil
	}
	var en, zh []string
	for _, lang := range missing {
		en, zh = append(en, languages[lang].En), append(zh, languages[lang].Zh)
	}
	f := finding("missing-label", iot.Note, class.Label{
		En: "the " + what.En + " has no " + strings.Join(en, " and no ") + " name",
		Zh: "该" + what.Zh + "缺少" + strings.Join(zh, "和") + "名称"})
	f.Row = &iot.Key{Item: code}
	return []iot.Finding{f}
}

var languages = map[class.Lang]class.Label{class.En: {En: "English", Zh: "英文"}, class.Zh: {En: "Chinese", Zh: "中文"}}

// Ages in years from which a table's age is worth knowing, and may mislead.
const (
	oldAge     = 5
	veryOldAge = 10
)

func (r *Report) vintage() []iot.Finding {
	year := r.System.Year
	if year == 0 {
		return []iot.Finding{finding("year-unknown", iot.Note, class.Label{En: "the table does not say its year", Zh: "表未注明年份"})}
	}
	age := r.AsOf - year
	if r.AsOf == 0 || age < oldAge {
		return nil
	}
	level := iot.Note
	if age >= veryOldAge {
		level = iot.Warning
	}
	f := finding("vintage", level, say("the table is of %d, %d years ago", "表的年份为 %d 年，距今 %d 年", year, age))
	f.Unit, f.Got, f.Want = iot.Unit{Kind: iot.Quantity, Symbol: "year"}, float64(year), float64(r.AsOf)
	return []iot.Finding{f}
}

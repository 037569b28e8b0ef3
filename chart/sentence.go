package chart

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"dougong/class"
)

// The sentences below state what a figure shows. They are built so that any name
// fits without inflection: "Highest output: X, 12 %".

// said is a sentence in both languages under construction.
type said struct{ p *plot }

func (w said) name(l class.Label) (en, zh string) {
	return clean(l.In(class.En)), clean(l.In(class.Zh))
}

// full writes a value of a series with its unit in both languages. Both chooses
// the multiple of the unit anew: 亿 and bn are not the same power.
func (w said) full(s int, v float64) (en, zh string) {
	m := w.p.series[s]
	largest := m.largest
	if len(w.p.rows) == 0 {
		largest = max(v, -v)
	}
	return measureFor(m.unit, m.whole, largest, class.En).full(v), measureFor(m.unit, m.whole, largest, class.Zh).full(v)
}

func emptySentence(p *plot) (title, alt class.Label) {
	en, zh := said{p}.name(p.fig.Title)
	return class.Label{En: en + ": no data", Zh: zh + "：无数据"},
		class.Label{En: "The table has no rows.", Zh: "表中没有数据行。"}
}

// without says that there is nothing to rank.
func without(p *plot) (title, alt class.Label) {
	en, zh := said{p}.name(p.fig.Title)
	return class.Label{En: en + ": no values", Zh: zh + "：无数值"},
		class.Label{En: "No row has a value.", Zh: "各行均无数值。"}
}

// top returns the row with the largest value of a series, rests aside.
func (p *plot) top(s int) (best row, ok bool) {
	for _, r := range p.rows {
		if c := r.cells[s]; c.has() && !r.rest && (!ok || c.v > best.cells[s].v) {
			best, ok = r, true
		}
	}
	return best, ok
}

// same reports whether all values of a series are one number.
func (p *plot) same(s int) bool {
	lo, hi := span(p.values(s))
	return lo == hi
}

// rankingSentence says who is first: "Highest look-through imports: Electrical
// equipment, 31.2 % (direct imports 12.1 %)".
func rankingSentence(p *plot) (title, alt class.Label) {
	by := p.rank()
	first, ok := p.top(by)
	if !ok {
		return without(p)
	}
	w := said{p}
	name, nameZh := w.name(first.name)
	col, colZh := w.name(p.series[by].label)
	value, valueZh := w.full(by, first.cells[by].v)
	title = class.Label{En: fmt.Sprintf("Highest %s: %s, %s", col, name, value), Zh: fmt.Sprintf("%s最高：%s，%s", colZh, nameZh, valueZh)}
	if p.same(by) && len(p.rows) > 1 {
		title = class.Label{En: fmt.Sprintf("All rows have the same %s: %s", col, value), Zh: fmt.Sprintf("各项%s相同：%s", colZh, valueZh)}
	}
	for s := range p.series {
		if c := first.cells[s]; s != by && c.has() && !p.same(by) {
			other, otherZh := w.name(p.series[s].label)
			v, vZh := w.full(s, c.v)
			title.En += fmt.Sprintf(" (%s %s)", other, v)
			title.Zh += fmt.Sprintf("（%s %s）", otherZh, vZh)
			break
		}
	}
	return title, p.rankingAlt(by)
}

func (p *plot) rankingAlt(by int) class.Label {
	w := said{p}
	lo, hi := span(p.values(by))
	from, fromZh := w.full(by, lo)
	to, toZh := w.full(by, hi)
	en, zh := "Bar chart", "条形图"
	if p.fig.Kind == "dot" {
		en, zh = "Dot chart", "点图"
	}
	var columns, columnsZh []string
	for _, s := range p.series {
		a, b := w.name(s.label)
		columns, columnsZh = append(columns, a), append(columnsZh, b)
	}
	col, colZh := w.name(p.series[by].label)
	return class.Label{
		En: fmt.Sprintf("%s of %d rows: %s; %s from %s to %s.", en, len(p.rows), strings.Join(columns, ", "), col, from, to),
		Zh: fmt.Sprintf("%s，共 %d 行：%s；%s从 %s 到 %s。", zh, len(p.rows), strings.Join(columnsZh, "、"), colZh, fromZh, toZh),
	}
}

// lineSentence says where a single line begins and ends, or which of several
// ends highest.
func lineSentence(p *plot) (title, alt class.Label) {
	drawn, places, err := p.tracks()
	if err != nil {
		return without(p)
	}
	var best track
	var bestAt, tracks int
	for _, t := range drawn {
		if at := t.last(); at >= 0 {
			if tracks++; tracks == 1 || t.cells[at].v > best.cells[bestAt].v {
				best, bestAt = t, at
			}
		}
	}
	if tracks == 0 {
		return without(p)
	}
	w := said{p}
	col, colZh := w.name(p.series[best.series].label)
	x, xZh := w.name(best.rows[bestAt].name)
	v, vZh := w.full(best.series, best.cells[bestAt].v)
	alt = class.Label{
		En: fmt.Sprintf("Line chart, lines: %d, points along: %d.", tracks, places),
		Zh: fmt.Sprintf("折线图，%d 条线，横轴 %d 个点。", tracks, places),
	}
	if tracks > 1 {
		return class.Label{En: fmt.Sprintf("Highest at the end, %s: %s, %s", x, best.nameIn(class.En, p), v),
			Zh: fmt.Sprintf("末点（%s）最高：%s，%s", xZh, best.nameIn(class.Zh, p), vZh)}, alt
	}
	first := best.first()
	x0, x0Zh := w.name(best.rows[first].name)
	v0, v0Zh := w.full(best.series, best.cells[first].v)
	return class.Label{En: fmt.Sprintf("%s: from %s (%s) to %s (%s)", upper(col), v0, x0, v, x),
		Zh: fmt.Sprintf("%s：由 %s（%s）到 %s（%s）", colZh, v0Zh, x0Zh, vZh, xZh)}, alt
}

// tracks returns the lines of a figure, those of all panels under their names.
func (p *plot) tracks() (all []track, places int, err error) {
	parts := p.facets
	if parts == nil {
		parts = []*plot{p}
	}
	for _, f := range parts {
		b, err := lineBody(f)
		if err != nil {
			return nil, 0, err
		}
		places = len(b.(*lines).places)
		for _, t := range b.(*lines).paths {
			if t.group == (class.Label{}) {
				t.group = f.name
			}
			all = append(all, t)
		}
	}
	return all, places, nil
}

// last returns the position of the last value, -1 for none.
func (t track) last() int {
	for i := len(t.cells) - 1; i >= 0; i-- {
		if t.cells[i].has() {
			return i
		}
	}
	return -1
}

func (t track) first() int {
	for i, c := range t.cells {
		if c.has() {
			return i
		}
	}
	return -1
}

func (t track) nameIn(lang class.Lang, p *plot) string {
	if t.group == (class.Label{}) {
		return clean(p.series[t.series].label.In(lang))
	}
	return clean(t.group.In(lang))
}

// upper begins a sentence.
func upper(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}

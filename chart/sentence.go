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
	largest := 0.0
	for _, r := range w.p.rows {
		if c := r.cells[s]; c.has() {
			largest = max(largest, c.v, -c.v)
		}
	}
	if len(w.p.rows) == 0 {
		largest = max(v, -v)
	}
	m := w.p.series[s]
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

// scatterSentence says who stands in the first quadrant, or who is highest.
func scatterSentence(p *plot) (title, alt class.Label) {
	rows := p.pairs()
	if len(rows) == 0 {
		return without(p)
	}
	w := said{p}
	x, xZh := w.name(p.series[0].label)
	y, yZh := w.name(p.series[1].label)
	alt = class.Label{
		En: fmt.Sprintf("Scatter plot of %d points: %s across, %s up.", len(rows), x, y),
		Zh: fmt.Sprintf("散点图，%d 个点：横轴%s，纵轴%s。", len(rows), xZh, yZh),
	}
	if len(p.fig.Quadrants) == 4 {
		return p.quadrantTitle(rows), alt
	}
	first, second, _ := p.extremes(rows)
	a, aZh := w.name(first.name)
	b, bZh := w.name(second.name)
	v, vZh := w.full(1, first.cells[1].v)
	u, uZh := w.full(0, second.cells[0].v)
	return class.Label{En: fmt.Sprintf("Highest %s: %s, %s; highest %s: %s, %s", y, a, v, x, b, u),
		Zh: fmt.Sprintf("%s最高：%s，%s；%s最高：%s，%s", yZh, aZh, vZh, xZh, bZh, uZh)}, alt
}

// extremes returns the rows that are highest in y and in x.
func (p *plot) extremes(rows []row) (y, x row, ok bool) {
	for i, r := range rows {
		if i == 0 || r.cells[1].v > y.cells[1].v {
			y = r
		}
		if i == 0 || r.cells[0].v > x.cells[0].v {
			x = r
		}
	}
	return y, x, len(rows) > 0
}

func (p *plot) quadrantTitle(rows []row) class.Label {
	w := said{p}
	var xs, ys []float64
	for _, r := range rows {
		xs, ys = append(xs, r.cells[0].v), append(ys, r.cells[1].v)
	}
	at := crossOf(p.fig.Cross, xs, ys)
	var names, namesZh []string
	n := 0
	for _, r := range rows {
		if r.cells[0].v > at.x && r.cells[1].v > at.y {
			if n++; n <= 3 {
				a, b := w.name(r.name)
				names, namesZh = append(names, a), append(namesZh, b)
			}
		}
	}
	q, qZh := w.name(p.fig.Quadrants[0])
	title := class.Label{En: fmt.Sprintf("%d of %d: %s", n, len(rows), q), Zh: fmt.Sprintf("%d 项中有 %d 项：%s", len(rows), n, qZh)}
	if n > 0 {
		more, moreZh := "", ""
		if n > 3 {
			more, moreZh = " …", "等"
		}
		title.En += " (" + strings.Join(names, "; ") + more + ")"
		title.Zh += "（" + strings.Join(namesZh, "；") + moreZh + "）"
	}
	return title
}

func heatSentence(p *plot) (title, alt class.Label) {
	from, to, err := p.ends()
	best, ok := p.top(0)
	if err != nil || !ok {
		return without(p)
	}
	rows, cols := map[class.Label]bool{}, map[class.Label]bool{}
	for _, r := range p.rows {
		rows[from(r)], cols[to(r)] = true, true
	}
	return heatWords(p, from(best), to(best), best.cells[0].v, len(rows), len(cols))
}

func heatWords(p *plot, from, to class.Label, v float64, rows, cols int) (title, alt class.Label) {
	w := said{p}
	a, aZh := w.name(from)
	b, bZh := w.name(to)
	col, colZh := w.name(p.series[0].label)
	value, valueZh := w.full(0, v)
	return class.Label{En: fmt.Sprintf("Largest %s: %s → %s, %s", col, a, b, value), Zh: fmt.Sprintf("%s最大：%s → %s，%s", colZh, aZh, bZh, valueZh)},
		class.Label{En: fmt.Sprintf("Heat map, %d rows by %d columns; darker is more.", rows, cols), Zh: fmt.Sprintf("热力图，%d 行 × %d 列；颜色越深数值越大。", rows, cols)}
}

// sankeySentence says the largest flow and its share of all.
func sankeySentence(p *plot) (title, alt class.Label) {
	from, to, err := p.ends()
	best, ok := p.top(0)
	if err != nil || !ok || best.cells[0].v <= 0 {
		return without(p)
	}
	total := 0.0
	flows := 0
	for _, r := range p.rows {
		if c := r.cells[0]; c.has() && c.v > 0 {
			total, flows = total+c.v, flows+1
		}
	}
	w := said{p}
	a, aZh := w.name(from(best))
	b, bZh := w.name(to(best))
	v, vZh := w.full(0, best.cells[0].v)
	share := percent(best.cells[0].v, total)
	all, allZh := w.full(0, total)
	return class.Label{En: fmt.Sprintf("Largest flow: %s → %s, %s (%s of all)", a, b, v, share), Zh: fmt.Sprintf("最大流量：%s → %s，%s（占全部的 %s）", aZh, bZh, vZh, share)},
		class.Label{En: fmt.Sprintf("Sankey diagram of %d flows, %s in all.", flows, all), Zh: fmt.Sprintf("桑基图，%d 个流量，合计 %s。", flows, allZh)}
}

// treemapSentence says the largest area and what the first three make up.
func treemapSentence(p *plot) (title, alt class.Label) {
	total, three, n := 0.0, 0.0, 0
	for _, r := range p.rows { // treemapBody has ranked them
		if c := r.cells[0]; c.has() && c.v > 0 {
			if total += c.v; !r.rest && n < 3 {
				three, n = three+c.v, n+1
			}
		}
	}
	best, ok := p.top(0)
	if !ok || total == 0 {
		return without(p)
	}
	w := said{p}
	name, nameZh := w.name(best.name)
	col, colZh := w.name(p.series[0].label)
	v, vZh := w.full(0, best.cells[0].v)
	share := percent(best.cells[0].v, total)
	title = class.Label{En: fmt.Sprintf("Largest %s: %s, %s (%s)", col, name, v, share), Zh: fmt.Sprintf("%s最大：%s，%s（%s）", colZh, nameZh, vZh, share)}
	if n == 3 && len(p.rows) > 4 {
		title.En += fmt.Sprintf("; the first three make up %s", percent(three, total))
		title.Zh += fmt.Sprintf("；前三项占 %s", percent(three, total))
	}
	all, allZh := w.full(0, total)
	return title, class.Label{En: fmt.Sprintf("Treemap of %d rows, %s in all.", len(p.rows), all), Zh: fmt.Sprintf("矩形树图，%d 项，合计 %s。", len(p.rows), allZh)}
}

// waterfallSentence says the total and the term that moves it most.
func waterfallSentence(p *plot) (title, alt class.Label) {
	total := class.Label{En: "total", Zh: "合计"}
	sum, terms := 0.0, 0
	var most row
	for _, r := range p.rows {
		c := r.cells[0]
		switch {
		case r.key == p.fig.Total && p.fig.Total != "":
			total = r.name
		case c.has():
			sum += c.v
			if terms++; !r.rest && !p.isStart(r) && (most.cells == nil || abs(c.v) > abs(most.cells[0].v)) {
				most = r
			}
		}
	}
	if most.cells == nil {
		return without(p)
	}
	w := said{p}
	t, tZh := w.name(total)
	all, allZh := w.full(0, sum)
	name, nameZh := w.name(most.name)
	v, vZh := w.full(0, most.cells[0].v)
	return class.Label{En: fmt.Sprintf("%s: %s; largest term: %s, %s", upper(t), all, name, v), Zh: fmt.Sprintf("%s：%s；最大项：%s，%s", tZh, allZh, nameZh, vZh)},
		class.Label{En: fmt.Sprintf("Waterfall of %d terms that sum to %s.", terms, all), Zh: fmt.Sprintf("瀑布图，%d 项，合计 %s。", terms, allZh)}
}

func abs(v float64) float64 { return max(v, -v) }

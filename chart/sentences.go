package chart

import (
	"fmt"
	"strings"

	"dougong/class"
)

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

package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"dougong/class"
)

// scatter is the body of points in a plane; a third column is their area.
type scatter struct {
	p          *plot
	rows       []row
	x, y       scale
	quadrants  []class.Label // empty for none
	crossAt    point         // in the units of the columns
	crossMeans bool
}

func scatterBody(p *plot) (body, error) {
	if len(p.series) < 2 {
		return nil, fmt.Errorf("chart: figure %s: got %d columns of values; want x and y, and maybe a size", p.fig.ID, len(p.series))
	}
	if n := len(p.fig.Quadrants); n != 0 && n != 4 {
		return nil, fmt.Errorf("chart: figure %s: got %d quadrants; want 4", p.fig.ID, n)
	}
	b := &scatter{p: p, rows: p.pairs(), quadrants: p.fig.Quadrants}
	whole := p
	if p.whole != nil {
		whole = p.whole
	}
	if n := len(p.rows) - len(b.rows); n > 0 {
		p.note(fmt.Sprintf("Not drawn, since a number is missing: %d.", n), fmt.Sprintf("因缺少数值未绘出：%d 项。", n))
	}
	b.setScales(whole.pairs())
	return b, nil
}

// pairs returns the rows that have both numbers, rests aside: they are no point.
func (p *plot) pairs() []row {
	var out []row
	for _, r := range p.rows {
		if r.cells[0].has() && r.cells[1].has() && !r.rest {
			out = append(out, r)
		}
	}
	return out
}

func (b *scatter) setScales(rows []row) {
	var xs, ys []float64
	for _, r := range rows {
		xs, ys = append(xs, r.cells[0].v), append(ys, r.cells[1].v)
	}
	b.crossAt = crossOf(b.p.fig.Cross, xs, ys)
	b.crossMeans = len(b.p.fig.Cross) != 2
	if len(b.quadrants) > 0 && len(rows) > 0 {
		xs, ys = append(xs, b.crossAt.x), append(ys, b.crossAt.y)
	}
	b.x, b.y = scatterScale(xs), scatterScale(ys)
}

// crossOf is where the quadrants part: where the figure says, or at the means.
func crossOf(given, xs, ys []float64) point {
	if len(given) == 2 {
		return point{given[0], given[1]}
	}
	return point{mean(xs), mean(ys)}
}

func mean(v []float64) float64 {
	m := 0.0
	for _, x := range v {
		m += x / float64(len(v))
	}
	return m
}

// spreadForLog is the ratio of largest to least above which positive numbers are
// put on a logarithmic axis: on a linear one most of them would be one heap.
const spreadForLog = 300

func scatterScale(v []float64) scale {
	lo, hi := span(v)
	if lo > 0 && hi/lo > spreadForLog {
		return scale{lo: lo / 1.3, hi: hi * 1.3, log: true}
	}
	pad := (hi/2 - lo/2) * 0.12
	if pad == 0 {
		pad = max(math.Abs(lo)*0.1, 1e-290)
		if lo == 0 {
			pad = 1
		}
	}
	if lo >= 0 && lo < hi*0.25 {
		return scale{lo: 0, hi: hi + pad}
	}
	return scale{lo: lo - pad, hi: hi + pad}
}

func (b *scatter) legend() []key {
	if len(b.p.series) < 3 {
		return nil
	}
	return []key{{b.p.words("area: ", "面积：") + b.p.caption(b.p.series[2]), func(c *canvas, at box) {
		c.add(shape{path: circle(at.middle(), at.w/2), fill: paint{colour: seriesColour(0), opacity: 0.6}})
	}}}
}

func (b *scatter) height(width float64) float64 { return min(460, max(240, width*0.66)) }

func (b *scatter) least(float64) float64 { return 140 }

func (b *scatter) draw(c *canvas, in box) {
	p := b.p
	yTicks := b.y.ticks(5)
	yLabels := p.series[1].tickLabels(yTicks, b.y.log)
	left := 0.0
	for _, l := range yLabels {
		left = max(left, measure(l, valueSize, false))
	}
	area := in.inset(left+8, 20, 8, axisRoom)
	b.x.from, b.x.to, b.y.from, b.y.to = area.x, area.right(), area.bottom(), area.y
	for i, v := range yTicks {
		c.rule(point{area.x, b.y.at(v)}, point{area.right(), b.y.at(v)}, 1, faint)
		c.write(point{area.x - 5, b.y.at(v) + 3.7}, yLabels[i], valueSize, grey, end)
	}
	c.write(point{in.x, in.y + 8}, truncate("↑ "+b.axisCaption(1, b.y), in.w, valueSize, false), valueSize, grey, start)
	xAxis(c, b.x, p.series[0].measureOf, b.axisCaption(0, b.x)+" →", area)
	taken := b.drawQuadrants(c, area)
	b.drawPoints(c, area, taken)
}

func (b *scatter) axisCaption(s int, along scale) string {
	name := b.p.caption(b.p.series[s])
	if along.log {
		name += b.p.words(" (log scale)", "（对数刻度）")
	}
	return name
}

// drawQuadrants draws the cross with its four words and returns where they are.
func (b *scatter) drawQuadrants(c *canvas, area box) []box {
	if len(b.quadrants) == 0 || len(b.rows) == 0 {
		return nil
	}
	at := point{b.x.at(b.crossAt.x), b.y.at(b.crossAt.y)}
	c.rule(point{at.x, area.y}, point{at.x, area.bottom()}, 1.2, edge, 5, 3)
	c.rule(point{area.x, at.y}, point{area.right(), at.y}, 1.2, edge, 5, 3)
	var taken []box
	for i, l := range b.quadrants {
		right, upper := i == 0 || i == 3, i < 2
		room, x, y, a := at.x-area.x-10, area.x+5, area.bottom()-7, start
		if right {
			room, x, a = area.right()-at.x-10, area.right()-5, end
		}
		if upper {
			y = area.y + 13
		}
		s := truncate(b.p.say(l), room, labelSize, true)
		w := measure(s, labelSize, true)
		c.add(text{at: point{x, y}, s: s, size: labelSize, bold: true, colour: grey, anchor: a})
		if a == end {
			x -= w
		}
		taken = append(taken, box{x, y - labelSize, w, labelSize * 1.3})
	}
	return taken
}

// radius is that of a point, its area in proportion to the third column.
func (b *scatter) radius(r row, largest float64) float64 {
	if len(b.p.series) < 3 || largest <= 0 || !r.cells[2].has() {
		return 4
	}
	return max(1.5, 18*math.Sqrt(max(0, r.cells[2].v)/largest))
}

// drawPoints draws all points, large ones first, and names as many as there is
// room for, those far from the middle first.
func (b *scatter) drawPoints(c *canvas, area box, taken []box) {
	largest := 0.0
	if len(b.p.series) > 2 {
		_, largest = span(b.p.values(2))
	}
	rows := slices.Clone(b.rows)
	slices.SortStableFunc(rows, func(p, q row) int { return cmp.Compare(b.radius(q, largest), b.radius(p, largest)) })
	for _, r := range rows {
		at, radius := b.place(r), b.radius(r, largest)
		c.add(shape{path: circle(at, radius), fill: paint{colour: seriesColour(0), opacity: 0.6}, about: b.about(r)})
		taken = append(taken, box{at.x - radius - 1, at.y - radius - 1, 2*radius + 2, 2*radius + 2})
	}
	mid := area.middle()
	if len(b.quadrants) > 0 {
		mid = point{b.x.at(b.crossAt.x), b.y.at(b.crossAt.y)}
	}
	slices.SortStableFunc(rows, func(p, q row) int { return cmp.Compare(b.far(q, mid, area), b.far(p, mid, area)) })
	limit := len(rows)
	if b.p.fig.Top > 0 {
		limit = b.p.fig.Top
	}
	for _, r := range rows[:min(limit, len(rows))] {
		taken = b.nameIt(c, r, b.radius(r, largest), area, taken)
	}
}

func (b *scatter) place(r row) point { return point{b.x.at(r.cells[0].v), b.y.at(r.cells[1].v)} }

func (b *scatter) far(r row, mid point, area box) float64 {
	at := b.place(r)
	return math.Hypot((at.x-mid.x)/max(1, area.w), (at.y-mid.y)/max(1, area.h))
}

func (b *scatter) about(r row) about {
	p, note := b.p, b.p.say(r.name)
	for s := range p.series {
		note += p.words("; ", "；") + p.say(p.series[s].label) + p.words(": ", "：") + p.cellText(r.cells[s], s)
	}
	return about{key: r.key, note: note}
}

// nameIt writes the name of a point on the first side where it hides nothing.
func (b *scatter) nameIt(c *canvas, r row, radius float64, area box, taken []box) []box {
	at, s := b.place(r), truncate(b.p.say(r.name), 190, valueSize, false)
	w, h, d := measure(s, valueSize, false), valueSize, radius+3
	for _, side := range []struct {
		x, y float64
		a    anchor
	}{{d, h * 0.36, start}, {-d, h * 0.36, end}, {0, -d - 1, middle}, {0, d + h*0.9, middle}, {d * 0.7, -d - 1, start}, {d * 0.7, d + h*0.9, start}, {-d * 0.7, -d - 1, end}, {-d * 0.7, d + h*0.9, end}} {
		spot := box{at.x + side.x, at.y + side.y - h*0.85, w, h * 1.1}
		switch side.a {
		case middle:
			spot.x -= w / 2
		case end:
			spot.x -= w
		}
		inside := spot.x >= area.x && spot.right() <= area.right()+6 && spot.y >= area.y-4 && spot.bottom() <= area.bottom()
		if !inside || slices.ContainsFunc(taken, spot.overlaps) {
			continue
		}
		c.add(text{at: point{at.x + side.x, at.y + side.y}, s: s, size: valueSize, colour: ink, anchor: side.a, halo: true})
		return append(taken, spot)
	}
	return taken
}

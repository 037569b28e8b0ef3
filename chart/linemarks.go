package chart

import (
	"cmp"
	"math"
	"slices"

	"dougong/class"
)

func (b *lines) legend() []key {
	if missing(b.p.rows) {
		return []key{{b.p.say(class.Label{En: "gap: no value", Zh: "断开处：无数值"}), func(c *canvas, at box) {
			y := at.y + at.h/2
			c.rule(point{at.x - 2, y}, point{at.x + 3, y}, 2, edge)
			c.rule(point{at.x + 8, y}, point{at.x + 13, y}, 2, edge)
		}}}
	}
	return nil
}

func (b *lines) height(width float64) float64 { return min(320, max(160, width*0.45)) + 30 }

func (b *lines) least(float64) float64 { return 110 }

func (b *lines) draw(c *canvas, in box) {
	y := scale{lo: b.lo, hi: b.hi, from: in.bottom() - 22, to: in.y + 20}
	p := b.p
	m := p.series[0].measureOf
	ticks := y.ticks(max(2, min(5, int(in.h/45))))
	labels := m.tickLabels(ticks, false)
	left, right := 0.0, 0.0
	for _, l := range labels {
		left = max(left, measure(l, valueSize, false))
	}
	for _, t := range b.paths {
		right = max(right, measure(t.name, labelSize, false))
	}
	right = min(right, in.w*0.3)
	lo, hi := span(b.places)
	x := scale{lo: lo, hi: hi, from: in.x + left + 14, to: in.right() - right - 12}
	if lo == hi {
		x.from = (x.from + x.to) / 2
	}
	for i, v := range ticks {
		c.rule(point{in.x + left + 6, y.at(v)}, point{x.to, y.at(v)}, 1, faint)
		c.write(point{in.x + left, y.at(v) + 3.7}, labels[i], valueSize, grey, end)
	}
	c.write(point{in.x, in.y + 8}, truncate(b.yCaption(), in.w, valueSize, false), valueSize, grey, start)
	b.drawX(c, x, in.bottom()-8)
	ends := make([]endLabel, 0, len(b.paths))
	for _, t := range b.paths {
		if at, ok := b.drawTrack(c, t, x, y); ok {
			ends = append(ends, endLabel{t.name, at, seriesColour(t.number)})
		}
	}
	drawEnds(c, ends, x.to+8, right, in)
}

func (b *lines) yCaption() string {
	if len(b.p.series) == 1 {
		return b.p.caption(b.p.series[0])
	}
	return b.p.series[0].name
}

// drawX writes as many labels as fit.
func (b *lines) drawX(c *canvas, x scale, y float64) {
	last := math.Inf(-1)
	for i, v := range b.places {
		label := truncate(b.ticks[i], 110, valueSize, false)
		w := measure(label, valueSize, false)
		if at := x.at(v); at-w/2 > last+8 {
			c.write(point{at, y}, label, valueSize, grey, middle)
			last = at + w/2
		}
	}
}

// drawTrack draws a line with its points and returns where it ends.
func (b *lines) drawTrack(c *canvas, t track, x, y scale) (last point, ok bool) {
	var run []point
	col := seriesColour(t.number)
	flush := func() {
		if len(run) > 1 {
			c.add(stroke{path: polyline(run...), width: 2.2, colour: col, dash: dashPatterns[t.number/len(seriesColours)%len(dashPatterns)]})
		}
		run = nil
	}
	for i, cell := range t.cells {
		if !cell.has() {
			flush()
			continue
		}
		last, ok = point{x.at(t.x[i]), y.at(cell.v)}, true
		run = append(run, last)
	}
	flush()
	for i, cell := range t.cells {
		if cell.has() {
			c.add(shape{path: symbol(t.number, point{x.at(t.x[i]), y.at(cell.v)}, 3.2), fill: paint{colour: col}, about: b.p.about(t.rows[i], t.series)})
		}
	}
	return last, ok
}

// endLabel names a line where it ends.
type endLabel struct {
	name   string
	at     point
	colour colour
}

// drawEnds writes the names one above the other, each as near to its line as
// the others let it.
func drawEnds(c *canvas, ends []endLabel, x, width float64, in box) {
	const line = labelSize * 1.2
	slices.SortStableFunc(ends, func(a, b endLabel) int { return cmp.Compare(a.at.y, b.at.y) })
	ys := make([]float64, len(ends))
	for i := range ends {
		ys[i] = ends[i].at.y
		if i > 0 {
			ys[i] = max(ys[i], ys[i-1]+line)
		}
	}
	if n := len(ys); n > 0 {
		floor := in.bottom() - 26
		for i := n - 1; i >= 0 && ys[i] > floor; i-- {
			ys[i], floor = floor, floor-line
		}
	}
	for i, e := range ends {
		if e.name == "" {
			continue
		}
		if math.Abs(ys[i]-e.at.y) > 3 || e.at.x < x-9 {
			c.rule(e.at, point{x - 2, ys[i]}, 0.8, others)
		}
		c.write(point{x, ys[i] + 4}, truncate(e.name, width, labelSize, false), labelSize, ink, start)
	}
}

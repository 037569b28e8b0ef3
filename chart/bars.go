package chart

import (
	"dougong/iot"
	"dougong/result"

	"dougong/class"
)

// ranking is the body of bars and dots: a line for each row, its name on the
// left. Series of one unit share an axis; those of another stand beside it.
type ranking struct {
	p       *plot
	dots    bool
	columns []axis
}

// axis is a group of series with the same unit, and the range they are drawn in.
type axis struct {
	series []int
	lo, hi float64
}

// mostRows is how many rows a figure shows of its own accord.
const mostRows = 40

func barBody(p *plot) (body, error) { return newRanking(p, false), nil }
func dotBody(p *plot) (body, error) { return newRanking(p, true), nil }

func newRanking(p *plot, dots bool) *ranking {
	p.rank()
	for _, f := range p.facets {
		f.rank()
	}
	b := &ranking{p: p, dots: dots}
	at := map[iot.Unit]int{}
	for i, s := range p.series {
		k, ok := at[s.unit]
		if !ok {
			k = len(b.columns)
			at[s.unit] = k
			b.columns = append(b.columns, axis{})
		}
		b.columns[k].series = append(b.columns[k].series, i)
	}
	for k := range b.columns {
		b.columns[k].lo, b.columns[k].hi = b.domain(b.columns[k].series)
	}
	return b
}

// domain is the range of an axis: bars begin at zero, dots only where zero is
// not far from the numbers.
func (b *ranking) domain(series []int) (lo, hi float64) {
	var values []float64
	for _, s := range series {
		for _, r := range b.p.inScale(mostRows) {
			switch c := r.cells[s]; {
			case c.spread:
				values = append(values, c.lo, c.hi)
			case c.has():
				values = append(values, c.v)
			}
		}
	}
	lo, hi = span(values)
	if !b.dots || lo < hi/2 {
		lo, hi = min(lo, 0), max(hi, 0)
	}
	if lo == hi {
		hi = lo + 1
	}
	return lo, hi
}

func (b *ranking) legend() []key {
	var keys []key
	for _, a := range b.columns {
		if len(a.series) < 2 {
			continue
		}
		for n, s := range a.series {
			label := b.p.say(b.p.series[s].label)
			if b.dots {
				keys = append(keys, key{label, func(c *canvas, at box) {
					c.add(shape{path: symbol(n, at.middle(), 4.5), fill: paint{colour: seriesColour(n)}})
				}})
			} else {
				keys = append(keys, swatch(label, paint{colour: seriesColour(n)}))
			}
		}
	}
	if missing(b.p.inScale(mostRows)) {
		keys = append(keys, b.p.missingKey())
	}
	return keys
}

// pitch is the height of a row that reads well.
func (b *ranking) pitch() float64 {
	if b.dots {
		return max(22, b.lineRoom())
	}
	deepest := 1
	for _, a := range b.columns {
		deepest = max(deepest, len(a.series))
	}
	return max(9+[]float64{0, 13, 22, 30}[min(deepest, 3)]+9*float64(max(0, deepest-3)), b.lineRoom())
}

// lineRoom is the height of a row whose name takes two lines.
func (b *ranking) lineRoom() float64 {
	for _, r := range b.p.rows {
		if measure(b.p.say(r.name), labelSize, false) > b.p.bodyWidth()*nameShare {
			return 28
		}
	}
	return 0
}

// nameShare is the most of the width that names may have.
const nameShare = 0.42

// axisRoom is kept below the rows for ticks and caption.
const axisRoom = 34.0

func (b *ranking) height(float64) float64 {
	return float64(len(b.p.cut(b.p.most(mostRows))))*b.pitch() + axisRoom
}

// least holds one row and the rest.
func (b *ranking) least(float64) float64 { return 2*b.leastPitch() + axisRoom }

func (b *ranking) leastPitch() float64 { return max(12, b.pitch()*0.6) }

func (b *ranking) draw(c *canvas, in box) {
	rows := b.p.cut(b.p.most(max(1, int((in.h-axisRoom)/b.leastPitch())-1)))
	if len(rows) == 0 {
		return
	}
	step := min(b.pitch()*1.5, (in.h-axisRoom)/float64(len(rows)))
	names := b.nameRoom(rows, in.w)
	b.drawNames(c, rows, box{in.x, in.y, names, step})
	const gap = 22.0
	each := (in.w - names - gap*float64(len(b.columns)-1)) / float64(len(b.columns))
	for k, a := range b.columns {
		b.drawColumn(c, a, rows, box{in.x + names + float64(k)*(each+gap), in.y, each, step})
	}
}

// nameRoom is the width that the names of rows get: what they need, or their
// share.
func (b *ranking) nameRoom(rows []row, width float64) float64 {
	need := 0.0
	for _, r := range b.p.ofAll(rows) {
		need = max(need, measure(b.p.say(r.name), labelSize, false))
	}
	return min(need+2, width*nameShare) + 10
}

// drawNames writes the names of rows, each in up to two lines.
func (b *ranking) drawNames(c *canvas, rows []row, first box) {
	for i, r := range rows {
		b.p.writeName(c, r, box{first.x, first.y + float64(i)*first.h, first.w - 10, first.h})
	}
}

// writeName sets the name of a row to the right end of a box, in the middle of
// its height.
func (p *plot) writeName(c *canvas, r row, in box) {
	lines := 1
	if in.h >= 2*labelSize*1.12 {
		lines = 2
	}
	col := ink
	if r.rest {
		col = grey
	}
	size := min(labelSize, in.h*0.85)
	wrapped := wrap(p.say(r.name), in.w, size, false, lines)
	if p.opt.Lang == class.Both && lines == 2 && len(wrapped) == 2 {
		wrapped = p.lines(r.name, in.w, size, false, 1)
	}
	for k, line := range wrapped {
		y := in.y + in.h/2 + size*0.36 + (float64(k)-float64(len(wrapped)-1)/2)*size*1.12
		c.write(point{in.right(), y}, line, size, col, end)
	}
}

// drawColumn draws one axis with its marks. The box is that of the first row.
func (b *ranking) drawColumn(c *canvas, a axis, rows []row, first box) {
	s := b.columnScale(a, rows, first)
	bottom := first.y + float64(len(rows))*first.h
	p := b.p
	xAxis(c, s, p.series[a.series[0]].measureOf, b.columnCaption(a), box{first.x, first.y, first.w, bottom - first.y})
	for i, r := range rows {
		band := box{first.x, first.y + float64(i)*first.h, first.w, first.h}
		if b.dots {
			b.drawDots(c, a, r, s, band)
		} else {
			b.drawBars(c, a, r, s, band)
		}
	}
	zero := s.at(max(s.lo, min(s.hi, 0)))
	c.rule(point{zero, first.y}, point{zero, bottom}, 1, edge)
}

func (b *ranking) columnCaption(a axis) string {
	s := b.p.series[a.series[0]]
	if len(a.series) > 1 {
		return s.name
	}
	return b.p.caption(s)
}

// columnScale leaves room for the numbers at the ends of the bars.
func (b *ranking) columnScale(a axis, rows []row, in box) scale {
	var left, right float64
	for _, s := range a.series {
		for _, r := range b.p.ofAll(rows) {
			w := measure(b.p.cellText(r.cells[s], s), valueSize, false) + 8
			if c := r.cells[s]; c.has() && c.v < 0 && !b.dots {
				left = max(left, w)
			} else {
				right = max(right, w)
			}
		}
	}
	right = min(right, in.w*0.45)
	left = min(left, in.w*0.3)
	return scale{lo: a.lo, hi: a.hi, from: in.x + left, to: in.right() - right}
}

// cellText writes the number of a cell, or why there is none.
func (p *plot) cellText(c cell, s int) string {
	m := p.series[s].measureOf
	switch {
	case c.spread && c.lo == c.hi:
		return m.value(c.lo)
	case c.spread:
		return m.value(c.lo) + p.words(" to ", " 至 ") + m.value(c.hi)
	case c.absent == result.NotApplicable:
		return p.say(class.Label{En: "not applicable", Zh: "不适用"})
	case c.absent == notListed:
		return p.say(class.Label{En: "not in the table", Zh: "表中未列"})
	case c.absent != "":
		return p.say(class.Label{En: "not available", Zh: "无数据"})
	}
	return m.value(c.v)
}

// about names the cell that a mark draws.
func (p *plot) about(r row, s int) about {
	key := r.key
	if len(p.series) > 1 {
		key += " " + p.series[s].id
	}
	value := p.cellText(r.cells[s], s)
	if m := p.series[s]; m.name != "" && m.name != "%" {
		value += " " + m.name
	}
	return about{key: key, note: p.say(r.name) + p.words(", ", "，") + p.say(p.series[s].label) + p.words(": ", "：") + value}
}

// drawBars draws the bars of a row in a band.
func (b *ranking) drawBars(c *canvas, a axis, r row, s scale, band box) {
	gap := min(9, band.h*0.3)
	thick := (band.h - gap) / float64(len(a.series))
	zero := s.at(max(s.lo, min(s.hi, 0)))
	for n, k := range a.series {
		y := band.y + gap/2 + float64(n)*thick
		at := box{zero, y, 0, max(1, thick-1)}
		cell := r.cells[k]
		label := text{at: point{zero + 5, y + at.h/2 + 3.7}, s: b.p.cellText(cell, k), size: min(valueSize, thick*0.95), colour: ink}
		switch {
		case cell.spread:
			from, to := s.at(cell.lo), s.at(cell.hi)
			c.add(stroke{path: polyline(point{from, y + at.h/2}, point{to, y + at.h/2}), width: 3, colour: others, about: b.p.about(r, k)})
			label.at.x, label.colour = to+5, grey
		case !cell.has():
			at.w = 14
			c.add(rect{box: at, fill: paint{colour: edge, hatched: true}, about: b.p.about(r, k)})
			label.at.x, label.colour = at.right()+4, grey
		default:
			x := s.at(cell.v)
			at.x, at.w = min(x, zero), max(x, zero)-min(x, zero)
			fill := paint{colour: seriesColour(n)}
			if r.rest {
				fill = paint{colour: mix(paper, seriesColour(n), 0.75), hatched: true}
			}
			c.add(rect{box: at, fill: fill, about: b.p.about(r, k)})
			label.at.x = at.right() + 5
			if cell.v < 0 {
				label.at.x, label.anchor = at.x-5, end
			}
		}
		if thick >= 7 {
			c.add(label)
		}
	}
}

// drawDots draws the dots of a row, joined by a line.
func (b *ranking) drawDots(c *canvas, a axis, r row, s scale, band box) {
	y := band.y + band.h/2
	var places []float64
	rightmost, words := s.from-1, ""
	for _, k := range a.series {
		cell := r.cells[k]
		switch {
		case cell.has():
			places = append(places, s.at(cell.v))
		case cell.spread:
			c.add(stroke{path: polyline(point{s.at(cell.lo), y}, point{s.at(cell.hi), y}), width: 3, colour: others, about: b.p.about(r, k)})
			rightmost, words = max(rightmost, s.at(cell.hi)), b.p.cellText(cell, k)
		default:
			c.add(rect{box: box{s.from + 2, y - 4, 14, 8}, fill: paint{colour: edge, hatched: true}, about: b.p.about(r, k)})
			rightmost, words = max(rightmost, s.from+16), b.p.cellText(cell, k)
		}
	}
	lo, hi := span(places)
	if len(places) > 1 {
		c.rule(point{lo, y}, point{hi, y}, 2, others)
	}
	for n, k := range a.series {
		cell := r.cells[k]
		if !cell.has() {
			continue
		}
		c.add(shape{path: symbol(n, point{s.at(cell.v), y}, 4.5), fill: paint{colour: seriesColour(n)}, about: b.p.about(r, k)})
		if x := s.at(cell.v); x >= rightmost {
			rightmost, words = x, b.p.cellText(cell, k)
		}
	}
	c.write(point{rightmost + 9, y + 3.7}, words, valueSize, grey, start)
}

// xAxis draws gridlines with their numbers below, and what they measure.
func xAxis(c *canvas, s scale, m measureOf, caption string, in box) {
	ticks := s.ticks(max(2, min(6, int((s.to-s.from)/70))))
	labels := m.tickLabels(ticks, s.log)
	last := -1e9
	for i, v := range ticks {
		x := s.at(v)
		c.rule(point{x, in.y}, point{x, in.bottom()}, 1, faint)
		w := measure(labels[i], valueSize, false)
		if x-w/2 > last+4 {
			c.write(point{x, in.bottom() + 13}, labels[i], valueSize, grey, middle)
			last = x + w/2
		}
	}
	c.write(point{in.right(), in.bottom() + 28}, truncate(caption, in.w, valueSize, false), valueSize, grey, end)
}

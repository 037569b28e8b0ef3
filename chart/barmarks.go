package chart

import (
	"dougong/class"
	"dougong/result"
)

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
		if thick >= 7 && label.within(band) {
			c.add(label)
		}
	}
}

// within reports whether a line of text lies in a band: half a number would be
// another number.
func (t text) within(band box) bool {
	w := measure(t.s, t.size, t.bold)
	if t.anchor == end {
		return t.s != "" && t.at.x-w >= band.x-margin/2
	}
	return t.s != "" && t.at.x+w <= band.right()+margin/2
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
	if t := (text{at: point{rightmost + 9, y + 3.7}, s: words, size: valueSize, colour: grey}); t.within(band) {
		c.add(t)
	}
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

package chart

import (
	"dougong/class"
	"dougong/iot"
)

// ranking is the body of bars and dots: a line for each row, its name on the
// left. Series of one unit share an axis; those of another stand beside it.
type ranking struct {
	p       *plot
	dots    bool
	columns []axis
}

// axis is a group of series with the same unit.
type axis struct{ series []int }

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
	return b
}

// domain is the range of an axis that holds some rows: bars begin at zero, dots
// only where zero is not far from the numbers.
func (b *ranking) domain(a axis, rows []row) (lo, hi float64) {
	var values []float64
	for _, s := range a.series {
		for _, r := range rows {
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
	for _, r := range b.p.inScale(mostRows) {
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
	room := max(1, int((in.h-axisRoom)/b.leastPitch())-1)
	rows, all := b.p.cut(b.p.most(room)), b.p.inScale(room)
	if len(rows) == 0 {
		return
	}
	step := min(b.pitch()*1.5, (in.h-axisRoom)/float64(len(rows)))
	names := b.p.nameRoom(all, in.w)
	b.drawNames(c, rows, box{in.x, in.y, names, step})
	const gap = 22.0
	each := (in.w - names - gap*float64(len(b.columns)-1)) / float64(len(b.columns))
	for k, a := range b.columns {
		first := box{in.x + names + float64(k)*(each+gap), in.y, each, step}
		b.drawColumn(c, a, rows, b.columnScale(a, all, first), first)
	}
}

// nameRoom is the width that the names of rows get: what they need, or their
// share.
func (p *plot) nameRoom(rows []row, width float64) float64 {
	need := 0.0
	for _, r := range rows {
		need = max(need, measure(p.say(r.name), labelSize, false))
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
func (b *ranking) drawColumn(c *canvas, a axis, rows []row, s scale, first box) {
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
	switch {
	case len(a.series) > 1 && s.name == "%":
		return "" // it stands on every number
	case len(a.series) > 1:
		return s.name
	}
	return b.p.caption(s)
}

// columnScale holds some rows, with room for the numbers at the ends of the bars.
func (b *ranking) columnScale(a axis, rows []row, in box) scale {
	var left, right float64
	for _, s := range a.series {
		for _, r := range rows {
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
	lo, hi := b.domain(a, rows)
	return scale{lo: lo, hi: hi, from: in.x + left, to: in.right() - right}
}

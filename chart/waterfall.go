package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"dougong/class"
)

// waterfall is the body of terms that sum to a total, each drawn from where the
// one before it ended.
type waterfall struct {
	p     *plot
	terms []row
	total row
}

// isStart reports whether a row is the level that the others change.
func (p *plot) isStart(r row) bool { return p.fig.Start != "" && r.key == p.fig.Start }

// tolerance is what rounding may leave between a total and the sum of its terms,
// as a share of the sum of their magnitudes.
const tolerance = 1e-9

func waterfallBody(p *plot) (body, error) {
	b := &waterfall{p: p}
	found := false
	for _, r := range p.rows {
		if p.fig.Total != "" && r.key == p.fig.Total {
			b.total, found = r, true
		} else {
			b.terms = append(b.terms, r)
		}
	}
	sum, magnitude := 0.0, 0.0
	for _, r := range b.terms {
		if c := r.cells[0]; c.has() {
			sum, magnitude = sum+c.v, magnitude+math.Abs(c.v)
		}
	}
	switch {
	case p.fig.Total != "" && !found && p.whole == nil && p.facets == nil:
		return nil, fmt.Errorf("chart: figure %s: table %s has no row %q; want the total of the others", p.fig.ID, p.table.ID, p.fig.Total)
	case !found:
		b.total = row{key: "total", name: class.Label{En: "total", Zh: "合计"}, cells: []cell{{v: sum}}, table: -1}
	case p.facets == nil && !(math.Abs(b.total.cells[0].v-sum) <= tolerance*max(magnitude, math.Abs(b.total.cells[0].v))):
		return nil, fmt.Errorf("chart: figure %s: terms sum to %v; want the total %v of row %q; add what is missing as a term", p.fig.ID, sum, b.total.cells[0].v, p.fig.Total)
	}
	return b, nil
}

// shown returns the terms: the largest ones in their order, then one rest.
func (b *waterfall) shown(room int) []row {
	n := b.p.most(room)
	if len(b.terms) <= n {
		return b.terms
	}
	order := slices.Clone(b.terms)
	slices.SortStableFunc(order, func(x, y row) int {
		return cmp.Compare(math.Abs(y.cells[0].v), math.Abs(x.cells[0].v))
	})
	kept := map[int]bool{}
	for _, r := range order[:n] {
		kept[r.table] = true
	}
	var out, left []row
	sum := 0.0
	for _, r := range b.terms {
		if kept[r.table] || b.p.isStart(r) {
			out = append(out, r)
		} else {
			left = append(left, r)
			if r.cells[0].has() {
				sum += r.cells[0].v
			}
		}
	}
	return append(out, row{key: "rest", rest: true, table: -1, name: restName(left), cells: []cell{{v: sum}}})
}

func (b *waterfall) legend() []key {
	keys := []key{
		swatch(b.p.say(class.Label{En: "adds", Zh: "增加"}), paint{colour: seriesColour(0)}),
		swatch(b.p.say(class.Label{En: "takes off", Zh: "减少"}), paint{colour: seriesColour(1)}),
		swatch(b.p.say(class.Label{En: "level", Zh: "水平值"}), paint{colour: seriesColour(2)}),
	}
	if missing(b.p.rows) {
		keys = append(keys, b.p.missingKey())
	}
	return keys
}

const waterfallPitch = 23.0

func (b *waterfall) height(float64) float64 {
	return float64(len(b.shown(mostRows))+1)*waterfallPitch + axisRoom
}

// least holds a term, the rest and the total.
func (b *waterfall) least(float64) float64 { return 4*leastStep + axisRoom }

const leastStep = 14.0

func (b *waterfall) draw(c *canvas, in box) {
	most := max(1, int((in.h-axisRoom)/leastStep)-2)
	rows := b.steps(most)
	step := min(waterfallPitch*1.5, (in.h-axisRoom)/float64(len(rows)))
	s, room := b.common(most, in.w)
	s.from, s.to = in.x+room+52, in.right()-52
	bottom := in.y + step*float64(len(rows))
	xAxis(c, s, b.p.series[0].measureOf, b.p.caption(b.p.series[0]), box{in.x + room, in.y, in.w - room, bottom - in.y})
	at := 0.0
	for i, r := range rows {
		y := in.y + float64(i)*step
		b.p.writeName(c, r, box{in.x, y, room - 10, step})
		last := i == len(rows)-1
		if last {
			at = 0
			c.rule(point{in.x + room, y}, point{in.right(), y}, 1, edge)
		}
		at = b.drawTerm(c, r, at, s, box{in.x, y, in.w, step}, last)
	}
	c.rule(point{s.at(0), in.y}, point{s.at(0), bottom}, 1, edge)
}

// steps returns the bars: the terms shown, then the total.
func (b *waterfall) steps(most int) []row { return append(slices.Clone(b.shown(most)), b.total) }

// common returns the scale that holds every level that the terms pass, and the
// room for names: the same in all panels.
func (b *waterfall) common(most int, width float64) (s scale, names float64) {
	var levels []float64
	for _, part := range b.siblings() {
		steps := part.steps(most)
		names = max(names, b.p.nameRoom(steps, width))
		levels = append(levels, 0, part.total.cells[0].v)
		at := 0.0
		for _, r := range steps[:len(steps)-1] {
			if r.cells[0].has() {
				at += r.cells[0].v
			}
			levels = append(levels, at)
		}
	}
	s.lo, s.hi = span(levels)
	if s.lo == s.hi {
		s.hi = 1
	}
	return s, names
}

// siblings returns the waterfalls of all panels, or the only one.
func (b *waterfall) siblings() []*waterfall {
	if b.p.whole == nil {
		return []*waterfall{b}
	}
	var all []*waterfall
	for _, f := range b.p.whole.facets {
		if other, err := waterfallBody(f); err == nil {
			all = append(all, other.(*waterfall))
		}
	}
	return all
}

// drawTerm draws one bar from a level and returns the level it leads to.
func (b *waterfall) drawTerm(c *canvas, r row, from float64, s scale, band box, total bool) float64 {
	y, h := band.y+band.h*0.16, band.h*0.68
	v := r.cells[0]
	about := b.p.about(r, 0)
	if !v.has() {
		c.add(rect{box: box{s.at(from), y, 14, h}, fill: paint{colour: edge, hatched: true}, about: about})
		c.write(point{s.at(from) + 18, y + h/2 + 3.7}, b.p.cellText(v, 0), valueSize, grey, start)
		return from
	}
	to := from + v.v
	left, right := min(s.at(from), s.at(to)), max(s.at(from), s.at(to))
	fill, words := paint{colour: seriesColour(0)}, "+"+b.p.cellText(v, 0)
	switch {
	case total || b.p.isStart(r):
		fill, words = paint{colour: seriesColour(2)}, b.p.cellText(v, 0)
	case v.v < 0:
		fill, words = paint{colour: seriesColour(1)}, b.p.cellText(v, 0)
	}
	fill.hatched = r.rest
	c.add(rect{box: box{left, y, max(0.75, right-left), h}, fill: fill, about: about})
	if v.v < 0 {
		c.write(point{left - 4, y + h/2 + 3.7}, words, min(valueSize, h), ink, end)
	} else {
		c.write(point{right + 4, y + h/2 + 3.7}, words, min(valueSize, h), ink, start)
	}
	if !total {
		c.rule(point{s.at(to), y + h}, point{s.at(to), band.bottom() + band.h*0.16}, 1, edge)
	}
	return to
}

package chart

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"

	"dougong/class"
)

// lines is the body of a line figure: along the labels, or along a number where
// all labels are numbers, as years are.
type lines struct {
	p      *plot
	ticks  []string  // labels along x
	places []float64 // of the labels, in x units
	paths  []track
	lo, hi float64
}

// track is one line: values along x, with gaps where there is none.
type track struct {
	name   string
	group  class.Label
	number int // of its colour and dash
	series int
	x      []float64
	cells  []cell
	rows   []row
}

var dashPatterns = [][]float64{nil, {7, 3}, {2, 3}, {10, 3, 2, 3}, {5, 2}}

func lineBody(p *plot) (body, error) {
	for _, s := range p.series {
		if s.unit != p.series[0].unit {
			return nil, fmt.Errorf("chart: figure %s: lines in %s and %s; want one unit on one axis", p.fig.ID, p.series[0].unit, s.unit)
		}
	}
	whole := p
	if p.whole != nil {
		whole = p.whole
	}
	b := &lines{p: p}
	at := b.along(whole.rows)
	groups, err := p.groups(whole)
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		for s := range p.series {
			t := track{name: p.lineName(g, s), group: g.name, number: g.number*len(p.series) + s, series: s}
			for _, r := range g.rows {
				t.x, t.cells, t.rows = append(t.x, at[r.name.In(class.En)]), append(t.cells, r.cells[s]), append(t.rows, r)
			}
			t.sort()
			b.paths = append(b.paths, t)
		}
	}
	b.lo, b.hi = lineDomain(whole)
	return b, nil
}

// lineName names a line by its group, its column, or both.
func (p *plot) lineName(g group, s int) string {
	column := p.say(p.series[s].label)
	switch {
	case g.name == (class.Label{}) && p.whole != nil && len(p.series) == 1:
		return "" // the caption says it
	case g.name == (class.Label{}):
		return column
	case len(p.series) > 1:
		return p.say(g.name) + ", " + column
	}
	return p.say(g.name)
}

// group is the rows of one line.
type group struct {
	name   class.Label
	number int
	rows   []row
}

// groups splits the rows by the group column, with the numbers that they have in
// the whole figure. The rest row of a table has no place along x.
func (p *plot) groups(whole *plot) ([]group, error) {
	if p.fig.Group == "" {
		return []group{{rows: p.rows}}, nil
	}
	c, err := p.column(p.fig.Group)
	if err != nil {
		return nil, err
	}
	number := map[class.Label]int{}
	nameFor := func(r row) class.Label {
		v := p.table.Rows[r.table]
		return nameOf(p.table.Columns[c], v.Cells[c], v.Key)
	}
	for _, r := range whole.rows {
		if l := nameFor(r); !contains(number, l) {
			number[l] = len(number)
		}
	}
	var out []group
	at := map[class.Label]int{}
	for _, r := range p.rows {
		l := nameFor(r)
		if !contains(at, l) {
			at[l] = len(out)
			out = append(out, group{name: l, number: number[l]})
		}
		out[at[l]].rows = append(out[at[l]].rows, r)
	}
	return out, nil
}

func contains[K comparable, V any](m map[K]V, k K) bool { _, ok := m[k]; return ok }

// along gives each label its place on the x axis.
func (b *lines) along(rows []row) map[string]float64 {
	at := map[string]float64{}
	numbers := true
	for _, r := range rows {
		name := r.name.In(class.En)
		if contains(at, name) {
			continue
		}
		at[name] = float64(len(b.places))
		b.places, b.ticks = append(b.places, at[name]), append(b.ticks, b.p.say(r.name))
		if v, err := strconv.ParseFloat(name, 64); err != nil || !(math.Abs(v) < 1e9) {
			numbers = false
		}
	}
	if !numbers {
		return at
	}
	b.places, b.ticks = nil, nil
	names := slices.SortedFunc(maps.Keys(at), func(a, b string) int { return cmp.Or(cmp.Compare(number(a), number(b)), cmp.Compare(a, b)) })
	for _, name := range names {
		at[name] = number(name)
		b.places, b.ticks = append(b.places, at[name]), append(b.ticks, name)
	}
	return at
}

func number(s string) float64 {
	v, _ := strconv.ParseFloat(s, 64)
	return v
}

func (t *track) sort() {
	order := make([]int, len(t.x))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(t.x[i], t.x[j]) })
	x, cells, rows := make([]float64, len(order)), make([]cell, len(order)), make([]row, len(order))
	for k, i := range order {
		x[k], cells[k], rows[k] = t.x[i], t.cells[i], t.rows[i]
	}
	t.x, t.cells, t.rows = x, cells, rows
}

func lineDomain(p *plot) (lo, hi float64) {
	var values []float64
	for s := range p.series {
		for _, r := range p.rows {
			if r.cells[s].has() {
				values = append(values, r.cells[s].v)
			}
		}
	}
	lo, hi = span(values)
	if lo < hi/2 {
		lo, hi = min(lo, 0), max(hi, 0)
	} else {
		lo, hi = lo-(hi-lo)*0.1, hi+(hi-lo)*0.05
	}
	if lo == hi {
		hi = lo + max(1, math.Abs(lo)*0.1)
	}
	return lo, hi
}

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

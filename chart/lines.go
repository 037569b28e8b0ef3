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

package chart

import (
	"fmt"
	"math"
	"slices"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// plot is a figure with its numbers, before any geometry.
type plot struct {
	fig    *result.Figure
	table  *result.Table
	res    *result.Result
	opt    Options
	series []series
	rows   []row
	facets []*plot // one for each panel of small multiples, nil for a single one
	whole  *plot   // of a panel: what it is a part of
	name   class.Label
	notes  []class.Label // what the picture leaves out, said at the foot
}

// series is a column that is drawn.
type series struct {
	id     string
	label  class.Label
	column int
	measureOf
	additive bool // the rest is a sum: money, quantities, and tables that end in one
}

// row is what one mark, or one for each series, stands for.
type row struct {
	key   string
	name  class.Label
	cells []cell
	rest  bool
	table int // position in the table, -1 for a rest made here
}

// cell is a number, or none. The rest of numbers that do not add up is the range
// that they span.
type cell struct {
	v      float64
	absent result.Absence
	spread bool
	lo, hi float64
}

func (c cell) has() bool { return c.absent == "" && !c.spread }

func newPlot(fig result.Figure, res *result.Result, opt Options) (*plot, error) {
	t, ok := res.Table(fig.Table)
	if !ok {
		return nil, fmt.Errorf("chart: figure %s: the answer of %s has no table %q", fig.ID, res.Entry, fig.Table)
	}
	p := &plot{fig: &fig, table: t, res: res, opt: opt}
	if len(fig.Values) == 0 {
		return nil, fmt.Errorf("chart: figure %s: no columns of values; want at least one", fig.ID)
	}
	for _, id := range fig.Values {
		if err := p.addSeries(id); err != nil {
			return nil, err
		}
	}
	if err := p.addRows(); err != nil {
		return nil, err
	}
	p.setMeasures()
	if fig.Facet != "" {
		return p, p.split()
	}
	return p, nil
}

func (p *plot) addSeries(id string) error {
	c, err := p.column(id)
	if err != nil {
		return err
	}
	col := p.table.Columns[c]
	if col.Kind != result.Number && col.Kind != result.Integer {
		return fmt.Errorf("chart: figure %s: column %s is a %s; want a number", p.fig.ID, id, col.Kind)
	}
	s := series{id: id, label: col.Label, column: c, additive: col.Unit.Kind == iot.Money || col.Unit.Kind == iot.Quantity}
	if n := len(p.table.Rows); p.table.Rest && n > 0 && p.table.Rows[n-1].Cells[c].Absent == "" {
		s.additive = true // the table itself adds them up
	}
	s.unit, s.whole = col.Unit, col.Kind == result.Integer
	p.series = append(p.series, s)
	return nil
}

// addRows takes the rows of the table; the label column is not needed where
// marks have two names.
func (p *plot) addRows() error {
	label := -1
	if p.fig.Label != "" {
		c, err := p.column(p.fig.Label)
		if err != nil {
			return err
		}
		label = c
	}
	for i, r := range p.table.Rows {
		named := row{key: r.Key, name: class.Label{En: r.Key}, table: i, rest: p.table.Rest && i == len(p.table.Rows)-1}
		if label >= 0 {
			named.name = nameOf(p.table.Columns[label], r.Cells[label], r.Key)
		}
		for _, s := range p.series {
			v := r.Cells[s.column]
			named.cells = append(named.cells, cell{v: drawable(v.Number), absent: v.Absent})
		}
		p.rows = append(p.rows, named)
	}
	return nil
}

// drawable holds a number within ±10³⁰⁰ and takes what is below 10⁻²⁹⁰ for zero,
// so that no sum overflows and no scale does.
func drawable(v float64) float64 {
	if math.Abs(v) < 1e-290 {
		return 0
	}
	return max(-1e300, min(1e300, v))
}

// nameOf returns what a cell calls its row: the key where it says nothing.
func nameOf(c result.Column, v result.Value, key string) class.Label {
	var l class.Label
	switch {
	case v.Absent != "":
	case c.Kind == result.Number || c.Kind == result.Integer:
		s := digits(v.Number, true)
		l = class.Label{En: s, Zh: s}
	default:
		l = class.Label{En: clean(v.Text.En), Zh: clean(v.Text.Zh)}
	}
	if l == (class.Label{}) {
		l.En = clean(key)
	}
	if l.En == "" && l.Zh == "" {
		l.En = "·"
	}
	return l
}

// setMeasures gives all columns of one unit the same multiple of it.
func (p *plot) setMeasures() {
	largest := map[iot.Unit]float64{}
	for _, r := range p.rows {
		for i, s := range p.series {
			if c := r.cells[i]; c.has() {
				largest[s.unit] = max(largest[s.unit], c.v, -c.v)
			}
		}
	}
	for i := range p.series {
		s := &p.series[i]
		s.measureOf = measureFor(s.unit, s.whole, largest[s.unit], p.opt.Lang)
	}
}

// split makes one plot for each text of the facet column, in order of first
// appearance, all with the measures of the whole.
func (p *plot) split() error {
	c, err := p.column(p.fig.Facet)
	if err != nil {
		return err
	}
	at := map[class.Label]*plot{}
	for _, r := range p.rows {
		v := p.table.Rows[r.table]
		name := nameOf(p.table.Columns[c], v.Cells[c], v.Key)
		panel := at[name]
		if panel == nil {
			panel = &plot{fig: p.fig, table: p.table, res: p.res, opt: p.opt, series: p.series, name: name, whole: p}
			at[name] = panel
			p.facets = append(p.facets, panel)
		}
		panel.rows = append(panel.rows, r)
	}
	return nil
}

// width is that of the drawing.
func (p *plot) width() float64 {
	if p.opt.Width > 0 {
		return max(leastWidth, p.opt.Width)
	}
	return defaultWidth
}

// bodyWidth is what a body gets; that of a panel is narrower.
func (p *plot) bodyWidth() float64 {
	if w := p.width() - 2*margin; p.whole == nil && p.facets == nil {
		return w
	}
	return leastWidth - 2*margin
}

// words are those between others, spaces and all.
func (p *plot) words(en, zh string) string {
	if p.opt.Lang == class.Zh {
		return zh
	}
	return en
}

// say returns a label in the language of the figure.
func (p *plot) say(l class.Label) string { return clean(l.In(p.opt.Lang)) }

// values returns the numbers of a series, rests aside.
func (p *plot) values(s int) []float64 {
	var out []float64
	for _, r := range p.rows {
		if r.cells[s].has() && !r.rest {
			out = append(out, r.cells[s].v)
		}
	}
	return out
}

// total is the sum of a series, rest included.
func (p *plot) total(s int) float64 {
	sum := 0.0
	for _, r := range p.rows {
		if r.cells[s].has() {
			sum += r.cells[s].v
		}
	}
	return sum
}

// missing reports whether some number of some rows is not there.
func missing(rows []row) bool {
	return slices.ContainsFunc(rows, func(r row) bool {
		return slices.ContainsFunc(r.cells, func(c cell) bool { return c.absent != "" })
	})
}

func (p *plot) note(en, zh string) { p.notes = append(p.notes, class.Label{En: en, Zh: zh}) }

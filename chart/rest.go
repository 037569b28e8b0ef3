package chart

import (
	"cmp"
	"fmt"
	"slices"

	"dougong/class"
	"dougong/result"
)

// rank puts the rows in the order of the numbers, the rest last. An order that
// the table already has by one of the columns drawn is kept: the analysis chose
// it. It returns the series that orders.
func (p *plot) rank() int {
	by := func(s int) func(a, b row) int {
		return func(a, b row) int {
			return cmp.Or(cmpBool(a.rest, b.rest), cmpBool(!a.cells[s].has(), !b.cells[s].has()), cmp.Compare(b.cells[s].v, a.cells[s].v))
		}
	}
	for s := range p.series {
		if slices.IsSortedFunc(p.rows, by(s)) {
			return s
		}
	}
	slices.SortStableFunc(p.rows, by(0))
	return 0
}

// cmpBool puts false before true.
func cmpBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// most returns how many rows are shown when there is room for so many: as the
// figure says, and no more than fit.
func (p *plot) most(room int) int {
	if p.fig.Top > 0 {
		return max(1, min(p.fig.Top, room))
	}
	return max(1, room)
}

// cut returns at most n rows and, where some are left over, one rest behind them.
func (p *plot) cut(n int) []row {
	real := len(p.rows)
	for real > 0 && p.rows[real-1].rest {
		real--
	}
	if real <= n {
		return p.rows
	}
	return append(slices.Clone(p.rows[:n]), p.restOf(p.rows[n:]))
}

// inScale returns the rows that the axes have to hold, those of all panels.
func (p *plot) inScale(room int) []row {
	if p.whole == nil {
		return p.cut(p.most(room))
	}
	var rows []row
	for _, f := range p.whole.facets {
		rows = append(rows, f.cut(f.most(room))...)
	}
	return rows
}

// restOf makes one row of several.
func (p *plot) restOf(rows []row) row {
	rest := row{key: "rest", rest: true, table: -1, name: restName(rows)}
	for s := range p.series {
		rest.cells = append(rest.cells, p.restCell(rows, s))
	}
	return rest
}

func restName(rows []row) class.Label {
	counted := 0
	for _, r := range rows {
		if r.rest {
			return class.Label{En: "all others", Zh: "其余合计"}
		}
		counted++
	}
	return class.Label{En: fmt.Sprintf("%d others", counted), Zh: fmt.Sprintf("其余 %d 项", counted)}
}

// restCell adds up the cells of a series, or says what range they span.
func (p *plot) restCell(rows []row, s int) cell {
	var values []float64
	sum := 0.0
	for _, r := range rows {
		if c := r.cells[s]; c.has() {
			values = append(values, c.v)
			sum += c.v
		}
	}
	switch lo, hi := span(values); {
	case len(values) == 0:
		return cell{absent: result.NotAvailable}
	case p.series[s].additive:
		return cell{v: sum}
	default:
		return cell{spread: true, lo: lo, hi: hi}
	}
}

package audit

import (
	"math"

	"dougong/class"
	"dougong/iot"
)

// excess is a row or column that leaves the pattern: the error of a cell there
// lies between from and to.
type excess struct {
	at       int
	from, to float64
}

// suspects names cells that explain why one row and one column leave their
// pattern: their errors agree in sign and size, and no other pair's do. An error
// e = x - sum means that the cell is too small by e. What is left is tried as
// several errors in one row, or in one column, that add up.
func (r *Report) suspects() []iot.Finding {
	rows, cols := out(r.Rows), out(r.Columns)
	var list []iot.Finding
	for {
		i, j, ok := onlyPair(rows, cols)
		if !ok {
			break
		}
		list = append(list, r.suspect(rows[i], cols[j]))
		rows, cols = without(rows, i), without(cols, j)
	}
	switch {
	case len(rows) == 1 && len(cols) > 1 && agree(rows[0], total(cols)):
		for _, c := range cols {
			list = append(list, r.suspect(excess{rows[0].at, math.Inf(-1), math.Inf(1)}, c))
		}
	case len(cols) == 1 && len(rows) > 1 && agree(cols[0], total(rows)):
		for _, c := range rows {
			list = append(list, r.suspect(c, excess{cols[0].at, math.Inf(-1), math.Inf(1)}))
		}
	}
	return list
}

func out(s *Side) []excess {
	var list []excess
	for i := range s.Gap {
		if from, to, ok := s.Excess(i); ok {
			list = append(list, excess{i, from, to})
		}
	}
	return list
}

func agree(a, b excess) bool { return a.from <= b.to && b.from <= a.to }

// onlyPair finds a row and a column that agree with each other and with no other.
func onlyPair(rows, cols []excess) (row, col int, ok bool) {
	for i, r := range rows {
		j, unique := onlyMatch(r, cols)
		if !unique {
			continue
		}
		if back, unique := onlyMatch(cols[j], rows); unique && back == i {
			return i, j, true
		}
	}
	return 0, 0, false
}

func onlyMatch(a excess, among []excess) (at int, unique bool) {
	n := 0
	for i, b := range among {
		if agree(a, b) {
			at, n = i, n+1
		}
	}
	return at, n == 1
}

func total(list []excess) excess {
	var t excess
	for _, e := range list {
		t.from, t.to = t.from+e.from, t.to+e.to
	}
	return t
}

func without(list []excess, at int) []excess {
	return append(append([]excess(nil), list[:at]...), list[at+1:]...)
}

func (r *Report) suspect(row, col excess) iot.Finding {
	s := r.System
	from, to := math.Max(row.from, col.from), math.Min(row.to, col.to)
	e, value := (from+to)/2, s.Flows.At(row.at, col.at)
	size := r.money(math.Abs(e))
	if half := (to - from) / 2; half > 1e-6*math.Abs(e) {
		give := r.money(half)
		size.En, size.Zh = size.En+" ± "+give.En, size.Zh+" ± "+give.Zh
	}
	less := class.Label{En: "large", Zh: "大"}
	if e > 0 {
		less = class.Label{En: "small", Zh: "小"}
	}
	text := class.Label{En: "its row and its column miss output by the same amount: the cell is probably too " + less.En + " by " + size.En,
		Zh: "所在行与列以相同数额偏离总产出：该单元格很可能偏" + less.Zh + " " + size.Zh}
	if row.at == col.at {
		text.En += "; or output itself is wrong by as much"
		text.Zh += "；也可能是总产出本身有同样大小的误差"
	}
	f := finding("suspect-cell", iot.Fault, text)
	i, j := s.Industries.Key(row.at), s.Industries.Key(col.at)
	f.Block, f.Row, f.Col, f.Unit, f.Got, f.Want = s.Flows.Name, &i, &j, s.Unit, value, value+e
	f.Place = place(s.Flows.Origin, row.at, col.at)
	return f
}

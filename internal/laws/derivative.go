package laws

import (
	"context"
	"math"
	"testing"

	"dougong/iot"
	"dougong/result"
)

// SensitivitiesAreDerivatives nudges each published cell that an explanation
// lists, up and down, and compares what the answer does with the elasticity.
// Everything else, output above all, stays as published. It returns how many
// elasticities it compared.
func SensitivitiesAreDerivatives(t testing.TB, e *result.Entry, in *result.Input, params map[string]string) (compared int) {
	t.Helper()
	n := &nudger{TB: t, e: e, in: in, params: params, runs: map[nudge]*result.Result{}}
	r := Run(t, e, in, params)
	for _, table := range r.Tables {
		for _, row := range table.Rows {
			for c, column := range table.Columns {
				if v := row.Cells[c]; column.Kind == result.Number && v.Absent == "" {
					compared += n.compare(result.Cell{Table: table.ID, Row: row.Key, Column: column.ID}, v.Number)
				}
			}
		}
	}
	return compared
}

// step is the relative change of a cell; noise is how small a number must be to
// tell nothing of its changes.
const (
	step  = 1e-5
	noise = 1e-9
)

// nudger runs an entry on economies in which one cell differs.
type nudger struct {
	testing.TB
	e      *result.Entry
	in     *result.Input
	params map[string]string
	runs   map[nudge]*result.Result // nil where the cell is not published
}

// nudge is a cell of a block, and its factor.
type nudge struct {
	block    string
	row, col iot.Key
	by       float64
}

func (n *nudger) compare(at result.Cell, value float64) (compared int) {
	if math.Abs(value) < noise {
		return 0
	}
	w, err := n.e.Why(context.Background(), n.in, at)
	if err != nil {
		n.Errorf("%s %v: %v", n.e.ID, at, err)
		return 0
	}
	for _, s := range w.Sensitivities {
		up, ok := n.value(nudge{s.Block, s.Row, s.Col, 1 + step}, at)
		down, ok2 := n.value(nudge{s.Block, s.Row, s.Col, 1 - step}, at)
		if !ok || !ok2 {
			continue
		}
		compared++
		if got := (up - down) / value / (2 * step); math.Abs(got-s.Share) > 1e-6*math.Max(1, math.Abs(s.Share)) {
			n.Errorf("%s %v %v: %s %v × %v: elasticity %v; nudged %v", n.e.ID, n.params, at, s.Block, s.Row, s.Col, s.Share, got)
		}
	}
	return compared
}

// value is the cell of the answer where one cell of the economy differs; ok is
// false where that is not published, or another row stands in its place.
func (n *nudger) value(c nudge, at result.Cell) (float64, bool) {
	r, ran := n.runs[c]
	if !ran {
		if s := Nudge(n.TB, n.in.System, c.block, c.row, c.col, c.by); s != nil {
			r = Run(n.TB, n.e, In(s, n.in.Tags), n.params)
		}
		n.runs[c] = r
	}
	if r == nil {
		return 0, false
	}
	table, ok := r.Table(at.Table)
	if !ok {
		return 0, false
	}
	v, ok := table.Value(at.Row, at.Column)
	return v.Number, ok && v.Absent == ""
}

// Nudge multiplies one cell of a block and leaves all others as they are; nil
// where the system does not publish the block or the cell, such as imports added
// up over suppliers.
func Nudge(t testing.TB, s *iot.System, block string, row, col iot.Key, by float64) *iot.System {
	t.Helper()
	nudged := *s
	nudged.Extensions = nil
	blocks := []**iot.Table{&nudged.Flows, &nudged.FinalDemand, &nudged.Primary, &nudged.ImportFlows, &nudged.ImportFinalDemand}
	for _, e := range s.Extensions {
		copied := *e
		nudged.Extensions = append(nudged.Extensions, &copied)
		blocks = append(blocks, &copied.Flows)
	}
	for _, b := range blocks {
		if *b == nil || (*b).Name != block {
			continue
		}
		i, ok := (*b).Rows.Index(row)
		j, ok2 := (*b).Cols.Index(col)
		if ok && ok2 {
			*b = With(*b, func(d iot.Dense) { d[i][j] *= by })
			return again(t, nudged)
		}
	}
	return nil
}

// With returns a table whose numbers were changed in a copy.
func With(t *iot.Table, change func(d iot.Dense)) *iot.Table {
	d := iot.NewDense(t.Rows.Len(), t.Cols.Len())
	for i := range d {
		copy(d[i], t.Row(i, nil))
	}
	change(d)
	return iot.NewTable(t.Name, t.Rows, t.Cols, t.Unit, t.Origin, d)
}

func again(t testing.TB, s iot.System) *iot.System {
	t.Helper()
	made, err := iot.NewSystem(s)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

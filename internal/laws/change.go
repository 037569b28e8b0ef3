package laws

import (
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"dougong/iot"
	"dougong/result"
)

// Permutes wants the same rows, by key, when the industries stand in another order.
func Permutes(t testing.TB, e *result.Entry, in *result.Input, params map[string]string) {
	t.Helper()
	order := rand.New(rand.NewPCG(1, uint64(in.System.N()))).Perm(in.System.N())
	other := In(Permuted(t, in.System, order), in.Tags)
	same(t, e.ID+" permuted", Run(t, e, in, params), Run(t, e, other, params), func(iot.Unit) float64 { return 1 })
}

// Scales wants money times as much, and all else as it was, in another currency.
func Scales(t testing.TB, e *result.Entry, in *result.Input, params map[string]string) {
	t.Helper()
	const by = 7.25
	other := In(Scaled(t, in.System, by), in.Tags)
	money := in.System.Unit
	same(t, e.ID+" scaled", Run(t, e, in, params), Run(t, e, other, params), func(u iot.Unit) float64 {
		switch {
		case u == money:
			return by
		case strings.HasSuffix(u.Symbol, " / "+money.String()):
			return 1 / by
		}
		return 1
	})
}

// same compares two answers row by key: numbers of b are those of a times the
// factor of their unit. Of names only those that are explained are compared,
// since others may speak of amounts.
func same(t testing.TB, what string, a, b *result.Result, factor func(iot.Unit) float64) {
	t.Helper()
	if len(a.Tables) != len(b.Tables) {
		t.Errorf("%s: got %d tables; want %d", what, len(b.Tables), len(a.Tables))
		return
	}
	for k, table := range a.Tables {
		other := b.Tables[k]
		if len(table.Rows) != len(other.Rows) {
			t.Errorf("%s: %s: got %d rows; want %d", what, table.ID, len(other.Rows), len(table.Rows))
		}
		for _, row := range table.Rows {
			found, ok := other.Find(row.Key)
			if !ok {
				t.Errorf("%s: %s: no row %s", what, table.ID, row.Key)
				continue
			}
			for c, column := range table.Columns {
				want, got := row.Cells[c], found.Cells[c]
				times := factor(unitOf(table, row, column, a.Data.Unit)) * want.Number
				if got.Absent != want.Absent || got.Flag != want.Flag || (column.Why && got.Text != want.Text) ||
					!(math.Abs(got.Number-times) <= 1e-11*(1+math.Abs(times))) {
					t.Errorf("%s: %s %s %s: got %+v; want %+v times %v", what, table.ID, row.Key, column.ID, got, want, times/want.Number)
				}
			}
		}
	}
}

// unitOf is the unit of a cell: its column's, or what the column "unit" says.
func unitOf(table *result.Table, row result.Row, column result.Column, money iot.Unit) iot.Unit {
	if c, ok := table.Column("unit"); ok && row.Cells[c].Text.En == money.String() {
		return money
	}
	return column.Unit
}

// Permuted returns the system with its industries in another order: position i
// holds what stood at order[i].
func Permuted(t testing.TB, s *iot.System, order []int) *iot.System {
	t.Helper()
	p := *s
	pick := func(v []float64) []float64 {
		if v == nil {
			return nil
		}
		picked := make([]float64, len(order))
		for i, o := range order {
			picked[i] = v[o]
		}
		return picked
	}
	p.Industries = s.Industries.Select(order)
	p.Flows, p.ImportFlows = selected(s.Flows, order, order), selected(s.ImportFlows, order, order)
	p.FinalDemand, p.ImportFinalDemand = selected(s.FinalDemand, order, nil), selected(s.ImportFinalDemand, order, nil)
	p.Primary = selected(s.Primary, nil, order)
	p.Output, p.OutputOrigin = pick(s.Output), s.OutputOrigin.Select(order, []int{0})
	p.ImportColumn, p.ImportOrigin = pick(s.ImportColumn), s.ImportOrigin.Select(order, []int{0})
	p.Extensions = nil
	for _, e := range s.Extensions {
		moved := *e
		moved.Flows = selected(e.Flows, nil, order)
		p.Extensions = append(p.Extensions, &moved)
	}
	return again(t, p)
}

func selected(t *iot.Table, rows, cols []int) *iot.Table {
	if t == nil {
		return nil
	}
	return t.Select(t.Name, rows, cols)
}

// Scaled returns the system in a currency of which it takes by times as much.
func Scaled(t testing.TB, s *iot.System, by float64) *iot.System {
	t.Helper()
	c := *s
	times := func(v []float64) []float64 {
		if v == nil {
			return nil
		}
		scaled := make([]float64, len(v))
		for i := range v {
			scaled[i] = by * v[i]
		}
		return scaled
	}
	for _, b := range []**iot.Table{&c.Flows, &c.FinalDemand, &c.Primary, &c.ImportFlows, &c.ImportFinalDemand} {
		if *b != nil {
			*b = With(*b, func(d iot.Dense) {
				for i := range d {
					copy(d[i], times(d[i]))
				}
			})
		}
	}
	c.Output, c.ImportColumn = times(s.Output), times(s.ImportColumn)
	return again(t, c)
}

package dependence_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"dougong/dependence"
	"dougong/iot"
	"dougong/result"
)

// small are parameters with which each entry runs on a small world and its
// national tables.
func small(e *result.Entry, sys *iot.System) map[string]string {
	all := map[string]string{"economy": "B", "sector": "c1", "product": "c2", "supplier": "A", "top": "3", "threshold": "0.02"}
	params := map[string]string{}
	for _, p := range e.Params {
		if (p.ID == "economy" || p.ID == "supplier") && !sys.MultiRegion() {
			continue
		}
		if value, ok := all[p.ID]; ok {
			params[p.ID] = value
		}
	}
	return params
}

func needsWorld(e *result.Entry) bool {
	for _, n := range e.Needs {
		if n == result.NeedMultiRegion {
			return true
		}
	}
	return false
}

// TestWhyExplainsEveryNumber asks every number of every answer why, and wants
// the same value back, from terms that add up to it.
func TestWhyExplainsEveryNumber(t *testing.T) {
	for _, sys := range []*iot.System{randomWorld(3, 5, 1), randomSplit(t, 5, 2), randomWorld(2, 1, 3)} {
		for _, e := range dependence.Entries() {
			if needsWorld(e) && !sys.MultiRegion() {
				continue
			}
			params := small(e, sys)
			if sys.N() == 2 {
				delete(params, "product")
				params["product"] = "c1"
				if e.ID != "exposure" {
					delete(params, "product")
				}
			}
			in := &result.Input{System: sys, Memo: result.NewMemo()}
			r := run(t, e, in, params)
			for _, table := range r.Tables {
				explainTable(t, e, in, table)
			}
		}
	}
}

func explainTable(t *testing.T, e *result.Entry, in *result.Input, table *result.Table) {
	for _, row := range table.Rows {
		for c, column := range table.Columns {
			at := result.Cell{Table: table.ID, Row: row.Key, Column: column.ID}
			number := column.Kind == result.Number || column.Kind == result.Integer
			if number && !column.Why {
				t.Errorf("%s %s: column %s cannot be explained", e.ID, table.ID, column.ID)
			}
			w, err := e.Why(context.Background(), in, at)
			if !column.Why || row.Cells[c].Absent != "" {
				if err == nil {
					t.Errorf("%s %v: explained; want an error for a cell without a number", e.ID, at)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s %v: %v", e.ID, at, err)
				continue
			}
			explainCell(t, e.ID, at, column, row.Cells[c].Number, w)
		}
	}
}

func explainCell(t *testing.T, entry string, at result.Cell, column result.Column, value float64, w *result.Why) {
	tolerance := 1e-11 * (1 + math.Abs(value))
	if column.Kind == result.Flag {
		if len(w.Binding) == 0 {
			t.Errorf("%s %v: no binding; want what the flag hangs on", entry, at)
		}
	} else if math.Abs(w.Value-value) > tolerance {
		t.Errorf("%s %v: why says %v; the table %v", entry, at, w.Value, value)
	}
	if off := w.Check(); math.Abs(off) > tolerance {
		t.Errorf("%s %v: terms miss the value by %v", entry, at, off)
	}
	if w.Value != 0 && len(w.Terms) == 0 {
		t.Errorf("%s %v: no terms", entry, at)
	}
	if len(w.Rounds) > 0 {
		off := w.Value
		for _, r := range w.Rounds {
			off -= r.Value
		}
		if math.Abs(off) > tolerance {
			t.Errorf("%s %v: rounds miss the value by %v", entry, at, off)
		}
	}
	if w.Formula == "" || strings.Contains(w.Formula, "NaN") || w.Definition.En == "" || w.Label.Zh == "" {
		t.Errorf("%s %v: formula %q, definition %q, label %q; want all", entry, at, w.Formula, w.Definition.En, w.Label.Zh)
	}
	for _, s := range w.Sensitivities {
		if math.IsNaN(s.Share) || math.IsInf(s.Share, 0) {
			t.Errorf("%s %v: sensitivity %v is %v", entry, at, s.Label, s.Share)
		}
	}
}

// TestSensitivitiesAreDerivatives nudges a flow by a little and compares what
// the answer does with what its elasticity says. The recipe changes, output and
// value added per unit do not.
func TestSensitivitiesAreDerivatives(t *testing.T) {
	sys := randomWorld(3, 4, 7)
	entry := dependence.Entries()[0]
	for _, at := range []result.Cell{
		{Table: "sectors", Row: "B_c3", Column: "total"},
		{Table: "sectors", Row: "B_c3", Column: "hidden"},
		{Table: "by-economy", Row: "A", Column: "of_total"},
		{Table: "by-industry", Row: "A_c4", Column: "direct"},
		{Table: "paths", Row: "c3", Column: "of_total"},
		{Table: "paths", Row: "rest", Column: "value"},
	} {
		in := &result.Input{System: sys, Memo: result.NewMemo()}
		before := cell(t, run(t, entry, in, map[string]string{"economy": "B", "sector": "c3"}), at.Table, at.Row, at.Column)
		w, err := entry.Why(context.Background(), in, at)
		if err != nil {
			t.Fatal(err)
		}
		if len(w.Sensitivities) == 0 {
			t.Errorf("%v: no sensitivities", at)
		}
		for _, s := range w.Sensitivities[:min(4, len(w.Sensitivities))] {
			const step = 1e-6
			nudged := &result.Input{System: nudge(t, sys, s, 1+step), Memo: result.NewMemo()}
			after := cell(t, run(t, entry, nudged, map[string]string{"economy": "B", "sector": "c3"}), at.Table, at.Row, at.Column)
			near(t, s.Label.En+" on "+at.Column, (after/before-1)/step, s.Share, 1e-4)
		}
	}
}

// nudge multiplies one flow; output stays as it is.
func nudge(t *testing.T, sys *iot.System, s result.Sensitivity, by float64) *iot.System {
	t.Helper()
	if s.Block != "Flows" {
		t.Fatalf("nudge: block %s; want Flows", s.Block)
	}
	i, ok := sys.Industries.Index(s.Row)
	j, ok2 := sys.Industries.Index(s.Col)
	if !ok || !ok2 {
		t.Fatalf("nudge: no cell %v × %v", s.Row, s.Col)
	}
	z := iot.NewDense(sys.N(), sys.N())
	for r := range z {
		copy(z[r], sys.Flows.Row(r, nil))
	}
	z[i][j] *= by
	nudged := *sys
	nudged.Flows = iot.NewTable("Flows", sys.Industries, sys.Industries, sys.Unit, sys.Flows.Origin, z)
	again, err := iot.NewSystem(nudged)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

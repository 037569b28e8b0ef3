package structure_test

import (
	"context"
	"math"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
	"dougong/structure"
)

// TestWhyExplainsEveryNumber asks every number of every answer why, and wants
// the same value back, from terms that add up to it.
func TestWhyExplainsEveryNumber(t *testing.T) {
	for _, economies := range []int{1, 3} {
		for _, params := range []map[string]string{
			{"group-a": "g", "group-b": "h", "top": "2"},
			{"group-a": "p", "group-b": "q", "top": "1", "measure": "value-added"},
		} {
			in := random(economies, 7, 3)
			if economies > 1 {
				params["economy"] = "B"
			}
			for _, e := range structure.Entries() {
				given := map[string]string{}
				for _, p := range e.Params {
					if v, ok := params[p.ID]; ok {
						given[p.ID] = v
					}
				}
				r := mustRun(t, e, in, given)
				for _, table := range r.Tables {
					explainTable(t, e, in, table)
				}
			}
		}
	}
}

func explainTable(t *testing.T, e *result.Entry, in *result.Input, table *result.Table) {
	for _, row := range table.Rows {
		for c, column := range table.Columns {
			at := result.Cell{Table: table.ID, Row: row.Key, Column: column.ID}
			if column.Kind == result.Number && !column.Why {
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
			value := row.Cells[c].Number
			tolerance := 1e-11 * (1 + math.Abs(value))
			if math.Abs(w.Value-value) > tolerance {
				t.Errorf("%s %v: why says %v; the table %v", e.ID, at, w.Value, value)
			}
			if off := w.Check(); math.Abs(off) > tolerance {
				t.Errorf("%s %v: terms miss the value by %v", e.ID, at, off)
			}
			if math.Abs(value) > 1e-9 && (len(w.Terms) == 0 || w.Formula == "" || w.Label.Zh == "") {
				t.Errorf("%s %v: terms %d, formula %q, label %q; want all", e.ID, at, len(w.Terms), w.Formula, w.Label.Zh)
			}
			for _, s := range w.Sensitivities {
				if math.IsNaN(s.Share) || math.IsInf(s.Share, 0) {
					t.Errorf("%s %v: sensitivity %v is %v", e.ID, at, s.Label, s.Share)
				}
			}
		}
	}
}

// TestSensitivitiesAreDerivatives nudges a flow and compares what the effects of
// a divided sector do with what their elasticities say.
func TestSensitivitiesAreDerivatives(t *testing.T) {
	in, e := random(1, 6, 8), entry(t, "blocks")
	params := map[string]string{"group-a": "p", "group-b": "g"}
	before := mustRun(t, e, in, params)
	for _, column := range []string{"own", "via_rest", "feedback", "spill_other", "spill_rest", "total"} {
		at := result.Cell{Table: "sectors", Row: "c6/p", Column: column}
		w, err := e.Why(context.Background(), in, at)
		if err != nil {
			t.Fatal(err)
		}
		if len(w.Sensitivities) == 0 {
			t.Errorf("%s: no sensitivities", column)
		}
		for _, s := range w.Sensitivities[:min(3, len(w.Sensitivities))] {
			const step = 1e-6
			nudged := &result.Input{System: nudge(t, in.System, s, 1+step), Tags: in.Tags, Memo: result.NewMemo()}
			after := cell(t, mustRun(t, e, nudged, params), "sectors", "c6/p", column)
			near(t, column+" "+s.Row.String()+" "+s.Col.String(), (after/cell(t, before, "sectors", "c6/p", column)-1)/step, s.Share, 1e-4)
		}
	}
}

// nudge multiplies one flow; output stays as it is.
func nudge(t *testing.T, sys *iot.System, s result.Sensitivity, by float64) *iot.System {
	t.Helper()
	i, ok := sys.Industries.Index(s.Row)
	j, ok2 := sys.Industries.Index(s.Col)
	if s.Block != "Flows" || !ok || !ok2 {
		t.Fatalf("nudge: no flow %s %v × %v", s.Block, s.Row, s.Col)
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

// TestEntriesAreComplete: both languages, formula, limits, citation, example.
func TestEntriesAreComplete(t *testing.T) {
	for _, e := range structure.Entries() {
		labels := append([]class.Label{e.Label, e.Question}, e.Limits...)
		for _, spec := range e.Tables {
			labels = append(labels, spec.Label)
			for _, c := range spec.Columns {
				labels = append(labels, c.Label, c.Definition)
			}
		}
		params := map[string]string{}
		if e.ID == "blocks" {
			params = map[string]string{"group-a": "g", "group-b": "h"}
		}
		r := mustRun(t, e, random(1, 7, 4), params)
		labels = append(labels, r.Headline...)
		for _, l := range labels {
			if missing := l.Missing(); len(missing) > 0 {
				t.Errorf("%s: %q lacks %v", e.ID, l.En+l.Zh, missing)
			}
		}
		if e.Formula == "" || len(e.Citation) == 0 || len(e.Limits) == 0 || e.Example == "" || len(r.Headline) == 0 || e.Verb != result.See {
			t.Errorf("%s: formula, citation, limits, example, headline or verb missing", e.ID)
		}
		for _, f := range r.Figures {
			table, ok := r.Table(f.Table)
			if !ok {
				t.Fatalf("%s: figure %s draws table %s; there is none", e.ID, f.ID, f.Table)
			}
			for _, c := range append([]string{f.Label, f.From, f.To}, f.Values...) {
				if _, ok := table.Column(c); c != "" && !ok {
					t.Errorf("%s: figure %s draws column %s; there is none", e.ID, f.ID, c)
				}
			}
		}
	}
}

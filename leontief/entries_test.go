package leontief_test

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"runtime"
	"strings"
	"testing"

	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
)

// run resolves parameters and runs an entry.
func run(t testing.TB, e *result.Entry, in *result.Input, params map[string]string) *result.Result {
	t.Helper()
	values, err := e.Resolve(params, in.System, nil)
	if err != nil {
		t.Fatal(err)
	}
	in.Params = values
	r, err := e.Run(context.Background(), in)
	if err != nil {
		t.Fatalf("%s: %v", e.ID, err)
	}
	return r
}

func entry(t testing.TB, id string) *result.Entry {
	t.Helper()
	for _, e := range leontief.Entries() {
		if e.ID == id {
			return e
		}
	}
	t.Fatalf("no entry %q", id)
	return nil
}

// variants are the parameters with which each entry is tried.
func variants(id string, world bool) []map[string]string {
	all := map[string][]map[string]string{
		"multipliers": {{}, {"technology": "total"}},
		"linkages":    {{}, {"forward": "leontief"}, {"technology": "total"}},
		"position":    {{}},
		"paths":       {{"sector": "s01", "top": "5"}, {"account": "employment", "top": "3"}, {"account": "income", "top": "4", "technology": "total"}, {"account": "output", "top": "4"}},
		"close":       {{"sector": "s01"}, {"sector": "s01", "top": "2"}},
		"close-all":   {{}, {"top": "2"}},
	}[id]
	if id == "close" {
		for _, kind := range leontief.Kinds {
			all = append(all, map[string]string{"sector": "s01,s02", "kind": string(kind), "share": "0.6", "top": "3"})
		}
	}
	if !world {
		return all
	}
	var more []map[string]string
	for _, v := range all {
		for _, scope := range []string{"national", "world"} {
			w := map[string]string{"economy": "RB", "scope": scope}
			for k, s := range v {
				w[k] = s
			}
			more = append(more, w)
		}
		if id == "paths" || id == "close" || id == "close-all" {
			w := map[string]string{}
			for k, s := range v {
				w[k] = s
			}
			more = append(more, w) // everywhere
		}
	}
	return more
}

// TestWhyExplainsEveryNumber asks every number of every answer why, and wants
// the same value back, from terms that add up to it.
func TestWhyExplainsEveryNumber(t *testing.T) {
	for _, sys := range []*iot.System{economy(t, 1, 5, 3), economy(t, 3, 3, 5), economy(t, 1, 2, 1), withZero(t)} {
		for _, e := range leontief.Entries() {
			for _, params := range variants(e.ID, sys.MultiRegion()) {
				in := &result.Input{System: sys, Memo: result.NewMemo()}
				r := run(t, e, in, params)
				if len(r.Tables) == 0 || len(r.Headline) == 0 {
					t.Errorf("%s %v: %d tables, %d sentences; want some", e.ID, params, len(r.Tables), len(r.Headline))
				}
				for _, l := range r.Headline {
					if len(l.Missing()) > 0 || strings.Contains(l.En, "NaN") || strings.Contains(l.En, "  ") {
						t.Errorf("%s %v: headline %q / %q", e.ID, params, l.En, l.Zh)
					}
				}
				for _, table := range r.Tables {
					explainTable(t, e, in, table)
				}
			}
		}
	}
}

// withZero is an economy whose last sector makes nothing.
func withZero(t *testing.T) *iot.System {
	sys := *economy(t, 1, 4, 8)
	z, x := iot.NewDense(4, 4), append([]float64(nil), sys.Output...)
	x[3] = 0
	for i := range 3 {
		for j := range 3 {
			z[i][j] = sys.Flows.At(i, j)
		}
	}
	sys.Flows, sys.Output = iot.NewTable("Flows", sys.Industries, sys.Industries, sys.Unit, sys.Flows.Origin, z), x
	again, err := iot.NewSystem(sys)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func explainTable(t *testing.T, e *result.Entry, in *result.Input, table *result.Table) {
	for _, row := range table.Rows {
		for c, column := range table.Columns {
			at := result.Cell{Table: table.ID, Row: row.Key, Column: column.ID}
			if number := column.Kind == result.Number || column.Kind == result.Integer; number && !column.Why {
				t.Errorf("%s %s: column %s cannot be explained", e.ID, table.ID, column.ID)
			}
			if !column.Why || row.Cells[c].Absent != "" {
				continue
			}
			w, err := e.Why(context.Background(), in, at)
			if err != nil {
				if column.Kind != result.Name {
					t.Errorf("%s %v: %v", e.ID, at, err)
				}
				continue
			}
			explainCell(t, e.ID, at, column, row.Cells[c].Number, w)
		}
	}
}

func explainCell(t *testing.T, id string, at result.Cell, column result.Column, value float64, w *result.Why) {
	tolerance := 1e-10 * (1 + math.Abs(value))
	if column.Kind == result.Name {
		if len(w.Binding) == 0 || w.Formula == "" {
			t.Errorf("%s %v: no binding; want what the class hangs on", id, at)
		}
		return
	}
	if math.Abs(w.Value-value) > tolerance {
		t.Errorf("%s %v: why says %v; the table %v", id, at, w.Value, value)
	}
	if off := w.Check(); math.Abs(off) > tolerance {
		t.Errorf("%s %v: terms miss the value by %v", id, at, off)
	}
	if w.Value != 0 && len(w.Terms) == 0 {
		t.Errorf("%s %v: no terms", id, at)
	}
	if len(w.Rounds) > 0 {
		off := w.Value
		for _, r := range w.Rounds {
			off -= r.Value
		}
		if math.Abs(off) > tolerance {
			t.Errorf("%s %v: rounds miss the value by %v", id, at, off)
		}
	}
	if w.Formula == "" || strings.Contains(w.Formula, "NaN") || w.Definition.Zh == "" || w.Label.Zh == "" {
		t.Errorf("%s %v: formula %q, definition %q, label %q; want all", id, at, w.Formula, w.Definition.En, w.Label.Zh)
	}
	for _, s := range w.Sensitivities {
		if math.IsNaN(s.Share) || math.IsInf(s.Share, 0) {
			t.Errorf("%s %v: sensitivity %v is %v", id, at, s.Label, s.Share)
		}
	}
}

// TestSensitivitiesAreDerivatives nudges the cells that an explanation lists and
// compares what the answer does with the elasticity. Output stays as published.
func TestSensitivitiesAreDerivatives(t *testing.T) {
	sys := economy(t, 3, 3, 11)
	one := economy(t, 1, 4, 12)
	type where struct {
		sys    *iot.System
		entry  string
		params map[string]string
		table  string
		row    string
	}
	places := []where{
		{sys, "linkages", map[string]string{"economy": "RB", "scope": "world"}, "linkages", "RB_s02"},
		{sys, "linkages", map[string]string{"economy": "RB", "scope": "world", "forward": "leontief"}, "linkages", "RB_s01"},
		{sys, "multipliers", map[string]string{"economy": "RA", "scope": "world"}, "output", "RA_s03"},
		{one, "multipliers", nil, "output", "s03"},
		{one, "multipliers", nil, "income", "s02"},
		{one, "multipliers", nil, "employment", "s01"},
		{one, "position", nil, "position", "s02"},
		{sys, "paths", map[string]string{"economy": "RC", "sector": "s01", "top": "4"}, "paths", "rest"},
		{sys, "close-all", map[string]string{"economy": "RA", "top": "0"}, "closures", "RA_s02"},
	}
	for _, kind := range leontief.Kinds {
		for _, share := range []string{"1", "0.6"} {
			params := map[string]string{"economy": "RB", "sector": "s01,s03", "kind": string(kind), "share": share, "top": "4"}
			places = append(places, where{sys, "close", params, "total", "others-home"}, where{sys, "close", params, "total", "value-added"},
				where{sys, "close", params, "losses", "rest"}, where{sys, "close", params, "losses", "RB_s01"})
		}
	}
	checked := 0
	for _, p := range places {
		e := entry(t, p.entry)
		in := &result.Input{System: p.sys, Memo: result.NewMemo()}
		r := run(t, e, in, p.params)
		table, _ := r.Table(p.table)
		row, ok := table.Find(p.row)
		if !ok {
			continue
		}
		for c, column := range table.Columns {
			if column.Kind != result.Number || row.Cells[c].Absent != "" || row.Cells[c].Number == 0 {
				continue
			}
			w, err := e.Why(context.Background(), in, result.Cell{Table: p.table, Row: p.row, Column: column.ID})
			if err != nil {
				t.Fatal(err)
			}
			for k, s := range w.Sensitivities {
				const step = 1e-6
				nudged := nudge(t, p.sys, s, 1+step)
				if nudged == nil || k > 5 {
					continue
				}
				again := run(t, e, &result.Input{System: nudged, Memo: result.NewMemo()}, p.params)
				after, ok := again.Tables[0].Value(p.row, column.ID)
				if t2, has := again.Table(p.table); has {
					after, ok = t2.Value(p.row, column.ID)
				}
				if !ok {
					continue // another row in its place
				}
				checked++
				before := row.Cells[c].Number
				got := (after.Number/before - 1) / step
				if math.Abs(got-s.Share) > 2e-4*math.Max(1, math.Abs(s.Share)) {
					t.Errorf("%s %v %s %s %s: %s %s: elasticity %v; nudged %v", p.entry, p.params, p.table, p.row, column.ID, s.Block, s.Label.En, s.Share, got)
				}
			}
		}
	}
	if checked < 300 {
		t.Errorf("only %d elasticities compared", checked)
	}
}

// nudge multiplies one cell; nil for blocks that are not published as such.
func nudge(t *testing.T, sys *iot.System, s result.Sensitivity, by float64) *iot.System {
	t.Helper()
	nudged := *sys
	ext := *sys.Extensions[0]
	tables := map[string]**iot.Table{"Flows": &nudged.Flows, "FinalDemand": &nudged.FinalDemand, "Primary": &nudged.Primary, "ImportFinalDemand": &nudged.ImportFinalDemand, "Employment": &ext.Flows}
	at, ok := tables[s.Block]
	if !ok {
		return nil
	}
	old := *at
	i, ok1 := old.Rows.Index(s.Row)
	j, ok2 := old.Cols.Index(s.Col)
	if !ok1 || !ok2 {
		t.Fatalf("no cell %v × %v in %s", s.Row, s.Col, s.Block)
	}
	d := iot.NewDense(old.Rows.Len(), old.Cols.Len())
	for r := range d {
		copy(d[r], old.Row(r, nil))
	}
	d[i][j] *= by
	*at = iot.NewTable(old.Name, old.Rows, old.Cols, old.Unit, old.Origin, d)
	nudged.Extensions = []*iot.Extension{&ext}
	again, err := iot.NewSystem(nudged)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

// TestSameBytesAtAnyParallelism runs every entry on one processor and on sixteen.
func TestSameBytesAtAnyParallelism(t *testing.T) {
	sys := economy(t, 5, 24, 2)
	answers := func(procs int) []byte {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		var all bytes.Buffer
		for _, e := range leontief.Entries() {
			for _, params := range variants(e.ID, true) {
				r := run(t, e, &result.Input{System: sys, Memo: result.NewMemo()}, params)
				if err := json.NewEncoder(&all).Encode(r); err != nil {
					t.Fatal(err)
				}
			}
		}
		return all.Bytes()
	}
	if !bytes.Equal(answers(1), answers(16)) {
		t.Error("answers differ between one processor and sixteen; want the same bytes")
	}
}

// TestEntriesAreComplete wants every text in two languages.
func TestEntriesAreComplete(t *testing.T) {
	for _, e := range leontief.Entries() {
		if e.Formula == "" || len(e.Citation) == 0 || len(e.Limits) == 0 || !strings.HasPrefix(e.Example, "dougong "+string(e.Verb)+" "+e.ID) {
			t.Errorf("%s: formula, citation, limits and example are not all there", e.ID)
		}
		labels := append(e.Limits, e.Label, e.Question)
		for _, p := range e.Params {
			labels = append(labels, p.Label, p.Help)
		}
		for _, table := range e.Tables {
			for _, c := range table.Columns {
				labels = append(labels, c.Label, c.Definition)
			}
		}
		for _, l := range labels {
			if len(l.Missing()) > 0 {
				t.Errorf("%s: %q / %q is missing a language", e.ID, l.En, l.Zh)
			}
		}
	}
}

// TestParameterMistakes are answered with what to give.
func TestParameterMistakes(t *testing.T) {
	sys := economy(t, 2, 2, 1)
	e := entry(t, "close")
	in := &result.Input{System: sys, Memo: result.NewMemo()}
	var err error
	if in.Params, err = e.Resolve(map[string]string{"sector": "s01", "scope": "national"}, sys, nil); err != nil {
		t.Fatal(err)
	}
	_, err = e.Run(context.Background(), in)
	if err == nil || !strings.Contains(err.Error(), "close: --economy is missing") {
		t.Errorf("got %v; want the economy asked for", err)
	}
}

// BenchmarkWorldWhy explains cells of WIOD 2011 with the model factored.
func BenchmarkWorldWhy(b *testing.B) {
	in := &result.Input{System: world(b).System(), Memo: result.NewMemo()}
	for _, c := range []struct {
		entry  string
		params map[string]string
		at     result.Cell
	}{
		{"linkages", map[string]string{"economy": "CHN", "scope": "world"}, result.Cell{Table: "linkages", Row: "CHN_c14", Column: "backward_index"}},
		{"linkages", map[string]string{"economy": "CHN", "scope": "world"}, result.Cell{Table: "linkages", Row: "CHN_c14", Column: "forward_variation"}},
		{"position", map[string]string{"economy": "CHN"}, result.Cell{Table: "position", Row: "CHN_c14", Column: "upstreamness"}},
		{"multipliers", map[string]string{"economy": "CHN", "scope": "world"}, result.Cell{Table: "value-added", Row: "CHN_c14", Column: "total"}},
		{"close", map[string]string{"economy": "CHN", "sector": "c14"}, result.Cell{Table: "total", Row: "output", Column: "loss"}},
		{"close", map[string]string{"economy": "CHN", "sector": "c14"}, result.Cell{Table: "losses", Row: "CHN_c12", Column: "share"}},
		{"close", map[string]string{"sector": "c14"}, result.Cell{Table: "total", Row: "value-added", Column: "share"}},
		{"close-all", map[string]string{"economy": "CHN"}, result.Cell{Table: "closures", Row: "CHN_c14", Column: "value_added_share"}},
		{"paths", map[string]string{"economy": "CHN", "sector": "c14"}, result.Cell{Table: "paths", Row: "rest", Column: "share"}},
	} {
		e := entry(b, c.entry)
		run(b, e, in, c.params)
		b.Run(c.entry+"/"+c.at.Row+"/"+c.at.Column, func(b *testing.B) {
			for b.Loop() {
				w, err := e.Why(context.Background(), in, c.at)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(w.Value, "value")
			}
		})
	}
}

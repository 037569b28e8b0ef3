package laws_test

import (
	"context"
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"

	"dougong/class"
	"dougong/internal/laws"
	"dougong/iot"
	"dougong/result"
)

// TestEconomiesBalance: rows and columns add up, or miss as they were asked to,
// and every option is there.
func TestEconomiesBalance(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {1, 24}, {2, 1}, {4, 6}} {
		for _, imports := range []iot.ImportTreatment{iot.ImportsInside, iot.ImportSplit, iot.ImportsColumn} {
			for _, odd := range []bool{false, true} {
				e := laws.Economy{Regions: size[0], Sectors: size[1], Seed: 3, Imports: imports, Residuals: odd, Falling: odd, Dense: odd, Idle: odd && size[1] > 1}
				s := e.System()
				for i, x := range s.Output {
					for side, r := range map[string]float64{"row": s.RowResidual()[i], "column": s.ColumnResidual()[i]} {
						idle := x == 0 // its stocks fall all the same
						if off := math.Abs(r) > 1e-10*x; off != (odd && (!idle || side == "row")) || !idle && math.Abs(r) > x/50 {
							t.Errorf("%+v: %s %d misses %v by %v", e, side, i, x, r)
						}
					}
					if idle := e.Idle && i%size[1] == size[1]-1; (x == 0) != idle || x < 0 {
						t.Errorf("%+v: output %d is %v", e, i, x)
					}
				}
				if s.ValueAdded()[0] <= 0 || s.Imports != imports {
					t.Errorf("%+v: value added %v, imports %s", e, s.ValueAdded()[0], s.Imports)
				}
			}
		}
	}
}

// recorder is a test that keeps what is wrong instead of failing.
type recorder struct {
	testing.TB
	faults []string
}

func (r *recorder) Helper() {}

func (r *recorder) Errorf(format string, args ...any) {
	r.faults = append(r.faults, fmt.Sprintf(format, args...))
}

// planted is an entry with one row an industry: its output, from the accounts.
// fault spoils one thing of it.
func planted(fault string) *result.Entry {
	l := class.Label{En: "output", Zh: "总产出"}
	e := &result.Entry{ID: "planted", Verb: result.See, Tables: []result.TableSpec{{ID: "t", Label: l, Columns: []result.Column{
		{ID: "x", Label: l, Kind: result.Number, Money: true, Definition: l, Why: true},
		{ID: "large", Label: l, Kind: result.Flag, Definition: l, Why: true}}}}}
	return result.Trace(e, func(_ context.Context, in *result.Input, a *result.Answer) error {
		s := in.System
		if fault != "headline" {
			a.Say("output", "总产出")
		}
		for i, sold := range s.Flows.RowSums() {
			key, z := s.Industries.Key(i).String(), sold
			switch {
			case fault == "order" && i == 0:
				z = s.Flows.At(0, 0)
			case fault == "currency":
				z++
			case fault == "processors":
				z += float64(runtime.GOMAXPROCS(0))
			}
			a.Add("t", key, l, result.Traced{Value: result.Num(z), Explain: func(w *result.Why) { explain(w, s, i, z, fault) }},
				result.Traced{Value: result.Yes(z > 1), Explain: func(w *result.Why) {
					if w.Formula = "z > 1"; fault != "binding" {
						w.Binding = []class.Label{l}
					}
				}})
		}
		return nil
	})
}

func explain(w *result.Why, s *iot.System, i int, z float64, fault string) {
	w.Value, w.Formula = z, "Σ z"
	if fault == "value" {
		w.Value *= 1.001
	}
	w.Terms = []result.Term{{Value: z}}
	share := s.Flows.At(i, 0) / z
	switch fault {
	case "terms":
		w.Terms[0].Value *= 1.001
	case "rounds":
		w.Rounds = []result.Term{{Value: z / 2}}
	case "elasticity":
		share *= 1.01
	case "formula":
		w.Formula = ""
	case "unit":
		w.Unit = iot.Unit{}
	}
	w.Sensitivities = []result.Sensitivity{{Block: "Flows", Row: s.Industries.Key(i), Col: s.Industries.Key(0), Share: share}}
}

// TestFaultsAreFound plants one fault at a time; each law finds its own.
func TestFaultsAreFound(t *testing.T) {
	derivatives := func(t testing.TB, e *result.Entry, in *result.Input, p map[string]string) {
		if n := laws.SensitivitiesAreDerivatives(t, e, in, p); n != 4 {
			t.Errorf("compared %d elasticities; want 4", n)
		}
	}
	for fault, law := range map[string]func(testing.TB, *result.Entry, *result.Input, map[string]string){
		"headline": laws.ExplainsEveryNumber, "value": laws.ExplainsEveryNumber, "terms": laws.ExplainsEveryNumber, "rounds": laws.ExplainsEveryNumber,
		"formula": laws.ExplainsEveryNumber, "unit": laws.ExplainsEveryNumber, "binding": laws.ExplainsEveryNumber,
		"elasticity": derivatives, "order": laws.Permutes, "currency": laws.Scales, "processors": laws.SameBytes,
	} {
		in := laws.Economy{Sectors: 4, Seed: 1, Dense: true}.Input()
		for _, plant := range []string{"", fault} {
			r := &recorder{TB: t}
			law(r, planted(plant), in, nil)
			if (len(r.faults) > 0) != (plant != "") {
				t.Errorf("planted %q: got %q", plant, strings.Join(r.faults, "\n"))
			}
		}
	}
}

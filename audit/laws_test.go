package audit_test

import (
	"context"
	"math"
	"reflect"
	"strings"
	"testing"

	"dougong/audit"
	"dougong/class"
	"dougong/internal/laws"
	"dougong/internal/linalg"
	"dougong/iot"
)

func TestABalancedEconomyIsClean(t *testing.T) {
	everyEconomy(t, func(t *testing.T, s *iot.System) {
		r := of(t, s)
		for _, f := range r.Findings {
			if f.ID != "vintage" {
				t.Errorf("got %v; want nothing found", f)
			}
		}
		g := r.GDP[0]
		for way, v := range map[string]float64{"expenditure": g.Expenditure, "income": g.Income} {
			if math.Abs(v-g.Production) > 1e-9*g.Production {
				t.Errorf("%s: got %v; want %v as by production", way, v, g.Production)
			}
		}
	})
}

// An error of one cell is named by row and column, as long as its row and its
// column can be told from others.
func TestAPlantedErrorIsNamed(t *testing.T) {
	everyEconomy(t, func(t *testing.T, s *iot.System) {
		n := s.N()
		for k := range min(n*n, 40) {
			i, j := (k*7)%n, (k*5+1)%n
			wrong := plant(s, flows, planted{i, j, 1.01})
			found := only(of(t, wrong).Findings, "suspect-cell")
			if len(found) != 1 || *found[0].Row != s.Industries.Key(i) || *found[0].Col != s.Industries.Key(j) {
				t.Fatalf("cell (%d, %d): got %v; want it named", i, j, found)
			}
			f, right := found[0], s.Flows.At(i, j)
			if math.Abs(f.Want-right) > 1e-6*right || f.Place.Row != 2+i || f.Place.Col != 2+j {
				t.Errorf("cell (%d, %d): got %v; want %v at row %d, column %d", i, j, f, right, 2+i, 2+j)
			}
			if diagonal := strings.Contains(f.Text.En, "or output itself"); diagonal != (i == j) {
				t.Errorf("cell (%d, %d): %q; output is a suspect too on the diagonal only", i, j, f.Text.En)
			}
		}
	})
}

func TestSeveralPlantedErrors(t *testing.T) {
	s := economy(24, iot.ImportSplit)
	for name, cells := range map[string][]planted{
		"apart":      {{2, 5, 1.01}, {7, 11, 0.98}, {20, 3, 1.05}},
		"one row":    {{4, 1, 1.01}, {4, 9, 1.03}},
		"one column": {{1, 6, 1.01}, {8, 6, 0.97}, {9, 6, 1.02}},
		"mixed":      {{1, 6, 1.01}, {8, 6, 1.03}, {9, 2, 0.9}},
	} {
		t.Run(name, func(t *testing.T) {
			wrong := plant(s, flows, cells...)
			got := map[string]bool{}
			for _, f := range only(of(t, wrong).Findings, "suspect-cell") {
				got[f.Where()] = true
			}
			for _, c := range cells {
				where := s.Industries.Key(c.i).String() + " × " + s.Industries.Key(c.j).String()
				if !got[where] {
					t.Errorf("%s is not named; got %v", where, got)
				}
			}
			if len(got) != len(cells) {
				t.Errorf("got %v; want no more than was planted", got)
			}
		})
	}
}

// Where no one cell explains it, the row or the column alone is named.
func TestErrorsOutsideTheFlows(t *testing.T) {
	s := economy(10, iot.ImportSplit)
	for name, c := range map[string]struct {
		block func(*iot.System) **iot.Table
		want  string
	}{
		"final demand":   {func(s *iot.System) **iot.Table { return &s.FinalDemand }, "row-balance"},
		"primary inputs": {func(s *iot.System) **iot.Table { return &s.Primary }, "column-balance"},
		"import matrix":  {func(s *iot.System) **iot.Table { return &s.ImportFlows }, "column-balance"},
	} {
		wrong := plant(s, c.block, planted{1, 2, 1.5})
		r := of(t, wrong)
		if len(only(r.Findings, c.want)) != 1 || len(only(r.Findings, "suspect-cell")) != 0 {
			t.Errorf("%s: got %v; want one %s and no suspect", name, r.Findings, c.want)
		}
	}
}

// Published numbers are left as they are.
func TestNothingIsRepaired(t *testing.T) {
	everyEconomy(t, func(t *testing.T, s *iot.System) {
		wrong := plant(s, flows, planted{0, 0, -1.5})
		z, y, v, x := numbers(wrong.Flows), numbers(wrong.FinalDemand), numbers(wrong.Primary), append([]float64(nil), wrong.Output...)
		row, col := append([]float64(nil), wrong.RowResidual()...), append([]float64(nil), wrong.ColumnResidual()...)
		of(t, wrong)
		for name, pair := range map[string][2]any{"Z": {z, numbers(wrong.Flows)}, "Y": {y, numbers(wrong.FinalDemand)}, "V": {v, numbers(wrong.Primary)},
			"x": {x, wrong.Output}, "row residual": {row, wrong.RowResidual()}, "column residual": {col, wrong.ColumnResidual()}} {
			if !reflect.DeepEqual(pair[0], pair[1]) {
				t.Errorf("%s changed", name)
			}
		}
	})
}

func TestScalingTheCurrencyScales(t *testing.T) {
	everyEconomy(t, func(t *testing.T, s *iot.System) {
		wrong := plant(s, flows, planted{0, s.N() - 1, 1.01})
		a, b := of(t, wrong), of(t, laws.Scaled(t, wrong, 6.9))
		if len(a.Findings) != len(b.Findings) {
			t.Fatalf("got %v; want %v", b.Findings, a.Findings)
		}
		for k, f := range a.Findings {
			g := b.Findings[k]
			if f.ID != g.ID || f.Where() != g.Where() || (f.ID == "suspect-cell" && math.Abs(g.Want-6.9*f.Want) > 1e-6*g.Want) {
				t.Errorf("got %v; want %v times 6.9", g, f)
			}
		}
		for k, m := range a.Models {
			if n := b.Models[k]; math.Abs(m.Radius-n.Radius) > 1e-9 || math.Abs(m.Condition-n.Condition) > 1e-6*m.Condition {
				t.Errorf("radius %v, condition %v; want %v, %v: pure numbers", n.Radius, n.Condition, m.Radius, m.Condition)
			}
		}
	})
}

// The series gives the condition number that factoring only estimates from below.
func TestConditionAgainstTheInverse(t *testing.T) {
	everyEconomy(t, func(t *testing.T, s *iot.System) {
		n := s.N()
		split := s.SplitImports()
		a := make([]float64, n*n)
		for i := range n {
			for j, z := range split.Flows.Row(i, nil) {
				a[i*n+j] = -z / s.Output[j]
			}
			a[i*n+i]++
		}
		norm := columnNorm(n, a)
		lu, err := linalg.Factor(n, append([]float64(nil), a...))
		if err != nil {
			t.Fatal(err)
		}
		want := norm * columnNorm(n, lu.Inverse())
		m := of(t, s).Models[0]
		if math.Abs(m.Condition-want) > 1e-9*want || m.AtLeast {
			t.Errorf("condition: got %v; want %v", m.Condition, want)
		}
		if m.Condition < lu.Condition()*(1-1e-9) {
			t.Errorf("condition %v is below the estimate %v, a lower bound", m.Condition, lu.Condition())
		}
		if !(m.Lower <= m.Radius && m.Radius <= m.Upper && m.Upper-m.Lower < 1e-6 && m.Upper <= m.Sums[m.Largest]+1e-12) {
			t.Errorf("radius %v in [%v, %v], largest column sum %v", m.Radius, m.Lower, m.Upper, m.Sums[m.Largest])
		}
	})
}

// numbers copies a table.
func numbers(t *iot.Table) (all [][]float64) {
	for i := range t.Rows.Len() {
		all = append(all, append([]float64(nil), t.Row(i, nil)...))
	}
	return all
}

func columnNorm(n int, a []float64) float64 {
	var most float64
	for j := range n {
		var sum float64
		for i := range n {
			sum += math.Abs(a[i*n+j])
		}
		most = math.Max(most, sum)
	}
	return most
}

func TestNumbersThatAreNone(t *testing.T) {
	s := economy(3, iot.ImportsInside)
	wrong := plant(s, flows, planted{1, 2, math.NaN()})
	_, err := audit.Of(context.Background(), wrong, 0)
	want := "audit: random-1x3: Flows: c2 × c3 (economy.csv: row 3, column 4 (D3)): got NaN; want a number; correct it, or mark the cell as missing"
	if err == nil || err.Error() != want {
		t.Errorf("got %v\nwant %s", err, want)
	}
}

func TestNotProductive(t *testing.T) {
	s := economy(3, iot.ImportsInside)
	d := iot.NewDense(3, 3)
	for i := range d {
		for j := range d[i] {
			d[i][j] = 0.4 * s.Output[j]
		}
	}
	wrong := *s
	wrong.Flows = iot.NewTable("Flows", s.Industries, s.Industries, laws.Unit, iot.Origin{}, d)
	r := of(t, built(wrong))
	if f := only(r.Findings, "spectral-radius"); len(f) != 1 || f[0].Level != iot.Fault || math.Abs(f[0].Got-1.2) > 1e-6 {
		t.Errorf("spectral radius: got %v; want a fault at 1.2", f)
	}
	if f := only(r.Findings, "hawkins-simon"); len(f) != 3 {
		t.Errorf("column sums: got %v; want all three named", f)
	}
}

func TestSmallChecks(t *testing.T) {
	s := economy(10, iot.ImportsInside)
	bad := *s
	bad.Unit, bad.Year = iot.Unit{}, 0
	labels := append([]class.Label(nil), s.Industries.Labels()...)
	labels[4].Zh = ""
	bad.Industries = s.Industries.Relabel(labels)
	bad.MissingCells = []iot.MissingCell{{Block: "Flows", Row: s.Industries.Key(0), Col: s.Industries.Key(1), Token: "n.a.", Place: iot.Place{File: "t.csv", Row: 2, Col: 3}}}
	bad.ReadFindings = []iot.Finding{{ID: "total-mismatch", Level: iot.Warning}, {ID: "negative-output", Level: iot.Fault}}
	bad.Output = append([]float64(nil), s.Output...)
	bad.Output[7], bad.Output[8] = 0, -5
	r := of(t, plant(built(bad), flows, planted{2, 3, -1}))
	for id, want := range map[string][]string{
		"unit-missing": {""}, "year-unknown": {""}, "missing-label": {"c5"}, "missing-cell": {"c1 × c2"}, "total-mismatch": {""},
		"negative-output": {"c9"}, "zero-output": {"c8"}, "negative-flow": {"c3 × c4"},
	} {
		var got []string
		for _, f := range only(r.Findings, id) {
			got = append(got, f.Where())
			if f.Text.En == "" != (f.Text.Zh == "") {
				t.Errorf("%s: text in one language only", id)
			}
		}
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %q; want %q", id, got, want)
		}
	}
	if f := only(r.Findings, "zero-output"); f[0].Level != iot.Warning {
		t.Errorf("zero output with flows: got a %s; want a warning", f[0].Level)
	}
}

func TestAge(t *testing.T) {
	s := economy(2, iot.ImportsInside) // of 2020
	for asOf, want := range map[int]iot.Level{0: "", 2024: "", 2025: iot.Note, 2029: iot.Note, 2030: iot.Warning} {
		r, err := audit.Of(context.Background(), s, asOf)
		if err != nil {
			t.Fatal(err)
		}
		var got iot.Level
		for _, f := range only(r.Findings, "vintage") {
			got = f.Level
		}
		if got != want {
			t.Errorf("in %d: got %q; want %q", asOf, got, want)
		}
	}
}

func TestTheEntryObeysTheLaws(t *testing.T) {
	e := audit.Entries()[0]
	for _, imports := range []iot.ImportTreatment{iot.ImportsInside, iot.ImportSplit, iot.ImportsColumn} {
		s := plant(economy(10, imports), flows, planted{2, 3, 1.1}, planted{4, 4, -1})
		laws.Obeys(t, e, laws.In(s, nil), map[string]string{"as-of": "2026", "top": "0"}, map[string]string{"as-of": "2026", "top": "3"})
	}
	laws.Obeys(t, e, laws.Economy{Regions: 3, Sectors: 4, Seed: 1, Residuals: true, Falling: true, Idle: true}.Input())
}

package iot

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"
)

// world is a random balanced economy of r regions with m sectors each, with a
// planted row residual of one unit in its first industry.
func world(r, m int, seed uint64) *System {
	rng := rand.New(rand.NewPCG(seed, 7))
	n := r * m
	var keys, demand []Key
	var kinds []FinalKind
	for i := range n {
		keys = append(keys, Key{fmt.Sprintf("R%d", i/m), fmt.Sprintf("s%d", i%m)})
	}
	for i := range r {
		demand = append(demand, Key{fmt.Sprintf("R%d", i), "C"}, Key{fmt.Sprintf("R%d", i), "I"})
		kinds = append(kinds, Household, FixedCapital)
	}
	axis, final := MustAxis("industry", keys, nil), MustAxis("final demand", demand, nil)
	z, y, v := NewDense(n, n), NewDense(n, 2*r), NewDense(2, n)
	x := make([]float64, n)
	for i := range n {
		for j := range n {
			z[i][j] = rng.Float64()
			x[i] += z[i][j]
		}
		for k := range y[i] {
			y[i][k] = rng.Float64() * float64(m)
			x[i] += y[i][k]
		}
	}
	x[0]++ // the residual
	for j := range n {
		v[1][j] = rng.Float64()
		v[0][j] = x[j] - v[1][j]
		for i := range n {
			v[0][j] -= z[i][j]
		}
	}
	unit := MoneyUnit("USD", 6)
	s, err := NewSystem(System{
		Meta: Meta{Name: "random", Unit: unit}, Industries: axis, Imports: ImportsInside,
		Flows:       NewTable("Flows", axis, axis, unit, Origin{File: "z", Rows: Sequence(2, n), Cols: Sequence(2, n)}, z),
		FinalDemand: NewTable("FinalDemand", axis, final, unit, Origin{}, y),
		Primary:     NewTable("Primary", MustAxis("primary input", []Key{{Item: "VA"}, {Item: "T"}}, nil), axis, unit, Origin{}, v),
		Output:      x, FinalKinds: kinds, PrimaryKinds: []PrimaryKind{ValueAddedTotal, ProductTaxes},
	})
	if err != nil {
		panic(err)
	}
	return s
}

func near(t *testing.T, what string, got, want []float64) {
	t.Helper()
	for i := range want {
		if math.Abs(got[i]-want[i]) > 1e-9*(1+math.Abs(want[i])) {
			t.Fatalf("%s: industry %d: got %v; want %v", what, i, got[i], want[i])
		}
	}
}

func TestResidualsAreVisible(t *testing.T) {
	s := world(2, 3, 1)
	want := make([]float64, 6)
	near(t, "columns balance", s.ColumnResidual(), want)
	want[0] = 1
	near(t, "rows miss the planted one", s.RowResidual(), want)
}

// An economy seen by itself keeps output, value added and residuals, and every
// flow of the world table is in exactly one place.
func TestNationalKeepsIdentities(t *testing.T) {
	for _, size := range []struct{ r, m int }{{2, 1}, {3, 2}, {4, 6}} {
		s := world(size.r, size.m, 3)
		var flows float64
		for _, region := range s.Industries.Regions() {
			national, err := s.National(region)
			if err != nil {
				t.Fatal(err)
			}
			home := s.Industries.InRegion(region)
			near(t, "output", national.Output, pick(s.Output, home))
			near(t, "value added", national.ValueAdded(), pick(s.ValueAdded(), home))
			near(t, "row residual", national.RowResidual(), pick(s.RowResidual(), home))
			near(t, "column residual", national.ColumnResidual(), pick(s.ColumnResidual(), home))
			for _, table := range []*Table{national.Flows, national.ImportFlows} {
				for _, v := range table.RowSums() {
					flows += v
				}
			}
		}
		var want float64
		for _, v := range s.Flows.RowSums() {
			want += v
		}
		near(t, "all flows", []float64{flows}, []float64{want})
	}
}

func TestNationalNamesCells(t *testing.T) {
	s := world(3, 2, 5)
	n, err := s.National("R1")
	if err != nil {
		t.Fatal(err)
	}
	if p, total := n.Flows.Origin.Cells(0, 1, 9); total != 1 || p[0].Row != 4 || p[0].Col != 5 {
		t.Errorf("domestic cell: got %v of %d; want row 4, column 5", p, total)
	}
	if p, total := n.ImportFlows.Origin.Cells(1, 0, 9); total != 2 || p[0].Row != 3 || p[1].Row != 7 || p[0].Col != 4 {
		t.Errorf("imported cell: got %v of %d; want rows 3 and 7, column 4", p, total)
	}
	taken := *s
	taken.FinalDemand = NewTable("FinalDemand", s.Industries, MustAxis("final demand", []Key{{"R0", "C"}, {"R0", "I"}, {"R1", "C"}, {"R1", ExportsToFinal}, {"R2", "C"}, {"R2", "I"}}, nil), s.Unit, Origin{}, s.FinalDemand.store)
	if _, err := taken.National("R1"); err == nil || !strings.Contains(err.Error(), `"R1_EXF" stands at positions 2 and 4`) {
		t.Errorf("a column with the key of the exports: got %v; want an error that names it", err)
	}
	if _, err := s.National("R9"); err == nil || !strings.Contains(err.Error(), "R9") {
		t.Errorf("unknown economy: got %v; want an error that names R9", err)
	}
}

// competitive turns a national split table into one with an import column.
func competitive(t *testing.T) *System {
	split, err := world(2, 4, 9).National("R0")
	if err != nil {
		t.Fatal(err)
	}
	c := *split
	c.Imports, c.ImportFlows, c.ImportFinalDemand = ImportsColumn, nil, nil
	c.Flows = split.TotalTechnology()
	y := NewDense(c.N(), len(c.FinalKinds))
	c.ImportColumn = split.ImportFlows.RowSums()
	for i := range y {
		for k, v := range split.ImportFinalDemand.Row(i, nil) {
			c.ImportColumn[i] += v
			y[i][k] = v + split.FinalDemand.At(i, k)
		}
	}
	c.FinalDemand = split.FinalDemand.withStore("FinalDemand", "", y)
	s, err := NewSystem(c)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestSplitImportsKeepsIdentities(t *testing.T) {
	c := competitive(t)
	s := c.SplitImports()
	if s.Imports != ImportSplit || s.Assumption.En == "" {
		t.Fatalf("got imports %q, assumption %q; want split, with its assumption", s.Imports, s.Assumption.En)
	}
	near(t, "total technology", s.TotalTechnology().RowSums(), c.Flows.RowSums())
	near(t, "column residual", s.ColumnResidual(), c.ColumnResidual())
	m := c.ImportShares()
	want := c.RowResidual()
	for i := range want {
		want[i] *= 1 - m[i]
	}
	near(t, "row residual", s.RowResidual(), want)
	imports := s.ImportFlows.RowSums()
	for i, v := range s.ImportFinalDemand.RowSums() {
		imports[i] += v
	}
	// Spread over what is used at home, the import column comes back, up to the
	// planted residual of the first row, which is use that the table does not show.
	near(t, "imports", imports[1:], c.ImportColumn[1:])
	if exports := s.ImportFinalDemand.At(2, 2); exports != 0 {
		t.Errorf("imports exported: got %v; want 0", exports)
	}
}

func TestNewSystemNamesTheMisfit(t *testing.T) {
	s := *world(2, 2, 1)
	s.Output = s.Output[:3]
	if _, err := NewSystem(s); err == nil || !strings.Contains(err.Error(), "got 3 outputs; want 4") {
		t.Errorf("got %v; want the numbers of outputs", err)
	}
	s = *world(2, 2, 1)
	s.Imports = ImportSplit
	if _, err := NewSystem(s); err == nil || !strings.Contains(err.Error(), "no ImportFlows; want 4 × 4") {
		t.Errorf("got %v; want the missing import flows", err)
	}
}

func TestAxis(t *testing.T) {
	s := world(2, 3, 1)
	if i, err := s.Industries.Find("r1_S2"); err != nil || i != 5 {
		t.Errorf("find r1_S2: got %d, %v; want 5", i, err)
	}
	_, err := s.Industries.Find("R1_t2")
	if want := `no industry "R1_t2"; did you mean "R1_s2"`; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v; want %s", err, want)
	}
	_, err = NewAxis("industry", []Key{{Item: "a"}, {Item: "b"}, {Item: "a"}}, nil)
	if want := `iot: industry axis: "a" stands at positions 1 and 3; want distinct keys`; err == nil || err.Error() != want {
		t.Errorf("got %v; want %s", err, want)
	}
}

func TestViewsDoNotChangeTheirSource(t *testing.T) {
	s := world(1, 3, 2)
	before := s.Flows.RowSums()
	half := s.Flows.ScaleRows("half", []float64{.5, .5, .5}, "halved")
	near(t, "halves", half.RowSums(), []float64{before[0] / 2, before[1] / 2, before[2] / 2})
	part := half.Select("part", []int{2, 0}, []int{1})
	if got, want := part.At(0, 0), s.Flows.At(2, 1)/2; got != want {
		t.Errorf("selected cell: got %v; want %v", got, want)
	}
	near(t, "source", s.Flows.RowSums(), before)
}

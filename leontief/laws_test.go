package leontief_test

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"strings"
	"testing"

	"dougong/internal/laws"
	"dougong/iot"
	"dougong/leontief"
)

// each runs a law on random economies of all sizes and on a world of two by three.
func eachEconomy(t *testing.T, law func(t *testing.T, sys *iot.System)) {
	for _, n := range laws.Sizes {
		for seed := range uint64(3) {
			t.Run(fmt.Sprintf("n=%d/%d", n, seed), func(t *testing.T) { law(t, economy(1, n, seed)) })
		}
	}
	t.Run("world", func(t *testing.T) { law(t, economy(3, 4, 1)) })
	t.Run("import column", func(t *testing.T) {
		law(t, laws.Economy{Sectors: 6, Seed: 4, Imports: iot.ImportsColumn, Dense: true}.System())
	})
}

func TestLawsOfTheModel(t *testing.T) {
	eachEconomy(t, func(t *testing.T, sys *iot.System) {
		for _, tech := range []leontief.Technology{leontief.Domestic, leontief.Total} {
			m := model(t, sys, tech)
			x, n := m.Output(), m.N()
			prices := m.Prices(m.PerOutput(m.PrimaryInputs()))
			value := m.SolveGhosh(m.PrimaryInputs())
			for i, got := range m.Solve(m.Demand()) {
				near(t, "baseline demand returns baseline output", got, x[i], 1e-11)
				near(t, "baseline costs return the price 1", prices[i], 1, 1e-11)
				near(t, "baseline primary inputs return baseline output", value[i], x[i], 1e-11)
			}
			g, buf := m.GhoshSums(), make([]float64, n)
			for i := range n {
				var sum float64
				for _, v := range m.GhoshInverse(i, buf) {
					sum += v
				}
				near(t, "Ghosh row sum", g[i], sum, 1e-11)
			}
			at := []int{n - 1, 0}
			columns, rows := m.Columns(at), m.Rows(at)
			for k, j := range at {
				for i := range n {
					near(t, "column of L", columns[k][i], m.Inverse(i)[j], 1e-11)
					near(t, "row of L", rows[k][i], m.Inverse(j)[i], 1e-11)
				}
			}
		}
	})
}

// masked returns A” and f” of an extraction, cell by cell.
func masked(m *leontief.Model, at []int, kind leontief.Kind, share float64) (iot.Dense, []float64) {
	n, inS := m.N(), map[int]bool{}
	for _, s := range at {
		inS[s] = true
	}
	cuts := map[leontief.Kind][4]bool{ // rows, columns, own, demand
		leontief.Complete: {true, true, true, true}, leontief.KeepDemand: {true, true, true, false},
		leontief.Backward: {false, true, true, false}, leontief.BackwardKeepOwn: {false, true, false, false},
		leontief.ForwardRows: {true, false, true, false}, leontief.ForwardKeepOwn: {true, false, false, false},
	}[kind]
	a, f := iot.NewDense(n, n), append([]float64(nil), m.Demand()...)
	for i := range n {
		if inS[i] && cuts[3] {
			f[i] *= 1 - share
		}
		for j := range n {
			a[i][j] = m.Coefficient(i, j)
			cut := inS[i] && cuts[0]
			switch {
			case inS[i] && inS[j]:
				cut = cuts[2]
			case inS[j]:
				cut = cuts[1]
			}
			if cut {
				a[i][j] *= 1 - share
			}
		}
	}
	return a, f
}

// TestExtractionIsTheMaskedModel compares the closed form with the model solved
// again without the links, for every kind, group and share.
func TestExtractionIsTheMaskedModel(t *testing.T) {
	eachEconomy(t, func(t *testing.T, sys *iot.System) {
		m := model(t, sys, leontief.Domestic)
		groups := [][]int{{0}, {m.N() - 1}}
		if m.N() > 2 {
			groups = append(groups, []int{2, 0})
		}
		for _, kind := range leontief.Kinds {
			if kind == leontief.ForwardSupply {
				continue
			}
			for _, at := range groups {
				before := 0.0
				for _, share := range []float64{0, 0.3, 0.7, 1} {
					e, err := m.Extract(at, kind, share)
					if err != nil {
						t.Fatal(err)
					}
					a, f := masked(m, at, kind, share)
					for i, want := range laws.Rounds(a, f) {
						near(t, fmt.Sprintf("%s %v %v: output left of %d", kind, at, share, i), e.Left[i], want, 1e-9)
					}
					if e.Total() < before-1e-9 {
						t.Errorf("%s %v: loss falls from %v to %v when more is taken", kind, at, before, e.Total())
					}
					if share == 0 && math.Abs(e.Total()) > 1e-9 {
						t.Errorf("%s %v: taking nothing costs %v", kind, at, e.Total())
					}
					before = e.Total()
				}
			}
		}
	})
}

// TestSupplyExtractionIsTheMaskedGhosh does the same for the supply side.
func TestSupplyExtractionIsTheMaskedGhosh(t *testing.T) {
	eachEconomy(t, func(t *testing.T, sys *iot.System) {
		m := model(t, sys, leontief.Domestic)
		for _, share := range []float64{0.4, 1} {
			at := []int{0, m.N() - 1}[:min(2, m.N())]
			e, err := m.Extract(at, leontief.ForwardSupply, share)
			if err != nil {
				t.Fatal(err)
			}
			// x' = p' + x'B, rows of B cut: the transpose is a power series too.
			a, _ := masked(m, at, leontief.ForwardRows, share)
			bt := iot.NewDense(m.N(), m.N())
			for i := range bt {
				for j := range bt {
					bt[j][i] = a[i][j] * m.Output()[j] / m.Output()[i]
				}
			}
			for j, want := range laws.Rounds(bt, m.PrimaryInputs()) {
				near(t, "value of output left", e.Left[j], want, 1e-9)
			}
		}
	})
}

func TestExtractAllIsEach(t *testing.T) {
	eachEconomy(t, func(t *testing.T, sys *iot.System) {
		m := model(t, sys, leontief.Domestic)
		v := m.PerOutput(sys.ValueAdded())
		all, err := m.ExtractAll(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		output, gdp := all.Losses(ones(m.N())), all.Losses(v)
		few := m.ExtractEach([]int{m.N() - 1}).Losses(v)
		for j := range m.N() {
			e, err := m.Extract([]int{j}, leontief.Complete, 1)
			if err != nil {
				t.Fatal(err)
			}
			near(t, "loss of output", output[j], e.Total(), 1e-11)
			near(t, "loss of value added", gdp[j], e.Of(v), 1e-11)
			near(t, "own loss is all of its output", e.Own(), m.Output()[j], 1e-11)
		}
		near(t, "a few", few[0], gdp[m.N()-1], 1e-11)
	})
}

func ones(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = 1
	}
	return v
}

func TestRelabellingPermutesAndCurrencyScales(t *testing.T) {
	eachEconomy(t, func(t *testing.T, sys *iot.System) {
		n := sys.N()
		reversed := make([]int, n)
		for i := range reversed {
			reversed[i] = n - 1 - i
		}
		m, r := model(t, sys, leontief.Domestic), model(t, laws.Scaled(t, laws.Permuted(t, sys, reversed), 7), leontief.Domestic)
		a, b := m.Linkages(leontief.ForwardGhosh), r.Linkages(leontief.ForwardGhosh)
		for i := range n {
			near(t, "multiplier", b.TotalBackward[n-1-i], a.TotalBackward[i], 1e-11)
			near(t, "forward index", b.ForwardIndex(n-1-i), a.ForwardIndex(i), 1e-11)
			near(t, "net linkage", b.NetBackward[n-1-i], a.NetBackward[i], 1e-11)
			if a.Class(i) != b.Class(n-1-i) {
				t.Errorf("industry %d: class %s; relabelled %s", i, a.Class(i), b.Class(n-1-i))
			}
			e, _ := m.Extract([]int{i}, leontief.Backward, 0.5)
			f, _ := r.Extract([]int{n - 1 - i}, leontief.Backward, 0.5)
			near(t, "loss in the new currency", f.Total(), 7*e.Total(), 1e-11)
		}
	})
}

func TestHouseholdsCloseTheModel(t *testing.T) {
	eachEconomy(t, func(t *testing.T, sys *iot.System) {
		m := model(t, sys, leontief.Domestic)
		n, spend := m.N(), m.Consumption("").Spend
		wage := m.PerOutput(sys.PrimaryRow(func(k iot.PrimaryKind) bool { return k == iot.Compensation }))
		h, err := m.Households(wage, spend)
		if err != nil {
			t.Fatal(err)
		}
		// The closed recipe, one industry larger.
		a := iot.NewDense(n+1, n+1)
		for i := range n {
			copy(a[i], m.Coefficients(i, make([]float64, n)))
			a[i][n], a[n][i] = spend[i], wage[i]
		}
		typeII, earned := h.TypeII(m.OutputMultipliers()), h.Earned()
		for j := range n {
			f := make([]float64, n+1)
			f[j] = 1
			x := laws.Rounds(a, f)
			var sum float64
			for _, v := range x[:n] {
				sum += v
			}
			near(t, "type II", typeII[j], sum, 1e-9)
			near(t, "income", earned[j], x[n], 1e-9)
		}
	})
}

// TestPathsAreProven lists every path by force and wants the same first ones.
func TestPathsAreProven(t *testing.T) {
	for seed := range uint64(4) {
		for _, n := range []int{1, 2, 3} {
			sys := economy(1, n, seed)
			m := model(t, sys, leontief.Domestic)
			form := m.Form(m.PerOutput(sys.ValueAdded()), m.Demand())
			list, err := m.Paths(context.Background(), form, 12)
			if err != nil {
				t.Fatal(err)
			}
			var all []float64
			var walk func(through []int)
			walk = func(through []int) {
				all = append(all, m.PathValue(form, through))
				if len(through) < 8 {
					for j := range n {
						walk(append(through[:len(through):len(through)], j))
					}
				}
			}
			for i := range n {
				walk([]int{i})
			}
			slices.SortFunc(all, func(a, b float64) int { return cmp.Compare(b, a) })
			sum := list.Rest
			for k, p := range list.Paths {
				near(t, "path", p.Value, m.PathValue(form, p.Industries), 1e-13)
				if k < len(all) {
					near(t, fmt.Sprintf("n=%d: path %d by force", n, k), p.Value, all[k], 1e-12)
				}
				sum += p.Value
			}
			near(t, "paths and rest", sum, form.Value, 1e-12)
			if !list.Proven || len(list.Paths) < min(12, positive(all)) {
				t.Errorf("n=%d: %d paths, proven %v; want 12 or all, proven", n, len(list.Paths), list.Proven)
			}
		}
	}
}

// A negative coefficient: paths are ranked by magnitude and the list says so.
func TestPathsWithNegativeCells(t *testing.T) {
	m := model(t, closed("negative", [][]float64{{10, -30, 5}, {20, 10, 40}, {0, 25, 10}}, []float64{100, 120, 90}), leontief.Domestic)
	form := m.Form(ones(3), m.Demand())
	list, err := m.Paths(context.Background(), form, 9)
	if err != nil {
		t.Fatal(err)
	}
	if !list.Magnitude || !list.Proven {
		t.Errorf("magnitude %v, proven %v; want both", list.Magnitude, list.Proven)
	}
	sum, negatives := list.Rest, 0
	for k, p := range list.Paths {
		sum += p.Value
		if p.Value < 0 {
			negatives++
		}
		if k > 0 && math.Abs(p.Value) > math.Abs(list.Paths[k-1].Value)*(1+1e-12) {
			t.Errorf("path %d is larger than the one before", k)
		}
	}
	near(t, "paths and rest", sum, form.Value, 1e-12)
	if negatives == 0 {
		t.Error("no negative path among the nine largest; want some")
	}
}

func TestNotProductive(t *testing.T) {
	for name, z := range map[string][][]float64{
		"uses up more than it makes": {{60, 60, 0}, {70, 20, 30}, {0, 0, 10}},
		"singular":                   {{100, 0, 0}, {0, 20, 30}, {0, 0, 10}},
	} {
		_, err := leontief.New(context.Background(), closed("planted", z, []float64{100, 100, 100}), leontief.Domestic)
		var unproductive *leontief.NotProductiveError
		if !errors.As(err, &unproductive) {
			t.Errorf("%s: got %v; want a NotProductiveError", name, err)
			continue
		}
		if unproductive.RadiusAtLeast < 1 || unproductive.Worst[0].Item != "01" || !strings.Contains(err.Error(), "01 buys 1.") && !strings.Contains(err.Error(), "01 buys 1 ") {
			t.Errorf("%s: got %v; want a radius of at least 1 and industry 01 first", name, err)
		}
	}
	// A negative cell is another matter: the theorem is silent, audit speaks.
	if _, err := leontief.New(context.Background(), closed("negative", [][]float64{{60, -10}, {70, 80}}, []float64{100, 100}), leontief.Domestic); err != nil {
		t.Errorf("got %v; want a model of a table with a negative cell", err)
	}
}

// TestZeroOutput: an industry without output has no loss, no class and no place.
func TestZeroOutput(t *testing.T) {
	m := model(t, closed("zero", [][]float64{{10, 20, 0}, {30, 10, 0}, {0, 0, 0}}, []float64{100, 80, 0}), leontief.Domestic)
	l := m.Linkages(leontief.ForwardGhosh)
	if l.Class(2) != leontief.WithoutActivity {
		t.Errorf("got class %s; want without-activity", l.Class(2))
	}
	near(t, "mean over industries with output", l.BackwardMean, (l.TotalBackward[0]+l.TotalBackward[1])/2, 1e-15)
	for _, kind := range leontief.Kinds {
		e, err := m.Extract([]int{2}, kind, 1)
		if err != nil || e.Total() != 0 {
			t.Errorf("%s: got %v, %v; want no loss", kind, e, err)
		}
	}
}

func TestCorrectedTakesOutInventoriesAndTrade(t *testing.T) {
	eachEconomy(t, func(t *testing.T, sys *iot.System) {
		corrected, dropped, err := leontief.Corrected(sys)
		if err != nil || len(dropped) > 0 {
			t.Fatal(err, dropped)
		}
		m := model(t, corrected, leontief.Domestic)
		// U = 1 + B̃U by force, with b̃_ij = z_ij / home use.
		n := m.N()
		b := iot.NewDense(n, n)
		for i := range n {
			use := 0.0
			for j := range n {
				b[i][j] = sys.Flows.At(i, j)
				if sys.ImportFlows != nil {
					b[i][j] += sys.ImportFlows.At(i, j)
				}
				use += b[i][j]
			}
			for k, kind := range sys.FinalKinds {
				if kind == iot.Inventories || kind == iot.Exports {
					continue
				}
				use += sys.FinalDemand.At(i, k)
				if sys.ImportFinalDemand != nil {
					use += sys.ImportFinalDemand.At(i, k)
				}
			}
			for j := range n {
				b[i][j] /= use
			}
		}
		u := m.Upstreamness()
		for i, want := range laws.Rounds(b, ones(n)) {
			near(t, "corrected upstreamness", u[i], want, 1e-9)
		}
	})
}

// TestNewDemandAllocatesLittle: replacing the final demand of 2000 industries
// takes two vectors, not a matrix.
func TestNewDemandAllocatesLittle(t *testing.T) {
	const n = 2000
	z, x := make([][]float64, n), make([]float64, n)
	for i := range z {
		z[i], x[i] = make([]float64, n), 100
		for k := 1; k < 5; k++ {
			z[i][(i*k+7)%n] = 10
		}
	}
	m := model(t, closed("large", z, x), leontief.Domestic)
	f := append([]float64(nil), m.Demand()...)
	f[3] *= 2
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	y := m.Solve(f)
	runtime.ReadMemStats(&after)
	if took := after.TotalAlloc - before.TotalAlloc; took > 1<<20 {
		t.Errorf("a new demand took %d bytes; want less than 1 MB", took)
	}
	if !(y[3] > m.Output()[3]) {
		t.Error("more demand gives no more output")
	}
}

func positive(v []float64) (n int) {
	for _, x := range v {
		if x > 0 {
			n++
		}
	}
	return n
}

package leontief_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/leontief"
)

// sizes of random economies in laws.
var sizes = []int{1, 2, 3, 10, 24}

// economy makes a random balanced economy of regions × sectors. One region has
// imports apart, wages, households, inventories, exports and employment; several
// trade with each other.
func economy(t testing.TB, regions, sectors int, seed uint64) *iot.System {
	t.Helper()
	r := rand.New(rand.NewPCG(seed, 99))
	n := regions * sectors
	keys, labels := make([]iot.Key, n), make([]class.Label, n)
	for i := range keys {
		keys[i] = iot.Key{Item: fmt.Sprintf("s%02d", i%sectors+1)}
		if regions > 1 {
			keys[i].Region = fmt.Sprintf("R%c", 'A'+i/sectors)
		}
		labels[i] = class.Label{En: fmt.Sprintf("sector %d", i%sectors+1), Zh: fmt.Sprintf("部门%d", i%sectors+1)}
	}
	kinds := []iot.FinalKind{iot.Household, iot.Inventories}
	var cols []iot.Key
	for g := range regions {
		cols = append(cols, iot.Key{Region: keys[g*sectors].Region, Item: "HH"}, iot.Key{Region: keys[g*sectors].Region, Item: "INV"})
	}
	if regions == 1 {
		kinds, cols = append(kinds, iot.Exports), append(cols, iot.Key{Item: "EX"})
	} else {
		for range regions - 1 {
			kinds = append(kinds, iot.Household, iot.Inventories)
		}
	}
	axis := iot.MustAxis("industry", keys, labels)
	final := iot.MustAxis("final demand", cols, nil)
	primary := iot.MustAxis("primary input", []iot.Key{{Item: "COE"}, {Item: "GOS"}}, nil)
	unit := iot.MoneyUnit("USD", 6)
	y, a := iot.NewDense(n, len(cols)), iot.NewDense(n, n)
	f := make([]float64, n)
	for i := range n {
		for k := range cols {
			y[i][k] = 100 * r.Float64()
			if kinds[k] == iot.Inventories {
				y[i][k] = 10 * (r.Float64() - 0.5)
			}
			f[i] += y[i][k]
		}
		for j := range n {
			if r.Float64() < 0.8 {
				a[i][j] = r.Float64() / float64(n)
			}
		}
	}
	x := power(a, f)
	z, v := iot.NewDense(n, n), iot.NewDense(2, n)
	zm, ym := iot.NewDense(n, n), iot.NewDense(n, len(cols))
	jobs := iot.NewDense(1, n)
	for j := range n {
		left := x[j]
		for i := range n {
			z[i][j] = a[i][j] * x[j]
			left -= z[i][j]
			if regions == 1 {
				zm[i][j] = z[i][j] * 0.2 * r.Float64()
				left -= zm[i][j]
			}
		}
		v[0][j] = left * (0.4 + 0.3*r.Float64())
		v[1][j] = left - v[0][j]
		jobs[0][j] = x[j] * r.Float64() / 50
		for k, kind := range kinds {
			if kind == iot.Household {
				ym[j][k] = 20 * r.Float64()
			}
		}
	}
	s := iot.System{
		Meta: iot.Meta{Name: fmt.Sprintf("random-%d-%d", n, seed), Unit: unit}, Industries: axis, Imports: iot.ImportsInside,
		Flows:       iot.NewTable("Flows", axis, axis, unit, iot.Origin{File: "t.csv", Rows: iot.Sequence(2, n), Cols: iot.Sequence(2, n)}, z),
		FinalDemand: iot.NewTable("FinalDemand", axis, final, unit, iot.Origin{}, y),
		Primary:     iot.NewTable("Primary", primary, axis, unit, iot.Origin{}, v),
		Output:      x, FinalKinds: kinds, PrimaryKinds: []iot.PrimaryKind{iot.Compensation, iot.Surplus},
		Extensions: []*iot.Extension{{Name: "jobs", Accounts: iot.MustAxis("account", []iot.Key{{Item: "employment"}}, nil),
			Units: []iot.Unit{{Kind: iot.Quantity, Symbol: "persons", Power: 3}},
			Flows: iot.NewTable("Employment", iot.MustAxis("account", []iot.Key{{Item: "employment"}}, nil), axis, iot.Unit{Kind: iot.Quantity, Symbol: "persons", Power: 3}, iot.Origin{}, jobs)}},
	}
	if regions == 1 {
		s.Imports = iot.ImportSplit
		s.ImportFlows = iot.NewTable("ImportFlows", axis, axis, unit, iot.Origin{}, zm)
		s.ImportFinalDemand = iot.NewTable("ImportFinalDemand", axis, final, unit, iot.Origin{}, ym)
	}
	sys, err := iot.NewSystem(s)
	if err != nil {
		t.Fatal(err)
	}
	return sys
}

// power returns (I - A)⁻¹ f by rounds, without the code under test.
func power(a iot.Dense, f []float64) []float64 {
	x := append([]float64(nil), f...)
	for range 400 {
		next := append([]float64(nil), f...)
		for i := range a {
			for j, c := range a[i] {
				next[i] += c * x[j]
			}
		}
		x = next
	}
	return x
}

func model(t testing.TB, sys *iot.System, tech leontief.Technology) *leontief.Model {
	t.Helper()
	m, err := leontief.New(context.Background(), sys, tech)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// near fails the test where got is off by more than tol of want's size.
func near(t testing.TB, what string, got, want, tol float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tol*math.Max(1, math.Abs(want))) {
		t.Errorf("%s: got %.12g; want %.12g", what, got, want)
	}
}

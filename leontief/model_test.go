package leontief_test

import (
	"context"
	"fmt"
	"math"
	"testing"

	"dougong/internal/laws"
	"dougong/iot"
	"dougong/leontief"
)

// twoSectors is table 2.3 of Miller & Blair (2009): agriculture and
// manufacturing, output 1000 and 2000.
func twoSectors() *iot.System {
	return closed("mb-2.3", [][]float64{{150, 500}, {200, 100}}, []float64{1000, 2000})
}

// closed makes a system with one demand column and one value-added row that
// balance it.
func closed(name string, z [][]float64, x []float64) *iot.System {
	n := len(x)
	keys := make([]iot.Key, n)
	for i := range keys {
		keys[i] = iot.Key{Item: fmt.Sprintf("%02d", i+1)}
	}
	axis := iot.MustAxis("industry", keys, nil)
	unit := iot.MoneyUnit("USD", 6)
	y, v := iot.NewDense(n, 1), iot.NewDense(1, n)
	for i := range n {
		y[i][0] = x[i]
		v[0][i] = x[i]
		for j := range n {
			y[i][0] -= z[i][j]
			v[0][i] -= z[j][i]
		}
	}
	s, err := iot.NewSystem(iot.System{
		Meta: iot.Meta{Name: name, Unit: unit}, Industries: axis, Imports: iot.ImportsInside,
		Flows:       iot.NewTable("Flows", axis, axis, unit, iot.Origin{}, iot.Dense(z)),
		FinalDemand: iot.NewTable("FinalDemand", axis, iot.MustAxis("final demand", []iot.Key{{Item: "F"}}, nil), unit, iot.Origin{}, y),
		Primary:     iot.NewTable("Primary", iot.MustAxis("primary input", []iot.Key{{Item: "VA"}}, nil), axis, unit, iot.Origin{}, v),
		Output:      x, FinalKinds: []iot.FinalKind{iot.OtherFinal}, PrimaryKinds: []iot.PrimaryKind{iot.ValueAddedTotal},
	})
	if err != nil {
		panic(err)
	}
	return s
}

// Miller & Blair (2009), eq. 2.13: what a demand of 600 and 1500 takes.
func ExampleModel_Solve() {
	m, err := leontief.New(context.Background(), twoSectors(), leontief.Domestic)
	if err != nil {
		panic(err)
	}
	x := m.Solve([]float64{600, 1500})
	fmt.Printf("%.2f %.2f\n", x[0], x[1])
	// Output: 1247.52 1841.58
}

func TestBaselineReturns(t *testing.T) {
	m, err := leontief.New(context.Background(), twoSectors(), leontief.Domestic)
	if err != nil {
		t.Fatal(err)
	}
	for i, x := range m.Solve(m.Demand()) {
		if math.Abs(x-m.Output()[i]) > 1e-9 {
			t.Errorf("industry %d: got %v; want %v", i, x, m.Output()[i])
		}
	}
}

// economy is a random balanced economy in which some stocks fall.
func economy(regions, sectors int, seed uint64) *iot.System {
	return laws.Economy{Regions: regions, Sectors: sectors, Seed: seed, Falling: true}.System()
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

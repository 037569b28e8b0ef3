package dependence_test

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

var unit = iot.MoneyUnit("USD", 6)

// randomWorld is a balanced world of regions × items with two columns of final
// demand and a row of taxes; one flow in three is zero, and rows have a small
// residual, as published tables do.
func randomWorld(regions, items int, seed uint64) *iot.System {
	rng := rand.New(rand.NewPCG(seed, uint64(regions*100+items)))
	n := regions * items
	z, y := iot.NewDense(n, n), iot.NewDense(n, 2*regions)
	var keys, final []iot.Key
	for r := range regions {
		for i := range items {
			keys = append(keys, iot.Key{Region: region(r), Item: fmt.Sprintf("c%d", i+1)})
		}
		final = append(final, iot.Key{Region: region(r), Item: "hh"}, iot.Key{Region: region(r), Item: "gfcf"})
	}
	for i := range n {
		for j := range n {
			if rng.IntN(3) > 0 {
				z[i][j] = rng.Float64()
			}
		}
		for k := range y[i] {
			y[i][k] = rng.Float64() * float64(items)
		}
	}
	return balanced(fmt.Sprintf("random-%dx%d", regions, items), keys, final, z, y, rng)
}

func region(r int) string { return string(rune('A' + r)) }

func balanced(name string, keys, final []iot.Key, z, y iot.Dense, rng *rand.Rand) *iot.System {
	n := len(keys)
	x, v := make([]float64, n), iot.NewDense(3, n)
	for i := range n {
		for _, row := range [][]float64{z[i], y[i]} {
			for _, value := range row {
				x[i] += value
			}
		}
		x[i] += 0.01 * rng.Float64() // row residual
	}
	for j := range n {
		left := x[j]
		for i := range n {
			left -= z[i][j]
		}
		v[0][j], v[1][j] = 0.6*left, 0.3*left
		v[2][j] = 0.09 * left // taxes; the rest is the column's residual
	}
	axis := iot.MustAxis("industry", keys, labelsOf(keys))
	kinds := make([]iot.FinalKind, len(final))
	for k := range kinds {
		kinds[k] = iot.Household
		if final[k].Item == "gfcf" {
			kinds[k] = iot.FixedCapital
		}
	}
	s, err := iot.NewSystem(iot.System{
		Meta: iot.Meta{Name: name, Unit: unit}, Industries: axis, Imports: iot.ImportsInside,
		Flows:        iot.NewTable("Flows", axis, axis, unit, iot.Origin{File: "z.csv", Rows: iot.Sequence(2, n), Cols: iot.Sequence(2, n)}, z),
		FinalDemand:  iot.NewTable("FinalDemand", axis, iot.MustAxis("final demand", final, nil), unit, iot.Origin{}, y),
		Primary:      iot.NewTable("Primary", iot.MustAxis("primary input", []iot.Key{{Item: "wages"}, {Item: "profits"}, {Item: "taxes"}}, nil), axis, unit, iot.Origin{}, v),
		Output:       x,
		FinalKinds:   kinds,
		PrimaryKinds: []iot.PrimaryKind{iot.Compensation, iot.Surplus, iot.ProductTaxes},
	})
	if err != nil {
		panic(err)
	}
	return s
}

func labelsOf(keys []iot.Key) []class.Label {
	labels := make([]class.Label, len(keys))
	for i, k := range keys {
		labels[i] = class.Label{En: "making of " + k.Item, Zh: k.Item + "制造"}
	}
	return labels
}

// randomSplit is a national table with domestic and imported use apart.
func randomSplit(t *testing.T, items int, seed uint64) *iot.System {
	t.Helper()
	s, err := randomWorld(3, items, seed).National("B")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// run runs an entry with parameters and fails the test on error.
func run(t *testing.T, e *result.Entry, in *result.Input, params map[string]string) *result.Result {
	t.Helper()
	values, err := e.Resolve(params, in.System, in.Tags)
	if err != nil {
		t.Fatal(err)
	}
	in.Params = values
	r, err := e.Run(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func cell(t *testing.T, r *result.Result, table, row, column string) float64 {
	t.Helper()
	tab, ok := r.Table(table)
	if !ok {
		t.Fatalf("%s: no table %s", r.Entry, table)
	}
	v, ok := tab.Value(row, column)
	if !ok || v.Absent != "" {
		t.Fatalf("%s: table %s: no number at (%s, %s): %+v", r.Entry, table, row, column, v)
	}
	return v.Number
}

// sum adds up a column; absent cells count nothing.
func sum(t *testing.T, r *result.Result, table, column string) float64 {
	t.Helper()
	tab, ok := r.Table(table)
	if !ok {
		t.Fatalf("%s: no table %s", r.Entry, table)
	}
	c, ok := tab.Column(column)
	if !ok {
		t.Fatalf("%s: table %s: no column %s", r.Entry, table, column)
	}
	var s float64
	for _, row := range tab.Rows {
		s += row.Cells[c].Number
	}
	return s
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance || math.IsNaN(got) {
		t.Errorf("%s: got %.12g; want %.12g", what, got, want)
	}
}

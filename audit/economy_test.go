package audit_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"dougong/audit"
	"dougong/class"
	"dougong/iot"
)

var money = iot.MoneyUnit("USD", 6)

// sizes are the sizes that laws are tested at.
var sizes = []int{1, 2, 3, 10, 24}

// economy makes a balanced economy of n industries with households, stocks and
// exports, wages and surplus, imports apart or in one column.
func economy(n int, imports iot.ImportTreatment) *iot.System {
	r := rand.New(rand.NewPCG(uint64(n), 7))
	keys, labels := make([]iot.Key, n), make([]class.Label, n)
	for i := range keys {
		keys[i] = iot.Key{Item: fmt.Sprintf("%02d", i+1)}
		labels[i] = class.Label{En: fmt.Sprintf("sector %d", i+1), Zh: fmt.Sprintf("部门%d", i+1)}
	}
	axis := iot.MustAxis("industry", keys, labels)
	demand := iot.MustAxis("final demand", []iot.Key{{Item: "C"}, {Item: "I"}, {Item: "E"}},
		[]class.Label{{En: "households", Zh: "居民"}, {En: "stocks", Zh: "存货"}, {En: "exports", Zh: "出口"}})
	primary := iot.MustAxis("primary input", []iot.Key{{Item: "W"}, {Item: "S"}}, []class.Label{{En: "wages", Zh: "劳动者报酬"}, {En: "surplus", Zh: "盈余"}})
	random := func(rows, cols int, size float64) iot.Dense {
		d := iot.NewDense(rows, cols)
		for i := range d {
			for j := range d[i] {
				d[i][j] = size * (0.1 + r.Float64())
			}
		}
		return d
	}
	z, y, v := random(n, n, 10), random(n, 3, 50*float64(n)), random(2, n, 10*float64(n))
	x := make([]float64, n)
	for i := range x {
		for _, value := range append(append([]float64(nil), z[i]...), y[i]...) {
			x[i] += value
		}
	}
	s := iot.System{Meta: iot.Meta{Name: "random", Unit: money, Year: 2020}, Industries: axis, Imports: imports, Output: x,
		FinalKinds:   []iot.FinalKind{iot.Household, iot.Inventories, iot.Exports},
		PrimaryKinds: []iot.PrimaryKind{iot.Compensation, iot.Surplus}}
	table := func(name string, rows, cols *iot.Axis, d iot.Dense) *iot.Table {
		return iot.NewTable(name, rows, cols, money, iot.Origin{File: "t.csv", Rows: iot.Sequence(2, rows.Len()), Cols: iot.Sequence(2, cols.Len())}, d)
	}
	inputs := make([]float64, n)
	switch imports {
	case iot.ImportSplit:
		zm := random(n, n, 3)
		s.ImportFlows, s.ImportFinalDemand = table("ImportFlows", axis, axis, zm), table("ImportFinalDemand", axis, demand, random(n, 3, 9))
		addColumns(inputs, zm)
	case iot.ImportsColumn:
		s.ImportColumn = random(1, n, 9)[0]
		for i, m := range s.ImportColumn {
			x[i] -= m
		}
	}
	addColumns(inputs, z)
	for j := range x { // surplus is what is left
		v[1][j] = x[j] - inputs[j] - v[0][j]
	}
	s.Flows, s.FinalDemand, s.Primary = table("Flows", axis, axis, z), table("FinalDemand", axis, demand, y), table("Primary", primary, axis, v)
	return built(s)
}

func addColumns(to []float64, d iot.Dense) {
	for _, row := range d {
		for j, v := range row {
			to[j] += v
		}
	}
}

func built(s iot.System) *iot.System {
	system, err := iot.NewSystem(s)
	if err != nil {
		panic(err)
	}
	return system
}

// dense copies a table.
func dense(t *iot.Table) iot.Dense {
	d := iot.NewDense(t.Rows.Len(), t.Cols.Len())
	for i := range d {
		copy(d[i], t.Row(i, nil))
	}
	return d
}

type planted struct {
	i, j  int
	times float64
}

// plant multiplies cells of a block.
func plant(s *iot.System, block func(*iot.System) **iot.Table, cells ...planted) *iot.System {
	wrong := *s
	t := block(&wrong)
	d := dense(*t)
	for _, c := range cells {
		d[c.i][c.j] *= c.times
	}
	*t = iot.NewTable((*t).Name, (*t).Rows, (*t).Cols, (*t).Unit, (*t).Origin, d)
	return built(wrong)
}

func flows(s *iot.System) **iot.Table { return &s.Flows }

func of(t *testing.T, s *iot.System) *audit.Report {
	t.Helper()
	r, err := audit.Of(context.Background(), s, 2026)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// only returns the findings of a kind.
func only(findings []iot.Finding, id string) []iot.Finding {
	var list []iot.Finding
	for _, f := range findings {
		if f.ID == id {
			list = append(list, f)
		}
	}
	return list
}

// everyEconomy runs a law over sizes and treatments of imports.
func everyEconomy(t *testing.T, law func(t *testing.T, s *iot.System)) {
	for _, n := range sizes {
		for _, imports := range []iot.ImportTreatment{iot.ImportsInside, iot.ImportSplit, iot.ImportsColumn} {
			t.Run(fmt.Sprintf("%d %s", n, imports), func(t *testing.T) { law(t, economy(n, imports)) })
		}
	}
}

package dependence_test

import (
	"context"
	"fmt"

	"dougong/dependence"
	"dougong/internal/laws"
	"dougong/iot"
	"dougong/result"
)

// The recipe of Miller & Blair (2009), table 2.3, whose L is 1.2541 0.3300 /
// 0.2640 1.1221, with imported inputs of 10 and 20 per cent of output beside it:
// 0.1 · 1.2541 + 0.2 · 0.2640 = 0.1782, and 0.1 · 0.3300 + 0.2 · 1.1221 = 0.2574.
func ExampleEntries() {
	z := iot.Dense{{150, 500}, {200, 100}}
	imports := iot.Dense{{100, 0}, {0, 400}}
	x := []float64{1000, 2000}
	axis := iot.MustAxis("industry", []iot.Key{{Item: "1"}, {Item: "2"}}, nil)
	final := iot.MustAxis("final demand", []iot.Key{{Item: "F"}}, nil)
	primary := iot.MustAxis("primary input", []iot.Key{{Item: "VA"}}, nil)
	sys, err := iot.NewSystem(iot.System{
		Meta: iot.Meta{Name: "miller-blair", Unit: laws.Unit}, Industries: axis, Imports: iot.ImportSplit, Output: x,
		Flows:             iot.NewTable("Flows", axis, axis, laws.Unit, iot.Origin{}, z),
		ImportFlows:       iot.NewTable("ImportFlows", axis, axis, laws.Unit, iot.Origin{}, imports),
		FinalDemand:       iot.NewTable("FinalDemand", axis, final, laws.Unit, iot.Origin{}, iot.Dense{{350}, {1700}}),
		ImportFinalDemand: iot.NewTable("ImportFinalDemand", axis, final, laws.Unit, iot.Origin{}, iot.NewDense(2, 1)),
		Primary:           iot.NewTable("Primary", primary, axis, laws.Unit, iot.Origin{}, iot.Dense{{550, 1000}}),
		FinalKinds:        []iot.FinalKind{iot.Household}, PrimaryKinds: []iot.PrimaryKind{iot.ValueAddedTotal},
	})
	if err != nil {
		panic(err)
	}
	entry := dependence.Entries()[0]
	in := &result.Input{System: sys, Memo: result.NewMemo()}
	if in.Params, err = entry.Resolve(nil, sys, nil); err != nil {
		panic(err)
	}
	r, err := entry.Run(context.Background(), in)
	if err != nil {
		panic(err)
	}
	table, _ := r.Table("sectors")
	for _, key := range []string{"1", "2"} {
		direct, _ := table.Value(key, "direct")
		total, _ := table.Value(key, "total")
		fmt.Printf("%s: direct %.4f, look-through %.4f\n", key, direct.Number, total.Number)
	}
	// Output:
	// 1: direct 0.1000, look-through 0.1782
	// 2: direct 0.2000, look-through 0.2574
}

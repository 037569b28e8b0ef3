package catalogue

import (
	"context"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"dougong/internal/laws"
	"dougong/iot"
	"dougong/result"
)

// TestNoTablePanics runs every entry on tables with cells and outputs that no
// economy has, but that a file can: an answer or an error, no panic.
func TestNoTablePanics(t *testing.T) {
	for seed := range uint64(40) {
		for _, economy := range []laws.Economy{{Sectors: 3, Seed: seed}, {Regions: 2, Sectors: 2, Seed: seed}, {Sectors: 3, Seed: seed, Imports: iot.ImportsColumn}} {
			sys := odd(t, economy.System(), rand.New(rand.NewPCG(seed, 1)))
			for _, e := range All() {
				t.Run(fmt.Sprintf("%s/%s/%d", e.ID, sys.Name, seed), func(t *testing.T) { try(t, e, laws.In(sys, laws.Tags(economy.Sectors))) })
			}
		}
	}
}

// odd plants up to two odd numbers in each block.
func odd(t *testing.T, s *iot.System, r *rand.Rand) *iot.System {
	t.Helper()
	numbers := []float64{0, -1, 1e100, -1e100, 1e-300, 5e-324, 1e9, -1e9, 1e-17}
	plant := func(row []float64) { row[r.IntN(len(row))] = numbers[r.IntN(len(numbers))] }
	changed := *s
	for _, b := range []**iot.Table{&changed.Flows, &changed.FinalDemand, &changed.Primary} {
		*b = laws.With(*b, func(d iot.Dense) {
			for range r.IntN(3) {
				plant(d[r.IntN(len(d))])
			}
		})
	}
	if changed.Output = append([]float64(nil), s.Output...); r.IntN(2) == 0 {
		plant(changed.Output)
	}
	made, err := iot.NewSystem(changed)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

func try(t *testing.T, e *result.Entry, in *result.Input) {
	params := map[string]string{}
	for _, p := range e.Params {
		switch p.Kind {
		case result.Sector:
			params[p.ID] = "c2"
		case result.Economy:
			if in.System.MultiRegion() {
				params[p.ID] = "B"
			}
		case result.Tag:
			params[p.ID] = map[string]string{"group-a": "g", "group-b": "h"}[p.ID]
		}
	}
	values, err := e.Resolve(params, in.System, in.Tags)
	if err != nil {
		t.Fatal(err)
	}
	in.Params = values
	// A search for paths among huge cells of both signs takes its time.
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer stop()
	if e.Check(in.System, in.Tags) == nil {
		e.Run(ctx, in) // whatever it says
	}
}

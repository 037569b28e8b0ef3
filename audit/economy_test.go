package audit_test

import (
	"context"
	"fmt"
	"testing"

	"dougong/audit"
	"dougong/internal/laws"
	"dougong/iot"
)

// economy is a balanced economy without zero flows: every error of a cell shows.
func economy(n int, imports iot.ImportTreatment) *iot.System {
	return laws.Economy{Sectors: n, Seed: 7, Imports: imports, Dense: true}.System()
}

func built(s iot.System) *iot.System {
	system, err := iot.NewSystem(s)
	if err != nil {
		panic(err)
	}
	return system
}

type planted struct {
	i, j  int
	times float64
}

// plant multiplies cells of a block.
func plant(s *iot.System, block func(*iot.System) **iot.Table, cells ...planted) *iot.System {
	wrong := *s
	t := block(&wrong)
	*t = laws.With(*t, func(d iot.Dense) {
		for _, c := range cells {
			d[c.i][c.j] *= c.times
		}
	})
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
	for _, n := range laws.Sizes {
		for _, imports := range []iot.ImportTreatment{iot.ImportsInside, iot.ImportSplit, iot.ImportsColumn} {
			t.Run(fmt.Sprintf("%d %s", n, imports), func(t *testing.T) { law(t, economy(n, imports)) })
		}
	}
}

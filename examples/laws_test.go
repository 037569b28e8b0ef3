package examples

import (
	"context"
	"math"
	"strings"
	"testing"

	"dougong/audit"
	"dougong/balance"
	"dougong/dataset"
	"dougong/iot"
)

func example(t *testing.T) *iot.System {
	t.Helper()
	s, err := Open(context.Background(), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The example has what a first user may trip over said in findings, and nothing
// that makes results wrong: rounding explains every gap of the sums.
func TestWorld2011IsSound(t *testing.T) {
	r, err := audit.Of(context.Background(), example(t), 2026)
	if err != nil {
		t.Fatal(err)
	}
	if audit.Worst(r.Findings) == iot.Fault {
		t.Errorf("got %v; want no fault", r.Findings)
	}
	for _, f := range r.Findings {
		if (f.ID == "row-balance" || f.ID == "column-balance" || f.ID == "gdp-ways") && f.Level != iot.Note {
			t.Errorf("got %v; want every gap explained by rounding", f)
		}
		if f.ID == "missing-label" {
			t.Errorf("got %v; want names in both languages", f)
		}
	}
}

// Aggregating further keeps totals, both identities and their residuals.
func TestWorld2011AggregatesFurther(t *testing.T) {
	s := example(t)
	regions, err := balance.ReadConcordance("blocs.csv", strings.NewReader(
		"code,group\nCHN,ASI\nJPN,ASI\nKOR,ASI\nTWN,ASI\nIND,ASI\nDEU,EUR\nNLD,EUR\nFRA,EUR\nGBR,EUR\nEUO,EUR\n"))
	if err != nil {
		t.Fatal(err)
	}
	regions.Keep = true
	g, cover, err := balance.Aggregate(s, regions, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(g.Industries.Regions(), " "); got != "ASI EUR USA BRA RUS ROW" {
		t.Errorf("economies: got %s", got)
	}
	for _, total := range cover.Totals {
		if math.Abs(total.After-total.Before) > 1e-9*math.Abs(total.Before) {
			t.Errorf("%s: got %v; want %v", total.Block, total.After, total.Before)
		}
	}
	for name, pair := range map[string][2][]float64{"row": {s.RowResidual(), g.RowResidual()}, "column": {s.ColumnResidual(), g.ColumnResidual()}} {
		var before, after float64
		for _, v := range pair[0] {
			before += v
		}
		for _, v := range pair[1] {
			after += v
		}
		if math.Abs(before-after) > 1e-6 {
			t.Errorf("%s residuals: got %v; want %v", name, after, before)
		}
	}
	for i, m := range g.Members {
		k := g.Industries.Key(i)
		if want := map[string]int{"ASI": 5, "EUR": 27, "USA": 1, "BRA": 1, "RUS": 1, "ROW": 6}[k.Region]; m != want {
			t.Fatalf("%v: got %d published industries; want %d", k, m, want)
		}
	}
}

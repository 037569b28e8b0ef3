package leontief_test

import (
	"context"
	"strings"
	"testing"

	"dougong/internal/laws"
	"dougong/leontief"
	"dougong/result"
)

func entry(t testing.TB, id string) *result.Entry { return laws.Find(t, leontief.Entries(), id) }

// variants are the parameters with which each entry is tried.
func variants(id string, world bool) []map[string]string {
	all := map[string][]map[string]string{
		"multipliers": {{}, {"technology": "total"}},
		"linkages":    {{}, {"forward": "leontief"}, {"technology": "total"}},
		"position":    {{}},
		"paths":       {{"sector": "c1", "top": "5"}, {"account": "employment", "top": "3"}, {"account": "income", "top": "4", "technology": "total"}, {"account": "output", "top": "4"}},
		"close":       {{"sector": "c1"}, {"sector": "c1", "top": "2"}},
		"close-all":   {{}, {"top": "2"}},
	}[id]
	if id == "close" {
		for _, kind := range leontief.Kinds {
			all = append(all, map[string]string{"sector": "c1,c2", "kind": string(kind), "share": "0.6", "top": "3"})
		}
	}
	if !world {
		return all
	}
	var more []map[string]string
	for _, v := range all {
		for _, scope := range []string{"national", "world"} {
			w := map[string]string{"economy": "B", "scope": scope}
			for k, s := range v {
				w[k] = s
			}
			more = append(more, w)
		}
		if id == "paths" || id == "close" || id == "close-all" {
			w := map[string]string{}
			for k, s := range v {
				w[k] = s
			}
			more = append(more, w) // everywhere
		}
	}
	return more
}

func TestEntriesObeyTheLaws(t *testing.T) {
	for _, economy := range []laws.Economy{
		{Sectors: 5, Seed: 3, Falling: true}, {Sectors: 2, Seed: 1, Residuals: true}, {Sectors: 4, Seed: 8, Idle: true, Falling: true},
		{Regions: 3, Sectors: 3, Seed: 5, Residuals: true, Falling: true},
	} {
		for _, e := range leontief.Entries() {
			laws.Obeys(t, e, economy.Input(), variants(e.ID, economy.Regions > 1)...)
		}
	}
}

// Large enough for work to be shared out over processors.
func TestSameBytesOfALargeEconomy(t *testing.T) {
	in := laws.Economy{Regions: 5, Sectors: 24, Seed: 2}.Input()
	for _, e := range leontief.Entries() {
		for _, params := range variants(e.ID, true) {
			laws.SameBytes(t, e, in, params)
		}
	}
}

// TestParameterMistakes are answered with what to give.
func TestParameterMistakes(t *testing.T) {
	sys := economy(2, 2, 1)
	e := entry(t, "close")
	in := laws.In(sys, nil)
	var err error
	if in.Params, err = e.Resolve(map[string]string{"sector": "c1", "scope": "national"}, sys, nil); err != nil {
		t.Fatal(err)
	}
	_, err = e.Run(context.Background(), in)
	if err == nil || !strings.Contains(err.Error(), "close: --economy is missing") {
		t.Errorf("got %v; want the economy asked for", err)
	}
}

// BenchmarkWorldWhy explains cells of WIOD 2011 with the model factored.
func BenchmarkWorldWhy(b *testing.B) {
	in := laws.In(world(b).System(), nil)
	for _, c := range []struct {
		entry  string
		params map[string]string
		at     result.Cell
	}{
		{"linkages", map[string]string{"economy": "CHN", "scope": "world"}, result.Cell{Table: "linkages", Row: "CHN_c14", Column: "backward_index"}},
		{"linkages", map[string]string{"economy": "CHN", "scope": "world"}, result.Cell{Table: "linkages", Row: "CHN_c14", Column: "forward_variation"}},
		{"position", map[string]string{"economy": "CHN"}, result.Cell{Table: "position", Row: "CHN_c14", Column: "upstreamness"}},
		{"multipliers", map[string]string{"economy": "CHN", "scope": "world"}, result.Cell{Table: "value-added", Row: "CHN_c14", Column: "total"}},
		{"close", map[string]string{"economy": "CHN", "sector": "c14"}, result.Cell{Table: "total", Row: "output", Column: "loss"}},
		{"close", map[string]string{"economy": "CHN", "sector": "c14"}, result.Cell{Table: "losses", Row: "CHN_c12", Column: "share"}},
		{"close", map[string]string{"sector": "c14"}, result.Cell{Table: "total", Row: "value-added", Column: "share"}},
		{"close-all", map[string]string{"economy": "CHN"}, result.Cell{Table: "closures", Row: "CHN_c14", Column: "value_added_share"}},
		{"paths", map[string]string{"economy": "CHN", "sector": "c14"}, result.Cell{Table: "paths", Row: "rest", Column: "share"}},
	} {
		e := entry(b, c.entry)
		laws.Run(b, e, in, c.params)
		b.Run(c.entry+"/"+c.at.Row+"/"+c.at.Column, func(b *testing.B) {
			for b.Loop() {
				w, err := e.Why(context.Background(), in, c.at)
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(w.Value, "value")
			}
		})
	}
}

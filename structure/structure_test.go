package structure_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"dougong/internal/laws"
	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
	"dougong/structure"
)

func entry(t testing.TB, id string) *result.Entry { return laws.Find(t, structure.Entries(), id) }

// random is one economy without trade, or a world of several, with tags for
// groups of its sectors; see [laws.Tags].
func random(regions, sectors int, seed uint64) *result.Input {
	return laws.Economy{Regions: regions, Sectors: sectors, Seed: seed, Imports: iot.ImportsInside}.Input()
}

func TestSharesOfChina(t *testing.T) {
	for _, want := range []struct {
		year                              int
		gdp, manufacturing, equipment, rd string
	}{
		{2017, "82.3216", "0.27784", "27.9", "29.3"},
		{2018, "92.2057", "0.26586", "27.2", "28.4"},
		{2020, "101.64220", "0.24856", "27.2", "28.2"},
	} {
		r := laws.Run(t, entry(t, "structure"), laws.China(t, want.year, 42), nil)
		gdp := laws.Cell(t, r, "totals", "value_added", "value")
		laws.Printed(t, fmt.Sprint(want.year, " GDP"), gdp/1e8, want.gdp)
		laws.Near(t, fmt.Sprint(want.year, " GDP from expenditure"), laws.Cell(t, r, "totals", "gdp-expenditure", "value")/gdp, 1, 1e-13)
		laws.Printed(t, fmt.Sprint(want.year, " manufacturing"), laws.Cell(t, r, "groups", "manufacturing/all", "value_added_share"), want.manufacturing)
		laws.Printed(t, fmt.Sprint(want.year, " equipment"), 100*laws.Cell(t, r, "groups", "equipment/industry", "value_added_share"), want.equipment)
		laws.Printed(t, fmt.Sprint(want.year, " R&D"), 100*laws.Cell(t, r, "groups", "rd-intensive/manufacturing", "value_added_share"), want.rd)
	}
}

// TestDigitalCompleteConsumption: B = (I - A - Aᵐ)⁻¹ - I, rows 20 and 31, mean
// over manufacturing without electronics, output weights; and with domestic L.
func TestDigitalCompleteConsumption(t *testing.T) {
	for year, want := range map[int][2]string{2017: {"0.084133", "0.0425"}, 2018: {"0.084297", "0.0428"}, 2020: {"0.091924", "0.0506"}} {
		in := laws.China(t, year, 42)
		for k, tech := range []leontief.Technology{leontief.Total, leontief.Domestic} {
			m, err := leontief.For(context.Background(), in, tech)
			if err != nil {
				t.Fatal(err)
			}
			laws.Printed(t, fmt.Sprint(year, " ", tech), digital(m, in), want[k])
		}
	}
}

func digital(m *leontief.Model, in *result.Input) float64 {
	c, w, sum := make([]float64, m.N()), make([]float64, m.N()), 0.0
	for i, key := range in.System.Industries.Keys() {
		c[i] = in.Tags.Weight("digital", key.Item)
		w[i] = in.Tags.Weight("manufacturing", key.Item) * (1 - c[i]) * m.Output()[i]
		sum += w[i]
	}
	var mean float64
	for i, complete := range m.SolveT(c) {
		mean += (complete - c[i]) * w[i] / sum
	}
	return mean
}

func TestSharesAddUp(t *testing.T) {
	for _, in := range []*result.Input{laws.China(t, 2020, 42), laws.China(t, 2020, 153), random(3, 10, 1), random(1, 1, 2)} {
		params := map[string]string{}
		if in.System.MultiRegion() {
			params["economy"] = "B"
		}
		r := laws.Run(t, entry(t, "structure"), in, params)
		table, _ := r.Table("sectors")
		for _, column := range []string{"output", "value_added", "final_use", "exports", "imports"} {
			c, _ := table.Column(column)
			s, _ := table.Column(column + "_share")
			var levels, shares float64
			for _, row := range table.Rows {
				if row.Cells[c].Absent == result.NotAvailable {
					levels = math.NaN()
					break
				}
				levels, shares = levels+row.Cells[c].Number, shares+row.Cells[s].Number
			}
			if math.IsNaN(levels) {
				continue
			}
			total := laws.Cell(t, r, "totals", column, "value")
			laws.Near(t, in.System.Name+" "+column, levels, total, 1e-9*math.Abs(total))
			if total != 0 {
				laws.Near(t, in.System.Name+" shares of "+column, shares, 1, 1e-9)
			}
		}
	}
}

func TestBlocksAnswerForChina(t *testing.T) {
	r := laws.Run(t, entry(t, "blocks"), laws.China(t, 2020, 42), map[string]string{"top": "0"})
	// One yuan of transport equipment (18) needs 0.205 of home metals (14).
	laws.Printed(t, "transport equipment needs metals", laws.Cell(t, r, "pairs", "18>14", "total"), "0.205")
	table, _ := r.Table("sectors")
	for _, row := range table.Rows {
		var parts float64
		for _, c := range []string{"own", "via_rest", "feedback", "spill_other", "spill_rest"} {
			v := laws.Cell(t, r, "sectors", row.Key, c)
			parts += v
			if v < 0 {
				t.Errorf("%s: %s is %v; want none below zero", row.Key, c, v)
			}
		}
		laws.Near(t, row.Key, parts, laws.Cell(t, r, "sectors", row.Key, "total"), 1e-12)
	}
}

// TestBlocksAddUpToTheInverse: the effects add up to the column sum of L, which
// is computed elsewhere, whole sectors and divided ones.
func TestBlocksAddUpToTheInverse(t *testing.T) {
	for _, n := range []int{2, 3, 10, 24} {
		in := random(1, n, uint64(n))
		m, err := leontief.For(context.Background(), in, leontief.Domestic)
		if err != nil {
			t.Fatal(err)
		}
		multiplier := m.SolveT(ones(n))
		for _, groups := range [][2]string{{"g", "h"}, {"p", "g"}, {"p", "q"}} {
			r := laws.Run(t, entry(t, "blocks"), in, map[string]string{"group-a": groups[0], "group-b": groups[1], "top": "0"})
			table, _ := r.Table("sectors")
			for _, row := range table.Rows {
				item, _, _ := strings.Cut(row.Key, "/")
				i, err := in.System.Industries.Find(item)
				if err != nil {
					t.Fatal(err)
				}
				laws.Near(t, fmt.Sprint(n, groups, row.Key), laws.Cell(t, r, "sectors", row.Key, "total"), multiplier[i], 1e-9)
			}
			checkValues(t, r, groups)
		}
	}
}

// checkValues: pairs add up to the spillovers, in value.
func checkValues(t *testing.T, r *result.Result, groups [2]string) {
	t.Helper()
	pairs, _ := r.Table("pairs")
	c, _ := pairs.Column("value")
	var sum float64
	for _, row := range pairs.Rows {
		sum += row.Cells[c].Number
	}
	want := laws.Cell(t, r, "values", groups[0], "spill_other") + laws.Cell(t, r, "values", groups[1], "spill_other")
	laws.Near(t, fmt.Sprint("pairs of ", groups), sum, want, 1e-9*(1+math.Abs(want)))
}

// TestDividedSectorIsItsParts: half a sector has half its value and the same
// effects per unit.
func TestDividedSectorIsItsParts(t *testing.T) {
	in := random(1, 6, 5)
	r := laws.Run(t, entry(t, "blocks"), in, map[string]string{"group-a": "p", "group-b": "g"})
	m, err := leontief.For(context.Background(), in, leontief.Domestic)
	if err != nil {
		t.Fatal(err)
	}
	laws.Near(t, "demand", laws.Cell(t, r, "values", "p", "demand"), 0.5*m.Demand()[5], 1e-9)
	// the part that is in p sells itself half of what the sector sells itself
	own := 1 / (1 - 0.5*m.Coefficient(5, 5))
	laws.Near(t, "own", laws.Cell(t, r, "blocks", "p", "own"), own, 1e-12)
}

func TestBlocksOfNeighboursTwoByTwo(t *testing.T) {
	// Two industries, a group each: Miyazawa's multipliers by hand.
	in := random(1, 2, 9)
	m, err := leontief.For(context.Background(), in, leontief.Domestic)
	if err != nil {
		t.Fatal(err)
	}
	a := func(i, j int) float64 { return m.Coefficient(i, j) }
	r := laws.Run(t, entry(t, "blocks"), in, map[string]string{"group-a": "g", "group-b": "p"})
	b1 := 1 / (1 - a(0, 0))
	laws.Near(t, "own", laws.Cell(t, r, "blocks", "g", "own"), b1, 1e-12)
	l11 := 1 / (1 - a(0, 0) - a(0, 1)*a(1, 0)/(1-a(1, 1)))
	sum := laws.Cell(t, r, "blocks", "g", "own") + laws.Cell(t, r, "blocks", "g", "via_rest") + laws.Cell(t, r, "blocks", "g", "feedback")
	laws.Near(t, "l_11", sum, l11, 1e-12)
}

func TestOverlapAndEmptyAreErrors(t *testing.T) {
	in := random(1, 6, 6)
	_, err := laws.Try(t, entry(t, "blocks"), in, map[string]string{"group-a": "g", "group-b": "q"})
	var overlap *structure.OverlapError
	if !errors.As(err, &overlap) || len(overlap.Sectors) != 1 || overlap.Sectors[0] != "c1" {
		t.Errorf("got %v; want an OverlapError that names c1", err)
	}
	_, err = laws.Try(t, entry(t, "blocks"), in, map[string]string{"group-a": "g", "group-b": "none"})
	var empty *structure.EmptyGroupError
	if !errors.As(err, &empty) || empty.Group != "none" {
		t.Errorf("got %v; want an EmptyGroupError that names the group", err)
	}
}

func ones(n int) []float64 {
	w := make([]float64, n)
	for i := range w {
		w[i] = 1
	}
	return w
}

func TestEntriesObeyTheLaws(t *testing.T) {
	for _, economy := range []laws.Economy{
		{Regions: 1, Sectors: 7, Seed: 3, Residuals: true, Falling: true},
		{Regions: 1, Sectors: 6, Seed: 8, Imports: iot.ImportsInside},
		{Regions: 3, Sectors: 5, Seed: 3, Falling: true},
	} {
		in, where := economy.Input(), ""
		if economy.Regions > 1 {
			where = "B"
		}
		laws.Obeys(t, entry(t, "structure"), in, map[string]string{"economy": where})
		laws.Obeys(t, entry(t, "blocks"), in,
			map[string]string{"economy": where, "group-a": "g", "group-b": "h", "top": "2"},
			map[string]string{"economy": where, "group-a": "p", "group-b": "q", "top": "1", "measure": "value-added"},
			map[string]string{"economy": where, "group-a": "p", "group-b": "g", "top": "0"})
	}
}

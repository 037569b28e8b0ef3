package structure_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"dougong/class"
	"dougong/dataset"
	"dougong/internal/shared"
	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
	"dougong/structure"
)

func open(t testing.TB, elem ...string) *result.Input {
	t.Helper()
	sys, err := dataset.Open(context.Background(), shared.Path(t, elem...), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tags, _ := class.TagsFor(sys.Sectors)
	return &result.Input{System: sys, Tags: tags, Memo: result.NewMemo()}
}

func china(t testing.TB, year, sectors int) *result.Input {
	return open(t, "data", "china-nbs", fmt.Sprintf("china_%d_%d.csv", year, sectors))
}

func entry(t testing.TB, id string) *result.Entry {
	t.Helper()
	for _, e := range structure.Entries() {
		if e.ID == id {
			return e
		}
	}
	t.Fatalf("no entry %s", id)
	return nil
}

func run(t testing.TB, e *result.Entry, in *result.Input, params map[string]string) (*result.Result, error) {
	t.Helper()
	values, err := e.Resolve(params, in.System, in.Tags)
	if err != nil {
		t.Fatal(err)
	}
	in.Params = values
	return e.Run(context.Background(), in)
}

func mustRun(t testing.TB, e *result.Entry, in *result.Input, params map[string]string) *result.Result {
	t.Helper()
	r, err := run(t, e, in, params)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func cell(t testing.TB, r *result.Result, table, row, column string) float64 {
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

func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if math.Abs(got-want) > tolerance || math.IsNaN(got) {
		t.Errorf("%s: got %.12g; want %.12g", what, got, want)
	}
}

func printed(t testing.TB, what string, got float64, want string) {
	t.Helper()
	_, decimals, _ := strings.Cut(want, ".")
	if s := fmt.Sprintf("%.*f", len(decimals), got); s != want {
		t.Errorf("%s: got %s (%.9g); want %s", what, s, got, want)
	}
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
		r := mustRun(t, entry(t, "structure"), china(t, want.year, 42), nil)
		gdp := cell(t, r, "totals", "value_added", "value")
		printed(t, fmt.Sprint(want.year, " GDP"), gdp/1e8, want.gdp)
		near(t, fmt.Sprint(want.year, " GDP from expenditure"), cell(t, r, "totals", "gdp-expenditure", "value")/gdp, 1, 1e-13)
		printed(t, fmt.Sprint(want.year, " manufacturing"), cell(t, r, "groups", "manufacturing/all", "value_added_share"), want.manufacturing)
		printed(t, fmt.Sprint(want.year, " equipment"), 100*cell(t, r, "groups", "equipment/industry", "value_added_share"), want.equipment)
		printed(t, fmt.Sprint(want.year, " R&D"), 100*cell(t, r, "groups", "rd-intensive/manufacturing", "value_added_share"), want.rd)
	}
}

// TestDigitalCompleteConsumption: B = (I - A - Aᵐ)⁻¹ - I, rows 20 and 31, mean
// over manufacturing without electronics, output weights; and with domestic L.
func TestDigitalCompleteConsumption(t *testing.T) {
	for year, want := range map[int][2]string{2017: {"0.084133", "0.0425"}, 2018: {"0.084297", "0.0428"}, 2020: {"0.091924", "0.0506"}} {
		in := china(t, year, 42)
		for k, tech := range []leontief.Technology{leontief.Total, leontief.Domestic} {
			m, err := leontief.For(context.Background(), in, tech)
			if err != nil {
				t.Fatal(err)
			}
			printed(t, fmt.Sprint(year, " ", tech), digital(m, in), want[k])
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
	for _, in := range []*result.Input{china(t, 2020, 42), china(t, 2020, 153), random(3, 10, 1), random(1, 1, 2)} {
		params := map[string]string{}
		if in.System.MultiRegion() {
			params["economy"] = "B"
		}
		r := mustRun(t, entry(t, "structure"), in, params)
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
			total := cell(t, r, "totals", column, "value")
			near(t, in.System.Name+" "+column, levels, total, 1e-9*math.Abs(total))
			if total != 0 {
				near(t, in.System.Name+" shares of "+column, shares, 1, 1e-9)
			}
		}
	}
}

func TestBlocksAnswerForChina(t *testing.T) {
	r := mustRun(t, entry(t, "blocks"), china(t, 2020, 42), map[string]string{"top": "0"})
	// One yuan of transport equipment (18) needs 0.205 of home metals (14).
	printed(t, "transport equipment needs metals", cell(t, r, "pairs", "18>14", "total"), "0.205")
	table, _ := r.Table("sectors")
	for _, row := range table.Rows {
		var parts float64
		for _, c := range []string{"own", "via_rest", "feedback", "spill_other", "spill_rest"} {
			v := cell(t, r, "sectors", row.Key, c)
			parts += v
			if v < 0 {
				t.Errorf("%s: %s is %v; want none below zero", row.Key, c, v)
			}
		}
		near(t, row.Key, parts, cell(t, r, "sectors", row.Key, "total"), 1e-12)
	}
}

// random is one economy, or a world of several, with tags for groups g (first
// third), h (second third) and p (half of the last industry).
func random(regions, items int, seed uint64) *result.Input {
	rng := rand.New(rand.NewPCG(seed, uint64(regions*100+items)))
	n := regions * items
	z, y, v, x := iot.NewDense(n, n), iot.NewDense(n, regions), iot.NewDense(1, n), make([]float64, n)
	var keys, final []iot.Key
	kinds := make([]iot.FinalKind, regions)
	for r := range regions {
		name := ""
		if regions > 1 {
			name = string(rune('A' + r))
		}
		for i := range items {
			keys = append(keys, iot.Key{Region: name, Item: fmt.Sprintf("c%d", i+1)})
		}
		final, kinds[r] = append(final, iot.Key{Region: name, Item: "hh"}), iot.Household
	}
	for i := range n {
		for j := range n {
			z[i][j] = rng.Float64()
			x[i] += z[i][j]
		}
		for k := range y[i] {
			y[i][k] = rng.Float64() * float64(n)
			x[i] += y[i][k]
		}
	}
	for j := range n {
		v[0][j] = x[j]
		for i := range n {
			v[0][j] -= z[i][j]
		}
	}
	axis, unit := iot.MustAxis("industry", keys, nil), iot.MoneyUnit("USD", 6)
	sys, err := iot.NewSystem(iot.System{
		Meta: iot.Meta{Name: fmt.Sprintf("random-%dx%d", regions, items), Unit: unit, Year: 2020}, Industries: axis, Imports: iot.ImportsInside,
		Flows:       iot.NewTable("Flows", axis, axis, unit, iot.Origin{}, z),
		FinalDemand: iot.NewTable("FinalDemand", axis, iot.MustAxis("final demand", final, nil), unit, iot.Origin{}, y),
		Primary:     iot.NewTable("Primary", iot.MustAxis("primary input", []iot.Key{{Item: "VA"}}, nil), axis, unit, iot.Origin{}, v),
		Output:      x, FinalKinds: kinds, PrimaryKinds: []iot.PrimaryKind{iot.ValueAddedTotal},
	})
	if err != nil {
		panic(err)
	}
	return &result.Input{System: sys, Tags: randomTags(items), Memo: result.NewMemo()}
}

func randomTags(items int) *class.Tags {
	text := "group,sector,weight,group_en,group_zh\ng,,,first,甲\nh,,,second,乙\np,,,part,丙\nq,,,other part,丁\nnone,,,none,无\n"
	for i := range items {
		group := "g"
		if i >= (items+2)/3 {
			group = "h"
		}
		if i < 2*(items+2)/3 {
			text += fmt.Sprintf("%s,c%d\n", group, i+1)
		}
	}
	text += fmt.Sprintf("p,c%d,0.5\nq,c%d,0.3\n", items, items)
	if items > 1 {
		text += "q,c1,1\n"
	}
	tags, err := class.ReadTags("tags.csv", strings.NewReader(text))
	if err != nil {
		panic(err)
	}
	return tags
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
			r := mustRun(t, entry(t, "blocks"), in, map[string]string{"group-a": groups[0], "group-b": groups[1], "top": "0"})
			table, _ := r.Table("sectors")
			for _, row := range table.Rows {
				item, _, _ := strings.Cut(row.Key, "/")
				i, err := in.System.Industries.Find(item)
				if err != nil {
					t.Fatal(err)
				}
				near(t, fmt.Sprint(n, groups, row.Key), cell(t, r, "sectors", row.Key, "total"), multiplier[i], 1e-9)
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
	want := cell(t, r, "values", groups[0], "spill_other") + cell(t, r, "values", groups[1], "spill_other")
	near(t, fmt.Sprint("pairs of ", groups), sum, want, 1e-9*(1+math.Abs(want)))
}

// TestDividedSectorIsItsParts: half a sector has half its value and the same
// effects per unit.
func TestDividedSectorIsItsParts(t *testing.T) {
	in := random(1, 6, 5)
	r := mustRun(t, entry(t, "blocks"), in, map[string]string{"group-a": "p", "group-b": "g"})
	m, err := leontief.For(context.Background(), in, leontief.Domestic)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "demand", cell(t, r, "values", "p", "demand"), 0.5*m.Demand()[5], 1e-9)
	// the part that is in p sells itself half of what the sector sells itself
	own := 1 / (1 - 0.5*m.Coefficient(5, 5))
	near(t, "own", cell(t, r, "blocks", "p", "own"), own, 1e-12)
}

func TestBlocksOfNeighboursTwoByTwo(t *testing.T) {
	// Two industries, a group each: Miyazawa's multipliers by hand.
	in := random(1, 2, 9)
	m, err := leontief.For(context.Background(), in, leontief.Domestic)
	if err != nil {
		t.Fatal(err)
	}
	a := func(i, j int) float64 { return m.Coefficient(i, j) }
	r := mustRun(t, entry(t, "blocks"), in, map[string]string{"group-a": "g", "group-b": "p"})
	b1 := 1 / (1 - a(0, 0))
	near(t, "own", cell(t, r, "blocks", "g", "own"), b1, 1e-12)
	l11 := 1 / (1 - a(0, 0) - a(0, 1)*a(1, 0)/(1-a(1, 1)))
	sum := cell(t, r, "blocks", "g", "own") + cell(t, r, "blocks", "g", "via_rest") + cell(t, r, "blocks", "g", "feedback")
	near(t, "l_11", sum, l11, 1e-12)
}

func TestOverlapAndEmptyAreErrors(t *testing.T) {
	in := random(1, 6, 6)
	_, err := run(t, entry(t, "blocks"), in, map[string]string{"group-a": "g", "group-b": "q"})
	var overlap *structure.OverlapError
	if !errors.As(err, &overlap) || len(overlap.Sectors) != 1 || overlap.Sectors[0] != "c1" {
		t.Errorf("got %v; want an OverlapError that names c1", err)
	}
	_, err = run(t, entry(t, "blocks"), in, map[string]string{"group-a": "g", "group-b": "none"})
	var empty *structure.EmptyGroupError
	if !errors.As(err, &empty) || empty.Group != "none" {
		t.Errorf("got %v; want an EmptyGroupError that names the group", err)
	}
}

func TestRelabellingAndScaling(t *testing.T) {
	in := random(1, 10, 7)
	const by = 6.5
	order := rand.New(rand.NewPCG(1, 1)).Perm(10)
	s := *in.System
	factor := make([]float64, 10)
	for i := range factor {
		factor[i] = by
	}
	s.Industries = s.Industries.Select(order)
	s.Flows = s.Flows.ScaleRows("Flows", factor, "currency").Select("Flows", order, order)
	s.FinalDemand = s.FinalDemand.ScaleRows("FinalDemand", factor, "currency").Select("FinalDemand", order, nil)
	s.Primary = s.Primary.ScaleRows("Primary", factor[:1], "currency").Select("Primary", nil, order)
	s.Output = make([]float64, 10)
	for i, o := range order {
		s.Output[i] = by * in.System.Output[o]
	}
	moved, err := iot.NewSystem(s)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range structure.Entries() {
		params := map[string]string{}
		if e.ID == "blocks" {
			params = map[string]string{"group-a": "g", "group-b": "h", "top": "0"}
		}
		a := mustRun(t, e, in, params)
		b := mustRun(t, e, &result.Input{System: moved, Tags: in.Tags, Memo: result.NewMemo()}, params)
		for _, table := range a.Tables {
			other, _ := b.Table(table.ID)
			for _, row := range table.Rows {
				for c, column := range table.Columns {
					want := row.Cells[c].Number
					if column.Money {
						want *= by
					}
					v, ok := other.Value(row.Key, column.ID)
					if !ok || v.Absent != row.Cells[c].Absent || math.Abs(v.Number-want) > 1e-9*(1+math.Abs(want)) {
						t.Errorf("%s %s %s %s: got %+v; want %v", e.ID, table.ID, row.Key, column.ID, v, want)
					}
				}
			}
		}
	}
}

func ones(n int) []float64 {
	w := make([]float64, n)
	for i := range w {
		w[i] = 1
	}
	return w
}

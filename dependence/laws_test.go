package dependence_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

var sizes = []int{1, 2, 3, 10, 24}

func input(sys *iot.System) *result.Input {
	return &result.Input{System: sys, Memo: result.NewMemo()}
}

// checkContents: look-through imports, value added and the rest are all there is
// in a unit of output; suppliers add up to the totals, and so do origins to one.
func checkContents(t *testing.T, in *result.Input, economy, sector string, tolerance float64) {
	t.Helper()
	name := in.System.Name + " " + economy + " " + sector
	r := run(t, entry(t, "dependence"), in, map[string]string{"economy": economy, "sector": sector, "top": "7"})
	table, _ := r.Table("sectors")
	for _, row := range table.Rows {
		if v, _ := table.Value(row.Key, "total"); v.Absent != "" {
			continue
		}
		all := cell(t, r, "sectors", row.Key, "total") + cell(t, r, "sectors", row.Key, "value_added") + cell(t, r, "sectors", row.Key, "other")
		near(t, name+": contents of "+row.Key, all, 1, tolerance)
	}
	if !in.System.MultiRegion() {
		return
	}
	key := iot.Key{Region: economy, Item: sector}.String()
	for _, by := range []string{"by-economy", "by-industry"} {
		near(t, name+": direct "+by, sum(t, r, by, "direct"), cell(t, r, "sectors", key, "direct"), tolerance)
		near(t, name+": look-through "+by, sum(t, r, by, "total"), cell(t, r, "sectors", key, "total"), tolerance)
		near(t, name+": shares "+by, sum(t, r, by, "of_total"), 1, tolerance)
	}
	near(t, name+": origins", sum(t, r, "by-economy", "origin"), 1, tolerance)
	near(t, name+": paths", sum(t, r, "paths", "value"), cell(t, r, "sectors", key, "total"), tolerance)
}

func TestContentsAddUp(t *testing.T) {
	for _, n := range sizes {
		checkContents(t, input(randomWorld(3, n, 11)), "B", "c1", 1e-9)
		checkContents(t, input(randomSplit(t, n, 12)), "", "c1", 1e-9)
	}
}

// TestNationalAgreesWithWorld: one economy taken out of a world table has the
// same contents as inside it.
func TestNationalAgreesWithWorld(t *testing.T) {
	for _, n := range sizes {
		world := randomWorld(3, n, 21)
		national, err := world.National("B")
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"dependence", "export-content"} {
			inside := run(t, entry(t, id), input(world), map[string]string{"economy": "B"})
			outside := run(t, entry(t, id), input(national), nil)
			sameTable(t, id, inside, outside, "sectors", 1e-12)
		}
	}
}

// sameTable compares the numbers of a table in two answers, row by key.
func sameTable(t *testing.T, what string, a, b *result.Result, id string, tolerance float64) {
	t.Helper()
	ta, _ := a.Table(id)
	tb, ok := b.Table(id)
	if !ok || len(ta.Rows) != len(tb.Rows) {
		t.Errorf("%s: table %s differs in rows", what, id)
		return
	}
	for _, row := range ta.Rows {
		other, ok := tb.Find(row.Key)
		if !ok {
			t.Errorf("%s: no row %s", what, row.Key)
			continue
		}
		for c, column := range ta.Columns {
			x, y := row.Cells[c], other.Cells[c]
			if x.Absent != y.Absent || math.Abs(x.Number-y.Number) > tolerance*(1+math.Abs(x.Number)) {
				t.Errorf("%s: %s %s: got %+v; want %+v", what, row.Key, column.ID, y, x)
			}
		}
	}
}

func TestNoImportsNoDependence(t *testing.T) {
	for _, n := range sizes {
		s := randomSplit(t, n, 31)
		s.ImportFlows = s.ImportFlows.ScaleRows("ImportFlows", make([]float64, n), "nothing")
		closed, err := iot.NewSystem(*s)
		if err != nil {
			t.Fatal(err)
		}
		r := run(t, entry(t, "dependence"), input(closed), nil)
		table, _ := r.Table("sectors")
		for _, row := range table.Rows {
			if d := cell(t, r, "sectors", row.Key, "total"); d != 0 {
				t.Errorf("n %d: %s: look-through %v; want 0", n, row.Key, d)
			}
			if hidden, _ := table.Value(row.Key, "hidden"); hidden.Absent != result.NotApplicable {
				t.Errorf("n %d: %s: hidden share %+v; want not applicable", n, row.Key, hidden)
			}
		}
		x := run(t, entry(t, "export-content"), input(closed), nil)
		near(t, "foreign content", cell(t, x, "totals", "domestic", "foreign_share"), 0, 0)
	}
}

// permuted is a system with its industries in another order.
func permuted(t *testing.T, s *iot.System, order []int) *iot.System {
	t.Helper()
	p := *s
	p.Industries = s.Industries.Select(order)
	p.Flows = s.Flows.Select("Flows", order, order)
	p.FinalDemand = s.FinalDemand.Select("FinalDemand", order, nil)
	p.Primary = s.Primary.Select("Primary", nil, order)
	if s.ImportFlows != nil {
		p.ImportFlows = s.ImportFlows.Select("ImportFlows", order, order)
		p.ImportFinalDemand = s.ImportFinalDemand.Select("ImportFinalDemand", order, nil)
	}
	p.Output = make([]float64, len(order))
	for i, o := range order {
		p.Output[i] = s.Output[o]
	}
	again, err := iot.NewSystem(p)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func TestRelabellingPermutes(t *testing.T) {
	for _, n := range sizes {
		world := randomWorld(2, n, 41)
		order := rand.New(rand.NewPCG(41, 0)).Perm(world.N())
		other := permuted(t, world, order)
		for id, params := range map[string]map[string]string{
			"dependence":     {"economy": "B", "sector": "c1", "top": "0"},
			"export-content": {"economy": "B", "top": "0"},
			"users-of":       {"economy": "B", "sector": "c1", "top": "0"},
			"leverage":       {"economy": "B", "top": "0"},
			"mutual":         {},
		} {
			a, b := run(t, entry(t, id), input(world), params), run(t, entry(t, id), input(other), params)
			for _, table := range a.Tables {
				if table.ID != "paths" { // near-ties may change places
					sameTable(t, fmt.Sprint(id, " n ", n), a, b, table.ID, 1e-11)
				}
			}
		}
	}
}

// scaled is a system in another currency.
func scaled(t *testing.T, s *iot.System, by float64) *iot.System {
	t.Helper()
	all := func(n int) []float64 {
		f := make([]float64, n)
		for i := range f {
			f[i] = by
		}
		return f
	}
	c := *s
	c.Flows = s.Flows.ScaleRows("Flows", all(s.N()), "currency")
	c.FinalDemand = s.FinalDemand.ScaleRows("FinalDemand", all(s.N()), "currency")
	c.Primary = s.Primary.ScaleRows("Primary", all(s.Primary.Rows.Len()), "currency")
	c.Output = make([]float64, s.N())
	for i, x := range s.Output {
		c.Output[i] = by * x
	}
	again, err := iot.NewSystem(c)
	if err != nil {
		t.Fatal(err)
	}
	return again
}

func TestScalingTheCurrencyScales(t *testing.T) {
	const by = 7.25
	world := randomWorld(3, 4, 51)
	other := scaled(t, world, by)
	for id, params := range map[string]map[string]string{
		"dependence": {"economy": "B", "sector": "c1"}, "suppliers-of": {"economy": "B", "sector": "c1"}, "users-of": {"economy": "B", "sector": "c1"},
		"exposure": {"economy": "B", "product": "c2"}, "export-content": {"economy": "B"}, "leverage": {"economy": "B"}, "mutual": {},
	} {
		a, b := run(t, entry(t, id), input(world), params), run(t, entry(t, id), input(other), params)
		for k, table := range a.Tables {
			for r, row := range table.Rows {
				for c, column := range table.Columns {
					want := row.Cells[c].Number
					if column.Money {
						want *= by
					}
					near(t, id+" "+table.ID+" "+row.Key+" "+column.ID, b.Tables[k].Rows[r].Cells[c].Number, want, 1e-11*(1+math.Abs(want)))
				}
			}
		}
	}
}

// TestLeverageMirrorsDependence: what they depend on us is what our row says in
// their dependence.
func TestLeverageMirrorsDependence(t *testing.T) {
	in := input(randomWorld(4, 3, 61))
	ours := run(t, entry(t, "leverage"), in, map[string]string{"economy": "B", "top": "2"})
	for _, partner := range []string{"A", "C", "D"} {
		theirs := run(t, entry(t, "dependence"), in, map[string]string{"economy": partner})
		for _, column := range []string{"direct", "total"} {
			near(t, partner+" "+column, cell(t, ours, "partners", partner, column), cell(t, theirs, "by-economy", "B", column), 1e-12)
		}
		near(t, partner+" share", cell(t, ours, "partners", partner, "of_imports"), cell(t, theirs, "by-economy", "B", "of_total"), 1e-12)
		back := run(t, entry(t, "leverage"), in, map[string]string{"economy": partner})
		near(t, partner+" net", cell(t, ours, "partners", partner, "net"), -cell(t, back, "partners", "B", "net"), 1e-12)
	}
	near(t, "inputs bought", sum(t, ours, "industries", "inputs"), sum(t, ours, "partners", "inputs"), 1e-9)
}

func TestMutualAddsUp(t *testing.T) {
	for _, n := range sizes {
		in := input(randomWorld(3, n, 71))
		r := run(t, entry(t, "mutual"), in, nil)
		for _, s := range []string{"A", "B", "C"} {
			row := func(column string) float64 { return cell(t, r, "economies", s, column) }
			near(t, s+" parts", row("home")+row("abroad")+row("other"), 1, 1e-9)
			var pairs float64
			for _, from := range []string{"A", "B", "C"} {
				if from != s {
					pairs += cell(t, r, "matrix", s+"<"+from, "look_through")
					near(t, s+" net", cell(t, r, "matrix", s+"<"+from, "leverage"), -cell(t, r, "matrix", from+"<"+s, "leverage"), 1e-12)
				}
			}
			near(t, s+" pairs", pairs, row("abroad"), 1e-9)
		}
	}
}

// TestExposureOfAllProductsIsDependence: exposures to all products, or to all
// suppliers of one, add up.
func TestExposureOfAllProductsIsDependence(t *testing.T) {
	in := input(randomWorld(3, 4, 81))
	content := run(t, entry(t, "dependence"), in, map[string]string{"economy": "B"})
	var total, one, parts float64
	for _, product := range []string{"c1", "c2", "c3", "c4"} {
		r := run(t, entry(t, "exposure"), in, map[string]string{"economy": "B", "product": product, "top": "0"})
		total += cell(t, r, "sectors", "B_c3", "total")
	}
	near(t, "all products", total, cell(t, content, "sectors", "B_c3", "total"), 1e-12)
	one = cell(t, run(t, entry(t, "exposure"), in, map[string]string{"economy": "B", "product": "c2", "top": "0"}), "sectors", "B_c3", "total")
	for _, supplier := range []string{"A", "C"} {
		r := run(t, entry(t, "exposure"), in, map[string]string{"economy": "B", "product": "c2", "supplier": supplier, "top": "0"})
		parts += cell(t, r, "sectors", "B_c3", "total")
	}
	near(t, "all suppliers", parts, one, 1e-12)
}

// TestEntriesAreComplete: both languages, formula, limits, citation, example.
func TestEntriesAreComplete(t *testing.T) {
	in := input(randomWorld(3, 4, 91))
	for _, id := range []string{"dependence", "suppliers-of", "users-of", "exposure", "export-content", "leverage", "mutual"} {
		e := entry(t, id)
		for _, l := range append([]class.Label{e.Label, e.Question}, e.Limits...) {
			if missing := l.Missing(); len(missing) > 0 {
				t.Errorf("%s: %q lacks %v", id, l.En+l.Zh, missing)
			}
		}
		if e.Formula == "" || len(e.Citation) == 0 || len(e.Limits) == 0 || e.Example == "" || e.Verb != result.Find {
			t.Errorf("%s: formula, citation, limits, example or verb missing", id)
		}
		for _, spec := range e.Tables {
			for _, c := range spec.Columns {
				if len(spec.Label.Missing())+len(c.Label.Missing())+len(c.Definition.Missing()) > 0 {
					t.Errorf("%s %s %s: a label lacks a language", id, spec.ID, c.ID)
				}
			}
		}
		r := run(t, e, in, small(e, in.System))
		if len(r.Headline) == 0 {
			t.Errorf("%s: no headline", id)
		}
		for _, l := range r.Headline {
			if missing := l.Missing(); len(missing) > 0 {
				t.Errorf("%s: headline %q lacks %v", id, l.En+l.Zh, missing)
			}
		}
		for _, f := range r.Figures {
			checkFigure(t, id, r, f)
		}
	}
}

func checkFigure(t *testing.T, id string, r *result.Result, f result.Figure) {
	t.Helper()
	table, ok := r.Table(f.Table)
	if !ok {
		t.Errorf("%s: figure %s draws table %s; there is none", id, f.ID, f.Table)
		return
	}
	for _, c := range append([]string{f.Label, f.From, f.To}, f.Values...) {
		if _, ok := table.Column(c); c != "" && !ok {
			t.Errorf("%s: figure %s draws column %s; there is none", id, f.ID, c)
		}
	}
}

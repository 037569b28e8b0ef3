package dependence_test

import (
	"math"
	"testing"

	"dougong/dependence"
	"dougong/internal/laws"
	"dougong/iot"
	"dougong/result"
)

// world is a random world of regions × sectors with residuals.
func world(regions, sectors int, seed uint64) *result.Input {
	return laws.Economy{Regions: regions, Sectors: sectors, Seed: seed, Residuals: true, Falling: true}.Input()
}

// split is economy B of a world, with domestic and imported use apart.
func split(t *testing.T, sectors int, seed uint64) *result.Input {
	t.Helper()
	s, err := world(3, sectors, seed).System.National("B")
	if err != nil {
		t.Fatal(err)
	}
	return laws.In(s, laws.Tags(sectors))
}

// checkContents: look-through imports, value added and the rest are all there is
// in a unit of output; suppliers add up to the totals, and so do origins to one.
func checkContents(t *testing.T, in *result.Input, economy, sector string, tolerance float64) {
	t.Helper()
	name := in.System.Name + " " + economy + " " + sector
	r := laws.Run(t, entry(t, "dependence"), in, map[string]string{"economy": economy, "sector": sector, "top": "7"})
	table, _ := r.Table("sectors")
	for _, row := range table.Rows {
		if v, _ := table.Value(row.Key, "total"); v.Absent != "" {
			continue
		}
		all := laws.Cell(t, r, "sectors", row.Key, "total") + laws.Cell(t, r, "sectors", row.Key, "value_added") + laws.Cell(t, r, "sectors", row.Key, "other")
		laws.Near(t, name+": contents of "+row.Key, all, 1, tolerance)
	}
	if !in.System.MultiRegion() {
		return
	}
	key := iot.Key{Region: economy, Item: sector}.String()
	for _, by := range []string{"by-economy", "by-industry"} {
		laws.Near(t, name+": direct "+by, laws.Sum(t, r, by, "direct"), laws.Cell(t, r, "sectors", key, "direct"), tolerance)
		laws.Near(t, name+": look-through "+by, laws.Sum(t, r, by, "total"), laws.Cell(t, r, "sectors", key, "total"), tolerance)
		laws.Near(t, name+": shares "+by, laws.Sum(t, r, by, "of_total"), 1, tolerance)
	}
	laws.Near(t, name+": origins", laws.Sum(t, r, "by-economy", "origin"), 1, tolerance)
	laws.Near(t, name+": paths", laws.Sum(t, r, "paths", "value"), laws.Cell(t, r, "sectors", key, "total"), tolerance)
}

func TestContentsAddUp(t *testing.T) {
	for _, n := range laws.Sizes {
		checkContents(t, world(3, n, 11), "B", "c1", 1e-9)
		checkContents(t, split(t, n, 12), "", "c1", 1e-9)
	}
}

// TestNationalAgreesWithWorld: one economy taken out of a world table has the
// same contents as inside it.
func TestNationalAgreesWithWorld(t *testing.T) {
	for _, n := range laws.Sizes {
		in := world(3, n, 21)
		national, err := in.System.National("B")
		if err != nil {
			t.Fatal(err)
		}
		for _, id := range []string{"dependence", "export-content"} {
			inside := laws.Run(t, entry(t, id), in, map[string]string{"economy": "B"})
			outside := laws.Run(t, entry(t, id), laws.In(national, in.Tags), nil)
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
	for _, n := range laws.Sizes {
		s := split(t, n, 31).System
		s.ImportFlows = s.ImportFlows.ScaleRows("ImportFlows", make([]float64, n), "nothing")
		closed, err := iot.NewSystem(*s)
		if err != nil {
			t.Fatal(err)
		}
		r := laws.Run(t, entry(t, "dependence"), laws.In(closed, nil), nil)
		table, _ := r.Table("sectors")
		for _, row := range table.Rows {
			if d := laws.Cell(t, r, "sectors", row.Key, "total"); d != 0 {
				t.Errorf("n %d: %s: look-through %v; want 0", n, row.Key, d)
			}
			if hidden, _ := table.Value(row.Key, "hidden"); hidden.Absent != result.NotApplicable {
				t.Errorf("n %d: %s: hidden share %+v; want not applicable", n, row.Key, hidden)
			}
		}
		x := laws.Run(t, entry(t, "export-content"), laws.In(closed, nil), nil)
		laws.Near(t, "foreign content", laws.Cell(t, x, "totals", "domestic", "foreign_share"), 0, 0)
	}
}

// TestLeverageMirrorsDependence: what they depend on us is what our row says in
// their dependence.
func TestLeverageMirrorsDependence(t *testing.T) {
	in := world(4, 3, 61)
	ours := laws.Run(t, entry(t, "leverage"), in, map[string]string{"economy": "B", "top": "2"})
	for _, partner := range []string{"A", "C", "D"} {
		theirs := laws.Run(t, entry(t, "dependence"), in, map[string]string{"economy": partner})
		for _, column := range []string{"direct", "total"} {
			laws.Near(t, partner+" "+column, laws.Cell(t, ours, "partners", partner, column), laws.Cell(t, theirs, "by-economy", "B", column), 1e-12)
		}
		laws.Near(t, partner+" share", laws.Cell(t, ours, "partners", partner, "of_imports"), laws.Cell(t, theirs, "by-economy", "B", "of_total"), 1e-12)
		back := laws.Run(t, entry(t, "leverage"), in, map[string]string{"economy": partner})
		laws.Near(t, partner+" net", laws.Cell(t, ours, "partners", partner, "net"), -laws.Cell(t, back, "partners", "B", "net"), 1e-12)
	}
	laws.Near(t, "inputs bought", laws.Sum(t, ours, "industries", "inputs"), laws.Sum(t, ours, "partners", "inputs"), 1e-9)
}

func TestMutualAddsUp(t *testing.T) {
	for _, n := range laws.Sizes {
		in := world(3, n, 71)
		r := laws.Run(t, entry(t, "mutual"), in, nil)
		for _, s := range []string{"A", "B", "C"} {
			row := func(column string) float64 { return laws.Cell(t, r, "economies", s, column) }
			laws.Near(t, s+" parts", row("home")+row("abroad")+row("other"), 1, 1e-9)
			var pairs float64
			for _, from := range []string{"A", "B", "C"} {
				if from != s {
					pairs += laws.Cell(t, r, "matrix", s+"<"+from, "look_through")
					laws.Near(t, s+" net", laws.Cell(t, r, "matrix", s+"<"+from, "leverage"), -laws.Cell(t, r, "matrix", from+"<"+s, "leverage"), 1e-12)
				}
			}
			laws.Near(t, s+" pairs", pairs, row("abroad"), 1e-9)
		}
	}
}

// TestNothingElseIsZero: where inputs and value added are all of output, what is
// neither is zero, not the rounding of a difference.
func TestNothingElseIsZero(t *testing.T) {
	for _, n := range laws.Sizes {
		s := laws.Economy{Regions: 3, Sectors: n, Seed: 75}.System()
		s.PrimaryKinds = []iot.PrimaryKind{iot.Compensation, iot.Surplus, iot.ProductionTaxes}
		in := laws.In(s, nil)
		for _, c := range []struct {
			id, table, column string
			params            map[string]string
		}{{"mutual", "economies", "other", nil}, {"dependence", "sectors", "other", map[string]string{"economy": "B"}}, {"dependence", "means", "other", map[string]string{"economy": "B"}}} {
			r := laws.Run(t, entry(t, c.id), in, c.params)
			for _, row := range laws.Table(t, r, c.table).Rows {
				if v := laws.Cell(t, r, c.table, row.Key, c.column); v != 0 {
					t.Errorf("n %d: %s %s %s: got %v; want 0", n, c.id, row.Key, c.column, v)
				}
			}
		}
		r := laws.Run(t, entry(t, "dependence"), in, map[string]string{"economy": "B", "sector": "c1"})
		if v := laws.Cell(t, r, "by-economy", "residual", "origin"); v != 0 {
			t.Errorf("n %d: residual of the world: got %v; want 0", n, v)
		}
	}
}

// TestExposureOfAllProductsIsDependence: exposures to all products, or to all
// suppliers of one, add up.
func TestExposureOfAllProductsIsDependence(t *testing.T) {
	in := world(3, 4, 81)
	content := laws.Run(t, entry(t, "dependence"), in, map[string]string{"economy": "B"})
	var total, one, parts float64
	for _, product := range []string{"c1", "c2", "c3", "c4"} {
		r := laws.Run(t, entry(t, "exposure"), in, map[string]string{"economy": "B", "product": product, "top": "0"})
		total += laws.Cell(t, r, "sectors", "B_c3", "total")
	}
	laws.Near(t, "all products", total, laws.Cell(t, content, "sectors", "B_c3", "total"), 1e-12)
	one = laws.Cell(t, laws.Run(t, entry(t, "exposure"), in, map[string]string{"economy": "B", "product": "c2", "top": "0"}), "sectors", "B_c3", "total")
	for _, supplier := range []string{"A", "C"} {
		r := laws.Run(t, entry(t, "exposure"), in, map[string]string{"economy": "B", "product": "c2", "supplier": supplier, "top": "0"})
		parts += laws.Cell(t, r, "sectors", "B_c3", "total")
	}
	laws.Near(t, "all suppliers", parts, one, 1e-12)
}

// ask are parameters with which an entry runs on a small world or its national
// tables.
func ask(e *result.Entry, in *result.Input, top string) map[string]string {
	all := map[string]string{"sector": "c1", "product": "c1", "top": top, "threshold": "0.02"}
	if in.System.MultiRegion() {
		all["economy"], all["supplier"] = "B", "A"
	}
	params := map[string]string{}
	for _, p := range e.Params {
		if value, ok := all[p.ID]; ok {
			params[p.ID] = value
		}
	}
	return params
}

func TestEntriesObeyTheLaws(t *testing.T) {
	for _, in := range []*result.Input{world(3, 4, 1), split(t, 5, 2), world(2, 1, 3)} {
		for _, e := range dependence.Entries() {
			if e.Check(in.System, in.Tags) == nil {
				laws.Obeys(t, e, in, ask(e, in, "3"), ask(e, in, "0"))
			}
		}
	}
}

func TestRelabellingPermutes(t *testing.T) {
	for _, n := range laws.Sizes {
		for _, e := range dependence.Entries() {
			in := world(2, n, 41)
			laws.Permutes(t, e, in, ask(e, in, "0"))
		}
	}
}

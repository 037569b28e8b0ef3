package balance_test

import (
	"math"
	"strconv"
	"testing"

	"dougong/balance"
	"dougong/internal/laws"
	"dougong/internal/shared"
	"dougong/iot"
)

// pymrio reads a table that pymrio 0.6.3 wrote: two label rows over the
// columns, one line for the names of the index, two label columns.
func pymrio(t *testing.T, file string) (rows, cols []iot.Key, cells iot.Dense) {
	t.Helper()
	records := shared.CSV(t, "reference", "io", "pymrio_test_mrio", file)
	head := 3
	if records[0][1] != "" { // one label row: x.csv
		head = 1
		cols = []iot.Key{{Item: records[0][2]}}
	} else {
		for j := 2; j < len(records[0]); j++ {
			cols = append(cols, iot.Key{Region: records[0][j], Item: records[1][j]})
		}
	}
	for _, r := range records[head:] {
		rows = append(rows, iot.Key{Region: r[0], Item: r[1]})
		line := make([]float64, len(r)-2)
		for j, text := range r[2:] {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatalf("%s: %v: %v", file, r[:2], err)
			}
			line[j] = v
		}
		cells = append(cells, line)
	}
	return rows, cols, cells
}

// pymrioWorld is the test table of pymrio: 6 regions, 8 sectors, 7 categories.
func pymrioWorld(t *testing.T) *iot.System {
	keys, _, z := pymrio(t, "Z.csv")
	_, demand, y := pymrio(t, "Y.csv")
	_, _, x := pymrio(t, "x.csv")
	stressors, _, f := pymrio(t, "emissions__F.csv")
	_, _, fy := pymrio(t, "emissions__F_Y.csv")
	for i := range stressors {
		stressors[i] = iot.Key{Item: stressors[i].Region}
	}
	axis, cols := iot.MustAxis("industry", keys, nil), iot.MustAxis("final demand", demand, nil)
	rest, accounts := iot.MustAxis("primary input", []iot.Key{{Item: "VA"}}, nil), iot.MustAxis("account", stressors, nil)
	kg := iot.Unit{Kind: iot.Quantity, Symbol: "kg"}
	v, output, kinds := iot.NewDense(1, len(keys)), make([]float64, len(keys)), make([]iot.FinalKind, len(demand))
	for i := range output {
		output[i] = x[i][0]
	}
	for k := range kinds {
		kinds[k] = iot.OtherFinal
	}
	s, err := iot.NewSystem(iot.System{Meta: iot.Meta{Name: "pymrio", Unit: laws.Unit}, Industries: axis, Imports: iot.ImportsInside,
		Flows:       iot.NewTable("Flows", axis, axis, laws.Unit, iot.Origin{}, z),
		FinalDemand: iot.NewTable("FinalDemand", axis, cols, laws.Unit, iot.Origin{}, y),
		Primary:     iot.NewTable("Primary", rest, axis, laws.Unit, iot.Origin{}, v), Output: output,
		FinalKinds: kinds, PrimaryKinds: []iot.PrimaryKind{iot.ValueAddedRest},
		Extensions: []*iot.Extension{{Name: "emissions", Accounts: accounts, Units: []iot.Unit{kg, kg},
			Flows: iot.NewTable("F", accounts, axis, kg, iot.Origin{}, f), Household: iot.NewTable("F_Y", accounts, cols, kg, iot.Origin{}, fy)}}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// pymrio 0.6.3, aggregate(region_agg, sector_agg): regions 1 to 3 and 4 to 6;
// primary, secondary and tertiary sectors.
func TestPymrioAggregation(t *testing.T) {
	s := pymrioWorld(t)
	g, _, err := balance.Aggregate(s, read("code,group\nreg1,A\nreg2,A\nreg3,A\nreg4,B\nreg5,B\nreg6,B\n"),
		read("code,group\nfood,prim\nmining,prim\nmanufactoring,sec\nelectricity,sec\nconstruction,sec\ntrade,ter\ntransport,ter\nother,ter\n"))
	if err != nil {
		t.Fatal(err)
	}
	equal := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-9*math.Max(1, math.Abs(want)) {
			t.Errorf("%s: got %.17g; want %.17g", what, got, want)
		}
	}
	for file, table := range map[string]*iot.Table{"agg2x3__Z.csv": g.Flows, "agg2x3__Y.csv": g.FinalDemand} {
		rows, cols, cells := pymrio(t, file)
		for i := range rows {
			for j := range cols {
				r, okRow := table.Rows.Index(rows[i])
				c, okCol := table.Cols.Index(cols[j])
				if !okRow || !okCol {
					t.Fatalf("%s: no cell %v × %v", file, rows[i], cols[j])
				}
				equal(file+" "+rows[i].String()+" × "+cols[j].String(), table.At(r, c), cells[i][j])
			}
		}
	}
	rows, _, x := pymrio(t, "agg2x3__x.csv")
	for i, k := range rows {
		at, _ := g.Industries.Index(k)
		equal("x "+k.String(), g.Output[at], x[i][0])
		// A = Z / x, the recipe of the groups.
		_, _, a := pymrio(t, "agg2x3__A.csv")
		for j := range rows {
			equal("A "+k.String(), g.Flows.At(j, at)/g.Output[at], a[j][i])
		}
	}
}

// The emissions that pymrio attributes to the consumers of its aggregate add up
// to what the accounts of the aggregate hold, households included.
func TestPymrioExtensionTotals(t *testing.T) {
	s := pymrioWorld(t)
	g, cover, err := balance.Aggregate(s, read("code,group\nreg1,A\nreg2,A\nreg3,A\nreg4,B\nreg5,B\nreg6,B\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(cover.Totals) != 6 { // output, Z, Y, V and two stressors
		t.Errorf("got %d totals; want 6", len(cover.Totals))
	}
	records := shared.CSV(t, "reference", "io", "pymrio_test_mrio", "agg2x3__emissions__D_cba_reg.csv")
	for r, record := range records[1:] {
		var want float64
		for _, text := range record[2:] {
			v, err := strconv.ParseFloat(text, 64)
			if err != nil {
				t.Fatal(err)
			}
			want += v
		}
		got := sum(g.Extensions[0].Flows.Row(r, nil)) + sum(g.Extensions[0].Household.Row(r, nil))
		if math.Abs(got-want) > 1e-9*want {
			t.Errorf("%s: got %.17g; want %.17g", record[0], got, want)
		}
	}
}

func sum(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += x
	}
	return s
}

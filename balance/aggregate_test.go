package balance_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	"dougong/balance"
	"dougong/class"
	"dougong/iot"
)

var money = iot.MoneyUnit("USD", 6)

// world makes a random system of regions × sectors with two categories of final
// demand, two primary rows, satellite accounts, and residuals; a single region
// has no code.
func world(seed uint64, regions, sectors int, imports iot.ImportTreatment) *iot.System {
	r := rand.New(rand.NewPCG(seed, 1))
	fill := func(rows, cols int) iot.Dense {
		d := iot.NewDense(rows, cols)
		for i := range d {
			for j := range d[i] {
				d[i][j] = math.Round(r.Float64() * 1000)
			}
		}
		return d
	}
	var keys, demand []iot.Key
	var labels []class.Label
	var finals []iot.FinalKind
	for g := range regions {
		code := ""
		if regions > 1 {
			code = fmt.Sprintf("R%02d", g)
		}
		for s := range sectors {
			keys = append(keys, iot.Key{Region: code, Item: fmt.Sprintf("s%02d", s)})
			labels = append(labels, class.Label{En: fmt.Sprintf("sector %d", s), Zh: fmt.Sprintf("部门%d", s)})
		}
		demand = append(demand, iot.Key{Region: code, Item: "C"}, iot.Key{Region: code, Item: "I"})
		finals = append(finals, iot.Consumption, iot.Inventories)
	}
	n := len(keys)
	axis := iot.MustAxis("industry", keys, labels)
	cols := iot.MustAxis("final demand", demand, nil)
	primary := iot.MustAxis("primary input", []iot.Key{{Item: "W"}, {Item: "T"}}, nil)
	accounts := iot.MustAxis("account", []iot.Key{{Item: "persons"}}, nil)
	origin := iot.Origin{File: "world.csv", Rows: iot.Sequence(2, n), Cols: iot.Sequence(2, n)}
	table := func(name string, rows, cols *iot.Axis) *iot.Table {
		return iot.NewTable(name, rows, cols, money, origin, fill(rows.Len(), cols.Len()))
	}
	s := iot.System{Meta: iot.Meta{Name: "world", Unit: money, Sectors: "test"}, Industries: axis, Imports: imports,
		Flows: table("Flows", axis, axis), FinalDemand: table("FinalDemand", axis, cols), Primary: table("Primary", primary, axis),
		FinalKinds: finals, PrimaryKinds: []iot.PrimaryKind{iot.Compensation, iot.ProductTaxes},
		Extensions: []*iot.Extension{{Name: "jobs", Accounts: accounts, Units: []iot.Unit{{Kind: iot.Quantity, Symbol: "persons"}},
			Flows: table("jobs", accounts, axis), Household: table("jobs of households", accounts, cols)}}}
	switch imports {
	case iot.ImportSplit:
		s.ImportFlows, s.ImportFinalDemand = table("ImportFlows", axis, axis), table("ImportFinalDemand", axis, cols)
	case iot.ImportsColumn:
		s.ImportColumn = fill(1, n)[0]
	}
	s.Output = s.Flows.RowSums()
	for i := range s.Output {
		s.Output[i] += math.Round(r.Float64() * 5000)
	}
	system, err := iot.NewSystem(s)
	if err != nil {
		panic(err)
	}
	return system
}

// groups writes a concordance of codes into a number of groups, by the remainder.
func groups(codes []string, prefix string, into int) *balance.Concordance {
	lines := "code,group\n"
	for i, c := range codes {
		lines += fmt.Sprintf("%s,%s%d\n", c, prefix, i%into)
	}
	return read(lines)
}

func read(text string) *balance.Concordance {
	c, err := balance.ReadConcordance("groups.csv", strings.NewReader(text))
	if err != nil {
		panic(err)
	}
	return c
}

func blocks(s *iot.System) map[string]*iot.Table {
	m := map[string]*iot.Table{"Z": s.Flows, "Y": s.FinalDemand, "V": s.Primary}
	if s.ImportFlows != nil {
		m["Zm"], m["Ym"] = s.ImportFlows, s.ImportFinalDemand
	}
	for _, e := range s.Extensions {
		m[e.Name], m[e.Name+" of households"] = e.Flows, e.Household
	}
	return m
}

func same(t *testing.T, what string, got, want []float64) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("%s: got %d numbers; want %d", what, len(got), len(want))
	}
	for i := range got {
		if d := math.Abs(got[i] - want[i]); d > 1e-9*math.Max(1, math.Abs(want[i])) {
			t.Fatalf("%s: position %d: got %v; want %v", what, i, got[i], want[i])
		}
	}
}

func sameSystem(t *testing.T, got, want *iot.System) {
	t.Helper()
	if !reflect.DeepEqual(got.Industries.Keys(), want.Industries.Keys()) {
		t.Fatalf("industries: got %v; want %v", got.Industries.Keys(), want.Industries.Keys())
	}
	wanted := blocks(want)
	for name, g := range blocks(got) {
		w := wanted[name]
		if !reflect.DeepEqual(g.Cols.Keys(), w.Cols.Keys()) || !reflect.DeepEqual(g.Rows.Keys(), w.Rows.Keys()) {
			t.Fatalf("%s: other rows or columns: got %v × %v", name, g.Rows.Keys(), g.Cols.Keys())
		}
		for i := range g.Rows.Len() {
			same(t, name, g.Row(i, nil), w.Row(i, nil))
		}
	}
	same(t, "output", got.Output, want.Output)
	same(t, "imports", got.ImportColumn, want.ImportColumn)
	if !reflect.DeepEqual(got.FinalKinds, want.FinalKinds) || !reflect.DeepEqual(got.PrimaryKinds, want.PrimaryKinds) {
		t.Errorf("kinds: got %v, %v; want %v, %v", got.FinalKinds, got.PrimaryKinds, want.FinalKinds, want.PrimaryKinds)
	}
}

// each runs a law over random economies of the sizes 1, 2, 3, 10 and 24, as one
// region, as several, and under all treatments of imports.
func each(t *testing.T, law func(t *testing.T, s *iot.System)) {
	for _, size := range [][2]int{{1, 1}, {1, 2}, {1, 3}, {2, 5}, {1, 24}, {4, 6}} {
		for _, imports := range []iot.ImportTreatment{iot.ImportsInside, iot.ImportSplit, iot.ImportsColumn} {
			t.Run(fmt.Sprintf("%dx%d %s", size[0], size[1], imports), func(t *testing.T) {
				law(t, world(uint64(10*size[0]+size[1]), size[0], size[1], imports))
			})
		}
	}
}

func regionGroups(s *iot.System, into int) *balance.Concordance {
	if !s.MultiRegion() {
		return nil
	}
	return groups(s.Industries.Regions(), "G", into)
}

func TestTotalsAndIdentitiesAreKept(t *testing.T) {
	each(t, func(t *testing.T, s *iot.System) {
		g, cover, err := balance.Aggregate(s, regionGroups(s, 2), groups(s.Industries.Items(), "g", 2))
		if err != nil {
			t.Fatal(err)
		}
		if len(cover.Totals) < 5 {
			t.Errorf("got %d totals; want one for each block", len(cover.Totals))
		}
		for _, total := range cover.Totals {
			same(t, total.Block, []float64{total.After}, []float64{total.Before})
		}
		// Residual accounts are sums too: row by row and column by column.
		row, col := make([]float64, g.N()), make([]float64, g.N())
		number := func(code string) int { n := 0; fmt.Sscanf(code[1:], "%d", &n); return n }
		for i, k := range s.Industries.Keys() {
			to := iot.Key{Item: fmt.Sprintf("g%d", number(k.Item)%2)}
			if k.Region != "" {
				to.Region = fmt.Sprintf("G%d", number(k.Region)%2)
			}
			at, ok := g.Industries.Index(to)
			if !ok {
				t.Fatalf("no group %v; have %v", to, g.Industries.Keys())
			}
			row[at] += s.RowResidual()[i]
			col[at] += s.ColumnResidual()[i]
		}
		same(t, "row residual", g.RowResidual(), row)
		same(t, "column residual", g.ColumnResidual(), col)
	})
}

func TestOneToOneIsIdentity(t *testing.T) {
	each(t, func(t *testing.T, s *iot.System) {
		own := func(codes []string) *balance.Concordance {
			lines := "code,group\n"
			for _, c := range codes {
				lines += c + "," + c + "\n"
			}
			return read(lines)
		}
		var regions *balance.Concordance
		if s.MultiRegion() {
			regions = own(s.Industries.Regions())
		}
		for _, c := range [][2]*balance.Concordance{{regions, own(s.Industries.Items())}, {nil, nil}} {
			g, _, err := balance.Aggregate(s, c[0], c[1])
			if err != nil {
				t.Fatal(err)
			}
			sameSystem(t, g, s)
			if !reflect.DeepEqual(g.Industries.Labels(), s.Industries.Labels()) {
				t.Errorf("labels: got %v; want %v", g.Industries.Labels(), s.Industries.Labels())
			}
		}
	})
}

func TestTwiceIsOnceComposed(t *testing.T) {
	each(t, func(t *testing.T, s *iot.System) {
		first := groups(s.Industries.Items(), "g", 3)
		once, _, err := balance.Aggregate(s, regionGroups(s, 3), first)
		if err != nil {
			t.Fatal(err)
		}
		twice, _, err := balance.Aggregate(once, regionGroups(once, 2), groups(once.Industries.Items(), "h", 2))
		if err != nil {
			t.Fatal(err)
		}
		composed := func(codes []string, prefix string) *balance.Concordance {
			lines := "code,group\n"
			for i, c := range codes {
				lines += fmt.Sprintf("%s,%s%d\n", c, prefix, i%3%2)
			}
			return read(lines)
		}
		var regions *balance.Concordance
		if s.MultiRegion() {
			regions = composed(s.Industries.Regions(), "G")
		}
		direct, _, err := balance.Aggregate(s, regions, composed(s.Industries.Items(), "h"))
		if err != nil {
			t.Fatal(err)
		}
		sameSystem(t, twice, direct)
	})
}

func TestOriginsAndLabelsFollow(t *testing.T) {
	s := world(3, 3, 3, iot.ImportsInside)
	g, cover, err := balance.Aggregate(s, read("code,group,label_en,label_zh\nR02,A,,\nR00,A,Both ends,两端\nR01,R01,,\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if l, _ := g.EconomyLabel("A"); l != (class.Label{En: "Both ends", Zh: "两端"}) {
		t.Errorf("label of A: got %v", l)
	}
	// A is made of R00 (rows 2 to 4) and R02 (rows 8 to 10): sector s01 stands in rows 3 and 9.
	places, n := g.Flows.Origin.Cells(1, 0, 9)
	if n != 4 || places[0].Row != 3 || places[3].Row != 9 || places[3].Col != 8 {
		t.Errorf("cells behind A_s01 × A_s00: got %v; want rows 3 and 9, columns 2 and 8", places)
	}
	// Stocks of R01 are the fourth column of final demand, there and here.
	places, n = g.FinalDemand.Origin.Cells(1, 3, 9)
	if n != 2 || places[0].Row != 3 || places[1].Row != 9 || places[0].Col != 5 {
		t.Errorf("cells behind A_s01 × R01_I: got %v; want rows 3 and 9, column 5", places)
	}
	if notes := g.Flows.Origin.Notes; len(notes) != 1 || notes[0] != "added up by groups.csv" {
		t.Errorf("notes: got %q", notes)
	}
	if got := cover.String(); got != "3 economies into 2, 3 sectors into 3" {
		t.Errorf("coverage: got %q", got)
	}
	if g.Sectors != "test" {
		t.Errorf("sectors: got %q; want the classification kept", g.Sectors)
	}
}

func TestKeptCodes(t *testing.T) {
	s := world(3, 4, 2, iot.ImportsInside)
	some := read("code,group\nR03,Z\nR01,Z\n")
	if _, _, err := balance.Aggregate(s, some, nil); err == nil || !strings.Contains(err.Error(),
		"groups.csv: 2 of the table's 4 economy codes are in no group: R00, R02") {
		t.Errorf("codes left over: got %v", err)
	}
	some.Keep = true
	g, cover, err := balance.Aggregate(s, some, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(g.Industries.Regions(), " "); got != "Z R00 R02" {
		t.Errorf("regions: got %s; want the groups of the file, then the codes kept", got)
	}
	if got := strings.Join(cover.Regions.Kept, " "); got != "R00 R02" {
		t.Errorf("kept: got %s", got)
	}
}

// Tables that list final demand by component, then by economy (OECD 2016), come
// out by economy, with their kinds.
func TestComponentsBeforeEconomies(t *testing.T) {
	s := *world(5, 2, 2, iot.ImportsInside)
	order := []int{0, 2, 1, 3}
	s.FinalDemand = s.FinalDemand.Select("FinalDemand", nil, order)
	s.FinalKinds = []iot.FinalKind{iot.Consumption, iot.Consumption, iot.Inventories, iot.Inventories}
	s.Extensions = nil
	g, _, err := balance.Aggregate(&s, groups([]string{"R00", "R01"}, "G", 2), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for k, key := range g.FinalDemand.Cols.Keys() {
		got = append(got, key.String()+" "+string(g.FinalKinds[k]))
	}
	if want := "G0_C consumption, G0_I inventories, G1_C consumption, G1_I inventories"; strings.Join(got, ", ") != want {
		t.Errorf("got %s; want %s", strings.Join(got, ", "), want)
	}
	s.FinalKinds[1] = iot.Government
	if _, _, err := balance.Aggregate(&s, groups([]string{"R00", "R01"}, "G", 1), nil); err == nil ||
		!strings.Contains(err.Error(), `final demand "C" is "consumption" in one economy and "government" in another`) {
		t.Errorf("two meanings of C added up: got %v", err)
	}
}

func TestMissingCellsMove(t *testing.T) {
	s := world(3, 2, 2, iot.ImportsInside)
	s.MissingCells = []iot.MissingCell{{Block: "FinalDemand", Row: iot.Key{Region: "R01", Item: "s00"}, Col: iot.Key{Region: "R00", Item: "I"}, Token: "n.a."}}
	g, _, err := balance.Aggregate(s, groups([]string{"R00", "R01"}, "G", 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	if c := g.MissingCells[0]; c.Row.String() != "G0_s00" || c.Col.String() != "G0_I" || c.Token != "n.a." {
		t.Errorf("missing cell: got %+v", c)
	}
}

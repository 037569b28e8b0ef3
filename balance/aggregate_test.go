package balance_test

import (
	"fmt"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"dougong/balance"
	"dougong/class"
	"dougong/internal/laws"
	"dougong/iot"
)

// world is a random system with residuals; a single region has no code.
func world(regions, sectors int, imports iot.ImportTreatment) *iot.System {
	return laws.Economy{Regions: regions, Sectors: sectors, Seed: 1, Imports: imports, Residuals: true, Falling: true}.System()
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
				law(t, world(size[0], size[1], imports))
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
		for i, k := range s.Industries.Keys() {
			to := iot.Key{Item: fmt.Sprintf("g%d", slices.Index(s.Industries.Items(), k.Item)%2)}
			if k.Region != "" {
				to.Region = fmt.Sprintf("G%d", slices.Index(s.Industries.Regions(), k.Region)%2)
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
	s := world(3, 3, iot.ImportsInside)
	g, cover, err := balance.Aggregate(s, read("code,group,label_en,label_zh\nC,X,,\nA,X,Both ends,两端\nB,B,,\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if l, _ := g.EconomyLabel("X"); l != (class.Label{En: "Both ends", Zh: "两端"}) {
		t.Errorf("label of X: got %v", l)
	}
	// X is made of A (rows 2 to 4) and C (rows 8 to 10): sector c2 stands in rows 3 and 9.
	places, n := g.Flows.Origin.Cells(1, 0, 9)
	if n != 4 || places[0].Row != 3 || places[3].Row != 9 || places[3].Col != 8 {
		t.Errorf("cells behind X_c2 × X_c1: got %v; want rows 3 and 9, columns 2 and 8", places)
	}
	// Stocks of B are the sixth column of final demand, there and here.
	places, n = g.FinalDemand.Origin.Cells(1, 5, 9)
	if n != 2 || places[0].Row != 3 || places[1].Row != 9 || places[0].Col != 16 {
		t.Errorf("cells behind X_c2 × B_N: got %v; want rows 3 and 9, column 16", places)
	}
	if notes := g.Flows.Origin.Notes; len(notes) != 1 || notes[0] != "added up by groups.csv" {
		t.Errorf("notes: got %q", notes)
	}
	if got := cover.String(); got != "3 economies into 2, 3 sectors into 3" {
		t.Errorf("coverage: got %q", got)
	}
	if g.Sectors != s.Sectors || s.Sectors == "" {
		t.Errorf("sectors: got %q; want the classification kept", g.Sectors)
	}
}

func TestKeptCodes(t *testing.T) {
	s := world(4, 2, iot.ImportsInside)
	some := read("code,group\nD,Z\nB,Z\n")
	if _, _, err := balance.Aggregate(s, some, nil); err == nil || !strings.Contains(err.Error(),
		"groups.csv: 2 of the table's 4 economy codes are in no group: A, C") {
		t.Errorf("codes left over: got %v", err)
	}
	some.Keep = true
	g, cover, err := balance.Aggregate(s, some, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(g.Industries.Regions(), " "); got != "Z A C" {
		t.Errorf("regions: got %s; want the groups of the file, then the codes kept", got)
	}
	if got := strings.Join(cover.Regions.Kept, " "); got != "A C" {
		t.Errorf("kept: got %s", got)
	}
}

// Tables that list final demand by component, then by economy (OECD 2016), come
// out by economy, with their kinds.
func TestComponentsBeforeEconomies(t *testing.T) {
	s := *world(2, 2, iot.ImportsInside)
	order := []int{0, 3, 1, 4, 2, 5}
	s.FinalDemand = s.FinalDemand.Select("FinalDemand", nil, order)
	s.FinalKinds = []iot.FinalKind{iot.Household, iot.Household, iot.FixedCapital, iot.FixedCapital, iot.Inventories, iot.Inventories}
	s.Extensions = nil
	g, _, err := balance.Aggregate(&s, groups([]string{"A", "B"}, "G", 2), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for k, key := range g.FinalDemand.Cols.Keys() {
		got = append(got, key.String()+" "+string(g.FinalKinds[k]))
	}
	if want := "G0_C household, G0_I fixed-capital, G0_N inventories, G1_C household, G1_I fixed-capital, G1_N inventories"; strings.Join(got, ", ") != want {
		t.Errorf("got %s; want %s", strings.Join(got, ", "), want)
	}
	s.FinalKinds[1] = iot.Government
	if _, _, err := balance.Aggregate(&s, groups([]string{"A", "B"}, "G", 1), nil); err == nil ||
		!strings.Contains(err.Error(), `final demand "C" is "household" in one economy and "government" in another`) {
		t.Errorf("two meanings of C added up: got %v", err)
	}
}

func TestMissingCellsMove(t *testing.T) {
	s := world(2, 2, iot.ImportsInside)
	s.MissingCells = []iot.MissingCell{{Block: "FinalDemand", Row: iot.Key{Region: "B", Item: "c1"}, Col: iot.Key{Region: "A", Item: "I"}, Token: "n.a."}}
	g, _, err := balance.Aggregate(s, groups([]string{"A", "B"}, "G", 1), nil)
	if err != nil {
		t.Fatal(err)
	}
	if c := g.MissingCells[0]; c.Row.String() != "G0_c1" || c.Col.String() != "G0_I" || c.Token != "n.a." {
		t.Errorf("missing cell: got %+v", c)
	}
}

package plain

import (
	"context"
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"dougong/class"
	"dougong/internal/text"
	"dougong/iot"
)

// system makes a system with every part that the format can hold.
func system(t testing.TB, n int, imports iot.ImportTreatment) *iot.System {
	t.Helper()
	r := rand.New(rand.NewSource(int64(n)))
	unit := iot.MoneyUnit("EUR", 6)
	var keys []iot.Key
	var labels []class.Label
	for i := range n {
		keys = append(keys, iot.Key{Region: []string{"AAA", "BBB"}[i%2], Item: fmt.Sprintf("s_%d", i/2+1)})
		labels = append(labels, class.Label{En: fmt.Sprintf("sector, \"%d\"", i), Zh: fmt.Sprintf("部门%d", i)})
	}
	industries := iot.MustAxis("industry", keys, labels)
	final := iot.MustAxis("final demand", []iot.Key{{Item: "C"}, {Item: "X"}}, []class.Label{{En: "consumption", Zh: "消费"}, {En: "exports", Zh: "出口"}})
	primary := iot.MustAxis("primary input", []iot.Key{{Item: "W"}}, []class.Label{{En: "wages", Zh: "工资"}})
	table := func(name string, rows, cols *iot.Axis, notes ...string) *iot.Table {
		d := iot.NewDense(rows.Len(), cols.Len())
		for i := range d {
			for j := range d[i] {
				d[i][j] = []float64{0, r.NormFloat64(), r.ExpFloat64() * 1e17, float64(r.Intn(1e9)), r.Float64() * 1e-9}[r.Intn(5)]
			}
		}
		return iot.NewTable(name, rows, cols, unit, iot.Origin{Notes: notes}, d)
	}
	s := iot.System{
		Meta: iot.Meta{Name: "made", Title: class.Label{En: "a made-up table", Zh: "虚构的表"}, Format: "wiod2013", Release: "2013", Year: 2011,
			Sectors: "wiod35", Unit: unit, Prices: "basic", Source: "nobody", Citation: "Nobody (2026)", Licence: "none",
			Files: []iot.File{{Name: "wiod.csv.gz", SHA256: "ab12", Bytes: 7}}},
		Industries: industries, Flows: table("Flows", industries, industries, "added up by groups.csv", "twice"),
		FinalDemand: table("FinalDemand", industries, final), FinalKinds: []iot.FinalKind{iot.Household, iot.Exports},
		Primary: table("Primary", primary, industries), PrimaryKinds: []iot.PrimaryKind{iot.Compensation},
		Imports: imports, Assumption: class.Label{En: "assumed", Zh: "假设"},
		EconomyLabels: map[string]class.Label{"AAA": {En: "Aland", Zh: "甲国"}, "BBB": {En: "Bland", Zh: "乙国"}},
		ReadFindings: []iot.Finding{{ID: "folded-split", Level: iot.Note, Block: "Flows", Row: &keys[0], Got: 1.5, Want: 2, Unit: unit,
			Place: &iot.Place{File: "wiod.csv.gz", Row: 3, Col: 4}, Text: class.Label{En: "folded", Zh: "合并"}, Remedy: class.Label{En: "none", Zh: "无"}}},
		MissingCells: []iot.MissingCell{{Block: "Flows", Row: keys[0], Col: keys[0], Token: "", Place: iot.Place{File: "wiod.csv.gz", Row: 2, Col: 2}}},
	}
	for i := range n {
		s.Output = append(s.Output, float64(i)/3)
		s.Members = append(s.Members, i+1)
	}
	switch imports {
	case iot.ImportSplit:
		s.ImportFlows, s.ImportFinalDemand = table("ImportFlows", industries, industries, "kept"), table("ImportFinalDemand", industries, final)
	case iot.ImportsColumn:
		s.ImportColumn = append([]float64{}, s.Output...)
	}
	kg := iot.Unit{Kind: iot.Quantity, Symbol: "kg", Power: 3}
	accounts := iot.MustAxis("account", []iot.Key{{Item: "CO2"}}, []class.Label{{En: "carbon", Zh: "碳"}})
	flows, homes := table("air", accounts, industries, "estimated"), table("air of households", accounts, final)
	flows.Unit, homes.Unit = kg, kg
	s.Extensions = []*iot.Extension{{Name: "air", Accounts: accounts, Units: []iot.Unit{kg}, Flows: flows, Household: homes}}
	sys, err := iot.NewSystem(s)
	if err != nil {
		t.Fatal(err)
	}
	return sys
}

// strip takes away what belongs to the files and not to the table, and gives
// the numbers of a table.
func strip(tables ...*iot.Table) (all []any) {
	for _, t := range tables {
		if t == nil {
			all = append(all, nil)
			continue
		}
		var rows [][]float64
		for i := range t.Rows.Len() {
			rows = append(rows, append([]float64(nil), t.Row(i, nil)...))
		}
		all = append(all, t.Name, t.Rows, t.Cols, t.Unit, t.Origin.Notes, rows)
	}
	return all
}

func content(s *iot.System) []any {
	m := s.Meta
	m.Format, m.Files, m.Derived = "", nil, nil
	all := []any{m, s.FinalKinds, s.PrimaryKinds, s.Output, s.Imports, s.ImportColumn, s.Assumption, s.ReadFindings, s.EconomyLabels, s.Members, s.MissingCells}
	all = append(all, strip(s.Flows, s.FinalDemand, s.Primary, s.ImportFlows, s.ImportFinalDemand)...)
	for _, x := range s.Extensions {
		all = append(all, x.Name, x.Accounts, x.Units)
		all = append(all, strip(x.Flows, x.Household)...)
	}
	return all
}

func read(t testing.TB, dir string) *iot.System {
	t.Helper()
	s, err := Read(context.Background(), os.DirFS(dir), Document, 0, text.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestRoundTrip(t *testing.T) {
	for _, n := range []int{1, 2, 3, 10, 24} {
		for _, imports := range []iot.ImportTreatment{iot.ImportsInside, iot.ImportSplit, iot.ImportsColumn, iot.ImportsRow} {
			for _, w := range []Writer{{}, {Gzip: true}} {
				s := system(t, n, imports)
				dir := t.TempDir()
				if err := w.Write(s, dir); err != nil {
					t.Fatal(err)
				}
				got := read(t, dir)
				for i, want := range content(s) {
					if g := content(got)[i]; !reflect.DeepEqual(g, want) {
						t.Fatalf("n = %d, imports %s, part %d: got\n%#v; want\n%#v", n, imports, i, g, want)
					}
				}
				if got.Format != ID || !reflect.DeepEqual(got.Derived, s.Files) {
					t.Errorf("got format %q, derived from %v; want %q, %v", got.Format, got.Derived, ID, s.Files)
				}
				sameBytes(t, w, got, dir)
			}
		}
	}
}

// sameBytes writes what was read, and wants the same files.
func sameBytes(t *testing.T, w Writer, s *iot.System, dir string) {
	t.Helper()
	again := t.TempDir()
	if err := w.Write(s, again); err != nil {
		t.Fatal(err)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		a, errA := os.ReadFile(filepath.Join(dir, e.Name()))
		b, errB := os.ReadFile(filepath.Join(again, e.Name()))
		if errA != nil || errB != nil || string(a) != string(b) {
			t.Errorf("%s: written again it has other bytes (%v, %v)", e.Name(), errA, errB)
		}
	}
}

package study

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dougong/class"
	"dougong/internal/shared"
	"dougong/iot"
	"dougong/result"
)

func tables(t *testing.T, r *result.Result, id string) *result.Table {
	t.Helper()
	table, ok := r.Table(id)
	if !ok {
		t.Fatalf("no table %q", id)
	}
	return table
}

func value(t *testing.T, table *result.Table, row, column string) float64 {
	t.Helper()
	v, ok := table.Value(row, column)
	if !ok {
		t.Fatalf("table %s has no cell (%s, %s)", table.ID, row, column)
	}
	return v.Number
}

// answer makes a result of one table with the columns x (money) and rank.
func answer(unit iot.Unit, rows ...result.Row) *result.Result {
	spec := result.TableSpec{ID: "t", Columns: []result.Column{
		{ID: "name", Kind: result.Name}, {ID: "x", Kind: result.Number, Money: true, Why: true}, {ID: "share", Kind: result.Number, Unit: iot.ShareUnit},
		{ID: "rank", Kind: result.Integer}, {ID: "code", Kind: result.Code}, {ID: "flag", Kind: result.Flag}}}
	table := spec.Make(unit)
	for _, r := range rows {
		table.Add(r.Key, r.Cells...)
	}
	return &result.Result{Tables: []*result.Table{table}}
}

func row(key string, x, share result.Value, rank int, code string, flag bool) result.Row {
	return result.Row{Key: key, Cells: []result.Value{result.Lab(class.Label{En: key}), x, share, result.Int(rank), result.Str(code), result.Yes(flag)}}
}

func TestCompare(t *testing.T) {
	million, thousand := iot.MoneyUnit("USD", 6), iot.MoneyUnit("USD", 3)
	n := result.Num
	before := answer(thousand,
		row("same", n(1000), n(.5), 1, "a", true), row("up", n(4000), n(.25), 2, "a", true), row("down", n(2000), n(.1), 3, "a", false),
		row("gone", n(1), n(0), 4, "", false), row("none", n(1), result.None(result.NotAvailable), 5, "", false), row("dust", n(1e-14), n(1e-17), 6, "", false))
	after := answer(million,
		row("same", n(1), n(.5), 1, "a", true), row("up", n(8), n(.25), 3, "b", true), row("down", n(1), n(.3), 2, "a", true),
		row("new", n(1), n(0), 4, "", false), row("none", result.None(result.NotApplicable), n(.1), 5, "", false), row("dust", n(3e-17), n(2e-17), 6, "", false))
	c := compare(before, after)
	var got []string
	for _, m := range c.moves {
		got = append(got, m.at.Row+" "+m.at.Column)
	}
	want := []string{"up x", "down share", "down x", "up rank", "down rank"}
	if strings.Join(got, ", ") != strings.Join(want, ", ") {
		t.Errorf("by size: got %q; want %q", got, want)
	}
	if m := c.moves[0]; m.before != 4 || m.after != 8 || m.size != .5 || m.unit != million {
		t.Errorf("largest: got %+v; want 4 to 8 million, half of the largest", m)
	}
	got = nil
	for _, a := range c.other {
		got = append(got, a.what.En+" "+a.at.Row+" "+a.at.Column+" "+a.before+" "+a.after)
	}
	want = []string{"row vanished gone   ", "row appeared new   ", "value vanished none x 1 not applicable", "value appeared none share not available 0.1",
		"text changed up code a b", "answer changed down flag false true"}
	if !slices.Equal(got, want) {
		t.Errorf("others:\n got %q\nwant %q", got, want)
	}
	c = compare(before, answer(iot.MoneyUnit("CNY", 6), before.Tables[0].Rows...))
	if len(c.moves) != 0 || len(c.other) != 1 || c.other[0].what != newUnit {
		t.Errorf("another currency: got %+v, %+v; want the unit changed, and no number", c.moves, c.other)
	}
	if c = compare(before, before); len(c.moves)+len(c.other) != 0 || c.numbers != 17 {
		t.Errorf("with itself: got %+v; want nothing of 17 numbers", c)
	}
}

// TestDrive matches terms: those that only one explanation lists join the rest
// where the other has one.
func TestDrive(t *testing.T) {
	term := func(key string, v float64) result.Term {
		return result.Term{Key: key, Label: class.Label{En: key}, Value: v}
	}
	why := func(rest float64, terms ...result.Term) *result.Why {
		w := &result.Why{Unit: iot.RatioUnit, Terms: terms}
		for _, t := range terms {
			w.Value += t.Value
		}
		if rest != 0 {
			w.Terms = append(w.Terms, result.Term{Value: rest, Rest: true})
			w.Value += rest
		}
		return w
	}
	f := func(name string, a, b *result.Why, want map[string][2]float64) {
		t.Helper()
		d, ok := drive(a, b)
		if !ok || len(d.terms) != len(want) {
			t.Fatalf("%s: got %+v; want %v", name, d, want)
		}
		for i, c := range d.terms {
			if want[c.label.En] != [2]float64{c.before, c.after} {
				t.Errorf("%s: %s: got %v to %v; want %v", name, c.label.En, c.before, c.after, want[c.label.En])
			}
			if i > 0 && math.Abs(c.by()) > math.Abs(d.terms[i-1].by()) {
				t.Errorf("%s: %s stands behind a smaller change", name, c.label.En)
			}
		}
	}
	f("both list all", why(0, term("a", 1), term("b", 2)), why(0, term("b", 4), term("c", 1)),
		map[string][2]float64{"a": {1, 0}, "b": {2, 4}, "c": {0, 1}})
	f("rest before", why(5, term("a", 1), term("b", 2)), why(0, term("b", 4), term("c", 1)),
		map[string][2]float64{"a": {1, 0}, "b": {2, 4}})
	f("rest after", why(0, term("a", 1), term("b", 2)), why(5, term("b", 4), term("c", 1)),
		map[string][2]float64{"b": {2, 4}, "c": {0, 1}})
	f("rests on both sides", why(5, term("a", 1), term("b", 2)), why(5, term("b", 4), term("c", 1)),
		map[string][2]float64{"b": {2, 4}})
	f("a key twice", why(0, term("a", 1), term("a", 2)), why(0, term("a", 4)), map[string][2]float64{"a": {3, 4}})
}

// twoRuns makes a study of two tables, of which the second has one cell changed,
// and runs an analysis on both.
func twoRuns(t *testing.T, analysis string) *Study {
	t.Helper()
	s := made(t)
	write(t, s.Dir, "changed_2011.csv", strings.NewReplacer("CHN_c1,10,20,3,4,60", "CHN_c1,10,40,3,4,40").Replace(read(t, s.Dir, "wiod_2011.csv")))
	first := s.Data[0].Name
	s.Data = append(s.Data, Named{Name: "changed", Source: Source{Path: "changed_2011.csv"}})
	if _, err := s.UpdateData(t.Context(), "changed"); err != nil {
		t.Fatal(err)
	}
	s.Runs = []Run{{ID: "before", Analysis: analysis, Data: first}, {ID: "after", Analysis: analysis, Data: "changed"}}
	whys(t, s, options)
	return s
}

func keptRuns(t *testing.T, s *Study) (before, after *Kept) {
	t.Helper()
	var err error
	if before, err = s.Kept("before"); err != nil {
		t.Fatal(err)
	}
	if after, err = s.Kept("after"); err != nil {
		t.Fatal(err)
	}
	return before, after
}

// checkDrivers wants the terms of each number to add up to its change.
func checkDrivers(t *testing.T, r *result.Result) {
	t.Helper()
	changes, drivers := tables(t, r, "changes"), tables(t, r, "drivers")
	sums, parts := map[string]float64{}, map[string]bool{}
	for _, row := range drivers.Rows {
		cell := row.Cells[0].Text.En
		sums[cell] += value(t, drivers, row.Key, "change")
		parts[cell] = parts[cell] || row.Cells[1].Text.En != ""
	}
	if len(sums) == 0 {
		t.Fatal("no number was taken apart")
	}
	for cell, sum := range sums {
		want, size := value(t, changes, cell, "change"), max(math.Abs(value(t, changes, cell, "before")), math.Abs(value(t, changes, cell, "after")))
		if !parts[cell] && math.Abs(sum-want) > 1e-9*size {
			t.Errorf("%s: terms add up to %v; want %v", cell, sum, want)
		}
		if rest, ok := drivers.Find(cell + " rest"); !ok || rest.Cells[2].Text.En != "rest" {
			t.Errorf("%s has no rest", cell)
		}
	}
}

// TestDriversAddUp compares two runs of every analysis that needs no more than
// an economy.
func TestDriversAddUp(t *testing.T) {
	some := 0
	for _, e := range entries {
		if len(paramsOf(e)) > 0 || slices.ContainsFunc(e.Params, func(p result.Param) bool { return p.Required && p.ID != "economy" }) {
			continue
		}
		s := twoRuns(t, e.ID)
		before, after := keptRuns(t, s)
		r, err := Diff(t.Context(), before, after, DiffOptions{Drivers: 100})
		if err != nil {
			t.Fatal(err)
		}
		if _, ok := r.Table("drivers"); ok {
			some++
			checkDrivers(t, r)
		}
	}
	if some < 5 {
		t.Errorf("got drivers for %d analyses; want most", some)
	}
}

func TestDiffOfARunWithItself(t *testing.T) {
	s := twoRuns(t, "linkages")
	before, _ := keptRuns(t, s)
	r, err := Diff(t.Context(), before, before, DefaultDiff)
	if err != nil || len(r.Tables) != 0 {
		t.Errorf("got %d tables, %v; want none", len(r.Tables), err)
	}
}

// TestDiffBackwards turns the runs round: changes turn their sign.
func TestDiffBackwards(t *testing.T) {
	s := twoRuns(t, "linkages")
	before, after := keptRuns(t, s)
	r, err := Diff(t.Context(), before, after, DiffOptions{Drivers: 3})
	if err != nil {
		t.Fatal(err)
	}
	back, err := Diff(t.Context(), after, before, DiffOptions{Drivers: 3})
	if err != nil {
		t.Fatal(err)
	}
	a, b := tables(t, r, "changes"), tables(t, back, "changes")
	if len(a.Rows) != len(b.Rows) {
		t.Fatalf("got %d and %d changes; want as many", len(a.Rows), len(b.Rows))
	}
	for _, row := range a.Rows {
		if got, want := value(t, b, row.Key, "change"), -value(t, a, row.Key, "change"); got != want {
			t.Errorf("%s: got %v; want %v", row.Key, got, want)
		}
	}
	checkDrivers(t, back)
}

// TestDiffWithoutTheTable cannot say what drives a change when the table of a
// run is not what it was; the numbers can be compared all the same.
func TestDiffWithoutTheTable(t *testing.T) {
	s := twoRuns(t, "linkages")
	if err := os.Remove(filepath.Join(s.Dir, "wiod_2011.csv")); err != nil {
		t.Fatal(err)
	}
	before, after := keptRuns(t, s)
	r, err := Diff(t.Context(), before, after, DefaultDiff)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok := r.Table("drivers"); ok || !strings.Contains(r.Headline[len(r.Headline)-1].En, "table of run before") {
		t.Errorf("got headline %v; want it to say whose table is gone", r.Headline)
	}
	tables(t, r, "changes")
}

func TestKeptRefusesWhatTheManifestDoesNot(t *testing.T) {
	s := twoRuns(t, "linkages")
	write(t, s.Dir, "runs/after/result.json", "{}")
	if _, err := s.Kept("after"); err == nil || !strings.Contains(err.Error(), "as its manifest says; make the run again: dougong run after") {
		t.Errorf("got %v; want the file refused", err)
	}
	var unknown *UnknownNameError
	if _, err := s.Kept("aftr"); !errors.As(err, &unknown) || !slices.Contains(unknown.Near(), "after") {
		t.Errorf("got %v; want after suggested", err)
	}
	if _, err := s.KeptAt(filepath.Join(s.Dir, "runs", "before")); err != nil {
		t.Errorf("by its path: %v", err)
	}
}

// TestWorldChange compares the structure of China in two published tables.
func TestWorldChange(t *testing.T) {
	if testing.Short() {
		t.Skip("reads two world tables")
	}
	dir := filepath.Join(t.TempDir(), "world")
	if err := Init(t.Context(), dir, Source{Path: shared.Path(t, "data", "wiod2013", "wiod2013_2008.csv.gz")}, class.En, entries); err != nil {
		t.Fatal(err)
	}
	s := opened(t, dir)
	if _, err := s.AddData(t.Context(), "w11", Source{Path: shared.Path(t, "data", "wiod2013", "wiod2013_2011.csv.gz")}); err != nil {
		t.Fatal(err)
	}
	s.Economy = "CHN"
	s.Runs = []Run{{ID: "before", Analysis: "structure", Data: "wiod2013-2008"}, {ID: "after", Analysis: "structure", Data: "w11"}}
	whys(t, s, options)
	before, after := keptRuns(t, s)
	r, err := Diff(t.Context(), before, after, DiffOptions{Drivers: 2})
	if err != nil {
		t.Fatal(err)
	}
	checkDrivers(t, r)
	if got := value(t, tables(t, r, "changes"), "sectors/CHN_c18/output", "change"); math.Abs(got-975861) > 1 {
		t.Errorf("output of construction: got a change of %v M USD; want 975861", got)
	}
}

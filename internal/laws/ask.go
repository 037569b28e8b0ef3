package laws

import (
	"context"
	"fmt"
	"math"
	"strings"
	"testing"

	"dougong/class"
	"dougong/dataset"
	"dougong/internal/shared"
	"dougong/iot"
	"dougong/result"
)

// Open reads a shared table with the tags of its classification; see
// [shared.Path].
func Open(t testing.TB, elem ...string) *result.Input {
	t.Helper()
	s := Read(t, shared.Path(t, elem...))
	tags, _ := class.TagsFor(s.Sectors)
	return In(s, tags)
}

// Read reads a table.
func Read(t testing.TB, path string) *iot.System {
	t.Helper()
	s, err := dataset.Open(context.Background(), path, dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// China opens the input-output table of China for a year.
func China(t testing.TB, year, sectors int) *result.Input {
	t.Helper()
	return Open(t, "data", "china-nbs", fmt.Sprintf("china_%d_%d.csv", year, sectors))
}

// World opens WIOD 2013 of 2011, 1435 industries.
func World(t testing.TB) *result.Input {
	t.Helper()
	return Open(t, "data", "wiod2013", "wiod2013_2011.csv.gz")
}

// Find returns the entry with the id.
func Find(t testing.TB, entries []*result.Entry, id string) *result.Entry {
	t.Helper()
	for _, e := range entries {
		if e.ID == id {
			return e
		}
	}
	t.Fatalf("no entry %s", id)
	return nil
}

// Try resolves parameters, which stay in the input, and runs an entry.
func Try(t testing.TB, e *result.Entry, in *result.Input, params map[string]string) (*result.Result, error) {
	t.Helper()
	values, err := e.Resolve(params, in.System, in.Tags)
	if err != nil {
		t.Fatal(err)
	}
	in.Params = values
	return e.Run(context.Background(), in)
}

// Run is [Try] for a run that has an answer.
func Run(t testing.TB, e *result.Entry, in *result.Input, params map[string]string) *result.Result {
	t.Helper()
	r, err := Try(t, e, in, params)
	if err != nil {
		t.Fatalf("%s %v: %v", e.ID, params, err)
	}
	return r
}

// Table returns a table of an answer.
func Table(t testing.TB, r *result.Result, id string) *result.Table {
	t.Helper()
	table, ok := r.Table(id)
	if !ok {
		t.Fatalf("%s: no table %s", r.Entry, id)
	}
	return table
}

// Cell returns a number of an answer.
func Cell(t testing.TB, r *result.Result, table, row, column string) float64 {
	t.Helper()
	v, ok := Table(t, r, table).Value(row, column)
	if !ok || v.Absent != "" {
		t.Fatalf("%s: table %s: no number at (%s, %s): %+v", r.Entry, table, row, column, v)
	}
	return v.Number
}

// Sum adds up a column; absent cells count nothing.
func Sum(t testing.TB, r *result.Result, id, column string) float64 {
	t.Helper()
	table := Table(t, r, id)
	c, ok := table.Column(column)
	if !ok {
		t.Fatalf("%s: table %s: no column %s", r.Entry, id, column)
	}
	var s float64
	for _, row := range table.Rows {
		s += row.Cells[c].Number
	}
	return s
}

// Near wants a number within an absolute tolerance.
func Near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %.12g; want %.12g", what, got, want)
	}
}

// Printed compares a number with its printed digits.
func Printed(t testing.TB, what string, got float64, want string) {
	t.Helper()
	_, decimals, _ := strings.Cut(want, ".")
	if s := fmt.Sprintf("%.*f", len(decimals), got); s != want {
		t.Errorf("%s: got %s (%.9g); want %s", what, s, got, want)
	}
}

package examples

import (
	"bytes"
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"

	"dougong/balance"
	"dougong/dataset"
	"dougong/dataset/plain"
	"dougong/internal/shared"
)

// TestWorld2011IsTheRecordedAggregate makes the example again from the
// published table: the same bytes, and the totals of the table.
func TestWorld2011IsTheRecordedAggregate(t *testing.T) {
	ctx := context.Background()
	world, err := dataset.Open(ctx, shared.Path(t, "data", "wiod2013", "wiod2013_2011.csv.gz"), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	regions, err := balance.OpenConcordance("world-2011.regions.csv")
	if err != nil {
		t.Fatal(err)
	}
	sys, _, err := balance.Aggregate(world, regions, nil)
	if err != nil {
		t.Fatal(err)
	}
	renamed := *sys
	renamed.Name = World2011
	dir := t.TempDir()
	if err := (plain.Writer{Gzip: true}).Write(&renamed, dir); err != nil {
		t.Fatal(err)
	}
	made, err := os.ReadDir(dir)
	if err != nil || len(made) == 0 {
		t.Fatalf("got %d files, %v; want those of the example", len(made), err)
	}
	for _, entry := range made {
		want, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		got, err := files.ReadFile(World2011 + "/" + entry.Name())
		if err != nil || !bytes.Equal(got, want) {
			t.Errorf("%s differs from what make example writes (%v); run make example", entry.Name(), err)
		}
	}
}

// Totals of the published table (its own OUT row): nothing is lost on the way.
func TestWorld2011KeepsTotals(t *testing.T) {
	sys, err := Open(context.Background(), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if sys.N() != 14*35 || len(sys.Industries.Regions()) != 14 {
		t.Errorf("got %d industries in %d economies; want 490 in 14", sys.N(), len(sys.Industries.Regions()))
	}
	var x float64
	for _, v := range sys.Output {
		x += v
	}
	if math.Abs(x-141767904) > .5 {
		t.Errorf("world output: got %.0f; want 141767904", x)
	}
	for _, r := range sys.ColumnResidual() {
		if math.Abs(r) > 1e-6 {
			t.Fatalf("column residual %v; want the columns to balance as published", r)
		}
	}
	for _, e := range sys.Industries.Regions() {
		if l, ok := sys.EconomyLabel(e); !ok || len(l.Missing()) > 0 {
			t.Errorf("economy %s has no name in both languages", e)
		}
	}
}

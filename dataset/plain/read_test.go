package plain

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"testing"

	"dougong/internal/text"
	"dougong/iot"
)

// A token for "not available" is noted with its block, in lists and in tables.
func TestMissingTokens(t *testing.T) {
	s := system(t, 2, iot.ImportsColumn)
	dir := t.TempDir()
	if err := Write(s, dir); err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string]string{
		"industries.csv": "region,item,en,zh,output,imports\nAAA,s_1,a,甲,n.a.,1\nBBB,s_1,b,乙,2,3\n",
		"flows.csv":      ",AAA_s_1,BBB_s_1\nAAA_s_1,1,2\nBBB_s_1,n.a.,4\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := Read(context.Background(), os.DirFS(dir), Document, 1999, text.Options{Missing: []string{"n.a."}})
	if err != nil {
		t.Fatal(err)
	}
	a, b := iot.Key{Region: "AAA", Item: "s_1"}, iot.Key{Region: "BBB", Item: "s_1"}
	want := append(s.MissingCells,
		iot.MissingCell{Block: "Output", Row: a, Token: "n.a.", Place: iot.Place{File: "industries.csv", Row: 2, Col: 5}},
		iot.MissingCell{Block: "Flows", Row: b, Col: a, Token: "n.a.", Place: iot.Place{File: "flows.csv", Row: 3, Col: 2}})
	if len(got.MissingCells) != len(want) || got.Year != 1999 {
		t.Fatalf("got %v, year %d; want %v, 1999", got.MissingCells, got.Year, want)
	}
	for i, m := range got.MissingCells {
		if m != want[i] {
			t.Errorf("got %v; want %v", m, want[i])
		}
	}
}

// Numbers that are not finite are not written.
func TestWriteRefusesNaN(t *testing.T) {
	s := system(t, 2, iot.ImportsInside)
	s.Output[1] = math.NaN()
	if err := Write(s, t.TempDir()); err == nil || err.Error() != "plain: writing made: output or imports of BBB_s_1 are not finite" {
		t.Errorf("got %v; want an error that names BBB_s_1", err)
	}
}

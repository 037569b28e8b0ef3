package study_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"dougong/catalogue"
	"dougong/class"
	"dougong/study"
)

// toy is the folder of a table of two economies and two sectors.
const toy = "../dataset/testdata/mini/wiod_2011.csv"

// newStudy makes a study of the toy table and opens it.
func newStudy(t *testing.T) (*study.Study, string) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "toy")
	if err := study.Init(t.Context(), dir, study.Source{Path: toy}, class.En, catalogue.All()); err != nil {
		t.Fatal(err)
	}
	return open(t, dir), dir
}

func open(t *testing.T, dir string) *study.Study {
	t.Helper()
	s, err := study.Open(dir, catalogue.All())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

var options = study.Options{Version: "test", Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }}

func TestInitThenRun(t *testing.T) {
	s, dir := newStudy(t)
	ran, err := s.Run(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range ran {
		t.Log(r.ID, r.Why, r.Manifest.Hash()[:8], len(r.Manifest.Outputs), r.Manifest.Faults())
	}
	b, _ := os.ReadFile(filepath.Join(dir, "study.toml"))
	t.Log(string(b))
	b, _ = os.ReadFile(filepath.Join(dir, "data.lock"))
	t.Log(string(b))
	b, _ = os.ReadFile(filepath.Join(dir, "runs/linkages/manifest.json"))
	t.Log(string(b))
	ran, err = s.Run(context.Background(), options)
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range ran {
		if r.Why != "" {
			t.Errorf("again: %s: %s", r.ID, r.Why)
		}
	}
}

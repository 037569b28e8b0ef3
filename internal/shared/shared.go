// Package shared finds the real tables and reference numbers that tests and
// benchmarks read. They are not part of the project: DOUGONG_SHARED names their
// folder (default ../shared beside the project). Where they are missing a test
// skips and says so, unless DOUGONG_SHARED_REQUIRED is set, as CI does.
package shared

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"testing"
)

// Path returns the path of a shared file or folder.
func Path(t testing.TB, elem ...string) string {
	t.Helper()
	root := os.Getenv("DOUGONG_SHARED")
	if root == "" {
		_, here, _, _ := runtime.Caller(0)
		root = filepath.Join(filepath.Dir(here), "..", "..", "..", "shared")
	}
	path := filepath.Join(append([]string{root}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		if os.Getenv("DOUGONG_SHARED_REQUIRED") != "" {
			t.Fatalf("reference data missing: %v; set DOUGONG_SHARED to their folder", err)
		}
		t.Skipf("reference data not here: %v; set DOUGONG_SHARED to their folder to run this test", err)
	}
	return path
}

// CSV returns all records of a shared csv file.
func CSV(t testing.TB, elem ...string) [][]string {
	t.Helper()
	f, err := os.Open(Path(t, elem...))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// Matrix returns the numbers of a shared csv file without its first line and
// first column, and the labels of both.
func Matrix(t testing.TB, elem ...string) (rows, cols []string, numbers [][]float64) {
	t.Helper()
	records := CSV(t, elem...)
	cols = records[0][1:]
	for _, rec := range records[1:] {
		rows = append(rows, rec[0])
		row := make([]float64, len(rec)-1)
		for j, s := range rec[1:] {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatalf("%s: row %s: %v", filepath.Join(elem...), rec[0], err)
			}
			row[j] = v
		}
		numbers = append(numbers, row)
	}
	return rows, cols, numbers
}

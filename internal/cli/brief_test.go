package cli

import (
	"os"
	"path/filepath"
	"testing"
)

// TestComparedFindsTheYear: the year in the name of the file that was read gives
// way to another one; a path is taken as it is.
func TestComparedFindsTheYear(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"wiod2013_2008.csv.gz", "wiod2013_2011.csv.gz", "china_2018_42.csv", "china_2020_42.csv"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct{ data, with, want string }{
		{"wiod2013_2011.csv.gz", "2008", "wiod2013_2008.csv.gz"}, // not the release, which is a year too
		{"china_2020_42.csv", "2018", "china_2018_42.csv"},
		{"china_2020_42.csv", filepath.Join(dir, "wiod2013_2008.csv.gz"), "wiod2013_2008.csv.gz"},
		{"china_2020_42.csv", "2017", ""},
		{"china_2020_42.csv", "20181", ""},
	} {
		got, err := compared(filepath.Join(dir, c.data), c.with)
		if c.want == "" {
			if err == nil {
				t.Errorf("%s with %s: got %s; want an error", c.data, c.with, got)
			}
			continue
		}
		if err != nil || got != filepath.Join(dir, c.want) {
			t.Errorf("%s with %s: got %s, %v; want %s", c.data, c.with, got, err, c.want)
		}
	}
}

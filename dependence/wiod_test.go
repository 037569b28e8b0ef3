package dependence_test

import (
	"context"
	"errors"
	"testing"

	"dougong/dependence"
	"dougong/result"
)

// TestWorld2011 checks sums and mirrors on WIOD 2011 for three economies.
func TestWorld2011(t *testing.T) {
	in := open(t, "data", "wiod2013", "wiod2013_2011.csv.gz")
	for _, economy := range []string{"CHN", "DEU", "NLD"} {
		checkContents(t, in, economy, "c14", 1e-9)
		theirs := run(t, entry(t, "dependence"), in, map[string]string{"economy": economy, "top": "0"})
		for _, us := range []string{"USA", "JPN"} {
			ours := run(t, entry(t, "leverage"), in, map[string]string{"economy": us})
			near(t, us+" on "+economy, cell(t, ours, "partners", economy, "total"), cell(t, theirs, "by-economy", us, "total"), 1e-12)
		}
		x := run(t, entry(t, "export-content"), in, map[string]string{"economy": economy})
		foreign := cell(t, x, "totals", "domestic", "foreign_share")
		near(t, economy+" contributions", sum(t, x, "sectors", "contribution"), foreign, 1e-12)
		if foreign <= 0 || foreign >= 1 {
			t.Errorf("%s: foreign content of exports %v; want a share", economy, foreign)
		}
	}
	r := run(t, entry(t, "mutual"), in, nil)
	for _, s := range []string{"CHN", "DEU", "NLD"} {
		near(t, s, cell(t, r, "economies", s, "home")+cell(t, r, "economies", s, "abroad")+cell(t, r, "economies", s, "other"), 1, 1e-9)
	}
}

// TestNoOutputIsAnError: 22 industries of WIOD 2011 make nothing.
func TestNoOutputIsAnError(t *testing.T) {
	in := open(t, "data", "wiod2013", "wiod2013_2011.csv.gz")
	for _, id := range []string{"dependence", "suppliers-of", "users-of"} {
		values, err := entry(t, id).Resolve(map[string]string{"economy": "CHN", "sector": "c19"}, in.System, nil)
		if err != nil {
			t.Fatal(err)
		}
		in.Params = values
		_, err = entry(t, id).Run(context.Background(), in)
		var none *dependence.NoOutputError
		if !errors.As(err, &none) {
			t.Errorf("%s: got %v; want a NoOutputError", id, err)
		}
	}
	r := run(t, entry(t, "dependence"), in, map[string]string{"economy": "CHN"})
	table, _ := r.Table("sectors")
	if v, _ := table.Value("CHN_c19", "total"); v.Absent != result.NotApplicable {
		t.Errorf("look-through of a sector without output: got %+v; want not applicable", v)
	}
}

// BenchmarkWhyWorld2011 asks why of a number that walks through the world's
// inverse, the model being factored.
func BenchmarkWhyWorld2011(b *testing.B) {
	in := open(b, "data", "wiod2013", "wiod2013_2011.csv.gz")
	e := entry(b, "dependence")
	values, err := e.Resolve(map[string]string{"economy": "CHN", "sector": "c14"}, in.System, nil)
	if err != nil {
		b.Fatal(err)
	}
	in.Params = values
	at := result.Cell{Table: "by-economy", Row: "JPN", Column: "origin"}
	for b.Loop() {
		if _, err := e.Why(context.Background(), in, at); err != nil {
			b.Fatal(err)
		}
	}
}

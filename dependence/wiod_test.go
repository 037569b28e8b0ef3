package dependence_test

import (
	"context"
	"errors"
	"testing"

	"dougong/dependence"
	"dougong/internal/laws"
	"dougong/result"
)

// TestWorld2011 checks sums and mirrors on WIOD 2011 for three economies.
func TestWorld2011(t *testing.T) {
	in := laws.World(t)
	for _, economy := range []string{"CHN", "DEU", "NLD"} {
		checkContents(t, in, economy, "c14", 1e-9)
		theirs := laws.Run(t, entry(t, "dependence"), in, map[string]string{"economy": economy, "top": "0"})
		for _, us := range []string{"USA", "JPN"} {
			ours := laws.Run(t, entry(t, "leverage"), in, map[string]string{"economy": us})
			laws.Near(t, us+" on "+economy, laws.Cell(t, ours, "partners", economy, "total"), laws.Cell(t, theirs, "by-economy", us, "total"), 1e-12)
		}
		x := laws.Run(t, entry(t, "export-content"), in, map[string]string{"economy": economy})
		foreign := laws.Cell(t, x, "totals", "domestic", "foreign_share")
		laws.Near(t, economy+" contributions", laws.Sum(t, x, "sectors", "contribution"), foreign, 1e-12)
		if foreign <= 0 || foreign >= 1 {
			t.Errorf("%s: foreign content of exports %v; want a share", economy, foreign)
		}
	}
	r := laws.Run(t, entry(t, "mutual"), in, nil)
	for _, s := range []string{"CHN", "DEU", "NLD"} {
		laws.Near(t, s, laws.Cell(t, r, "economies", s, "home")+laws.Cell(t, r, "economies", s, "abroad")+laws.Cell(t, r, "economies", s, "other"), 1, 1e-9)
	}
}

// TestNoOutputIsAnError: 22 industries of WIOD 2011 make nothing.
func TestNoOutputIsAnError(t *testing.T) {
	in := laws.World(t)
	for _, id := range []string{"dependence", "suppliers-of", "users-of"} {
		_, err := laws.Try(t, entry(t, id), in, map[string]string{"economy": "CHN", "sector": "c19"})
		var none *dependence.NoOutputError
		if !errors.As(err, &none) {
			t.Errorf("%s: got %v; want a NoOutputError", id, err)
		}
	}
	r := laws.Run(t, entry(t, "dependence"), in, map[string]string{"economy": "CHN"})
	table, _ := r.Table("sectors")
	if v, _ := table.Value("CHN_c19", "total"); v.Absent != result.NotApplicable {
		t.Errorf("look-through of a sector without output: got %+v; want not applicable", v)
	}
}

// BenchmarkWhyWorld2011 asks why of a number that walks through the world's
// inverse, the model being factored.
func BenchmarkWhyWorld2011(b *testing.B) {
	in := laws.World(b)
	e := entry(b, "dependence")
	laws.Run(b, e, in, map[string]string{"economy": "CHN", "sector": "c14"})
	at := result.Cell{Table: "by-economy", Row: "JPN", Column: "origin"}
	for b.Loop() {
		if _, err := e.Why(context.Background(), in, at); err != nil {
			b.Fatal(err)
		}
	}
}

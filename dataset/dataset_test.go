package dataset

import (
	"context"
	"math"
	"testing"

	"dougong/internal/shared"
	"dougong/iot"
)

func open1(t testing.TB, elem ...string) *iot.System {
	t.Helper()
	s, err := Open(context.Background(), shared.Path(t, elem...), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sum(v []float64) (s float64) {
	for _, x := range v {
		s += x
	}
	return s
}

// Acceptance figures: shared/design/DEFINITIONS.md.
func TestChina(t *testing.T) {
	for _, c := range []struct {
		file string
		gdp  float64
	}{{"china_2020_42.csv", 101.64220}, {"china_2017_42.csv", 82.3216}, {"china_2018_42.csv", 92.2057},
		{"china_2007_135.csv", 0}, {"china_2012_139.csv", 0}, {"china_2015_42.csv", 0}, {"china_2017_149.csv", 0}, {"china_2018_153.csv", 0}, {"china_2020_153.csv", 0}} {
		s := open1(t, "data", "china-nbs", c.file)
		t.Log(s.Name, s.Sectors, sum(s.ValueAdded())/1e8, s.ReadFindings)
		if got := sum(s.ValueAdded()) / 1e8; c.gdp > 0 && math.Abs(got-c.gdp) > 5e-5 {
			t.Errorf("%s: got GDP %v; want %v", c.file, got, c.gdp)
		}
		for i := range s.Output {
			if r, c := s.RowResidual()[i], s.ColumnResidual()[i]; math.Abs(r) > 5e-5 || math.Abs(c) > 5e-5 {
				t.Log(i, r, c)
			}
		}
	}
}

func TestWIOD(t *testing.T) {
	for _, c := range []struct {
		file string
		zero int
	}{{"wiod2013_2011.csv.gz", 22}, {"wiod2013_2008.csv.gz", 20}, {"wiod2013_2000.csv.gz", 18}} {
		s := open1(t, "data", "wiod2013", c.file)
		t.Log(s.Name, sum(s.Output), len(s.ZeroOutput()), s.Files, s.ReadFindings)
		if len(s.ZeroOutput()) != c.zero {
			t.Errorf("got %d", len(s.ZeroOutput()))
		}
	}
}

func TestOthers(t *testing.T) {
	for _, p := range [][]string{{"formats-mock", "oecd_mock", "ICIO2016_2003.csv"}, {"formats-mock", "oecd_mock", "ICIO2018_2010.CSV"}, {"formats-mock", "oecd_mock", "ICIO2018_2010.zip"},
		{"china-nbs", "OECD21ed_CHN_1995.csv"}, {"china-nbs", "OECD21ed_JPN_2018.csv"}, {"other-national", "BEL2020ttl.csv"}} {
		s := open1(t, append([]string{"data"}, p...)...)
		t.Log(s.Meta, s.Industries.Regions(), s.N(), len(s.FinalKinds), s.PrimaryKinds)
		for _, f := range s.ReadFindings { t.Log(f) }
		var worst float64
		for _, r := range s.RowResidual() { worst = max(worst, math.Abs(r)) }
		for _, r := range s.ColumnResidual() { worst = max(worst, math.Abs(r)) }
		t.Log(worst)
	}
}

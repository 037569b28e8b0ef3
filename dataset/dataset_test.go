package dataset

import (
	"context"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dougong/internal/progress"
	"dougong/internal/shared"
	"dougong/iot"
)

func mustOpen(t testing.TB, path string, o Options) *iot.System {
	t.Helper()
	s, err := Open(context.Background(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func mini(name string) string { return filepath.Join("testdata", "mini", name) }

func total(v []float64) (sum float64) {
	for _, x := range v {
		sum += x
	}
	return sum
}

func largest(v []float64) (most float64) {
	for _, x := range v {
		most = max(most, math.Abs(x))
	}
	return most
}

// GDP in trillion yuan: published, and in shared/design/DEFINITIONS.md.
func TestChina(t *testing.T) {
	for _, c := range []struct {
		file, sectors string
		n             int
		gdp, gap      float64
		imports       iot.ImportTreatment
		findings      string
	}{
		{"china_2007_135.csv", "nbs135", 135, 26.6044, 0.45, iot.ImportsColumn, "total-mismatch 090 × GO"},
		{"china_2012_139.csv", "nbs139", 139, 53.6800, 5e-5, iot.ImportsColumn, ""},
		{"china_2015_42.csv", "nbs42-2015", 42, 68.0254, 5e-5, iot.ImportsColumn, ""},
		{"china_2017_42.csv", "nbs42", 42, 82.3216, 5e-5, iot.ImportSplit, ""},
		{"china_2017_149.csv", "nbs149", 149, 82.3216, 5e-5, iot.ImportsColumn, ""},
		{"china_2018_42.csv", "nbs42", 42, 92.2057, 5e-5, iot.ImportSplit, ""},
		{"china_2018_153.csv", "nbs153", 153, 92.2057, 5e-5, iot.ImportsColumn, ""},
		{"china_2020_42.csv", "nbs42", 42, 101.64220, 5e-5, iot.ImportSplit, ""},
		{"china_2020_153.csv", "nbs153", 153, 101.64220, 5e-5, iot.ImportsColumn, ""},
	} {
		s := mustOpen(t, shared.Path(t, "data", "china-nbs", c.file), Options{})
		if got := total(s.ValueAdded()) / 1e8; math.Abs(got-c.gdp) > 5e-5 {
			t.Errorf("%s: got a GDP of %v; want %v", c.file, got, c.gdp)
		}
		if s.N() != c.n || s.Imports != c.imports || s.Sectors != c.sectors || s.Economy != "CHN" {
			t.Errorf("%s: got %d sectors of %s, imports %s, economy %s", c.file, s.N(), s.Sectors, s.Imports, s.Economy)
		}
		if !strings.Contains(c.file, "_"+s.Meta.Name[6:10]+"_") || s.Year < 2007 {
			t.Errorf("%s: got name %s, year %d", c.file, s.Name, s.Year)
		}
		if r, k := largest(s.RowResidual()), largest(s.ColumnResidual()); r > 5e-5 || k > c.gap {
			t.Errorf("%s: got gaps of %v by rows, %v by columns; want at most 5e-5, %v", c.file, r, k, c.gap)
		}
		if got := summary(s); got != c.findings {
			t.Errorf("%s: got findings %q; want %q", c.file, got, c.findings)
		}
	}
}

// summary returns the ids and places of the read findings.
func summary(s *iot.System) string {
	var all []string
	for _, f := range s.ReadFindings {
		all = append(all, strings.TrimSpace(f.ID+" "+f.Where()))
	}
	return strings.Join(all, "; ")
}

// Figures of shared/design/DEFINITIONS.md.
func TestWIOD(t *testing.T) {
	for _, c := range []struct {
		file string
		year int
		zero int
	}{{"wiod2013_2011.csv.gz", 2011, 22}, {"wiod2013_2008.csv.gz", 2008, 20}, {"wiod2013_2000.csv.gz", 2000, 18}} {
		s := mustOpen(t, shared.Path(t, "data", "wiod2013", c.file), Options{})
		if s.N() != 1435 || len(s.Industries.Regions()) != 41 || len(s.FinalKinds) != 205 || s.Year != c.year {
			t.Errorf("%s: got %d industries of %d economies, %d columns of final demand, %d", c.file, s.N(), len(s.Industries.Regions()), len(s.FinalKinds), s.Year)
		}
		if got := len(s.ZeroOutput()); got != c.zero {
			t.Errorf("%s: got %d industries without output; want %d", c.file, got, c.zero)
		}
		if got := largest(s.ColumnResidual()); got != 0 {
			t.Errorf("%s: got a column gap of %v; want 0: VA_RESIDUAL is the rest", c.file, got)
		}
		if got := summary(s); got != "" {
			t.Errorf("%s: got findings %s; want none", c.file, got)
		}
	}
}

func TestWIOD2011(t *testing.T) {
	s := mustOpen(t, shared.Path(t, "data", "wiod2013", "wiod2013_2011.csv.gz"), Options{})
	if got := total(s.Output); got != 141_767_904 {
		t.Errorf("got a world output of %v; want 141 767 904", got)
	}
	lowest, highest := math.Inf(1), math.Inf(-1)
	for _, r := range s.RowResidual() {
		lowest, highest = min(lowest, r), max(highest, r)
	}
	mean := total(s.RowResidual()) / 1435
	if lowest != -7 || highest != 108 || math.Round(mean*10) != 413 {
		t.Errorf("got row gaps from %v to %v, mean %v; want -7, 108, 41.3", lowest, highest, mean)
	}
	negative := 0
	for i := range s.N() {
		for _, y := range s.FinalDemand.Row(i, nil) {
			if y < 0 {
				negative++
			}
		}
	}
	if negative != 352 {
		t.Errorf("got %d negative cells of final demand; want 352", negative)
	}
}

// Published tables of the OECD are rounded to 0.1, some large numbers to 1; the
// table of Belgium has industries whose inputs do not add up to output.
func TestOECDNational(t *testing.T) {
	for _, c := range []struct {
		folder, file, economy string
		year                  int
		gap                   float64
		findings              string
	}{
		{"china-nbs", "OECD21ed_CHN_1995.csv", "CHN", 1995, 0.91, "taxes-on-final-demand"},
		{"china-nbs", "OECD21ed_CHN_2018.csv", "CHN", 2018, 0.91, "total-mismatch OUTPUT × 26; taxes-on-final-demand"},
		{"china-nbs", "OECD21ed_JPN_1995.csv", "JPN", 1995, 0.91, "taxes-on-final-demand"},
		{"china-nbs", "OECD21ed_JPN_2018.csv", "JPN", 2018, 0.91, "taxes-on-final-demand"},
		{"other-national", "BEL2020ttl.csv", "BEL", 2020, 595.41, "total-mismatch OUTPUT × D69T75; taxes-on-final-demand"},
	} {
		s := mustOpen(t, shared.Path(t, "data", c.folder, c.file), Options{})
		if s.Economy != c.economy || s.Year != c.year || s.Imports != iot.ImportsColumn {
			t.Errorf("%s: got %s %d, imports %s", c.file, s.Economy, s.Year, s.Imports)
		}
		if got := largest(append(s.RowResidual(), s.ColumnResidual()...)); got > c.gap {
			t.Errorf("%s: got a gap of %v; want at most %v", c.file, got, c.gap)
		}
		if got := summary(s); got != c.findings {
			t.Errorf("%s: got findings %q; want %q", c.file, got, c.findings)
		}
	}
}

func TestSniff(t *testing.T) {
	for _, c := range []struct{ name, format, edition, why string }{
		{"wiod_2011.csv", "wiod2013", "2013", "header CHN_c1, CHN_c2 … OUT: WIOD 2013 release in one csv"},
		{"china_2015_3.csv", "nbs", "column", "header Code … 03 … GO: National Bureau of Statistics of China, imports in one column"},
		{"china_2020_3.csv", "nbs", "split", "header Code … 03 … GO with Origin: National Bureau of Statistics of China, domestic and imported use apart"},
		{"icio_2018.csv", "icio", "2023 extended", "header CHN_A01_02 … OUT, with parts of CHN: OECD inter-country table, 2023 edition"},
		{"oecd_NLD_2018.csv", "oecd-national", "2021", "header 01 … 02, HFCE … IMPO: national input-output table of the OECD"},
		{"plain", "plain", "", "the folder has a table.toml"},
		{"plain/table.toml", "plain", "", "the folder has a table.toml"},
	} {
		g, err := Sniff(mini(c.name), Options{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if g.Format != c.format || g.Edition != c.edition || g.Why.En != c.why {
			t.Errorf("%s: got %s %q, %q; want %s %q, %q", c.name, g.Format, g.Edition, g.Why.En, c.format, c.edition, c.why)
		}
		if g.Why.Zh == "" || g.Label.En == "" || g.Label.Zh == "" {
			t.Errorf("%s: got why %v, label %v; want both languages", c.name, g.Why, g.Label)
		}
	}
}

func TestEditionsOfMocks(t *testing.T) {
	for _, c := range []struct{ file, edition string }{
		{"ICIO2016_2003.csv", "2016 extended"}, {"ICIO2018_2010.CSV", "2018 extended"}, {"ICIO2018_2010.zip", "2018 extended"},
	} {
		g, err := Sniff(shared.Path(t, "data", "formats-mock", "oecd_mock", c.file), Options{})
		if err != nil || g.Edition != c.edition {
			t.Errorf("%s: got %q, %v; want %q", c.file, g.Edition, err, c.edition)
		}
	}
}

// The zip holds the same table as the csv beside it.
func TestZip(t *testing.T) {
	a := mustOpen(t, shared.Path(t, "data", "formats-mock", "oecd_mock", "ICIO2018_2010.CSV"), Options{})
	b := mustOpen(t, shared.Path(t, "data", "formats-mock", "oecd_mock", "ICIO2018_2010.zip"), Options{})
	for i := range a.N() {
		for j := range a.N() {
			if a.Flows.At(i, j) != b.Flows.At(i, j) {
				t.Fatalf("cell %d, %d: got %v from the zip; want %v", i, j, b.Flows.At(i, j), a.Flows.At(i, j))
			}
		}
	}
	if got := b.Flows.Origin.File; got != "ICIO2018_2010.zip/ICIO2018_2010.CSV" {
		t.Errorf("got origin %q", got)
	}
}

func TestMissingTokens(t *testing.T) {
	path := filepath.Join("testdata", "hostile", "text-cell_2011.csv")
	s := mustOpen(t, path, Options{Missing: []string{"n.a."}, Year: 1999})
	if len(s.MissingCells) != 1 || s.Year != 1999 {
		t.Fatalf("got %v, year %d; want one missing cell, 1999", s.MissingCells, s.Year)
	}
	m := s.MissingCells[0]
	want := iot.MissingCell{Block: "FinalDemand", Row: iot.Key{Region: "CHN", Item: "c2"}, Col: iot.Key{Region: "CHN", Item: "c42"},
		Token: "n.a.", Place: iot.Place{File: "text-cell_2011.csv", Row: 3, Col: 7}}
	if m != want || s.FinalDemand.At(1, 1) != 0 {
		t.Errorf("got %v with value %v; want %v with 0", m, s.FinalDemand.At(1, 1), want)
	}
}

func TestNegativeOutput(t *testing.T) {
	s := mustOpen(t, mini("negative-output_2011.csv"), Options{})
	if got := summary(s); got != "negative-output CHN_c1" {
		t.Errorf("got findings %q; want negative-output CHN_c1", got)
	}
	if p := s.ReadFindings[0].Place; p == nil || p.Row != 2 || p.Col != 10 {
		t.Errorf("got place %v; want row 2, column 10", p)
	}
}

func TestYearUnknown(t *testing.T) {
	data, err := os.ReadFile(mini("wiod_2011.csv"))
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "世界 表.csv")
	if err := os.WriteFile(path, data, 0o644); err != nil {
		t.Fatal(err)
	}
	s := mustOpen(t, path, Options{})
	if got := summary(s); got != "year-unknown" || s.Name != "wiod2013-?" {
		t.Errorf("got findings %q, name %s; want year-unknown, wiod2013-?", got, s.Name)
	}
}

// A planted error of one per cent is named by its row and its column.
func TestPlantedTotals(t *testing.T) {
	data, err := os.ReadFile(shared.Path(t, "data", "china-nbs", "china_2018_153.csv"))
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(data), "\n")
	cells := strings.Split(lines[10], `,`)
	cells[len(cells)-40] = "123456.5" // a cell of sector 010
	lines[10] = strings.Join(cells, ",")
	path := filepath.Join(t.TempDir(), "china_2018_153.csv")
	if err := os.WriteFile(path, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	if got := summary(mustOpen(t, path, Options{})); !strings.Contains(got, "total-mismatch 010 × TIU; total-mismatch TII × ") {
		t.Errorf("got findings %q; want the totals of row 010 and of a column", got)
	}
}

func TestProgress(t *testing.T) {
	var last progress.Event
	ctx := progress.With(context.Background(), func(e progress.Event) { last = e })
	if _, err := Open(ctx, shared.Path(t, "data", "wiod2013", "wiod2013_2011.csv.gz"), Options{}); err != nil {
		t.Fatal(err)
	}
	if last.Phase != "read" || last.Done != 612574 || last.Total != last.Done {
		t.Errorf("got %+v at the end; want all 612574 bytes read", last)
	}
}

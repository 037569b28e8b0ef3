package audit_test

import (
	"encoding/csv"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dougong/audit"
	"dougong/internal/laws"
	"dougong/internal/shared"
	"dougong/iot"
)

func published(t *testing.T, elem ...string) *iot.System {
	t.Helper()
	return laws.Read(t, shared.Path(t, append([]string{"data"}, elem...)...))
}

// world reads a world table of 1435 industries, which takes the race detector a
// minute and has nothing to show it.
func world(t *testing.T, year string) *iot.System {
	t.Helper()
	if testing.Short() {
		t.Skip("a world table takes long; run without -short")
	}
	return published(t, "wiod2013", "wiod2013_"+year+".csv.gz")
}

// DEFINITIONS.md: gross domestic product of China, in trillions of yuan.
func TestGDPOfChina(t *testing.T) {
	for file, want := range map[string]float64{"china_2020_42.csv": 101.64220, "china_2020_153.csv": 101.64220, "china_2018_42.csv": 92.2057, "china_2017_42.csv": 82.3216} {
		r := of(t, published(t, "china-nbs", file))
		g := r.GDP[0]
		if math.Abs(g.Production/1e8-want) > 5e-5 {
			t.Errorf("%s: got %.5f; want %.5f", file, g.Production/1e8, want)
		}
		for way, v := range map[string]float64{"expenditure": g.Expenditure, "income": g.Income} {
			if math.Abs(v/g.Production-1) > 1e-12 {
				t.Errorf("%s: %s: got %.5f; want %.5f", file, way, v/1e8, want)
			}
		}
		if len(r.Findings) != 2 || audit.Worst(r.Findings) != iot.Note {
			t.Errorf("%s: got %v; want stocks and age as notes", file, r.Findings)
		}
	}
}

// Table 135 of 2007 has one output of its bottom row that differs from that of
// its last column, by .44.
func TestChina2007(t *testing.T) {
	r := of(t, published(t, "china-nbs", "china_2007_135.csv"))
	f := only(r.Findings, "column-balance")
	if len(f) != 1 || f[0].Where() != "090" || math.Abs(f[0].Want-f[0].Got-.4449) > 1e-3 || f[0].Level != iot.Note {
		t.Errorf("got %v; want 090 off by .4449, a note", f)
	}
	if len(only(r.Findings, "suspect-cell")) != 0 {
		t.Errorf("a gap of a column alone is no cell of the flows")
	}
}

// DEFINITIONS.md, world 2011: zero-output industries, negative cells, gaps, the
// largest column sum and the spectral radius.
func TestWorld2011(t *testing.T) {
	s := world(t, "2011")
	r := of(t, s)
	var zero, strange []string
	for _, f := range only(r.Findings, "zero-output") {
		zero = append(zero, f.Where())
		if f.Level == iot.Warning {
			strange = append(strange, f.Where())
			if f.Got != -1 || !strings.Contains(f.Text.En, "_c42") || f.Place == nil {
				t.Errorf("%v: want -1 in stocks, with its place", f)
			}
		}
	}
	slices.Sort(zero)
	want := "AUS_c35 BGR_c35 BRA_c35 CHN_c19 CHN_c35 CYP_c8 ESP_c35 EST_c35 HUN_c35 IDN_c19 IDN_c35 JPN_c35 KOR_c35 LUX_c5 LUX_c8 LVA_c35 LVA_c8 MLT_c8 ROU_c35 RUS_c35 SVK_c35 SWE_c5"
	if got := strings.Join(zero, " "); got != want {
		t.Errorf("zero output: got %s\nwant %s", got, want)
	}
	if got := strings.Join(strange, " "); got != "LUX_c5 LUX_c8" {
		t.Errorf("zero output with flows: got %s; want LUX_c5 LUX_c8", got)
	}
	negative := 0
	for _, n := range r.Negatives {
		negative += n.Count
	}
	if negative != 352 || len(only(r.Findings, "negative-final-demand")) != 2 {
		t.Errorf("negative final demand: got %d cells; want 352, in stocks and capital formation", negative)
	}
	m := r.Models[0]
	if math.Abs(m.Sums[m.Largest]-.910) > 5e-4 || math.Abs(m.Radius-.610) > 5e-4 || m.Upper-m.Lower > 1e-5 {
		t.Errorf("column sum %.4f, radius %.4f in [%.6f, %.6f]; want .910, .610", m.Sums[m.Largest], m.Radius, m.Lower, m.Upper)
	}
	if slices.Min(r.Rows.Gap) != -7 || slices.Max(r.Rows.Gap) != 108 || r.Step != 1 {
		t.Errorf("row gaps from %v to %v, step %v; want -7 to 108, 1", slices.Min(r.Rows.Gap), slices.Max(r.Rows.Gap), r.Step)
	}
	if f := only(r.Findings, "row-balance"); len(f) != 1 || f[0].Level != iot.Note || audit.Worst(r.Findings) == iot.Fault {
		t.Errorf("row balance: got %v; want rounding said once, as a note, and no fault", f)
	}
}

// In a table of rounded numbers an error of one cell must exceed the residuals
// that rounding leaves in its row: 259 million USD in the world of 2011. Columns
// have none, because value added is what is left.
func TestPlantedErrorInTheWorld(t *testing.T) {
	s := world(t, "2011")
	at := func(key string) int {
		i, err := s.Industries.Find(key)
		if err != nil {
			t.Fatal(err)
		}
		return i
	}
	i, j := at("CHN_c12"), at("CHN_c14")
	cell := s.Flows.At(i, j)
	r := of(t, plant(s, flows, planted{i, j, 1.01}))
	if need := r.Rows.Detectable(i) + r.Columns.Detectable(j); math.Abs(need-259) > 1 || 0.01*cell < need {
		t.Fatalf("an error of %.0f in a cell of %.0f; what stands out is %.0f", 0.01*cell, cell, need)
	}
	f := only(r.Findings, "suspect-cell")
	if len(f) != 1 || f[0].Where() != "CHN_c12 × CHN_c14" || math.Abs(f[0].Want-cell) > 1 {
		t.Fatalf("got %v; want CHN_c12 × CHN_c14 and %v", f, cell)
	}
	if p := f[0].Place; p == nil || p.Row != i+2 || p.Col != j+2 {
		t.Errorf("place: got %v; want row %d, column %d", p, i+2, j+2)
	}
	if audit.Worst(r.Findings) != iot.Fault {
		t.Error("a suspect cell is a fault")
	}
}

// A one per cent error written into a copy of a published file is named by row,
// column and place, and the totals of the file that it breaks are too.
func TestPlantedErrorInAFile(t *testing.T) {
	for _, c := range []struct {
		file     string
		row, col int // of the file, from 1
		where    string
	}{
		{"china_2020_42.csv", 14, 24, "13 × 20"},
		{"china_2020_153.csv", 60, 99, "059 × 096"},
	} {
		t.Run(c.file, func(t *testing.T) {
			path, right := spoil(t, c.file, c.row, c.col)
			r := of(t, laws.Read(t, path))
			f := only(r.Findings, "suspect-cell")
			if len(f) != 1 || f[0].Where() != c.where {
				t.Fatalf("got %v; want %s", f, c.where)
			}
			if p := f[0].Place; p.Row != c.row || p.Col != c.col || math.Abs(f[0].Want-right) > 1e-6*right {
				t.Errorf("got %v; want %v at row %d, column %d", f[0], right, c.row, c.col)
			}
			if len(only(r.Findings, "total-mismatch")) == 0 {
				t.Error("no total of the file is found wrong; want intermediate use and input")
			}
		})
	}
}

// spoil copies a Chinese table and multiplies one cell by 1.01.
func spoil(t *testing.T, file string, row, col int) (path string, right float64) {
	records := shared.CSV(t, "data", "china-nbs", file)
	right, err := strconv.ParseFloat(records[row-1][col-1], 64)
	if err != nil || right == 0 {
		t.Fatalf("row %d, column %d: %v, %v; want a number to spoil", row, col, right, err)
	}
	records[row-1][col-1] = strconv.FormatFloat(right*1.01, 'g', -1, 64)
	path = filepath.Join(t.TempDir(), file)
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := csv.NewWriter(f).WriteAll(records); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return path, right
}

// Whatever readers and checks find is in the catalogue, at a level that it names.
func TestFindingsAreInTheCatalogue(t *testing.T) {
	for _, path := range []string{"china_2012_139.csv", "china_2015_42.csv", "china_2017_149.csv", "OECD21ed_CHN_1995.csv", "OECD21ed_JPN_2018.csv"} {
		t.Run(path, func(t *testing.T) { inCatalogue(t, published(t, "china-nbs", path)) })
	}
	t.Run("world", func(t *testing.T) { inCatalogue(t, world(t, "2000")) })
}

func inCatalogue(t *testing.T, s *iot.System) {
	t.Helper()
	for _, f := range of(t, s).Findings {
		if k, ok := audit.KindOf(f.ID); !ok || !slices.Contains(k.Levels, f.Level) {
			t.Errorf("%v is a %s; the catalogue says %v", f, f.Level, k.Levels)
		}
	}
}

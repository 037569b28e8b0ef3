package dataset

import (
	"archive/zip"
	"encoding/xml"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"dougong/internal/shared"
	"dougong/iot"
)

// The parts of China in the mini file, added up by hand: rows and columns 6 to 9
// of the file (CN1, CN2) on rows and columns of CHN.
func TestFoldByHand(t *testing.T) {
	s := mustOpen(t, mini("icio_2018.csv"), Options{})
	file := sheetOf(t, mini("icio_2018.csv"))
	at := func(row, col int) float64 { return number(t, file[row-1][col-1]) }
	// CHN_C17_18 × CHN_A01_02: CHN and its parts stand in rows 3 7 9 and columns 2 6 8.
	want := 0.0
	for _, row := range []int{3, 7, 9} {
		for _, col := range []int{2, 6, 8} {
			want += at(row, col)
		}
	}
	if got := s.Flows.At(1, 0); got != want || want == 0 {
		t.Errorf("CHN_C17_18 × CHN_A01_02: got %v; want %v", got, want)
	}
	if got, want := s.Flows.At(2, 0), at(4, 2)+at(4, 6)+at(4, 8); got != want {
		t.Errorf("ROW_A01_02 × CHN_A01_02: got %v; want %v", got, want)
	}
	if got, want := s.FinalDemand.At(1, 2), at(3, 12)+at(7, 12)+at(9, 12); got != want {
		t.Errorf("CHN_C17_18 × ROW_HFCE: got %v; want %v", got, want)
	}
	if got, want := s.Output[0], at(12, 2)+at(12, 6)+at(12, 8); got != want {
		t.Errorf("output of CHN_A01_02: got %v; want %v", got, want)
	}
	if got, want := s.Primary.At(1, 1), at(11, 3)+at(11, 7)+at(11, 9); math.Abs(got-want) > 1e-12 {
		t.Errorf("value added of CHN_C17_18: got %v; want %v", got, want)
	}
	if got := s.Industries.Key(1); got != (iot.Key{Region: "CHN", Item: "C17_18"}) {
		t.Errorf("got industry %v; want CHN_C17_18, split at the first underscore", got)
	}
	if got := summary(s); got != "folded-split; taxes-on-final-demand" {
		t.Errorf("got findings %q", got)
	}
	if r, c := largest(s.RowResidual()), largest(s.ColumnResidual()); r > 1e-9 || c > 1e-9 {
		t.Errorf("got gaps %v, %v after folding; want none, as in the file", r, c)
	}
}

func number(t *testing.T, s string) float64 {
	t.Helper()
	var v float64
	if _, err := fmt.Sscan(s, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// The mocks hold invented numbers; folding must keep every sum.
func TestFoldKeepsSums(t *testing.T) {
	for _, c := range []struct {
		file           string
		regions        string
		rows, cols     int // industries in the file, and columns of numbers in use
		final, primary int
	}{
		{"ICIO2016_2003.csv", "AUS NZL CHN PER", 48, 48, 25, 1},
		{"ICIO2018_2010.CSV", "AUS BEL MEX BRA COL", 48, 48, 25, 6},
	} {
		path := shared.Path(t, "data", "formats-mock", "oecd_mock", c.file)
		s, file := mustOpen(t, path, Options{}), sheetOf(t, path)
		if got := strings.Join(s.Industries.Regions(), " "); got != c.regions {
			t.Errorf("%s: got economies %s; want %s", c.file, got, c.regions)
		}
		if len(s.FinalKinds) != c.final || len(s.PrimaryKinds) != c.primary {
			t.Errorf("%s: got %d columns of final demand, %d primary rows; want %d, %d", c.file, len(s.FinalKinds), len(s.PrimaryKinds), c.final, c.primary)
		}
		var want, final float64
		for _, row := range file[1 : 1+c.rows] {
			for j, cell := range row[1 : 1+c.cols+c.final] {
				if j < c.cols {
					want += number(t, cell)
				} else {
					final += number(t, cell)
				}
			}
		}
		if got := total(s.Flows.RowSums()); math.Abs(got-want) > 1e-12*want {
			t.Errorf("%s: got %v in flows; want %v", c.file, got, want)
		}
		if got := total(s.FinalDemand.RowSums()); math.Abs(got-final) > 1e-12*final {
			t.Errorf("%s: got %v in final demand; want %v", c.file, got, final)
		}
	}
}

// TestICIO2025 reads a table with all ids of the ReadMe of the 2025 small
// edition: 81 economies of 50 industries. A number says where it stands.
func TestICIO2025(t *testing.T) {
	if testing.Short() {
		t.Skip("writes 37 MB")
	}
	rows, cols := readMe(t, 4), readMe(t, 5)
	if len(rows) != 4053 || len(cols) != 4537 {
		t.Fatalf("got %d row and %d column ids in the ReadMe; want 4053, 4537", len(rows), len(cols))
	}
	path := filepath.Join(t.TempDir(), "2022_SML.csv")
	writeNumbered(t, path, rows, cols)
	g, err := Sniff(path, Options{})
	if err != nil || g.Edition != "2025" {
		t.Fatalf("got edition %q, %v; want 2025", g.Edition, err)
	}
	s := mustOpen(t, path, Options{})
	if s.N() != 4050 || len(s.Industries.Regions()) != 81 || len(s.FinalKinds) != 486 || s.Year != 2022 {
		t.Errorf("got %d industries of %d economies, %d columns of final demand, %d", s.N(), len(s.Industries.Regions()), len(s.FinalKinds), s.Year)
	}
	for _, c := range [][2]int{{0, 9}, {17, 4042}, {4049, 1}, {4049, 2}} {
		if got, want := s.Flows.At(c[0], c[1]), numbered(c[0], c[1]); got != want {
			t.Errorf("cell %v: got %v; want %v", c, got, want)
		}
	}
	if got, want := s.FinalDemand.At(1, 485), numbered(1, 4535); got != want {
		t.Errorf("last column of final demand: got %v; want %v", got, want)
	}
	if got, want := s.Output[7], numbered(4052, 7); got != want {
		t.Errorf("output: got %v; want %v", got, want)
	}
	for _, f := range s.ReadFindings {
		if f.ID == "missing-label" {
			t.Errorf("got %v; want every code named", f)
		}
	}
}

// numbered is the number in a cell, 0 in most.
func numbered(i, j int) float64 {
	if (i+j)%9 != 0 {
		return 0
	}
	return float64(i*7 + j)
}

func writeNumbered(t *testing.T, path string, rows, cols []string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	line := []byte("V1," + strings.Join(cols, ",") + "\n")
	for i, row := range rows {
		line = append(line, row...)
		for j := range cols {
			line = strconv.AppendInt(append(line, ','), int64(numbered(i, j)), 10)
		}
		if _, err := f.Write(append(line, '\n')); err != nil {
			t.Fatal(err)
		}
		line = line[:0]
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
}

// readMe returns the ids in column C of a sheet of the ReadMe, from row 4 on.
func readMe(t *testing.T, sheet int) []string {
	t.Helper()
	z, err := zip.OpenReader(shared.Path(t, "data", "oecd-icio", "ReadMe_ICIO_small.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	var shared struct {
		Items []struct {
			Text string `xml:"t"`
		} `xml:"si"`
	}
	decodeXML(t, z, "xl/sharedStrings.xml", &shared)
	var data struct {
		Rows []struct {
			Cells []struct {
				Ref   string `xml:"r,attr"`
				Type  string `xml:"t,attr"`
				Value string `xml:"v"`
			} `xml:"c"`
		} `xml:"sheetData>row"`
	}
	decodeXML(t, z, fmt.Sprintf("xl/worksheets/sheet%d.xml", sheet), &data)
	var ids []string
	for _, row := range data.Rows {
		for _, c := range row.Cells {
			var row int
			if _, err := fmt.Sscanf(c.Ref, "C%d", &row); err != nil || row < 4 || c.Value == "" {
				continue
			}
			v := c.Value
			if c.Type == "s" {
				v = shared.Items[int(number(t, v))].Text
			}
			ids = append(ids, v)
		}
	}
	return ids
}

func decodeXML(t *testing.T, z *zip.ReadCloser, name string, to any) {
	t.Helper()
	f, err := z.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := xml.NewDecoder(f).Decode(to); err != nil {
		t.Fatal(err)
	}
}

package dataset

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"io"
	"math"
	"math/rand"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"dougong/internal/shared"
	"dougong/iot"
)

// sheetOf reads a file with other code than the readers do.
func sheetOf(t *testing.T, file string) [][]string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.HasSuffix(file, ".gz") {
		z, err := gzip.NewReader(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if data, err = io.ReadAll(z); err != nil {
			t.Fatal(err)
		}
	}
	if strings.Contains(file, "china_2015_3") {
		if data, err = simplifiedchinese.GBK.NewDecoder().Bytes(data); err != nil {
			t.Fatal(err)
		}
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	r.FieldsPerRecord = -1
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return records
}

// sumAt adds up the file cells behind a cell of a block.
func sumAt(t *testing.T, files map[string][][]string, o iot.Origin, i, j int) float64 {
	t.Helper()
	places, n := o.Cells(i, j, 1000)
	if n == 0 {
		t.Fatalf("cell %d, %d of %s has no place", i, j, o.File)
	}
	var sum float64
	for _, p := range places {
		v, err := strconv.ParseFloat(files[p.File][p.Row-1][p.Col-1], 64)
		if err != nil {
			t.Fatalf("%v: %v", p, err)
		}
		sum += v
	}
	return sum
}

// For random cells of every block the file's cell at the place of origin is the
// table's number.
func TestOrigins(t *testing.T) {
	for _, file := range []string{
		mini("wiod_2011.csv"), mini("china_2015_3.csv"), mini("china_2020_3.csv"), mini("icio_2018.csv"), mini("oecd_NLD_2018.csv"), mini("plain"),
		shared.Path(t, "data", "wiod2013", "wiod2013_2011.csv.gz"), shared.Path(t, "data", "china-nbs", "china_2020_42.csv"),
		shared.Path(t, "data", "china-nbs", "china_2007_135.csv"), shared.Path(t, "data", "china-nbs", "OECD21ed_JPN_2018.csv"),
		shared.Path(t, "data", "formats-mock", "oecd_mock", "ICIO2018_2010.CSV"), shared.Path(t, "data", "formats-mock", "oecd_mock", "ICIO2016_2003.csv"),
	} {
		s := mustOpen(t, file, Options{})
		files := map[string][][]string{}
		for _, f := range s.Files {
			name := file
			if s.Format == "plain" {
				name = filepath.Join(file, f.Name)
			}
			files[path.Base(f.Name)] = sheetOf(t, name)
		}
		r := rand.New(rand.NewSource(1))
		near := func(block string, i, j int, got, want float64) {
			if math.Abs(got-want) > 1e-9*math.Abs(want) {
				t.Errorf("%s: %s cell %d, %d: got %v; its place holds %v", file, block, i, j, got, want)
			}
		}
		for range 200 {
			for _, b := range []*iot.Table{s.Flows, s.FinalDemand, s.Primary, s.ImportFlows, s.ImportFinalDemand} {
				if b == nil {
					continue
				}
				i, j := r.Intn(b.Rows.Len()), r.Intn(b.Cols.Len())
				near(b.Name, i, j, b.At(i, j), sumAt(t, files, b.Origin, i, j))
			}
			i := r.Intn(s.N())
			near("Output", i, 0, s.Output[i], sumAt(t, files, s.OutputOrigin, i, 0))
			if s.ImportColumn != nil {
				sign := 1.0
				if s.Format == "oecd-national" {
					sign = -1 // the file stores imports negative
				}
				near("ImportColumn", i, 0, s.ImportColumn[i], sign*sumAt(t, files, s.ImportOrigin, i, 0))
			}
		}
		if o := s.Flows.Origin; len(o.SHA256) != 64 {
			t.Errorf("%s: got checksum %q", file, o.SHA256)
		}
	}
}

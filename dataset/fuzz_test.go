package dataset

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"dougong/internal/text"
	"dougong/iot"
)

// fuzz reads bytes as a file of a format. Whatever they are, the answer is a
// system that hangs together or an error with a place.
func fuzz(f *testing.F, format string, seeds ...string) {
	for _, s := range seeds {
		data, err := head(s)
		if err != nil {
			continue // real files are not everywhere
		}
		f.Add(data)
	}
	hostile, err := filepath.Glob(filepath.Join("testdata", "hostile", "*_20*.csv"))
	if err != nil || len(hostile) == 0 {
		f.Fatalf("no hostile files: %v", err)
	}
	for _, h := range hostile {
		data, err := os.ReadFile(h)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := fstest.MapFS{"t_2011.csv": {Data: data}}
		limits := Limits{Bytes: 1 << 20, Columns: 2000, Record: 1 << 17}
		s, err := OpenFS(context.Background(), fsys, "t_2011.csv", Options{Format: format, Limits: limits, Missing: []string{"n.a."}})
		judge(t, s, err)
		if _, err := SniffFS(fsys, "t_2011.csv", Options{Limits: limits}); err != nil {
			judge(t, nil, err)
		}
	})
}

// head returns the first 6 KiB of a file.
func head(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, 6<<10))
}

func judge(t *testing.T, s *iot.System, err error) {
	t.Helper()
	var place *text.Error
	var unknown *UnknownError
	switch {
	case err != nil && !errors.As(err, &place) && !errors.As(err, &unknown):
		t.Errorf("got error %v; want one of the file", err)
	case err == nil && (s.N() == 0 || len(s.RowResidual()) != s.N()):
		t.Errorf("got a system of %d industries", s.N())
	case err == nil:
		for i := range s.N() {
			for _, v := range s.Flows.Row(i, nil) {
				if v-v != 0 {
					t.Fatalf("row %d holds %v", i, v)
				}
			}
		}
	}
}

func sharedFile(elem ...string) string {
	root := os.Getenv("DOUGONG_SHARED")
	if root == "" {
		root = filepath.Join("..", "..", "shared")
	}
	return filepath.Join(append([]string{root, "data"}, elem...)...)
}

func FuzzWIOD(f *testing.F) {
	fuzz(f, "wiod2013", mini("wiod_2011.csv"), mini("negative-output_2011.csv"))
}

func FuzzNBS(f *testing.F) {
	fuzz(f, "nbs", mini("china_2015_3.csv"), mini("china_2020_3.csv"), sharedFile("china-nbs", "china_2020_42.csv"), sharedFile("china-nbs", "china_2015_42.csv"))
}

func FuzzICIO(f *testing.F) {
	fuzz(f, "icio", mini("icio_2018.csv"), sharedFile("formats-mock", "oecd_mock", "ICIO2016_2003.csv"), sharedFile("formats-mock", "oecd_mock", "ICIO2018_2010.CSV"))
}

func FuzzOECD(f *testing.F) {
	fuzz(f, "oecd-national", mini("oecd_NLD_2018.csv"), sharedFile("china-nbs", "OECD21ed_JPN_2018.csv"), sharedFile("other-national", "BEL2020ttl.csv"))
}

// plainFiles are the files of a plain table in a fuzzed text, one after another
// behind lines of "--".
var plainFiles = []string{"table.toml", "industries.csv", "final.csv", "primary.csv", "flows.csv", "final-demand.csv", "primary-inputs.csv"}

func FuzzPlain(f *testing.F) {
	folders, err := filepath.Glob(filepath.Join("testdata", "hostile", "plain-*"))
	if err != nil || len(folders) == 0 {
		f.Fatalf("no hostile folders: %v", err)
	}
	for _, dir := range append(folders, mini("plain")) {
		var parts [][]byte
		for _, name := range plainFiles {
			data, _ := os.ReadFile(filepath.Join(dir, name)) // some lack one
			parts = append(parts, data)
		}
		f.Add(bytes.Join(parts, []byte("--\n")))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fsys := fstest.MapFS{}
		for i, part := range strings.SplitN(string(data), "--\n", len(plainFiles)) {
			fsys[plainFiles[i]] = &fstest.MapFile{Data: []byte(part)}
		}
		s, err := OpenFS(context.Background(), fsys, ".", Options{Limits: Limits{Bytes: 1 << 20, Columns: 2000, Record: 1 << 17}})
		judge(t, s, err)
	})
}

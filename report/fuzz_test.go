package report

import (
	"bytes"
	"io"
	"testing"

	"dougong/class"
	"dougong/result"
)

// seeds are files of each format to start from.
func seeds(f *testing.F, format Format) {
	for _, r := range []*result.Result{answer(), hostile()} {
		for _, lang := range []class.Lang{class.En, class.Both} {
			var b bytes.Buffer
			if err := Write(&b, format, sample, r, Options{Lang: lang}); err != nil {
				f.Fatal(err)
			}
			f.Add(b.Bytes())
			f.Add(b.Bytes()[:b.Len()/2])
		}
	}
}

// Whatever the bytes, a reader returns an answer that can be written again or an
// error; it does not panic.
func rewrite(t *testing.T, r *result.Result, err error) {
	t.Helper()
	if err != nil {
		return
	}
	for _, f := range []Format{JSON, JSONL, Table} {
		if err := Write(io.Discard, f, sample, r, Options{}); err != nil {
			t.Errorf("%s: %v", f, err)
		}
	}
}

func FuzzReadJSON(f *testing.F) {
	seeds(f, JSON)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ReadJSON(bytes.NewReader(data))
		rewrite(t, r, err)
	})
}

func FuzzReadJSONL(f *testing.F) {
	seeds(f, JSONL)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ReadJSONL(bytes.NewReader(data))
		rewrite(t, r, err)
	})
}

func FuzzReadCSV(f *testing.F) {
	seeds(f, CSV)
	f.Fuzz(func(t *testing.T, data []byte) {
		table, err := ReadCSV(bytes.NewReader(data), sample.Tables[0], class.En)
		if err != nil {
			return
		}
		var first, second bytes.Buffer
		for _, b := range []*bytes.Buffer{&first, &second} {
			if err := writeCSV(b, []*result.Table{table}, Options{Lang: class.Both}); err != nil {
				t.Fatal(err)
			}
			if table, err = ReadCSV(bytes.NewReader(b.Bytes()), sample.Tables[0], class.En); err != nil {
				t.Fatalf("what was written cannot be read: %v\n%s", err, b)
			}
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Errorf("got\n%s\nwant\n%s", &second, &first)
		}
	})
}

func FuzzReadParquet(f *testing.F) {
	seeds(f, Parquet)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := ReadParquet(bytes.NewReader(data))
		rewrite(t, r, err)
	})
}

func FuzzReadWorkbook(f *testing.F) {
	seeds(f, Workbook)
	f.Fuzz(func(t *testing.T, data []byte) {
		tables, err := ReadWorkbook(bytes.NewReader(data))
		rewrite(t, &result.Result{Tables: tables}, err)
	})
}

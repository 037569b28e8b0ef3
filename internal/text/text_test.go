package text

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/encoding/simplifiedchinese"
)

func open(t testing.TB, data string, o Options) (*File, error) {
	t.Helper()
	return Open(context.Background(), fstest.MapFS{"t.csv": {Data: []byte(data)}}, "t.csv", o)
}

// records reads all records as text.
func records(t testing.TB, data string) ([][]string, error) {
	t.Helper()
	f, err := open(t, data, Options{})
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var all [][]string
	for {
		switch err := f.Next(); {
		case err == io.EOF:
			return all, nil
		case err != nil:
			return all, err
		}
		var rec []string
		for col := 1; col <= f.Width(); col++ {
			s, err := f.Text(col)
			if err != nil {
				return all, err
			}
			rec = append(rec, s)
		}
		all = append(all, rec)
	}
}

// Marks stand in the cells: each says its own row and column.
func TestPositions(t *testing.T) {
	for _, data := range []string{
		"1:1,1:2\n2:1,2:2\n3:1,3:2\n",
		"\xef\xbb\xbf1:1,1:2\r\n2:1,2:2\r\n3:1,3:2",
		"1:1;1:2\n\"2:1\";\"2:2\"\n3:1;3:2\n\n\n;\n",
		"1:1\t1:2\n2:1\t2:2\n\"3:1\n\n\"\t\" 3:2 \"",
		" 1:1 ,1:2\n2:1,\"2:2\"\n\"3:1\",3:2\r\n \r\n",
	} {
		got, err := records(t, data)
		if err != nil || len(got) != 3 {
			t.Errorf("%q: got %q, %v; want three rows", data, got, err)
			continue
		}
		for i, rec := range got {
			for j, cell := range rec {
				if want := fmt.Sprintf("%d:%d", i+1, j+1); cell != want {
					t.Errorf("%q: got %q; want %q", data, cell, want)
				}
			}
		}
	}
}

// What encoding/csv reads from well-formed files, File reads too.
func TestLikeEncodingCSV(t *testing.T) {
	r := rand.New(rand.NewSource(2))
	pieces := []string{"a", "1.5", "农业", `say "so"`, "two\nlines", "x,y", "", "-3"}
	for range 2000 {
		var want [][]string
		cols := 1 + r.Intn(5)
		for range 1 + r.Intn(6) {
			rec := []string{"row"}
			for range cols {
				rec = append(rec, pieces[r.Intn(len(pieces))])
			}
			want = append(want, rec)
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.UseCRLF = r.Intn(2) == 0
		if err := w.WriteAll(want); err != nil {
			t.Fatal(err)
		}
		got, err := records(t, b.String())
		text := strings.ReplaceAll(fmt.Sprintf("%q", got), `\r\n`, `\n`)
		if err != nil || text != fmt.Sprintf("%q", want) {
			t.Fatalf("%q: got %q, %v; want %q", b.String(), got, err, want)
		}
	}
}

// Records larger than the buffer, and records that end anywhere in it.
func TestLongRecords(t *testing.T) {
	for _, n := range []int{1, 4095, 4096, 65536, 262143, 262144, 262145, 900_000} {
		data := "a,b\n" + strings.Repeat("0", n%1000) + "1" + strings.Repeat(",7", n/2) + "\nend,2\n"
		f, err := open(t, data, Options{Limits: Limits{Columns: 1 << 20}})
		if err != nil {
			t.Fatal(err)
		}
		for range 3 {
			if err := f.Next(); err != nil {
				t.Fatal(err)
			}
		}
		if s, err := f.Text(1); s != "end" || err != nil || f.Row() != 3 {
			t.Errorf("n = %d: got %q, %v in row %d; want end in row 3", n, s, err, f.Row())
		}
		if err := f.End("it"); err != nil {
			t.Error(err)
		}
	}
}

func gz(t testing.TB, data []byte) []byte {
	t.Helper()
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	w.Write(data)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return z.Bytes()
}

// The checksum is that of the bytes as stored, whatever is in them.
func TestChecksum(t *testing.T) {
	plain := []byte("a,b\n1,2\n")
	var z bytes.Buffer
	w := zip.NewWriter(&z)
	e, err := w.Create("folder/t.csv")
	if err != nil {
		t.Fatal(err)
	}
	e.Write(plain)
	w.Close()
	for _, data := range [][]byte{plain, gz(t, plain), z.Bytes()} {
		f, err := open(t, string(data), Options{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Header(); err != nil {
			t.Fatal(err)
		}
		var v [2]float64
		if err := f.Next(); err != nil {
			t.Fatal(err)
		}
		if err := f.Floats(v[:], 1); err != nil || v != [2]float64{1, 2} {
			t.Errorf("got %v, %v; want 1, 2", v, err)
		}
		if err := f.End("row 2"); err != nil {
			t.Fatal(err)
		}
		want := sha256.Sum256(data)
		if sum, n := f.SHA256(); sum != hex.EncodeToString(want[:]) || n != int64(len(data)) {
			t.Errorf("got %s of %d bytes; want %x of %d", sum, n, want, len(data))
		}
	}
}

// Chinese text is decoded whichever way it is written, also where it comes late.
func TestCodings(t *testing.T) {
	want := "农业,联通,采矿业"
	for _, lead := range []string{"", strings.Repeat("1,2,3\n", 100_000)} {
		for _, enc := range []string{"utf8", "gbk"} {
			data := lead + want + "\n"
			if enc == "gbk" {
				var err error
				if data, err = simplifiedchinese.GBK.NewEncoder().String(data); err != nil {
					t.Fatal(err)
				}
			}
			got, err := records(t, data)
			if err != nil {
				t.Errorf("%s: %v", enc, err)
				continue
			}
			if s := strings.Join(got[len(got)-1], ","); s != want {
				t.Errorf("%s: got %q; want %q", enc, s, want)
			}
		}
	}
}

func TestGzipBomb(t *testing.T) {
	bomb := gz(t, bytes.Repeat([]byte("0,0,0,0\n"), 12<<20))
	f, err := open(t, string(bomb), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for err == nil {
		err = f.Next()
	}
	if want := "t.csv: unpacks to more than 300 times its size; this is no table"; err.Error() != want {
		t.Errorf("got %v; want %s", err, want)
	}
	if f.Row() > 9<<20 {
		t.Errorf("stopped at row %d only", f.Row())
	}
}

func TestReadingAllocatesNothing(t *testing.T) {
	data := "h" + strings.Repeat(",1", 1000) + "\n" + strings.Repeat("r"+strings.Repeat(",145853072.82365", 1000)+"\n", 300)
	f, err := open(t, data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Next(); err != nil {
		t.Fatal(err)
	}
	row := make([]float64, 1000)
	n := testing.AllocsPerRun(250, func() {
		if err := f.Next(); err != nil {
			t.Fatal(err)
		}
		if err := f.Floats(row, 2); err != nil {
			t.Fatal(err)
		}
	})
	if n != 0 {
		t.Errorf("got %v allocations a row; want none", n)
	}
}

func FuzzFile(f *testing.F) {
	for _, s := range []string{"a,b\n1,2\n", "\xef\xbb\xbf\"a\";b\r\n\"1\"\"\";2", "a\tb\n\"x\ny\"\t2\n\n", "\x1f\x8b\x08", "PK\x03\x04", "a\n\xc5\xa9\n", "\xff\xfea"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, err := records(t, string(data))
		if err != nil && !strings.HasPrefix(err.Error(), "t.csv: ") {
			t.Errorf("got error %v; want one that names the file", err)
		}
	})
}

package dataset

import (
	"bytes"
	"context"
	"os"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"dougong/internal/shared"
)

// allocated returns the bytes that f allocates, freed or not: a bound on its
// peak that does not depend on when memory is collected.
func allocated(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Reading takes at most one and a half times the memory of the table.
func TestMemory(t *testing.T) {
	path := shared.Path(t, "data", "wiod2013", "wiod2013_2011.csv.gz")
	mustOpen(t, path, Options{}) // labels are loaded once
	const table = 1435 * (1435 + 205) * 8
	if got := allocated(func() { mustOpen(t, path, Options{}) }); got > table*3/2 {
		t.Errorf("allocated %d bytes for a table of %d; want at most 1.5 times", got, table)
	}
}

// A header that promises 20 000 industries makes nobody allocate their square.
func TestHeaderOnly(t *testing.T) {
	var b bytes.Buffer
	b.WriteString("V1")
	for i := range 20_000 {
		b.WriteString("," + economyName(i/35) + "_c" + []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18",
			"19", "20", "21", "22", "23", "24", "25", "26", "27", "28", "29", "30", "31", "32", "33", "34", "35"}[i%35])
	}
	b.WriteString(",AAA_c37,OUT\n")
	b.WriteString("AAA_c1" + strings.Repeat(",0", 20_002) + "\n")
	fsys := fstest.MapFS{"w_2011.csv": {Data: b.Bytes()}}
	got := allocated(func() {
		if _, err := OpenFS(context.Background(), fsys, "w_2011.csv", Options{}); err == nil || !strings.Contains(err.Error(), `want row "AAA_c2" next`) {
			t.Errorf("got %v; want that the second row is missing", err)
		}
	})
	if got > 64<<20 {
		t.Errorf("allocated %d bytes; want at most 64 MiB, of 3.2 GB promised", got)
	}
}

func economyName(i int) string {
	return string([]byte{'A' + byte(i/676), 'A' + byte(i/26%26), 'A' + byte(i%26)})
}

func BenchmarkReadWIOD2011(b *testing.B) {
	path := shared.Path(b, "data", "wiod2013", "wiod2013_2011.csv.gz")
	b.SetBytes(4_957_949) // of text
	b.ReportAllocs()
	for b.Loop() {
		mustOpen(b, path, Options{})
	}
}

func BenchmarkReadChina2020(b *testing.B) {
	path := shared.Path(b, "data", "china-nbs", "china_2020_153.csv")
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(info.Size())
	b.ReportAllocs()
	for b.Loop() {
		mustOpen(b, path, Options{})
	}
}

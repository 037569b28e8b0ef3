package leontief_test

import (
	"context"
	"fmt"
	"hash/fnv"
	"math"
	"strings"
	"testing"

	"dougong/internal/laws"
	"dougong/iot"
	"dougong/leontief"
)

func position(t testing.TB, sys *iot.System, code string) int {
	t.Helper()
	i, err := sys.Industries.Find(code)
	if err != nil {
		t.Fatal(err)
	}
	return i
}

// TestKeySectorsOfChina: ten by the Ghosh inverse, twelve by row sums of L.
func TestKeySectorsOfChina(t *testing.T) {
	m := model(t, laws.China(t, 2020, 42).System, leontief.Domestic)
	codes := func(at []int) string {
		var s []string
		for _, i := range at {
			s = append(s, m.System().Industries.Key(i).Item)
		}
		return strings.Join(s, " ")
	}
	ghosh := m.Linkages(leontief.ForwardGhosh)
	if got, want := codes(ghosh.KeySectors()), "07 10 12 14 15 21 23 24 29 34"; got != want {
		t.Errorf("key sectors: got %s; want %s", got, want)
	}
	if rows := m.Linkages(leontief.ForwardLeontief).KeySectors(); len(rows) != 12 {
		t.Errorf("key sectors by row sums of L: got %d; want 12", len(rows))
	}
	for code, want := range map[string][2]float64{"07": {1.278, 1.143}, "12": {1.117, 1.241}, "14": {1.036, 1.280}, "24": {1.103, 1.460}} {
		i := position(t, m.System(), code)
		if math.Abs(ghosh.BackwardIndex(i)-want[0]) > 5e-4 || math.Abs(ghosh.ForwardIndex(i)-want[1]) > 5e-4 {
			t.Errorf("%s: got %.4f and %.4f; want %v", code, ghosh.BackwardIndex(i), ghosh.ForwardIndex(i), want)
		}
	}
}

// TestExtractionsOfChina: metals and textiles, in all readings of the same words.
func TestExtractionsOfChina(t *testing.T) {
	sys := laws.China(t, 2020, 42).System
	m := model(t, sys, leontief.Domestic)
	v := m.PerOutput(sys.ValueAdded())
	x, gdp := sum(m.Output()), sum(sys.ValueAdded())
	check := func(what string, got, want, half float64) {
		t.Helper()
		if math.Abs(100*got-want) > half {
			t.Errorf("%s: got %.4f %%; want %v", what, 100*got, want)
		}
	}
	losses := func(code string, kind leontief.Kind) (*leontief.Extraction, float64, float64) {
		e, err := m.Extract([]int{position(t, sys, code)}, kind, 1)
		if err != nil {
			t.Fatal(err)
		}
		return e, -e.Total() / x, -e.Of(v) / gdp
	}
	for _, c := range []struct {
		code        string
		kind        leontief.Kind
		output, gdp float64
		half        float64
	}{
		{"14", leontief.Complete, -7.992, -6.694, 5e-4},
		{"07", leontief.Complete, -2.796, -2.240, 5e-4},
		{"14", leontief.KeepDemand, -7.84, -6.60, 5e-3},
		{"14", leontief.ForwardRows, -7.72, -6.47, 5e-3},
		{"14", leontief.Backward, -4.69, -4.69, 5e-3},
	} {
		_, output, value := losses(c.code, c.kind)
		check(c.code+" "+string(c.kind)+" output", output, c.output, c.half)
		check(c.code+" "+string(c.kind)+" GDP", value, c.gdp, c.half)
	}
	e, output, value := losses("14", leontief.Complete)
	at := e.At[0]
	check("14, others' loss of output", output+e.Own()/x, -3.52, 5e-3)
	check("14, others' loss of GDP", value+v[at]*e.Own()/gdp, -3.98, 5e-3)
	check("metal-ore mining", -e.Loss[position(t, sys, "04")]/m.Output()[position(t, sys, "04")], -91, 0.5)
}

func sum(v []float64) (s float64) {
	for _, x := range v {
		s += x
	}
	return s
}

// TestNationalTablesOfChina runs every year and layout that is read: the law that
// the baseline returns, and one extraction in all its kinds.
func TestNationalTablesOfChina(t *testing.T) {
	for _, name := range []string{"china_2018_42", "china_2020_153"} {
		m := model(t, laws.Open(t, "data", "china-nbs", name+".csv").System, leontief.Domestic)
		for i, x := range m.Solve(m.Demand()) {
			near(t, name+" baseline", x, m.Output()[i], tight)
		}
		for _, kind := range leontief.Kinds {
			e, err := m.Extract([]int{0}, kind, 1)
			if err != nil || !(e.Total() > 0) {
				t.Errorf("%s %s: got %v; want a loss", name, kind, err)
			}
		}
	}
}

// TestWorld reads WIOD 2011: its industries without output lose nothing, and one
// pass over all 1435 agrees with extractions one by one.
func TestWorld(t *testing.T) {
	m := world(t)
	sys := m.System()
	all, err := m.ExtractAll(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	losses := all.Losses(ones(m.N()))
	zero := sys.ZeroOutput()
	if len(zero) != 22 {
		t.Errorf("got %d industries without output; want 22", len(zero))
	}
	for _, i := range zero {
		if losses[i] != 0 {
			t.Errorf("%s has no output; got a loss of %v", sys.Industries.Key(i), losses[i])
		}
	}
	for _, code := range []string{"CHN_c14", "DEU_c15", "USA_c30"} {
		j := position(t, sys, code)
		e, err := m.Extract([]int{j}, leontief.Complete, 1)
		if err != nil {
			t.Fatal(err)
		}
		near(t, code, losses[j], e.Total(), 1e-10)
	}
	everywhere, err := m.Extract(sys.Industries.OfItem("c14"), leontief.Complete, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range everywhere.At {
		near(t, "closed everywhere", everywhere.Left[i], 0, 1e-12)
	}
	if !(everywhere.Total() > losses[position(t, sys, "CHN_c14")]) {
		t.Error("closing a sector everywhere costs no more than in one economy")
	}
}

var worldModel *leontief.Model

// world returns the model of WIOD 2011, 1435 industries, made once.
func world(t testing.TB) *leontief.Model {
	t.Helper()
	if worldModel == nil {
		worldModel = model(t, laws.World(t).System, leontief.Domestic)
	}
	return worldModel
}

func BenchmarkWorldFactor(b *testing.B) {
	sys := laws.World(b).System
	b.ReportAllocs()
	for b.Loop() {
		m := model(b, sys, leontief.Domestic)
		b.ReportMetric(sum(m.Solve(m.Demand())), "output")
	}
}

func BenchmarkWorldInverse(b *testing.B) {
	sys := world(b).System()
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		m := model(b, sys, leontief.Domestic)
		b.StartTimer()
		var trace float64
		for i := range m.N() {
			trace += m.Inverse(i)[i]
		}
		b.ReportMetric(trace, "trace")
	}
}

// BenchmarkWorldExtractAll closes all 1435 industries, one at a time, from the
// table in memory: factor, inverse, losses of output and value added.
func BenchmarkWorldExtractAll(b *testing.B) {
	sys := world(b).System()
	v := sys.ValueAdded()
	b.ReportAllocs()
	for b.Loop() {
		m := model(b, sys, leontief.Domestic)
		all, err := m.ExtractAll(context.Background())
		if err != nil {
			b.Fatal(err)
		}
		output, gdp := all.Losses(ones(m.N())), all.Losses(m.PerOutput(v))
		b.ReportMetric(sum(output), "output-loss")
		b.ReportMetric(sum(gdp), "gdp-loss")
		b.ReportMetric(checksum(output), "checksum")
	}
}

// checksum is a hash of results to nine digits, small enough to print exactly.
func checksum(v []float64) float64 {
	h := fnv.New32a()
	for _, x := range v {
		fmt.Fprintf(h, "%.8e ", x)
	}
	return float64(h.Sum32())
}

package chart

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// network makes a table of flows between n places, loops and cycles included.
func network(seed uint64, n int, unit iot.Unit) *result.Result {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	t := &result.Table{ID: "t", Columns: []result.Column{{ID: "from", Kind: result.Code}, {ID: "to", Kind: result.Code},
		{ID: "v", Kind: result.Number, Label: class.Label{En: "flow", Zh: "流量"}, Unit: unit}}}
	for i := range n {
		for j := range n {
			if v := r.Float64(); v > 0.4 || n < 4 {
				t.Add(fmt.Sprintf("%d>%d", i, j), result.Str(fmt.Sprintf("n%d", i)), result.Str(fmt.Sprintf("n%d", j)), result.Num(100*v))
			}
		}
	}
	return &result.Result{Entry: "test", Tables: []*result.Table{t}, Data: iot.Meta{Name: "test"}}
}

// twoSided makes a table of flows from n places to n others.
func twoSided(seed uint64, n int) *result.Result {
	r := network(seed, n, iot.MoneyUnit("USD", 6))
	for _, row := range r.Tables[0].Rows {
		row.Cells[1] = result.Str("to " + row.Cells[1].Text.En)
	}
	return r
}

func flowFigure(kind result.FigureKind, top int) result.Figure {
	return result.Figure{ID: "f", Kind: kind, Table: "t", From: "from", To: "to", Values: []string{"v"}, Top: top, Title: class.Label{En: "flows", Zh: "流量"}}
}

// TestSankeyConserves: with loops and rest, all that flows in the table flows in
// the picture; each node is as high as the larger side of it, each ribbon as
// wide as its flow, and the ends of ribbons fill the side of their node without
// overlap.
func TestSankeyConserves(t *testing.T) {
	for _, n := range sizes {
		for _, top := range []int{0, 3, -3} {
			where := fmt.Sprintf("n %d, top %d", n, top)
			r := network(9, n, iot.MoneyUnit("USD", 6))
			if top < 0 {
				r, top = twoSided(9, n), -top
			}
			p, err := newPlot(flowFigure(result.Sankey, top), r, Options{})
			if err != nil {
				t.Fatal(err)
			}
			made, err := sankeyBody(p)
			if err != nil {
				t.Fatal(err)
			}
			b := made.(*flows)
			b.draw(&canvas{}, box{0, 0, 700, 500})
			want, got := p.total(0), 0.0
			in, out := map[*node]float64{}, map[*node]float64{}
			for _, l := range b.links {
				got += l.v
				out[l.from] += l.v
				in[l.to] += l.v
				if !l.loop && l.from.layer >= l.to.layer {
					t.Errorf("%s: a ribbon runs from layer %d to %d; want it to the right", where, l.from.layer, l.to.layer)
				}
				if l.from == l.to && !l.loop {
					t.Errorf("%s: a flow of a node to itself is no loop", where)
				}
			}
			near(t, where+": all flows", got, want, 1e-9*want)
			px := b.nodes[0].at.h / b.nodes[0].size()
			for _, node := range b.nodes {
				if node.passing {
					continue
				}
				near(t, where+": outflow of a node", out[node], node.out, 1e-9*want)
				near(t, where+": inflow of a node", in[node], node.in, 1e-9*want)
				near(t, where+": height of a node", node.at.h, px*max(node.in, node.out), 1e-9)
			}
			checkEnds(t, where, b, px)
		}
	}
}

// checkEnds sorts the ends on each side of each node and wants one after the other.
func checkEnds(t *testing.T, where string, b *flows, px float64) {
	t.Helper()
	for _, n := range b.nodes {
		var from, to [][2]float64
		for _, l := range b.links {
			if l.from == n {
				from = append(from, [2]float64{l.yFrom, l.yFrom + px*l.v})
			}
			if l.to == n {
				to = append(to, [2]float64{l.yTo, l.yTo + px*l.v})
			}
		}
		for _, side := range [][][2]float64{from, to} {
			slices.SortFunc(side, func(a, b [2]float64) int { return cmpFloat(a[0], b[0]) })
			at := n.at.y
			for _, end := range side {
				near(t, where+": end of a ribbon", end[0], at, 1e-6)
				at = end[1]
			}
			if at > n.at.bottom()+1e-6 {
				t.Errorf("%s: ribbons reach %v below their node", where, at-n.at.bottom())
			}
		}
	}
}

// TestSankeyHasLittleAgainstTheStream: a chain with one small flow back has one
// loop, that one.
func TestSankeyHasLittleAgainstTheStream(t *testing.T) {
	r := network(1, 0, iot.MoneyUnit("USD", 6))
	for _, f := range []struct {
		from, to string
		v        float64
	}{{"c", "d", 80}, {"a", "b", 100}, {"d", "b", 5}, {"b", "c", 90}, {"a", "d", 20}} {
		r.Tables[0].Add(f.from+f.to, result.Str(f.from), result.Str(f.to), result.Num(f.v))
	}
	p, err := newPlot(flowFigure(result.Sankey, 0), r, Options{})
	if err != nil {
		t.Fatal(err)
	}
	made, err := sankeyBody(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range made.(*flows).links {
		if l.loop != (l.key == "db") {
			t.Errorf("flow %s: loop %v; want only d → b to be one", l.key, l.loop)
		}
		if want := map[string]int{"ab": 1, "bc": 2, "cd": 3, "ad": 3}[l.key]; !l.loop && l.to.layer != want {
			t.Errorf("flow %s ends in layer %d; want %d", l.key, l.to.layer, want)
		}
		if l.key == "ad" && len(l.stops) != 4 {
			t.Errorf("flow a → d has %d stops; want it to pass two layers", len(l.stops))
		}
	}
}

// TestNegativeFlowsAreSaid: what has no width stands in the foot.
func TestNegativeFlowsAreSaid(t *testing.T) {
	r := network(1, 2, iot.MoneyUnit("USD", 6))
	r.Tables[0].Add("neg", result.Str("n0"), result.Str("n1"), result.Num(-7))
	r.Tables[0].Add("gone", result.Str("n0"), result.Str("n1"), result.None(result.NotAvailable))
	s := words(mustDraw(t, flowFigure(result.Sankey, 0), r, Options{}))
	for _, want := range []string{"Negative flows, which have no width: 1, sum −7", "Not drawn, since the value is missing: 1."} {
		if !strings.Contains(s, want) {
			t.Errorf("got %q; want %q", s, want)
		}
	}
}

// TestHeatMapAddsUp: cells that are too small are added up; the total stays.
func TestHeatMapAddsUp(t *testing.T) {
	for _, n := range []int{2, 24, 130} {
		r := network(10, n, iot.MoneyUnit("USD", 6))
		p, err := newPlot(flowFigure(result.Heatmap, 0), r, Options{Width: 300})
		if err != nil {
			t.Fatal(err)
		}
		made, err := heatBody(p)
		if err != nil {
			t.Fatal(err)
		}
		b := made.(*heat)
		near(t, fmt.Sprintf("n %d: sum of cells", n), sumOf(b.cells), p.total(0), 1e-9*p.total(0))
		members := 0
		for _, d := range b.rows {
			members += d.members
		}
		if members != n {
			t.Errorf("n %d: rows stand for %d; want all", n, members)
		}
		if n == 130 && (len(b.rows) > 40 || len(p.notes) == 0) {
			t.Errorf("n %d: drawn with %d rows and notes %v; want fewer, and a note", n, len(b.rows), p.notes)
		}
	}
}

func sumOf(cells [][]cell) float64 {
	sum := 0.0
	for _, line := range cells {
		for _, c := range line {
			if c.has() {
				sum += c.v
			}
		}
	}
	return sum
}

// TestSharesAreNotAddedUpInHeatMaps: rows and columns are left out, and it says so.
func TestSharesAreNotAddedUpInHeatMaps(t *testing.T) {
	r := network(10, 130, iot.ShareUnit)
	s := words(mustDraw(t, flowFigure(result.Heatmap, 0), r, Options{Width: 300}))
	if !strings.Contains(s, "93 rows and 93 columns are not drawn") {
		t.Errorf("got %q; want a note on what is left out", s)
	}
}

// TestFlowsKeepTheTotal: every level of a table's heat map has all its flows.
func TestFlowsKeepTheTotal(t *testing.T) {
	keys := []iot.Key{}
	labels := []class.Label{}
	for _, region := range []string{"AAA", "BBB", "CCC"} {
		for k := range 40 {
			keys, labels = append(keys, iot.Key{Region: region, Item: fmt.Sprintf("s%d", k)}), append(labels, class.Label{En: fmt.Sprintf("sector %d", k)})
		}
	}
	z := random(11, len(keys)*len(keys), 0, 5)
	total := 0.0
	for _, v := range z {
		total += v
	}
	axis := iot.MustAxis("industry", keys, labels)
	store := iot.NewDense(len(keys), len(keys))
	for i := range store {
		copy(store[i], z[i*len(keys):])
	}
	flows := iot.NewTable("Z", axis, axis, iot.MoneyUnit("USD", 6), iot.Origin{}, store)
	sys := &iot.System{Meta: iot.Meta{Name: "world", Unit: iot.MoneyUnit("USD", 6)}, Industries: axis, Flows: flows}
	for level, n := range map[Level]int{Economies: 3, Sectors: 40, Industries: 0} {
		b, _, _, err := flowsBody(sys, View{Level: level}, Options{})
		if err != nil {
			t.Fatal(err)
		}
		near(t, string(level)+": sum of cells", sumOf(b.cells), total, 1e-9*total)
		if n > 0 && (len(b.rows) != n || len(b.cols) != n) {
			t.Errorf("%s: %d × %d cells; want %d × %d", level, len(b.rows), len(b.cols), n, n)
		}
		if n == 0 && len(b.rows) >= len(keys) {
			t.Errorf("%s: %d rows; want fewer than %d", level, len(b.rows), len(keys))
		}
	}
	part, _, _, err := flowsBody(sys, View{From: "AAA", To: "BBB", Level: Industries}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := 0.0
	for i := range 40 {
		for j := range 40 {
			want += z[i*120+40+j]
		}
	}
	near(t, "one block", sumOf(part.cells), want, 1e-9*want)
}

// TestRampsAreMonotone: more is darker, in greyscale too, by every method.
func TestRampsAreMonotone(t *testing.T) {
	values := random(12, 200, 0.001, 1)
	for i := range values {
		values[i] = math.Pow(values[i], 8) * 1e6
	}
	slices.Sort(values)
	for _, m := range []Method{Linear, Log, Quantile} {
		r := newRamp(values, m)
		for i := 1; i < len(values); i++ {
			for _, sign := range []float64{1, -1} {
				a, b := r.colour(sign*values[i-1]).colour, r.colour(sign*values[i]).colour
				if b.luminance() > a.luminance() {
					t.Fatalf("%s: %v is lighter than %v", m, values[i], values[i-1])
				}
			}
		}
		if lo, hi := r.colour(values[0]).colour, r.colour(values[199]).colour; contrast(lo, hi) < 5 {
			t.Errorf("%s: least and most have contrast %.1f; want 5", m, contrast(lo, hi))
		}
	}
	if r := newRamp(values, ""); r.method != Log {
		t.Errorf("skew numbers: chose %s; want log", r.method)
	}
	if r := newRamp([]float64{1, 2, 3}, ""); r.method != Linear {
		t.Errorf("even numbers: chose %s; want linear", r.method)
	}
	counts := map[colour]int{}
	r := newRamp(values, Quantile)
	for _, v := range values {
		counts[r.colour(v).colour]++
	}
	for c, n := range counts {
		if n < 30 || n > 37 {
			t.Errorf("quantiles: %d of 200 in class %v; want a sixth", n, c)
		}
	}
}

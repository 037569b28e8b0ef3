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

var sizes = []int{1, 2, 3, 10, 24}

// tableOf makes a table of names and one or more columns of numbers in M USD.
func tableOf(columns ...[]float64) *result.Result {
	t := &result.Table{ID: "t", Columns: []result.Column{{ID: "name", Kind: result.Name, Label: class.Label{En: "name", Zh: "名称"}}}}
	for c := range columns {
		id := string(rune('a' + c))
		t.Columns = append(t.Columns, result.Column{ID: id, Kind: result.Number, Label: class.Label{En: "column " + id, Zh: "列" + id}, Unit: iot.MoneyUnit("USD", 6)})
	}
	for i := range columns[0] {
		cells := []result.Value{result.Lab(class.Label{En: fmt.Sprintf("sector %d", i), Zh: fmt.Sprintf("部门%d", i)})}
		for _, column := range columns {
			cells = append(cells, result.Num(column[i]))
		}
		t.Add(fmt.Sprintf("r%d", i), cells...)
	}
	return &result.Result{Entry: "test", Tables: []*result.Table{t}, Data: iot.Meta{Name: "test"}}
}

func figureOf(kind result.FigureKind, top int, values ...string) result.Figure {
	return result.Figure{ID: "f", Kind: kind, Table: "t", Label: "name", Values: values, Top: top, Title: class.Label{En: "test", Zh: "测试"}}
}

func mustDraw(t *testing.T, fig result.Figure, r *result.Result, o Options) *Drawing {
	t.Helper()
	d, err := Draw(fig, r, o)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// bars returns the rectangles that draw cells, by key.
func bars(d *Drawing) map[string]rect {
	found := map[string]rect{}
	for _, m := range d.marks {
		if r, ok := m.(rect); ok && r.key != "" {
			found[r.key] = r
		}
	}
	return found
}

func random(seed uint64, n int, lo, hi float64) []float64 {
	r := rand.New(rand.NewPCG(seed, uint64(n)))
	v := make([]float64, n)
	for i := range v {
		v[i] = lo + (hi-lo)*r.Float64()
	}
	return v
}

func near(t *testing.T, what string, got, want, tolerance float64) {
	t.Helper()
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s: got %v; want %v", what, got, want)
	}
}

// TestBarsAreProportional: as long as the number, from zero, to the side of its sign.
func TestBarsAreProportional(t *testing.T) {
	for _, n := range sizes {
		v := random(1, n, -50, 100)
		drawn := bars(mustDraw(t, figureOf(result.Bar, 0, "a"), tableOf(v), Options{}))
		px := 0.0
		for i, x := range v {
			px = max(px, drawn[fmt.Sprintf("r%d", i)].w/math.Abs(x))
		}
		for i, x := range v {
			near(t, fmt.Sprintf("n %d: bar %d of %v", n, i, x), drawn[fmt.Sprintf("r%d", i)].w, px*math.Abs(x), 1e-9)
		}
	}
}

// TestTheRestIsTheSum: what is cut off is there as one bar.
func TestTheRestIsTheSum(t *testing.T) {
	for _, n := range []int{3, 10, 24} {
		v := random(2, n, 1, 100)
		drawn := bars(mustDraw(t, figureOf(result.Bar, 2, "a"), tableOf(v), Options{}))
		if len(drawn) != 3 {
			t.Fatalf("n %d: got %d bars; want two and the rest", n, len(drawn))
		}
		slices.Sort(v)
		want, total := 0.0, 0.0
		for i, x := range v {
			if total += x; i < n-2 {
				want += x
			}
		}
		width := 0.0
		for _, b := range drawn {
			width += b.w
		}
		near(t, fmt.Sprintf("n %d: rest", n), drawn["rest"].w/width, want/total, 1e-12)
	}
}

// TestNothingLeavesTheDrawing: however little room there is, all marks that
// draw cells lie within; the rest grows and the scale with it.
func TestNothingLeavesTheDrawing(t *testing.T) {
	v := random(13, 24, 1, 100)
	r := tableOf(v, random(14, 24, 0, 5))
	r.Tables[0].Columns = append(r.Tables[0].Columns, result.Column{ID: "g", Kind: result.Code})
	for i := range r.Tables[0].Rows {
		r.Tables[0].Rows[i].Cells = append(r.Tables[0].Rows[i].Cells, result.Str(string(rune('p'+i%3))))
	}
	for _, kind := range []result.FigureKind{result.Bar, result.Dot, result.Waterfall, result.Treemap, result.Scatter} {
		for _, facet := range []string{"", "g"} {
			for _, size := range [][2]float64{{0, 0}, {420, 260}, {300, 100}, {1200, 900}} {
				fig := figureOf(kind, 0, "a", "b")
				fig.Facet = facet
				if kind != result.Scatter {
					fig.Values = fig.Values[:1]
				}
				d := mustDraw(t, fig, r, Options{Width: size[0], Height: size[1]})
				for key, b := range extents(d) {
					if b.x < margin-1 || b.right() > d.Width-margin+1 || b.y < margin || b.bottom() > d.Height {
						t.Errorf("%s in %v, panels %q: %s lies at %+v in %v × %v", kind, size, facet, key, b, d.Width, d.Height)
					}
				}
			}
		}
	}
}

// extents returns the boxes around what draws cells.
func extents(d *Drawing) map[string]box {
	found := map[string]box{}
	for _, m := range d.marks {
		switch m := m.(type) {
		case rect:
			if m.key != "" {
				found[m.key] = m.box
			}
		case shape:
			if m.key == "" {
				continue
			}
			for _, line := range m.path.flatten(1) {
				var xs, ys []float64
				for _, p := range line {
					xs, ys = append(xs, p.x), append(ys, p.y)
				}
				x, X := span(xs)
				y, Y := span(ys)
				found[m.key] = box{x, y, X - x, Y - y}
			}
		}
	}
	return found
}

// TestPanelsShareTheirScale: bars of one panel are as long per unit as those of
// the others.
func TestPanelsShareTheirScale(t *testing.T) {
	v := random(15, 10, 1, 100)
	r := tableOf(v)
	r.Tables[0].Columns = append(r.Tables[0].Columns, result.Column{ID: "g", Kind: result.Code})
	for i := range r.Tables[0].Rows {
		r.Tables[0].Rows[i].Cells = append(r.Tables[0].Rows[i].Cells, result.Str([]string{"p", "a longer name"}[i%2]))
	}
	for _, kind := range []result.FigureKind{result.Bar, result.Waterfall} {
		fig := figureOf(kind, 0, "a")
		fig.Facet = "g"
		drawn := bars(mustDraw(t, fig, r, Options{}))
		for i, x := range v {
			near(t, fmt.Sprintf("%s: bar %d", kind, i), drawn[fmt.Sprintf("r%d", i)].w/x, drawn["r0"].w/v[0], 1e-9)
		}
	}
}

// TestSharesAreNotAddedUp: their rest is the range that they span.
func TestSharesAreNotAddedUp(t *testing.T) {
	r := tableOf([]float64{.5, .4, .3, .2, .1})
	r.Tables[0].Columns[1].Unit = iot.ShareUnit
	d := mustDraw(t, figureOf(result.Bar, 2, "a"), r, Options{})
	if _, ok := bars(d)["rest"]; ok {
		t.Error("the rest of shares is a bar; want a range")
	}
	if s := words(d); !strings.Contains(s, "10.0 % to 30.0 %") {
		t.Errorf("got %q; want the range of the rest", s)
	}
}

// words joins all texts of a drawing.
func words(d *Drawing) string {
	var all []string
	for _, m := range d.marks {
		if w, ok := m.(text); ok {
			all = append(all, w.s)
		}
	}
	return strings.Join(all, "|")
}

// TestTablesWithARestAddUp: the table's own rest joins what the figure cuts off.
func TestTablesWithARestAddUp(t *testing.T) {
	r := tableOf([]float64{.4, .3, .2, .1})
	r.Tables[0].Columns[1].Unit, r.Tables[0].Rest = iot.ShareUnit, true
	drawn := bars(mustDraw(t, figureOf(result.Bar, 1, "a"), r, Options{}))
	near(t, "rest over the first bar", drawn["rest"].w/drawn["r0"].w, .6/.4, 1e-9)
}

// TestMissingIsNotZero: a missing number is hatched, zero has no width.
func TestMissingIsNotZero(t *testing.T) {
	r := tableOf([]float64{5, 0, 1})
	r.Tables[0].Rows[2].Cells[1] = result.None(result.NotAvailable)
	d := mustDraw(t, figureOf(result.Bar, 0, "a"), r, Options{})
	drawn := bars(d)
	if b := drawn["r1"]; b.fill.hatched || b.w != 0 {
		t.Errorf("zero: got %+v; want a bar of no width", b)
	}
	if b := drawn["r2"]; !b.fill.hatched || b.w == 0 {
		t.Errorf("missing: got %+v; want a hatched one", b)
	}
	if s := words(d); !strings.Contains(s, "no value") || !strings.Contains(s, "not available") {
		t.Errorf("got %q; want the hatch explained", s)
	}
}

// TestColumnsOfOtherUnitsHaveTheirOwnAxis: money and shares never share one.
func TestColumnsOfOtherUnitsHaveTheirOwnAxis(t *testing.T) {
	r := tableOf([]float64{5e6, 4e6}, []float64{.1, .2})
	r.Tables[0].Columns[2].Unit = iot.ShareUnit
	d := mustDraw(t, figureOf(result.Bar, 0, "a", "b"), r, Options{})
	drawn := bars(d)
	if drawn["r0 a"].right() > drawn["r0 b"].x {
		t.Error("the axes overlap; want one beside the other")
	}
	near(t, "shares", drawn["r0 b"].w/drawn["r1 b"].w, .5, 1e-9)
	if s := words(d); !strings.Contains(s, "column a, trn USD") || !strings.Contains(s, "column b, %") {
		t.Errorf("got %q; want both units", s)
	}
}

// TestWaterfallSums: each bar lies between the level that the terms before it
// sum to and the one that it leads to; the total begins at zero.
func TestWaterfallSums(t *testing.T) {
	for _, n := range sizes {
		for _, top := range []int{0, 3} {
			v := random(3, n, -60, 100)
			sum := 0.0
			for _, x := range v {
				sum += x
			}
			fig, r := figureOf(result.Waterfall, top, "a"), tableOf(append(v, sum))
			fig.Total = fmt.Sprintf("r%d", n)
			p, err := newPlot(fig, r, Options{})
			if err != nil {
				t.Fatal(err)
			}
			b, err := waterfallBody(p)
			if err != nil {
				t.Fatal(err)
			}
			terms := b.(*waterfall).shown(mostRows)
			drawn := bars(mustDraw(t, fig, r, Options{}))
			px := 0.0
			for _, term := range terms {
				px = max(px, drawn[term.key].w/math.Abs(term.cells[0].v))
			}
			level, left := 0.0, drawn[fig.Total].x
			zero := left - px*min(0, sum)
			for _, term := range terms {
				next := level + term.cells[0].v
				near(t, fmt.Sprintf("n %d, top %d: left end of %s", n, top, term.key), drawn[term.key].x, zero+px*min(level, next), 1e-6)
				level = next
			}
			near(t, fmt.Sprintf("n %d, top %d: terms drawn", n, top), level, sum, 1e-9)
			near(t, fmt.Sprintf("n %d, top %d: total", n, top), drawn[fig.Total].w, px*math.Abs(sum), 1e-6)
		}
	}
}

func TestWaterfallWantsTheTotal(t *testing.T) {
	fig := figureOf(result.Waterfall, 0, "a")
	fig.Total = "r2"
	if _, err := Draw(fig, tableOf([]float64{1, 2, 3.5}), Options{}); err == nil || !strings.Contains(err.Error(), "terms sum to 3; want the total 3.5") {
		t.Errorf("wrong total: got %v; want an error with both numbers", err)
	}
	fig.Total = "sum"
	if _, err := Draw(fig, tableOf([]float64{1, 2}), Options{}); err == nil || !strings.Contains(err.Error(), `no row "sum"`) {
		t.Errorf("no total: got %v; want an error that names it", err)
	}
	fig.Total = ""
	d := mustDraw(t, fig, tableOf([]float64{1, 2}), Options{})
	near(t, "added total", bars(d)["total"].w/bars(d)["r0"].w, 3, 1e-9)
}

// TestTreemapAreas: in proportion to the numbers, none over another, nothing left.
func TestTreemapAreas(t *testing.T) {
	for _, n := range append(sizes, 150) {
		v := random(4, n, 0.01, 100)
		in := box{10, 20, 640, 400}
		slices.SortFunc(v, func(a, b float64) int { return -cmpFloat(a, b) })
		total := 0.0
		for _, x := range v {
			total += x
		}
		areas := squarify(v, in)
		covered := 0.0
		for i, a := range areas {
			near(t, fmt.Sprintf("n %d: area %d", n, i), a.w*a.h/(in.w*in.h), v[i]/total, 1e-9)
			covered += a.w * a.h
			if a.x < in.x-1e-9 || a.y < in.y-1e-9 || a.right() > in.right()+1e-9 || a.bottom() > in.bottom()+1e-9 {
				t.Errorf("n %d: area %d lies outside: %+v", n, i, a)
			}
			for k, other := range areas[:i] {
				if a.inset(1e-6, 1e-6, 1e-6, 1e-6).overlaps(other.inset(1e-6, 1e-6, 1e-6, 1e-6)) {
					t.Errorf("n %d: areas %d and %d overlap", n, i, k)
				}
			}
		}
		near(t, fmt.Sprintf("n %d: all areas", n), covered, in.w*in.h, 1e-6)
	}
}

func cmpFloat(a, b float64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// TestSquarifiedAsPublished: the example of Bruls, Huizing & van Wijk (2000,
// figure 5): 6 6 4 3 2 2 1 in 6 × 4 begins with two squares of 3 × 2.
func TestSquarifiedAsPublished(t *testing.T) {
	got := squarify([]float64{6, 6, 4, 3, 2, 2, 1}, box{0, 0, 6, 4})
	want := []box{{0, 0, 3, 2}, {0, 2, 3, 2}, {3, 0, 12. / 7, 7. / 3}, {3 + 12./7, 0, 9. / 7, 7. / 3}}
	for i, w := range want {
		if g := got[i]; math.Abs(g.x-w.x)+math.Abs(g.y-w.y)+math.Abs(g.w-w.w)+math.Abs(g.h-w.h) > 1e-9 {
			t.Errorf("rectangle %d: got %+v; want %+v", i, g, w)
		}
	}
}

// TestTreemapFamilies: the areas of a drawing, families and rest included, are
// in proportion too.
func TestTreemapFamilies(t *testing.T) {
	v := random(5, 24, 1, 100)
	r := tableOf(v)
	table := r.Tables[0]
	table.Columns = append(table.Columns, result.Column{ID: "g", Kind: result.Code})
	for i := range table.Rows {
		table.Rows[i].Cells = append(table.Rows[i].Cells, result.Str([]string{"services", "industry", "other"}[i%3]))
	}
	fig := figureOf(result.Treemap, 10, "a")
	fig.Group = "g"
	drawn := bars(mustDraw(t, fig, r, Options{}))
	if len(drawn) != 11 {
		t.Fatalf("got %d areas; want ten and the rest", len(drawn))
	}
	total, rest := 0.0, 0.0
	for i, x := range v {
		total += x
		if _, ok := drawn[fmt.Sprintf("r%d", i)]; !ok {
			rest += x
		}
	}
	area := 0.0
	for _, b := range drawn {
		area += b.w * b.h
	}
	for i, x := range v {
		if b, ok := drawn[fmt.Sprintf("r%d", i)]; ok {
			near(t, "area of "+b.key, b.w*b.h/area, x/total, 1e-9)
		}
	}
	near(t, "area of the rest", drawn["rest"].w*drawn["rest"].h/area, rest/total, 1e-9)
	if a, b := drawn["r0"], drawn["r1"]; a.key != "" && b.key != "" && a.fill == b.fill {
		t.Error("two families have one colour")
	}
}

// TestRelabelling: other names move no mark; other order moves them along.
func TestRelabelling(t *testing.T) {
	v, w := random(6, 10, 1, 100), random(7, 10, 0, 10)
	for _, kind := range []result.FigureKind{result.Bar, result.Dot, result.Treemap, result.Scatter} {
		fig := figureOf(kind, 0, "a", "b")
		if kind == result.Bar || kind == result.Treemap {
			fig.Values = fig.Values[:1]
		}
		plain := tableOf(v, w)
		permuted := tableOf(v, w)
		slices.Reverse(permuted.Tables[0].Rows)
		a, b := places(mustDraw(t, fig, plain, Options{})), places(mustDraw(t, fig, permuted, Options{}))
		if len(a) == 0 || len(a) != len(b) {
			t.Fatalf("%s: got %d and %d marks; want the same number", kind, len(a), len(b))
		}
		for key, at := range a {
			if at != b[key] {
				t.Errorf("%s: %s stands at %v, in another order at %v", kind, key, at, b[key])
			}
		}
	}
}

// places returns where each cell is drawn.
func places(d *Drawing) map[string]string {
	at := map[string]string{}
	for _, m := range d.marks {
		switch m := m.(type) {
		case rect:
			if m.key != "" {
				at[m.key] = fmt.Sprint(m.box)
			}
		case shape:
			if m.key != "" {
				at[m.key] = m.path.data()
			}
		}
	}
	return at
}

// TestTheCurrencyDoesNotMatter: the same amounts in another multiple draw the
// same picture, words included.
func TestTheCurrencyDoesNotMatter(t *testing.T) {
	v := random(8, 10, 1, 100)
	scaled := make([]float64, len(v))
	for i := range v {
		scaled[i] = v[i] * 1e3
	}
	for _, kind := range []result.FigureKind{result.Bar, result.Treemap, result.Waterfall} {
		other := tableOf(scaled)
		other.Tables[0].Columns[1].Unit = iot.MoneyUnit("USD", 3)
		a, b := mustDraw(t, figureOf(kind, 0, "a"), tableOf(v), Options{}), mustDraw(t, figureOf(kind, 0, "a"), other, Options{})
		if a.Title != b.Title || words(a) != words(b) {
			t.Errorf("%s: in M USD %q, in k USD %q; want the same", kind, words(a), words(b))
		}
	}
}

func TestFiguresThatDoNotFit(t *testing.T) {
	f := func(change func(*result.Figure), want string) {
		t.Helper()
		fig := figureOf(result.Bar, 0, "a")
		change(&fig)
		if _, err := Draw(fig, tableOf([]float64{1}), Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v; want an error with %q", err, want)
		}
	}
	f(func(f *result.Figure) { f.Kind = "pie" }, `no kind "pie"`)
	f(func(f *result.Figure) { f.Table = "u" }, `no table "u"`)
	f(func(f *result.Figure) { f.Values = nil }, "no columns of values")
	f(func(f *result.Figure) { f.Values = []string{"z"} }, `no column "z" in table t; want one of name, a`)
	f(func(f *result.Figure) { f.Values = []string{"name"} }, "column name is a name; want a number")
	f(func(f *result.Figure) { f.Label = "z" }, `no column "z"`)
	f(func(f *result.Figure) { f.Facet = "z" }, `no column "z"`)
	f(func(f *result.Figure) { f.Kind, f.Group = result.Treemap, "z" }, `no column "z"`)
	f(func(f *result.Figure) { f.Kind, f.From = result.Sankey, "z" }, `no column "z"`)
	f(func(f *result.Figure) { f.Kind = result.Scatter }, "want x and y")
	f(func(f *result.Figure) {
		f.Kind, f.Values, f.Quadrants = result.Scatter, []string{"a", "a"}, make([]class.Label, 3)
	}, "got 3 quadrants; want 4")
}

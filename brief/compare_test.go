package brief

import (
	"math"
	"math/rand/v2"
	"testing"

	"dougong/iot"
	"dougong/result"
)

func sharesTable(names string, values ...float64) *result.Table {
	t := &result.Table{ID: "sectors", Columns: []result.Column{
		{ID: "name", Kind: result.Name}, {ID: "share", Kind: result.Number, Unit: iot.ShareUnit, Label: label("share", "份额")}}}
	for i, r := range names {
		v := result.None(result.NotApplicable)
		if !math.IsNaN(values[i]) {
			v = result.Num(values[i])
		}
		t.Add(string(r), result.Lab(label(string(r), string(r)+"业")), v)
	}
	return t
}

func TestChangesBySize(t *testing.T) {
	none := math.NaN()
	before := sharesTable("abcdx", 0.5, 0.2, 0.3, none, 0.1)
	after := sharesTable("dcbaz", 0.1, 0.35, 0.25, 0.3, 0.2)
	got := changes(before, after, "share")
	want := []change{{"a", label("a", "a业"), 0.5, 0.3}, {"c", label("c", "c业"), 0.3, 0.35}, {"b", label("b", "b业"), 0.2, 0.25}}
	if len(got) != len(want) {
		t.Fatalf("got %v; want those with a number in both", got)
	}
	for i := range want {
		if got[i].key != want[i].key && math.Abs(got[i].by()-want[i].by()) > 1e-15 || got[i].name != label(got[i].key, got[i].key+"业") {
			t.Errorf("change %d: got %+v; want %+v", i, got[i], want[i])
		}
	}
}

// TestChangesTurnRound: the other way round every change has the other sign, and
// a table compared with itself has none.
func TestChangesTurnRound(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 50 {
		a, b := make([]float64, 8), make([]float64, 8)
		for i := range a {
			a[i], b[i] = random.Float64(), random.Float64()
		}
		before, after := sharesTable("abcdefgh", a...), sharesTable("abcdefgh", b...)
		there, back := changes(before, after, "share"), changes(after, before, "share")
		for i := range there {
			if there[i].key != back[i].key || there[i].by() != -back[i].by() {
				t.Fatalf("got %v there and %v back; want the opposite", there[i], back[i])
			}
			if i > 0 && math.Abs(there[i].by()) > math.Abs(there[i-1].by()) {
				t.Fatalf("change %d is larger than the one before", i)
			}
		}
		for _, c := range append(changes(after, after, "share"), rankChanges(after, after, "share")...) {
			if c.by() != 0 {
				t.Fatalf("a table changed since itself: %+v", c)
			}
		}
	}
}

func TestMoneyIsNotCompared(t *testing.T) {
	money := sharesTable("a", 1)
	money.Columns[1].Unit = iot.MoneyUnit("USD", 6)
	defer func() {
		if recover() == nil {
			t.Error("got no panic; want one: dollars of two years have no common measure")
		}
	}()
	changes(money, money, "share")
}

func TestRankChanges(t *testing.T) {
	before := sharesTable("abcdx", 4, 3, 2, 2, 9) // x is not in the other table: its place does not count
	after := sharesTable("abcd", 1, 3, 2, 4)
	want := map[string][2]float64{"a": {1, 4}, "b": {2, 2}, "c": {3, 3}, "d": {3, 1}}
	got := rankChanges(before, after, "share")
	for _, c := range got {
		if want[c.key] != [2]float64{c.before, c.after} {
			t.Errorf("%s: got places %v and %v; want %v", c.key, c.before, c.after, want[c.key])
		}
	}
	if len(got) != 4 || got[0].key != "a" {
		t.Errorf("got %v; want four, a first", got)
	}
}

func TestWhysOfAComparison(t *testing.T) {
	c := change{"a", label("a", "甲"), 0.5, 0.3}
	w := difference(c, iot.PointUnit, iot.ShareUnit, changeDefinition)
	if got := w.Check(); math.Abs(got) > 1e-15 || w.Value != 0.3-0.5 || len(w.Terms) != 2 {
		t.Errorf("difference: got %+v, off by %v; want both numbers as terms", w, got)
	}
	if want := "after - before = 0.3 - 0.5 = -0.2"; w.Formula != want {
		t.Errorf("formula: got %q; want %q", w.Formula, want)
	}
	r := ranked(sharesTable("abc", 0.5, 0.2, 0.3), "c", "share", 2, rankDefinition)
	if r.Value != 2 || len(r.Binding) != 2 || r.Binding[0] != label("next above: a, 50.00 %", "前一位：a业，50.00 %") ||
		r.Binding[1] != label("next below: b, 20.00 %", "后一位：b业，20.00 %") {
		t.Errorf("place: got %+v; want 2 between a and b", r)
	}
}

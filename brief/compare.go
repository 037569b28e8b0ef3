package brief

import (
	"fmt"
	"math"
	"sort"
	"strconv"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// A comparison subtracts: after less before, row by row. That is all the
// arithmetic of a brief, and it stands here.

// change is one number of two answers, in the same unit.
type change struct {
	key           string
	name          class.Label
	before, after float64
}

func (c change) by() float64 { return c.after - c.before }

// changes pairs a column of two tables by row key, largest change first. Rows
// that only one of them has, or where one has no number, are left out. Money is
// refused: it has no common measure between years.
func changes(before, after *result.Table, id string) []change {
	a, b := before.Columns[column(before, id)], after.Columns[column(after, id)]
	if a.Unit != b.Unit || a.Unit.Kind == iot.Money {
		panic(fmt.Sprintf("brief: BUG: column %s in %s and %s; want one unit, not money", id, a.Unit, b.Unit))
	}
	var list []change
	for _, row := range after.Rows {
		old, ok := before.Value(row.Key, id)
		now, _ := after.Value(row.Key, id)
		if !ok || old.Absent != "" || now.Absent != "" {
			continue
		}
		list = append(list, change{row.Key, nameOf(after, row), old.Number, now.Number})
	}
	bySize(list)
	return list
}

func bySize(list []change) {
	sort.SliceStable(list, func(i, j int) bool { return math.Abs(list[i].by()) > math.Abs(list[j].by()) })
}

// nameOf is the first name in a row, else its key.
func nameOf(t *result.Table, row result.Row) class.Label {
	for c, col := range t.Columns {
		if col.Kind == result.Name && row.Cells[c].Absent == "" {
			return row.Cells[c].Text
		}
	}
	return class.Label{En: row.Key}
}

// rankChanges pairs the places of rows in the order of a column, largest first,
// among the rows with a number in both tables. Equal numbers share the better
// place.
func rankChanges(before, after *result.Table, id string) []change {
	list := changes(before, after, id)
	old, now := make([]float64, len(list)), make([]float64, len(list))
	for i, c := range list {
		old[i], now[i] = c.before, c.after
	}
	for i := range list {
		list[i].before, list[i].after = place(old, old[i]), place(now, now[i])
	}
	bySize(list)
	return list
}

// place is one more than the numbers that are larger.
func place(values []float64, v float64) float64 {
	p := 1.0
	for _, other := range values {
		if other > v {
			p++
		}
	}
	return p
}

// difference explains after less before: its two terms are the numbers
// themselves, each explained beside it.
func difference(c change, unit, of iot.Unit, definition class.Label) *result.Why {
	w := &result.Why{Label: c.name, Value: c.by(), Unit: unit, Definition: definition,
		Formula: "after - before = " + digits(c.after) + " - " + digits(c.before) + " = " + digits(c.by())}
	for _, p := range []struct {
		symbol string
		label  class.Label
		value  float64
		sign   float64
	}{{"after", label("now", "现在"), c.after, 1}, {"before", label("before", "之前"), c.before, -1}} {
		w.Parts = append(w.Parts, result.Part{Symbol: p.symbol, Label: p.label, Value: p.value, Unit: of})
		w.Terms = append(w.Terms, result.Term{Label: p.label, Value: p.sign * p.value})
	}
	return w
}

// ranked explains a place: what the row is ordered by and what stands next to it.
func ranked(t *result.Table, key, id string, rank float64, definition class.Label) *result.Why {
	v, _ := t.Value(key, id)
	col := t.Columns[column(t, id)]
	w := &result.Why{Value: rank, Unit: iot.RatioUnit, Definition: definition,
		Formula: fmt.Sprintf("1 + #{%s > %s} = %.0f", id, digits(v.Number), rank),
		Parts:   []result.Part{{Symbol: id, Label: col.Label, Value: v.Number, Unit: col.Unit}}}
	above, below, ok := neighbours(t, id, key, v.Number)
	for i, n := range []struct {
		row    result.Row
		ok     bool
		en, zh string
	}{{above, ok[0], "next above", "前一位"}, {below, ok[1], "next below", "后一位"}} {
		if ok[i] {
			name, other := nameOf(t, n.row), n.row.Cells[column(t, id)].Number
			w.Binding = append(w.Binding, class.Label{
				En: n.en + ": " + name.In(class.En) + ", " + col.Unit.Readable(other, class.En),
				Zh: n.zh + "：" + name.In(class.Zh) + "，" + col.Unit.Readable(other, class.Zh)})
		}
	}
	return w
}

// neighbours returns the rows with the next larger and the next smaller number.
func neighbours(t *result.Table, id, key string, v float64) (above, below result.Row, ok [2]bool) {
	c := column(t, id)
	for _, row := range t.Rows {
		switch n := row.Cells[c]; {
		case n.Absent != "" || row.Key == key:
		case n.Number > v && (!ok[0] || n.Number < above.Cells[c].Number):
			above, ok[0] = row, true
		case n.Number <= v && (!ok[1] || n.Number > below.Cells[c].Number):
			below, ok[1] = row, true
		}
	}
	return above, below, ok
}

// digits writes a number of a formula: six significant digits.
func digits(v float64) string { return strconv.FormatFloat(v, 'g', 6, 64) }

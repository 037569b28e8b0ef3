package laws

import (
	"context"
	"math"
	"strings"
	"testing"

	"dougong/iot"
	"dougong/result"
)

// ExplainsEveryNumber asks every number of an answer why, and wants the same
// value back, from terms and rounds that add up to it, with formula, definition
// and unit; what a flag or a class hangs on; and an error for what has no number.
// The answer begins with sentences in both languages.
func ExplainsEveryNumber(t testing.TB, e *result.Entry, in *result.Input, params map[string]string) {
	t.Helper()
	r := Run(t, e, in, params)
	if len(r.Tables) == 0 || len(r.Headline) == 0 {
		t.Errorf("%s %v: %d tables, %d sentences; want some", e.ID, params, len(r.Tables), len(r.Headline))
	}
	for _, l := range r.Headline {
		if len(l.Missing()) > 0 || strings.Contains(l.En+l.Zh, "NaN") || strings.Contains(l.En, "  ") {
			t.Errorf("%s %v: headline %q / %q", e.ID, params, l.En, l.Zh)
		}
	}
	for _, table := range r.Tables {
		for _, row := range table.Rows {
			for c, column := range table.Columns {
				asked{t, e.ID, result.Cell{Table: table.ID, Row: row.Key, Column: column.ID}, column, row.Cells[c]}.why(e, in)
			}
		}
	}
}

// asked is a cell that is asked why.
type asked struct {
	testing.TB
	entry  string
	at     result.Cell
	column result.Column
	value  result.Value
}

func (a asked) fault(format string, args ...any) {
	a.Helper()
	a.Errorf("%s %v: "+format, append([]any{a.entry, a.at}, args...)...)
}

func (a asked) why(e *result.Entry, in *result.Input) {
	number := a.column.Kind == result.Number || a.column.Kind == result.Integer
	if number && !a.column.Why {
		a.fault("the column cannot be explained")
	}
	w, err := e.Why(context.Background(), in, a.at)
	switch {
	case !a.column.Why || a.value.Absent != "":
		if err == nil {
			a.fault("explained; want an error for a cell without a number")
		}
	case err != nil:
		if a.column.Kind != result.Name { // the name of a rest has no class
			a.fault("%v", err)
		}
	default:
		a.said(w)
		if number {
			a.adds(w)
		} else if len(w.Binding) == 0 {
			a.fault("no binding; want what it hangs on")
		}
	}
}

// said checks what is said of any cell.
func (a asked) said(w *result.Why) {
	if w.Formula == "" || strings.Contains(w.Formula, "NaN") || len(w.Definition.Missing()) > 0 || len(w.Label.Missing()) > 0 {
		a.fault("formula %q, definition %q, label %q; want all", w.Formula, w.Definition, w.Label)
	}
	for _, s := range w.Sensitivities {
		if math.IsNaN(s.Share) || math.IsInf(s.Share, 0) || s.Share == 0 {
			a.fault("sensitivity %v is %v", s.Label, s.Share)
		}
	}
}

// adds checks that terms and rounds add up to the value that the table has.
func (a asked) adds(w *result.Why) {
	value := a.value.Number
	size := math.Abs(value)
	for _, term := range w.Terms {
		size = math.Max(size, math.Abs(term.Value))
	}
	tolerance := 1e-11 * (1 + size)
	if math.Abs(w.Value-value) > 1e-11*(1+math.Abs(value)) {
		a.fault("why says %v; the table %v", w.Value, value)
	}
	if off := w.Check(); !(math.Abs(off) <= tolerance) {
		a.fault("terms miss the value by %v", off)
	}
	if w.Value != 0 && len(w.Terms) == 0 {
		a.fault("no terms of %v", w.Value)
	}
	if w.Unit == (iot.Unit{}) && a.column.Kind == result.Number {
		a.fault("no unit")
	}
	off := w.Value
	for _, r := range w.Rounds {
		off -= r.Value
	}
	if len(w.Rounds) > 0 && !(math.Abs(off) <= tolerance) {
		a.fault("rounds miss the value by %v", off)
	}
}

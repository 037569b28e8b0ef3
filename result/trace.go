package result

import (
	"context"
	"fmt"

	"dougong/class"
)

// Traced is a cell that can say how it was made. Explain fills in value,
// formula, parts, terms and sensitivities; nil for codes, names and absent numbers.
type Traced struct {
	Value
	Explain func(w *Why)
}

// Plain makes cells that have nothing to explain: codes and names.
func Plain(v Value) Traced { return Traced{Value: v} }

// Answer is a result in the making whose cells remember how they were made, so
// that Run and Why of an entry are one computation.
type Answer struct {
	*Result
	in      *Input
	entry   *Entry
	explain map[Cell]explanation
}

type explanation struct {
	fill  func(w *Why)
	label class.Label
}

// NotFiniteError says that the numbers of a table lead to one that is none.
type NotFiniteError struct {
	Entry, System string
	Got           float64 // NaN, or an infinity
}

func (e *NotFiniteError) Error() string {
	return fmt.Sprintf("%s: %s leads to a result of %v; want numbers that can be divided by each other; look for an output next to zero, or for cells that are far too large", e.Entry, e.System, e.Got)
}

// notFinite is what [Num] panics with.
type notFinite float64

func (v notFinite) Error() string {
	return fmt.Sprintf("result: BUG: %v in a result; want an Absence", float64(v))
}

// Trace completes an entry whose tables are filled by compute: Run is its
// result, Why asks one of its cells, Answer keeps it for many whys.
func Trace(e *Entry, compute func(ctx context.Context, in *Input, a *Answer) error) *Entry {
	answer := func(ctx context.Context, in *Input) (a *Answer, err error) {
		defer func() {
			switch p := recover().(type) {
			case nil:
			case notFinite:
				err = &NotFiniteError{Entry: e.ID, System: in.System.Name, Got: float64(p)}
			default:
				panic(p)
			}
		}()
		a = &Answer{Result: e.New(in), in: in, entry: e, explain: map[Cell]explanation{}}
		return a, compute(ctx, in, a)
	}
	e.Answer = func(ctx context.Context, in *Input) (*Answer, error) {
		a, err := answer(ctx, in)
		if err != nil {
			return nil, err
		}
		a.dropEmpty()
		return a, nil
	}
	e.Run = func(ctx context.Context, in *Input) (*Result, error) {
		a, err := e.Answer(ctx, in)
		if err != nil {
			return nil, err
		}
		return a.Result, nil
	}
	e.Why = func(ctx context.Context, in *Input, at Cell) (*Why, error) {
		a, err := answer(ctx, in)
		if err != nil {
			return nil, err
		}
		return a.Why(at)
	}
	return e
}

// Add appends a row; label names it in explanations. Cells of columns that ask
// for a why must have one unless they are absent: that is a programming error.
func (a *Answer) Add(table, key string, label class.Label, cells ...Traced) {
	t, ok := a.Table(table)
	if !ok {
		panic(fmt.Sprintf("result: BUG: %s has no table %q", a.Entry, table))
	}
	values := make([]Value, len(cells))
	for i, c := range cells {
		values[i] = c.Value
		switch {
		case c.Explain != nil:
			at := Cell{Table: table, Row: key, Column: t.Columns[i].ID}
			name := t.Columns[i].Label
			a.explain[at] = explanation{c.Explain, class.Label{
				En: label.In(class.En) + ", " + name.In(class.En), Zh: label.In(class.Zh) + "，" + name.In(class.Zh)}}
		case t.Columns[i].Why && c.Absent == "":
			panic(fmt.Sprintf("result: BUG: %s, table %s, row %s, column %s cannot be explained", a.Entry, table, key, t.Columns[i].ID))
		}
	}
	t.Add(key, values...)
}

// Rest marks the last row of a table as the sum of rows not listed.
func (a *Answer) Rest(table string) {
	if t, ok := a.Table(table); ok {
		t.Rest = true
	}
}

// Assume records what the data were made of in the course of the analysis.
func (a *Answer) Assume(what class.Label) {
	if a.Assumption == (class.Label{}) {
		a.Assumption = what
	}
}

// Say adds a sentence of the headline.
func (a *Answer) Say(en, zh string) {
	a.Headline = append(a.Headline, class.Label{En: en, Zh: zh})
}

// Why explains one cell of the answer.
func (a *Answer) Why(at Cell) (*Why, error) {
	ex, ok := a.explain[at]
	if !ok {
		return nil, a.noWhy(at)
	}
	t, _ := a.Table(at.Table)
	c, _ := t.Column(at.Column)
	w := &Why{Entry: a.Entry, Params: a.Params, Cell: at, Label: ex.label, Unit: t.Columns[c].Unit,
		Definition: t.Columns[c].Definition, Citation: a.entry.Citation, Data: a.Data}
	if a.Assumption != (class.Label{}) {
		w.Note = append(w.Note, a.Assumption)
	}
	ex.fill(w)
	return w, nil
}

func (a *Answer) noWhy(at Cell) error {
	t, ok := a.Table(at.Table)
	if !ok {
		return fmt.Errorf("why: %s has no table %q", a.Entry, at.Table)
	}
	v, ok := t.Value(at.Row, at.Column)
	switch {
	case !ok:
		return fmt.Errorf("why: table %s has no cell (%s, %s); give a row key and a column id of the answer", at.Table, at.Row, at.Column)
	case v.Absent != "":
		return fmt.Errorf("why: cell (%s, %s) of table %s has no number: %s", at.Row, at.Column, at.Table, v.Absent)
	}
	return fmt.Errorf("why: cell (%s, %s) of table %s is a name, not a number", at.Row, at.Column, at.Table)
}

// dropEmpty leaves out tables that the data have no rows for, and their figures.
func (a *Answer) dropEmpty() {
	kept := map[string]bool{}
	var tables []*Table
	for _, t := range a.Tables {
		if len(t.Rows) > 0 {
			tables, kept[t.ID] = append(tables, t), true
		}
	}
	var figures []Figure
	for _, f := range a.Figures {
		if kept[f.Table] {
			figures = append(figures, f)
		}
	}
	a.Tables, a.Figures = tables, figures
}

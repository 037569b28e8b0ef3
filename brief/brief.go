// Package brief answers "what do we tell them?"
//
// It runs analyses of the catalogue and puts what they say in order: sentences,
// short tables, limits, and the commands that give the whole answer. It computes
// nothing beyond picking and ordering, so every number in a brief is a number of
// an analysis and can be asked why.
package brief

import (
	"context"
	"fmt"
	"slices"
	"sort"

	"dougong/catalogue"
	"dougong/class"
	"dougong/report"
	"dougong/result"
)

// answer is the result of one analysis with the command that gives it in full.
type answer struct {
	*result.Result
	entry   *result.Entry
	kept    *result.Answer // explains cells
	command string
}

// ask runs an analysis of the catalogue on the data of a brief.
func ask(ctx context.Context, in *result.Input, id string, params map[string]string) (answer, error) {
	e, ok := catalogue.Find(id)
	if !ok {
		panic(fmt.Sprintf("brief: BUG: no analysis %q", id))
	}
	if err := e.Check(in.System, in.Tags); err != nil {
		return answer{}, err
	}
	values, err := e.Resolve(params, in.System, in.Tags)
	if err != nil {
		return answer{}, err
	}
	own := *in
	own.Params = values
	kept, err := e.Answer(ctx, &own)
	if err != nil {
		return answer{}, err
	}
	return answer{kept.Result, e, kept, "dougong " + string(e.Verb) + " " + e.ID + report.Flags(params)}, nil
}

// order sorts the rows of a table before they are cut off; nil keeps them as
// they are.
type order func(t *result.Table, a, b result.Row) bool

// byColumn puts the largest numbers of a column first.
func byColumn(id string) order {
	return func(t *result.Table, a, b result.Row) bool {
		c := column(t, id)
		return a.Cells[c].Number > b.Cells[c].Number
	}
}

func column(t *result.Table, id string) int {
	c, ok := t.Column(id)
	if !ok {
		panic(fmt.Sprintf("brief: BUG: table %s has no column %q", t.ID, id))
	}
	return c
}

// only leaves the rows of a table that are wanted.
func (a answer) only(table string, wanted func(t *result.Table, row result.Row) bool) answer {
	t, ok := a.Table(table)
	if !ok {
		return a
	}
	left := *t
	left.Rows, left.Rest = nil, false
	for _, row := range t.Rows {
		if wanted(t, row) {
			left.Rows = append(left.Rows, row)
		}
	}
	r := *a.Result
	r.Tables = slices.Clone(r.Tables)
	r.Tables[slices.Index(r.Tables, t)] = &left
	a.Result = &r
	return a
}

// excerpt returns the first rows of a table, in the order wanted, with the named
// columns; nil where the answer has no such table. Where rows are left out its
// label says so.
func (a answer) excerpt(table string, rows int, first order, columns ...string) *result.Table {
	t, ok := a.Table(table)
	if !ok {
		return nil
	}
	listed := slices.Clone(t.Rows)
	if t.Rest {
		listed = listed[:len(listed)-1]
	}
	if first != nil {
		sort.SliceStable(listed, func(i, j int) bool { return first(t, listed[i], listed[j]) })
	}
	cut := &result.Table{ID: a.Entry + "-" + t.ID, Label: t.Label}
	for _, id := range columns {
		cut.Columns = append(cut.Columns, t.Columns[column(t, id)])
	}
	for _, row := range listed[:min(rows, len(listed))] {
		cells := make([]result.Value, len(columns))
		for k, id := range columns {
			cells[k] = row.Cells[column(t, id)]
		}
		cut.Add(row.Key, cells...)
	}
	if n := len(cut.Rows); n < len(listed) || t.Rest {
		cut.Label = class.Label{En: fmt.Sprintf("%s: the first %d", t.Label.En, n), Zh: fmt.Sprintf("%s：前 %d 项", t.Label.In(class.Zh), n)}
	}
	return cut
}

// join adds a column of this answer to a table with the same row keys, under a
// head of its own.
func (a answer) join(to *result.Table, table, id string, head class.Label) {
	from, ok := a.Table(table)
	if !ok {
		panic(fmt.Sprintf("brief: BUG: %s has no table %q", a.Entry, table))
	}
	c := from.Columns[column(from, id)]
	c.Label = head
	to.Columns = append(to.Columns, c)
	for i := range to.Rows {
		v, ok := from.Value(to.Rows[i].Key, id)
		if !ok {
			v = result.None(result.NotAvailable)
		}
		to.Rows[i].Cells = append(to.Rows[i].Cells, v)
	}
}

package brief

import (
	"fmt"

	"dougong/chart"
	"dougong/class"
	"dougong/report"
	"dougong/result"
)

// exhibit is a short table whose numbers know which answer they were taken from.
type exhibit struct {
	*result.Table
	explain map[result.Cell]func() (*result.Why, error)
}

// exhibit is an excerpt whose numbers can be asked why; nil where the answer has
// no such table, or no rows that are wanted.
func (a answer) exhibit(table string, rows int, first order, columns ...string) *exhibit {
	t := a.excerpt(table, rows, first, columns...)
	if t == nil || len(t.Rows) == 0 {
		return nil
	}
	e := &exhibit{t, map[result.Cell]func() (*result.Why, error){}}
	for _, id := range columns {
		e.trace(a, table, id, id)
	}
	return e
}

// join adds a column of an answer to the exhibit, by row key, under an id and a
// head of its own.
func (e *exhibit) join(a answer, table, id, as string, head class.Label) {
	a.join(e.Table, table, id, head)
	e.Columns[len(e.Columns)-1].ID = as
	e.trace(a, table, id, as)
}

// trace lets the numbers of a column be explained by column id of an answer.
func (e *exhibit) trace(a answer, table, id, as string) {
	c := column(e.Table, as)
	if !e.Columns[c].Why {
		return
	}
	for _, row := range e.Rows {
		if row.Cells[c].Absent == "" {
			at := result.Cell{Table: table, Row: row.Key, Column: id}
			e.explain[result.Cell{Table: e.ID, Row: row.Key, Column: as}] = func() (*result.Why, error) { return a.kept.Why(at) }
		}
	}
}

// whys explains the numbers in the order of rows and columns.
func (e *exhibit) whys() ([]report.Explained, error) {
	var list []report.Explained
	for _, row := range e.Rows {
		for _, col := range e.Columns {
			at := result.Cell{Table: e.ID, Row: row.Key, Column: col.ID}
			explain, ok := e.explain[at]
			if !ok {
				continue
			}
			w, err := explain()
			if err != nil {
				return nil, fmt.Errorf("brief: table %s, row %s, column %s: %w", at.Table, at.Row, at.Column, err)
			}
			list = append(list, report.Explained{Cell: at, Why: w})
		}
	}
	return list, nil
}

// figure draws a figure of an answer when it is written.
func (a answer) figure(id string) *report.Figure {
	for _, f := range a.Figures {
		if f.ID == id {
			return drawing(f, a.Result)
		}
	}
	return nil
}

// draw draws a table in the place of those of the answer.
func (a answer) draw(f result.Figure, t *result.Table) *report.Figure {
	r := *a.Result
	r.Tables = []*result.Table{t}
	f.Table = t.ID
	return drawing(f, &r)
}

// pictureWidth is that of a figure in a brief, px: the width of a printed page.
const pictureWidth = 680

func drawing(f result.Figure, r *result.Result) *report.Figure {
	return &report.Figure{Draw: func(o report.Options) (*report.Picture, error) {
		d, err := chart.Draw(f, r, chart.Options{Lang: o.Lang, Year: o.Year, Width: pictureWidth})
		if err != nil {
			return nil, err
		}
		return &report.Picture{Title: d.Title, Alt: d.Alt, Width: d.Width, Height: d.Height, SVG: d.SVG, PNG: d.PNG}, nil
	}}
}

package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/internal/suggest"
	"dougong/iot"
	"dougong/result"
)

// UnknownTableError says that an answer has no table of that id.
type UnknownTableError struct {
	Got  string
	Want []string
}

func (e *UnknownTableError) Error() string {
	return fmt.Sprintf("--table: got %q; want one of %s%s", e.Got, strings.Join(e.Want, ", "), suggest.Phrase(suggest.Nearest(e.Got, e.Want, 3)))
}

// writeCSV writes one table: that named by the options, or the first. The head
// has column ids with the unit in brackets: "output (M USD)". Names stand in the
// language asked for, or in both in two columns. The first column is the row's
// key. Numbers are exact; a cell without one says why.
func writeCSV(w io.Writer, tables []*result.Table, o Options) error {
	t, err := pickTable(tables, o.Table)
	if err != nil {
		return err
	}
	if o.BOM {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return err
		}
	}
	out := csv.NewWriter(w)
	head := []string{"key"}
	for _, c := range t.Columns {
		head = append(head, csvHead(c, o.Lang)...)
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for _, row := range t.Rows {
		rec := append(make([]string, 0, len(head)), row.Key)
		for i, v := range row.Cells {
			rec = append(rec, csvCells(t.Columns[i], v, o.Lang)...)
		}
		if err := out.Write(rec); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func pickTable(tables []*result.Table, id string) (*result.Table, error) {
	if id == "" && len(tables) > 0 {
		return tables[0], nil
	}
	ids := make([]string, len(tables))
	for i, t := range tables {
		if t.ID == id {
			return t, nil
		}
		ids[i] = t.ID
	}
	return nil, &UnknownTableError{Got: id, Want: ids}
}

func csvHead(c result.Column, lang class.Lang) []string {
	switch {
	case c.Kind == result.Name && lang == class.Both:
		return []string{c.ID + " (en)", c.ID + " (zh)"}
	case c.Kind == result.Number && c.Unit != iot.RatioUnit && c.Unit != (iot.Unit{}):
		return []string{c.ID + " (" + c.Unit.String() + ")"}
	}
	return []string{c.ID}
}

func csvCells(c result.Column, v result.Value, lang class.Lang) []string {
	both := c.Kind == result.Name && lang == class.Both
	switch {
	case v.Absent != "" && both:
		return []string{string(v.Absent), string(v.Absent)}
	case v.Absent != "":
		return []string{string(v.Absent)}
	case both:
		return []string{v.Text.En, v.Text.Zh}
	case c.Kind == result.Name:
		return []string{v.Text.In(lang)}
	case c.Kind == result.Code:
		return []string{v.Text.En}
	case c.Kind == result.Flag:
		return []string{strconv.FormatBool(v.Flag)}
	}
	return []string{exact(v.Number)}
}

// exact writes the shortest decimal that reads back as the same number.
func exact(v float64) string {
	if a := math.Abs(v); v != 0 && (a < 1e-6 || a >= 1e21) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

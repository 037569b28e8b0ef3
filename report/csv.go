package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

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
// key. Numbers are exact; a cell without one says why; see [escapeCSV] for texts.
func writeCSV(w io.Writer, tables []*result.Table, o Options) error {
	t, err := pickTable(tables, o.Table)
	if err != nil {
		return err
	}
	if o.BOM {
		if _, err := io.WriteString(w, byteOrderMark); err != nil {
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
		rec := append(make([]string, 0, len(head)), escapeCSV(row.Key))
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

const byteOrderMark = "\ufeff"

// formulaLeads are the characters with which a spreadsheet begins a formula, as
// listed by OWASP, "CSV Injection": full-width forms too.
const formulaLeads = "=+-@\t\r\n＝＋－＠"

// escapeCSV writes a text so that a spreadsheet does not take it for a formula:
// with an apostrophe before it. So does a text that begins with one, or that
// reads like the reason for an absent cell, and [ReadCSV] takes it away again.
// Numbers are written as they are, with their minus.
func escapeCSV(s string) string {
	lead, _ := utf8.DecodeRuneInString(s)
	if s != "" && (lead == '\'' || strings.ContainsRune(formulaLeads, lead)) || absence(s) != "" {
		return "'" + s
	}
	return s
}

// absence returns the reason that a text gives for an absent cell; "" for any
// other text.
func absence(s string) result.Absence {
	for _, a := range absences {
		if s == string(a.why) {
			return a.why
		}
	}
	return ""
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
		return []string{escapeCSV(v.Text.En), escapeCSV(v.Text.Zh)}
	case c.Kind == result.Name:
		return []string{escapeCSV(v.Text.In(lang))}
	case c.Kind == result.Code:
		return []string{escapeCSV(v.Text.En)}
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

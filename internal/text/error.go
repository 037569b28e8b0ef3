package text

import (
	"fmt"
	"strings"
)

// Error is a fault in a file, with its place.
type Error struct {
	File               string
	Row, Col           int    // from 1; 0 where the fault has none
	RowLabel, ColLabel string // empty where not known
	Message            string // what: got X; want Y; do Z
	Err                error  // the cause, if another error is
}

// Error returns `t.csv: row 3 (AUS_c2), column 7 (AUS_c6): "x" is not a number`.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.File)
	sep := ": "
	for _, at := range []struct {
		what, label string
		n           int
	}{{"row", e.RowLabel, e.Row}, {"column", e.ColLabel, e.Col}} {
		if at.n == 0 {
			continue
		}
		fmt.Fprintf(&b, "%s%s %d", sep, at.what, at.n)
		if at.label != "" {
			fmt.Fprintf(&b, " (%s)", at.label)
		}
		sep = ", "
	}
	b.WriteString(": " + e.Message)
	if e.Err != nil {
		b.WriteString(": " + e.Err.Error())
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// Fail returns a fault of this file without a row.
func (f *File) Fail(format string, args ...any) error {
	return &Error{File: f.Name, Message: fmt.Sprintf(format, args...)}
}

// FailRow returns a fault of the current row.
func (f *File) FailRow(format string, args ...any) error {
	return f.FailCell(0, format, args...)
}

// FailCell returns a fault of a cell of the current row. Column 0 stands for
// the whole row.
func (f *File) FailCell(col int, format string, args ...any) error {
	e := &Error{File: f.Name, Row: f.row, Col: col, Message: fmt.Sprintf(format, args...)}
	if f.head != nil && len(f.cells) > 0 {
		e.RowLabel = f.shown(1)
	}
	if col > 0 && col <= len(f.head) {
		e.ColLabel = f.head[col-1]
	}
	return e
}

// FailColumn returns a fault of a column, named by its header.
func (f *File) FailColumn(col int, format string, args ...any) error {
	e := &Error{File: f.Name, Row: 1, Col: col, Message: fmt.Sprintf(format, args...)}
	if col <= len(f.head) {
		e.ColLabel = f.head[col-1]
	}
	return e
}

// shown returns the text of a cell for messages, shortened, whatever it holds.
func (f *File) shown(col int) string {
	if col < 1 || col > len(f.cells) {
		return ""
	}
	s, err := f.decode(f.field(col))
	if err != nil {
		s = string(f.field(col))
	}
	s, _, _ = strings.Cut(strings.ToValidUTF8(s, "\uFFFD"), "\n")
	return shorten(strings.TrimSpace(s))
}

// shorten cuts a text to forty characters.
func shorten(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}

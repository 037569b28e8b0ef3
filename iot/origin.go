package iot

import (
	"fmt"
	"strconv"
	"strings"
)

// Origin says where the numbers of a block came from: a file, and for each row
// and column of the block the lines of that file it was read from. It is a rule
// for the block, never a record for each cell.
//
// A line list with several lines for one position means that the numbers were
// added up, as in an aggregation.
type Origin struct {
	File   string   `json:"file,omitempty"`   // as the user named it, base name only
	SHA256 string   `json:"sha256,omitempty"` // of the file's bytes as stored
	Sheet  string   `json:"sheet,omitempty"`
	Rows   Lines    `json:"-"`               // file rows of each row of the block, from 1
	Cols   Lines    `json:"-"`               // file columns of each column of the block, from 1
	Notes  []string `json:"notes,omitempty"` // what was done to the cells since: "times the import share of the row"
	// Across says that the block lies across in the file: Rows are then columns
	// of the file, and Cols rows of it.
	Across bool `json:"across,omitempty"`
}

// Place is one cell of a file. Rows and columns count from 1.
type Place struct {
	File  string `json:"file"`
	Sheet string `json:"sheet,omitempty"`
	Row   int    `json:"row,omitempty"`
	Col   int    `json:"column,omitempty"`
}

// String returns `wiot.csv: row 217, column 1043 (ANC217)`.
func (p Place) String() string {
	var b strings.Builder
	b.WriteString(p.File)
	if p.Sheet != "" {
		fmt.Fprintf(&b, ": sheet %q", p.Sheet)
	}
	switch {
	case p.Row > 0 && p.Col > 0:
		fmt.Fprintf(&b, ": row %d, column %d (%s%d)", p.Row, p.Col, Letters(p.Col), p.Row)
	case p.Row > 0:
		fmt.Fprintf(&b, ": row %d", p.Row)
	case p.Col > 0:
		fmt.Fprintf(&b, ": column %d (%s)", p.Col, Letters(p.Col))
	}
	return b.String()
}

// Letters returns a column's name in a spreadsheet: 1 is A, 27 is AA.
func Letters(col int) string {
	var s []byte
	for ; col > 0; col = (col - 1) / 26 {
		s = append([]byte{byte('A' + (col-1)%26)}, s...)
	}
	return string(s)
}

// Cells returns the file cells behind cell (i, j) of the block, at most most of
// them, and how many there are. Unknown origins have none.
func (o Origin) Cells(i, j, most int) (places []Place, total int) {
	rows, cols := o.Rows.At(i), o.Cols.At(j)
	for _, r := range rows {
		for _, c := range cols {
			if len(places) == most {
				continue
			}
			at := Place{File: o.File, Sheet: o.Sheet, Row: int(r), Col: int(c)}
			if o.Across {
				at.Row, at.Col = at.Col, at.Row
			}
			places = append(places, at)
		}
	}
	return places, len(rows) * len(cols)
}

// Noted returns the origin with one more note.
func (o Origin) Noted(note string) Origin {
	o.Notes = append(o.Notes[:len(o.Notes):len(o.Notes)], note)
	return o
}

// Select returns the origin of a block made of these rows and columns.
func (o Origin) Select(rows, cols []int) Origin {
	o.Rows, o.Cols = o.Rows.Select(rows), o.Cols.Select(cols)
	return o
}

// Group returns the origin of a block whose position g adds up the positions
// rows[g] × cols[g] of this one.
func (o Origin) Group(rows, cols [][]int) Origin {
	o.Rows, o.Cols = o.Rows.Group(rows), o.Cols.Group(cols)
	return o
}

// Transpose returns the origin of the transposed block.
func (o Origin) Transpose() Origin {
	o.Rows, o.Cols, o.Across = o.Cols, o.Rows, !o.Across
	return o
}

// Lines gives for each position of an axis the lines (rows or columns) of the
// file it came from. The zero value knows none.
type Lines struct {
	start []int32 // position i has line[start[i]:start[i+1]]
	line  []int32
}

// Sequence returns n positions read from the lines first, first+1, …
func Sequence(first, n int) Lines {
	at := make([]int, n)
	for i := range at {
		at[i] = first + i
	}
	return Pick(at)
}

// Pick returns one line for each position; 0 stands for a line not known.
func Pick(lines []int) Lines {
	l := Lines{start: make([]int32, 1, len(lines)+1), line: make([]int32, 0, len(lines))}
	for _, at := range lines {
		if at > 0 {
			l.line = append(l.line, int32(at))
		}
		l.start = append(l.start, int32(len(l.line)))
	}
	return l
}

// At returns the lines of position i, none where they are not known.
func (l Lines) At(i int) []int32 {
	if i < 0 || i+1 >= len(l.start) {
		return nil
	}
	return l.line[l.start[i]:l.start[i+1]]
}

// Len returns the number of positions.
func (l Lines) Len() int { return max(0, len(l.start)-1) }

// Select returns the lines of the given positions.
func (l Lines) Select(at []int) Lines {
	groups := make([][]int, len(at))
	for i, p := range at {
		groups[i] = []int{p}
	}
	return l.Group(groups)
}

// Group returns the lines of positions that add up others.
func (l Lines) Group(groups [][]int) Lines {
	g := Lines{start: make([]int32, 1, len(groups)+1)}
	for _, members := range groups {
		for _, p := range members {
			g.line = append(g.line, l.At(p)...)
		}
		g.start = append(g.start, int32(len(g.line)))
	}
	return g
}

// String returns "5-39, 41" for people.
func (l Lines) String() string {
	var parts []string
	for i := 0; i < len(l.line); {
		k := i
		for k+1 < len(l.line) && l.line[k+1] == l.line[k]+1 {
			k++
		}
		part := strconv.Itoa(int(l.line[i]))
		if k > i {
			part += "-" + strconv.Itoa(int(l.line[k]))
		}
		parts, i = append(parts, part), k+1
	}
	return strings.Join(parts, ", ")
}

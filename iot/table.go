package iot

import (
	"fmt"

	"dougong/class"
)

// Store holds the numbers of a table. Row returns row i: either the store's own
// memory, which must not be written to, or buf (grown as needed) filled with it.
// A store may be read from many goroutines, each with its own buf.
type Store interface {
	Dims() (rows, cols int)
	Row(i int, buf []float64) []float64
}

// Table is a labelled matrix in one unit.
type Table struct {
	Name       string // "Flows": the block's name in findings and origins
	Rows, Cols *Axis
	Unit       Unit
	Origin     Origin
	store      Store
}

// NewTable labels a store. It panics where labels and numbers differ in shape.
func NewTable(name string, rows, cols *Axis, unit Unit, origin Origin, store Store) *Table {
	r, c := store.Dims()
	if r != rows.Len() || c != cols.Len() {
		panic(fmt.Sprintf("iot: table %s: got %d × %d numbers; want %d rows × %d columns", name, r, c, rows.Len(), cols.Len()))
	}
	return &Table{Name: name, Rows: rows, Cols: cols, Unit: unit, Origin: origin, store: store}
}

// Row returns row i; see [Store].
func (t *Table) Row(i int, buf []float64) []float64 { return t.store.Row(i, buf) }

// At returns one cell. Loops use [Table.Row].
func (t *Table) At(i, j int) float64 { return t.store.Row(i, nil)[j] }

// RowSums returns T 1.
func (t *Table) RowSums() []float64 {
	sums, buf := make([]float64, t.Rows.Len()), make([]float64, t.Cols.Len())
	for i := range sums {
		for _, v := range t.store.Row(i, buf) {
			sums[i] += v
		}
	}
	return sums
}

// ColSums returns 1'T.
func (t *Table) ColSums() []float64 {
	sums, buf := make([]float64, t.Cols.Len()), make([]float64, t.Cols.Len())
	for i := range t.Rows.Len() {
		for j, v := range t.store.Row(i, buf) {
			sums[j] += v
		}
	}
	return sums
}

// Dense is a store of rows in memory.
type Dense [][]float64

// NewDense returns rows × cols zeros in one allocation.
func NewDense(rows, cols int) Dense {
	d := make(Dense, rows)
	data := make([]float64, rows*cols)
	for i := range d {
		d[i] = data[i*cols : (i+1)*cols : (i+1)*cols]
	}
	return d
}

// Dims returns the shape.
func (d Dense) Dims() (rows, cols int) {
	if len(d) == 0 {
		return 0, 0
	}
	return len(d), len(d[0])
}

// Row returns the row itself.
func (d Dense) Row(i int, _ []float64) []float64 { return d[i] }

// ScaleRows returns the view diag(factor) T: row i times factor[i]. The origin
// keeps the cells and adds the note, which says what the factor is.
func (t *Table) ScaleRows(name string, factor []float64, note string) *Table {
	if len(factor) != t.Rows.Len() {
		panic(fmt.Sprintf("iot: table %s: got %d factors; want %d, one a row", t.Name, len(factor), t.Rows.Len()))
	}
	return NewTable(name, t.Rows, t.Cols, t.Unit, t.Origin.Noted(note), scaledRows{t.store, factor})
}

type scaledRows struct {
	Store
	factor []float64
}

func (s scaledRows) Row(i int, buf []float64) []float64 {
	row := s.Store.Row(i, buf)
	buf = room(buf, len(row))
	for j, v := range row {
		buf[j] = s.factor[i] * v
	}
	return buf
}

// Select returns the view of the given rows and columns, in that order; nil
// stands for all of them.
func (t *Table) Select(name string, rows, cols []int) *Table {
	if rows == nil {
		rows = t.Rows.Positions()
	}
	if cols == nil {
		cols = t.Cols.Positions()
	}
	return NewTable(name, t.Rows.Select(rows), t.Cols.Select(cols), t.Unit,
		t.Origin.Select(rows, cols), selected{t.store, rows, cols})
}

// Select returns the axis of the given positions, in that order.
func (a *Axis) Select(at []int) *Axis {
	keys, labels := make([]Key, len(at)), make([]class.Label, len(at))
	for i, p := range at {
		keys[i], labels[i] = a.keys[p], a.labels[p]
	}
	return MustAxis(a.Name, keys, labels)
}

type selected struct {
	of         Store
	rows, cols []int
}

func (s selected) Dims() (int, int) { return len(s.rows), len(s.cols) }

func (s selected) Row(i int, buf []float64) []float64 {
	row := s.of.Row(s.rows[i], nil)
	buf = room(buf, len(s.cols))
	for j, c := range s.cols {
		buf[j] = row[c]
	}
	return buf
}

func room(buf []float64, n int) []float64 {
	if cap(buf) < n {
		return make([]float64, n)
	}
	return buf[:n]
}

package result

import (
	"fmt"
	"math"

	"dougong/class"
	"dougong/iot"
)

// Result is the answer of one run.
type Result struct {
	Entry    string            `json:"entry"`
	Params   map[string]string `json:"params"` // with defaults resolved
	Data     iot.Meta          `json:"data"`
	Headline []class.Label     `json:"headline,omitempty"` // what the tables say, in sentences
	Tables   []*Table          `json:"tables"`
	Figures  []Figure          `json:"figures,omitempty"`
	Findings []iot.Finding     `json:"findings,omitempty"`
	Limits   []class.Label     `json:"limits,omitempty"`
	// Assumption is what the data were made of, where not as published.
	Assumption class.Label `json:"assumption,omitzero"`
	// ResidualShare is the sum of absolute row residuals over output: the part of
	// output that the table's own uses do not account for.
	ResidualShare float64 `json:"residual_share"`
}

// Table is one table of an answer: typed columns, keyed rows.
type Table struct {
	ID      string      `json:"id"`
	Label   class.Label `json:"label"`
	Columns []Column    `json:"columns"`
	Rows    []Row       `json:"rows"`
	// Rest says that rows were cut off and the last row adds up the others.
	Rest bool `json:"rest,omitempty"`
}

// Row is one row. Key names it for [Entry.Why]; it is unique in its table.
type Row struct {
	Key   string  `json:"key"`
	Cells []Value `json:"cells"`
}

// Value is one cell: a number, a text, or the reason why there is none.
type Value struct {
	Number float64
	Text   class.Label
	Flag   bool
	Absent Absence // empty where there is a value
}

// Absence is why a cell has no number.
type Absence string

// Reasons for an absent number.
const (
	NotAvailable  Absence = "not available"  // the table does not publish what it takes
	NotApplicable Absence = "not applicable" // the question has no answer here: a share of nothing
)

// Num makes a number. NaN and infinities have no place in an answer: they panic,
// because whoever divides must say what an empty denominator means.
func Num(v float64) Value {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		panic(notFinite(v))
	}
	return Value{Number: v}
}

// Quotient makes a/b, or not applicable where b is zero, or so small that there
// is no number for it.
func Quotient(a, b float64) Value {
	q := a / b
	if b == 0 || math.IsInf(q, 0) {
		return Value{Absent: NotApplicable}
	}
	return Num(q)
}

// Int makes an integer.
func Int(v int) Value { return Value{Number: float64(v)} }

// Str makes a code.
func Str(s string) Value { return Value{Text: class.Label{En: s}} }

// Lab makes a name.
func Lab(l class.Label) Value { return Value{Text: l} }

// Yes makes a flag.
func Yes(v bool) Value { return Value{Flag: v} }

// None makes an absent cell.
func None(why Absence) Value { return Value{Absent: why} }

// Make starts the table that a spec describes; money columns take the unit.
func (s *TableSpec) Make(money iot.Unit) *Table {
	t := &Table{ID: s.ID, Label: s.Label, Columns: append([]Column(nil), s.Columns...)}
	for i := range t.Columns {
		if t.Columns[i].Money {
			t.Columns[i].Unit = money
		}
	}
	return t
}

// Add appends a row; it panics where the number of cells is not that of columns.
func (t *Table) Add(key string, cells ...Value) {
	if len(cells) != len(t.Columns) {
		panic(fmt.Sprintf("result: table %s: row %s has %d cells; want %d", t.ID, key, len(cells), len(t.Columns)))
	}
	t.Rows = append(t.Rows, Row{Key: key, Cells: cells})
}

// Column returns the position of a column.
func (t *Table) Column(id string) (int, bool) {
	for i, c := range t.Columns {
		if c.ID == id {
			return i, true
		}
	}
	return 0, false
}

// Find returns the row with the key.
func (t *Table) Find(key string) (*Row, bool) {
	for i := range t.Rows {
		if t.Rows[i].Key == key {
			return &t.Rows[i], true
		}
	}
	return nil, false
}

// Value returns the cell (row key, column id).
func (t *Table) Value(key, column string) (Value, bool) {
	row, ok := t.Find(key)
	if !ok {
		return Value{}, false
	}
	c, ok := t.Column(column)
	if !ok {
		return Value{}, false
	}
	return row.Cells[c], true
}

// Table returns the table with the id.
func (r *Result) Table(id string) (*Table, bool) {
	for _, t := range r.Tables {
		if t.ID == id {
			return t, true
		}
	}
	return nil, false
}

// New starts the answer of an entry: one empty table for each of its specs,
// limits, figures, and what is to be said of the data.
func (e *Entry) New(in *Input) *Result {
	r := &Result{
		Entry:         e.ID,
		Params:        in.Params.Strings(),
		Data:          in.System.Meta,
		Figures:       e.Figures,
		Limits:        e.Limits,
		Assumption:    in.System.Assumption,
		ResidualShare: in.System.ResidualShare(),
	}
	for i := range e.Tables {
		r.Tables = append(r.Tables, e.Tables[i].Make(in.System.Unit))
	}
	return r
}

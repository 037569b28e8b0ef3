package study

import (
	"math"
	"sort"
	"strconv"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// noise is the difference that arithmetic in another order alone can make, as a
// share of the largest number of the same unit in the table: small numbers are
// often what is left of large ones.
const noise = 1e-12

// move is a number that changed.
type move struct {
	at            result.Cell
	name          class.Label // of the row
	unit          iot.Unit    // of both numbers
	before, after float64
	size          float64 // |change| over the largest number of its unit in the table
	whole         bool    // a count or a rank
	why           bool    // it can be explained
}

// aside is a difference that is not one of two numbers.
type aside struct {
	what          class.Label
	at            result.Cell
	name          class.Label
	before, after string
}

// comparison is what differs between the tables of two answers.
type comparison struct {
	numbers int // compared
	moves   []move
	other   []aside
}

var (
	newTable  = class.Label{En: "table appeared", Zh: "新增表"}
	lostTable = class.Label{En: "table vanished", Zh: "表消失"}
	newRow    = class.Label{En: "row appeared", Zh: "新增行"}
	lostRow   = class.Label{En: "row vanished", Zh: "行消失"}
	newColumn = class.Label{En: "column appeared", Zh: "新增列"}
	lostCol   = class.Label{En: "column vanished", Zh: "列消失"}
	newNumber = class.Label{En: "value appeared", Zh: "出现数值"}
	lostValue = class.Label{En: "value vanished", Zh: "数值缺失"}
	newReason = class.Label{En: "reason for no value changed", Zh: "缺失原因变化"}
	newUnit   = class.Label{En: "unit changed", Zh: "单位变化"}
	newText   = class.Label{En: "text changed", Zh: "文字变化"}
	newFlag   = class.Label{En: "answer changed", Zh: "判断变化"}
)

func compare(before, after *result.Result) *comparison {
	c := &comparison{}
	for _, b := range after.Tables {
		a, ok := before.Table(b.ID)
		if !ok {
			c.aside(aside{what: newTable, at: result.Cell{Table: b.ID}})
			continue
		}
		c.table(a, b)
	}
	for _, a := range before.Tables {
		if _, ok := after.Table(a.ID); !ok {
			c.aside(aside{what: lostTable, at: result.Cell{Table: a.ID}})
		}
	}
	sort.SliceStable(c.moves, func(i, j int) bool {
		p, q := c.moves[i], c.moves[j]
		if p.whole != q.whole {
			return q.whole // counts and ranks follow from numbers
		}
		return p.size > q.size
	})
	return c
}

func (c *comparison) aside(a aside) { c.other = append(c.other, a) }

func (c *comparison) table(a, b *result.Table) {
	keysA, keysB := rowsByKey(a), rowsByKey(b)
	for _, row := range a.Rows {
		if keysB[row.Key] == nil {
			c.aside(aside{what: lostRow, at: result.Cell{Table: a.ID, Row: row.Key}, name: rowName(a, row)})
		}
	}
	for _, row := range b.Rows {
		if keysA[row.Key] == nil {
			c.aside(aside{what: newRow, at: result.Cell{Table: b.ID, Row: row.Key}, name: rowName(b, row)})
		}
	}
	first := len(c.moves)
	scale := map[iot.Unit]float64{} // largest number of a unit
	for j, column := range b.Columns {
		i, ok := a.Column(column.ID)
		if !ok {
			c.aside(aside{what: newColumn, at: result.Cell{Table: b.ID, Column: column.ID}})
			continue
		}
		c.column(a, b, i, j, keysA, scale)
	}
	c.measure(first, scale)
	for _, column := range a.Columns {
		if _, ok := b.Column(column.ID); !ok {
			c.aside(aside{what: lostCol, at: result.Cell{Table: a.ID, Column: column.ID}})
		}
	}
}

func rowsByKey(t *result.Table) map[string]*result.Row {
	m := make(map[string]*result.Row, len(t.Rows))
	for i := range t.Rows {
		m[t.Rows[i].Key] = &t.Rows[i]
	}
	return m
}

// rowName is the first name in a row.
func rowName(t *result.Table, row result.Row) class.Label {
	for i, c := range t.Columns {
		if c.Kind == result.Name && row.Cells[i].Absent == "" {
			return row.Cells[i].Text
		}
	}
	return class.Label{}
}

// measure gives the moves from first on their size, and drops what is noise.
func (c *comparison) measure(first int, scale map[iot.Unit]float64) {
	kept := c.moves[:first]
	for _, m := range c.moves[first:] {
		m.size = math.Abs(m.after-m.before) / scale[m.unit]
		if m.size > noise {
			kept = append(kept, m)
		}
	}
	c.moves = kept
}

// column compares column i of one table with column j of the other, row by row.
func (c *comparison) column(a, b *result.Table, i, j int, rowsA map[string]*result.Row, scale map[iot.Unit]float64) {
	ca, cb := a.Columns[i], b.Columns[j]
	factor, same := convert(ca.Unit, cb.Unit)
	number := numeric(cb.Kind)
	if numeric(ca.Kind) != number || number && !same {
		c.aside(aside{what: newUnit, at: result.Cell{Table: b.ID, Column: cb.ID}, before: ca.Unit.String(), after: cb.Unit.String()})
		return
	}
	for _, row := range b.Rows {
		old := rowsA[row.Key]
		if old == nil {
			continue
		}
		va, vb := old.Cells[i], row.Cells[j]
		d := aside{at: result.Cell{Table: b.ID, Row: row.Key, Column: cb.ID}, name: rowName(b, row)}
		if !number || va.Absent != "" || vb.Absent != "" {
			c.words(d, cb, va, vb)
			continue
		}
		before, after := va.Number*factor, vb.Number
		c.numbers++
		scale[cb.Unit] = max(scale[cb.Unit], math.Abs(before), math.Abs(after))
		if after != before {
			c.moves = append(c.moves, move{at: d.at, name: d.name, unit: cb.Unit, before: before, after: after,
				whole: cb.Kind == result.Integer, why: cb.Why && ca.Why})
		}
	}
}

func numeric(k result.ColumnKind) bool { return k == result.Number || k == result.Integer }

// convert returns what a number in unit a is multiplied with to be in unit b.
func convert(a, b iot.Unit) (float64, bool) {
	if a.Kind != b.Kind || a.Symbol != b.Symbol {
		return 0, false
	}
	return math.Pow10(a.Power - b.Power), true
}

// words compares cells of which one is not a number. Names are left alone: they
// follow from codes.
func (c *comparison) words(d aside, column result.Column, a, b result.Value) {
	switch {
	case a.Absent != b.Absent:
		d.what = newReason
		if a.Absent == "" {
			d.what = lostValue
		} else if b.Absent == "" {
			d.what = newNumber
		}
	case a.Absent != "":
		return
	case column.Kind == result.Code && a.Text.En != b.Text.En:
		d.what = newText
	case column.Kind == result.Flag && a.Flag != b.Flag:
		d.what = newFlag
	default:
		return
	}
	d.before, d.after = plainText(column, a), plainText(column, b)
	c.aside(d)
}

func plainText(c result.Column, v result.Value) string {
	if v.Absent != "" {
		return string(v.Absent)
	}
	switch c.Kind {
	case result.Number, result.Integer:
		return strconv.FormatFloat(v.Number, 'g', -1, 64)
	case result.Flag:
		return strconv.FormatBool(v.Flag)
	}
	return v.Text.En
}

// changes lists the numbers that changed.
func (c *comparison) changes(e *result.Entry, top int) *result.Table {
	t := e.Tables[1].Make(iot.Unit{})
	list := c.moves
	if top > 0 {
		list = list[:min(top, len(list))]
	}
	for _, m := range list {
		change := m.after - m.before
		t.Add(cellKey(m.at), result.Str(m.at.Table), result.Str(m.at.Row), result.Lab(m.name), result.Str(m.at.Column),
			result.Num(m.before), result.Num(m.after), result.Num(change), result.Quotient(change, math.Abs(m.before)), result.Num(m.size), result.Str(m.unit.String()))
	}
	return t
}

func cellKey(at result.Cell) string { return at.Table + "/" + at.Row + "/" + at.Column }

// others lists what else differs.
func (c *comparison) others(e *result.Entry, top int) *result.Table {
	t := e.Tables[3].Make(iot.Unit{})
	list := c.other
	if top > 0 {
		list = list[:min(top, len(list))]
	}
	for _, a := range list {
		t.Add(a.what.En+" "+cellKey(a.at), result.Lab(a.what), result.Str(a.at.Table), result.Str(a.at.Row), result.Lab(a.name),
			result.Str(a.at.Column), result.Str(a.before), result.Str(a.after))
	}
	return t
}

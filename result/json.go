package result

import (
	"encoding/json"
	"errors"
	"fmt"
)

// Plain returns a cell as JSON writes it: a number, a code, {"en","zh"}, true
// or false; nil where the cell is absent.
func (c *Column) Plain(v Value) any {
	if v.Absent != "" {
		return nil
	}
	switch c.Kind {
	case Code:
		return v.Text.En
	case Name:
		return v.Text
	case Flag:
		return v.Flag
	}
	return v.Number
}

// Absent returns the reason for each absent cell of a row by column id.
func (t *Table) Absent(row Row) map[string]Absence {
	var absent map[string]Absence
	for i, v := range row.Cells {
		if v.Absent != "" {
			if absent == nil {
				absent = map[string]Absence{}
			}
			absent[t.Columns[i].ID] = v.Absent
		}
	}
	return absent
}

type jsonRow struct {
	Key    string             `json:"key"`
	Cells  []any              `json:"cells"`
	Absent map[string]Absence `json:"absent,omitempty"`
}

// MarshalJSON writes each row as {"key", "cells", "absent"}: cells in the order
// of the columns, null where absent, with the reasons by column id.
func (t *Table) MarshalJSON() ([]byte, error) {
	type plain Table // without this method
	rows := make([]jsonRow, len(t.Rows))
	for i, row := range t.Rows {
		cells := make([]any, len(row.Cells))
		for c, v := range row.Cells {
			cells[c] = t.Columns[c].Plain(v)
		}
		rows[i] = jsonRow{row.Key, cells, t.Absent(row)}
	}
	return json.Marshal(struct {
		plain
		Rows []jsonRow `json:"rows"`
	}{plain(*t), rows})
}

// UnmarshalJSON reads what MarshalJSON wrote.
func (t *Table) UnmarshalJSON(data []byte) error {
	type plain Table // without this method
	var read struct {
		*plain
		Rows []struct {
			Key    string             `json:"key"`
			Cells  []json.RawMessage  `json:"cells"`
			Absent map[string]Absence `json:"absent"`
		} `json:"rows"`
	}
	read.plain = (*plain)(t)
	if err := json.Unmarshal(data, &read); err != nil {
		return err
	}
	t.Rows = make([]Row, len(read.Rows))
	for i, row := range read.Rows {
		if len(row.Cells) != len(t.Columns) {
			return fmt.Errorf("table %s: row %s has %d cells; want %d", t.ID, row.Key, len(row.Cells), len(t.Columns))
		}
		cells := make([]Value, len(row.Cells))
		for c := range cells {
			var err error
			if cells[c], err = t.Columns[c].Parse(row.Cells[c], row.Absent[t.Columns[c].ID]); err != nil {
				return fmt.Errorf("table %s: row %s, column %s: %w", t.ID, row.Key, t.Columns[c].ID, err)
			}
		}
		t.Rows[i] = Row{Key: row.Key, Cells: cells}
	}
	return nil
}

// Parse is the inverse of Plain: the value of a cell that JSON wrote, or the
// reason why there is none.
func (c *Column) Parse(cell json.RawMessage, why Absence) (v Value, err error) {
	switch {
	case why == NotAvailable, why == NotApplicable:
		return None(why), nil
	case why != "":
		return v, fmt.Errorf("absent: got %q; want %q or %q", why, NotAvailable, NotApplicable)
	case len(cell) == 0, string(cell) == "null":
		return v, errors.New("no value, and no reason for that")
	}
	switch c.Kind {
	case Code:
		err = json.Unmarshal(cell, &v.Text.En)
	case Name:
		err = json.Unmarshal(cell, &v.Text)
	case Flag:
		err = json.Unmarshal(cell, &v.Flag)
	default:
		err = json.Unmarshal(cell, &v.Number)
	}
	return v, err
}

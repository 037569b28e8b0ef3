package result

import "encoding/json"

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

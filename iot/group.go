package iot

import "fmt"

// Group returns the table whose cell (p, q) adds up the cells rowMembers[p] ×
// colMembers[q] of this one; rows and cols label it. Its origin keeps all their
// cells.
func (t *Table) Group(rows, cols *Axis, rowMembers, colMembers [][]int) *Table {
	if len(rowMembers) != rows.Len() || len(colMembers) != cols.Len() {
		panic(fmt.Sprintf("iot: table %s: got %d × %d groups; want %d × %d, one a label", t.Name, len(rowMembers), len(colMembers), rows.Len(), cols.Len()))
	}
	d := NewDense(rows.Len(), cols.Len())
	buf := make([]float64, t.Cols.Len())
	for p, members := range rowMembers {
		for _, i := range members {
			row := t.Row(i, buf)
			for q, of := range colMembers {
				for _, j := range of {
					d[p][q] += row[j]
				}
			}
		}
	}
	return NewTable(t.Name, rows, cols, t.Unit, t.Origin.Group(rowMembers, colMembers), d)
}

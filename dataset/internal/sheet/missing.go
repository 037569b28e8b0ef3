package sheet

import (
	"dougong/internal/text"
	"dougong/iot"
)

// block is a part of a system with an origin.
type block struct {
	name       string
	rows, cols *iot.Axis // nil cols: one column
	origin     iot.Origin
}

func blocks(s *iot.System) []block {
	var all []block
	for _, t := range []*iot.Table{s.Flows, s.FinalDemand, s.Primary, s.ImportFlows, s.ImportFinalDemand} {
		if t != nil {
			all = append(all, block{t.Name, t.Rows, t.Cols, t.Origin})
		}
	}
	all = append(all, block{"Output", s.Industries, nil, s.OutputOrigin})
	if s.ImportColumn != nil {
		all = append(all, block{"ImportColumn", s.Industries, nil, s.ImportOrigin})
	}
	return all
}

// missing names the cells of the system that the file says are not available.
// A blank in a cell that is only checked, such as a total, is none.
func missing(f *text.File, s *iot.System) []iot.MissingCell {
	if len(f.Blanks()) == 0 {
		return nil
	}
	var cells []iot.MissingCell
	for _, b := range blocks(s) {
		rows, cols := position(b.origin.Rows), position(b.origin.Cols)
		for _, blank := range f.Blanks() {
			row, col := blank.Row, blank.Col
			if b.origin.Across {
				row, col = col, row
			}
			i, inRows := rows[row]
			j, inCols := cols[col]
			if !inRows || !inCols {
				continue
			}
			cell := iot.MissingCell{Block: b.name, Row: b.rows.Key(i), Token: blank.Token,
				Place: iot.Place{File: f.Place(), Row: blank.Row, Col: blank.Col}}
			if b.cols != nil {
				cell.Col = b.cols.Key(j)
			}
			cells = append(cells, cell)
		}
	}
	return cells
}

// position maps the lines of a file to the positions of an axis.
func position(l iot.Lines) map[int]int {
	at := map[int]int{}
	for i := range l.Len() {
		for _, line := range l.At(i) {
			at[int(line)] = i
		}
	}
	return at
}

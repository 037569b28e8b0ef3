package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// ReadWorkbook reads the tables of a workbook that [Write] wrote as [Workbook],
// in any language, also after a spreadsheet program has saved it. A workbook in
// one language has no names in the other. A text that reads like the reason for
// an absent cell is taken for one.
func ReadWorkbook(r io.Reader) ([]*result.Table, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{RawCellValue: true, UnzipSizeLimit: mostBytes, UnzipXMLSizeLimit: mostBytes})
	if err != nil {
		return nil, fmt.Errorf("xlsx: %w", err)
	}
	defer f.Close()
	left, err := descriptionsIn(f)
	if err != nil {
		return nil, err
	}
	var tables []*result.Table
	for len(left) > 0 {
		n := 1
		for n < len(left) && left[n][dSheet] == left[0][dSheet] {
			n++
		}
		t, err := readSheet(f, left[:n])
		if err != nil {
			return nil, fmt.Errorf("xlsx: sheet %q: %w", left[0][dSheet], err)
		}
		tables, left = append(tables, t), left[n:]
	}
	return tables, nil
}

// descriptionsIn returns the rows of the sheet that describes the columns of the
// others.
func descriptionsIn(f *excelize.File) ([][]string, error) {
	for _, name := range []string{columnsSheet.En, columnsSheet.Zh} {
		if at, err := f.GetSheetIndex(name); err != nil || at < 0 {
			continue
		}
		rows, err := f.GetRows(name)
		if err != nil || len(rows) == 0 {
			return nil, fmt.Errorf("xlsx: sheet %q: got %d rows, %v; want a description of every column", name, len(rows), err)
		}
		for i, row := range rows {
			rows[i] = append(row, make([]string, max(0, len(described)-len(row)))...)
		}
		return rows[1:], nil
	}
	return nil, errors.New(`xlsx: got a workbook of another program; want one that dougong wrote, with a sheet "` + columnsSheet.En + `"`)
}

// readSheet reads one table; columns describe the columns of its sheet, the
// first of which is the row's key.
func readSheet(f *excelize.File, columns [][]string) (*result.Table, error) {
	rows, err := f.GetRows(columns[0][dSheet])
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 {
		return nil, errors.New("got no head; want one")
	}
	t := &result.Table{ID: columns[0][dTable], Label: class.Label{En: columns[0][dTableEn], Zh: columns[0][dTableZh]}, Rest: columns[0][dRest] == "true"}
	at := make([]int, len(columns)) // column of the table that a column of the sheet belongs to
	for i, d := range columns[1:] {
		if n := len(t.Columns); n == 0 || t.Columns[n-1].ID != d[dColumn] || columns[i][dLang] == d[dLang] {
			t.Columns = append(t.Columns, columnOf(d))
		}
		at[i+1] = len(t.Columns) - 1
	}
	for r, cells := range rows[1:] {
		cells = append(cells, make([]string, max(0, len(columns)-len(cells)))...)
		values := make([]result.Value, len(t.Columns))
		for i := 1; i < len(columns); i++ {
			if err := readSheetCell(&values[at[i]], columns[i], cells[i]); err != nil {
				return nil, fmt.Errorf("cell %s%d: %w", iot.Letters(i+1), r+2, err)
			}
		}
		t.Add(cells[0], values...)
	}
	return t, nil
}

func columnOf(d []string) result.Column {
	c := result.Column{ID: d[dColumn], Kind: result.ColumnKind(d[dKind]), Why: d[dWhy] == "true",
		Label:      class.Label{En: d[dLabelEn], Zh: d[dLabelZh]},
		Definition: class.Label{En: d[dDefinitionEn], Zh: d[dDefinitionZh]}}
	if d[dUnitKind] != "" {
		c.Unit = unitOf(iot.Kind(d[dUnitKind]), d[dUnit])
	}
	return c
}

func readSheetCell(v *result.Value, d []string, s string) error {
	for _, a := range absences {
		if s == a.label.En || s == a.label.Zh || s == a.label.In(class.Both) {
			v.Absent = a.why
			return nil
		}
	}
	switch kind := result.ColumnKind(d[dKind]); kind {
	case result.Code:
		v.Text.En = s
	case result.Name:
		if d[dLang] == string(class.Zh) {
			v.Text.Zh = s
		} else {
			v.Text.En = s
		}
	case result.Number, result.Integer, result.Flag:
		return readValue(v, kind, s)
	default:
		return errors.New("kind " + strconv.Quote(d[dKind]) + ": want code, name, number, integer or flag")
	}
	return nil
}

package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/parquet-go/parquet-go"

	"dougong/class"
	"dougong/result"
)

// mostBytes is how much of a file the readers of this package take in.
const mostBytes = 1 << 30

// readAll reads a file into memory, up to the limit.
func readAll(r io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, mostBytes+1))
	if err == nil && len(data) > mostBytes {
		return nil, fmt.Errorf("got more than %d bytes; want a file of an answer", mostBytes)
	}
	return data, err
}

// ReadParquet reads what [Write] wrote as [Parquet]: an answer with one table.
// Files of other programs are refused, since they do not say what their columns
// are.
func ReadParquet(r io.Reader) (answer *result.Result, err error) {
	data, err := readAll(r)
	if err != nil {
		return nil, fmt.Errorf("parquet: %w", err)
	}
	defer func() {
		// The library trusts offsets and lengths inside the file and panics on bad ones.
		if p := recover(); p != nil {
			answer, err = nil, fmt.Errorf("parquet: the file is damaged (%v); write it again", p)
		}
	}()
	f, err := parquet.OpenFile(bytes.NewReader(data), int64(len(data)), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return nil, fmt.Errorf("parquet: %w", err)
	}
	meta, ok := f.Lookup(sidecarKey)
	if !ok {
		return nil, errors.New("parquet: got a file of another program; want one that dougong wrote (metadata key " + sidecarKey + ")")
	}
	var head sidecar
	if err := json.Unmarshal([]byte(meta), &head); err != nil {
		return nil, fmt.Errorf("parquet: metadata: %w", err)
	}
	if head.Result == nil || len(head.Tables) != 1 || head.Tables[0] == nil {
		return nil, errors.New("parquet: metadata: got no table; want one")
	}
	t := head.Tables[0]
	if err := sameColumns(t, f.Schema()); err != nil {
		return nil, err
	}
	if t.Rows, err = parquetRows(t, f); err != nil {
		return nil, err
	}
	return head.Result, nil
}

// sameColumns wants the columns of the file to be those that its metadata tell of.
func sameColumns(t *result.Table, got *parquet.Schema) error {
	type leaf struct {
		kind            parquet.Kind
		maxRep, maxDeff byte
	}
	leaves := func(s *parquet.Schema) []leaf {
		var all []leaf
		for _, path := range s.Columns() {
			c, ok := s.Lookup(path...)
			if ok {
				all = append(all, leaf{c.Node.Type().Kind(), byte(c.MaxRepetitionLevel), byte(c.MaxDefinitionLevel)})
			}
		}
		return all
	}
	want, have := leaves(parquetSchema(t)), leaves(got)
	if len(want) != len(have) {
		return fmt.Errorf("parquet: got %d columns; want %d as the metadata say", len(have), len(want))
	}
	for i := range want {
		if want[i] != have[i] {
			return fmt.Errorf("parquet: column %d: got type %v; want %v as the metadata say", i+1, have[i], want[i])
		}
	}
	return nil
}

func parquetRows(t *result.Table, f *parquet.File) ([]result.Row, error) {
	var rows []result.Row
	for _, group := range f.RowGroups() {
		var err error
		if rows, err = groupRows(t, group, rows); err != nil {
			return nil, fmt.Errorf("parquet: after row %d: %w", len(rows), err)
		}
	}
	return rows, nil
}

// groupRows adds the rows of one group to those before it.
func groupRows(t *result.Table, group parquet.RowGroup, rows []result.Row) ([]result.Row, error) {
	from := group.Rows()
	defer from.Close()
	buffer := make([]parquet.Row, 256)
	for {
		n, err := from.ReadRows(buffer)
		for _, read := range buffer[:n] {
			row, err := rowOf(t, read)
			if err != nil {
				return rows, err
			}
			rows = append(rows, row)
		}
		switch {
		case err == io.EOF:
			return rows, nil
		case err != nil:
			return rows, err
		case n == 0:
			return rows, io.ErrNoProgress
		}
	}
}

// rowOf takes a row from the values of its columns; the last two are the keys
// and the values of the map of what is absent.
func rowOf(t *result.Table, values parquet.Row) (result.Row, error) {
	row := result.Row{Cells: make([]result.Value, len(t.Columns))}
	var columns [][]parquet.Value
	values.Range(func(_ int, of []parquet.Value) bool {
		columns = append(columns, of)
		return true
	})
	absent := map[string]result.Absence{}
	keys, reasons := columns[len(columns)-2], columns[len(columns)-1]
	for i, k := range keys {
		if !k.IsNull() {
			absent[bytesOf(k)] = absence(bytesOf(reasons[i]))
		}
	}
	row.Key = bytesOf(columns[0][0])
	at := 1
	for c := range t.Columns {
		col := &t.Columns[c]
		v := columns[at][0]
		row.Cells[c].Absent = absent[col.ID]
		if at++; v.IsNull() {
			if row.Cells[c].Absent == "" {
				return row, fmt.Errorf("column %s: no value, and no reason for that", col.ID)
			}
			if col.Kind == result.Name {
				at++
			}
			continue
		}
		switch col.Kind {
		case result.Name:
			row.Cells[c].Text = class.Label{En: bytesOf(v), Zh: bytesOf(columns[at][0])}
			at++
		case result.Code:
			row.Cells[c] = result.Str(bytesOf(v))
		case result.Flag:
			row.Cells[c] = result.Yes(v.Boolean())
		case result.Integer:
			row.Cells[c].Number = float64(v.Int64())
		default:
			number, err := finite(v.Double())
			if err != nil {
				return row, fmt.Errorf("column %s: %w", col.ID, err)
			}
			row.Cells[c].Number = number
		}
	}
	return row, nil
}

func bytesOf(v parquet.Value) string { return string(v.ByteArray()) }

package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"

	"github.com/parquet-go/parquet-go"

	"dougong/class"
	"dougong/result"
)

// sidecar is what a Parquet file says beside its columns, as JSON under the key
// "dougong": the answer without its rows.
type sidecar struct {
	*result.Result
	Title    class.Label `json:"title,omitzero"`
	Question class.Label `json:"question,omitzero"`
	Method   []string    `json:"method,omitempty"`
}

const sidecarKey = "dougong"

// writeParquet writes one table: that named by the options, or the first.
//
// A number is a double, a count or a rank a 64-bit integer, a flag a boolean, a
// code a text; a name is two texts, NAME_en and NAME_zh. The first column,
// row_key, is the row's key; the last, absent, is a map from the ids of the
// columns that have no value in the row to the reason. Labels, definitions and
// units of the columns, with what was asked, of which files (sha256), under
// which licence and limits, are in the metadata of the file; citation and
// licence also by themselves.
func writeParquet(w io.Writer, a about, r *result.Result, o Options) error {
	t, err := pickTable(r.Tables, o.Table)
	if err != nil {
		return err
	}
	bare := *t
	bare.Rows = nil
	head := *r
	head.Tables = []*result.Table{&bare}
	meta, err := json.Marshal(sidecar{&head, a.title, a.question, a.method})
	if err != nil {
		return err
	}
	out := parquet.NewWriter(w, parquetSchema(t), parquet.Compression(&parquet.Snappy), parquet.CreatedBy("dougong", "1.0.0", "0"),
		parquet.KeyValueMetadata(sidecarKey, string(meta)),
		parquet.KeyValueMetadata("citation", r.Data.Citation), parquet.KeyValueMetadata("licence", r.Data.Licence))
	const batch = 1024
	rows := make([]parquet.Row, 0, batch)
	for i, row := range t.Rows {
		made, err := parquetRow(t, row)
		if err != nil {
			return err
		}
		if rows = append(rows, made); len(rows) == batch || i == len(t.Rows)-1 {
			if _, err := out.WriteRows(rows); err != nil {
				return err
			}
			rows = rows[:0]
		}
	}
	return out.Close()
}

// parquetSchema has the columns of a table in their order.
func parquetSchema(t *result.Table) *parquet.Schema {
	root := columnGroup{Group: parquet.Group{}}
	root.add("row_key", parquet.String())
	for _, c := range t.Columns {
		switch c.Kind {
		case result.Name:
			root.add(c.ID+"_en", parquet.Optional(parquet.String()))
			root.add(c.ID+"_zh", parquet.Optional(parquet.String()))
		case result.Code:
			root.add(c.ID, parquet.Optional(parquet.String()))
		case result.Flag:
			root.add(c.ID, parquet.Optional(parquet.Leaf(parquet.BooleanType)))
		case result.Integer:
			root.add(c.ID, parquet.Optional(parquet.Int(64)))
		default:
			root.add(c.ID, parquet.Optional(parquet.Leaf(parquet.DoubleType)))
		}
	}
	root.add("absent", parquet.Map(parquet.String(), parquet.String()))
	return parquet.NewSchema("table", root)
}

// columnGroup is a group whose fields keep the order in which they were added.
type columnGroup struct {
	parquet.Group
	order *[]string
}

// add adds a field under the name, or under the next one that is free.
func (g *columnGroup) add(name string, node parquet.Node) {
	if g.order == nil {
		g.order = new([]string)
	}
	free := name
	for n := 2; g.Group[free] != nil; n++ {
		free = fmt.Sprintf("%s_%d", name, n)
	}
	g.Group[free] = node
	*g.order = append(*g.order, free)
}

// Fields returns the fields in their order.
func (g columnGroup) Fields() []parquet.Field {
	at := make(map[string]int, len(*g.order))
	for i, name := range *g.order {
		at[name] = i
	}
	fields := make([]parquet.Field, len(*g.order))
	for _, f := range g.Group.Fields() {
		fields[at[f.Name()]] = f
	}
	return fields
}

// parquetRow writes the values of a row with their levels: 0 for a value that is
// not there.
func parquetRow(t *result.Table, row result.Row) (parquet.Row, error) {
	out := parquet.Row{parquet.ByteArrayValue([]byte(row.Key)).Level(0, 0, 0)}
	put := func(v parquet.Value, there bool) {
		if !there {
			out = append(out, parquet.NullValue().Level(0, 0, len(out)))
			return
		}
		out = append(out, v.Level(0, 1, len(out)))
	}
	var missing []int
	for c, v := range row.Cells {
		there := v.Absent == ""
		if !there {
			missing = append(missing, c)
		}
		switch t.Columns[c].Kind {
		case result.Name:
			put(parquet.ByteArrayValue([]byte(v.Text.En)), there)
			put(parquet.ByteArrayValue([]byte(v.Text.Zh)), there)
		case result.Code:
			put(parquet.ByteArrayValue([]byte(v.Text.En)), there)
		case result.Flag:
			put(parquet.BooleanValue(v.Flag), there)
		case result.Integer:
			if v.Number != math.Trunc(v.Number) || math.Abs(v.Number) >= 1<<63 {
				return nil, fmt.Errorf("table %s: row %s, column %s: got %v; want a whole number", t.ID, row.Key, t.Columns[c].ID, v.Number)
			}
			put(parquet.Int64Value(int64(v.Number)), there)
		default:
			put(parquet.DoubleValue(v.Number), there)
		}
	}
	return appendAbsent(out, t, row, missing), nil
}

// appendAbsent writes the map of what is absent: keys, then reasons.
func appendAbsent(out parquet.Row, t *result.Table, row result.Row, missing []int) parquet.Row {
	at := len(out)
	if len(missing) == 0 {
		return append(out, parquet.NullValue().Level(0, 0, at), parquet.NullValue().Level(0, 0, at+1))
	}
	for i, c := range missing {
		out = append(out, parquet.ByteArrayValue([]byte(t.Columns[c].ID)).Level(min(i, 1), 1, at))
	}
	for i, c := range missing {
		out = append(out, parquet.ByteArrayValue([]byte(row.Cells[c].Absent)).Level(min(i, 1), 1, at+1))
	}
	return out
}

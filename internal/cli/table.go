package cli

import (
	"context"
	"fmt"
	"io"
	"math"
	"sort"
	"strings"

	"github.com/spf13/cobra"

	"dougong/class"
	"dougong/internal/suggest"
	"dougong/iot"
	"dougong/report"
	"dougong/result"
)

// look is what the table command shows: cells of one block.
type look struct {
	block      string
	rows, cols []string
	top        int
}

// table returns the command that shows cells of the data with their places.
func (a *app) table() *cobra.Command {
	var l look
	cmd := &cobra.Command{
		Use: "table", Short: a.say("cells of the data, with their places in the file", "查看数据单元格及其在文件中的位置"),
		Example: "dougong table --block flows --rows CHN_c12 --columns CHN --top 5", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runTable(cmd.Context(), l) },
	}
	f := cmd.Flags()
	f.StringVar(&l.block, "block", "flows", a.say("`BLOCK` of the table: flows, imports, final, final-imports, primary, output, import-column", "数据块 `BLOCK`：flows、imports、final、final-imports、primary、output、import-column"))
	f.StringSliceVar(&l.rows, "rows", nil, a.say("`CODE,…` of rows: keys, economies or items; default: all", "行 `CODE,…`：键、经济体或部门；缺省全部"))
	f.StringSliceVar(&l.cols, "columns", nil, a.say("`CODE,…` of columns: keys, economies or items; default: all", "列 `CODE,…`：键、经济体或部门；缺省全部"))
	f.IntVar(&l.top, "top", 20, a.say("`N` largest cells, the others as one rest; 0 lists all in order", "列出最大的 `N` 格，其余合并；0 按原顺序列出全部"))
	return cmd
}

func (a *app) runTable(ctx context.Context, l look) error {
	ctx, done := a.watch(ctx)
	defer done()
	sys, err := a.open(ctx)
	if err != nil {
		return err
	}
	t, err := block(sys, l.block)
	if err != nil {
		return err
	}
	rows, err := positions(t.Rows, "rows", l.rows)
	if err != nil {
		return err
	}
	cols, err := positions(t.Cols, "columns", l.cols)
	if err != nil {
		return err
	}
	done()
	e := &result.Entry{ID: "table", Label: t.label(l.block), Question: class.Label{En: "what does the file say?", Zh: "文件中是什么？"}}
	r := &result.Result{Entry: e.ID, Data: sys.Meta, Assumption: sys.Assumption, ResidualShare: sys.ResidualShare(),
		Params: map[string]string{"block": l.block}, Tables: []*result.Table{t.show(rows, cols, l)}}
	return a.write(func(w io.Writer) error { return report.Write(w, a.format(), e, r, a.options()) })
}

// blockView is one block of a system.
type blockView struct{ *iot.Table }

var blockLabels = map[string]class.Label{
	"flows":         {En: "Flows between industries", Zh: "中间流量"},
	"imports":       {En: "Imported inputs", Zh: "进口中间投入"},
	"final":         {En: "Final demand", Zh: "最终使用"},
	"final-imports": {En: "Imports for final demand", Zh: "进口最终使用"},
	"primary":       {En: "Primary inputs", Zh: "最初投入"},
	"output":        {En: "Output", Zh: "总产出"},
	"import-column": {En: "Imports by product", Zh: "各产品进口"},
}

func (blockView) label(id string) class.Label { return blockLabels[id] }

// block returns a block of the system by its name on the command line.
func block(s *iot.System, id string) (blockView, error) {
	column := func(values []float64, o iot.Origin) *iot.Table {
		if values == nil {
			return nil
		}
		d := iot.NewDense(len(values), 1)
		for i, v := range values {
			d[i][0] = v
		}
		return iot.NewTable(id, s.Industries, iot.MustAxis("column", []iot.Key{{Item: id}}, nil), s.Unit, o, d)
	}
	blocks := map[string]*iot.Table{
		"flows": s.Flows, "imports": s.ImportFlows, "final": s.FinalDemand, "final-imports": s.ImportFinalDemand, "primary": s.Primary,
		"output": column(s.Output, s.OutputOrigin), "import-column": column(s.ImportColumn, s.ImportOrigin),
	}
	if t := blocks[id]; t != nil {
		return blockView{t}, nil
	}
	var names []string
	for name, t := range blocks {
		if t != nil {
			names = append(names, name)
		}
	}
	sort.Strings(names)
	u := &usageError{command: "dougong table", param: "block", got: id, want: strings.Join(names, ", "), near: suggest.Nearest(id, names, 3)}
	u.message = fmt.Sprintf("dougong table: --block: got %q; want one that %s has: %s", id, s.Name, u.want)
	return blockView{}, u
}

// positions finds the keys of an axis that are named by key, region or item.
func positions(axis *iot.Axis, flag string, names []string) ([]int, error) {
	if len(names) == 0 {
		names = axis.Regions()
		if len(names) == 1 {
			return axis.InRegion(names[0]), nil
		}
	}
	wanted, found := map[string]bool{}, map[string]bool{}
	for _, n := range names {
		wanted[n] = true
	}
	var at []int
	var known []string
	for i, k := range axis.Keys() {
		hit := false
		for _, spelling := range []string{k.String(), k.Region, k.Item} {
			known = append(known, spelling)
			if wanted[spelling] {
				found[spelling], hit = true, true
			}
		}
		if hit {
			at = append(at, i)
		}
	}
	for _, n := range names {
		if !found[n] {
			u := &usageError{command: "dougong table", param: flag, got: n, want: "codes of the table", near: suggest.Nearest(n, distinct(known), 3)}
			u.message = fmt.Sprintf("dougong table: --%s: got %q; want keys, economies or items of the %s axis", flag, n, axis.Name)
			return nil, u
		}
	}
	return at, nil
}

func distinct(names []string) []string {
	seen := map[string]bool{}
	var once []string
	for _, n := range names {
		if !seen[n] {
			seen[n] = true
			once = append(once, n)
		}
	}
	return once
}

type cellAt struct {
	i, j  int
	value float64
}

// show lists the cells: the largest first with a rest, or all in order.
func (t blockView) show(rows, cols []int, l look) *result.Table {
	var cells []cellAt
	buf := make([]float64, t.Cols.Len())
	for _, i := range rows {
		values := t.Row(i, buf)
		for _, j := range cols {
			cells = append(cells, cellAt{i, j, values[j]})
		}
	}
	out := &result.Table{ID: "cells", Label: t.label(l.block), Columns: t.columns()}
	n := len(cells)
	if l.top > 0 && l.top < n {
		sort.SliceStable(cells, func(a, b int) bool { return math.Abs(cells[a].value) > math.Abs(cells[b].value) })
		n = l.top
	}
	for _, c := range cells[:n] {
		t.add(out, c)
	}
	if n < len(cells) {
		var rest float64
		for _, c := range cells[n:] {
			rest += c.value
		}
		others := class.Label{En: fmt.Sprintf("%d other cells", len(cells)-n), Zh: fmt.Sprintf("其余 %d 格", len(cells)-n)}
		out.Add("rest", result.Str("rest"), result.Lab(others), result.Str(""), result.Lab(class.Label{}), result.Num(rest), result.Str(""))
		out.Rest = true
	}
	return out
}

func (t blockView) columns() []result.Column {
	col := func(id, en, zh string, kind result.ColumnKind) result.Column {
		return result.Column{ID: id, Kind: kind, Label: class.Label{En: en, Zh: zh}}
	}
	value := col("value", "value", "数值", result.Number)
	value.Unit = t.Unit
	return []result.Column{
		col("row", "row", "行", result.Code), col("row_name", "name", "名称", result.Name),
		col("column", "column", "列", result.Code), col("column_name", "name", "名称", result.Name),
		value, col("place", "place in the file", "文件位置", result.Code),
	}
}

func (t blockView) add(out *result.Table, c cellAt) {
	row, col := t.Rows.Key(c.i), t.Cols.Key(c.j)
	places, total := t.Origin.Cells(c.i, c.j, 1)
	var place string
	if total > 0 {
		place = places[0].String()
	}
	if total > 1 {
		place += fmt.Sprintf(" +%d", total-1)
	}
	out.Add(row.String()+" × "+col.String(), result.Str(row.String()), result.Lab(t.Rows.Label(c.i)),
		result.Str(col.String()), result.Lab(t.Cols.Label(c.j)), result.Num(c.value), result.Str(place))
}

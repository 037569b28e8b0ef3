package study

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// DiffOptions say how much of a difference is listed.
type DiffOptions struct {
	Top     int // changed numbers; 0 lists all
	Drivers int // changed numbers that are taken apart
}

// DefaultDiff lists what fits on a page.
var DefaultDiff = DiffOptions{Top: 20, Drivers: 5}

// Diff compares two runs of one analysis: what went in, and the numbers by size
// of change. It is an answer of [DiffEntry].
//
// The size of a change is its share of the largest number of its column, so that
// columns of different units can stand in one list. The most changed numbers are
// taken apart by the terms of their explanation, where both runs can still be
// explained; the terms and a rest add up to the change.
func Diff(ctx context.Context, before, after *Kept, o DiffOptions) (*result.Result, error) {
	if before.Manifest.Entry != after.Manifest.Entry {
		return nil, fmt.Errorf("diff: %s is a run of %s, %s one of %s; want two runs of one analysis", before.ID, before.Manifest.Entry, after.ID, after.Manifest.Entry)
	}
	e := DiffEntry()
	r := &result.Result{Entry: e.ID, Params: map[string]string{"before": before.ID, "after": after.ID, "analysis": after.Manifest.Entry},
		Data: after.Result.Data, Limits: e.Limits, ResidualShare: after.Result.ResidualShare, Assumption: after.Result.Assumption}
	c := compare(before.Result, after.Result)
	drivers, lost, err := driversOf(ctx, before, after, c.moves, o.Drivers)
	if err != nil {
		return nil, err
	}
	inputs := inputsTable(e, before.Manifest, after.Manifest)
	r.Headline = headline(len(inputs.Rows), c, o)
	if lost != nil {
		r.Headline = append(r.Headline, class.Label{
			En: fmt.Sprintf("what drives the changes cannot be told: the study does not have the table of run %s as it was", lost.ID),
			Zh: fmt.Sprintf("无法说明驱动因素：研究中已没有运行 %s 当时所用的数据表", lost.ID)})
	}
	for _, t := range []*result.Table{inputs, c.changes(e, o.Top), drivers, c.others(e)} {
		if len(t.Rows) > 0 {
			r.Tables = append(r.Tables, t)
		}
	}
	return r, nil
}

func headline(inputs int, c *comparison, o DiffOptions) []class.Label {
	list := []class.Label{{
		En: fmt.Sprintf("%d of what went in differ; %d of %d numbers changed; %d other differences", inputs, len(c.moves), c.numbers, len(c.other)),
		Zh: fmt.Sprintf("%d 项输入不同；%d / %d 个数字有变化；另有 %d 处差异", inputs, len(c.moves), c.numbers, len(c.other))}}
	if o.Top > 0 && len(c.moves) > o.Top {
		list = append(list, class.Label{En: fmt.Sprintf("the %d largest changes are listed, %d are not", o.Top, len(c.moves)-o.Top),
			Zh: fmt.Sprintf("列出最大的 %d 处变化，另有 %d 处未列出", o.Top, len(c.moves)-o.Top)})
	}
	return list
}

// DiffEntry describes what [Diff] answers.
func DiffEntry() *result.Entry {
	code := func(id, en, zh string) result.Column {
		return result.Column{ID: id, Kind: result.Code, Label: class.Label{En: en, Zh: zh}}
	}
	name := func(id, en, zh string) result.Column {
		return result.Column{ID: id, Kind: result.Name, Label: class.Label{En: en, Zh: zh}}
	}
	number := func(id string, unit iot.Unit, label, definition class.Label) result.Column {
		return result.Column{ID: id, Kind: result.Number, Unit: unit, Label: label, Definition: definition}
	}
	before := number("before", iot.RatioUnit, class.Label{En: "before", Zh: "之前"}, class.Label{En: "in the unit beside it", Zh: "单位见右列"})
	after := number("after", iot.RatioUnit, class.Label{En: "after", Zh: "之后"}, class.Label{En: "in the unit beside it", Zh: "单位见右列"})
	change := number("change", iot.RatioUnit, class.Label{En: "change", Zh: "变化"}, class.Label{En: "after less before", Zh: "之后减之前"})
	unit := code("unit", "unit", "单位")
	return &result.Entry{
		ID: "diff", Label: class.Label{En: "difference of two runs", Zh: "两次结果之差"},
		Question: class.Label{En: "what differs between two runs, and what drives it?", Zh: "两次结果有何不同，由什么引起？"},
		Formula:  "size = |after - before| / largest |number| of the column in both runs",
		Limits: []class.Label{
			{En: "Sizes compare columns of different units; they do not say which change matters.", Zh: "“大小”使不同单位的列可以并列，并不说明哪处变化更重要。"},
			{En: "Drivers are the terms of the explanation of each number before and after. They account for the change; they do not prove a cause.", Zh: "驱动因素为该数字前后解释中的各项，用于核算变化，并不证明因果。"},
			{En: "Differences below 1e-12 of a number are taken for rounding of the arithmetic.", Zh: "相对差异小于 1e-12 视为计算舍入。"},
		},
		Tables: []result.TableSpec{
			{ID: "inputs", Label: class.Label{En: "what went in", Zh: "输入"}, Columns: []result.Column{
				code("what", "what", "项目"), name("name", "name", "名称"), code("before", "before", "之前"), code("after", "after", "之后")}},
			{ID: "changes", Label: class.Label{En: "numbers that changed, by size", Zh: "数字变化（按大小）"}, Columns: []result.Column{
				code("table", "table", "表"), code("row", "row", "行"), name("name", "name", "名称"), code("column", "column", "列"), before, after, change,
				number("relative", iot.ShareUnit, class.Label{En: "relative change", Zh: "相对变化"}, class.Label{En: "change over |before|", Zh: "变化 / |之前|"}),
				number("size", iot.ShareUnit, class.Label{En: "size", Zh: "大小"}, class.Label{En: "|change| over the largest number of the column", Zh: "|变化| / 该列最大值"}), unit}},
			{ID: "drivers", Label: class.Label{En: "what the largest changes are made of", Zh: "最大变化的构成"}, Columns: []result.Column{
				code("cell", "cell", "单元格"), name("of", "sum of", "合计项"), name("term", "term", "项"), before, after, change,
				number("share", iot.ShareUnit, class.Label{En: "share", Zh: "占比"}, class.Label{En: "change of the term over the change that all terms add up to", Zh: "该项变化 / 各项变化之和"}), unit}},
			{ID: "other", Label: class.Label{En: "what else differs", Zh: "其他差异"}, Columns: []result.Column{
				name("what", "what", "差异"), code("table", "table", "表"), code("row", "row", "行"), name("name", "name", "名称"),
				code("column", "column", "列"), code("before", "before", "之前"), code("after", "after", "之后")}},
		},
	}
}

// inputsTable lists what went into two runs, where it differs: parameters as
// they were resolved, then the table, then the program.
func inputsTable(e *result.Entry, a, b *Manifest) *result.Table {
	t := e.Tables[0].Make(iot.Unit{})
	add := func(what, en, zh, before, after string) {
		if before != after {
			t.Add(what, result.Str(what), result.Lab(class.Label{En: en, Zh: zh}), result.Str(before), result.Str(after))
		}
	}
	ids := map[string]bool{}
	for _, m := range []*Manifest{a, b} {
		for id := range m.Params {
			ids[id] = true
		}
	}
	for _, id := range slices.Sorted(maps.Keys(ids)) {
		add("param "+id, "parameter "+id, "参数 "+id, a.Params[id], b.Params[id])
	}
	add("data", "files of the table", "数据文件", fileList(a), fileList(b))
	add("year", "year given for the table", "指定年份", year(a), year(b))
	add("format", "format given for the table", "指定格式", a.Data.Format, b.Data.Format)
	add("missing", "cells that stand for not available", "缺失标记", strings.Join(a.Data.Missing, " "), strings.Join(b.Data.Missing, " "))
	add("tags", "groups of sectors (sha256)", "部门分组（sha256）", short(a.Tags), short(b.Tags))
	add("accepted", "accepted findings (sha256)", "已接受问题（sha256）", short(a.Accepted), short(b.Accepted))
	add("version", "version of the program", "程序版本", a.Version, b.Version)
	add("kernel", "kernel of the arithmetic", "计算内核", a.Kernel, b.Kernel)
	return t
}

func fileList(m *Manifest) string {
	var list []string
	for _, f := range m.Data.Files {
		list = append(list, f.Name+" "+short(f.SHA256))
	}
	return strings.Join(list, ", ")
}

func year(m *Manifest) string {
	if m.Data.Year == 0 {
		return ""
	}
	return strconv.Itoa(m.Data.Year)
}

// short is the part of a sha256 that is enough to tell two apart.
func short(sum string) string { return sum[:min(12, len(sum))] }

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
// The size of a change is its share of the largest number of the same unit in
// the table, so that columns of different units can stand in one list. The most changed numbers are
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
	inputs := inputsTable(e, before, after)
	r.Headline = headline(len(inputs.Rows), c, o)
	if lost != nil {
		r.Headline = append(r.Headline, class.Label{
			En: fmt.Sprintf("what drives the changes cannot be told: the study does not have the table of run %s as it was", lost.ID),
			Zh: fmt.Sprintf("无法说明驱动因素：研究中已没有运行 %s 当时所用的数据表", lost.ID)})
	}
	for _, t := range []*result.Table{inputs, c.changes(e, o.Top), drivers, c.others(e, o.Top)} {
		if len(t.Rows) > 0 {
			r.Tables = append(r.Tables, t)
		}
	}
	return r, nil
}

func headline(inputs int, c *comparison, o DiffOptions) []class.Label {
	list := []class.Label{{
		En: fmt.Sprintf("inputs that differ: %d; numbers that changed: %d of %d; other differences: %d", inputs, len(c.moves), c.numbers, len(c.other)),
		Zh: fmt.Sprintf("不同的输入：%d 项；变化的数字：%d / %d；其他差异：%d 处", inputs, len(c.moves), c.numbers, len(c.other))}}
	if left := max(0, len(c.moves)-o.Top) + max(0, len(c.other)-o.Top); o.Top > 0 && left > 0 {
		list = append(list, class.Label{En: fmt.Sprintf("at most %d of each are listed, %d are not; --top 0 lists all", o.Top, left),
			Zh: fmt.Sprintf("各类最多列出 %d 处，另有 %d 处未列出；--top 0 列出全部", o.Top, left)})
	}
	return list
}

// DiffEntry describes what [Diff] answers.
func DiffEntry() *result.Entry {
	number := func(id string, unit iot.Unit, label, definition class.Label) result.Column {
		return result.Column{ID: id, Kind: result.Number, Unit: unit, Label: label, Definition: definition}
	}
	before := number("before", iot.RatioUnit, class.Label{En: "before", Zh: "之前"}, class.Label{En: "in the unit beside it", Zh: "单位见右列"})
	after := number("after", iot.RatioUnit, class.Label{En: "after", Zh: "之后"}, class.Label{En: "in the unit beside it", Zh: "单位见右列"})
	change := number("change", iot.RatioUnit, class.Label{En: "change", Zh: "变化"}, class.Label{En: "after less before", Zh: "之后减之前"})
	unit := codeColumn("unit", "unit", "单位")
	return &result.Entry{
		ID: "diff", Label: class.Label{En: "difference of two runs", Zh: "两次结果之差"},
		Question: class.Label{En: "what differs between two runs, and what drives it?", Zh: "两次结果有何不同，由什么引起？"},
		Formula:  "size = |after - before| / largest |number| of the same unit in the table, before and after",
		Limits: []class.Label{
			{En: "Sizes compare columns of different units; they do not say which change matters.", Zh: "“大小”使不同单位的列可以并列，并不说明哪处变化更重要。"},
			{En: "Drivers are the terms of the explanation of each number before and after. They account for the change; they do not prove a cause.", Zh: "驱动因素为该数字前后解释中的各项，用于核算变化，并不证明因果。"},
			{En: "Changes of a size below 1e-12 are taken for rounding of the arithmetic.", Zh: "“大小”低于 1e-12 的变化视为计算舍入。"},
		},
		Tables: []result.TableSpec{
			{ID: "inputs", Label: class.Label{En: "what went in", Zh: "输入"}, Columns: []result.Column{
				codeColumn("what", "what", "项目"), nameColumn("name", "name", "名称"), codeColumn("before", "before", "之前"), codeColumn("after", "after", "之后")}},
			{ID: "changes", Label: class.Label{En: "numbers that changed, by size", Zh: "数字变化（按大小）"}, Columns: []result.Column{
				codeColumn("table", "table", "表"), codeColumn("row", "row", "行"), nameColumn("name", "name", "名称"), codeColumn("column", "column", "列"), before, after, change,
				number("relative", iot.ShareUnit, class.Label{En: "relative change", Zh: "相对变化"}, class.Label{En: "change over |before|", Zh: "变化 / |之前|"}),
				number("size", iot.ShareUnit, class.Label{En: "size", Zh: "大小"}, class.Label{En: "|change| over the largest number of the same unit in the table", Zh: "|变化| / 表内同单位最大值"}), unit}},
			{ID: "drivers", Label: class.Label{En: "what the largest changes are made of", Zh: "最大变化的构成"}, Columns: []result.Column{
				codeColumn("cell", "cell", "单元格"), nameColumn("of", "sum of", "合计项"), nameColumn("term", "term", "项"), before, after, change,
				number("share", iot.ShareUnit, class.Label{En: "share", Zh: "占比"}, class.Label{En: "change of the term over the change that all terms add up to", Zh: "该项变化 / 各项变化之和"}), unit}},
			{ID: "other", Label: class.Label{En: "what else differs", Zh: "其他差异"}, Columns: []result.Column{
				nameColumn("what", "what", "差异"), codeColumn("table", "table", "表"), codeColumn("row", "row", "行"), nameColumn("name", "name", "名称"),
				codeColumn("column", "column", "列"), codeColumn("before", "before", "之前"), codeColumn("after", "after", "之后")}},
		},
	}
}

// inputsTable lists what went into two runs, where it differs: parameters as
// they were resolved, then the table, then the program.
func inputsTable(e *result.Entry, before, after *Kept) *result.Table {
	a, b := before.Manifest, after.Manifest
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
	add("table", "table", "数据表", before.Result.Data.Name, after.Result.Data.Name)
	add("data", "files of the table", "数据文件", fileList(a, b), fileList(b, a))
	add("year", "year given for the table", "指定年份", year(a), year(b))
	add("format", "format given for the table", "指定格式", a.Data.Format, b.Data.Format)
	add("missing", "cells that stand for not available", "缺失标记", strings.Join(a.Data.Missing, " "), strings.Join(b.Data.Missing, " "))
	add("tags", "groups of sectors (sha256)", "部门分组（sha256）", short(a.Tags), short(b.Tags))
	add("accepted", "accepted findings (sha256)", "已接受问题（sha256）", short(a.Accepted), short(b.Accepted))
	add("version", "version of the program", "程序版本", a.Version, b.Version)
	add("kernel", "kernel of the arithmetic", "计算内核", a.Kernel, b.Kernel)
	return t
}

// fileList lists the files of a manifest that another one does not have so.
func fileList(m, other *Manifest) string {
	var list []string
	for _, f := range m.Data.Files {
		if !slices.Contains(other.Data.Files, f) {
			list = append(list, f.Name+" "+short(f.SHA256))
		}
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

package report

import (
	"fmt"
	"sort"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// resultDocument puts an answer in the order in which a person should read it:
// what it assumes, what is wrong with the data, what it says, the tables, where
// the numbers come from.
func resultDocument(e *result.Entry, r *result.Result, o Options) *document {
	d := &document{lang: o.Lang, options: o}
	d.foot = d.sourceLine(r.Data, o.Year)
	d.title = clean(e.Label.In(o.Lang) + d.say(": ", "：") + e.Question.In(o.Lang))
	d.assumptions(r.Limits, r.Assumption)
	if _, listed := r.Table("findings"); !listed {
		d.findings(r.Findings)
	}
	for _, s := range r.Headline {
		d.paragraph(s.In(o.Lang))
	}
	for _, t := range r.Tables {
		d.grid(newGrid(t, o.Lang))
	}
	d.source(r.Data, r.ResidualShare, o.Year)
	var about []string
	if p := parameters(r.Params); p != "" {
		about = append(about, d.say("Parameters: ", "参数：")+p)
	}
	if len(e.Citation) > 0 {
		about = append(about, d.say("Method: ", "方法：")+strings.Join(e.Citation, "; "))
	}
	if hint := whyHint(e, r); hint != "" {
		about = append(about, d.say("Why a number: ", "数字的由来：")+o.command(hint))
	}
	d.list(about)
	return d
}

func (d *document) assumptions(limits []class.Label, assumption class.Label) {
	items := d.in(limits)
	if text := assumption.In(d.lang); text != "" {
		items = append(items, d.say("Of the data: ", "关于数据：")+text)
	}
	if len(items) > 0 {
		d.heading(d.say("What this assumes", "前提与局限"))
		d.list(items)
	}
}

// mostFindings is how many findings stand before a result; the others are counted.
const mostFindings = 8

func (d *document) findings(findings []iot.Finding) {
	if len(findings) == 0 {
		return
	}
	d.heading(d.say("About the data", "数据提示"))
	var items []string
	for i, f := range findings {
		if i == mostFindings {
			n := len(findings) - i
			items = append(items, d.say(fmt.Sprintf("and %d more", n), fmt.Sprintf("另有 %d 条", n)))
			break
		}
		items = append(items, d.finding(f))
	}
	d.list(items)
}

var levels = map[iot.Level]class.Label{
	iot.Note:    {En: "note", Zh: "提示"},
	iot.Warning: {En: "warning", Zh: "警告"},
	iot.Fault:   {En: "fault", Zh: "错误"},
}

func (d *document) finding(f iot.Finding) string {
	s := levels[f.Level].In(d.lang) + " " + f.ID
	if where := f.Where(); where != "" {
		s += " " + where
	}
	s += ": " + f.Text.In(d.lang)
	if f.Place != nil {
		s += " (" + f.Place.String() + ")"
	}
	if f.Accepted != nil {
		return s + d.say("; accepted by ", "；接受人：") + f.Accepted.Name + d.say(": ", "，理由：") + f.Accepted.Reason
	}
	if remedy := f.Remedy.In(d.lang); remedy != "" {
		s += d.say("; ", "；") + remedy
	}
	return s
}

// source says where the numbers come from, how old they are, and how much of
// output the table itself leaves open. An answer that is not about data has none.
func (d *document) source(m iot.Meta, residualShare float64, year int) {
	if m.Name == "" {
		return
	}
	d.heading(d.say("Source", "数据来源"))
	name := m.Title.In(d.lang)
	if name == "" {
		name = m.Name
	}
	items := []string{name}
	if m.Year > 0 {
		items = append(items, d.age(m.Year, year))
	}
	if m.Citation != "" {
		items = append(items, m.Citation)
	}
	if m.Licence != "" {
		items = append(items, d.say("Licence: ", "许可：")+m.Licence)
	}
	if len(m.Derived) == 0 {
		items = append(items, d.files(m.Files)...)
	}
	for _, f := range d.files(m.Derived) {
		items = append(items, d.say("made from ", "源自 ")+f)
	}
	share := iot.ShareUnit.Readable(residualShare, d.lang)
	items = append(items, d.say("Residuals: "+share+" of output is not accounted for by the table's own uses (sum of absolute row differences)",
		"余项：按行差额绝对值合计，总产出的 "+share+" 未能由表内使用解释"))
	d.list(items)
}

// mostFiles is how many files of a table are named.
const mostFiles = 3

func (d *document) files(files []iot.File) []string {
	var names []string
	for i, f := range files {
		if i == mostFiles {
			n := len(files) - i
			return append(names, d.say(fmt.Sprintf("and %d more files", n), fmt.Sprintf("另有 %d 个文件", n)))
		}
		names = append(names, fmt.Sprintf("%s, %d bytes, sha256 %.12s…", f.Name, f.Bytes, f.SHA256))
	}
	return names
}

func (d *document) age(of, now int) string {
	switch n := now - of; {
	case now == 0 || n < 0:
		return d.say(fmt.Sprintf("The table describes %d.", of), fmt.Sprintf("本表反映 %d 年。", of))
	case n == 1:
		return d.say(fmt.Sprintf("The table describes %d: one year ago.", of), fmt.Sprintf("本表反映 %d 年，距今 1 年。", of))
	default:
		return d.say(fmt.Sprintf("The table describes %d: %d years ago.", of, n), fmt.Sprintf("本表反映 %d 年，距今 %d 年。", of, n))
	}
}

// parameters writes "economy=CHN, top=10" in order of name, without empty ones.
func parameters(p map[string]string) string {
	var set []string
	for id, v := range p {
		if v != "" {
			set = append(set, id+"="+v)
		}
	}
	sort.Strings(set)
	return clean(strings.Join(set, ", "))
}

// command completes a command so that it works on the same data.
func (o Options) command(line string) string {
	if o.Data == "" {
		return line
	}
	return line + " --data " + Quote(o.Data)
}

// whyHint is a command that explains one cell of the answer, the first that can be.
func whyHint(e *result.Entry, r *result.Result) string {
	if e.Why == nil {
		return ""
	}
	for _, t := range r.Tables {
		for c, col := range t.Columns {
			if !col.Why || col.Kind != result.Number {
				continue
			}
			for _, row := range t.Rows {
				if row.Cells[c].Absent == "" {
					return "dougong why " + e.ID + Flags(r.Params) + whyFlags(r, t, row.Key, col.ID)
				}
			}
		}
	}
	return ""
}

func whyFlags(r *result.Result, t *result.Table, row, column string) string {
	s := " --row " + Quote(row) + " --column " + column
	if t != r.Tables[0] {
		s = " --table " + t.ID + s
	}
	return s
}

// Flags writes parameters as flags in order of name.
func Flags(p map[string]string) string {
	ids := make([]string, 0, len(p))
	for id, v := range p {
		if v != "" {
			ids = append(ids, id)
		}
	}
	sort.Strings(ids)
	var b strings.Builder
	for _, id := range ids {
		b.WriteString(" --" + id + " " + Quote(p[id]))
	}
	return b.String()
}

// Quote makes a word safe to paste into a shell.
func Quote(s string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || strings.ContainsRune("_-.,+:/@%", r)
	}
	if s != "" && strings.IndexFunc(s, func(r rune) bool { return !plain(r) }) < 0 {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

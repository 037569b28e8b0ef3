package docs

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"dougong/catalogue"
	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// pagesDir holds a page for each analysis, from the root of the project.
const pagesDir = "docs/analyses/"

const generated = "<!-- Generated from the catalogue by go test ./docs -update. Do not edit. -->\n\n"

// TestPages holds the pages to the catalogue. A page that no analysis has is out
// of step too.
func TestPages(t *testing.T) {
	t.Chdir(t.TempDir())
	dir := filepath.Join(root, pagesDir)
	pages := pagesOf(t, catalogue.All())
	for name, page := range pages {
		keep(t, filepath.Join(dir, name), page)
	}
	kept, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(kept) != len(pages) {
		t.Errorf("%s: got %d files, %v; want the %d pages; delete what has no analysis", dir, len(kept), err, len(pages))
	}
}

// pagesOf makes the pages of the entries, and their index.
func pagesOf(t *testing.T, entries []*result.Entry) map[string]string {
	t.Helper()
	pages := map[string]string{"README.md": index(entries)}
	for _, e := range entries {
		pages[e.ID+".md"] = page(t, entries, e)
	}
	return pages
}

// index lists the analyses by verb.
func index(entries []*result.Entry) string {
	var b strings.Builder
	b.WriteString(generated + "# Analyses 分析\n\nOne page each, under the verb that asks. Not what you look for? [The guide](../guide.md) goes by question.\n\n" +
		"每个分析一页，按动词排列。按问题查找见[指南](../guide.zh.md)。\n")
	for _, v := range result.Verbs {
		var rows [][]string
		for _, e := range entries {
			if e.Verb == v.Verb {
				rows = append(rows, []string{"[" + e.ID + "](" + e.ID + ".md)", e.Question.En, e.Question.Zh})
			}
		}
		if len(rows) > 0 {
			fmt.Fprintf(&b, "\n## %s\n\n%s %s\n\n", v.Verb, capital(v.Question.En), v.Question.Zh)
			table(&b, []string{"analysis", "question", "问题"}, rows)
		}
	}
	return b.String()
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func page(t *testing.T, entries []*result.Entry, e *result.Entry) string {
	t.Helper()
	var b strings.Builder
	b.WriteString(generated)
	fmt.Fprintf(&b, "# %s %s: %s · %s\n\n%s\n\n%s\n", e.Verb, e.ID, e.Label.En, e.Label.Zh, capital(e.Question.En), e.Question.Zh)
	b.WriteString("\nNeeds 需要: " + needs(e.Needs) + ".\n")
	b.WriteString("\n## What it assumes 前提与局限\n\n")
	for _, l := range e.Limits {
		fmt.Fprintf(&b, "- %s\n  %s\n", l.En, l.Zh)
	}
	b.WriteString("\n## Parameters 参数\n\n")
	parameters(&b, e.Params)
	for i, s := range e.Tables {
		fmt.Fprintf(&b, "\n## Table 表 %d: %s\n\n%s · %s\n\n", i+1, s.ID, s.Label.En, s.Label.Zh)
		columns(&b, s.Columns)
	}
	if len(e.Figures) > 0 {
		b.WriteString("\n## Figures 图\n\n")
		for _, f := range e.Figures {
			fmt.Fprintf(&b, "- %s of table `%s`: %s · %s\n", f.Kind, f.Table, f.Title.En, f.Title.Zh)
		}
	}
	b.WriteString("\n## Formula 公式\n\n```text\n" + strings.Join(clauses(e.Formula), "\n") + "\n```\n\n")
	b.WriteString("Letters are those of the [glossary](../../GLOSSARY.md#letters); where they stand in the code says [the model page](../model.md).\n")
	b.WriteString("\n## Example 示例\n\n")
	example(t, &b, entries, e)
	b.WriteString("\n## Findings 问题清单\n\n" + findings(t, entries, e) + "\n")
	b.WriteString("\n## Cite 引用\n\n")
	for _, c := range e.Citation {
		b.WriteString("- " + c + "\n")
	}
	return b.String()
}

// clauses parts a formula at semicolons outside brackets.
func clauses(formula string) []string {
	var list []string
	depth, from := 0, 0
	for i, r := range formula {
		switch r {
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ';':
			if depth == 0 {
				list = append(list, strings.TrimSpace(formula[from:i]))
				from = i + 1
			}
		}
	}
	return append(list, strings.TrimSpace(formula[from:]))
}

var needLabels = map[result.Need]class.Label{
	result.NeedSystem:      {En: "an input-output table", Zh: "投入产出表"},
	result.NeedImportSplit: {En: "imports by product (an import matrix, an import column or a world table)", Zh: "分产品进口（进口矩阵、进口列或世界表）"},
	result.NeedMultiRegion: {En: "a table with several economies", Zh: "多经济体表"},
	result.NeedTags:        {En: "groups of sectors (they come with the classification, or by `--tags`)", Zh: "部门分组（随分类自带，或用 `--tags` 给出）"},
}

func needs(list []result.Need) string {
	if len(list) == 0 {
		list = []result.Need{result.NeedSystem}
	}
	var en, zh []string
	for _, n := range list {
		en, zh = append(en, needLabels[n].En), append(zh, needLabels[n].Zh)
	}
	return strings.Join(en, ", ") + " · " + strings.Join(zh, "、")
}

func parameters(b *strings.Builder, params []result.Param) {
	if len(params) == 0 {
		b.WriteString("None 无.\n")
		return
	}
	var rows [][]string
	for _, p := range params {
		rows = append(rows, []string{"`--" + p.ID + "`", values(&p), standard(&p), p.Help.En, p.Help.Zh})
	}
	table(b, []string{"flag", "value", "default", "meaning", "含义"}, rows)
}

func values(p *result.Param) string {
	kind := string(p.Kind)
	switch p.Kind {
	case result.Count:
		kind = "whole number"
	case result.Real:
		kind = "number"
	case result.Enum:
		var choices []string
		for _, c := range p.Choices {
			choices = append(choices, fmt.Sprintf("`%s` %s · %s", c.ID, c.Label.En, c.Label.Zh))
		}
		return strings.Join(choices, "<br>")
	}
	if p.List {
		kind += ", several with commas"
	}
	if p.Min < p.Max {
		kind += fmt.Sprintf(", %v to %v", p.Min, p.Max)
	}
	if (p.Unit != iot.Unit{}) {
		kind += ", " + p.Unit.String()
	}
	return kind
}

func standard(p *result.Param) string {
	switch {
	case p.Default != "":
		return "`" + p.Default + "`"
	case p.Required:
		return "required 必填"
	}
	return ""
}

func columns(b *strings.Builder, list []result.Column) {
	var rows [][]string
	for _, c := range list {
		rows = append(rows, []string{"`" + c.ID + "`", c.Label.En + " · " + c.Label.Zh, unit(&c), c.Definition.En, c.Definition.Zh})
	}
	table(b, []string{"column", "name 名称", "unit", "definition", "定义"}, rows)
}

func unit(c *result.Column) string {
	switch {
	case c.Money:
		return "the table's money"
	case c.Unit != iot.Unit{}:
		return c.Unit.String()
	case c.Kind == result.Number:
		return "said with each answer"
	}
	return string(c.Kind)
}

// table writes a markdown table; a bar inside a cell would part it.
func table(b *strings.Builder, head []string, rows [][]string) {
	line := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + strings.ReplaceAll(c, "|", "\\|") + " ")
		}
		b.WriteString("|\n")
	}
	line(head)
	b.WriteString(strings.Repeat("|---", len(head)) + "|\n")
	for _, r := range rows {
		line(r)
	}
}

// example writes what the entry's own command answers, its limits left out
// because they stand above, and how one of the numbers is explained.
func example(t *testing.T, b *strings.Builder, entries []*result.Entry, e *result.Entry) {
	t.Helper()
	stdout, stderr, code := run(entries, words(e.Example)[1:]...)
	if code != 0 {
		t.Fatalf("%s: code %d, %s", e.Example, code, stderr)
	}
	lines := trimmed(stdout)
	shown := lines[:1]
	if at := slices.Index(lines, "What this assumes"); at >= 0 {
		rest := lines[at:]
		shown = append(append(shown[:1:1], elided), head(rest[slices.Index(rest, "")+1:], 26)...)
	}
	fmt.Fprintf(b, "```console\n$ %s\n%s\n```\n", e.Example, strings.Join(shown, "\n"))
	_, hint, ok := strings.Cut(stdout, "Why a number: ")
	if !ok {
		t.Fatalf("%s: no number that can be explained", e.Example)
	}
	hint, _, _ = strings.Cut(hint, "\n")
	stdout, stderr, code = run(entries, words(hint)[1:]...)
	if code != 0 {
		t.Fatalf("%s: code %d, %s", hint, code, stderr)
	}
	fmt.Fprintf(b, "\nEvery number can be explained, down to the cells of the file; 每个数字都可溯源到文件单元格：\n\n```console\n$ %s\n%s\n```\n",
		hint, strings.Join(head(trimmed(stdout), 14), "\n"))
}

func head(lines []string, most int) []string {
	if len(lines) <= most {
		return lines
	}
	for most > 0 && lines[most-1] == "" {
		most--
	}
	return append(lines[:most:most], elided)
}

// findings links what the example's answer has to say of its table.
func findings(t *testing.T, entries []*result.Entry, e *result.Entry) string {
	t.Helper()
	const always = "What is wrong with a table comes with the answer; each kind has its cause and remedy in [findings](../findings.md)."
	stdout, stderr, code := run(entries, append(words(e.Example)[1:], "--json")...)
	var r result.Result
	if err := json.Unmarshal([]byte(stdout), &r); code != 0 || err != nil {
		t.Fatalf("%s --json: code %d, %v, %s", e.Example, code, err, stderr)
	}
	var links []string
	for _, f := range r.Findings {
		if link := "[" + f.ID + "](../findings.md#" + f.ID + ")"; !slices.Contains(links, link) {
			links = append(links, link)
		}
	}
	if len(links) == 0 {
		return always
	}
	return always + " In the example: " + strings.Join(links, ", ") + "."
}

package report

import (
	"io"
	"strings"

	"dougong/class"
)

// writeMarkdown writes a document as Markdown with pipe tables.
func writeMarkdown(w io.Writer, d *document) error {
	var b strings.Builder
	if d.title != "" {
		b.WriteString("# " + escapeMarkdown(d.title) + "\n")
	}
	for _, block := range d.blocks {
		b.WriteString("\n")
		switch {
		case block.heading != "":
			b.WriteString("##" + strings.Repeat("#", block.level) + " " + escapeMarkdown(block.heading) + "\n")
		case block.figure != nil:
			pic, err := block.figure.Draw(d.options)
			if err != nil {
				return err
			}
			b.WriteString("*" + escapeMarkdown(clean(pic.Alt)) + "*\n")
		case block.note != nil:
			markdownNote(&b, block.note)
		case block.grid != nil:
			markdownGrid(&b, block.grid, d.lang)
		case block.commands != nil:
			for _, c := range block.commands {
				b.WriteString("- `" + c.line + "`: " + escapeMarkdown(c.why) + "\n")
			}
		case block.items != nil:
			for _, item := range block.items {
				b.WriteString("- " + escapeMarkdown(item) + "\n")
			}
		default:
			b.WriteString(escapeMarkdown(block.paragraph) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func markdownGrid(b *strings.Builder, g *grid, lang class.Lang) {
	b.WriteString("### " + escapeMarkdown(g.title) + "\n\n")
	if len(g.rows) == 0 {
		b.WriteString(class.Label{En: "(no rows)", Zh: "（无）"}.In(lang) + "\n")
		return
	}
	line := func(cells []string, link func(c int) string) {
		for c, text := range cells {
			if text = escapeMarkdown(text); link(c) != "" {
				text = "[" + text + "](#" + link(c) + ")"
			}
			b.WriteString("| " + text + " ")
		}
		b.WriteString("|\n")
	}
	line(g.heads, func(int) string { return "" })
	for _, right := range g.right {
		if right {
			b.WriteString("| ---: ")
		} else {
			b.WriteString("| --- ")
		}
	}
	b.WriteString("|\n")
	for r, row := range g.rows {
		line(row, func(c int) string { return g.link(r, c) })
	}
	if g.note != "" {
		b.WriteString("\n" + escapeMarkdown(g.note) + "\n")
	}
}

// markdownNote writes a note as a list item with the anchor that a number leads
// to; the definition of a column as a paragraph.
func markdownNote(b *strings.Builder, n *note) {
	text := "**" + escapeMarkdown(n.head) + "** " + escapeMarkdown(strings.Join(n.lines, " · ")) + "\n"
	if n.id != "" {
		text = "- <a id=\"" + n.id + "\"></a>" + text
	}
	b.WriteString(text)
}

var markdownEscaper = strings.NewReplacer(`\`, `\\`, `|`, `\|`, `*`, `\*`, `_`, `\_`, "`", "\\`", `<`, `&lt;`, `[`, `\[`)

// escapeMarkdown keeps codes such as CHN_c14 and labels from users' files as they are.
func escapeMarkdown(s string) string { return markdownEscaper.Replace(s) }

package report

import (
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"dougong/class"
)

func init() {
	// The width of a character must not depend on the user's locale.
	text.OverrideRuneWidthEastAsianWidth(false)
}

// headWidth is where the heads of columns of numbers wrap, nameWidth where names do.
const headWidth, nameWidth = 16, 56

// writeText writes a document for a terminal: no colour, no boxes.
func writeText(w io.Writer, d *document) error {
	var b strings.Builder
	if d.title != "" {
		b.WriteString(d.title + "\n")
	}
	for _, block := range d.blocks {
		switch {
		case block.heading != "":
			b.WriteString("\n" + block.heading + "\n")
		case block.figure != nil: // its numbers stand in the table
		case block.note != nil:
			b.WriteString("  - " + block.note.head + "\n      " + strings.Join(block.note.lines, "\n      ") + "\n")
		case block.grid != nil:
			b.WriteString("\n" + textGrid(block.grid, d.lang))
		case block.commands != nil:
			for _, c := range block.commands {
				b.WriteString("  " + c.line + "\n      " + c.why + "\n")
			}
		case block.items != nil:
			for _, item := range block.items {
				b.WriteString("  - " + item + "\n")
			}
		default:
			b.WriteString("\n" + block.paragraph + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func textGrid(g *grid, lang class.Lang) string {
	if len(g.rows) == 0 {
		return g.title + "\n  " + class.Label{En: "(no rows)", Zh: "（无）"}.In(lang) + "\n"
	}
	t := table.NewWriter()
	t.SetStyle(plainStyle)
	t.AppendHeader(tableRow(g.heads))
	for i, row := range g.rows {
		if g.rest && i == len(g.rows)-1 {
			t.AppendSeparator()
		}
		t.AppendRow(tableRow(row))
	}
	columns := make([]table.ColumnConfig, len(g.heads))
	for c := range g.heads {
		columns[c] = table.ColumnConfig{Number: c + 1, WidthMax: nameWidth, WidthMaxEnforcer: text.WrapSoft,
			Align: text.AlignLeft, AlignHeader: text.AlignLeft, VAlignHeader: text.VAlignBottom}
		if g.right[c] {
			columns[c].Align, columns[c].AlignHeader = text.AlignRight, text.AlignRight
			columns[c].WidthMax = headWidth
		}
	}
	t.SetColumnConfigs(columns)
	var b strings.Builder
	b.WriteString(g.title + "\n")
	for _, line := range strings.Split(t.Render(), "\n") {
		b.WriteString(strings.TrimRight("  "+line, " ") + "\n")
	}
	if g.note != "" {
		b.WriteString("  " + g.note + "\n")
	}
	return b.String()
}

func tableRow(cells []string) table.Row {
	row := make(table.Row, len(cells))
	for i, c := range cells {
		row[i] = c
	}
	return row
}

var plainStyle = table.Style{
	Box: table.BoxStyle{
		MiddleHorizontal: "─", MiddleSeparator: "─", MiddleVertical: " ", PaddingLeft: "", PaddingRight: " ",
		LeftSeparator: "", RightSeparator: "", UnfinishedRow: "",
	},
	Format:  table.FormatOptions{Header: text.FormatDefault, Row: text.FormatDefault},
	Options: table.Options{SeparateColumns: true, SeparateHeader: true},
}

package report

import (
	"html/template"
	"io"
	"strconv"

	_ "embed"

	"dougong/class"
)

//go:embed page.html
var pageSource string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"bar": func(g *grid, row int) template.CSS {
		return template.CSS("width:" + strconv.FormatFloat(100*g.share[row], 'f', 1, 64) + "%")
	},
	"barred": func(g *grid, row, column int) bool { return g.bar == column && g.share[row] > 0 },
	"last":   func(g *grid, row int) bool { return g.rest && row == len(g.rows)-1 },
}).Parse(pageSource))

// HTML writes a story as one page that needs nothing else: no network, no
// script, no font.
func HTML(w io.Writer, s *Story, o Options) error {
	d := storyDocument(s, o)
	view := struct {
		Lang, Title, Empty string
		Blocks             []viewBlock
	}{"en", d.title, d.say("(no rows)", "（无）"), nil}
	if o.Lang == class.Zh {
		view.Lang = "zh-CN"
	}
	for _, b := range d.blocks {
		v := viewBlock{Heading: b.heading, Paragraph: b.paragraph, Items: b.items, Grid: b.grid}
		for _, c := range b.commands {
			v.Commands = append(v.Commands, viewCommand{c.line, c.why})
		}
		if b.grid != nil {
			v.Title, v.Heads, v.Right, v.Rows, v.Note = b.grid.title, b.grid.heads, b.grid.right, b.grid.rows, b.grid.note
		}
		view.Blocks = append(view.Blocks, v)
	}
	return page.Execute(w, view)
}

// viewBlock is a block with the names that a template can see.
type viewBlock struct {
	Heading, Paragraph string
	Items              []string
	Commands           []viewCommand
	Grid               *grid
	Title, Note        string
	Heads              []string
	Right              []bool
	Rows               [][]string
}

type viewCommand struct{ Line, Why string }

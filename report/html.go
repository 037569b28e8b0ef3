package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strconv"
	"strings"

	_ "embed"

	"dougong/class"
	"dougong/iot"
)

//go:embed page.html
var pageSource string

//go:embed page.css
var pageStyle string

var page = template.Must(template.New("page").Funcs(template.FuncMap{
	"bar":    func(g *grid, row int) string { return strconv.FormatFloat(100*g.share[row], 'f', 1, 64) },
	"barred": func(g *grid, row, column int) bool { return g.bar == column && g.share[row] > 0 },
	"last":   func(g *grid, row int) bool { return g.rest && row == len(g.rows)-1 },
	"named":  func(g *grid, column int) bool { return column < len(g.names) && g.names[column] },
	"link":   (*grid).link,
}).Parse(pageSource))

// HTML writes a story as one page that needs nothing else: no network, no
// script, no font. Its own content security policy allows nothing but its style
// sheet, by hash. Printed it is A4 with the title above and the source below.
func HTML(w io.Writer, s *Story, o Options) error { return writePage(w, storyDocument(s, o)) }

func writePage(w io.Writer, d *document) error {
	style := pageStyle + pageMargins(d.title, d.foot)
	sum := sha256.Sum256([]byte(style))
	view := struct {
		Lang, Title, Empty, Policy, Contents string
		Style                                template.CSS
		Chapters                             []chapter
		Blocks                               []viewBlock
	}{"en", d.title, d.say("(no rows)", "（无）"),
		"default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'",
		d.say("Contents", "目录"), template.CSS(style), nil, nil}
	if d.lang == class.Zh {
		view.Lang = "zh-CN"
	}
	for _, b := range d.blocks {
		v, err := viewOf(b, d.options)
		if err != nil {
			return err
		}
		if v.Heading != "" && v.Level == 0 {
			v.ID = "c" + strconv.Itoa(len(view.Chapters)+1)
			view.Chapters = append(view.Chapters, chapter{v.ID, v.Heading})
		}
		if last := len(view.Blocks) - 1; b.note != nil && last >= 0 && view.Blocks[last].Whys != nil {
			view.Blocks[last].Whys = append(view.Blocks[last].Whys, v.Whys...)
			continue
		}
		view.Blocks = append(view.Blocks, v)
	}
	if !d.long {
		view.Chapters = nil
	}
	return page.Execute(w, view)
}

// chapter is a line of the table of contents.
type chapter struct{ ID, Heading string }

// viewBlock is a block with the names that a template can see.
type viewBlock struct {
	ID, Heading, Paragraph string
	Level                  int
	Items                  []string
	Commands               []viewCommand
	Picture                template.HTML
	Grid                   *grid
	Title, Note            string
	Heads                  []string
	Right                  []bool
	Rows                   [][]string
	Whys                   []viewNote
}

type viewCommand struct{ Line, Why string }

type viewNote struct {
	ID, Head string
	Lines    []string
}

func viewOf(b block, o Options) (viewBlock, error) {
	v := viewBlock{Heading: b.heading, Level: b.level, Paragraph: b.paragraph, Items: b.items, Grid: b.grid}
	for _, c := range b.commands {
		v.Commands = append(v.Commands, viewCommand{c.line, c.why})
	}
	if g := b.grid; g != nil {
		v.Title, v.Heads, v.Right, v.Rows, v.Note = g.title, g.heads, g.right, g.rows, g.note
	}
	if b.note != nil {
		v.Whys = []viewNote{{b.note.id, b.note.head, b.note.lines}}
	}
	if b.figure == nil {
		return v, nil
	}
	pic, err := b.figure.Draw(o)
	if err != nil {
		return v, err
	}
	var svg bytes.Buffer
	if err := pic.SVG(&svg); err != nil {
		return v, err
	}
	v.Picture = template.HTML(svg.String())
	return v, nil
}

// sourceLine names the source and its age in a line.
func (d *document) sourceLine(m iot.Meta, year int) string {
	if m.Name == "" {
		return ""
	}
	name := m.Title.In(d.lang)
	if name == "" {
		name = m.Name
	}
	if m.Year > 0 {
		name += " · " + d.age(m.Year, year)
	}
	return name
}

// pageMargins puts the title above and the source below each printed page.
func pageMargins(title, footer string) string {
	return fmt.Sprintf("@page { @top-left { content: %s; } @bottom-left { content: %s; } }\n", cssString(title), cssString(footer))
}

// cssString quotes text for a style sheet: nothing in it can end the string or
// the style element.
func cssString(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range clean(s) {
		if strings.ContainsRune(`"\<>&'`, r) {
			fmt.Fprintf(&b, `\%06x`, r)
			continue
		}
		b.WriteRune(r)
	}
	b.WriteByte('"')
	return b.String()
}

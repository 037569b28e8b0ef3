package report

import (
	"strings"
	"unicode"

	"dougong/class"
)

// document is what a person reads: blocks in order.
type document struct {
	lang   class.Lang
	title  string
	foot   string // source and age of the data, for each printed page
	blocks []block
	// options draw the figures of a story.
	options Options
	// long: a table of contents helps.
	long bool
}

// block is one of: a heading, a paragraph, a list, a figure, a grid, commands to
// type, the why of a number.
type block struct {
	heading   string
	level     int // of the heading: 0 for a chapter
	paragraph string
	items     []string
	figure    *Figure
	grid      *grid
	commands  []command
	note      *note
}

type command struct{ line, why string }

func (d *document) heading(s string)   { d.blocks = append(d.blocks, block{heading: clean(s)}) }
func (d *document) paragraph(s string) { d.blocks = append(d.blocks, block{paragraph: clean(s)}) }
func (d *document) grid(g *grid)       { d.blocks = append(d.blocks, block{grid: g}) }

// list adds a list, or nothing where there are no items.
func (d *document) list(items []string) {
	if len(items) == 0 {
		return
	}
	for i := range items {
		items[i] = clean(items[i])
	}
	d.blocks = append(d.blocks, block{items: items})
}

// in returns the labels in the language of the document.
func (d *document) in(labels []class.Label) []string {
	texts := make([]string, len(labels))
	for i, l := range labels {
		texts[i] = l.In(d.lang)
	}
	return texts
}

// say returns a fixed phrase in the language of the document. A sign between
// two languages is needed once.
func (d *document) say(en, zh string) string {
	if d.lang == class.Both && !strings.ContainsFunc(zh, unicode.IsLetter) {
		return en
	}
	return class.Label{En: en, Zh: zh}.In(d.lang)
}

// clean replaces what a file's labels must not do to a terminal or a page:
// control characters and marks that turn the direction of writing.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return '\ufffd'
		}
		return r
	}, s)
}

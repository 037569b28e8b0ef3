// Package chart draws figures: what does the table look like?
//
// [Draw] takes a [result.Figure] and the answer it belongs to, and computes one
// geometry: rectangles, shapes, strokes and lines of text. [Drawing.SVG] and
// [Drawing.PNG] write the same geometry. Nothing is read from clocks, fonts of
// the system or maps, so the same answer gives the same bytes.
//
// Every figure keeps these promises. Its title states what the table shows; the
// lines below say what is measured and in what unit. What is cut off is one
// explicit rest: a sum where the numbers add up, the range that they span where
// they do not. A missing number is hatched, zero is not. Colours are told apart
// by every kind of colour sight, and by luminance, form or label on a greyscale
// print. The foot names the source and how old the data are; the alternative
// text says the same in a sentence.
//
// # How to add a kind
//
// Name it in [result.FigureKind]; write its body (the picture between title and
// foot) in a file of its own, and its sentences in sentence.go; list both in
// kinds below.
package chart

import (
	"fmt"
	"strings"

	"dougong/class"
	"dougong/result"
)

// Options say how to draw.
type Options struct {
	Lang class.Lang
	// Width and Height are in px; 0 stands for 720 and for the height that the
	// content asks for. A drawing is larger than a size that it does not fit.
	Width, Height float64
	// Year is the present year, from which the foot tells the age of the data; 0
	// leaves the age out.
	Year int
	// Method turns the numbers of a heat map into colours; empty chooses.
	Method Method
}

// Drawing is a figure ready to be written.
type Drawing struct {
	Title string // what the figure shows, in the language asked for
	Alt   string // the same for those who do not see it, in one or two sentences

	Width, Height float64 // px

	name  string // of the figure
	marks []mark // those behind first
}

// body is what stands between the head and the foot of a figure.
type body interface {
	legend() []key
	height(width float64) float64 // that it would like
	least(width float64) float64  // that it needs
	draw(c *canvas, in box)
}

// kind is how one kind of figure is made.
type kind struct {
	body func(*plot) (body, error)
	say  func(*plot) (title, alt class.Label)
}

var kinds = map[result.FigureKind]kind{
	result.Bar:       {barBody, rankingSentence},
	result.Dot:       {dotBody, rankingSentence},
	result.Line:      {lineBody, lineSentence},
	result.Scatter:   {scatterBody, scatterSentence},
	result.Heatmap:   {heatBody, heatSentence},
	result.Sankey:    {sankeyBody, sankeySentence},
	result.Treemap:   {treemapBody, treemapSentence},
	result.Waterfall: {waterfallBody, waterfallSentence},
}

// Draw draws a figure of an answer. An error says that figure and table do not
// fit together, or that the terms of a waterfall do not sum to their total; an
// empty table is drawn as such.
func Draw(fig result.Figure, res *result.Result, opt Options) (*Drawing, error) {
	k, ok := kinds[fig.Kind]
	if !ok {
		return nil, fmt.Errorf("chart: figure %s: no kind %q; want bar, dot, line, scatter, heatmap, sankey, treemap or waterfall", fig.ID, fig.Kind)
	}
	p, err := newPlot(fig, res, opt)
	if err != nil {
		return nil, err
	}
	if len(p.rows) == 0 {
		k = kind{emptyBody, emptySentence}
	}
	make := k.body
	if p.facets != nil {
		make = panelsOf(k)
	}
	b, err := make(p)
	if err != nil {
		return nil, err
	}
	title, alt := k.say(p)
	return p.compose(b, title, alt), nil
}

// column returns the position of a column that the figure names.
func (p *plot) column(id string) (int, error) {
	c, ok := p.table.Column(id)
	if !ok {
		ids := make([]string, len(p.table.Columns))
		for i, col := range p.table.Columns {
			ids[i] = col.ID
		}
		return 0, fmt.Errorf("chart: figure %s: no column %q in table %s; want one of %s", p.fig.ID, id, p.table.ID, strings.Join(ids, ", "))
	}
	return c, nil
}

package report

import (
	"io"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Story is several answers put in order, with sentences that say what they say.
type Story struct {
	ID            string        `json:"id"`
	Title         class.Label   `json:"title"`
	Data          iot.Meta      `json:"data"`
	ResidualShare float64       `json:"residual_share"`
	Limits        []class.Label `json:"limits,omitempty"`
	Findings      []iot.Finding `json:"findings,omitempty"`
	Sections      []Section     `json:"sections"`
	Next          []Step        `json:"next"`
	// Whys explain numbers of the tables. With them tables and figures are
	// numbered and each number that has a why leads to it.
	Whys []Explained `json:"whys,omitempty"`
}

// Explained is the why of one cell of a story's tables.
type Explained struct {
	Cell result.Cell `json:"cell"` // Table is the id of a section's table
	Why  *result.Why `json:"why"`
}

// Section answers one question.
type Section struct {
	ID        string        `json:"id"`
	Level     int           `json:"level,omitempty"` // 0 a chapter, 1 a part of the chapter before
	Heading   class.Label   `json:"heading"`
	Sentences []class.Label `json:"sentences"`
	Items     []class.Label `json:"items,omitempty"` // a list
	Figure    *Figure       `json:"-"`
	Table     *result.Table `json:"table,omitempty"`
	// Bar is the column of the table that a page draws as bars; empty for none.
	Bar string `json:"bar,omitempty"`
	// Command gives the whole answer that the section is taken from.
	Command string `json:"command,omitempty"`
}

// Figure is a picture that is drawn when it is written: in the language and for
// the year of the options.
type Figure struct {
	Draw func(o Options) (*Picture, error)
}

// Picture is a drawn figure. Its title and source stand inside it.
type Picture struct {
	Title, Alt    string  // what it shows, and the same for those who do not see it
	Width, Height float64 // px
	SVG           func(w io.Writer) error
	PNG           func(w io.Writer, scale float64) error
}

// Step is a command to run next, and what for.
type Step struct {
	Command string      `json:"command"`
	Why     class.Label `json:"why"`
}

// answer puts a story in the shape of an answer: its tables, and where they
// come from.
func (s *Story) answer() *result.Result {
	r := &result.Result{Entry: s.ID, Data: s.Data, ResidualShare: s.ResidualShare, Limits: s.Limits, Findings: s.Findings}
	for _, section := range s.Sections {
		r.Headline = append(r.Headline, section.Sentences...)
		if section.Table != nil {
			r.Tables = append(r.Tables, section.Table)
		}
	}
	if len(s.Whys) > 0 {
		r.Tables = append(r.Tables, whyTable(s))
	}
	return r
}

func storyDocument(s *Story, o Options) *document {
	d := &document{lang: o.Lang, title: clean(s.Title.In(o.Lang)), options: o, long: s.Whys != nil}
	d.foot = d.sourceLine(s.Data, o.Year)
	notes := newNotes(s)
	if notes == nil {
		d.about(s, o, 0)
	} else if d.foot != "" {
		d.paragraph(d.foot)
	}
	for _, section := range s.Sections {
		d.section(section, notes, o)
	}
	if notes != nil {
		d.about(s, o, 1)
	}
	if len(s.Next) > 0 {
		d.heading(d.say("What to run next", "下一步"))
		var steps []command
		for _, n := range s.Next {
			steps = append(steps, command{clean(o.command(n.Command)), clean(n.Why.In(o.Lang))})
		}
		d.blocks = append(d.blocks, block{commands: steps})
	}
	d.appendix(notes)
	return d
}

// about says what is assumed, what is wrong with the data, where they come from.
// A short story says it first; one with whys says in a line what it is about and
// has the rest as parts of its last chapter.
func (d *document) about(s *Story, o Options, level int) {
	first := len(d.blocks)
	d.assumptions(s.Limits, class.Label{})
	d.findings(s.Findings)
	d.source(s.Data, s.ResidualShare, o.Year)
	for i := first; i < len(d.blocks); i++ {
		d.blocks[i].level = level
	}
}

func (d *document) section(s Section, notes *notes, o Options) {
	d.blocks = append(d.blocks, block{heading: clean(s.Heading.In(o.Lang)), level: s.Level})
	for _, sentence := range s.Sentences {
		d.paragraph(sentence.In(o.Lang))
	}
	d.list(d.in(s.Items))
	if s.Figure != nil {
		d.blocks = append(d.blocks, block{figure: s.Figure})
	}
	if s.Table != nil {
		g := newGrid(s.Table, o.Lang)
		g.drawBars(s.Table, s.Bar)
		notes.link(d, g, s.Table)
		d.grid(g)
	}
	if s.Command != "" {
		d.list([]string{d.say("in full: ", "完整结果：") + o.command(s.Command)})
	}
}

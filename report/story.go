package report

import (
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
}

// Section answers one question.
type Section struct {
	ID        string        `json:"id"`
	Heading   class.Label   `json:"heading"`
	Sentences []class.Label `json:"sentences"`
	Table     *result.Table `json:"table,omitempty"`
	// Bar is the column of the table that a page draws as bars; empty for none.
	Bar string `json:"bar,omitempty"`
	// Command gives the whole answer that the section is taken from.
	Command string `json:"command,omitempty"`
}

// Step is a command to run next, and what for.
type Step struct {
	Command string      `json:"command"`
	Why     class.Label `json:"why"`
}

func (s *Story) tables() []*result.Table {
	var tables []*result.Table
	for _, section := range s.Sections {
		if section.Table != nil {
			tables = append(tables, section.Table)
		}
	}
	return tables
}

func storyDocument(s *Story, o Options) *document {
	d := &document{lang: o.Lang, title: clean(s.Title.In(o.Lang))}
	d.assumptions(s.Limits, class.Label{})
	d.findings(s.Findings)
	d.source(s.Data, s.ResidualShare, o.Year)
	for _, section := range s.Sections {
		d.heading(section.Heading.In(o.Lang))
		for _, sentence := range section.Sentences {
			d.paragraph(sentence.In(o.Lang))
		}
		if section.Table != nil {
			g := newGrid(section.Table, o.Lang)
			g.drawBars(section.Table, section.Bar)
			d.grid(g)
		}
		if section.Command != "" {
			d.list([]string{d.say("in full: ", "完整结果：") + o.command(section.Command)})
		}
	}
	if len(s.Next) > 0 {
		d.heading(d.say("What to run next", "下一步"))
		var steps []command
		for _, n := range s.Next {
			steps = append(steps, command{clean(o.command(n.Command)), clean(n.Why.In(o.Lang))})
		}
		d.blocks = append(d.blocks, block{commands: steps})
	}
	return d
}

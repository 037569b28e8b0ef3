package server

import (
	"context"
	"encoding/json"
	"net/http"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// catalogueView is all that a page or a program needs to ask.
type catalogueView struct {
	Version string      `json:"version"`
	Verbs   []verbView  `json:"verbs"`
	Formats []string    `json:"formats"` // of an answer
	Entries []entryView `json:"entries"`
}

type verbView struct {
	ID       string      `json:"id"`
	Question class.Label `json:"question"`
}

// entryView is a catalogue entry without its functions.
type entryView struct {
	ID       string          `json:"id"`
	Verb     string          `json:"verb"`
	Label    class.Label     `json:"label"`
	Question class.Label     `json:"question"`
	Needs    []result.Need   `json:"needs,omitempty"`
	Params   []paramView     `json:"params"`
	Tables   []specView      `json:"tables"`
	Figures  []result.Figure `json:"figures"`
	Formula  string          `json:"formula"`
	Limits   []class.Label   `json:"limits"`
	Citation []string        `json:"citation"`
	Example  string          `json:"example"`
	Why      bool            `json:"why"` // its numbers can be asked why
}

type paramView struct {
	ID       string       `json:"id"`
	Label    class.Label  `json:"label"`
	Help     class.Label  `json:"help"`
	Kind     string       `json:"kind" enum:"enum,economy,sector,industry,tag,count,real"`
	List     bool         `json:"list"`
	Required bool         `json:"required"`
	Default  string       `json:"default"`
	Choices  []choiceView `json:"choices,omitempty"`
	Unit     *iot.Unit    `json:"unit,omitempty"`
	Min      *float64     `json:"min,omitempty"`
	Max      *float64     `json:"max,omitempty"`
}

type choiceView struct {
	ID    string      `json:"id"`
	Label class.Label `json:"label"`
}

type specView struct {
	ID      string          `json:"id"`
	Label   class.Label     `json:"label"`
	Columns []result.Column `json:"columns"`
}

func (s *Server) catalogueOperations() []operation {
	return []operation{
		{method: "GET", path: "/api/v1/catalogue", id: "catalogue", tag: "catalogue", open: true, handle: s.getCatalogue,
			summary: "Every analysis: its question, parameters, tables, figures, formula, limits and sources.",
			answers: answersOf(jsonAnswer(200, "the catalogue", catalogueView{}), answerSpec{status: 304, about: statusText[304]})},
		{method: "GET", path: "/api/v1/openapi.json", id: "openapi", tag: "catalogue", open: true, handle: s.getDocument,
			summary: "This document.",
			answers: answersOf(answerSpec{status: 200, about: "this document", media: []string{"application/json"}, schema: schema{"type": "object"}},
				answerSpec{status: 304, about: statusText[304]})},
	}
}

func (s *Server) getCatalogue(w http.ResponseWriter, r *http.Request) error {
	return s.respond(w, r, asked{key: digest("catalogue", s.edition), media: "application/json", quick: true,
		make: func(context.Context) ([]byte, error) { return json.Marshal(s.catalogue()) }})
}

func (s *Server) catalogue() catalogueView {
	v := catalogueView{Version: s.Version, Formats: formatNames(), Entries: make([]entryView, len(s.Entries))}
	for _, verb := range result.Verbs {
		v.Verbs = append(v.Verbs, verbView{string(verb.Verb), verb.Question})
	}
	for i, e := range s.Entries {
		v.Entries[i] = viewEntry(e)
	}
	return v
}

func viewEntry(e *result.Entry) entryView {
	v := entryView{ID: e.ID, Verb: string(e.Verb), Label: e.Label, Question: e.Question, Needs: e.Needs,
		Params: make([]paramView, len(e.Params)), Tables: make([]specView, len(e.Tables)), Figures: e.Figures,
		Formula: e.Formula, Limits: e.Limits, Citation: e.Citation, Example: e.Example, Why: e.Why != nil}
	for i := range e.Params {
		v.Params[i] = viewParam(&e.Params[i])
	}
	for i, t := range e.Tables {
		v.Tables[i] = specView{t.ID, t.Label, t.Columns}
	}
	return v
}

func viewParam(p *result.Param) paramView {
	v := paramView{ID: p.ID, Label: p.Label, Help: p.Help, Kind: string(p.Kind), List: p.List, Required: p.Required, Default: p.Default}
	for _, c := range p.Choices {
		v.Choices = append(v.Choices, choiceView{c.ID, c.Label})
	}
	if p.Unit != (iot.Unit{}) {
		v.Unit = &p.Unit
	}
	if p.Min < p.Max {
		v.Min, v.Max = &p.Min, &p.Max
	}
	return v
}

// entry returns the entry that a path names.
func (s *Server) entry(id string) (*result.Entry, error) {
	ids := make([]string, len(s.Entries))
	for i, e := range s.Entries {
		if e.ID == id {
			return e, nil
		}
		ids[i] = e.ID
	}
	return nil, unknown("entry", "analysis", id, ids)
}

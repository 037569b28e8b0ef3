package report

import (
	"bytes"
	"encoding/json"
	"io"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// writeJSON writes one line of JSON, as it stands in the comments of package
// result.
func writeJSON(w io.Writer, v any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// lines writes JSON lines and keeps the first error. Each line has a type; the
// last one is {"type":"end","lines":N}, without which the output was cut off.
type lines struct {
	w   io.Writer
	n   int
	err error
}

func (l *lines) put(v any) {
	if l.err == nil {
		l.err = writeJSON(l.w, v)
		l.n++
	}
}

func (l *lines) end() error {
	l.put(struct {
		Type  string `json:"type"`
		Lines int    `json:"lines"`
	}{"end", l.n})
	return l.err
}

type textLine struct {
	Type string      `json:"type"`
	Text class.Label `json:"text"`
}

func (l *lines) texts(kind string, labels []class.Label) {
	for _, text := range labels {
		l.put(textLine{kind, text})
	}
}

func (l *lines) findings(findings []iot.Finding) {
	for _, f := range findings {
		l.put(struct {
			Type string `json:"type"`
			iot.Finding
		}{"finding", f})
	}
}

type tableLine struct {
	Type    string          `json:"type"`
	ID      string          `json:"id"`
	Label   class.Label     `json:"label"`
	Columns []result.Column `json:"columns"`
	Rest    bool            `json:"rest,omitempty"`
}

type rowLine struct {
	Type   string                    `json:"type"`
	Table  string                    `json:"table"`
	Key    string                    `json:"key"`
	Values ordered                   `json:"values"`
	Absent map[string]result.Absence `json:"absent,omitempty"`
}

func (l *lines) table(t *result.Table) {
	l.put(tableLine{"table", t.ID, t.Label, t.Columns, t.Rest})
	for _, row := range t.Rows {
		values := make(ordered, len(row.Cells))
		for c, v := range row.Cells {
			values[c] = pair{t.Columns[c].ID, t.Columns[c].Plain(v)}
		}
		l.put(rowLine{"row", t.ID, row.Key, values, t.Absent(row)})
	}
}

// ordered is a JSON object that keeps the order of its fields.
type ordered []pair

type pair struct {
	name  string
	value any
}

func (o ordered) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, p := range o {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(p.name)
		if err != nil {
			return nil, err
		}
		value, err := json.Marshal(p.value)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

func resultLines(w io.Writer, r *result.Result) error {
	l := &lines{w: w}
	l.put(struct {
		Type          string            `json:"type"`
		Entry         string            `json:"entry"`
		Params        map[string]string `json:"params"`
		Data          iot.Meta          `json:"data"`
		Assumption    class.Label       `json:"assumption,omitzero"`
		ResidualShare float64           `json:"residual_share"`
	}{"result", r.Entry, r.Params, r.Data, r.Assumption, r.ResidualShare})
	l.texts("limit", r.Limits)
	l.findings(r.Findings)
	l.texts("headline", r.Headline)
	for _, f := range r.Figures {
		l.put(struct {
			Type string `json:"type"`
			result.Figure
		}{"figure", f})
	}
	for _, t := range r.Tables {
		l.table(t)
	}
	return l.end()
}

func storyLines(w io.Writer, s *Story) error {
	l := &lines{w: w}
	l.put(struct {
		Type          string      `json:"type"`
		ID            string      `json:"id"`
		Title         class.Label `json:"title"`
		Data          iot.Meta    `json:"data"`
		ResidualShare float64     `json:"residual_share"`
	}{"story", s.ID, s.Title, s.Data, s.ResidualShare})
	l.texts("limit", s.Limits)
	l.findings(s.Findings)
	for _, section := range s.Sections {
		l.put(struct {
			Type    string      `json:"type"`
			ID      string      `json:"id"`
			Heading class.Label `json:"heading"`
			Command string      `json:"command,omitempty"`
		}{"section", section.ID, section.Heading, section.Command})
		l.texts("sentence", section.Sentences)
		l.texts("item", section.Items)
		if section.Table != nil {
			l.table(section.Table)
		}
	}
	for _, n := range s.Next {
		l.put(struct {
			Type string `json:"type"`
			Step
		}{"next", n})
	}
	for _, e := range s.Whys {
		l.put(struct {
			Type string `json:"type"`
			Explained
		}{"why", e})
	}
	return l.end()
}

func whyLines(w io.Writer, why *result.Why) error {
	l := &lines{w: w}
	head := *why
	head.Parts, head.Terms, head.Rounds, head.Sensitivities, head.Binding, head.Note = nil, nil, nil, nil, nil, nil
	l.put(struct {
		Type string `json:"type"`
		result.Why
	}{"why", head})
	for _, p := range why.Parts {
		l.put(struct {
			Type string `json:"type"`
			result.Part
		}{"part", p})
	}
	for _, t := range why.Terms {
		l.put(termLine{"term", t})
	}
	for _, t := range why.Rounds {
		l.put(termLine{"round", t})
	}
	for _, s := range why.Sensitivities {
		l.put(struct {
			Type string `json:"type"`
			result.Sensitivity
		}{"cell", s})
	}
	l.texts("binding", why.Binding)
	l.texts("note", why.Note)
	return l.end()
}

type termLine struct {
	Type string `json:"type"`
	result.Term
}

package audit

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"dougong/internal/suggest"
	"dougong/iot"
)

// Acceptance is one entry of an acceptance file: a finding that somebody lives
// with, and why.
//
//	[[accept]]
//	id = "zero-output"
//	where = "CHN_c35"        # as the finding names it; "*" for all of the kind
//	reason = "China counts private households with other services"
//	name = "Li Hua"
type Acceptance struct {
	ID     string `toml:"id"`
	Where  string `toml:"where"`
	Reason string `toml:"reason"`
	Name   string `toml:"name"`

	file string
	line int
}

// AcceptanceError is a fault of an acceptance file.
type AcceptanceError struct {
	File      string
	Line, Col int // from 1
	Text      string
}

func (e *AcceptanceError) Error() string {
	return fmt.Sprintf("%s: line %d, column %d: %s", e.File, e.Line, e.Col, e.Text)
}

// ReadAcceptances reads an acceptance file; name is the file's name in
// messages. Unknown keys and ids, missing keys and repeated entries are errors
// of the type *[AcceptanceError].
func ReadAcceptances(name string, from io.Reader) ([]Acceptance, error) {
	data, err := io.ReadAll(from)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var file struct {
		Accept []Acceptance `toml:"accept"`
	}
	d := toml.NewDecoder(strings.NewReader(string(data))).DisallowUnknownFields()
	if err := d.Decode(&file); err != nil {
		return nil, acceptanceSyntax(name, err)
	}
	at := acceptancePositions(data)
	if len(at) != len(file.Accept) {
		return nil, &AcceptanceError{name, 1, 1, "got a list of acceptances; want each under its own [[accept]]"}
	}
	first := map[[2]string]int{}
	for i := range file.Accept {
		a := &file.Accept[i]
		a.file, a.line = name, at[i].head.Line
		if err := a.check(at[i], first); err != nil {
			err.File = name
			return nil, err
		}
		first[[2]string{a.ID, a.Where}] = a.line
	}
	return file.Accept, nil
}

var acceptanceKeys = []string{"accept", "id", "where", "reason", "name"}

// acceptanceSyntax places an error of the decoder.
func acceptanceSyntax(name string, err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		e := strict.Errors[0]
		line, col := e.Position()
		key := e.Key()
		last := key[len(key)-1]
		return &AcceptanceError{name, line, col, fmt.Sprintf("got the key %q; want [[accept]] with id, where, reason and name%s",
			strings.Join(key, "."), suggest.Phrase(suggest.Nearest(last, acceptanceKeys, 1)))}
	}
	var syntax *toml.DecodeError
	if errors.As(err, &syntax) {
		line, col := syntax.Position()
		return &AcceptanceError{name, line, col, strings.TrimPrefix(syntax.Error(), "toml: ")}
	}
	return fmt.Errorf("%s: %w", name, err)
}

// acceptancePosition is where an entry and its keys stand.
type acceptancePosition struct {
	head unstable.Position
	keys map[string]unstable.Position
}

// acceptancePositions walks through a file that was decoded before.
func acceptancePositions(data []byte) []acceptancePosition {
	var list []acceptancePosition
	p := unstable.Parser{}
	p.Reset(data)
	for p.NextExpression() {
		e := p.Expression()
		keys := e.Key()
		if !keys.Next() {
			continue
		}
		at := p.Shape(keys.Node().Raw).Start
		switch {
		case e.Kind == unstable.ArrayTable:
			list = append(list, acceptancePosition{at, map[string]unstable.Position{}})
		case e.Kind == unstable.KeyValue && len(list) > 0:
			list[len(list)-1].keys[string(keys.Node().Data)] = at
		}
	}
	return list
}

func (a *Acceptance) check(at acceptancePosition, first map[[2]string]int) *AcceptanceError {
	fault := func(key, format string, args ...any) *AcceptanceError {
		p, ok := at.keys[key]
		if !ok {
			p = at.head
		}
		return &AcceptanceError{Line: p.Line, Col: p.Column, Text: fmt.Sprintf(format, args...)}
	}
	for _, need := range []struct{ key, value, want string }{
		{"id", a.ID, "the id of a kind of finding"},
		{"where", a.Where, `the place as the finding names it, or "*" for all of the kind`},
		{"reason", a.Reason, "why the finding may stay"},
		{"name", a.Name, "who says so"},
	} {
		if strings.TrimSpace(need.value) == "" {
			return fault(need.key, "no %s; want %s", need.key, need.want)
		}
	}
	if _, known := KindOf(a.ID); !known {
		ids := make([]string, len(Catalogue))
		for i, k := range Catalogue {
			ids[i] = k.ID
		}
		return fault("id", "got the id %q; want the id of a kind of finding%s", a.ID, suggest.Phrase(suggest.Nearest(a.ID, ids, 3)))
	}
	if a.ID == "stale-acceptance" {
		return fault("id", "a stale acceptance cannot be accepted; remove the entry it names")
	}
	if line, twice := first[[2]string{a.ID, a.Where}]; twice {
		return fault("id", "%s at %q is accepted on line %d already; want it once", a.ID, a.Where, line)
	}
	return nil
}

func (a *Acceptance) matches(f iot.Finding) bool {
	return a.ID == f.ID && (a.Where == "*" || a.Where == f.Where())
}

// Accept marks the findings that acceptances match, the first that does, and
// adds a finding for each acceptance that matches none. The findings given are
// not changed.
func Accept(findings []iot.Finding, acceptances []Acceptance) []iot.Finding {
	list := append([]iot.Finding(nil), findings...)
	used := make([]bool, len(acceptances))
	for i := range list {
		for k := range acceptances {
			a := &acceptances[k]
			if !a.matches(list[i]) {
				continue
			}
			used[k] = true
			if list[i].Accepted == nil {
				list[i].Accepted = &iot.Acceptance{Reason: a.Reason, Name: a.Name}
			}
		}
	}
	for k, a := range acceptances {
		if !used[k] {
			f := finding("stale-acceptance", iot.Warning, say("%s at %q is accepted, but there is no such finding", "%s（%q）被接受，但没有这样的问题", a.ID, a.Where))
			if a.file != "" {
				f.Place = &iot.Place{File: a.file, Row: a.line}
			}
			list = append(list, f)
		}
	}
	return list
}

// Worst returns the worst level among the findings that nobody accepted, empty
// where there is none.
func Worst(findings []iot.Finding) iot.Level {
	rank := map[iot.Level]int{iot.Note: 1, iot.Warning: 2, iot.Fault: 3}
	var worst iot.Level
	for _, f := range findings {
		if f.Accepted == nil && rank[f.Level] > rank[worst] {
			worst = f.Level
		}
	}
	return worst
}

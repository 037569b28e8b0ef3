package server

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"dougong/brief"
	"dougong/report"
	"dougong/result"
)

// briefEntry stands for the brief where an entry is asked for: a parameter and
// nothing else. It is not an analysis.
var briefEntry = &result.Entry{ID: "brief", Params: []result.Param{result.EconomyParam()}}

// briefFormats are those of an answer, the page first.
var briefFormats = formatsFrom(string(report.Page))

func (s *Server) briefOperations() []operation {
	return []operation{{method: "GET", path: "/api/v1/data/{data}/brief", id: "brief", tag: string(result.Brief), handle: s.getBrief,
		summary: "The brief of one economy: sentences, tables, figures, and why each number is what it is. As a page it needs nothing else.",
		query: []parameter{
			{name: "economy", about: "Code of the economy, for tables with several.", schema: schema{"type": "string"}},
			{name: "compare", about: "Another loaded table, of the same classification, to say what changed.", schema: schema{"type": "string"}},
			formatQuery(briefFormats), langQuery, waitQuery},
		header:  []parameter{waitHeader},
		answers: computed(answerSpec{status: 200, about: "the brief", media: mediaNames(briefFormats), value: report.Story{}})}}
}

func (s *Server) getBrief(w http.ResponseWriter, r *http.Request) error {
	l, err := s.data.find(r.PathValue("data"))
	if err != nil {
		return err
	}
	f, lang, err := wish(r, briefFormats)
	if err != nil {
		return err
	}
	in, key, err := s.briefInput(l, r.URL.Query().Get("economy"))
	if err != nil {
		return err
	}
	before, since, err := s.compared(r.URL.Query().Get("compare"))
	if err != nil {
		return err
	}
	options := report.Options{Lang: lang, Year: s.Now().Year()}
	return s.respond(w, r, asked{
		key:   digest("brief", key, since, f, fmt.Sprint(options)),
		media: mediaType(f), filename: saved("brief-"+l.id, f),
		make: func(ctx context.Context) ([]byte, error) {
			story, err := brief.New(ctx, in, in.Params.String("economy"), before)
			if err != nil {
				return nil, err
			}
			var b bytes.Buffer
			err = report.WriteStory(&b, report.Format(f), story, options)
			return b.Bytes(), err
		},
	})
}

// briefInput is a table with the economy that a brief is about, and what names
// both.
func (s *Server) briefInput(l *loaded, economy string) (*result.Input, string, error) {
	in, err := l.Input(briefEntry, map[string]string{"economy": economy})
	if err != nil {
		return nil, "", err
	}
	return in, l.Inputs(s.Version, briefEntry, in.Params.Strings()).Hash(), nil
}

// compared is the other table of a brief; none where it is not named.
func (s *Server) compared(id string) (*result.Input, string, error) {
	if id == "" {
		return nil, "", nil
	}
	l, err := s.data.find(id)
	if err != nil {
		return nil, "", err
	}
	in, err := l.Input(wholeEntry, nil)
	if err != nil {
		return nil, "", err
	}
	return in, l.Inputs(s.Version, wholeEntry, nil).Hash(), nil
}

// wholeEntry stands for a table as a whole.
var wholeEntry = &result.Entry{ID: "table"}

package server

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"

	"dougong/brief"
	"dougong/report"
	"dougong/result"
)

// briefEntry stands for the brief where an entry is asked for: a parameter and
// nothing else. It is not an analysis.
var briefEntry = &result.Entry{ID: "brief", Params: []result.Param{result.EconomyParam()}}

// briefFormats are those of an answer, the page first.
func briefFormats() []string {
	page := string(report.Page)
	return append([]string{page}, slices.DeleteFunc(formatNames(), func(f string) bool { return f == page })...)
}

func (s *Server) briefOperations() []operation {
	formats := briefFormats()
	return []operation{{method: "GET", path: "/api/v1/data/{data}/brief", id: "brief", tag: string(result.Brief), handle: s.getBrief,
		summary: "One economy in plain sentences and short tables: a page that needs nothing else.",
		query:   []parameter{{name: "economy", about: "Code of the economy, for tables with several.", schema: schema{"type": "string"}}, formatQuery(formats), langQuery, waitQuery},
		header:  []parameter{waitHeader},
		answers: computed(answerSpec{status: 200, about: "the brief", media: mediaNames(formats), value: report.Story{}})}}
}

func (s *Server) getBrief(w http.ResponseWriter, r *http.Request) error {
	l, err := s.data.find(r.PathValue("data"))
	if err != nil {
		return err
	}
	f, lang, err := wish(r, briefFormats())
	if err != nil {
		return err
	}
	given := map[string]string{"economy": r.URL.Query().Get("economy")}
	in, err := l.Input(briefEntry, given)
	if err != nil {
		return err
	}
	options := report.Options{Lang: lang, Year: s.Now().Year()}
	economy := in.Params.String("economy")
	return s.respond(w, r, asked{
		key:   digest("brief", l.Inputs(s.Version, briefEntry, in.Params.Strings()).Hash(), f, fmt.Sprint(options)),
		media: mediaType(f), filename: saved("brief-"+l.id, f),
		make: func(ctx context.Context) ([]byte, error) {
			story, err := brief.Demo(ctx, in, economy)
			if err != nil {
				return nil, err
			}
			var b bytes.Buffer
			err = report.WriteStory(&b, report.Format(f), story, options)
			return b.Bytes(), err
		},
	})
}

package server

import (
	"net/http"
	"strings"

	"dougong/report"
	"dougong/result"
)

func entryPath(e *result.Entry) string { return strings.Replace(analysisPath, "{entry}", e.ID, 1) }

// documentResult describes running an entry.
func (s *Server) documentResult(e *result.Entry) []operation {
	formats := formatsFrom(string(report.JSON))
	answer := answerSpec{status: http.StatusOK, about: "the result", media: mediaNames(formats), schema: schema{"$ref": "#/components/schemas/" + resultName(e)}}
	query := append(paramParameters(e), formatQuery(formats), langQuery, waitQuery,
		parameter{name: "bom", about: "Begin csv with a byte order mark, for spreadsheets.", schema: schema{"type": "boolean"}},
		parameter{name: "table", about: "Table of formats that hold one; the first by default.", schema: schema{"type": "string", "enum": tableIDs(e)}})
	return []operation{{method: "GET", path: entryPath(e), id: e.ID, tag: string(e.Verb), summary: e.Question.En,
		query: query, header: []parameter{waitHeader}, answers: computed(answer)}}
}

// documentWhy describes asking about one number of an entry.
func (s *Server) documentWhy(e *result.Entry) []operation {
	if e.Why == nil {
		return nil
	}
	formats := formatsFrom(string(report.JSON))
	answer := jsonAnswer(http.StatusOK, "what the number is, the terms that add up to it, the cells that it leans on", result.Why{})
	answer.media = mediaNames(formats)
	query := append(paramParameters(e),
		parameter{name: "table", about: "Table of the cell; the first by default.", schema: schema{"type": "string", "enum": tableIDs(e)}},
		parameter{name: "row", about: "Key of the row.", required: true, schema: schema{"type": "string"}},
		parameter{name: "column", about: "Id of the column.", required: true, schema: schema{"type": "string"}},
		formatQuery(formats), langQuery, waitQuery)
	return []operation{{method: "GET", path: entryPath(e) + "/why", id: e.ID + "-why", tag: string(e.Verb), summary: "Why one number of: " + e.Label.En,
		query: query, header: []parameter{waitHeader}, answers: computed(answer)}}
}

// documentFigures describes the drawings of an entry.
func (s *Server) documentFigures(e *result.Entry) []operation {
	var list []operation
	size := schema{"type": "integer", "minimum": 200, "maximum": widest}
	for _, f := range e.Figures {
		for _, format := range figureFormats {
			answer := answerSpec{status: http.StatusOK, about: "the drawing", media: mediaNames([]string{format})}
			query := append(paramParameters(e), langQuery, waitQuery,
				parameter{name: "width", about: "Width in px.", schema: size}, parameter{name: "height", about: "Least height in px.", schema: size})
			list = append(list, operation{method: "GET", path: entryPath(e) + "/figures/" + f.ID + "." + format, id: e.ID + "-" + f.ID + "-" + format,
				tag: string(e.Verb), summary: f.Title.En, query: query, header: []parameter{waitHeader}, answers: computed(answer)})
		}
	}
	return list
}

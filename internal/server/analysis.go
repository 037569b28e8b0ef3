package server

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"

	"dougong/chart"
	"dougong/class"
	"dougong/report"
	"dougong/result"
)

const analysisPath = "/api/v1/data/{data}/analyses/{entry}"

func (s *Server) analysisOperations() []operation {
	return []operation{
		{method: "GET", path: analysisPath, handle: s.getResult, perEntry: s.documentResult},
		{method: "GET", path: analysisPath + "/why", handle: s.getWhy, perEntry: s.documentWhy},
		{method: "GET", path: analysisPath + "/figures/{figure}", handle: s.getFigure, perEntry: s.documentFigures},
	}
}

// reserved are the query parameters that belong to the operation and not to the
// analysis.
var reserved = []string{"format", "lang", "wait", "bom"}

// question is an analysis asked of a table, with its parameters resolved.
type question struct {
	*loaded
	entry  *result.Entry
	params map[string]string
	key    string // what decides the result
}

// question reads what is asked; the query may hold more than parameters of the
// entry, if it is named.
func (s *Server) question(r *http.Request, besides ...string) (*question, error) {
	l, err := s.data.find(r.PathValue("data"))
	if err != nil {
		return nil, err
	}
	e, err := s.entry(r.PathValue("entry"))
	if err != nil {
		return nil, err
	}
	given := map[string]string{}
	for name, values := range r.URL.Query() {
		if !slices.Contains(reserved, name) && !slices.Contains(besides, name) {
			given[name] = values[0]
		}
	}
	return s.ask(l, e, given)
}

// ask resolves the parameters of an entry. An analysis that judges the age of a
// table is told which year it is: the packages below read no clock.
func (s *Server) ask(l *loaded, e *result.Entry, given map[string]string) (*question, error) {
	for _, p := range e.Params {
		if p.ID == "as-of" && given[p.ID] == "" {
			given[p.ID] = strconv.Itoa(s.Now().Year())
		}
	}
	in, err := l.Input(e, given)
	if err != nil {
		return nil, err
	}
	q := &question{loaded: l, entry: e, params: in.Params.Strings()}
	q.key = l.Inputs(s.Version, e, q.params).Hash()
	return q, nil
}

// result computes the answer of a question, once for all who ask at a time.
func (s *Server) result(ctx context.Context, q *question) (*result.Result, error) {
	if kept, ok := s.results.get(q.key); ok {
		return kept.(*result.Result), nil
	}
	made, err := s.flights.do(ctx, q.key, func() (any, error) {
		r, err := q.Run(ctx, q.entry, q.params)
		if err != nil {
			return nil, err
		}
		s.results.put(q.key, r, sizeOf(r))
		return r, nil
	})
	if err != nil {
		return nil, err
	}
	return made.(*result.Result), nil
}

// sizeOf estimates the memory of a result: cells, and labels that it may share
// with its table.
func sizeOf(r *result.Result) int64 {
	const cell, row = 72, 80
	size := int64(4096)
	for _, t := range r.Tables {
		size += int64(len(t.Rows)) * (row + cell*int64(len(t.Columns)))
	}
	return size
}

func (s *Server) getResult(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r, "table")
	if err != nil {
		return err
	}
	f, lang, err := wish(r, formatsFrom(string(report.JSON)))
	if err != nil {
		return err
	}
	table := r.URL.Query().Get("table")
	if _, err := q.entry.Table(table); table != "" && err != nil {
		return &report.UnknownTableError{Got: table, Want: tableIDs(q.entry)}
	}
	options := report.Options{Lang: lang, Table: table, Year: s.Now().Year()}
	if f == string(report.CSV) {
		options.BOM = r.URL.Query().Get("bom") == "true"
	}
	return s.respond(w, r, asked{
		key: q.represented(f, options), media: mediaType(f), filename: saved(q.entry.ID+"-"+q.id, f),
		make: func(ctx context.Context) ([]byte, error) {
			answer, err := s.result(ctx, q)
			if err != nil {
				return nil, err
			}
			var b bytes.Buffer
			err = report.Write(&b, report.Format(f), q.entry, answer, options)
			return b.Bytes(), err
		},
	})
}

// represented names one representation of the result. JSON has both languages
// and all tables.
func (q *question) represented(format string, o report.Options, more ...string) string {
	if format == string(report.JSON) || format == string(report.JSONL) {
		o = report.Options{}
	}
	return digest(append([]string{q.key, q.id, format, string(o.Lang), o.Table, strconv.Itoa(o.Year), strconv.FormatBool(o.BOM)}, more...)...)
}

// wish reads format and language.
func wish(r *http.Request, formats []string) (f string, lang class.Lang, err error) {
	if lang, err = language(r); err != nil {
		return "", "", err
	}
	f, err = format(r, formats, mediaType)
	return f, lang, err
}

// formatsFrom lists the formats of package report, the named one first.
func formatsFrom(first string) []string {
	names := []string{first}
	for _, name := range formatNames() {
		if name != first {
			names = append(names, name)
		}
	}
	return names
}

func tableIDs(e *result.Entry) []string {
	ids := make([]string, len(e.Tables))
	for i, t := range e.Tables {
		ids[i] = t.ID
	}
	return ids
}

var cellQuery = []string{"table", "row", "column"}

func (s *Server) getWhy(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r, cellQuery...)
	if err != nil {
		return err
	}
	f, lang, err := wish(r, formatsFrom(string(report.JSON)))
	if err != nil {
		return err
	}
	at, err := cellOf(r, q.entry)
	if err != nil {
		return err
	}
	options := report.Options{Lang: lang, Year: s.Now().Year()}
	return s.respond(w, r, asked{
		key: q.represented(f, options, "why", at.Table, at.Row, at.Column), media: mediaType(f), filename: saved("why-"+q.entry.ID+"-"+q.id, f),
		make: func(ctx context.Context) ([]byte, error) {
			why, err := q.Why(ctx, q.entry, q.params, at)
			if err != nil {
				return nil, err
			}
			var b bytes.Buffer
			err = report.WriteWhy(&b, report.Format(f), why, options)
			return b.Bytes(), err
		},
	})
}

// cellOf reads the cell asked about; the table is the first one by default.
func cellOf(r *http.Request, e *result.Entry) (result.Cell, error) {
	query := r.URL.Query()
	at := result.Cell{Table: query.Get("table"), Row: query.Get("row"), Column: query.Get("column")}
	if at.Table == "" {
		at.Table = e.Tables[0].ID
	}
	t, err := e.Table(at.Table)
	if err != nil {
		return at, &report.UnknownTableError{Got: at.Table, Want: tableIDs(e)}
	}
	if at.Row == "" {
		return at, &refusal{Problem{Error: "row is missing; want the key of a row of the answer", Kind: "usage", Param: "row"}, http.StatusBadRequest}
	}
	columns := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		columns[i] = c.ID
	}
	if !slices.Contains(columns, at.Column) {
		return at, badQuery("column", at.Column, columns)
	}
	return at, nil
}

// figureFormats are the ways in which a figure is drawn, by the ending of its
// name.
var figureFormats = []string{"svg", "png"}

func (s *Server) getFigure(w http.ResponseWriter, r *http.Request) error {
	q, err := s.question(r, "width", "height")
	if err != nil {
		return err
	}
	lang, err := language(r)
	if err != nil {
		return err
	}
	figure, f, err := figureOf(r.PathValue("figure"), q.entry)
	if err != nil {
		return err
	}
	options := chart.Options{Lang: lang, Year: s.Now().Year()}
	if options.Width, err = pixels(r, "width"); err != nil {
		return err
	}
	if options.Height, err = pixels(r, "height"); err != nil {
		return err
	}
	return s.respond(w, r, asked{
		key:   q.represented(f, report.Options{Lang: lang, Year: options.Year}, "figure", figure.ID, fmt.Sprint(options.Width, options.Height)),
		media: mediaType(f),
		make:  func(ctx context.Context) ([]byte, error) { return s.draw(ctx, q, figure.ID, f, options) },
	})
}

// figureOf splits "shares.svg" into a figure of the entry and a format.
func figureOf(name string, e *result.Entry) (result.Figure, string, error) {
	var names []string
	for _, f := range e.Figures {
		for _, format := range figureFormats {
			if name == f.ID+"."+format {
				return f, format, nil
			}
			names = append(names, f.ID+"."+format)
		}
	}
	return result.Figure{}, "", unknown("figure", "figure", name, names)
}

// widest is the most pixels of a side of a figure.
const widest = 4000

func pixels(r *http.Request, name string) (float64, error) {
	text := r.URL.Query().Get(name)
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 200 || n > widest {
		return 0, &refusal{Problem{Error: fmt.Sprintf("%s: got %q; want pixels from 200 to %d", name, cut(text), widest), Kind: "usage", Param: name, Got: cut(text)}, http.StatusBadRequest}
	}
	return float64(n), nil
}

// draw draws a figure of a result. Figures of tables that the data have no rows
// for are not there.
func (s *Server) draw(ctx context.Context, q *question, id, format string, o chart.Options) ([]byte, error) {
	answer, err := s.result(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, f := range answer.Figures {
		if f.ID != id {
			continue
		}
		d, err := chart.Draw(f, answer, o)
		if err != nil {
			return nil, err
		}
		return drawn(d, format)
	}
	return nil, refuse(http.StatusNotFound, "missing", "figure %s: the table that it draws is empty for these data", id)
}

// drawn writes a drawing; a picture of dots has two for each px, as screens do.
func drawn(d *chart.Drawing, format string) ([]byte, error) {
	var b bytes.Buffer
	if format == "png" {
		err := d.PNG(&b, 2)
		return b.Bytes(), err
	}
	err := d.SVG(&b)
	return b.Bytes(), err
}

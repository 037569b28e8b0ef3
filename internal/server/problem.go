package server

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/dataset"
	"dougong/internal/suggest"
	"dougong/internal/text"
	"dougong/iot"
	"dougong/leontief"
	"dougong/report"
	"dougong/result"
)

// Problem is an error as machines read it: the fields that the command line
// writes with --json.
type Problem struct {
	Error  string   `json:"error"` // where: what: got X; want Y; do Z
	Kind   string   `json:"kind" enum:"usage,data,outcome,interrupted,missing,refused,busy,limit,internal"`
	Param  string   `json:"param,omitempty"`
	Got    string   `json:"got,omitempty"`
	Want   string   `json:"want,omitempty"`
	Near   []string `json:"did_you_mean,omitempty"`
	File   string   `json:"file,omitempty"`
	Row    int      `json:"row,omitempty"`
	Column int      `json:"column,omitempty"`

	status int
}

// refusal is an error that carries its answer.
type refusal struct{ Problem }

func (r *refusal) Error() string { return r.Problem.Error }

// refuse makes an error that is answered with a status.
func refuse(status int, kind, format string, args ...any) error {
	return &refusal{Problem{Error: fmt.Sprintf(format, args...), Kind: kind, status: status}}
}

// unknown says that there is no such thing, and what comes near.
func unknown(param, what, got string, want []string) error {
	near := suggest.Nearest(got, want, 3)
	return &refusal{Problem{Error: fmt.Sprintf("no %s %q%s", what, got, suggest.Phrase(near)), Kind: "missing",
		Param: param, Got: got, Want: what, Near: near, status: http.StatusNotFound}}
}

// badQuery says what is wrong with a parameter of a request.
func badQuery(param, got string, want []string) error {
	near := suggest.Nearest(got, want, 3)
	return &refusal{Problem{Error: fmt.Sprintf("%s: got %q; want one of %s%s", param, got, strings.Join(want, ", "), suggest.Phrase(near)),
		Kind: "usage", Param: param, Got: got, Want: strings.Join(want, ", "), Near: near, status: http.StatusBadRequest}}
}

var errInternal = errors.New("server: something went wrong inside; the log says what")

// describe finds out what kind of trouble an error is.
func describe(err error) Problem {
	p := Problem{Error: err.Error(), Kind: "data", status: http.StatusUnprocessableEntity}
	var (
		own     *refusal
		large   *http.MaxBytesError
		param   *result.ParamError
		need    *result.NeedError
		table   *report.UnknownTableError
		key     *iot.UnknownKeyError
		path    *fs.PathError
		outcome *leontief.NotProductiveError
	)
	switch {
	case errors.As(err, &own):
		return own.Problem
	case errors.As(err, &large):
		return Problem{Error: fmt.Sprintf("server: got a body of more than %d bytes; want less", large.Limit), Kind: "limit", status: http.StatusRequestEntityTooLarge}
	case errors.Is(err, errInternal):
		p.Kind, p.status = "internal", http.StatusInternalServerError
	case errors.As(err, &path): // names a place of this machine
		return Problem{Error: "server: a file cannot be read or written here; the log says which", Kind: "internal", status: http.StatusInternalServerError}
	case errors.Is(err, errBusy):
		p.Kind, p.status = "busy", http.StatusTooManyRequests
	case errors.Is(err, errCancelled):
		p.Kind, p.status = "interrupted", http.StatusConflict
	case errors.Is(err, errStopping), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		p.Kind, p.status = "interrupted", http.StatusServiceUnavailable
	case errors.As(err, &param):
		p.usage(param.Param, param.Got, param.Want, param.Near)
	case errors.As(err, &table):
		p.usage("table", table.Got, strings.Join(table.Want, ", "), suggest.Nearest(table.Got, table.Want, 3))
	case errors.As(err, &key):
		p.usage("", key.Text, "", key.Near)
	case errors.As(err, &outcome):
		p.Kind = "outcome"
	case errors.As(err, &need):
		p.Want = string(need.Need)
	}
	p.place(err)
	return p
}

func (p *Problem) usage(param, got, want string, near []string) {
	p.Kind, p.status = "usage", http.StatusBadRequest
	p.Param, p.Got, p.Want, p.Near = param, got, want, near
}

// place finds the cell of a file that an error names.
func (p *Problem) place(err error) {
	var (
		file    *text.Error
		tags    *class.TagsError
		unknown *dataset.UnknownError
	)
	switch {
	case errors.As(err, &file):
		p.File, p.Row, p.Column = file.File, file.Row, file.Col
	case errors.As(err, &tags):
		p.File, p.Row, p.Column = tags.Name, tags.Line, tags.Column
	case errors.As(err, &unknown):
		p.File, p.Row = unknown.File, 1
	}
}

// fail answers with a problem.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p := describe(err)
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Encoding", "Content-Disposition", "Content-Length"} {
		h.Del(name)
	}
	switch p.status {
	case http.StatusTooManyRequests:
		h.Set("Retry-After", strconv.Itoa(int(retryAfter.Seconds())))
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", "Bearer")
	case http.StatusInternalServerError:
		s.log.Error("cannot answer", "path", r.URL.EscapedPath(), "error", err.Error())
	}
	h.Set("Cache-Control", "no-store")
	s.writeJSON(w, p.status, p)
}

// writeJSON answers with a value that is not kept.
func (s *Server) writeJSON(w http.ResponseWriter, status int, v any) {
	body, err := json.Marshal(v)
	if err != nil {
		s.log.Error("cannot write JSON", "error", err.Error())
		status, body = http.StatusInternalServerError, []byte(`{"error":"server: something went wrong inside; the log says what","kind":"internal"}`)
	}
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Content-Length", strconv.Itoa(len(body)+1))
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // the client may be gone
}

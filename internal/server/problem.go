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

	"dougong/internal/suggest"
	"dougong/study"
)

// Problem is an error as the command line writes it with --json. Beside the
// kinds of [study.Describe] a server knows interrupted, missing, refused, busy,
// limit and internal.
type Problem = study.Problem

// refusal is an error that carries its answer.
type refusal struct {
	Problem
	status int
}

func (r *refusal) Error() string { return r.Problem.Error }

// refuse makes an error that is answered with a status.
func refuse(status int, kind, format string, args ...any) error {
	return &refusal{Problem{Error: fmt.Sprintf(format, args...), Kind: kind}, status}
}

// unknown says that there is no such thing, and what comes near.
func unknown(param, what, got string, want []string) error {
	near := suggest.Nearest(got, want, 3)
	return &refusal{Problem{Error: fmt.Sprintf("no %s %q%s", what, got, suggest.Phrase(near)), Kind: "missing",
		Param: param, Got: got, Want: what, Near: near}, http.StatusNotFound}
}

// badQuery says what is wrong with a parameter of a request.
func badQuery(param, got string, want []string) error {
	near := suggest.Nearest(got, want, 3)
	return &refusal{Problem{Error: fmt.Sprintf("%s: got %q; want one of %s%s", param, got, strings.Join(want, ", "), suggest.Phrase(near)),
		Kind: "usage", Param: param, Got: got, Want: strings.Join(want, ", "), Near: near}, http.StatusBadRequest}
}

var errInternal = errors.New("server: something went wrong inside; the log says what")

// describe finds out what kind of trouble an error is, and its status.
func describe(err error) (Problem, int) {
	var (
		own   *refusal
		large *http.MaxBytesError
		path  *fs.PathError
	)
	switch {
	case errors.As(err, &own):
		return own.Problem, own.status
	case errors.As(err, &large):
		return Problem{Error: fmt.Sprintf("server: got a body of more than %d bytes; want less", large.Limit), Kind: "limit"}, http.StatusRequestEntityTooLarge
	case errors.Is(err, errInternal):
		return Problem{Error: err.Error(), Kind: "internal"}, http.StatusInternalServerError
	case errors.As(err, &path): // names a place of this machine
		return Problem{Error: "server: a file cannot be read or written here; the log says which", Kind: "internal"}, http.StatusInternalServerError
	case errors.Is(err, errBusy):
		return Problem{Error: err.Error(), Kind: "busy"}, http.StatusTooManyRequests
	case errors.Is(err, errCancelled):
		return Problem{Error: err.Error(), Kind: "interrupted"}, http.StatusConflict
	case errors.Is(err, errStopping), errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return Problem{Error: err.Error(), Kind: "interrupted"}, http.StatusServiceUnavailable
	}
	p := study.Describe(err)
	if p.Kind == "usage" {
		return p, http.StatusBadRequest
	}
	return p, http.StatusUnprocessableEntity
}

// fail answers with a problem.
func (s *Server) fail(w http.ResponseWriter, r *http.Request, err error) {
	p, status := describe(err)
	h := w.Header()
	for _, name := range []string{"ETag", "Content-Encoding", "Content-Disposition", "Content-Length"} {
		h.Del(name)
	}
	switch status {
	case http.StatusTooManyRequests:
		h.Set("Retry-After", strconv.Itoa(int(retryAfter.Seconds())))
	case http.StatusUnauthorized:
		h.Set("WWW-Authenticate", "Bearer")
	case http.StatusInternalServerError:
		s.log.Error("cannot answer", "path", r.URL.EscapedPath(), "error", err.Error())
	}
	h.Set("Cache-Control", "no-store")
	s.writeJSON(w, status, p)
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

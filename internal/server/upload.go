package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"dougong/dataset"
	"dougong/study"
)

func (s *Server) uploadOperation() operation {
	return operation{method: "POST", path: "/api/v1/data", id: "upload", tag: "data", file: true, handle: s.upload,
		summary: "Load a table: one file as the body with ?name=, or a form with one or more files (a table.toml with its csv files). gzip and zip are unpacked.",
		query: []parameter{
			{name: "name", about: "Name of the file, where the body is the file itself: its ending and words help to tell what it is.", schema: schema{"type": "string"}},
			{name: "year", about: "Year that the table describes, where the file does not say.", schema: schema{"type": "integer", "minimum": 0}},
			{name: "missing", about: "Text of cells that stand for \"not available\"; may be repeated.", schema: schema{"type": "array", "items": schema{"type": "string"}}},
			waitQuery,
		},
		header: []parameter{waitHeader},
		body:   &body{media: []string{"application/octet-stream", "text/csv", "application/gzip", "application/zip", "multipart/form-data"}},
		answers: append(answersOf(jsonAnswer(201, "the table, also in the Location header", summaryView{}), jsonAnswer(202, statusText[202], jobView{})),
			problemAnswer(400, 401, 403, 408, 409, 413, 415, 422, 429, 503, 507)...)}
}

// upload takes the files into a folder of their own and loads them in a job. The
// folder is gone afterwards: a table stands in memory only.
func (s *Server) upload(w http.ResponseWriter, r *http.Request) error {
	wait, err := s.patience(w, r)
	if err != nil {
		return err
	}
	src, err := sourceOf(r, s.Limits)
	if err != nil {
		return err
	}
	if s.arriving.Add(1) > int64(s.Limits.Uploads) {
		s.arriving.Add(-1)
		return errBusy
	}
	defer s.arriving.Add(-1)
	folder, err := os.MkdirTemp("", "dougong-upload-")
	if err != nil {
		return err
	}
	src.Path, err = s.receive(w, r, folder)
	if err != nil {
		_ = os.RemoveAll(folder)
		return err
	}
	j, err := s.jobs.start(person(r), folder, "", func(ctx context.Context, j *job) error {
		defer os.RemoveAll(folder)
		return s.load(ctx, j, src)
	})
	if err != nil {
		_ = os.RemoveAll(folder)
		return err
	}
	context.AfterFunc(j.ctx, func() { _ = os.RemoveAll(folder) }) // cancelled before it began
	finished, err := await(r.Context(), j, wait)
	switch {
	case err != nil:
		return err
	case !finished:
		return s.accepted(w, j)
	}
	view, _ := j.view()
	l, err := s.data.find(path.Base(view.Result))
	if err != nil {
		return err
	}
	w.Header().Set("Location", view.Result)
	s.writeJSON(w, http.StatusCreated, s.summary(l))
	return nil
}

func sourceOf(r *http.Request, l Limits) (study.Source, error) {
	q := r.URL.Query()
	src := study.Source{Missing: q["missing"], Limits: l.Text}
	if text := q.Get("year"); text != "" {
		year, err := strconv.Atoi(text)
		if err != nil || year < 0 || year > 9999 {
			return src, &refusal{Problem{Error: fmt.Sprintf("year: got %q; want a year such as 2020", cut(text)), Kind: "usage", Param: "year", Got: text}, http.StatusBadRequest}
		}
		src.Year = year
	}
	return src, nil
}

// load reads a table, puts it on the shelf and audits it.
func (s *Server) load(ctx context.Context, j *job, src study.Source) error {
	select {
	case s.loading <- struct{}{}:
		defer func() { <-s.loading }()
	case <-ctx.Done():
		return ctx.Err()
	}
	guess, err := dataset.Sniff(src.Path, dataset.Options{Missing: src.Missing, Limits: src.Limits})
	if err != nil {
		return err
	}
	d, err := study.Load(ctx, src)
	if err != nil {
		return err
	}
	l, err := s.data.add(d, true)
	if err != nil {
		return err
	}
	l.mu.Lock()
	l.guess = &guess
	l.mu.Unlock()
	if err := s.countFindings(ctx, l); err != nil {
		return errors.Join(err, s.data.remove(l.id))
	}
	j.change(func() { j.target = "/api/v1/data/" + l.id })
	return nil
}

// receive writes the files of a request into a folder and returns the path of
// the table: the folder, where there is a table.toml, else the one file.
func (s *Server) receive(w http.ResponseWriter, r *http.Request, folder string) (string, error) {
	root, err := os.OpenRoot(folder) // no name leads out of it
	if err != nil {
		return "", err
	}
	defer root.Close()
	control := http.NewResponseController(w)
	from := &steady{r: http.MaxBytesReader(w, r.Body, s.Limits.UploadBytes), control: control, stall: s.Limits.Stall, ends: time.Now().Add(s.Limits.Upload)}
	_ = control.SetWriteDeadline(from.ends.Add(s.Limits.LongestAsk + s.Limits.Stall)) // a recorder in a test has no deadlines
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var names []string
	switch kind {
	case "multipart/form-data":
		names, err = s.receiveForm(root, multipart.NewReader(from, params["boundary"]))
	case "application/x-www-form-urlencoded":
		return "", refuse(http.StatusUnsupportedMediaType, "usage", "server: got a form without files; want multipart/form-data, or the file as the body")
	default:
		var name string
		if name, err = safeName(r.URL.Query().Get("name")); err == nil {
			names, err = []string{name}, save(root, name, from)
		}
	}
	if err != nil {
		return "", slow(err)
	}
	return tableAmong(folder, names)
}

func (s *Server) receiveForm(root *os.Root, form *multipart.Reader) ([]string, error) {
	var names []string
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return names, nil
		}
		if err != nil {
			return nil, badForm(err)
		}
		if part.FileName() == "" {
			continue // another field of the form
		}
		if len(names) == s.Limits.UploadFiles {
			return nil, refuse(http.StatusRequestEntityTooLarge, "limit", "server: got more than %d files; want one table", s.Limits.UploadFiles)
		}
		name, err := safeName(part.FileName())
		if err != nil {
			return nil, err
		}
		if err := save(root, name, part); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
}

// badForm tells a form that is too large or too slow from one that is broken.
func badForm(err error) error {
	var large *http.MaxBytesError
	if errors.As(err, &large) || errors.Is(err, os.ErrDeadlineExceeded) {
		return err
	}
	return refuse(http.StatusBadRequest, "usage", "server: the form cannot be read: %v", err)
}

// slow says that a body did not arrive in time.
func slow(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return refuse(http.StatusRequestTimeout, "limit", "server: the file did not arrive in time; send it again")
	}
	return err
}

// save writes one file; a second one of the same name is an error.
func save(root *os.Root, name string, from io.Reader) error {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if errors.Is(err, os.ErrExist) {
		return refuse(http.StatusBadRequest, "usage", "server: got two files %q; want one of each", name)
	}
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	return errors.Join(err, f.Close())
}

// tableAmong returns the path of the table among the files received.
func tableAmong(folder string, names []string) (string, error) {
	for _, name := range names {
		if name == "table.toml" {
			return folder, nil
		}
	}
	if len(names) != 1 {
		return "", refuse(http.StatusBadRequest, "usage", "server: got %d files; want one, or a table.toml with its csv files", len(names))
	}
	return filepath.Join(folder, names[0]), nil
}

// safeName returns the last part of a name if it can be the name of a file here
// and anywhere: the endings and the words in it tell readers what it is.
func safeName(name string) (string, error) {
	base := name[strings.LastIndexAny(name, `/\`)+1:]
	odd := func(r rune) bool {
		return unicode.IsControl(r) || strings.ContainsRune(`<>:"|?*`, r) || r == utf8.RuneError
	}
	if base == "" || len(base) > 120 || strings.HasPrefix(base, ".") || strings.ContainsFunc(base, odd) || !filepath.IsLocal(base) {
		return "", &refusal{Problem{Error: fmt.Sprintf("name: got %q; want the name of a file such as wiod2013_2011.csv.gz", cut(name)), Kind: "usage", Param: "name", Got: cut(name)}, http.StatusBadRequest}
	}
	return base, nil
}

// steady reads a body that has to keep coming: each piece within the stall time,
// the whole before it ends.
type steady struct {
	r       io.Reader
	control *http.ResponseController
	stall   time.Duration
	ends    time.Time
}

func (s *steady) Read(p []byte) (int, error) {
	until := time.Now().Add(s.stall)
	if until.After(s.ends) {
		until = s.ends
	}
	_ = s.control.SetReadDeadline(until) // a recorder in a test has no deadlines
	return s.r.Read(p)
}

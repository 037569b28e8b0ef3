package server

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// answer is what one representation of something says, ready to be sent.
type answer struct {
	media    string
	filename string // offered when a browser saves it; empty: it is shown
	policy   string // of its content; empty: that of its type
	packed   bool   // data is gzipped
	data     []byte
}

// asked is one representation that a client wants.
type asked struct {
	key      string // what decides it, without the person
	media    string
	filename string
	quick    bool // to make: not worth a job
	make     func(ctx context.Context) ([]byte, error)
}

// tag is the ETag. It is weak, since the bytes differ by compression.
func (a *asked) tag() string { return `W/"` + a.key + `"` }

// respond answers with a representation: not at all where the client has it,
// from the cache, or by a job that it waits for.
func (s *Server) respond(w http.ResponseWriter, r *http.Request, a asked) error {
	wait, err := s.patience(w, r)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("ETag", a.tag())
	h.Set("Cache-Control", "private, no-cache")
	h["Vary"] = []string{"Accept, Accept-Language, Accept-Encoding, Authorization, Cookie"}
	if matches(r.Header.Get("If-None-Match"), a.tag()) {
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if kept, ok := s.answers.get(a.key); ok {
		return s.send(w, r, kept.(*answer))
	}
	if a.quick {
		if err := s.prepare(r.Context(), a); err != nil {
			return err
		}
		return s.sendKept(w, r, a.key)
	}
	j, err := s.jobs.start(person(r), a.key, r.URL.RequestURI(), func(ctx context.Context, _ *job) error { return s.prepare(ctx, a) })
	if err != nil {
		return err
	}
	finished, err := await(r.Context(), j, wait)
	switch {
	case err != nil:
		return err
	case !finished:
		return s.accepted(w, j)
	}
	return s.sendKept(w, r, a.key)
}

// sendKept sends an answer that was made a moment ago.
func (s *Server) sendKept(w http.ResponseWriter, r *http.Request, key string) error {
	kept, ok := s.answers.get(key)
	if !ok {
		return errBusy // so many answers at a time that this one was dropped
	}
	return s.send(w, r, kept.(*answer))
}

// await waits for a job, no longer than the time given.
func await(ctx context.Context, j *job, wait time.Duration) (finished bool, err error) {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-j.over:
		return true, j.outcome()
	case <-timer.C:
		return false, nil
	case <-ctx.Done():
		return false, ctx.Err()
	}
}

// accepted answers with the job that works on it.
func (s *Server) accepted(w http.ResponseWriter, j *job) error {
	view, _ := j.view()
	h := w.Header()
	h.Del("ETag")
	h.Set("Location", jobPath(j.id))
	h.Set("Cache-Control", "no-store")
	s.writeJSON(w, http.StatusAccepted, view)
	return nil
}

// prepare makes an answer, packs it and keeps it.
func (s *Server) prepare(ctx context.Context, a asked) error {
	data, err := a.make(ctx)
	if err != nil {
		return err
	}
	kept := &answer{media: a.media, filename: a.filename, data: data}
	if packs(a.media, len(data)) {
		if kept.data, err = pack(data); err != nil {
			return err
		}
		kept.packed = true
	}
	if !s.answers.put(a.key, kept, int64(len(kept.data))) {
		return refuse(http.StatusRequestEntityTooLarge, "limit", "server: the answer has %d bytes, more than the server keeps; ask for fewer rows or cells", len(data))
	}
	return nil
}

// send writes an answer, unpacked for those who cannot unpack it.
func (s *Server) send(w http.ResponseWriter, r *http.Request, a *answer) error {
	h := w.Header()
	h.Set("Content-Type", a.media)
	if a.filename != "" {
		h.Set("Content-Disposition", `attachment; filename="`+a.filename+`"`)
	}
	if a.policy != "" {
		h.Set("Content-Security-Policy", a.policy)
	} else if strings.HasPrefix(a.media, "text/html") || strings.HasPrefix(a.media, "image/svg") {
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'; sandbox")
	}
	if a.packed && !acceptsGzip(r) {
		z, err := gzip.NewReader(bytes.NewReader(a.data))
		if err != nil {
			return err
		}
		_, _ = io.Copy(w, z) // the client may be gone
		return nil
	}
	if a.packed {
		h.Set("Content-Encoding", "gzip")
	}
	h.Set("Content-Length", strconv.Itoa(len(a.data)))
	_, _ = w.Write(a.data)
	return nil
}

// patience reads how long the client would rather wait than be given a job.
func (s *Server) patience(w http.ResponseWriter, r *http.Request) (time.Duration, error) {
	text := r.URL.Query().Get("wait")
	for _, prefer := range r.Header.Values("Prefer") {
		for _, p := range strings.Split(prefer, ",") {
			if n, ok := strings.CutPrefix(strings.TrimSpace(p), "wait="); ok {
				text = n
				w.Header().Set("Preference-Applied", "wait="+cut(n))
			}
		}
	}
	if text == "" {
		return s.Limits.Patience, nil
	}
	seconds, err := strconv.ParseFloat(text, 64)
	if err != nil || !(seconds >= 0) {
		w.Header().Del("Preference-Applied")
		return 0, &refusal{Problem{Error: "wait: got " + strconv.Quote(cut(text)) + "; want a number of seconds", Kind: "usage", Param: "wait", Got: text}, http.StatusBadRequest}
	}
	return time.Duration(min(seconds, s.Limits.LongestAsk.Seconds()) * float64(time.Second)), nil
}

// matches compares ETags as If-None-Match does: weakly.
func matches(header, tag string) bool {
	tag = strings.TrimPrefix(tag, "W/")
	for _, one := range strings.Split(header, ",") {
		if one = strings.TrimPrefix(strings.TrimSpace(one), "W/"); one == tag || one == "*" {
			return true
		}
	}
	return false
}

// smallest is the size from which packing pays.
const smallest = 1024

func packs(media string, size int) bool {
	return size >= smallest && (strings.HasPrefix(media, "text/") || strings.Contains(media, "json") || strings.Contains(media, "svg") || strings.Contains(media, "javascript"))
}

// pack compresses. Nothing that is packed holds a secret, so its length tells
// nothing (BREACH).
func pack(data []byte) ([]byte, error) {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, err := z.Write(data)
	err = errors.Join(err, z.Close())
	return b.Bytes(), err
}

func acceptsGzip(r *http.Request) bool {
	for _, one := range strings.Split(r.Header.Get("Accept-Encoding"), ",") {
		name, quality, _ := strings.Cut(strings.TrimSpace(one), ";")
		if name == "gzip" && strings.ReplaceAll(quality, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

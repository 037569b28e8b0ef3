package server_test

import (
	"bytes"
	"compress/gzip"
	"mime/multipart"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dougong/dataset"
	"dougong/internal/server"
	"dougong/result"
	"dougong/study"
)

func load(t testing.TB, path string) *study.Data {
	t.Helper()
	d, err := study.Load(t.Context(), study.Source{Path: path})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func packed(t testing.TB, text []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(text); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// form packs files into a multipart body.
func form(t testing.TB, files map[string][]byte) (body []byte, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, text := range files {
		f, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(text); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), w.FormDataContentType()
}

type summary struct {
	ID       string
	Uploaded bool
	N        int
	Findings *struct{ Notes, Warnings, Faults int }
	Guess    *struct {
		Format string
		Why    struct{ En, Zh string }
	}
}

func TestUpload(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := start(t, "", server.Config{})
	text := read(t, mini)
	var got summary
	send := func(want string, body []byte, path string, head ...string) {
		t.Helper()
		s.do("POST", path, bytes.NewReader(body), append(head, "Prefer", "wait=60")...).into(t, 201, &got)
		if got.ID != want || got.N != 4 || !got.Uploaded || got.Findings == nil {
			t.Errorf("got %+v; want %s with 4 industries, audited", got, want)
		}
		if g := got.Guess; g == nil || g.Format != "wiod2013" || g.Why.En == "" || g.Why.Zh == "" {
			t.Errorf("%s: got guess %+v; want wiod2013 and why in both languages", want, g)
		}
	}
	send("wiod2013-2011", text, "/api/v1/data?name=wiod_2011.csv")
	send("wiod2013-2011-2", packed(t, text), "/api/v1/data?name=C%3A%5CUsers%5Cada%5Cwiod_2011.csv.gz")
	body, kind := form(t, map[string][]byte{"../../wiod_2011.csv": text})
	send("wiod2013-2011-3", body, "/api/v1/data", "Content-Type", kind)

	files := map[string][]byte{}
	names, _ := filepath.Glob("../../dataset/testdata/mini/plain/*")
	for _, name := range names {
		files[filepath.Base(name)] = read(t, name)
	}
	body, kind = form(t, files)
	if r := s.do("POST", "/api/v1/data", bytes.NewReader(body), "Content-Type", kind, "Prefer", "wait=60"); r.status != 201 {
		t.Errorf("a folder: got %d: %s; want 201", r.status, r.body)
	}
	if r := s.wait("/api/v1/data/wiod2013-2011-2/analyses/linkages?economy=CHN"); r.status != 200 {
		t.Errorf("an analysis of it: got %d: %s; want 200", r.status, r.body)
	}
	if r := s.do("DELETE", "/api/v1/data/wiod2013-2011-2", nil); r.status != 204 {
		t.Errorf("delete: got %d; want 204", r.status)
	}
	if r := s.get("/api/v1/data/wiod2013-2011-2/analyses/linkages?economy=CHN"); r.status != 404 {
		t.Errorf("deleted: got %d; want 404", r.status)
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("got %v, %v; want no file left behind", left, err)
	}
}

func TestUploadSaysWhatIsWrong(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	s := start(t, "", server.Config{})
	var p problem
	send := func(status int, body []byte, path string, head ...string) {
		t.Helper()
		p = problem{}
		s.do("POST", path, bytes.NewReader(body), append(head, "Prefer", "wait=60")...).into(t, status, &p)
	}
	text := read(t, "../../dataset/testdata/hostile/text-cell_2011.csv")
	send(422, text, "/api/v1/data?name=text-cell_2011.csv")
	if p.File != "text-cell_2011.csv" || p.Row == 0 || p.Column == 0 {
		t.Errorf("got %+v; want file, row and column", p)
	}
	for _, name := range []string{"", "..", ".", "a/..", "/", ".hidden", "a\x00b.csv", "x\ny.csv", strings.Repeat("x", 200)} {
		send(400, text, "/api/v1/data?name="+url.QueryEscape(name))
		if p.Param != "name" {
			t.Errorf("%q: got %+v; want a problem of the name", name, p)
		}
	}
	body, kind := form(t, map[string][]byte{"a.csv": text, "b.csv": text})
	send(400, body, "/api/v1/data", "Content-Type", kind)
	send(400, []byte("--x\r\nnonsense"), "/api/v1/data", "Content-Type", "multipart/form-data; boundary=x")
	send(415, []byte("a=b"), "/api/v1/data", "Content-Type", "application/x-www-form-urlencoded")
	send(400, text, "/api/v1/data?name=a.csv&year=soon")
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil || len(left) > 0 {
		t.Errorf("got %v, %v; want no file left behind", left, err)
	}
}

func TestUploadBombs(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	tight := start(t, "", server.Config{Limits: server.Limits{Text: dataset.Limits{Bytes: 100}}})
	var p problem
	tight.do("POST", "/api/v1/data?name=wiod_2011.csv.gz", bytes.NewReader(packed(t, read(t, mini))), "Prefer", "wait=60").into(t, 422, &p)
	if !strings.Contains(p.Error, "more than 100 bytes of text") {
		t.Errorf("got %s; want the limit of 100 bytes", p.Error)
	}
	s := start(t, "", server.Config{Limits: server.Limits{MemoryBytes: 2000}})
	for _, name := range []string{"bomb-row_2011.csv.gz", "bomb-rows_2011.csv.gz", "broken.zip", "two-tables.zip"} {
		r := s.do("POST", "/api/v1/data?name="+name, bytes.NewReader(read(t, "../../dataset/testdata/hostile/"+name)), "Prefer", "wait=60")
		r.into(t, 422, &p)
	}
	text := read(t, mini)
	statuses := ""
	for range 8 {
		switch r := s.do("POST", "/api/v1/data?name=wiod_2011.csv", bytes.NewReader(text), "Prefer", "wait=60"); r.status {
		case 201:
			statuses += "+"
		case 507:
			statuses += "-"
		default:
			t.Fatalf("got %d: %s; want 201 or 507", r.status, r.body)
		}
	}
	if !strings.HasPrefix(statuses, "+") || !strings.HasSuffix(statuses, "-") {
		t.Errorf("got %s; want uploads until the memory is used up", statuses)
	}
}

// TestCancelledUploadLeavesNothing: nor does one that never began.
func TestCancelledUploadLeavesNothing(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	work := newSlow()
	defer close(work.let)
	s := start(t, mini, server.Config{Entries: []*result.Entry{work.Entry}, Limits: server.Limits{Workers: 1}})
	s.get("/api/v1/data/" + s.data + "/analyses/slow")
	slowly(t, "begin", func() bool { return work.begun.Load() == 1 })
	r := s.do("POST", "/api/v1/data?name=wiod_2011.csv&wait=0", bytes.NewReader(read(t, mini)))
	if r.status != 202 {
		t.Fatalf("got %d: %s; want 202", r.status, r.body)
	}
	s.do("DELETE", r.header.Get("Location"), nil)
	slowly(t, "the folder to go", func() bool {
		left, err := os.ReadDir(os.Getenv("TMPDIR"))
		return err == nil && len(left) == 0
	})
}

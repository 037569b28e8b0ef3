package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"dougong/catalogue"
	"dougong/internal/server"
	"dougong/result"
	"dougong/study"
)

// mini is a world table of two economies with two sectors.
const mini = "../../dataset/testdata/mini/wiod_2011.csv"

// served is a server that listens, and its log.
type served struct {
	t    testing.TB
	url  string
	data string // id of the table
	log  *syncBuffer
	*server.Server
}

type syncBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (s *syncBuffer) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.Write(p)
}

func (s *syncBuffer) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.b.String()
}

// start serves a table on a port of its own until the test ends.
func start(t testing.TB, path string, c server.Config) *served {
	t.Helper()
	s := &served{t: t, log: &syncBuffer{}}
	if c.Entries == nil {
		c.Entries = catalogue.All()
	}
	c.Version, c.Log = "test", slog.New(slog.NewTextHandler(s.log, nil))
	var err error
	if s.Server, err = server.New(c); err != nil {
		t.Fatal(err)
	}
	if path != "" {
		d, err := study.Load(t.Context(), study.Source{Path: path})
		if err != nil {
			t.Fatal(err)
		}
		s.data = s.Add(d)
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s.url = "http://" + l.Addr().String()
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(ctx, l) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Errorf("serve: %v", err)
		}
	})
	return s
}

// reply is an answer, read to its end.
type reply struct {
	status int
	header http.Header
	body   []byte
}

// do asks; head has pairs of name and value, of which Host is that of the request.
func (s *served) do(method, path string, body io.Reader, head ...string) reply {
	s.t.Helper()
	r, err := http.NewRequest(method, s.url+path, body)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i < len(head); i += 2 {
		if head[i] == "Host" {
			r.Host = head[i+1]
		}
		r.Header.Add(head[i], head[i+1])
	}
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		s.t.Fatalf("%s %s: %v", method, path, err)
	}
	return reply{answer.StatusCode, answer.Header, text}
}

func (s *served) get(path string, head ...string) reply {
	s.t.Helper()
	return s.do("GET", path, nil, head...)
}

// wait asks and waits for the answer.
func (s *served) wait(path string, head ...string) reply {
	s.t.Helper()
	return s.get(path, append(head, "Prefer", "wait=60")...)
}

// into reads JSON and wants a status.
func (r reply) into(t testing.TB, status int, v any) {
	t.Helper()
	if r.status != status {
		t.Fatalf("got status %d: %.300s; want %d", r.status, r.body, status)
	}
	if err := json.Unmarshal(r.body, v); err != nil {
		t.Fatalf("%v in %.300s", err, r.body)
	}
}

type problem struct {
	Error, Kind, Param string
	Near               []string `json:"did_you_mean"`
	File               string
	Row, Column        int
}

func TestAnswerIsThatOfTheEntry(t *testing.T) {
	s := start(t, mini, server.Config{})
	d, err := study.Load(t.Context(), study.Source{Path: mini})
	if err != nil {
		t.Fatal(err)
	}
	e, _ := catalogue.Find("linkages")
	r, err := d.Run(t.Context(), e, map[string]string{"economy": "CHN"})
	if err != nil {
		t.Fatal(err)
	}
	want, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	got := s.wait("/api/v1/data/" + s.data + "/analyses/linkages?economy=CHN")
	var a, b any
	got.into(t, 200, &a)
	if err := json.Unmarshal(want, &b); err != nil {
		t.Fatal(err)
	}
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	if !bytes.Equal(x, y) {
		t.Errorf("got  %.400s\nwant %.400s", x, y)
	}
}

func TestETag(t *testing.T) {
	runs := 0
	entry := *findEntry(t, "linkages")
	run := entry.Run
	entry.Run = func(ctx context.Context, in *result.Input) (*result.Result, error) { runs++; return run(ctx, in) }
	s := start(t, mini, server.Config{Entries: []*result.Entry{&entry}})
	path := "/api/v1/data/" + s.data + "/analyses/linkages?economy="
	first := s.wait(path + "CHN")
	tag := first.header.Get("ETag")
	if first.status != 200 || tag == "" || runs != 1 {
		t.Fatalf("got %d, ETag %q, %d runs; want 200, one, 1 run", first.status, tag, runs)
	}
	for _, same := range []string{"CHN", "chn", "China"} {
		if r := s.get(path+same, "If-None-Match", tag); r.status != 304 || len(r.body) > 0 {
			t.Errorf("%s: got %d with %d bytes; want 304 with none", same, r.status, len(r.body))
		}
	}
	if r := s.wait(path + "CHN&format=csv"); r.header.Get("ETag") == tag || !strings.HasPrefix(r.header.Get("Content-Type"), "text/csv") {
		t.Errorf("csv: got ETag %q, type %q; want another, text/csv", r.header.Get("ETag"), r.header.Get("Content-Type"))
	}
	if r := s.wait(path + "CHN&format=jsonl"); r.header.Get("ETag") == tag {
		t.Error("jsonl: got the ETag of json")
	}
	if runs != 1 {
		t.Errorf("got %d runs; want 1 for all formats and spellings", runs)
	}
	if r := s.wait(path+"ROW", "If-None-Match", tag); r.status != 200 || r.header.Get("ETag") == tag {
		t.Errorf("another economy: got %d, ETag %q; want 200 and another", r.status, r.header.Get("ETag"))
	}
}

func findEntry(t testing.TB, id string) *result.Entry {
	t.Helper()
	e, ok := catalogue.Find(id)
	if !ok {
		t.Fatalf("no entry %s", id)
	}
	return e
}

func TestNegotiation(t *testing.T) {
	s := start(t, mini, server.Config{})
	path := "/api/v1/data/" + s.data + "/analyses/linkages?economy=CHN"
	f := func(query, name, value, want string) {
		t.Helper()
		if r := s.wait(path+query, name, value); r.status != 200 || !strings.HasPrefix(r.header.Get("Content-Type"), want) {
			t.Errorf("%s %s %s: got %d, %q; want 200, %q", query, name, value, r.status, r.header.Get("Content-Type"), want)
		}
	}
	f("", "Accept", "text/html;q=0.9, text/csv, */*;q=0.1", "text/csv")
	f("", "Accept", "*/*", "application/json")
	f("", "Accept", "image/webp", "application/json")
	f("&format=md", "Accept", "text/csv", "text/markdown")
	zh := s.wait(path+"&format=md", "Accept-Language", "de, zh-CN;q=0.8, en;q=0.3")
	if !strings.Contains(string(zh.body), "前提与局限") {
		t.Errorf("Chinese wanted before English: got %.100s", zh.body)
	}
	var p problem
	s.get(path+"&format=cvs").into(t, 400, &p)
	if p.Param != "format" || len(p.Near) == 0 || p.Near[0] != "csv" {
		t.Errorf("got %+v; want parameter format, near csv", p)
	}
	s.get("/api/v1/data/"+s.data+"/analyses/linkage").into(t, 404, &p)
	if len(p.Near) == 0 || p.Near[0] != "linkages" {
		t.Errorf("got %+v; want linkages as near", p)
	}
	s.get("/api/v1/data/"+s.data+"/analyses/linkages?economy=CHM").into(t, 400, &p)
	if p.Param != "economy" || len(p.Near) == 0 || p.Near[0] != "CHN" {
		t.Errorf("got %+v; want parameter economy, near CHN", p)
	}
}

func TestCompression(t *testing.T) {
	s := start(t, mini, server.Config{})
	plain := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	for _, accept := range []string{"gzip", "gzip;q=0", ""} {
		r, _ := http.NewRequest("GET", s.url+"/api/v1/catalogue", nil)
		r.Header.Set("Accept-Encoding", accept)
		answer, err := plain.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := io.ReadAll(answer.Body)
		answer.Body.Close()
		if packed := bytes.HasPrefix(text, []byte("\x1f\x8b")); packed != (accept == "gzip") || packed != (answer.Header.Get("Content-Encoding") == "gzip") {
			t.Errorf("Accept-Encoding %q: got packed %v, Content-Encoding %q", accept, packed, answer.Header.Get("Content-Encoding"))
		}
	}
}

// slowly waits up to some seconds for something to become true.
func slowly(t testing.TB, what string, ok func() bool) {
	t.Helper()
	for range 500 {
		if ok() {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatalf("%s: not within five seconds", what)
}

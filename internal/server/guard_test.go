package server_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"dougong/internal/server"
)

const (
	token  = "t0ken-of-ada-which-nobody-may-read"
	others = "t0ken-of-bob-which-nobody-may-read"
)

func tokens(t testing.TB) *server.Tokens {
	t.Helper()
	k, err := server.ReadTokens("tokens", strings.NewReader("# people\nada: "+token+"\r\nbob:"+others+"\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestOpenBindWithoutTokensIsRefused(t *testing.T) {
	for _, address := range []string{"0.0.0.0:0", ":0", "[::]:0", "192.0.2.1:0", "example.org:0", "8642", "127.0.0.1"} {
		if l, err := server.Listen(address, nil); err == nil {
			l.Close()
			t.Errorf("%s: got no error; want one", address)
		}
	}
	for _, address := range []string{"127.0.0.1:0", "localhost:0"} {
		l, err := server.Listen(address, nil)
		if err != nil {
			t.Errorf("%s: %v", address, err)
			continue
		}
		l.Close()
	}
	l, err := server.Listen("0.0.0.0:0", tokens(t))
	if err != nil {
		t.Fatalf("with tokens: %v", err)
	}
	l.Close()
}

func TestHostAndOrigin(t *testing.T) {
	s := start(t, mini, server.Config{Hosts: []string{"workbench.example"}})
	_, port, _ := net.SplitHostPort(strings.TrimPrefix(s.url, "http://"))
	f := func(status int, method string, head ...string) {
		t.Helper()
		if r := s.do(method, "/api/v1/session", strings.NewReader("{}"), head...); r.status != status {
			t.Errorf("%s %q: got %d; want %d", method, head, r.status, status)
		}
	}
	for _, host := range []string{"evil.example", "evil.example:" + port, "127.0.0.1.evil.example", "localhost.evil.example", "10.0.0.7", "[2001:db8::1]:80", "localhost@evil.example"} {
		f(421, "GET", "Host", host)
	}
	for _, host := range []string{"localhost", "LOCALHOST:" + port, "localhost.:80", "127.0.0.1:9", "[::1]:80", "workbench.example:443"} {
		f(200, "GET", "Host", host)
	}
	for _, origin := range []string{"http://evil.example", "https://127.0.0.1.evil.example", "null", "http://localhost:1"} {
		f(403, "POST", "Origin", origin)
		f(403, "DELETE", "Origin", origin)
	}
	f(403, "POST", "Sec-Fetch-Site", "cross-site")
	f(403, "POST", "Sec-Fetch-Site", "same-site")
	f(403, "GET", "Sec-Fetch-Site", "cross-site") // an image on another site's page
	f(200, "POST", "Origin", s.url)
	f(200, "POST", "Sec-Fetch-Site", "same-origin")
	f(200, "GET", "Sec-Fetch-Site", "none")
}

func TestTokens(t *testing.T) {
	s := start(t, mini, server.Config{Tokens: tokens(t)})
	data := "/api/v1/data"
	for _, bearer := range []string{"", "Bearer ", "Bearer wrong", "Bearer " + token + "x", "Basic " + token, token} {
		if r := s.get(data, "Authorization", bearer); r.status != 401 || r.header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%q: got %d; want 401 that asks for a bearer", bearer, r.status)
		}
	}
	for _, path := range []string{data + "/" + s.data, data + "/" + s.data + "/analyses/linkages?economy=CHN", data + "/" + s.data + "/brief", "/api/v1/jobs/x", data + "?token=" + token} {
		if r := s.get(path); r.status != 401 {
			t.Errorf("%s: got %d; want 401", path, r.status)
		}
	}
	if r := s.get(data, "Authorization", "Bearer "+token); r.status != 200 {
		t.Errorf("with the token: got %d; want 200", r.status)
	}
	if r := s.do("POST", "/api/v1/session", strings.NewReader(`{"token":"wrong"}`)); r.status != 401 {
		t.Errorf("wrong token at the door: got %d; want 401", r.status)
	}
	in := s.do("POST", "/api/v1/session", strings.NewReader(`{"token":"`+token+`"}`))
	cookie := in.header.Get("Set-Cookie")
	for _, want := range []string{"HttpOnly", "SameSite=Strict", "Path=/"} {
		if !strings.Contains(cookie, want) {
			t.Errorf("got cookie %q; want %s", cookie, want)
		}
	}
	if strings.Contains(cookie, token) {
		t.Error("the cookie holds the token")
	}
	session, _, _ := strings.Cut(cookie, ";")
	if r := s.get(data, "Cookie", session); r.status != 200 {
		t.Errorf("with the cookie: got %d; want 200", r.status)
	}
	if r := s.get("/api/v1/session", "Cookie", session); !strings.Contains(string(r.body), `"name":"ada"`) {
		t.Errorf("got %s; want ada", r.body)
	}
	s.do("DELETE", "/api/v1/session", nil, "Cookie", session)
	if r := s.get(data, "Cookie", session); r.status != 401 {
		t.Errorf("after signing out: got %d; want 401", r.status)
	}
	log := s.log.String()
	if strings.Contains(log, token) || strings.Contains(log, others) || strings.Contains(log, strings.TrimPrefix(session, "dougong_session=")) {
		t.Error("a token or a session is in the log")
	}
	if !strings.Contains(log, "name=ada") {
		t.Error("ada is not in the log")
	}
	if strings.Contains(log, "economy") || strings.Contains(log, "CHN") {
		t.Error("a query is in the log")
	}
}

// TestJobsArePrivate: a job of one person is not there for another.
func TestJobsArePrivate(t *testing.T) {
	s := start(t, mini, server.Config{Tokens: tokens(t)})
	r := s.get("/api/v1/data/"+s.data+"/analyses/linkages?economy=CHN&wait=0", "Authorization", "Bearer "+token)
	at := r.header.Get("Location")
	if r.status != 202 || at == "" {
		t.Fatalf("got %d, Location %q; want a job", r.status, at)
	}
	if r := s.get(at, "Authorization", "Bearer "+others); r.status != 404 {
		t.Errorf("somebody else's job: got %d; want 404", r.status)
	}
	if r := s.get(at, "Authorization", "Bearer "+token); r.status != 200 {
		t.Errorf("own job: got %d; want 200", r.status)
	}
}

func TestReadTokensSaysWhatIsWrong(t *testing.T) {
	f := func(text, want string) {
		t.Helper()
		_, err := server.ReadTokens("t.txt", strings.NewReader(text))
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%q: got %v; want %s", text, err, want)
		}
		if err != nil && strings.Contains(err.Error(), "sekret") {
			t.Errorf("%q: the error repeats the token: %v", text, err)
		}
	}
	f("", "t.txt: got no tokens")
	f("# only\n", "t.txt: got no tokens")
	f("sekret-sekret-sekret-sekret\n", "t.txt: row 1: got no name")
	f("ada:sekret\n", "t.txt: row 1: ada: got a token of 6 characters")
	f("ada:sekret sekret sekret sekret\n", "t.txt: row 1: ada: got a token")
	f("ada:sekret-sekret-sekret-sekret\n\nada:sekret-sekret-sekret-sekre2\n", "t.txt: row 3: ada: named in row 1")
}

func TestTraversal(t *testing.T) {
	page := fstest.MapFS{"index.html": {Data: []byte("<p>page")}, "assets/app-3f9a.js": {Data: []byte("run()")}, ".secret": {Data: []byte("secret")}}
	s := start(t, mini, server.Config{Page: page})
	for _, path := range []string{
		"/../../../../etc/passwd", "/..%2f..%2f..%2fetc/passwd", "/assets/../../etc/passwd.txt", "/assets/%2e%2e/%2e%2e/etc/hosts.txt",
		`/..\..\windows\win.ini`, "/.secret", "/assets/..%5c..%5csecret.js", "//etc/passwd.txt", "/%00.js",
		"/api/v1/data/..%2f..%2fetc%2fpasswd", "/api/v1/data/%2e%2e/analyses/linkages", "/api/v1/jobs/..%2f..%2fdata",
	} {
		status, body := raw(t, s.url, "GET "+path+" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
		if status == 200 && body != "<p>page" || strings.Contains(body, "root:") || strings.Contains(body, "secret") {
			t.Errorf("%s: got %d, %.60q; want nothing but the page", path, status, body)
		}
	}
	r := s.get("/assets/app-3f9a.js")
	if r.status != 200 || !strings.Contains(r.header.Get("Cache-Control"), "immutable") {
		t.Errorf("asset: got %d, %q; want 200 and immutable", r.status, r.header.Get("Cache-Control"))
	}
	if again := s.get("/assets/app-3f9a.js", "If-None-Match", r.header.Get("ETag")); again.status != 304 {
		t.Errorf("asset again: got %d; want 304", again.status)
	}
	if r := s.get("/find/dependence"); r.status != 200 || string(r.body) != "<p>page" || r.header.Get("Cache-Control") != "no-cache" {
		t.Errorf("a place in the page: got %d, %.40q; want the page", r.status, r.body)
	}
}

// raw sends bytes as they are, since clients clean paths; status 0 stands for a
// connection that was closed without an answer.
func raw(t testing.TB, url, request string) (status int, body string) {
	t.Helper()
	c, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	_, _ = io.WriteString(c, request) // the server may not want all of it
	answer, err := http.ReadResponse(bufio.NewReader(c), nil)
	if err != nil {
		return 0, ""
	}
	defer answer.Body.Close()
	text, _ := io.ReadAll(answer.Body)
	return answer.StatusCode, string(text)
}

func TestSecurityHeaders(t *testing.T) {
	s := start(t, mini, server.Config{})
	data := "/api/v1/data/" + s.data
	for _, path := range []string{"/", "/none.js", "/api/v1/catalogue", "/api/v1/none", data + "/analyses/linkages?economy=CHN", data + "/brief?economy=CHN&format=html"} {
		h := s.wait(path).header
		policy := h.Get("Content-Security-Policy")
		if !strings.HasPrefix(policy, "default-src 'none'") || !strings.Contains(policy, "frame-ancestors 'none'") || strings.Contains(policy, "unsafe-eval") || strings.Contains(policy, "script-src 'unsafe") {
			t.Errorf("%s: got policy %q", path, policy)
		}
		if script := strings.Contains(policy, "script-src"); script != (path == "/") {
			t.Errorf("%s: scripts allowed %v; want them for the page only", path, script)
		}
		for name, want := range map[string]string{"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin"} {
			if h.Get(name) != want {
				t.Errorf("%s: got %s %q; want %q", path, name, h.Get(name), want)
			}
		}
	}
}

// The headers of a 304 replace those that a browser kept with the page.
func TestPolicyOfUnchangedPage(t *testing.T) {
	s := start(t, mini, server.Config{})
	first := s.get("/")
	again := s.get("/", "If-None-Match", first.header.Get("ETag"))
	if got, want := again.header.Get("Content-Security-Policy"), first.header.Get("Content-Security-Policy"); again.status != 304 || got != want {
		t.Errorf("unchanged page: got %d with policy %q; want 304 with %q", again.status, got, want)
	}
}

func TestOversized(t *testing.T) {
	s := start(t, mini, server.Config{Limits: server.Limits{UploadBytes: 1000, BodyBytes: 500, HeaderBytes: 4096, UploadFiles: 2}})
	if r := s.do("POST", "/api/v1/data?name=a.csv", strings.NewReader(strings.Repeat("1,2\n", 1000))); r.status != 413 {
		t.Errorf("large file: got %d: %s; want 413", r.status, r.body)
	}
	// A length that is not told is bounded as well.
	if r := s.do("POST", "/api/v1/data?name=a.csv", struct{ io.Reader }{strings.NewReader(strings.Repeat("1,2\n", 1000))}); r.status != 413 {
		t.Errorf("large file in chunks: got %d: %s; want 413", r.status, r.body)
	}
	if r := s.do("POST", "/api/v1/session", strings.NewReader(`{"token":"`+strings.Repeat("x", 1000)+`"}`)); r.status != 413 {
		t.Errorf("large body: got %d: %s; want 413", r.status, r.body)
	}
	// The connection is closed on what is left of the head, sometimes before the
	// answer has been read.
	if status, _ := raw(t, s.url, "GET /api/v1/data HTTP/1.1\r\nHost: localhost\r\nX-Large: "+strings.Repeat("x", 20000)+"\r\n\r\n"); status != 431 && status != 0 {
		t.Errorf("large head: got %d; want 431", status)
	}
}

func TestSlow(t *testing.T) {
	s := start(t, mini, server.Config{Limits: server.Limits{Header: 200 * time.Millisecond, Stall: 200 * time.Millisecond, Upload: time.Second, Idle: 200 * time.Millisecond}})
	f := func(name, first string, more string, every time.Duration, want int) {
		t.Helper()
		c, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprint(c, first)
		gone := make(chan int, 1)
		go func() {
			answer, err := http.ReadResponse(bufio.NewReader(c), nil)
			if err != nil {
				gone <- 0
				return
			}
			gone <- answer.StatusCode
		}()
		tick, enough := time.NewTicker(every), time.After(20*time.Second)
		defer tick.Stop()
		for {
			select {
			case got := <-gone:
				if got != want {
					t.Errorf("%s: got %d; want %d", name, got, want)
				}
				return
			case <-tick.C:
				fmt.Fprint(c, more)
			case <-enough:
				t.Errorf("%s: still connected after 20 s", name)
				return
			}
		}
	}
	head := "POST /api/v1/data?name=a.csv HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n"
	f("a head that does not end", "GET / HTTP/1.1\r\nHost: localhost\r\n", "X: y\r\n", 50*time.Millisecond, 0)
	f("a body that stops", head+"1,2", "", time.Hour, 408)
	f("a body by drops", head, "1", 50*time.Millisecond, 408)
	f("a body that keeps coming", strings.Replace(head, "100000", "40", 1), "1,2\n", 50*time.Millisecond, 422) // no table, but all of it
	f("a body of another request", "POST /api/v1/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 400\r\n\r\n", " ", 50*time.Millisecond, 400)
}

// TestConnections: those beyond the limit wait, and come in when others leave.
func TestConnections(t *testing.T) {
	s := start(t, mini, server.Config{Limits: server.Limits{Connections: 2}})
	var idle []net.Conn
	for range 2 {
		c, err := net.Dial("tcp", strings.TrimPrefix(s.url, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		idle = append(idle, c)
	}
	time.Sleep(50 * time.Millisecond) // for both to be let in
	got := make(chan int, 1)
	go func() { got <- s.get("/api/v1/session").status }()
	select {
	case status := <-got:
		t.Errorf("a third connection: got %d at once; want it to wait", status)
	case <-time.After(200 * time.Millisecond):
	}
	for _, c := range idle {
		c.Close()
	}
	if status := <-got; status != 200 {
		t.Errorf("when others have left: got %d; want 200", status)
	}
}

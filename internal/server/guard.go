package server

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"time"
)

// Listen opens an address. One that other machines can reach is refused unless
// there are tokens.
func Listen(address string, tokens *Tokens) (net.Listener, error) {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("address: got %q; want HOST:PORT such as 127.0.0.1:8642", address)
	}
	if tokens == nil && !loopback(host) {
		return nil, fmt.Errorf("address: got %q, which other machines can reach; want 127.0.0.1:PORT, or a file of names and tokens: --tokens FILE", address)
	}
	l, err := net.Listen("tcp", address)
	if err != nil {
		return nil, err
	}
	// A name such as localhost is what the resolver says it is.
	if at, ok := l.Addr().(*net.TCPAddr); tokens == nil && (!ok || !at.IP.IsLoopback()) {
		_ = l.Close()
		return nil, fmt.Errorf("address: %q is %v, which other machines can reach; want 127.0.0.1:PORT, or a file of names and tokens: --tokens FILE", address, l.Addr())
	}
	return l, nil
}

// bound lets so many connections in at a time; others wait outside.
func bound(l net.Listener, most int) net.Listener {
	return &boundListener{Listener: l, room: make(chan struct{}, most), over: make(chan struct{})}
}

type boundListener struct {
	net.Listener
	room chan struct{}
	over chan struct{}
	once sync.Once
}

func (b *boundListener) Accept() (net.Conn, error) {
	select {
	case b.room <- struct{}{}:
	case <-b.over:
		return nil, net.ErrClosed
	}
	c, err := b.Listener.Accept()
	if err != nil {
		<-b.room
		return nil, err
	}
	return &boundConn{Conn: c, leave: sync.OnceFunc(func() { <-b.room })}, nil
}

func (b *boundListener) Close() error {
	b.once.Do(func() { close(b.over) })
	return b.Listener.Close()
}

type boundConn struct {
	net.Conn
	leave func()
}

func (c *boundConn) Close() error {
	defer c.leave()
	return c.Conn.Close()
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	at, err := netip.ParseAddr(host)
	return err == nil && at.Unmap().IsLoopback()
}

// guard stands before every request: what a browser may do with the answer,
// whether the request is meant for this host and comes from its own page, what
// the log says of it.
func (s *Server) guard(next http.Handler) http.Handler {
	origins := http.NewCrossOriginProtection()
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		who := &visitor{}
		r = r.WithContext(context.WithValue(r.Context(), visitorKey{}, who))
		seen := &watched{ResponseWriter: w}
		begun := s.Now()
		defer s.record(r, seen, who, begun)
		defer s.rescue(seen, r)
		setHeaders(w.Header())
		switch err := s.refusal(r, origins); {
		case err != nil:
			s.fail(seen, r, err)
		default:
			next.ServeHTTP(seen, r)
		}
	})
}

// refusal says why a request is not let in.
func (s *Server) refusal(r *http.Request, origins *http.CrossOriginProtection) error {
	if !s.ours(r.Host) {
		return refuse(http.StatusMisdirectedRequest, "refused", "server: got Host %q; want an address or a name of this host; serve --host NAME allows one", cut(r.Host))
	}
	if err := origins.Check(r); err != nil {
		return refuse(http.StatusForbidden, "refused", "server: the request comes from another site's page; want none of these")
	}
	// Reading is not a change, but another site's page could make this machine
	// work: its images and scripts may not come from here either.
	if site := r.Header.Get("Sec-Fetch-Site"); strings.HasPrefix(r.URL.Path, "/api/") && (site == "cross-site" || site == "same-site") {
		return refuse(http.StatusForbidden, "refused", "server: the request comes from another site's page; want none of these")
	}
	return nil
}

// ours reports whether a Host header names this host: a name that somebody else
// has pointed here (DNS rebinding) does not. Where no token is asked for, only
// loopback addresses do; ports differ behind a tunnel.
func (s *Server) ours(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.TrimSuffix(strings.ToLower(strings.Trim(name, "[]")), ".")
	if loopback(name) || slices.Contains(s.Hosts, name) {
		return true
	}
	_, err := netip.ParseAddr(name)
	return err == nil && s.Tokens != nil
}

// cut shortens what a client sent for a message.
func cut(text string) string {
	if r := []rune(text); len(r) > 60 {
		return string(r[:59]) + "…"
	}
	return text
}

// setHeaders says what a browser may do with the answer: nothing, but for what
// the page allows itself.
func setHeaders(h http.Header) {
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; sandbox")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("X-Frame-Options", "DENY")
}

// visitor is who asks, filled in once a token is known.
type visitor struct{ name string }

type visitorKey struct{}

// person returns who asks; empty where nobody needs a token.
func person(r *http.Request) string {
	if v, ok := r.Context().Value(visitorKey{}).(*visitor); ok {
		return v.name
	}
	return ""
}

// admit finds out who asks, by token or by session.
func (s *Server) admit(r *http.Request) error {
	if s.Tokens == nil {
		return nil
	}
	name, ok := s.identify(r)
	if !ok {
		return refuse(http.StatusUnauthorized, "refused", "server: no valid token; send Authorization: Bearer TOKEN, or sign in at /api/v1/session")
	}
	if v, ok := r.Context().Value(visitorKey{}).(*visitor); ok {
		v.name = name
	}
	return nil
}

func (s *Server) identify(r *http.Request) (string, bool) {
	if kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " "); strings.EqualFold(kind, "Bearer") {
		return s.Tokens.who(strings.TrimSpace(token))
	}
	if c, err := r.Cookie(sessionCookie); err == nil {
		return s.sessions.who(c.Value)
	}
	return "", false
}

// watched remembers what was answered.
type watched struct {
	http.ResponseWriter
	status int
	bytes  int64
}

func (w *watched) WriteHeader(status int) {
	if w.status == 0 {
		w.status = status
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *watched) Write(p []byte) (int, error) {
	if w.status == 0 {
		w.status = http.StatusOK
	}
	n, err := w.ResponseWriter.Write(p)
	w.bytes += int64(n)
	return n, err
}

// Unwrap lets http.ResponseController reach the connection.
func (w *watched) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// rescue answers a panic of a handler; the log has the stack.
func (s *Server) rescue(w *watched, r *http.Request) {
	caught := recover()
	if caught == nil {
		return
	}
	if caught == http.ErrAbortHandler {
		panic(caught)
	}
	s.log.Error("panic", "path", r.URL.EscapedPath(), "panic", fmt.Sprint(caught), "stack", string(debug.Stack()))
	if w.status == 0 {
		s.fail(w, r, errInternal)
	}
}

// record writes a line of the log: the path, never the query, a header or a
// body, which may hold what is nobody's business.
func (s *Server) record(r *http.Request, w *watched, who *visitor, begun time.Time) {
	level := slog.LevelInfo
	if w.status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	s.log.LogAttrs(r.Context(), level, "request",
		slog.String("method", r.Method), slog.String("path", r.URL.EscapedPath()), slog.Int("status", w.status),
		slog.Int64("bytes", w.bytes), slog.Duration("took", s.Now().Sub(begun)), slog.String("name", who.name))
}

package server

import (
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"net/http"
	"sync"
	"time"
)

// sessionCookie is what the page is known by once somebody has signed in. It is
// not the token.
const sessionCookie = "dougong_session"

// sessionLasts is how long nobody has to sign in again.
const sessionLasts = 12 * time.Hour

// sessions are the people signed in, by the digest of their cookie.
type sessions struct {
	mu    sync.Mutex
	most  int
	now   func() time.Time
	known map[[sha256.Size]byte]session
}

type session struct {
	name string
	ends time.Time
}

func newSessions(most int, now func() time.Time) *sessions {
	return &sessions{most: most, now: now, known: map[[sha256.Size]byte]session{}}
}

// begin opens a session and returns its cookie; false where there are too many.
func (s *sessions) begin(name string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, old := range s.known {
		if s.now().After(old.ends) {
			delete(s.known, id)
		}
	}
	if len(s.known) >= s.most {
		return "", false
	}
	cookie := rand.Text() + rand.Text()
	s.known[sha256.Sum256([]byte(cookie))] = session{name, s.now().Add(sessionLasts)}
	return cookie, true
}

func (s *sessions) who(cookie string) (string, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found, ok := s.known[sha256.Sum256([]byte(cookie))]
	if !ok || s.now().After(found.ends) {
		return "", false
	}
	return found.name, true
}

func (s *sessions) end(cookie string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.known, sha256.Sum256([]byte(cookie)))
}

// sessionView says whether a token is needed, and who is signed in.
type sessionView struct {
	Required bool   `json:"required"` // a token is needed
	Name     string `json:"name,omitempty"`
}

// signIn is the body that begins a session.
type signIn struct {
	Token string `json:"token"`
}

func (s *Server) sessionOperations() []operation {
	return []operation{
		{method: "GET", path: "/api/v1/session", id: "session", tag: "session", open: true, handle: s.getSession,
			summary: "Whether a token is needed, and who is signed in.",
			answers: answersOf(jsonAnswer(200, "the state of the session", sessionView{}))},
		{method: "POST", path: "/api/v1/session", id: "sign-in", tag: "session", open: true, handle: s.beginSession,
			summary: "Sign in with a token; the answer sets a cookie for the page.",
			body:    &body{media: []string{"application/json"}, value: signIn{}},
			answers: answersOf(jsonAnswer(200, "signed in", sessionView{}), problemAnswer(400, 401, 429)...)},
		{method: "DELETE", path: "/api/v1/session", id: "sign-out", tag: "session", open: true, handle: s.endSession,
			summary: "Sign out.",
			answers: answersOf(jsonAnswer(200, "signed out", sessionView{}))},
	}
}

func (s *Server) getSession(w http.ResponseWriter, r *http.Request) error {
	v := sessionView{Required: s.Tokens != nil}
	if s.Tokens != nil {
		v.Name, _ = s.identify(r)
	}
	w.Header().Set("Cache-Control", "no-store")
	s.writeJSON(w, http.StatusOK, v)
	return nil
}

func (s *Server) beginSession(w http.ResponseWriter, r *http.Request) error {
	var in signIn
	var large *http.MaxBytesError
	switch err := json.NewDecoder(r.Body).Decode(&in); {
	case errors.As(err, &large):
		return err
	case err != nil:
		return refuse(http.StatusBadRequest, "usage", `server: the body cannot be read; want {"token": "…"}`)
	}
	v := sessionView{Required: s.Tokens != nil}
	if s.Tokens != nil {
		name, ok := s.Tokens.who(in.Token)
		if !ok {
			return refuse(http.StatusUnauthorized, "refused", "server: no such token")
		}
		cookie, ok := s.sessions.begin(name)
		if !ok {
			return errBusy
		}
		v.Name = name
		http.SetCookie(w, s.cookie(r, cookie, int(sessionLasts.Seconds())))
	}
	w.Header().Set("Cache-Control", "no-store")
	s.writeJSON(w, http.StatusOK, v)
	return nil
}

func (s *Server) endSession(w http.ResponseWriter, r *http.Request) error {
	if c, err := r.Cookie(sessionCookie); err == nil {
		s.sessions.end(c.Value)
		http.SetCookie(w, s.cookie(r, "", -1))
	}
	s.writeJSON(w, http.StatusOK, sessionView{Required: s.Tokens != nil})
	return nil
}

// cookie keeps the session from scripts, from other sites and, where the
// connection is one, for encrypted connections.
func (s *Server) cookie(r *http.Request, value string, age int) *http.Cookie {
	secure := r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
	return &http.Cookie{Name: sessionCookie, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: secure, SameSite: http.SameSiteStrictMode}
}

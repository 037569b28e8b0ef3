package server

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"dougong/result"
)

// Config says what is served, and to whom.
type Config struct {
	Entries []*result.Entry
	Version string   // of the program
	Page    fs.FS    // the built page; nil for none
	Tokens  *Tokens  // who may ask; nil: whoever can reach the address
	Hosts   []string // names of this host, besides localhost and its addresses
	Limits  Limits
	Log     *slog.Logger
	Now     func() time.Time
}

// Server answers requests. It is safe for concurrent use.
type Server struct {
	Config
	log      *slog.Logger
	page     map[string]*asset
	ops      []operation
	document []byte // openapi.json
	edition  string // names the document, and all that is made from the catalogue
	handler  http.Handler

	data     *shelf
	jobs     *jobs
	answers  *cache // of *answer
	results  *cache // of *result.Result
	flights  flights
	sessions *sessions
	streams  atomic.Int64  // clients that watch jobs
	arriving atomic.Int64  // uploads
	loading  chan struct{} // holds one: tables are read one after another, each may be large
}

// New makes a server. Close it when it is not needed any more.
func New(c Config) (*Server, error) {
	c.Limits = c.Limits.withDefaults()
	if c.Tokens == nil {
		c.Limits.PerPerson = c.Limits.Queue + c.Limits.Workers
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	s := &Server{Config: c, log: c.Log, data: newShelf(c.Limits.MemoryBytes), jobs: newJobs(c.Limits, c.Log),
		answers: newCache(c.Limits.CacheBytes), results: newCache(c.Limits.CacheBytes), sessions: newSessions(c.Limits.Sessions, c.Now), loading: make(chan struct{}, 1)}
	var err error
	if s.page, err = assets(c.Page); err != nil {
		return nil, err
	}
	s.ops = s.operations()
	s.document = s.openAPI()
	s.edition = digest(s.Version, string(s.document))
	s.handler = s.routes()
	return s, nil
}

// Close cancels jobs and waits for their workers.
func (s *Server) Close() { s.jobs.close() }

// Handler returns the guarded handler of all requests.
func (s *Server) Handler() http.Handler { return s.handler }

// routes makes the handler from the list of operations.
func (s *Server) routes() http.Handler {
	mux := http.NewServeMux()
	for _, op := range s.ops {
		mux.Handle(op.method+" "+op.path, s.operation(op))
	}
	mux.HandleFunc("/api/", s.noSuchOperation)
	mux.HandleFunc("/", s.servePage)
	return s.guard(mux)
}

// operation makes a handler of an operation: who asks, errors, size of the body.
func (s *Server) operation(op operation) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !op.open {
			if err := s.admit(r); err != nil {
				s.fail(w, r, err)
				return
			}
		}
		if !op.file {
			r.Body = http.MaxBytesReader(w, r.Body, s.Limits.BodyBytes)
		}
		if op.body == nil { // the head is here; what follows is only waiting
			_ = http.NewResponseController(w).SetReadDeadline(time.Now().Add(s.Limits.LongestAsk + s.Limits.Stall))
		}
		if err := op.handle(w, r); err != nil {
			s.fail(w, r, err)
		}
	})
}

func (s *Server) noSuchOperation(w http.ResponseWriter, r *http.Request) {
	var allowed []string
	for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodDelete} {
		for _, op := range s.ops {
			if op.method == method && op.matches(r.URL.Path) {
				allowed = append(allowed, method)
			}
		}
	}
	if len(allowed) == 0 {
		s.fail(w, r, refuse(http.StatusNotFound, "missing", "server: no such operation; see /api/v1/openapi.json"))
		return
	}
	for _, method := range allowed {
		w.Header().Add("Allow", method)
	}
	s.fail(w, r, refuse(http.StatusMethodNotAllowed, "usage", "server: got method %s; want another", r.Method))
}

// Serve answers requests until the context ends; then it finishes those that
// have begun and cancels the jobs.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	base, stop := context.WithCancel(context.WithoutCancel(ctx))
	defer stop()
	h := &http.Server{
		Handler:           s.handler,
		ReadHeaderTimeout: s.Limits.Header,
		ReadTimeout:       s.Limits.Header + s.Limits.Stall,
		WriteTimeout:      s.Limits.LongestAsk + s.Limits.Stall,
		IdleTimeout:       s.Limits.Idle,
		MaxHeaderBytes:    s.Limits.HeaderBytes,
		ErrorLog:          slog.NewLogLogger(s.log.Handler(), slog.LevelWarn),
		BaseContext:       func(net.Listener) context.Context { return base },
	}
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(bound(l, s.Limits.Connections)) }()
	select {
	case err := <-failed:
		s.jobs.close()
		return err
	case <-ctx.Done():
	}
	s.log.Info("stopping")
	s.jobs.close() // ends what waits for jobs and what watches them
	patience, enough := context.WithTimeout(context.WithoutCancel(ctx), s.Limits.Grace)
	defer enough()
	if err := h.Shutdown(patience); err != nil {
		_ = h.Close()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// digest names what decides an answer.
func digest(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		_, _ = h.Write([]byte(p)) // a hash does not fail
		_, _ = h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

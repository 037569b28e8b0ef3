package server

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

func jobPath(id string) string { return "/api/v1/jobs/" + id }

func (s *Server) jobOperations() []operation {
	return []operation{
		{method: "GET", path: "/api/v1/jobs/{job}", id: "job", tag: "jobs", handle: s.getJob,
			summary: "Where a job stands; once it is done, result is the path of the answer.",
			query:   []parameter{waitQuery}, header: []parameter{waitHeader},
			answers: answersOf(jsonAnswer(200, "the job", jobView{}), problemAnswer(400, 401, 404)...)},
		{method: "GET", path: "/api/v1/jobs/{job}/events", id: "job-events", tag: "jobs", handle: s.watchJob,
			summary: "Server-sent events: the job at each change as `progress`, at its end as `end`; a comment as heartbeat.",
			answers: answersOf(answerSpec{status: 200, about: "events whose data are jobs", media: []string{"text/event-stream"}}, problemAnswer(401, 404, 429)...)},
		{method: "DELETE", path: "/api/v1/jobs/{job}", id: "cancel-job", tag: "jobs", handle: s.cancelJob,
			summary: "Cancel a job.",
			answers: answersOf(jsonAnswer(200, "the job", jobView{}), problemAnswer(401, 404)...)},
	}
}

func (s *Server) job(r *http.Request) (*job, error) {
	j, ok := s.jobs.find(person(r), r.PathValue("job"))
	if !ok {
		return nil, refuse(http.StatusNotFound, "missing", "no such job: it was never yours, or ended a while ago; ask for the answer again")
	}
	return j, nil
}

func (s *Server) getJob(w http.ResponseWriter, r *http.Request) error {
	j, err := s.job(r)
	if err != nil {
		return err
	}
	if r.URL.Query().Has("wait") || r.Header.Get("Prefer") != "" {
		wait, err := s.patience(w, r)
		if err != nil {
			return err
		}
		_, _ = await(r.Context(), j, wait) // the view below says how it stands
	}
	view, _ := j.view()
	w.Header().Set("Cache-Control", "no-store")
	s.writeJSON(w, http.StatusOK, view)
	return nil
}

func (s *Server) cancelJob(w http.ResponseWriter, r *http.Request) error {
	j, err := s.job(r)
	if err != nil {
		return err
	}
	s.jobs.abort(j)
	view, _ := j.view()
	w.Header().Set("Cache-Control", "no-store")
	s.writeJSON(w, http.StatusOK, view)
	return nil
}

// mostOften is the shortest time between two events of progress.
const mostOften = 100 * time.Millisecond

// watchJob sends the job at each change until it is over.
func (s *Server) watchJob(w http.ResponseWriter, r *http.Request) error {
	j, err := s.job(r)
	if err != nil {
		return err
	}
	if s.streams.Add(1) > int64(s.Limits.Streams) {
		s.streams.Add(-1)
		return errBusy
	}
	defer s.streams.Add(-1)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no") // a proxy must not hold events back
	stream := &stream{w: w, control: http.NewResponseController(w), stall: s.Limits.Stall, beat: s.Limits.Heartbeat}
	beat := time.NewTicker(s.Limits.Heartbeat)
	defer beat.Stop()
	for {
		view, changed := j.view()
		if view.State.over() {
			_ = stream.event("end", view)
			return nil
		}
		if err := stream.event("progress", view); err != nil {
			return nil // the client is gone
		}
		if !stream.rest(r, j, changed, beat) {
			return nil
		}
	}
}

// stream writes events, each with a deadline of its own.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	stall   time.Duration // that a write may take
	beat    time.Duration // between two writes
}

func (t *stream) event(name string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return t.write(fmt.Sprintf("event: %s\ndata: %s\n\n", name, data))
}

func (t *stream) write(text string) error {
	soon := time.Now().Add(t.stall) // a recorder in a test has no deadlines
	_, _ = t.control.SetWriteDeadline(soon), t.control.SetReadDeadline(soon.Add(t.beat))
	if _, err := t.w.Write([]byte(text)); err != nil {
		return err
	}
	return t.control.Flush()
}

// rest waits for the next thing worth an event; false where the client is gone.
func (t *stream) rest(r *http.Request, j *job, changed <-chan struct{}, beat *time.Ticker) bool {
	pause := time.NewTimer(mostOften)
	defer pause.Stop()
	select {
	case <-pause.C:
	case <-j.over:
		return true
	case <-r.Context().Done():
		return false
	}
	for {
		select {
		case <-changed:
			return true
		case <-beat.C:
			if t.write(": still there\n\n") != nil {
				return false
			}
		case <-r.Context().Done():
			return false
		}
	}
}

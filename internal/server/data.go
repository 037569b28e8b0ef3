package server

import (
	"context"
	"encoding/json"
	"net/http"

	"dougong/class"
	"dougong/dataset"
	"dougong/iot"
	"dougong/result"
	"dougong/study"
)

// summaryView is a loaded table at a glance.
type summaryView struct {
	ID       string         `json:"id"`
	Uploaded bool           `json:"uploaded"`
	Hash     string         `json:"hash"` // of its files
	Meta     iot.Meta       `json:"meta"`
	N        int            `json:"n"`             // industries
	Age      *int           `json:"age,omitempty"` // years since the year it describes
	Residual float64        `json:"residual_share"`
	Findings *countView     `json:"findings,omitempty"` // absent until it has been audited
	Bytes    int64          `json:"bytes,omitempty"`    // memory of an uploaded table
	Guess    *dataset.Guess `json:"guess,omitempty"`    // what an uploaded file seemed to be, and why

	Imports    iot.ImportTreatment `json:"imports"`
	Assumption *class.Label        `json:"assumption,omitempty"`
	Economies  []choiceView        `json:"economies"` // empty: one, which need not be named
	Sectors    []choiceView        `json:"sectors"`
	Groups     []choiceView        `json:"groups,omitempty"` // of the tag layer
	Strays     []string            `json:"strays,omitempty"` // tagged sectors that the table does not have
	Blocks     []string            `json:"blocks"`
}

// detailView adds what only forms need.
type detailView struct {
	summaryView
	Industries []choiceView `json:"industries"`
	Final      []choiceView `json:"final_demand"`
	Primary    []choiceView `json:"primary"`
}

type dataListView struct {
	Data []summaryView `json:"data"`
}

// available says whether an analysis runs on a table, and what it would take.
type availableView struct {
	Entry     string   `json:"entry"`
	Available bool     `json:"available"`
	Problem   string   `json:"problem,omitempty"` // what the table lacks
	Seconds   *float64 `json:"seconds,omitempty"` // that a run is expected to take
	Bytes     *float64 `json:"bytes,omitempty"`
}

type availableListView struct {
	Analyses []availableView `json:"analyses"`
}

func (s *Server) dataOperations() []operation {
	return []operation{
		{method: "GET", path: "/api/v1/data", id: "data", tag: "data", handle: s.listData,
			summary: "The tables that are loaded.",
			answers: answersOf(jsonAnswer(200, "the tables", dataListView{}), problemAnswer(401)...)},
		{method: "GET", path: "/api/v1/data/{data}", id: "table", tag: "data", handle: s.getData,
			summary: "One table: its economies, sectors, industries, groups, columns and rows, by code and name.",
			answers: answersOf(jsonAnswer(200, "the table", detailView{}), problemAnswer(401, 404)...)},
		{method: "GET", path: "/api/v1/data/{data}/analyses", id: "available", tag: "data", handle: s.listAvailable,
			summary: "Which analyses run on a table, what it lacks for the others, and how long they take.",
			answers: answersOf(jsonAnswer(200, "the analyses", availableListView{}), problemAnswer(401, 404)...)},
		s.uploadOperation(),
		{method: "DELETE", path: "/api/v1/data/{data}", id: "delete-table", tag: "data", handle: s.deleteData,
			summary: "Forget an uploaded table.",
			answers: answersOf(answerSpec{status: 204, about: "forgotten"}, problemAnswer(401, 403, 404)...)},
	}
}

// Add puts a table on the shelf and audits it behind the scenes. It returns the
// name of the table in paths.
func (s *Server) Add(d *study.Data) string {
	l, _ := s.data.add(d, false) // there is always room for those of the command line
	s.audit(l)
	return l.id
}

// audit counts the findings of a table when a worker is free.
func (s *Server) audit(l *loaded) {
	_, err := s.jobs.start("", "audit\x00"+l.id, "/api/v1/data/"+l.id, func(ctx context.Context, _ *job) error {
		return s.countFindings(ctx, l)
	})
	if err != nil {
		s.log.Warn("not audited", "data", l.id, "error", err.Error())
	}
}

func (s *Server) countFindings(ctx context.Context, l *loaded) error {
	findings, err := l.SystemFindings(ctx, s.Now().Year())
	if err != nil {
		return err
	}
	counts := &countView{}
	for _, f := range findings {
		switch f.Level {
		case iot.Fault:
			counts.Faults++
		case iot.Warning:
			counts.Warnings++
		default:
			counts.Notes++
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.findings = counts
	return nil
}

func (s *Server) listData(w http.ResponseWriter, _ *http.Request) error {
	v := dataListView{Data: []summaryView{}}
	for _, l := range s.data.list() {
		v.Data = append(v.Data, s.summary(l))
	}
	w.Header().Set("Cache-Control", "no-store")
	s.writeJSON(w, http.StatusOK, v)
	return nil
}

func (s *Server) getData(w http.ResponseWriter, r *http.Request) error {
	l, err := s.data.find(r.PathValue("data"))
	if err != nil {
		return err
	}
	v := detailView{summaryView: s.summary(l)}
	for i, k := range l.System.Industries.Keys() {
		v.Industries = append(v.Industries, choiceView{k.String(), l.System.Industries.Label(i)})
	}
	v.Final, v.Primary = keysOf(l.System.FinalDemand.Cols), keysOf(l.System.Primary.Rows)
	text, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return s.respond(w, r, asked{key: digest("data", string(text)), media: "application/json", quick: true,
		make: func(context.Context) ([]byte, error) { return text, nil }})
}

func keysOf(a *iot.Axis) []choiceView {
	list := make([]choiceView, a.Len())
	for i, k := range a.Keys() {
		list[i] = choiceView{k.String(), a.Label(i)}
	}
	return list
}

func (s *Server) deleteData(w http.ResponseWriter, r *http.Request) error {
	if err := s.data.remove(r.PathValue("data")); err != nil {
		return err
	}
	w.WriteHeader(http.StatusNoContent)
	return nil
}

func (s *Server) listAvailable(w http.ResponseWriter, r *http.Request) error {
	l, err := s.data.find(r.PathValue("data"))
	if err != nil {
		return err
	}
	v := availableListView{Analyses: make([]availableView, len(s.Entries))}
	for i, e := range s.Entries {
		v.Analyses[i] = available(e, l)
	}
	s.writeJSON(w, http.StatusOK, v)
	return nil
}

func available(e *result.Entry, l *loaded) availableView {
	v := availableView{Entry: e.ID, Available: true}
	if err := e.Check(l.System, l.Tags); err != nil {
		v.Available, v.Problem = false, err.Error()
	}
	if e.Cost != nil {
		c := e.Cost(l.System.N())
		v.Seconds, v.Bytes = &c.Seconds, &c.Bytes
	}
	return v
}

func (s *Server) summary(l *loaded) summaryView {
	sys := l.System
	v := summaryView{ID: l.id, Uploaded: l.uploaded, Hash: l.Hash(), Meta: sys.Meta, N: sys.N(), Residual: sys.ResidualShare(),
		Imports: sys.Imports, Bytes: l.bytes, Economies: []choiceView{}, Sectors: sectorsOf(sys), Blocks: blocksOf(sys)}
	if sys.Year > 0 {
		age := s.Now().Year() - sys.Year
		v.Age = &age
	}
	if sys.Assumption != (class.Label{}) {
		v.Assumption = &sys.Assumption
	}
	if sys.MultiRegion() {
		for _, code := range sys.Industries.Regions() {
			name, _ := sys.EconomyLabel(code)
			v.Economies = append(v.Economies, choiceView{code, name})
		}
	}
	for _, id := range l.Tags.Groups() {
		v.Groups = append(v.Groups, choiceView{id, l.Tags.Label(id)})
	}
	for _, stray := range l.Strays {
		v.Strays = append(v.Strays, stray.String())
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	v.Findings, v.Guess = l.findings, l.guess
	return v
}

func sectorsOf(sys *iot.System) []choiceView {
	var list []choiceView
	seen := map[string]bool{}
	for i, k := range sys.Industries.Keys() {
		if !seen[k.Item] {
			seen[k.Item] = true
			list = append(list, choiceView{k.Item, sys.Industries.Label(i)})
		}
	}
	return list
}

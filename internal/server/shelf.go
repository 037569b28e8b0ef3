package server

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"dougong/dataset"
	"dougong/iot"
	"dougong/study"
)

// shelf holds the tables that are loaded. Uploaded ones stand within a budget of
// memory.
type shelf struct {
	mu     sync.Mutex
	budget int64
	used   int64
	loaded []*loaded // in order of loading
}

// loaded is one table on the shelf.
type loaded struct {
	*study.Data
	id       string
	uploaded bool
	bytes    int64

	mu       sync.Mutex
	findings *countView     // nil until it has been audited
	guess    *dataset.Guess // of an uploaded table: what its file seemed to be, and why
}

// countView counts findings by level.
type countView struct {
	Notes    int `json:"notes"`
	Warnings int `json:"warnings"`
	Faults   int `json:"faults"`
}

func newShelf(budget int64) *shelf { return &shelf{budget: budget} }

// add puts a table on the shelf under a name of its own. The error says that
// there is no room for an uploaded one.
func (s *shelf) add(d *study.Data, uploaded bool) (*loaded, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &loaded{Data: d, uploaded: uploaded}
	if uploaded {
		l.bytes = weight(d.System)
		if s.used+l.bytes > s.budget {
			return nil, refuse(507, "limit", "server: %s takes %d MB with its model and %d MB are left; delete an uploaded table, or serve it with --data", d.System.Name, l.bytes>>20, (s.budget-s.used)>>20)
		}
		s.used += l.bytes
	}
	l.id = s.free(slug(d.System.Name))
	s.loaded = append(s.loaded, l)
	return l, nil
}

// weight estimates the bytes of a table and of what analyses keep of it: its
// blocks, a factored model of the whole, and one of each economy.
func weight(sys *iot.System) int64 {
	n := int64(sys.N())
	cells := n * (n + int64(len(sys.FinalKinds)) + int64(len(sys.PrimaryKinds)))
	if sys.ImportFlows != nil {
		cells *= 2
	}
	model := n * n
	regions := int64(len(sys.Industries.Regions()))
	national := 3 * n * n / max(1, regions)
	return 8 * (cells + model + national)
}

// free returns the name, or name-2, name-3, … where it is taken.
func (s *shelf) free(name string) string {
	id := name
	for i := 2; s.at(id) >= 0; i++ {
		id = fmt.Sprintf("%s-%d", name, i)
	}
	return id
}

func (s *shelf) at(id string) int {
	return slices.IndexFunc(s.loaded, func(l *loaded) bool { return l.id == id })
}

// slug makes a name that can stand in a path: letters, digits and hyphens.
func slug(name string) string {
	plain := func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}
	text := strings.Trim(strings.Map(plain, name), "-")
	if text == "" {
		return "table"
	}
	return text[:min(len(text), 60)]
}

func (s *shelf) find(id string) (*loaded, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.at(id); at >= 0 {
		return s.loaded[at], nil
	}
	ids := make([]string, len(s.loaded))
	for i, l := range s.loaded {
		ids[i] = l.id
	}
	return nil, unknown("data", "table loaded as", id, ids)
}

func (s *shelf) list() []*loaded {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.loaded)
}

// remove takes an uploaded table off the shelf; those of the command line stay.
func (s *shelf) remove(id string) error {
	l, err := s.find(id)
	if err != nil {
		return err
	}
	if !l.uploaded {
		return refuse(403, "refused", "server: %s was loaded when the server started; only uploaded tables can be deleted", id)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if at := s.at(id); at >= 0 && s.loaded[at] == l {
		s.loaded = slices.Delete(s.loaded, at, at+1)
		s.used -= l.bytes
	}
	return nil
}

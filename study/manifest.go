package study

import (
	"maps"

	"dougong/iot"
	"dougong/result"
)

// Kernel names the arithmetic that a result was computed with: the same kernel
// gives the same bytes on any number of cores.
const Kernel = "gonum"

// DataRef identifies a table by its files and the options it was read with.
type DataRef struct {
	Hash    string     `json:"hash"` // sha256 over all below
	Format  string     `json:"format,omitempty"`
	Year    int        `json:"year,omitempty"`
	Missing []string   `json:"missing,omitempty"`
	Files   []iot.File `json:"files"`
}

// Inputs are all that decides what a run answers. Nothing in them knows a clock,
// a machine or a folder: the same inputs give the same bytes.
type Inputs struct {
	Version  string            `json:"version"` // of this program
	Kernel   string            `json:"kernel"`
	Entry    string            `json:"entry"`
	Given    map[string]string `json:"given"` // parameters as asked
	Seed     uint64            `json:"seed"`  // of random numbers; 0: none are drawn
	Data     DataRef           `json:"data"`
	Tags     string            `json:"tags,omitempty"`     // sha256 of the groups
	Accepted string            `json:"accepted,omitempty"` // sha256 of the accepted findings
}

// Hash returns the sha256 of the inputs. Whoever holds an answer to the same
// inputs need not ask again.
func (in Inputs) Hash() string { return sha(canonical(in)) }

// Manifest says what went into a run and what came out of it. [Manifest.Hash]
// names the run: equal manifests stand for equal bytes.
type Manifest struct {
	Inputs
	Params        map[string]string `json:"params"` // with defaults resolved
	ResidualShare float64           `json:"residual_share"`
	Findings      []FindingRef      `json:"findings"`
	Outputs       []iot.File        `json:"outputs"`
}

// FindingRef names a finding about the data of a run.
type FindingRef struct {
	ID       string    `json:"id"`
	Level    iot.Level `json:"level"`
	Where    string    `json:"where,omitempty"`
	Accepted bool      `json:"accepted"`
}

// Hash returns the sha256 of the manifest's canonical form.
func (m *Manifest) Hash() string { return sha(canonical(m)) }

// Faults counts the faults that nobody accepted.
func (m *Manifest) Faults() int {
	n := 0
	for _, f := range m.Findings {
		if f.Level == iot.Fault && !f.Accepted {
			n++
		}
	}
	return n
}

// Inputs describes a run of an entry on this data; version is that of the
// program.
func (d *Data) Inputs(version string, e *result.Entry, given map[string]string) Inputs {
	in := Inputs{Version: version, Kernel: Kernel, Entry: e.ID, Given: maps.Clone(given), Data: d.ref(), Tags: d.tagsHash}
	if in.Given == nil {
		in.Given = map[string]string{}
	}
	return in
}

// refs names findings for a manifest.
func refs(findings []iot.Finding) []FindingRef {
	list := make([]FindingRef, len(findings))
	for i, f := range findings {
		list[i] = FindingRef{ID: f.ID, Level: f.Level, Where: f.Where(), Accepted: f.Accepted != nil}
	}
	return list
}

package class

import (
	"fmt"
	"slices"
	"sync"

	"dougong/internal/suggest"
)

// Tags is a layer of groups over the sectors of one classification. A sector
// may be in several groups, and in a group in part: weights are shares of the
// sector, 0 < w ≤ 1. A nil layer has no groups and answers accordingly.
//
// [ReadTags] reads a layer from a file, [TagsFor] returns the one that comes
// with a classification.
type Tags struct {
	name    string // the file
	note    Label
	groups  []string
	labels  map[string]Label
	members []member // in the order of the file
	at      map[membership]int
}

type membership struct{ group, sector string }

type member struct {
	membership
	weight float64
	line   int
}

// Name returns the name of the file of the layer.
func (t *Tags) Name() string {
	if t == nil {
		return ""
	}
	return t.name
}

// Note says whose definitions the groups are; empty where the file does not tell.
func (t *Tags) Note() Label {
	if t == nil {
		return Label{}
	}
	return t.note
}

// Groups returns the ids of the groups in the order of the file.
func (t *Tags) Groups() []string {
	if t == nil {
		return nil
	}
	return slices.Clone(t.groups)
}

// Label returns the name of a group: its id where the file gives no name, and
// nothing where there is no such group.
func (t *Tags) Label(group string) Label {
	if t == nil {
		return Label{}
	}
	return t.labels[group]
}

// Weight returns the share of a sector that is in the group, 0 where it is not.
func (t *Tags) Weight(group, sector string) float64 {
	if t == nil {
		return 0
	}
	i, ok := t.at[membership{group, sector}]
	if !ok {
		return 0
	}
	return t.members[i].weight
}

// Members returns the sectors that are in a group, wholly or in part, in the
// order of the file.
func (t *Tags) Members(group string) []string {
	if t == nil {
		return nil
	}
	var sectors []string
	for _, m := range t.members {
		if m.group == group {
			sectors = append(sectors, m.sector)
		}
	}
	return sectors
}

// Sectors returns all sectors that are in some group, in the order of the file.
func (t *Tags) Sectors() []string {
	if t == nil {
		return nil
	}
	var sectors []string
	seen := map[string]bool{}
	for _, m := range t.members {
		if !seen[m.sector] {
			seen[m.sector] = true
			sectors = append(sectors, m.sector)
		}
	}
	return sectors
}

// Stray is a tagged sector that the table does not have.
type Stray struct {
	File   string
	Line   int    // of its first row
	Group  string // of its first row
	Sector string
	Near   []string // codes of the table that come near, nearest first
}

// String says where the sector stands and what may be meant.
func (s Stray) String() string {
	return fmt.Sprintf("%s:%d: group %q: the table has no sector %q%s",
		s.File, s.Line, s.Group, s.Sector, suggest.Phrase(s.Near))
}

// Check returns the tagged sectors that are not among the table's sectors, in
// the order of the file. They count for nothing in every analysis, so a reader
// must be told.
func (t *Tags) Check(sectors []string) []Stray {
	if t == nil {
		return nil
	}
	seen := map[string]bool{}
	for _, s := range sectors {
		seen[s] = true
	}
	var strays []Stray
	for _, m := range t.members {
		if seen[m.sector] {
			continue
		}
		seen[m.sector] = true
		strays = append(strays, Stray{t.name, m.line, m.group, m.sector, suggest.Nearest(m.sector, sectors, 3)})
	}
	return strays
}

var layers = sync.OnceValue(func() map[string]*Tags {
	all := map[string]*Tags{}
	for _, s := range schemes {
		file := "tags/" + s.id + ".csv"
		f, err := embedded.Open(file)
		if err != nil {
			panic("class: BUG: " + err.Error())
		}
		t, err := ReadTags(file, f)
		if err != nil {
			panic("class: BUG: embedded " + err.Error())
		}
		f.Close()
		all[s.id] = t
	}
	return all
})

// TagsFor returns the layer that comes with a classification; for the ids see
// [Sector]. Its groups are
//
//	agriculture industry construction services   every sector once
//	manufacturing                                part of industry
//	equipment rd-intensive digital               by what they make
//	traditional emerging future                  by age, disjoint
//
// In China's 42 sectors of 2017 manufacturing is 06-23, industry 02-26,
// equipment 15-21, R&D-intensive 16-21, digital 20 and 31; the other layers
// come as near as whole sectors allow. All weights are 1: where a sector mixes
// what belongs and what does not, the note says so. The definitions are
// assumptions of this project, meant to be copied and edited.
func TagsFor(scheme string) (*Tags, bool) {
	t, ok := layers()[scheme]
	return t, ok
}

package iot

import (
	"fmt"
	"strings"

	"dougong/class"
	"dougong/internal/suggest"
)

// Key names one row or column. An industry is a sector in a region: both parts
// are codes. Region is empty in a single-region table.
type Key struct {
	Region string `json:"region,omitempty"`
	Item   string `json:"item"`
}

// String returns "CHN_c14", or "14" where there is no region.
func (k Key) String() string {
	if k.Region == "" {
		return k.Item
	}
	return k.Region + "_" + k.Item
}

// Axis is an ordered list of distinct keys with their labels.
type Axis struct {
	Name   string // "industry", "final demand", "primary input"
	keys   []Key
	labels []class.Label
	index  map[Key]int
}

// DuplicateKeyError says that two rows or columns have the same key.
type DuplicateKeyError struct {
	Axis          string
	Key           Key
	First, Second int // positions on the axis, from 0
}

func (e *DuplicateKeyError) Error() string {
	return fmt.Sprintf("iot: %s axis: %q stands at positions %d and %d; want distinct keys",
		e.Axis, e.Key, e.First+1, e.Second+1)
}

// NewAxis makes an axis. labels may be nil, or one for each key; an empty label
// means that no name is known. The error is a *DuplicateKeyError.
func NewAxis(name string, keys []Key, labels []class.Label) (*Axis, error) {
	if labels == nil {
		labels = make([]class.Label, len(keys))
	}
	if len(labels) != len(keys) {
		panic(fmt.Sprintf("iot: axis %s: got %d labels; want %d, one for each key", name, len(labels), len(keys)))
	}
	index := make(map[Key]int, len(keys))
	for i, k := range keys {
		if first, ok := index[k]; ok {
			return nil, &DuplicateKeyError{Axis: name, Key: k, First: first, Second: i}
		}
		index[k] = i
	}
	return &Axis{Name: name, keys: keys, labels: labels, index: index}, nil
}

// MustAxis is [NewAxis] for keys known to be distinct; it panics otherwise.
func MustAxis(name string, keys []Key, labels []class.Label) *Axis {
	a, err := NewAxis(name, keys, labels)
	if err != nil {
		panic(err)
	}
	return a
}

// Len returns the number of keys.
func (a *Axis) Len() int { return len(a.keys) }

// Key returns the key at position i.
func (a *Axis) Key(i int) Key { return a.keys[i] }

// Keys returns all keys in order; the slice must not be written to.
func (a *Axis) Keys() []Key { return a.keys }

// Label returns the label at position i, empty where none is known.
func (a *Axis) Label(i int) class.Label { return a.labels[i] }

// Labels returns all labels in order; the slice must not be written to.
func (a *Axis) Labels() []class.Label { return a.labels }

// Relabel returns the same keys with other labels.
func (a *Axis) Relabel(labels []class.Label) *Axis {
	if len(labels) != len(a.keys) {
		panic(fmt.Sprintf("iot: axis %s: got %d labels; want %d", a.Name, len(labels), len(a.keys)))
	}
	return &Axis{Name: a.Name, keys: a.keys, labels: labels, index: a.index}
}

// Index returns the position of a key.
func (a *Axis) Index(k Key) (int, bool) {
	i, ok := a.index[k]
	return i, ok
}

// Positions returns 0, 1, …: all positions in order.
func (a *Axis) Positions() []int {
	at := make([]int, len(a.keys))
	for i := range at {
		at[i] = i
	}
	return at
}

// Regions returns the regions in order of first appearance; a single-region
// axis has one, the empty string.
func (a *Axis) Regions() []string {
	var regions []string
	seen := map[string]bool{}
	for _, k := range a.keys {
		if !seen[k.Region] {
			seen[k.Region] = true
			regions = append(regions, k.Region)
		}
	}
	return regions
}

// Items returns the items in order of first appearance.
func (a *Axis) Items() []string {
	var items []string
	seen := map[string]bool{}
	for _, k := range a.keys {
		if !seen[k.Item] {
			seen[k.Item] = true
			items = append(items, k.Item)
		}
	}
	return items
}

// InRegion returns the positions of a region, in order.
func (a *Axis) InRegion(region string) []int {
	return a.where(func(k Key) bool { return k.Region == region })
}

// OfItem returns the positions of an item in all regions, in order.
func (a *Axis) OfItem(item string) []int {
	return a.where(func(k Key) bool { return k.Item == item })
}

func (a *Axis) where(keep func(Key) bool) []int {
	var at []int
	for i, k := range a.keys {
		if keep(k) {
			at = append(at, i)
		}
	}
	return at
}

// Find returns the position of the key written as "CHN_c14" or, in a
// single-region table, "14". Codes are compared exactly, then without regard to
// case, then by label. The error names the nearest codes.
func (a *Axis) Find(text string) (int, error) {
	for i, k := range a.keys {
		if k.String() == text {
			return i, nil
		}
	}
	match, hits := -1, 0
	for i, k := range a.keys {
		l := a.labels[i]
		if text != "" && (strings.EqualFold(k.String(), text) || strings.EqualFold(l.En, text) || l.Zh == text) {
			match, hits = i, hits+1
		}
	}
	switch hits {
	case 1:
		return match, nil
	case 0:
		names := make([]string, len(a.keys))
		for i, k := range a.keys {
			names[i] = k.String()
		}
		return 0, &UnknownKeyError{Axis: a.Name, Text: text, Near: suggest.Nearest(text, names, 3)}
	}
	return 0, fmt.Errorf("%s %q: %d rows have that name; want one; give the code", a.Name, text, hits)
}

// UnknownKeyError says that an axis has no such key, and what comes near.
type UnknownKeyError struct {
	Axis, Text string
	Near       []string
}

func (e *UnknownKeyError) Error() string {
	return fmt.Sprintf("no %s %q%s", e.Axis, e.Text, suggest.Phrase(e.Near))
}

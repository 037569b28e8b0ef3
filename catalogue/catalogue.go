// Package catalogue lists every analysis there is, and does nothing else.
//
// # How to add an analysis
//
// See package result. A new package is one more line in [All].
package catalogue

import (
	"slices"

	"dougong/audit"
	"dougong/dependence"
	"dougong/leontief"
	"dougong/result"
	"dougong/structure"
)

// All returns the entries of all packages, in the order in which a user meets
// them.
func All() []*result.Entry {
	return slices.Concat(
		audit.Entries(),
		structure.Entries(),
		leontief.Entries(),
		dependence.Entries(),
	)
}

// Find returns the entry with the id.
func Find(id string) (*result.Entry, bool) {
	for _, e := range All() {
		if e.ID == id {
			return e, true
		}
	}
	return nil, false
}

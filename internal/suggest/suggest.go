// Package suggest finds what somebody probably meant.
package suggest

import (
	"sort"
	"strings"
)

// Nearest returns at most most candidates within a third of the word's length
// in edits (at least one edit), nearest first. Case does not count.
func Nearest(word string, candidates []string, most int) []string {
	type near struct {
		name string
		d    int
	}
	w := []rune(strings.ToLower(word))
	limit := max(1, len(w)/3)
	var found []near
	for _, c := range candidates {
		r := []rune(strings.ToLower(c))
		if d := len(r) - len(w); d > limit || -d > limit {
			continue
		}
		if d := distance(w, r); d <= limit {
			found = append(found, near{c, d})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].d < found[j].d })
	var names []string
	for _, f := range found[:min(most, len(found))] {
		names = append(names, f.name)
	}
	return names
}

// Phrase returns "; did you mean "a" or "b"?", or nothing.
func Phrase(names []string) string {
	if len(names) == 0 {
		return ""
	}
	return `; did you mean "` + strings.Join(names, `" or "`) + `"?`
}

// distance is the optimal string alignment distance: insertions, deletions,
// substitutions and swaps of neighbours cost one each.
func distance(a, b []rune) int {
	before, prev, cur := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		cur[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			cur[j] = min(prev[j]+1, cur[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cur[j] = min(cur[j], before[j-2]+1)
			}
		}
		before, prev, cur = prev, cur, before
	}
	return prev[len(b)]
}

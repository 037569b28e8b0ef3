package class

import (
	"slices"
	"sync"
)

// A scheme is a classification of sectors as one publisher's tables use it.
type scheme struct {
	id      string
	sectors string // file of the sectors; "" where the tables carry their names themselves
	items   string // file of final demand, value added and totals
}

// schemes lists the classifications, each with a tag layer tags/<id>.csv.
var schemes = []scheme{
	{"wiod35", "wiod35", "wiod-items"},
	{"icio2016", "icio2016", "oecd-items"},
	{"icio2018", "icio2018", "oecd-items"},
	{"icio2021", "icio2021", "oecd-items"},
	{"icio2023", "icio2023", "oecd-items"},
	{"icio2025", "icio2025", "oecd-items"},
	{"oecd45", "oecd45", "oecd-items"},
	{"oecd50", "oecd50", "oecd-items"},
	{"nbs42", "nbs42", "nbs-items"},
	{"nbs42-2015", "nbs42-2015", "nbs-items"},
	{"nbs135", "", "nbs-items"},
	{"nbs139", "", "nbs-items"},
	{"nbs149", "", "nbs-items"},
	{"nbs153", "", "nbs-items"},
}

// Schemes returns the ids of the classifications known, such as "wiod35".
func Schemes() []string {
	ids := make([]string, len(schemes))
	for i, s := range schemes {
		ids[i] = s.id
	}
	return ids
}

// dictionary has the names of one scheme.
type dictionary struct{ sectors, items names }

var dictionaries = sync.OnceValue(func() map[string]dictionary {
	files := map[string]names{"": {}}
	for _, s := range schemes {
		for _, file := range []string{s.sectors, s.items} {
			if _, ok := files[file]; !ok {
				files[file] = mustNames("sectors/" + file + ".csv")
			}
		}
	}
	all := map[string]dictionary{}
	for _, s := range schemes {
		all[s.id] = dictionary{files[s.sectors], files[s.items]}
	}
	return all
})

// Sector returns the name of a sector, or of a final demand, value added or
// total row or column, in a classification:
//
//	wiod35                     WIOD 2013 release: c1 … c35, c37 … c42, r60 …
//	icio2016 … icio2025        OECD ICIO by edition: C01T05AGR, 01T03, 01T02, A01_02, A01
//	oecd45, oecd50             OECD national tables: 01 … 45, D01 … D97T98
//	nbs42                      China, 2017 and later: 01 … 42, FU101, VA001 …
//	nbs42-2015                 China, 2012 and 2015: codes from 22 on differ
//	nbs135 nbs139 nbs149 nbs153  China: FU101, VA001 …; the sectors are named in the files
//
// English titles are the publishers', shortened. Chinese titles of the OECD's
// and WIOD's sectors are this project's translation.
func Sector(scheme, code string) (Label, bool) {
	d := dictionaries()[scheme]
	if l, ok := d.sectors.label[code]; ok {
		return l, true
	}
	l, ok := d.items.label[code]
	return l, ok
}

// SchemeOf returns the classification that has exactly these sector codes, in
// any order. Where two share their codes (the 42 sectors of China were
// renumbered in 2017), labels decide: the one that names more sectors the same
// way. labels may be nil; with no name to tell them apart nothing is returned.
func SchemeOf(codes []string, labels []Label) (string, bool) {
	best, most, tie := "", -1, false
	for _, s := range schemes {
		if !sameSet(codes, layers()[s.id].Sectors()) {
			continue
		}
		switch n := agreements(dictionaries()[s.id].sectors, codes, labels); {
		case n > most:
			best, most, tie = s.id, n, false
		case n == most:
			tie = true
		}
	}
	if tie {
		return "", false
	}
	return best, best != ""
}

func sameSet(a, b []string) bool {
	a, b = slices.Sorted(slices.Values(a)), slices.Sorted(slices.Values(b))
	return slices.Equal(a, b)
}

// agreements counts the codes that have the same name, in either language.
func agreements(n names, codes []string, labels []Label) int {
	count := 0
	for i, l := range labels {
		own := n.label[codes[i]]
		if (l.En != "" && l.En == own.En) || (l.Zh != "" && l.Zh == own.Zh) {
			count++
		}
	}
	return count
}

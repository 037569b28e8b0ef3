package balance

import (
	"fmt"
	"strings"

	"dougong/class"
	"dougong/internal/suggest"
	"dougong/iot"
)

// Coverage says which codes an aggregation put where, and what the tables added
// up to before and after.
type Coverage struct {
	Regions Mapping `json:"regions"`
	Sectors Mapping `json:"sectors"`
	Totals  []Total `json:"totals"`
}

// Mapping says where the codes of one axis went.
type Mapping struct {
	File   string   `json:"file,omitempty"` // the concordance; empty: every code was kept
	SHA256 string   `json:"sha256,omitempty"`
	Groups []Group  `json:"groups"`
	Kept   []string `json:"kept,omitempty"` // codes the concordance does not list

	rank map[string]int    // of a group
	of   map[string]string // code → group
}

// Group is one group with its members, in the order of the table.
type Group struct {
	Code    string      `json:"code"`
	Label   class.Label `json:"label"` // as the concordance names it
	Members []string    `json:"members"`
}

// Total is the sum of a block before and after; the two differ by no more than
// the rounding of sums.
type Total struct {
	Block  string   `json:"block"`
	Unit   iot.Unit `json:"unit"`
	Before float64  `json:"before"`
	After  float64  `json:"after"`
}

// mapping applies a concordance to the codes of an axis. A nil concordance
// keeps all codes in their order.
func mapping(c *Concordance, what string, codes []string) (Mapping, error) {
	m := Mapping{rank: map[string]int{}, of: map[string]string{}}
	if c == nil {
		c = &Concordance{Keep: true}
	}
	m.File, m.SHA256 = c.File, c.SHA256
	if err := c.known(what, codes); err != nil {
		return m, err
	}
	for _, g := range c.groups {
		m.rank[g] = len(m.Groups)
		m.Groups = append(m.Groups, Group{Code: g, Label: c.labels[g]})
	}
	var left []string
	for _, code := range codes {
		g := c.entry[code].group
		if g == "" {
			left, g = append(left, code), code
			if _, taken := m.rank[code]; taken {
				return m, c.fault(0, "%s %q is not listed and is the code of a group too; list it, in that group or in another", what, code)
			}
			m.rank[code] = len(m.Groups)
			m.Groups = append(m.Groups, Group{Code: code})
		}
		at := m.rank[g]
		m.Groups[at].Members = append(m.Groups[at].Members, code)
		m.of[code] = g
	}
	if len(left) > 0 && !c.Keep {
		return m, c.fault(0, "%d of the table's %d %s codes are in no group: %s; add them, or say that codes left over keep their code",
			len(left), len(codes), what, strings.Join(left, ", "))
	}
	if m.File != "" {
		m.Kept = left
	}
	return m, nil
}

// known checks that the table has each code of the file.
func (c *Concordance) known(what string, codes []string) error {
	has := map[string]bool{}
	for _, code := range codes {
		has[code] = true
	}
	for _, code := range c.codes {
		if has[code] {
			continue
		}
		if len(codes) == 0 {
			return c.fault(c.entry[code].row, "got the %s %q; the table has one economy, without a code: give no file for it", what, code)
		}
		return c.fault(c.entry[code].row, "the table has no %s %q%s", what, code,
			suggest.Phrase(suggest.Nearest(code, codes, 3)))
	}
	return nil
}

// label returns the name of a group: the concordance's, else that of its only member.
func (m *Mapping) label(group string, member func(code string) class.Label) class.Label {
	g := m.Groups[m.rank[group]]
	if g.Label != (class.Label{}) || len(g.Members) != 1 {
		return g.Label
	}
	return member(g.Members[0])
}

// noted adds to an origin the names of the concordances that added it up.
func (c *Coverage) noted(o iot.Origin) iot.Origin {
	for _, m := range []Mapping{c.Regions, c.Sectors} {
		if m.File != "" {
			o = o.Noted("added up by " + m.File)
		}
	}
	return o
}

// String returns one line: "41 economies into 14, 35 sectors into 35".
func (c *Coverage) String() string {
	count := func(m Mapping, one, many string) string {
		codes := 0
		for _, g := range m.Groups {
			codes += len(g.Members)
		}
		if codes == 1 {
			many = one
		}
		return fmt.Sprintf("%d %s into %d", codes, many, len(m.Groups))
	}
	sectors := count(c.Sectors, "sector", "sectors")
	if len(c.Regions.Groups) == 0 {
		return sectors
	}
	return count(c.Regions, "economy", "economies") + ", " + sectors
}

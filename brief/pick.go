package brief

import (
	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// familied adds to a table of sectors the group that each is in: of the groups
// that do not overlap with one named before, in the order of the tag file.
func familied(t *result.Table, tags *class.Tags) *result.Table {
	with := *t
	with.Columns = append(t.Columns[:len(t.Columns):len(t.Columns)], result.Column{ID: "family", Kind: result.Name, Label: label("group", "组")})
	with.Rows = make([]result.Row, len(t.Rows))
	families := families(t, tags)
	c := column(t, "sector")
	for r, row := range t.Rows {
		family := label("other", "其他")
		for _, g := range families {
			if tags.Weight(g, row.Cells[c].Text.En) > 0 {
				family = tags.Label(g)
			}
		}
		with.Rows[r] = result.Row{Key: row.Key, Cells: append(row.Cells[:len(row.Cells):len(row.Cells)], result.Lab(family))}
	}
	return &with
}

func families(t *result.Table, tags *class.Tags) []string {
	var disjoint []string
	taken := map[string]bool{}
	c := column(t, "sector")
	for _, g := range tags.Groups() {
		var members []string
		free := true
		for _, row := range t.Rows {
			if code := row.Cells[c].Text.En; tags.Weight(g, code) > 0 {
				members = append(members, code)
				free = free && !taken[code]
			}
		}
		if !free || len(members) == 0 {
			continue
		}
		disjoint = append(disjoint, g)
		for _, code := range members {
			taken[code] = true
		}
	}
	return disjoint
}

// supplierFlows puts supplier industries into two columns: the economy, and the
// product.
func supplierFlows(industries *result.Table, sys *iot.System) *result.Table {
	c, total := column(industries, "code"), column(industries, "total")
	t := &result.Table{ID: "flows", Label: industries.Label, Columns: []result.Column{
		{ID: "from", Kind: result.Name, Label: label("supplier economy", "供应经济体")},
		{ID: "to", Kind: result.Name, Label: label("product", "产品")}, industries.Columns[total]}}
	at := map[string]int{}
	for i, k := range sys.Industries.Keys() {
		at[k.String()] = i
	}
	for r, row := range industries.Rows {
		v := row.Cells[total]
		i, ok := at[row.Cells[c].Text.En]
		switch {
		case ok:
			t.Add(row.Key, result.Lab(economyName(sys, sys.Industries.Key(i).Region)), result.Lab(sys.Industries.Label(i)), v)
		case industries.Rest && r == len(industries.Rows)-1:
			rest := label("others", "其余")
			t.Add(row.Key, result.Lab(rest), result.Lab(rest), v)
		}
	}
	return t
}

// nameEconomies puts names in the place of the codes of economies.
func nameEconomies(e *exhibit, id string, sys *iot.System) {
	c := column(e.Table, id)
	e.Columns[c].Kind = result.Name
	for r := range e.Rows {
		e.Rows[r].Cells[c] = result.Lab(economyName(sys, e.Rows[r].Cells[c].Text.En))
	}
}

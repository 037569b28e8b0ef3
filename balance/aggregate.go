package balance

import (
	"fmt"
	"sort"
	"strings"

	"dougong/class"
	"dougong/iot"
)

// Aggregate adds up the industries of a system by groups of regions and of
// sectors. A nil concordance keeps its codes. Columns of final demand and rows
// of primary inputs that belong to a region are added up by its group; their
// categories are kept. Satellite accounts keep their rows.
//
// The industries of the result stand by region, then by sector, each in the
// order of its concordance. Unknown codes, and codes left over where the
// concordance does not keep them, are errors of the type *[ConcordanceError].
func Aggregate(s *iot.System, regions, sectors *Concordance) (*iot.System, *Coverage, error) {
	cover := &Coverage{}
	var err error
	if cover.Regions, err = mapping(regions, "economy", regionCodes(s)); err != nil {
		return nil, nil, err
	}
	if cover.Sectors, err = mapping(sectors, "sector", s.Industries.Items()); err != nil {
		return nil, nil, err
	}
	for _, g := range cover.Regions.Groups {
		if strings.Contains(g.Code, "_") {
			return nil, nil, regions.fault(0, "group %q: want a code of an economy without _, which joins economy and sector", g.Code)
		}
	}
	a := aggregation{s: s, cover: cover}
	if err := a.axes(); err != nil {
		return nil, nil, err
	}
	g, err := iot.NewSystem(a.system())
	if err != nil {
		return nil, nil, err
	}
	cover.Totals = totals(s, g)
	return g, cover, nil
}

// regionCodes lists the regions of a system in order of first appearance.
func regionCodes(s *iot.System) []string {
	var codes []string
	seen := map[string]bool{"": true}
	for _, axis := range []*iot.Axis{s.Industries, s.FinalDemand.Cols, s.Primary.Rows} {
		for _, r := range axis.Regions() {
			if !seen[r] {
				seen[r] = true
				codes = append(codes, r)
			}
		}
	}
	return codes
}

// aggregation is the work: a grouping for each axis, applied to each block.
type aggregation struct {
	s     *iot.System
	cover *Coverage

	industries, demand, primary *grouping
}

// grouping maps the positions of an axis to those of a smaller one.
type grouping struct {
	axis    *iot.Axis
	members [][]int // of each new position
	of      []int   // new position of each old one
}

func (a *aggregation) axes() error {
	s, sectors := a.s, &a.cover.Sectors
	a.industries = a.group(s.Industries, func(k iot.Key) (string, int) {
		g := sectors.of[k.Item]
		return g, sectors.rank[g]
	})
	a.industries.axis = a.industries.axis.Relabel(a.sectorLabels())
	a.demand, a.primary = a.group(s.FinalDemand.Cols, byItem(s.FinalDemand.Cols)), a.group(s.Primary.Rows, byItem(s.Primary.Rows))
	if err := sameKind(a.demand, s.FinalKinds); err != nil {
		return err
	}
	return sameKind(a.primary, s.PrimaryKinds)
}

func (a *aggregation) sectorLabels() []class.Label {
	labels := make([]class.Label, a.industries.axis.Len())
	for g, members := range a.industries.members {
		labels[g] = a.cover.Sectors.label(a.industries.axis.Key(g).Item,
			func(string) class.Label { return a.s.Industries.Label(members[0]) })
	}
	return labels
}

// byItem keeps items, in the order in which the axis has them.
func byItem(axis *iot.Axis) func(iot.Key) (string, int) {
	rank := map[string]int{}
	for i, item := range axis.Items() {
		rank[item] = i
	}
	return func(k iot.Key) (string, int) { return k.Item, rank[k.Item] }
}

// group puts the keys of an axis together by the group of their region and by
// the given item. Labels are those of the first member.
func (a *aggregation) group(axis *iot.Axis, item func(iot.Key) (string, int)) *grouping {
	type place struct{ region, item int }
	regions := &a.cover.Regions
	to := make([]iot.Key, axis.Len())
	first, at := map[iot.Key]int{}, map[iot.Key]place{}
	var keys []iot.Key
	for i, k := range axis.Keys() {
		code, rank := item(k)
		region, of := -1, "" // what belongs to no region stands first
		if k.Region != "" {
			of = regions.of[k.Region]
			region = regions.rank[of]
		}
		to[i] = iot.Key{Region: of, Item: code}
		if _, seen := first[to[i]]; !seen {
			first[to[i]], at[to[i]] = i, place{region, rank}
			keys = append(keys, to[i])
		}
	}
	sort.SliceStable(keys, func(p, q int) bool {
		l, r := at[keys[p]], at[keys[q]]
		return l.region < r.region || (l.region == r.region && l.item < r.item)
	})
	labels := make([]class.Label, len(keys))
	for g, k := range keys {
		labels[g] = axis.Label(first[k])
	}
	g := &grouping{axis: iot.MustAxis(axis.Name, keys, labels), members: make([][]int, len(keys)), of: make([]int, axis.Len())}
	for i, k := range to {
		g.of[i], _ = g.axis.Index(k)
		g.members[g.of[i]] = append(g.members[g.of[i]], i)
	}
	return g
}

// sameKind checks that columns or rows that are added up mean the same.
func sameKind[K ~string](g *grouping, kinds []K) error {
	for p, members := range g.members {
		for _, i := range members {
			if kinds[i] != kinds[members[0]] {
				return fmt.Errorf("balance: %s %q is %q in one economy and %q in another; want one meaning, rename one of them",
					g.axis.Name, g.axis.Key(p).Item, kinds[members[0]], kinds[i])
			}
		}
	}
	return nil
}

func pickKinds[K any](g *grouping, kinds []K) []K {
	picked := make([]K, len(g.members))
	for p, members := range g.members {
		picked[p] = kinds[members[0]]
	}
	return picked
}

func (a *aggregation) system() iot.System {
	s, ind, one := *a.s, a.industries, [][]int{{0}}
	s.Name += "/aggregated"
	s.Title = a.title()
	if a.cover.Sectors.File != "" {
		s.Sectors = ""
	}
	s.Industries = ind.axis
	s.Flows = a.table(a.s.Flows, ind, ind)
	s.FinalDemand = a.table(a.s.FinalDemand, ind, a.demand)
	s.Primary = a.table(a.s.Primary, a.primary, ind)
	s.ImportFlows = a.table(a.s.ImportFlows, ind, ind)
	s.ImportFinalDemand = a.table(a.s.ImportFinalDemand, ind, a.demand)
	s.Output, s.OutputOrigin = ind.sum(s.Output), a.cover.noted(s.OutputOrigin.Group(ind.members, one))
	if s.ImportColumn != nil {
		s.ImportColumn, s.ImportOrigin = ind.sum(s.ImportColumn), a.cover.noted(s.ImportOrigin.Group(ind.members, one))
	}
	s.FinalKinds, s.PrimaryKinds = pickKinds(a.demand, s.FinalKinds), pickKinds(a.primary, s.PrimaryKinds)
	s.Extensions = nil
	for _, e := range a.s.Extensions {
		rows := identity(e.Accounts)
		s.Extensions = append(s.Extensions, &iot.Extension{Name: e.Name, Accounts: e.Accounts, Units: e.Units,
			Flows: a.table(e.Flows, rows, ind), Household: a.table(e.Household, rows, a.demand)})
	}
	s.Members = a.memberCounts()
	s.EconomyLabels = a.economyLabels()
	s.MissingCells = a.missing()
	return s
}

// title says how small the table has become.
func (a *aggregation) title() class.Label {
	t, regions, sectors := a.s.Title, len(a.cover.Regions.Groups), len(a.cover.Sectors.Groups)
	if a.cover.Regions.File == "" && a.cover.Sectors.File == "" {
		return t
	}
	size := class.Label{En: fmt.Sprintf("%d sectors", sectors), Zh: fmt.Sprintf("%d 个部门", sectors)}
	if regions > 0 {
		size = class.Label{En: fmt.Sprintf("%d economies × %s", regions, size.En), Zh: fmt.Sprintf("%d 个经济体 × %s", regions, size.Zh)}
	}
	return class.Label{En: t.En + ", aggregated to " + size.En, Zh: t.In(class.Zh) + "，合并为 " + size.Zh}
}

func identity(axis *iot.Axis) *grouping {
	g := &grouping{axis: axis, members: make([][]int, axis.Len()), of: make([]int, axis.Len())}
	for i := range g.of {
		g.members[i], g.of[i] = []int{i}, i
	}
	return g
}

// table adds up the cells of a block; nil for nil.
func (a *aggregation) table(t *iot.Table, rows, cols *grouping) *iot.Table {
	if t == nil {
		return nil
	}
	g := t.Group(rows.axis, cols.axis, rows.members, cols.members)
	g.Origin = a.cover.noted(g.Origin)
	return g
}

func (g *grouping) sum(v []float64) []float64 {
	s := make([]float64, len(g.members))
	for i, value := range v {
		s[g.of[i]] += value
	}
	return s
}

// memberCounts counts published industries, through earlier aggregations too.
func (a *aggregation) memberCounts() []int {
	counts := make([]int, len(a.industries.members))
	for i, g := range a.industries.of {
		if a.s.Members != nil {
			counts[g] += a.s.Members[i]
		} else {
			counts[g]++
		}
	}
	return counts
}

func (a *aggregation) economyLabels() map[string]class.Label {
	labels := map[string]class.Label{}
	for _, g := range a.cover.Regions.Groups {
		l := a.cover.Regions.label(g.Code, func(code string) class.Label { l, _ := a.s.EconomyLabel(code); return l })
		if known, _ := class.Economy(g.Code); l != (class.Label{}) && l != known {
			labels[g.Code] = l
		}
	}
	if len(labels) == 0 {
		return nil
	}
	return labels
}

// missing moves cells without a number to the groups that they are now part of.
func (a *aggregation) missing() []iot.MissingCell {
	var cells []iot.MissingCell
	for _, c := range a.s.MissingCells {
		c.Row, c.Col = a.moved(c.Row), a.moved(c.Col)
		cells = append(cells, c)
	}
	return cells
}

func (a *aggregation) moved(k iot.Key) iot.Key {
	for _, part := range []struct {
		old *iot.Axis
		g   *grouping
	}{{a.s.Industries, a.industries}, {a.s.FinalDemand.Cols, a.demand}, {a.s.Primary.Rows, a.primary}} {
		if i, ok := part.old.Index(k); ok {
			return part.g.axis.Key(part.g.of[i])
		}
	}
	return k
}

// totals sums every block on both sides.
func totals(before, after *iot.System) []Total {
	list := []Total{{Block: "Output", Unit: before.Unit, Before: total(before.Output), After: total(after.Output)}}
	add := func(name string, b, a *iot.Table) {
		if b != nil {
			list = append(list, Total{Block: name, Unit: b.Unit, Before: total(b.RowSums()), After: total(a.RowSums())})
		}
	}
	add("Flows", before.Flows, after.Flows)
	add("FinalDemand", before.FinalDemand, after.FinalDemand)
	add("Primary", before.Primary, after.Primary)
	add("ImportFlows", before.ImportFlows, after.ImportFlows)
	add("ImportFinalDemand", before.ImportFinalDemand, after.ImportFinalDemand)
	if before.ImportColumn != nil {
		list = append(list, Total{Block: "ImportColumn", Unit: before.Unit, Before: total(before.ImportColumn), After: total(after.ImportColumn)})
	}
	for i, e := range before.Extensions {
		for r, unit := range e.Units {
			list = append(list, Total{Block: e.Name + " " + e.Accounts.Key(r).String(), Unit: unit,
				Before: total(e.Flows.Row(r, nil)), After: total(after.Extensions[i].Flows.Row(r, nil))})
		}
	}
	return list
}

func total(v []float64) float64 {
	var sum float64
	for _, x := range v {
		sum += x
	}
	return sum
}

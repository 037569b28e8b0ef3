package chart

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"dougong/class"
	"dougong/result"
)

// flows is the body of a Sankey diagram: nodes in layers, ribbons as wide as
// what flows. What flows back, or from a node to itself, is drawn as a loop
// below. Nodes beyond those shown are one rest a layer, so that all that flows
// in the table flows in the picture.
type flows struct {
	p     *plot
	nodes []*node
	links []*link
	total float64
}

// node is where flows begin or end.
type node struct {
	name    class.Label
	rest    bool
	members int
	passing bool // no node, but where a ribbon passes a layer
	layer   int
	rank    int // in the order that decides which links are loops
	in, out float64
	at      box
	colour  colour
}

func (n *node) size() float64 { return max(n.in, n.out) }

// gap is kept free above a node.
func (n *node) gap() float64 {
	if n.passing {
		return 4
	}
	return nodeGap
}

// link is a flow between two nodes.
type link struct {
	from, to *node
	stops    []*node // from, where it passes layers, to
	v        float64
	key      string // of the row; empty for several
	loop     bool
	yFrom    float64 // upper ends on both nodes
	yTo      float64
}

// mostNodes is how many nodes a layer shows of its own accord.
const mostNodes = 12

func sankeyBody(p *plot) (body, error) {
	b := &flows{p: p}
	if err := b.read(); err != nil {
		return nil, err
	}
	b.findLoops()
	b.setLayers()
	b.mergeRest(p.most(mostNodes))
	b.paintNodes()
	b.route()
	return b, nil
}

// ends returns what the From and To cells of each row say.
func (p *plot) ends() (from, to func(row) class.Label, err error) {
	f, err := p.column(p.fig.From)
	if err != nil {
		return nil, nil, err
	}
	t, err := p.column(p.fig.To)
	if err != nil {
		return nil, nil, err
	}
	side := func(c int, rest class.Label) func(row) class.Label {
		return func(r row) class.Label {
			v := p.table.Rows[r.table].Cells[c]
			if r.rest && v.Text == (class.Label{}) {
				return rest
			}
			if p.table.Columns[c].Kind == result.Code && v.Absent == "" {
				return p.codeName(v.Text.En)
			}
			return nameOf(p.table.Columns[c], v, "")
		}
	}
	return side(f, class.Label{En: "other origins", Zh: "其余来源"}), side(t, class.Label{En: "other destinations", Zh: "其余去向"}), nil
}

// codeName is the name of an economy, a sector or an industry, where the code is
// one.
func (p *plot) codeName(code string) class.Label {
	if l, ok := class.Economy(code); ok {
		return l
	}
	if l, ok := class.Sector(p.res.Data.Sectors, code); ok {
		return l
	}
	if region, item, ok := strings.Cut(code, "_"); ok {
		r, known := class.Economy(region)
		if s, ok := class.Sector(p.res.Data.Sectors, item); ok && known {
			return joined(r, s)
		}
	}
	return nameOf(result.Column{}, result.Str(code), "")
}

// read makes nodes and links of the positive flows and says what is left out.
func (b *flows) read() error {
	from, to, err := b.p.ends()
	if err != nil {
		return err
	}
	at := map[class.Label]*node{}
	find := func(name class.Label, rest bool) *node {
		n := at[name]
		if n == nil {
			n = &node{name: name, members: 1, rest: rest}
			at[name] = n
			b.nodes = append(b.nodes, n)
		}
		return n
	}
	negative, sum, none := 0, 0.0, 0
	for _, r := range b.p.rows {
		switch c := r.cells[0]; {
		case !c.has():
			none++
		case c.v < 0:
			negative, sum = negative+1, sum+c.v
		case c.v > 0:
			l := &link{from: find(from(r), r.rest), to: find(to(r), r.rest), v: c.v, key: r.key}
			l.from.out, l.to.in, b.total = l.from.out+c.v, l.to.in+c.v, b.total+c.v
			b.links = append(b.links, l)
		}
	}
	m := b.p.series[0].measureOf
	if negative > 0 {
		b.p.note(fmt.Sprintf("Negative flows, which have no width: %d, sum %s.", negative, m.full(sum)), fmt.Sprintf("负流量无法以宽度表示：%d 个，合计 %s。", negative, m.full(sum)))
	}
	if none > 0 {
		b.p.note(fmt.Sprintf("Not drawn, since the value is missing: %d.", none), fmt.Sprintf("因缺少数值未绘出：%d 个。", none))
	}
	return nil
}

// findLoops puts the nodes in an order against which little flows, and marks
// what does: sources to the front, sinks to the back, else the node with the
// largest surplus of outflow (after Eades, Lin & Smyth 1993, A fast and
// effective heuristic for the feedback arc set problem).
func (b *flows) findLoops() {
	left := slices.Clone(b.nodes)
	first, last := 0, len(b.nodes)-1
	for len(left) > 0 {
		in, out := b.among(left)
		best, sink := 0, false
		for i, n := range left {
			if out[n] == 0 && in[n] > 0 {
				best, sink = i, true
				break
			}
			if surplus := out[n] - in[n]; surplus > out[left[best]]-in[left[best]] {
				best = i
			}
		}
		if n := left[best]; sink {
			n.rank, last = last, last-1
		} else {
			n.rank, first = first, first+1
		}
		left = slices.Delete(left, best, best+1)
	}
	for _, l := range b.links {
		l.loop = l.from.rank >= l.to.rank
	}
}

// among adds up what flows between some nodes only.
func (b *flows) among(some []*node) (in, out map[*node]float64) {
	in, out = map[*node]float64{}, map[*node]float64{}
	for _, n := range some {
		in[n], out[n] = 0, 0
	}
	for _, l := range b.links {
		if contains(in, l.from) && contains(in, l.to) && l.from != l.to {
			out[l.from] += l.v
			in[l.to] += l.v
		}
	}
	return in, out
}

// setLayers puts each node behind all that flow into it; what only receives
// stands in the last layer.
func (b *flows) setLayers() {
	order := slices.Clone(b.nodes)
	slices.SortFunc(order, func(x, y *node) int { return cmp.Compare(x.rank, y.rank) })
	deepest := 0
	for _, n := range order {
		for _, l := range b.links {
			if l.to == n && !l.loop {
				n.layer = max(n.layer, l.from.layer+1)
			}
		}
		deepest = max(deepest, n.layer)
	}
	for _, n := range b.nodes {
		onward := slices.ContainsFunc(b.links, func(l *link) bool { return l.from == n && !l.loop })
		fed := slices.ContainsFunc(b.links, func(l *link) bool { return l.to == n && !l.loop })
		if fed && !onward {
			n.layer = deepest
		}
	}
}

// mergeRest makes one node of those of a layer that are beyond the largest, and
// one link of those that then join the same nodes.
func (b *flows) mergeRest(most int) {
	into := map[*node]*node{}
	var kept []*node
	for _, layer := range b.layers() {
		slices.SortStableFunc(layer, func(x, y *node) int {
			return cmp.Or(cmpBool(x.rest, y.rest), cmp.Compare(y.size(), x.size()))
		})
		n := most
		if len(layer) <= most+1 {
			n = len(layer)
		}
		kept = append(kept, layer[:n]...)
		if n == len(layer) {
			continue
		}
		rest := &node{rest: true, layer: layer[0].layer}
		for _, m := range layer[n:] {
			into[m] = rest
			rest.members += m.members
			rest.in, rest.out = rest.in+m.in, rest.out+m.out
		}
		rest.name = class.Label{En: fmt.Sprintf("%d others", rest.members), Zh: fmt.Sprintf("其余 %d 项", rest.members)}
		kept = append(kept, rest)
	}
	b.nodes = kept
	b.mergeLinks(into)
}

func (b *flows) mergeLinks(into map[*node]*node) {
	type pair struct {
		from, to *node
		loop     bool
	}
	at := map[pair]*link{}
	var out []*link
	for _, l := range b.links {
		if n := into[l.from]; n != nil {
			l.from = n
		}
		if n := into[l.to]; n != nil {
			l.to = n
		}
		k := pair{l.from, l.to, l.loop}
		if same := at[k]; same != nil {
			same.v, same.key = same.v+l.v, ""
			continue
		}
		at[k] = l
		out = append(out, l)
	}
	b.links = out
}

// layers returns the nodes from left to right.
func (b *flows) layers() [][]*node {
	deepest := 0
	for _, n := range b.nodes {
		deepest = max(deepest, n.layer)
	}
	out := make([][]*node, deepest+1)
	for _, n := range b.nodes {
		out[n.layer] = append(out[n.layer], n)
	}
	return out
}

// paintNodes gives the largest sources a colour each; ribbons have that of
// where they come from.
func (b *flows) paintNodes() {
	order := slices.Clone(b.nodes)
	slices.SortStableFunc(order, func(x, y *node) int { return cmp.Compare(y.out, x.out) })
	next := 0
	for _, n := range order {
		n.colour = edge
		if !n.rest && n.out > 0 && next < len(seriesColours) {
			n.colour = seriesColours[next]
			next++
		}
	}
}

// route gives ribbons that pass layers room there, so that they do not seem to
// run through the nodes of these.
func (b *flows) route() {
	for _, l := range b.links {
		l.stops = []*node{l.from}
		for k := l.from.layer + 1; k < l.to.layer && !l.loop; k++ {
			stop := &node{layer: k, in: l.v, out: l.v, passing: true, rest: l.from.rest && l.to.rest}
			b.nodes, l.stops = append(b.nodes, stop), append(l.stops, stop)
		}
		l.stops = append(l.stops, l.to)
	}
}

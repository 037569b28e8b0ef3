package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"dougong/class"
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
	layer   int
	rank    int // in the order that decides which links are loops
	in, out float64
	at      box
	colour  colour
}

func (n *node) size() float64 { return max(n.in, n.out) }

// link is a flow between two nodes.
type link struct {
	from, to *node
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
			return nameOf(p.table.Columns[c], v, "")
		}
	}
	return side(f, class.Label{En: "other origins", Zh: "其余来源"}), side(t, class.Label{En: "other destinations", Zh: "其余去向"}), nil
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
		b.p.note(fmt.Sprintf("%d negative flows (sum %s) have no width.", negative, m.full(sum)), fmt.Sprintf("%d 个负流量（合计 %s）无法以宽度表示。", negative, m.full(sum)))
	}
	if none > 0 {
		b.p.note(fmt.Sprintf("%d flows without a value are not drawn.", none), fmt.Sprintf("%d 个流量无数值，未绘出。", none))
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

func (b *flows) legend() []key {
	if !slices.ContainsFunc(b.links, func(l *link) bool { return l.loop }) {
		return nil
	}
	words := class.Label{En: "below: flows back into itself or upstream", Zh: "下方：回流至自身或上游"}
	return []key{{b.p.say(words), func(c *canvas, at box) {
		c.add(stroke{path: polyline(point{at.x, at.y + 7}, point{at.right(), at.y + 7}), width: 5, colour: edge, opacity: ribbonOpacity})
	}}}
}

const (
	nodeWidth, nodeGap = 11.0, 13.0
	ribbonOpacity      = 0.45
)

func (b *flows) height(width float64) float64 {
	most := 0
	for _, layer := range b.layers() {
		most = max(most, len(layer))
	}
	return min(620, max(220, float64(most)*30)) + 18
}

func (b *flows) draw(c *canvas, in box) {
	m := b.p.series[0].measureOf
	c.write(point{in.x, in.y + 8}, truncate(b.p.caption(b.p.series[0]), in.w, valueSize, false), valueSize, grey, start)
	if len(b.links) == 0 {
		c.write(point{in.x, in.y + 34}, b.p.say(class.Label{En: "There is no positive flow to draw.", Zh: "没有可绘制的正流量。"}), subtitleSize, grey, start)
		return
	}
	lanes := b.lanes(in.inset(0, 18, 0, 0))
	b.stack(lanes)
	b.drawLinks(c, lanes)
	for _, n := range b.nodes {
		fill := paint{colour: n.colour, hatched: n.rest}
		note := b.p.say(n.name) + b.p.say(class.Label{En: ": ", Zh: "："}) + m.full(n.size())
		c.add(rect{box: n.at, fill: fill, about: about{note: note}})
		b.drawName(c, n, lanes)
	}
}

// lanes says where layers and loops run and how many px a unit is wide.
type lanes struct {
	area        box // of the nodes, without names and loops
	scale       float64
	layers      int
	loopLeft    float64 // room beside the first and the last layer for loops
	loopRight   float64
	left, right float64 // room for names
	floor       float64 // below which loops run
}

// lanes solves for the scale: nodes, gaps and loops share the height.
func (b *flows) lanes(in box) lanes {
	layers := b.layers()
	loops, count := 0.0, 0
	for _, l := range b.links {
		if l.loop {
			loops, count = loops+l.v, count+1
		}
	}
	room := in.h - loopGap*float64(count+1)
	k := math.Inf(1)
	for _, layer := range layers {
		sum := 0.0
		for _, n := range layer {
			sum += n.size()
		}
		gaps := nodeGap * float64(len(layer)-1)
		k = min(k, max(10, room-gaps)/(sum+loops))
	}
	side := loops*k + loopGap*float64(count) + 6
	l := lanes{scale: k, layers: len(layers)}
	if count > 0 {
		l.loopLeft, l.loopRight = min(side, in.w*0.2), min(side, in.w*0.2)
	}
	l.left, l.right = b.nameRoom(layers[0], in.w), b.nameRoom(layers[len(layers)-1], in.w)
	if len(layers) == 1 {
		l.left = 0
	}
	l.area = in.inset(l.left+l.loopLeft, 0, l.right+l.loopRight, loops*k+loopGap*float64(count))
	l.floor = l.area.bottom()
	return l
}

const loopGap = 5.0

func (b *flows) nameRoom(layer []*node, width float64) float64 {
	need := 0.0
	for _, n := range layer {
		need = max(need, measure(b.nodeWords(n), labelSize, false))
	}
	return min(need+8, width*0.26)
}

// nodeWords is the name of a node with what flows through it.
func (b *flows) nodeWords(n *node) string {
	return b.p.say(n.name) + "  " + b.p.series[0].value(n.size())
}

// stack places nodes from top to bottom, largest first, then pulls each layer
// into the order of what it is joined to, and sets the ends of links.
func (b *flows) stack(l lanes) {
	layers := b.layers()
	step := 0.0
	if len(layers) > 1 {
		step = (l.area.w - nodeWidth) / float64(len(layers)-1)
	}
	for k, layer := range layers {
		for _, n := range layer {
			n.at = box{x: l.area.x + step*float64(k), w: nodeWidth, h: n.size() * l.scale}
		}
		settle(layer, l.area)
	}
	for range 6 {
		for _, layer := range layers {
			b.pull(layer, func(k *link) (*node, *node) { return k.to, k.from })
			settle(layer, l.area)
		}
		for i := len(layers) - 1; i >= 0; i-- {
			b.pull(layers[i], func(k *link) (*node, *node) { return k.from, k.to })
			settle(layers[i], l.area)
		}
	}
	b.fasten(l.scale)
}

// settle sets a layer one node below the other, in the middle of the height.
func settle(layer []*node, area box) {
	sum := -nodeGap
	for _, n := range layer {
		sum += n.at.h + nodeGap
	}
	y := area.y + max(0, (area.h-sum)/2)
	for _, n := range layer {
		n.at.y = y
		y += n.at.h + nodeGap
	}
}

// pull orders a layer by the mean height of the nodes at the other ends of its
// links; the rest stays last.
func (b *flows) pull(layer []*node, ends func(*link) (this, other *node)) {
	weight, sum := map[*node]float64{}, map[*node]float64{}
	for _, l := range b.links {
		if this, other := ends(l); !l.loop {
			weight[this] += l.v / b.total
			sum[this] += l.v / b.total * other.at.middle().y
		}
	}
	height := func(n *node) float64 {
		if weight[n] == 0 {
			return n.at.middle().y
		}
		return sum[n] / weight[n]
	}
	slices.SortStableFunc(layer, func(x, y *node) int {
		return cmp.Or(cmpBool(x.rest, y.rest), cmp.Compare(height(x), height(y)))
	})
}

// fasten sets the ends of links along the sides of nodes, in the order of the
// other ends so that few cross; loops are last, nearest to where they run.
func (b *flows) fasten(scale float64) {
	order := func(other func(*link) *node) []*link {
		s := slices.Clone(b.links)
		slices.SortStableFunc(s, func(x, y *link) int {
			return cmp.Or(cmpBool(x.loop, y.loop), cmp.Compare(other(x).at.y, other(y).at.y))
		})
		return s
	}
	used := map[*node]float64{}
	for _, l := range order(func(l *link) *node { return l.to }) {
		l.yFrom = l.from.at.y + used[l.from]
		used[l.from] += l.v * scale
	}
	used = map[*node]float64{}
	for _, l := range order(func(l *link) *node { return l.from }) {
		l.yTo = l.to.at.y + used[l.to]
		used[l.to] += l.v * scale
	}
}

// drawLinks draws ribbons, wide ones first, then loops, the inner ones first.
func (b *flows) drawLinks(c *canvas, l lanes) {
	order := slices.Clone(b.links)
	slices.SortStableFunc(order, func(x, y *link) int {
		return cmp.Or(cmpBool(x.loop, y.loop), cmp.Compare(y.v, x.v))
	})
	out := 0.0
	for _, k := range order {
		w := k.v * l.scale
		about := b.aboutLink(k)
		if k.loop {
			out += loopGap + w/2
			c.add(stroke{path: loopPath(k, w, out, l), width: w, colour: k.from.colour, opacity: ribbonOpacity, about: about})
			out += w / 2
			continue
		}
		c.add(shape{path: ribbon(k, w), fill: paint{colour: k.from.colour, opacity: ribbonOpacity}, about: about})
	}
}

func (b *flows) aboutLink(k *link) about {
	note := b.p.say(k.from.name) + " → " + b.p.say(k.to.name) + b.p.say(class.Label{En: ": ", Zh: "："}) + b.p.series[0].full(k.v)
	return about{key: k.key, note: note}
}

// ribbon is the area between two curves.
func ribbon(k *link, w float64) path {
	a, z := k.from.at.right(), k.to.at.x
	mid := (a + z) / 2
	var p path
	p.move(point{a, k.yFrom})
	p.cubic(point{mid, k.yFrom}, point{mid, k.yTo}, point{z, k.yTo})
	p.line(point{z, k.yTo + w})
	p.cubic(point{mid, k.yTo + w}, point{mid, k.yFrom + w}, point{a, k.yFrom + w})
	p.close()
	return p
}

// loopPath runs from the right side of a node down, below everything, and up to
// the left side of another, at a distance from the nodes.
func loopPath(k *link, w, out float64, l lanes) path {
	a := point{k.from.at.right(), k.yFrom + w/2}
	z := point{k.to.at.x, k.yTo + w/2}
	right, left, low := a.x+out, z.x-out, l.floor+out
	r := max(1, min(out, low-a.y, low-z.y))
	q := r * round
	var p path
	p.move(a)
	p.line(point{right - r, a.y})
	p.cubic(point{right - r + q, a.y}, point{right, a.y + r - q}, point{right, a.y + r})
	p.line(point{right, low - r})
	p.cubic(point{right, low - r + q}, point{right - r + q, low}, point{right - r, low})
	p.line(point{left + r, low})
	p.cubic(point{left + r - q, low}, point{left, low - r + q}, point{left, low - r})
	p.line(point{left, z.y + r})
	p.cubic(point{left, z.y + r - q}, point{left + r - q, z.y}, point{left + r, z.y})
	p.line(z)
	return p
}

// drawName writes a node's name outside the first and the last layer, else to
// its right.
func (b *flows) drawName(c *canvas, n *node, l lanes) {
	y := n.at.middle().y + 4
	t := text{at: point{n.at.right() + 5, y}, size: labelSize, colour: ink, halo: true}
	room := (l.area.w-nodeWidth)/float64(max(1, l.layers-1)) - nodeWidth - 10
	switch n.layer {
	case l.layers - 1:
		t.at.x, room = n.at.right()+l.loopRight+5, l.right-5
	case 0:
		t.at.x, t.anchor, room = n.at.x-l.loopLeft-5, end, l.left-5
	}
	words := b.nodeWords(n)
	if measure(words, labelSize, false) > room { // the name gives way, not the number
		value := "  " + b.p.series[0].value(n.size())
		words = truncate(b.p.say(n.name), room-measure(value, labelSize, false), labelSize, false) + value
	}
	t.s = words
	c.add(t)
}

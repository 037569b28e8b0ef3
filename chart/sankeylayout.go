package chart

import (
	"cmp"
	"math"
	"slices"
)

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
	loops, count, first, last := 0.0, 0, false, false
	for _, l := range b.links {
		if l.loop {
			loops, count = loops+l.v, count+1
			first, last = first || l.to.layer == 0, last || l.from.layer == len(layers)-1
		}
	}
	room := in.h - loopGap*float64(count+1)
	k := math.Inf(1)
	for _, layer := range layers {
		sum, gaps := 0.0, 0.0
		for _, n := range layer {
			sum, gaps = sum+n.size(), gaps+n.gap()
		}
		k = min(k, max(10, room-gaps)/(sum+loops))
	}
	side := loops*k + loopGap*float64(count) + 6
	l := lanes{scale: k, layers: len(layers)}
	if first {
		l.loopLeft = min(side, in.w*0.2)
	}
	if last {
		l.loopRight = min(side, in.w*0.2)
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
	return min(need+8, width*0.3)
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
			b.pull(layer, 1)
			settle(layer, l.area)
		}
		for i := len(layers) - 1; i >= 0; i-- {
			b.pull(layers[i], -1)
			settle(layers[i], l.area)
		}
	}
	b.fasten(l.scale)
}

// settle sets a layer one node below the other, in the middle of the height.
func settle(layer []*node, area box) {
	sum := 0.0
	for _, n := range layer {
		sum += n.at.h + n.gap()
	}
	y := area.y + max(0, (area.h-sum)/2)
	for _, n := range layer {
		n.at.y = y + n.gap()
		y = n.at.bottom()
	}
}

// pull orders a layer by the mean height of the nodes that its links come from
// (back 1) or go to (back -1); the rest stays last.
func (b *flows) pull(layer []*node, back int) {
	weight, sum := map[*node]float64{}, map[*node]float64{}
	for _, l := range b.links {
		for i, this := range l.stops {
			if j := i - back; !l.loop && j >= 0 && j < len(l.stops) {
				weight[this] += l.v / b.total
				sum[this] += l.v / b.total * l.stops[j].at.middle().y
			}
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
	for _, l := range order(func(l *link) *node { return l.stops[1] }) {
		l.yFrom = l.from.at.y + used[l.from]
		used[l.from] += l.v * scale
	}
	used = map[*node]float64{}
	for _, l := range order(func(l *link) *node { return l.stops[len(l.stops)-2] }) {
		l.yTo = l.to.at.y + used[l.to]
		used[l.to] += l.v * scale
	}
}

package chart

import (
	"cmp"
	"slices"

	"dougong/class"
)

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
		count := 0
		for _, n := range layer {
			if !n.passing {
				count++
			}
		}
		most = max(most, count)
	}
	return min(660, max(240, float64(most)*34)) + 18
}

func (b *flows) least(width float64) float64 { return b.height(width) / 2 }

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
		if n.passing {
			continue
		}
		fill := paint{colour: n.colour, hatched: n.rest}
		note := b.p.say(n.name) + b.p.words(": ", "：") + m.full(n.size())
		c.add(rect{box: n.at, fill: fill, about: about{note: note}})
	}
	b.drawNames(c, lanes)
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
	note := b.p.say(k.from.name) + " → " + b.p.say(k.to.name) + b.p.words(": ", "：") + b.p.series[0].full(k.v)
	return about{key: k.key, note: note}
}

// ribbon is the area between two curves, through the layers it passes.
func ribbon(k *link, w float64) path {
	edge := []point{{k.from.at.right(), k.yFrom}}
	for _, stop := range k.stops[1 : len(k.stops)-1] {
		edge = append(edge, point{stop.at.x, stop.at.y}, point{stop.at.right(), stop.at.y})
	}
	edge = append(edge, point{k.to.at.x, k.yTo})
	var p path
	p.move(edge[0])
	for i := 1; i < len(edge); i++ {
		p.swing(edge[i-1], edge[i])
	}
	for i := range edge {
		edge[i].y += w
	}
	p.line(edge[len(edge)-1])
	for i := len(edge) - 1; i > 0; i-- {
		p.swing(edge[i], edge[i-1])
	}
	p.close()
	return p
}

// swing leads from one point to another, level at both.
func (p *path) swing(a, b point) {
	mid := (a.x + b.x) / 2
	p.cubic(point{mid, a.y}, point{mid, b.y}, b)
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

// drawNames writes the names of the outer layers beside them, then those of the
// others above them, large nodes first, as long as there is room.
func (b *flows) drawNames(c *canvas, l lanes) {
	var inner []*node
	var taken []box
	for _, n := range b.nodes {
		y := n.at.middle().y + 4
		switch {
		case n.passing:
			continue
		case n.layer == l.layers-1:
			c.add(b.nameText(n, point{n.at.right() + l.loopRight + 5, y}, start, l.right-5))
		case n.layer == 0:
			c.add(b.nameText(n, point{n.at.x - l.loopLeft - 5, y}, end, l.left-5))
		default:
			inner = append(inner, n)
		}
		taken = append(taken, n.at)
	}
	slices.SortStableFunc(inner, func(x, y *node) int { return cmp.Compare(y.size(), x.size()) })
	for _, n := range inner {
		for _, room := range []float64{l.area.w, 190, 150, 110, 75} {
			t := b.nameText(n, point{n.at.middle().x, n.at.y - 3}, middle, room)
			w := measure(t.s, t.size, false)
			at := box{t.at.x - w/2, t.at.y - labelSize + 1, w, labelSize}
			if !slices.ContainsFunc(taken, at.overlaps) {
				c.add(t)
				taken = append(taken, at)
				break
			}
		}
	}
}

// nameText is the name of a node with its number. Where room is short the name
// gives way.
func (b *flows) nameText(n *node, at point, a anchor, room float64) text {
	words := b.nodeWords(n)
	if measure(words, labelSize, false) > room {
		value := "  " + b.p.series[0].value(n.size())
		words = truncate(b.p.say(n.name), room-measure(value, labelSize, false), labelSize, false) + value
	}
	return text{at: at, s: words, size: labelSize, colour: ink, anchor: a, halo: true}
}

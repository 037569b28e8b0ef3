package chart

import "math"

// point is a place on the drawing, in px from its upper left corner.
type point struct{ x, y float64 }

// box is an upright rectangle.
type box struct{ x, y, w, h float64 }

func (b box) right() float64  { return b.x + b.w }
func (b box) bottom() float64 { return b.y + b.h }
func (b box) middle() point   { return point{b.x + b.w/2, b.y + b.h/2} }

// inset returns the box without a margin.
func (b box) inset(left, top, right, bottom float64) box {
	return box{b.x + left, b.y + top, max(0, b.w-left-right), max(0, b.h-top-bottom)}
}

func (b box) overlaps(c box) bool {
	return b.x < c.right() && c.x < b.right() && b.y < c.bottom() && c.y < b.bottom()
}

// mark is one thing drawn: rect, shape, stroke or text. Both writers know these
// four and nothing else.
type mark interface{ isMark() }

// paint fills an area. A hatch keeps missing, rest and negative areas apart from
// others without colour.
type paint struct {
	colour  colour
	hatched bool
	opacity float64 // 0 stands for 1
}

// about says which cell a mark draws, for those who point at it and for scripts.
type about struct {
	key  string // row key, and the column where there are several
	note string // "Agriculture: 12.3 %"
}

type rect struct {
	box
	fill   paint
	radius float64
	about
}

// shape is a filled area.
type shape struct {
	path path
	fill paint
	about
}

// stroke is a line of some width.
type stroke struct {
	path    path
	width   float64
	colour  colour
	dash    []float64
	opacity float64 // 0 stands for 1
	about
}

type anchor int

const (
	start anchor = iota
	middle
	end
)

// text is one line. Its point is on the baseline.
type text struct {
	at     point
	s      string
	size   float64
	bold   bool
	colour colour
	anchor anchor
	turn   float64 // degrees clockwise about the point
	halo   bool    // set off from what is behind it
}

func (rect) isMark()   {}
func (shape) isMark()  {}
func (stroke) isMark() {}
func (text) isMark()   {}

type op byte

const (
	moveTo op = iota
	lineTo
	cubicTo
	closePath
)

type segment struct {
	op op
	p  [3]point // the last one used is the end
}

type path []segment

func (p *path) move(a point)        { *p = append(*p, segment{moveTo, [3]point{a}}) }
func (p *path) line(a point)        { *p = append(*p, segment{lineTo, [3]point{a}}) }
func (p *path) cubic(a, b, c point) { *p = append(*p, segment{cubicTo, [3]point{a, b, c}}) }
func (p *path) close()              { *p = append(*p, segment{op: closePath}) }

func polyline(points ...point) path {
	var p path
	for i, at := range points {
		if i == 0 {
			p.move(at)
		} else {
			p.line(at)
		}
	}
	return p
}

func polygon(points ...point) path {
	p := polyline(points...)
	p.close()
	return p
}

// round is the control distance that makes a cubic a quarter of a circle.
const round = 0.5522847498

func circle(c point, r float64) path {
	var p path
	k := r * round
	p.move(point{c.x + r, c.y})
	p.cubic(point{c.x + r, c.y + k}, point{c.x + k, c.y + r}, point{c.x, c.y + r})
	p.cubic(point{c.x - k, c.y + r}, point{c.x - r, c.y + k}, point{c.x - r, c.y})
	p.cubic(point{c.x - r, c.y - k}, point{c.x - k, c.y - r}, point{c.x, c.y - r})
	p.cubic(point{c.x + k, c.y - r}, point{c.x + r, c.y - k}, point{c.x + r, c.y})
	p.close()
	return p
}

// symbols tell series apart by form: disc, square, diamond, triangle.
func symbol(n int, c point, r float64) path {
	switch n % 4 {
	case 1:
		s := r * 0.9
		return polygon(point{c.x - s, c.y - s}, point{c.x + s, c.y - s}, point{c.x + s, c.y + s}, point{c.x - s, c.y + s})
	case 2:
		s := r * 1.25
		return polygon(point{c.x, c.y - s}, point{c.x + s, c.y}, point{c.x, c.y + s}, point{c.x - s, c.y})
	case 3:
		s := r * 1.15
		return polygon(point{c.x, c.y - s}, point{c.x + s, c.y + s*0.8}, point{c.x - s, c.y + s*0.8})
	}
	return circle(c, r)
}

// flatten returns the path as polylines, curves in steps of about a pixel at
// the scale; closed ones end where they began.
func (p path) flatten(scale float64) [][]point {
	var lines [][]point
	var line []point
	flush := func() {
		if len(line) > 1 {
			lines = append(lines, line)
		}
		line = nil
	}
	for _, s := range p {
		switch s.op {
		case moveTo:
			flush()
			line = []point{s.p[0]}
		case lineTo:
			line = append(line, s.p[0])
		case cubicTo:
			line = append(line, bend(line[len(line)-1], s.p, scale)...)
		case closePath:
			line = append(line, line[0])
		}
	}
	flush()
	return lines
}

// bend returns points along a cubic after its start.
func bend(a point, p [3]point, scale float64) []point {
	length := math.Hypot(p[0].x-a.x, p[0].y-a.y) + math.Hypot(p[1].x-p[0].x, p[1].y-p[0].y) + math.Hypot(p[2].x-p[1].x, p[2].y-p[1].y)
	n := int(min(200, max(4, length*scale/3)))
	points := make([]point, n)
	for i := range points {
		t := float64(i+1) / float64(n)
		u := 1 - t
		points[i] = point{
			u*u*u*a.x + 3*u*u*t*p[0].x + 3*u*t*t*p[1].x + t*t*t*p[2].x,
			u*u*u*a.y + 3*u*u*t*p[0].y + 3*u*t*t*p[1].y + t*t*t*p[2].y,
		}
	}
	return points
}

// canvas collects marks, those behind first.
type canvas struct{ marks []mark }

func (c *canvas) add(m ...mark) { c.marks = append(c.marks, m...) }

func (c *canvas) rule(a, b point, width float64, col colour, dash ...float64) {
	c.add(stroke{path: polyline(a, b), width: width, colour: col, dash: dash})
}

// write sets a line of text of the ordinary weight.
func (c *canvas) write(at point, s string, size float64, col colour, a anchor) {
	if s != "" {
		c.add(text{at: at, s: s, size: size, colour: col, anchor: a})
	}
}

package chart

import (
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

func (p *picture) text(t text) {
	sin, cos := math.Sincos(t.turn * math.Pi / 180)
	x := 0.0
	switch t.anchor {
	case middle:
		x = -p.natural(t) / 2
	case end:
		x = -p.natural(t)
	}
	place := func(q point) point {
		return point{t.at.x + q.x*cos - q.y*sin, t.at.y + q.x*sin + q.y*cos}
	}
	var glyphs [][]point
	for _, r := range t.s {
		for _, line := range p.glyph(r, t.size) {
			for i := range line {
				line[i] = place(point{line[i].x + x, line[i].y})
			}
			glyphs = append(glyphs, line)
		}
		x += advance(&p.buf, r) * t.size
	}
	if t.halo {
		for _, line := range glyphs {
			p.fill(thicken(append(line, line[0]), haloWidth), paint{colour: paper, opacity: 0.85})
		}
	}
	p.fill(glyphs, paint{colour: t.colour})
	if t.bold { // the same a little to the right
		for _, line := range glyphs {
			for i := range line {
				line[i].x += t.size * 0.028
			}
		}
		p.fill(glyphs, paint{colour: t.colour})
	}
}

const haloWidth = 1.5

// natural returns the width of a text in the embedded font.
func (p *picture) natural(t text) float64 {
	var em float64
	for _, r := range t.s {
		em += advance(&p.buf, r)
	}
	return em * t.size
}

// glyph returns the outline of a character at the size, its baseline at zero.
func (p *picture) glyph(r rune, size float64) [][]point {
	g, err := sans().GlyphIndex(&p.buf, r)
	if err != nil || g == 0 {
		return missingGlyph(advance(&p.buf, r)*size, size)
	}
	segments, ok := p.glyphs[g]
	if !ok {
		loaded, err := sans().LoadGlyph(&p.buf, g, fixed.I(unitsPerEm), nil)
		if err != nil {
			return missingGlyph(advance(&p.buf, r)*size, size)
		}
		segments = append(sfnt.Segments(nil), loaded...)
		p.glyphs[g] = segments
	}
	k := size / unitsPerEm / 64
	at := func(q fixed.Point26_6) point { return point{float64(q.X) * k, float64(q.Y) * k} }
	var out path
	for _, s := range segments {
		switch s.Op {
		case sfnt.SegmentOpMoveTo:
			out.move(at(s.Args[0]))
		case sfnt.SegmentOpLineTo:
			out.line(at(s.Args[0]))
		case sfnt.SegmentOpQuadTo:
			q := at(s.Args[0])
			out.cubic(q, q, at(s.Args[1]))
		case sfnt.SegmentOpCubeTo:
			out.cubic(at(s.Args[0]), at(s.Args[1]), at(s.Args[2]))
		}
	}
	return out.flatten(p.scale)
}

// missingGlyph is an empty box in place of a character.
func missingGlyph(width, size float64) [][]point {
	if width == 0 {
		return nil
	}
	l, r, top, t := 0.08*size, width-0.08*size, -0.76*size, 0.06*size
	return [][]point{
		{{l, top}, {r, top}, {r, 0}, {l, 0}},
		{{l + t, top + t}, {l + t, -t}, {r - t, -t}, {r - t, top + t}},
	}
}

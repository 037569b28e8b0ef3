package chart

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"io"
	"math"

	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/vector"
)

// mostPixels bounds the memory of a picture: 4 bytes each.
const mostPixels = 64 << 20

// PNG writes the drawing with scale device pixels per px: 1 for a screen, 3 for
// print. Text is set in the embedded font. Characters that it lacks are boxes.
func (d *Drawing) PNG(w io.Writer, scale float64) error {
	wide, high := math.Round(d.Width*scale), math.Round(d.Height*scale)
	if !(scale > 0) || wide < 1 || high < 1 || wide*high > mostPixels {
		return fmt.Errorf("chart: PNG: got %v × %v px at scale %v; want 1 to %d pixels; choose another scale", d.Width, d.Height, scale, mostPixels)
	}
	p := &picture{img: image.NewRGBA(image.Rect(0, 0, int(wide), int(high))), scale: scale, glyphs: map[sfnt.GlyphIndex]sfnt.Segments{}}
	draw.Draw(p.img, p.img.Bounds(), image.NewUniform(paper.rgba(1)), image.Point{}, draw.Src)
	for _, m := range d.marks {
		switch m := m.(type) {
		case rect:
			p.fill(m.outline().flatten(scale), m.fill)
		case shape:
			p.fill(m.path.flatten(scale), m.fill)
		case stroke:
			p.stroke(m)
		case text:
			p.text(m)
		}
	}
	return png.Encode(w, p.img)
}

func (c colour) rgba(opacity float64) color.NRGBA {
	return color.NRGBA{c.r, c.g, c.b, uint8(math.Round(255 * opacity))}
}

// outline returns the rectangle as a path.
func (r rect) outline() path {
	k := min(r.radius, r.w/2, r.h/2)
	x, y, X, Y := r.x, r.y, r.right(), r.bottom()
	if k <= 0 {
		return polygon(point{x, y}, point{X, y}, point{X, Y}, point{x, Y})
	}
	c := k * (1 - round)
	var p path
	p.move(point{x + k, y})
	p.line(point{X - k, y})
	p.cubic(point{X - c, y}, point{X, y + c}, point{X, y + k})
	p.line(point{X, Y - k})
	p.cubic(point{X, Y - c}, point{X - c, Y}, point{X - k, Y})
	p.line(point{x + k, Y})
	p.cubic(point{x + c, Y}, point{x, Y - c}, point{x, Y - k})
	p.line(point{x, y + k})
	p.cubic(point{x, y + c}, point{x + c, y}, point{x + k, y})
	p.close()
	return p
}

// picture is a drawing on its way to pixels.
type picture struct {
	img    *image.RGBA
	scale  float64
	raster vector.Rasterizer
	buf    sfnt.Buffer
	glyphs map[sfnt.GlyphIndex]sfnt.Segments
}

// fill paints polygons, in px. Those that wind the same way may overlap.
func (p *picture) fill(polygons [][]point, with paint) {
	opacity := with.opacity
	if opacity == 0 {
		opacity = 1
	}
	if !with.hatched {
		p.paint(polygons, image.NewUniform(with.colour.rgba(opacity)))
		return
	}
	p.paint(polygons, image.NewUniform(mix(paper, with.colour, hatchGround).rgba(opacity)))
	p.paint(polygons, hatch{with.colour.rgba(opacity), p.scale})
}

// paint fills polygons with a source image that covers the picture.
func (p *picture) paint(polygons [][]point, src image.Image) {
	bounds := p.bounds(polygons)
	if bounds.Empty() {
		return
	}
	p.raster.Reset(bounds.Dx(), bounds.Dy())
	at := func(q point) (float32, float32) {
		return float32(q.x*p.scale - float64(bounds.Min.X)), float32(q.y*p.scale - float64(bounds.Min.Y))
	}
	for _, line := range polygons {
		for i, q := range line {
			if x, y := at(q); i == 0 {
				p.raster.MoveTo(x, y)
			} else {
				p.raster.LineTo(x, y)
			}
		}
		p.raster.ClosePath()
	}
	p.raster.Draw(p.img, bounds, src, bounds.Min)
}

// bounds returns the pixels that polygons touch.
func (p *picture) bounds(polygons [][]point) image.Rectangle {
	x, y, X, Y := math.Inf(1), math.Inf(1), math.Inf(-1), math.Inf(-1)
	for _, line := range polygons {
		for _, q := range line {
			x, y, X, Y = min(x, q.x), min(y, q.y), max(X, q.x), max(Y, q.y)
		}
	}
	if !(x <= X) {
		return image.Rectangle{}
	}
	whole := p.img.Bounds()
	clamp := func(v float64, most int) int { return int(min(float64(most), max(0, v))) }
	return image.Rect(clamp(math.Floor(x*p.scale), whole.Dx()), clamp(math.Floor(y*p.scale), whole.Dy()),
		clamp(math.Ceil(X*p.scale), whole.Dx()), clamp(math.Ceil(Y*p.scale), whole.Dy()))
}

// The hatch: lines of one px from lower left to upper right every few px, on a
// tint of their colour.
const (
	hatchStep, hatchLine = 5.0, 1.2
	hatchGround          = 0.12
)

// hatch is an endless image of slanted lines.
type hatch struct {
	colour color.NRGBA
	scale  float64
}

func (hatch) ColorModel() color.Model { return color.NRGBAModel }
func (hatch) Bounds() image.Rectangle { return image.Rect(-1e9, -1e9, 1e9, 1e9) }
func (h hatch) At(x, y int) color.Color {
	along := math.Mod((float64(x)+float64(y)+1)/h.scale, hatchStep*math.Sqrt2)
	from := math.Abs(along - hatchStep*math.Sqrt2/2) // of the middle of the line, slanted
	cover := min(1, max(0, (hatchLine*math.Sqrt2/2-from)*h.scale/math.Sqrt2+0.5))
	c := h.colour
	c.A = uint8(math.Round(float64(c.A) * cover))
	return c
}

func (p *picture) stroke(s stroke) {
	var outline [][]point
	for _, line := range s.path.flatten(p.scale) {
		for _, dash := range dashes(line, s.dash) {
			outline = append(outline, thicken(dash, s.width/2)...)
		}
	}
	p.fill(outline, paint{colour: s.colour, opacity: s.opacity})
}

// dashes cuts a polyline into its drawn parts.
func dashes(line []point, pattern []float64) [][]point {
	if len(pattern) == 0 {
		return [][]point{line}
	}
	var out [][]point
	var part []point
	k, left := 0, pattern[0]
	for i := range line[1:] {
		a, b := line[i], line[i+1]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		if k%2 == 0 && part == nil {
			part = []point{a}
		}
		for done := 0.0; done < length; {
			step := min(left, length-done)
			done, left = done+step, left-step
			at := point{a.x + (b.x-a.x)*done/length, a.y + (b.y-a.y)*done/length}
			if k%2 == 0 {
				part = append(part, at)
			}
			if left > 0 {
				break
			}
			if k%2 == 0 {
				out = append(out, part)
			}
			part = nil
			if k++; k%2 == 0 {
				part = []point{at}
			}
			left = pattern[k%len(pattern)]
		}
	}
	if len(part) > 1 {
		out = append(out, part)
	}
	return out
}

// thicken returns polygons, all winding one way, that cover a polyline with
// round joins and flat ends.
func thicken(line []point, r float64) [][]point {
	var out [][]point
	for i := range line[1:] {
		a, b := line[i], line[i+1]
		length := math.Hypot(b.x-a.x, b.y-a.y)
		if length == 0 {
			continue
		}
		nx, ny := -(b.y-a.y)/length*r, (b.x-a.x)/length*r
		out = append(out, []point{{a.x + nx, a.y + ny}, {a.x - nx, a.y - ny}, {b.x - nx, b.y - ny}, {b.x + nx, b.y + ny}})
		if i > 0 && r > 0.4 {
			out = append(out, disc(a, r))
		}
	}
	return out
}

// disc winds as the rectangles of thicken do.
func disc(c point, r float64) []point {
	const n = 16
	points := make([]point, n)
	for i := range points {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / n)
		points[i] = point{c.x + r*cos, c.y + r*sin}
	}
	return points
}

package chart

import (
	"fmt"
	"math"
)

// colour is sRGB.
type colour struct{ r, g, b uint8 }

func hex(v uint32) colour { return colour{uint8(v >> 16), uint8(v >> 8), uint8(v)} }

func (c colour) String() string { return fmt.Sprintf("#%02x%02x%02x", c.r, c.g, c.b) }

// The colours of everything that is not data. Text on paper keeps a contrast of
// 4.5 or more (WCAG 2.1, 1.4.3).
var (
	paper  = hex(0xffffff)
	ink    = hex(0x1c1c1c)
	grey   = hex(0x5a5a5a) // secondary text
	faint  = hex(0xe3e3e3) // gridlines
	edge   = hex(0x8a8a8a) // axes, connectors
	others = hex(0xa8a8a8) // the rest, hatched
)

// seriesColours tell series apart for every kind of colour sight: hues of Okabe &
// Ito (2008), Color universal design, at luminances that differ by a contrast of
// 1.4 in greyscale and by 3 from paper. More series than that are told apart by
// form or by panel.
var seriesColours = []colour{hex(0x0067a2), hex(0xc68900), hex(0x112e44), hex(0xa9648b), hex(0x00563e)}

// familyColours are areas with their names in or beside them.
var familyColours = []colour{hex(0x0072b2), hex(0xe69f00), hex(0x00664b), hex(0x9ccbec), hex(0xb0578d), hex(0xf0e442), hex(0x112e44), hex(0xc25300)}

// families have the same colour in every figure; others take those left over.
var families = map[string]int{
	"agriculture": 2, "industry": 0, "construction": 4, "services": 1,
	"traditional": 0, "emerging": 5, "future": 7, "equipment": 3,
}

func seriesColour(n int) colour { return seriesColours[n%len(seriesColours)] }

// luminance is the relative luminance of WCAG 2.1, 0 for black, 1 for white:
// what is left of a colour on a greyscale print.
func (c colour) luminance() float64 {
	linear := func(v uint8) float64 {
		if s := float64(v) / 255; s > 0.04045 {
			return math.Pow((s+0.055)/1.055, 2.4)
		}
		return float64(v) / 255 / 12.92
	}
	return 0.2126*linear(c.r) + 0.7152*linear(c.g) + 0.0722*linear(c.b)
}

// contrast is the contrast ratio of WCAG 2.1, 1 to 21.
func contrast(a, b colour) float64 {
	x, y := a.luminance(), b.luminance()
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

// over returns the text colour that reads better on a background.
func over(background colour) colour {
	if contrast(paper, background) > contrast(ink, background) {
		return paper
	}
	return ink
}

// mix returns the colour at t between two, 0 ≤ t ≤ 1.
func mix(a, b colour, t float64) colour {
	one := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*t)) }
	return colour{one(a.r, b.r), one(a.g, b.g), one(a.b, b.b)}
}

// The ramps go from almost paper to dark: more is darker, in greyscale too.
var (
	blues   = []colour{hex(0xe9f1f8), hex(0xbcd7ea), hex(0x74b0d8), hex(0x2b7bba), hex(0x08386e)}
	oranges = []colour{hex(0xfcefdc), hex(0xf8d49b), hex(0xe8a33d), hex(0xb86a10), hex(0x6b3503)}
)

// along returns the colour at t of a ramp, 0 ≤ t ≤ 1.
func along(stops []colour, t float64) colour {
	t = min(1, max(0, t)) * float64(len(stops)-1)
	i := min(int(t), len(stops)-2)
	return mix(stops[i], stops[i+1], t-float64(i))
}

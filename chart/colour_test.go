package chart

import (
	"fmt"
	"math"
	"testing"
)

// TestTextIsReadable: contrasts of WCAG 2.1, 1.4.3 and 1.4.11.
func TestTextIsReadable(t *testing.T) {
	for name, c := range map[string]colour{"ink": ink, "grey": grey} {
		if r := contrast(c, paper); r < 4.5 {
			t.Errorf("%s on paper: contrast %.2f; want 4.5", name, r)
		}
	}
	for i, c := range familyColours {
		if r := contrast(over(c), c); r < 4.5 {
			t.Errorf("text on family %d %v: contrast %.2f; want 4.5", i, c, r)
		}
	}
	for _, ramp := range [][]colour{blues, oranges} {
		for k := 0.0; k <= 1; k += 0.05 {
			if c := along(ramp, k); contrast(over(c), c) < 4 {
				t.Errorf("number on %v: contrast %.2f; want 4", c, contrast(over(c), c))
			}
		}
	}
}

// TestSeriesDifferInGreyscale: from each other, and from paper.
func TestSeriesDifferInGreyscale(t *testing.T) {
	for i, a := range seriesColours {
		if r := contrast(a, paper); r < 3 {
			t.Errorf("series %d on paper: contrast %.2f; want 3", i, r)
		}
		for j, b := range seriesColours[:i] {
			if r := contrast(a, b); r < 1.4 {
				t.Errorf("series %d and %d: contrast %.2f; want 1.4", j, i, r)
			}
		}
	}
}

// Colour blindness by Viénot, Brettel & Mollon (1999), Digital video
// colourmaps for checking the legibility of displays by dichromats: linear RGB
// of a protanope and of a deuteranope.
var dichromats = map[string][3][3]float64{
	"protanope":   {{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}},
	"deuteranope": {{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}},
}

// TestColoursDifferForTheColourBlind: as far apart in CIE L*a*b* as 12, where 2.3
// is just noticeable.
func TestColoursDifferForTheColourBlind(t *testing.T) {
	for who, m := range dichromats {
		for name, set := range map[string][]colour{"series": seriesColours, "families": familyColours} {
			for i, a := range set {
				for j, b := range set[:i] {
					if d := distance(lab(seen(a, m)), lab(seen(b, m))); d < 12 {
						t.Errorf("%s: %s %d and %d (%v, %v) are %.1f apart; want 12", who, name, j, i, b, a, d)
					}
				}
			}
		}
	}
}

func linear(c colour) [3]float64 {
	one := func(v uint8) float64 { return colour{v, v, v}.luminance() }
	return [3]float64{one(c.r), one(c.g), one(c.b)}
}

func seen(c colour, m [3][3]float64) (out [3]float64) {
	in := linear(c)
	for i := range out {
		for j := range in {
			out[i] += m[i][j] * in[j]
		}
		out[i] = min(1, max(0, out[i]))
	}
	return out
}

// lab is CIE 1976 L*a*b* of linear sRGB at D65.
func lab(c [3]float64) [3]float64 {
	x := (0.4124*c[0] + 0.3576*c[1] + 0.1805*c[2]) / 0.9505
	y := 0.2126*c[0] + 0.7152*c[1] + 0.0722*c[2]
	z := (0.0193*c[0] + 0.1192*c[1] + 0.9505*c[2]) / 1.089
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	return [3]float64{116*f(y) - 16, 500 * (f(x) - f(y)), 200 * (f(y) - f(z))}
}

func distance(a, b [3]float64) float64 {
	return math.Sqrt((a[0]-b[0])*(a[0]-b[0]) + (a[1]-b[1])*(a[1]-b[1]) + (a[2]-b[2])*(a[2]-b[2]))
}

func TestTicks(t *testing.T) {
	f := func(lo, hi float64, log bool, n int, want string) {
		t.Helper()
		if got := fmt.Sprint(scale{lo: lo, hi: hi, log: log}.ticks(n)); got != want {
			t.Errorf("%v to %v: got %s; want %s", lo, hi, got, want)
		}
	}
	f(0, 43, false, 5, "[0 10 20 30 40]")
	f(-3, 7, false, 5, "[-2 0 2 4 6]")
	f(0, 1, false, 5, "[0 0.2 0.4 0.6000000000000001 0.8 1]")
	f(0.5, 2000, true, 5, "[1 10 100 1000]")
	f(5, 5, false, 5, "[5]")
	for _, hi := range []float64{1e-300, 1e-9, 1, 1e9, 1e300} {
		if n := len(scale{lo: -hi, hi: hi}.ticks(5)); n < 3 || n > 11 {
			t.Errorf("±%v: %d ticks; want about five", hi, n)
		}
	}
}

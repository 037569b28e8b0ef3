package chart

import (
	"math"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/iot"
)

// scale maps numbers to places between two px. It is linear, or, where log is
// set, linear in the logarithm of positive numbers.
type scale struct {
	lo, hi   float64
	from, to float64
	log      bool
}

// at returns the place of a number. It is written so that no range, however
// wide or narrow, overflows.
func (s scale) at(v float64) float64 { return s.from + s.part(v)*(s.to-s.from) }

// part is 0 at lo, 1 at hi.
func (s scale) part(v float64) float64 {
	lo, hi := s.lo, s.hi
	if s.log {
		lo, hi, v = math.Log10(lo), math.Log10(hi), math.Log10(v)
	}
	m := max(math.Abs(lo), math.Abs(hi))
	if m == 0 || lo == hi {
		return 0
	}
	return (v/m - lo/m) / (hi/m - lo/m)
}

// ticks returns round numbers within the range, about n of them.
func (s scale) ticks(n int) []float64 {
	if s.log {
		return s.decades(n)
	}
	power := math.Pow10(exponent(max(math.Abs(s.lo), math.Abs(s.hi))))
	lo, hi := s.lo/power, s.hi/power // at most 10 in magnitude
	if !(hi > lo) {
		return []float64{s.lo}
	}
	step := nice((hi - lo) / float64(max(1, n)))
	var out []float64
	for k := math.Ceil(lo/step - 1e-9); k*step <= hi+step*1e-9 && len(out) < 100; k++ {
		out = append(out, k*step*power+0) // +0: no negative zero
	}
	return out
}

func (s scale) decades(n int) []float64 {
	a, b := int(math.Ceil(math.Log10(s.lo)-1e-9)), int(math.Floor(math.Log10(s.hi)+1e-9))
	every := max(1, (b-a)/max(1, n))
	var out []float64
	for k := a; k <= b; k += every {
		out = append(out, math.Pow10(k))
	}
	return out
}

// exponent returns the power of ten of a magnitude, 0 for 0.
func exponent(v float64) int {
	if v == 0 {
		return 0
	}
	return int(max(-300, math.Floor(math.Log10(v))))
}

// nice returns 1, 2 or 5 times a power of ten, the first that is not below v.
func nice(v float64) float64 {
	power := math.Pow10(int(math.Floor(math.Log10(v))))
	for _, k := range []float64{1, 2, 5} {
		if k*power >= v*(1-1e-9) {
			return k * power
		}
	}
	return 10 * power
}

// span returns the least and the greatest of numbers, 0 and 0 for none.
func span(values []float64) (lo, hi float64) {
	for i, v := range values {
		if i == 0 {
			lo, hi = v, v
		}
		lo, hi = min(lo, v), max(hi, v)
	}
	return lo, hi
}

// measureOf is how the numbers of a column are written in a figure: all in one
// unit, which stands on the axis.
type measureOf struct {
	unit     iot.Unit
	factor   float64
	name     string  // "bn USD", "亿元", "%", "" for a pure number
	whole    bool    // counts and ranks
	largest  float64 // magnitude
	decimals int     // that give the largest three digits
}

func measureFor(unit iot.Unit, whole bool, largest float64, lang class.Lang) measureOf {
	factor, name := unit.Scale(largest, lang)
	m := measureOf{unit: unit, factor: factor, name: name, whole: whole, largest: largest}
	if !whole {
		m.decimals = max(0, 2-exponent(largest*factor))
	}
	return m
}

// noise is the share of the largest number below which another is what rounding
// left of zero.
const noise = 1e-12

// number writes a number with the decimals that its whole column has, more where
// it would look like zero.
func (m measureOf) number(v float64) string {
	if math.Abs(v) <= m.largest*noise {
		return "0"
	}
	v *= m.factor
	a, decimals := math.Abs(v), m.decimals
	if a < 0.5*math.Pow10(-decimals) {
		decimals = -exponent(a)
	}
	if a >= 1e7 || decimals > 6 {
		return digits(v, m.whole)
	}
	return minus(strconv.FormatFloat(v, 'f', decimals, 64))
}

// value is number with "%" where it is a share; other units stand on the axis.
func (m measureOf) value(v float64) string {
	if m.name == "%" {
		return m.number(v) + " %"
	}
	return m.number(v)
}

// full writes a number with its unit, for sentences and notes.
func (m measureOf) full(v float64) string {
	s := m.value(v)
	if m.name != "" && m.name != "%" {
		s += " " + m.name
	}
	return s
}

// digits writes three significant digits, all digits of whole numbers below 10⁷.
func digits(v float64, whole bool) string {
	a := math.Abs(v)
	switch {
	case v == 0:
		return "0"
	case a >= 1e7 || a < 1e-4:
		return minus(strings.Replace(strconv.FormatFloat(v, 'g', 3, 64), "e+", "e", 1))
	case a >= 100 || whole && v == math.Trunc(v):
		return minus(strconv.FormatFloat(v, 'f', 0, 64))
	}
	s := strconv.FormatFloat(v, 'f', 2-int(math.Floor(math.Log10(a))), 64)
	return minus(s)
}

// minus sets the sign that is as wide as a plus.
func minus(s string) string {
	if rest, ok := strings.CutPrefix(s, "-"); ok {
		return "−" + rest
	}
	return s
}

// tick writes a number of an axis with the decimals that its step needs.
func (m measureOf) tick(v, step float64) string {
	v, step = v*m.factor, step*m.factor
	if a := math.Abs(v); step == 0 || a >= 1e7 || a > 0 && a < 1e-4 {
		return digits(v, m.whole)
	}
	decimals := 0
	for decimals < 6 && math.Abs(step-math.Round(step*math.Pow10(decimals))/math.Pow10(decimals)) > step*1e-6 {
		decimals++
	}
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-")
	}
	return minus(s)
}

// tickLabels writes the ticks of a scale.
func (m measureOf) tickLabels(ticks []float64, log bool) []string {
	out := make([]string, len(ticks))
	for i, v := range ticks {
		step := v
		if !log && len(ticks) > 1 {
			step = ticks[1] - ticks[0]
		}
		out[i] = m.tick(v, step)
	}
	return out
}

package chart

import (
	"fmt"
	"math"
	"slices"

	"dougong/class"
)

// Method is how a heat map turns numbers into colours. It is named on the figure.
type Method string

// The methods. All of them draw zero as paper and numbers below it in another
// hue; more in magnitude is darker.
const (
	Linear   Method = "linear"
	Log      Method = "log"      // linear in the logarithm of the magnitude
	Quantile Method = "quantile" // classes with the same number of cells each
)

// ramp is a method fitted to the numbers of a figure.
type ramp struct {
	method   Method
	lo, hi   float64   // magnitudes, of numbers that are not zero
	cuts     []float64 // between the classes of magnitudes
	negative bool
}

// classes is how many classes the quantile method makes.
const classes = 6

// logDecades is the ratio of the largest magnitude to the median one above which
// a linear ramp would show little but the largest.
const logRatio = 20

// newRamp fits a method; an empty one is chosen by the spread of the numbers.
func newRamp(values []float64, m Method) ramp {
	r := ramp{method: m}
	var sizes []float64
	for _, v := range values {
		if v != 0 {
			sizes = append(sizes, math.Abs(v))
		}
		r.negative = r.negative || v < 0
	}
	if len(sizes) == 0 {
		r.method = Linear
		return r
	}
	slices.Sort(sizes)
	r.hi = sizes[len(sizes)-1]
	if r.method == "" {
		if r.method = Linear; r.hi/sizes[len(sizes)/2] > logRatio {
			r.method = Log
		}
	}
	// The least magnitudes of a table are noise: the lower end is where a
	// hundredth of them is below, and no more than six decades down.
	r.lo = max(sizes[len(sizes)/100], r.hi*1e-6)
	for k := 1; k < classes; k++ {
		if at := sizes[len(sizes)*k/classes]; len(r.cuts) == 0 || at > r.cuts[len(r.cuts)-1] {
			r.cuts = append(r.cuts, at)
		}
	}
	return r
}

// colour returns the fill of a number.
func (r ramp) colour(v float64) paint {
	if v == 0 || r.hi == 0 {
		return paint{colour: paper}
	}
	stops := blues
	if v < 0 {
		stops = oranges
	}
	return paint{colour: along(stops, r.part(math.Abs(v)))}
}

// part is how far along the ramp a magnitude is.
func (r ramp) part(size float64) float64 {
	switch r.method {
	case Log:
		if r.hi == r.lo {
			return 1
		}
		return math.Log(max(size, r.lo)/r.lo) / math.Log(r.hi/r.lo)
	case Quantile:
		k, _ := slices.BinarySearchFunc(r.cuts, size, func(cut, v float64) int {
			if cut <= v {
				return -1
			}
			return 1
		})
		if len(r.cuts) == 0 {
			return 1
		}
		return float64(k) / float64(len(r.cuts))
	}
	return size / r.hi
}

// name says which method it is.
func (r ramp) name() class.Label {
	switch r.method {
	case Log:
		return class.Label{En: "logarithmic scale", Zh: "对数刻度"}
	case Quantile:
		return class.Label{En: fmt.Sprintf("%d classes with equal numbers of cells", len(r.cuts)+1), Zh: fmt.Sprintf("按分位数分 %d 级，各级单元格数相同", len(r.cuts)+1)}
	}
	return class.Label{En: "linear scale", Zh: "线性刻度"}
}

// marks returns magnitudes to write beside the ramp.
func (r ramp) marks() []float64 {
	switch {
	case r.hi == 0:
		return nil
	case r.method == Log && r.hi > r.lo:
		return scale{lo: r.lo, hi: r.hi, log: true}.ticks(4)
	case r.method == Quantile:
		return r.cuts
	}
	return scale{lo: 0, hi: r.hi}.ticks(4)
}

// drawRamp draws the ramp as a strip with its marks.
func (p *plot) drawRamp(c *canvas, r ramp, m measureOf, in box) {
	const steps, high = 60, 9.0
	wide := min(260, in.w*0.55)
	strip := box{in.x, in.y, wide, high}
	ramps := [][]colour{blues}
	if r.negative {
		ramps = append(ramps, oranges)
	}
	for k, stops := range ramps {
		n := steps
		if r.method == Quantile {
			n = len(r.cuts) + 1
		}
		for i := range n {
			t := float64(i) / float64(max(1, n-1))
			c.add(rect{box: box{strip.x + wide*float64(i)/float64(n), strip.y - float64(k)*(high+1), wide/float64(n) + 0.3, high}, fill: paint{colour: along(stops, t)}})
		}
		if r.negative {
			words := []class.Label{{En: "positive", Zh: "正值"}, {En: "negative", Zh: "负值"}}[k]
			c.write(point{strip.right() + 5, strip.y - float64(k)*(high+1) + 8}, p.say(words), footSize, grey, start)
		}
	}
	p.rampMarks(c, r, m, strip)
	words := p.caption(p.series[0]) + p.words(", ", "，") + p.say(r.name())
	from := strip.right() + 14
	if r.negative {
		from += 50
	}
	for k, line := range wrap(words, in.right()-from, valueSize, false, 2) {
		c.write(point{from, strip.y + 8 + float64(k)*valueSize*1.25}, line, valueSize, grey, start)
	}
}

func (p *plot) rampMarks(c *canvas, r ramp, m measureOf, strip box) {
	marks := r.marks()
	labels := m.tickLabels(marks, r.method != Linear)
	last := strip.x - 20
	for i, v := range marks {
		x := strip.x + strip.w*min(1, r.part(v))
		if r.method == Quantile {
			x = strip.x + strip.w*float64(i+1)/float64(len(marks)+1)
			labels[i] = m.value(v)
		}
		w := measure(labels[i], footSize, false)
		if x-w/2 > last+5 {
			c.rule(point{x, strip.bottom()}, point{x, strip.bottom() + 3}, 1, edge)
			c.write(point{x, strip.bottom() + 13}, labels[i], footSize, grey, middle)
			last = x + w/2
		}
	}
}

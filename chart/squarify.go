package chart

import (
	"math"
)

// squarify cuts a box into rectangles in proportion to positive values, which
// stand in descending order.
func squarify(values []float64, in box) []box {
	left := make([]float64, len(values)+1) // sums of the values from here on, small ones first
	for i := len(values) - 1; i >= 0; i-- {
		left[i] = left[i+1] + values[i]
	}
	out := make([]box, 0, len(values))
	for i := 0; i < len(values); {
		n, sum := stripOf(values[i:], left[i], in)
		strip, rest := cutStrip(in, sum/left[i])
		at := 0.0
		for _, v := range values[i : i+n] {
			out = append(out, part(strip, in.w >= in.h, at/sum, v/sum))
			at += v
		}
		i, in = i+n, rest
	}
	return out
}

// stripOf returns how many values go into the next strip along the shorter side:
// more as long as the worst of them comes nearer to a square.
func stripOf(values []float64, total float64, in box) (n int, sum float64) {
	short := min(in.w, in.h)
	area := in.w * in.h
	worst := math.Inf(1)
	for n < len(values) {
		next := sum + values[n]
		thick := next / total * area / max(short, 1e-9)
		ratio := 0.0
		for _, v := range values[:n+1] {
			long := v / next * short
			ratio = max(ratio, max(long, thick)/max(1e-12, min(long, thick)))
		}
		if n > 0 && ratio > worst {
			break
		}
		n, sum, worst = n+1, next, ratio
	}
	if n == len(values) {
		return n, total // what rounding left over too
	}
	return n, sum
}

// cutStrip cuts a share of a box off along its shorter side.
func cutStrip(in box, share float64) (strip, rest box) {
	share = min(1, max(0, share))
	if in.w >= in.h {
		w := in.w * share
		return box{in.x, in.y, w, in.h}, box{in.x + w, in.y, in.w - w, in.h}
	}
	h := in.h * share
	return box{in.x, in.y, in.w, h}, box{in.x, in.y + h, in.w, in.h - h}
}

// part returns the piece of a strip that begins at one share of it and is
// another share long.
func part(strip box, upright bool, from, share float64) box {
	if upright {
		return box{strip.x, strip.y + strip.h*from, strip.w, strip.h * share}
	}
	return box{strip.x + strip.w*from, strip.y, strip.w * share, strip.h}
}

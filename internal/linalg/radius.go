package linalg

import "math"

// Radius brackets the spectral radius of a non-negative matrix given as the
// product y = A x. It runs the power method on A + I, which converges for
// periodic matrices too, until the bounds of Collatz and Wielandt are within
// tol of each other or most rounds are done:
//
//	min (Ax)_i / x_i over x_i > 0   ≤  ρ(A)   for any x ≥ 0, x ≠ 0
//	max (Ax)_i / x_i                ≥  ρ(A)   for any x > 0
//
// (Collatz 1942; Wielandt 1950). Estimate is 1'Ax / 1'x. A reducible matrix has
// parts that die out of x and hold the first minimum low: the lower bound is
// then taken on the part of x that stays. Both bounds hold always; where they
// stay apart, as for a matrix with a Jordan block, the bracket says so.
func Radius(n int, mul func(y, x []float64), tol float64, most int) (estimate, lower, upper float64) {
	if n == 0 {
		return 0, 0, 0
	}
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = 1 / float64(n)
	}
	upper = math.Inf(1)
	for round := range most {
		mul(y, x)
		lo, hi, total := math.Inf(1), 0.0, 0.0
		for i := range y {
			r := y[i] / x[i]
			lo, hi, total = math.Min(lo, r), math.Max(hi, r), total+y[i]
		}
		estimate, lower, upper = total, math.Max(lower, lo), math.Min(upper, hi)
		if round%lowerEvery == lowerEvery-1 || round == most-1 {
			lower = math.Max(lower, lowerOfPart(mul, x))
		}
		if upper-lower <= tol {
			break
		}
		// Next iterate: (A + I) x, scaled to sum one, kept off zero so that the
		// ratios of a reducible matrix stay defined.
		for i := range x {
			x[i] = math.Max((y[i]+x[i])/(total+1), 1e-300)
		}
	}
	return math.Min(math.Max(estimate, lower), upper), lower, upper
}

// lowerEvery is after how many rounds the lower bound is tried on part of x.
const lowerEvery = 16

// lowerOfPart returns the best lower bound on x with its vanishing part set to
// zero. How far that part has shrunk is not known, so several cuts are tried.
func lowerOfPart(mul func(y, x []float64), x []float64) float64 {
	part, y := make([]float64, len(x)), make([]float64, len(x))
	var largest, best float64
	for _, v := range x {
		largest = math.Max(largest, v)
	}
	for _, cut := range []float64{1e-3, 1e-6, 1e-9, 1e-12} {
		for i, v := range x {
			part[i] = 0
			if v > cut*largest {
				part[i] = v
			}
		}
		mul(y, part)
		lower := math.Inf(1)
		for i, v := range part {
			if v > 0 {
				lower = math.Min(lower, y[i]/v)
			}
		}
		best = math.Max(best, lower)
	}
	return best
}

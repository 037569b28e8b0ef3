// Package linalg is the one door to dense linear algebra: factor, solve,
// invert, judge. Behind it stands gonum; matrices are row-major slices.
//
// Same input, same bytes out, at any GOMAXPROCS: gonum splits a product over
// goroutines by blocks of the result, never of the sum.
package linalg

import (
	"errors"
	"math"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/lapack"
	"gonum.org/v1/gonum/lapack/lapack64"
)

// ErrSingular says that a matrix has no inverse.
var ErrSingular = errors.New("linalg: singular matrix")

// LU is a factored square matrix. It is read-only and safe to share.
type LU struct {
	n    int
	lu   blas64.General
	piv  []int
	norm float64 // 1-norm of the matrix
}

// Factor computes P A = L U of the n × n matrix in a, which it overwrites and
// keeps. Cost: ⅔n³. The error is [ErrSingular].
func Factor(n int, a []float64) (*LU, error) {
	f := &LU{n: n, lu: General(n, n, a), piv: make([]int, n)}
	f.norm = lapack64.Lange(lapack.MaxColumnSum, f.lu, make([]float64, n))
	if !lapack64.Getrf(f.lu, f.piv) {
		return nil, ErrSingular
	}
	return f, nil
}

// N returns the order of the matrix.
func (f *LU) N() int { return f.n }

// Solve overwrites the n × k row-major b with A⁻¹ b. Cost: 2n²k.
func (f *LU) Solve(b []float64, k int) {
	lapack64.Getrs(blas.NoTrans, f.lu, General(f.n, k, b), f.piv)
}

// SolveT overwrites the n × k row-major b with A⁻ᵀ b. Cost: 2n²k.
func (f *LU) SolveT(b []float64, k int) {
	lapack64.Getrs(blas.Trans, f.lu, General(f.n, k, b), f.piv)
}

// Inverse returns A⁻¹ as a new n × n row-major slice. Cost: 4/3 n³.
func (f *LU) Inverse() []float64 {
	inv := General(f.n, f.n, append([]float64(nil), f.lu.Data...))
	work := make([]float64, 1)
	lapack64.Getri(inv, f.piv, work, -1)
	work = make([]float64, int(work[0]))
	if !lapack64.Getri(inv, f.piv, work, len(work)) {
		panic("linalg: BUG: a factored matrix turned out singular")
	}
	return inv.Data
}

// Condition estimates the condition number in the 1-norm (Higham 1988), a
// lower bound that is rarely off by more than a factor of three. Cost: O(n²).
func (f *LU) Condition() float64 {
	if f.n == 0 {
		return 1
	}
	rcond := lapack64.Gecon(lapack.MaxColumnSum, f.lu, f.norm, make([]float64, 4*f.n), make([]int, f.n))
	return 1 / rcond
}

// General wraps a row-major slice for gonum.
func General(rows, cols int, data []float64) blas64.General {
	return blas64.General{Rows: rows, Cols: cols, Stride: max(1, cols), Data: data}
}

// Radius brackets the spectral radius of a non-negative matrix given as the
// product y = A x. It runs the power method on A + I, which converges for
// periodic matrices too, until the bounds of Collatz and Wielandt are within
// tol of each other or most rounds are done:
//
//	min (Ax)_i / x_i ≤ ρ(A) ≤ max (Ax)_i / x_i,   x > 0
//
// Estimate is the Rayleigh-like ratio 1'Ax / 1'x. For a reducible matrix the
// lower bound may stay low; the upper one always holds.
func Radius(n int, mul func(y, x []float64), tol float64, most int) (estimate, lower, upper float64) {
	if n == 0 {
		return 0, 0, 0
	}
	x, y := make([]float64, n), make([]float64, n)
	for i := range x {
		x[i] = 1 / float64(n)
	}
	upper = math.Inf(1)
	for range most {
		mul(y, x)
		lo, hi, total := math.Inf(1), 0.0, 0.0
		for i := range y {
			r := y[i] / x[i]
			lo, hi, total = math.Min(lo, r), math.Max(hi, r), total+y[i]
		}
		estimate, lower, upper = total, math.Max(lower, lo), math.Min(upper, hi)
		if upper-lower <= tol {
			break
		}
		// Next iterate: (A + I) x, scaled to sum one, kept off zero so that the
		// ratios of a reducible matrix stay defined.
		for i := range x {
			x[i] = math.Max((y[i]+x[i])/(total+1), 1e-300)
		}
	}
	return estimate, lower, upper
}

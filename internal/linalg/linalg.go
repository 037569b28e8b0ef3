// Package linalg is the one door to dense linear algebra: factor, solve,
// invert, judge. Behind it stands gonum; matrices are row-major slices.
//
// Same input, same bytes out, at any GOMAXPROCS: gonum splits a product over
// goroutines by blocks of the result, never of the sum.
package linalg

import (
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

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
	if k == 1 {
		f.solve(b)
		return
	}
	lapack64.Getrs(blas.NoTrans, f.lu, General(f.n, k, b), f.piv)
}

// SolveT overwrites the n × k row-major b with A⁻ᵀ b. Cost: 2n²k.
func (f *LU) SolveT(b []float64, k int) {
	if k == 1 {
		f.solveT(b)
		return
	}
	lapack64.Getrs(blas.Trans, f.lu, General(f.n, k, b), f.piv)
}

// SolveEach overwrites each vector with A⁻¹ times it, several at a time. Every
// vector is solved by itself, so the bytes do not depend on how many run at once.
func (f *LU) SolveEach(vectors [][]float64) { each(vectors, f.solve) }

// SolveEachT is [LU.SolveEach] with the transposed matrix.
func (f *LU) SolveEachT(vectors [][]float64) { each(vectors, f.solveT) }

func each(vectors [][]float64, do func([]float64)) {
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(vectors)) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(vectors)); i = next.Add(1) - 1 {
				do(vectors[i])
			}
		})
	}
	workers.Wait()
}

// solve and solveT walk the factors row by row, which for one vector is several
// times as fast as the blocked solver of LAPACK.
func (f *LU) solve(b []float64) {
	for i, p := range f.piv {
		b[i], b[p] = b[p], b[i]
	}
	x := blas64.Vector{N: f.n, Inc: 1, Data: b}
	blas64.Trsv(blas.NoTrans, f.triangle(blas.Lower, blas.Unit), x)
	blas64.Trsv(blas.NoTrans, f.triangle(blas.Upper, blas.NonUnit), x)
}

func (f *LU) solveT(b []float64) {
	x := blas64.Vector{N: f.n, Inc: 1, Data: b}
	blas64.Trsv(blas.Trans, f.triangle(blas.Upper, blas.NonUnit), x)
	blas64.Trsv(blas.Trans, f.triangle(blas.Lower, blas.Unit), x)
	for i := f.n - 1; i >= 0; i-- {
		b[i], b[f.piv[i]] = b[f.piv[i]], b[i]
	}
}

func (f *LU) triangle(half blas.Uplo, diag blas.Diag) blas64.Triangular {
	return blas64.Triangular{Uplo: half, Diag: diag, N: f.n, Stride: f.lu.Stride, Data: f.lu.Data}
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

package linalg

import (
	"errors"
	"fmt"
	"hash/fnv"
	"math"
	"math/rand/v2"
	"runtime"
	"testing"
)

// random returns I - A with columns of A that sum to less than one.
func random(n int, seed uint64) []float64 {
	r := rand.New(rand.NewPCG(seed, 1))
	a := make([]float64, n*n)
	for j := range n {
		var sum float64
		for i := range n {
			a[i*n+j] = r.Float64()
			sum += a[i*n+j]
		}
		for i := range n {
			a[i*n+j] *= -0.8 / sum
		}
		a[j*n+j]++
	}
	return a
}

func factor(t testing.TB, n int, a []float64) *LU {
	t.Helper()
	f, err := Factor(n, append([]float64(nil), a...))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestSolvesAgree(t *testing.T) {
	for _, n := range []int{1, 2, 3, 10, 24, 130} {
		a := random(n, 7)
		f := factor(t, n, a)
		b := make([]float64, n)
		for i := range b {
			b[i] = float64(i + 1)
		}
		x, y := append([]float64(nil), b...), append([]float64(nil), b...)
		f.Solve(x, 1)
		f.SolveT(y, 1)
		for i := range n {
			var ax, aty float64
			for j := range n {
				ax += a[i*n+j] * x[j]
				aty += a[j*n+i] * y[j]
			}
			if math.Abs(ax-b[i]) > 1e-10*float64(n) || math.Abs(aty-b[i]) > 1e-10*float64(n) {
				t.Fatalf("n = %d, row %d: A x = %v, A'y = %v; want %v", n, i, ax, aty, b[i])
			}
		}
		// Several at once, in either layout, say the same.
		wide, wideT := make([]float64, 2*n), make([]float64, 2*n)
		for i := range n {
			wide[2*i+1], wideT[2*i+1] = b[i], b[i]
		}
		f.Solve(wide, 2)
		f.SolveT(wideT, 2)
		eachx, eachy := [][]float64{append([]float64(nil), b...)}, [][]float64{append([]float64(nil), b...)}
		f.SolveEach(eachx)
		f.SolveEachT(eachy)
		inverse := f.Inverse()
		for i := range n {
			var viaInverse float64
			for j := range n {
				viaInverse += inverse[i*n+j] * b[j]
			}
			for _, got := range []float64{wide[2*i+1], eachx[0][i], viaInverse} {
				if math.Abs(got-x[i]) > 1e-11*math.Abs(x[i]) {
					t.Fatalf("n = %d, row %d: got %v; want %v", n, i, got, x[i])
				}
			}
			if math.Abs(wideT[2*i+1]-y[i]) > 1e-11*math.Abs(y[i]) || eachy[0][i] != y[i] {
				t.Fatalf("n = %d, row %d: transposed: got %v and %v; want %v", n, i, wideT[2*i+1], eachy[0][i], y[i])
			}
		}
	}
}

// A zero on the diagonal needs the pivots.
func TestPivots(t *testing.T) {
	f := factor(t, 3, []float64{0, 0, 1, 1, 0, 0, 0, 1, 0}) // two swaps, in order
	x, y := []float64{1, 2, 3}, []float64{1, 2, 3}
	f.Solve(x, 1)
	f.SolveT(y, 1)
	if fmt.Sprint(x, y) != "[2 3 1] [3 1 2]" {
		t.Errorf("got %v and %v; want [2 3 1] and [3 1 2]", x, y)
	}
}

func TestSingular(t *testing.T) {
	if _, err := Factor(2, []float64{1, 2, 2, 4}); !errors.Is(err, ErrSingular) {
		t.Errorf("got %v; want ErrSingular", err)
	}
	f := factor(t, 0, nil)
	if f.Condition() != 1 || len(f.Inverse()) != 0 {
		t.Error("the empty matrix has condition 1 and an empty inverse")
	}
}

func TestCondition(t *testing.T) {
	f := factor(t, 2, []float64{1, 0, 0, 1e-6})
	if c := f.Condition(); math.Abs(c-1e6) > 1 {
		t.Errorf("got %v; want 1e6", c)
	}
}

// TestSameBytes is the promise of the package comment.
func TestSameBytes(t *testing.T) {
	const n = 300
	a := random(n, 3)
	sums := map[int]uint64{}
	for _, procs := range []int{1, 16} {
		was := runtime.GOMAXPROCS(procs)
		f := factor(t, n, a)
		h := fnv.New64a()
		add := func(v []float64) {
			for _, x := range v {
				fmt.Fprintf(h, "%x ", math.Float64bits(x))
			}
		}
		add(f.lu.Data)
		add(f.Inverse())
		b := append([]float64(nil), a[:40*n]...)
		f.Solve(b, 40)
		f.SolveT(b, 40)
		add(b)
		vectors := make([][]float64, 20)
		for i := range vectors {
			vectors[i] = append([]float64(nil), a[i*n:(i+1)*n]...)
		}
		f.SolveEach(vectors)
		f.SolveEachT(vectors)
		for _, v := range vectors {
			add(v)
		}
		runtime.GOMAXPROCS(was)
		sums[procs] = h.Sum64()
	}
	if sums[1] != sums[16] {
		t.Errorf("hash %x on one processor, %x on sixteen; want the same bytes", sums[1], sums[16])
	}
}

func TestRadius(t *testing.T) {
	for _, c := range []struct {
		name string
		n    int
		a    []float64
		rho  float64
		gap  float64 // most distance between the bounds
	}{
		{"nothing", 0, nil, 0, 0},
		{"zero", 3, make([]float64, 9), 0, 0},
		{"one cell", 1, []float64{0.7}, 0.7, 1e-9},
		{"periodic", 2, []float64{0, 4, 1, 0}, 2, 1e-6},
		{"positive", 2, []float64{0.15, 0.25, 0.2, 0.05}, 0.1 + math.Sqrt(0.0525), 1e-6},
		{"two blocks", 2, []float64{0.9, 0, 0, 0.5}, 0.9, 1e-6},
		{"a part that dies out", 2, []float64{0.9, 1, 0, 0.5}, 0.9, 1e-6},
		{"a part that feeds", 2, []float64{0.9, 0, 1, 0.5}, 0.9, 1e-6},
		{"nilpotent", 3, []float64{0, 1, 1, 0, 0, 1, 0, 0, 0}, 0, 0.1},
		{"Jordan block", 2, []float64{0.5, 1, 0, 0.5}, 0.5, 0.1},
	} {
		mul := func(y, x []float64) {
			for i := range y {
				y[i] = 0
				for j := range x {
					y[i] += c.a[i*c.n+j] * x[j]
				}
			}
		}
		estimate, lower, upper := Radius(c.n, mul, 1e-9, 2000)
		if lower > c.rho+1e-12 || upper < c.rho-1e-12 || estimate < lower-1e-9 || estimate > upper+1e-9 {
			t.Errorf("%s: got %v in [%v, %v]; want a bracket of %v", c.name, estimate, lower, upper, c.rho)
		}
		if upper-lower > c.gap {
			t.Errorf("%s: bracket [%v, %v] is %v wide; want at most %v", c.name, lower, upper, upper-lower, c.gap)
		}
	}
}

package leontief

import (
	"cmp"
	"container/heap"
	"context"
	"math"
	"slices"

	"dougong/internal/progress"
)

// Path is one chain of suppliers in c'Lf = Σ c_i a_ij a_jk … f_p: from the
// industry where the value arises to the product in final demand.
type Path struct {
	Industries []int   // source first; one of them: the product's own maker
	Value      float64 // c_i a_ij … f_p
}

// Tier is the number of sales between industries on the path.
func (p Path) Tier() int { return len(p.Industries) - 1 }

// PathList is the answer of a structural path analysis (Defourny & Thorbecke
// 1984; Lenzen 2003).
type PathList struct {
	Paths []Path  // largest first
	Total float64 // c'Lf
	Rest  float64 // Total less the paths listed: exact, since Total is known
	// Proven: no path that is not listed is larger than the last one that is.
	Proven bool
	// Magnitude: some coefficients are negative, so that paths are ranked by
	// magnitude and the rest is a net of positive and negative paths.
	Magnitude bool
}

// mostPaths bounds the nodes that a search opens before it gives up the proof.
const mostPaths = 2_000_000

// Paths returns the top largest paths of a form. It grows paths from the source
// best-first: all paths that begin with i, …, k add up to c_i a_i… (Lf)_k, which
// bounds each of them, so that the search stops with a proof. Negative
// coefficients or demands take the bound on magnitudes, |A| and |f|.
func (m *Model) Paths(ctx context.Context, f *Form, top int) (*PathList, error) {
	list := &PathList{Total: f.Value, Rest: f.Value, Proven: true, Magnitude: m.anyNegative() || anyBelow(f.C) || anyBelow(f.F)}
	s := &search{m: m, f: f, top: top, below: f.y}
	if list.Magnitude {
		s.below, list.Proven = m.magnitudes(f.F)
	}
	phase := progress.Start(ctx, "search paths", 0)
	for i, c := range f.C {
		s.open(nil, i, c)
	}
	for opened := 0; s.frontier.Len() > 0; opened++ {
		next := heap.Pop(&s.frontier).(*node)
		if next.bound < s.bar() {
			break
		}
		if opened == mostPaths {
			list.Proven = false
			break
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		phase.Add(1)
		s.grow(next)
	}
	for _, found := range s.found {
		list.Paths = append(list.Paths, found)
		list.Rest -= found.Value
	}
	return list, nil
}

func anyBelow(v []float64) bool { return slices.ContainsFunc(v, func(x float64) bool { return x < 0 }) }

// magnitudes returns (I - |A|)⁻¹|f| by rounds, a little above rather than below;
// ok is false where they do not come to an end.
func (m *Model) magnitudes(f []float64) (y []float64, ok bool) {
	next := make([]float64, m.n)
	y = make([]float64, m.n)
	for i, v := range f {
		y[i] = math.Abs(v)
	}
	base, buf := append([]float64(nil), y...), make([]float64, m.n)
	for range 2000 {
		var change, total float64
		for i := range next {
			next[i] = base[i]
			for j, z := range m.flows.Row(i, buf) {
				next[i] += math.Abs(z*m.inv[j]) * y[j]
			}
			change, total = change+math.Abs(next[i]-y[i]), total+next[i]
		}
		y, next = next, y
		if change <= 1e-13*total {
			for i := range y {
				y[i] *= 1 + 1e-9
			}
			return y, true
		}
		if math.IsInf(total, 0) {
			break
		}
	}
	return y, false
}

// search grows paths from their source towards final demand.
type search struct {
	m        *Model
	f        *Form
	top      int
	below    []float64 // bound per unit of weight on all that begins here
	frontier frontier
	found    []Path // the best so far, best first
}

// node is a path's beginning: an industry, the nodes before it, and the weight
// c_i a_i… up to it.
type node struct {
	before *node
	at     int
	weight float64
	bound  float64
	length int
}

// open adds a beginning to the frontier unless nothing below it can be listed.
func (s *search) open(before *node, at int, weight float64) {
	bound := math.Abs(weight * s.below[at])
	if !(bound > 0) || bound < s.bar() {
		return
	}
	n := &node{before: before, at: at, weight: weight, bound: bound, length: 1}
	if before != nil {
		n.length += before.length
	}
	heap.Push(&s.frontier, n)
}

// grow lists the path that ends at a node and opens those that go on.
func (s *search) grow(n *node) {
	s.list(n)
	buf := make([]float64, s.m.n)
	for j, z := range s.m.flows.Row(n.at, buf) {
		if z != 0 {
			s.open(n, j, n.weight*z*s.m.inv[j])
		}
	}
}

// bar is what a path must reach to be listed; a hair lower than the last one, so
// that ties are seen.
func (s *search) bar() float64 {
	if len(s.found) < s.top {
		return 0
	}
	if s.top == 0 {
		return math.Inf(1)
	}
	return math.Abs(s.found[len(s.found)-1].Value) * (1 - 1e-12)
}

func (s *search) list(n *node) {
	value := n.weight * s.f.F[n.at]
	if value == 0 || math.Abs(value) < s.bar() {
		return
	}
	p := Path{Value: value, Industries: make([]int, n.length)}
	for k := n; k != nil; k = k.before {
		p.Industries[k.length-1] = k.at
	}
	at, _ := slices.BinarySearchFunc(s.found, p, comparePaths)
	s.found = slices.Insert(s.found, at, p)
	s.found = s.found[:min(len(s.found), s.top)]
}

// comparePaths puts large before small, short before long, then by position.
func comparePaths(a, b Path) int {
	return cmp.Or(-cmp.Compare(math.Abs(a.Value), math.Abs(b.Value)),
		cmp.Compare(len(a.Industries), len(b.Industries)),
		slices.Compare(a.Industries, b.Industries))
}

// frontier is a heap of beginnings, largest bound first; ties by length and
// position, so that a search is the same each time.
type frontier []*node

func (h frontier) Len() int { return len(h) }
func (h frontier) Less(i, j int) bool {
	a, b := h[i], h[j]
	return cmp.Or(-cmp.Compare(a.bound, b.bound), cmp.Compare(a.length, b.length), cmp.Compare(a.at, b.at)) < 0
}
func (h frontier) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *frontier) Push(n any)   { *h = append(*h, n.(*node)) }
func (h *frontier) Pop() any {
	last := len(*h) - 1
	n := (*h)[last]
	*h = (*h)[:last]
	return n
}

// PathValue returns the value of the path through these industries in a form.
func (m *Model) PathValue(f *Form, through []int) float64 {
	value := f.C[through[0]]
	for k := 1; k < len(through); k++ {
		value *= m.Coefficient(through[k-1], through[k])
	}
	return value * f.F[through[len(through)-1]]
}

// Coefficient returns a_ij: inputs from i per unit of output of j.
func (m *Model) Coefficient(i, j int) float64 { return m.flows.At(i, j) * m.inv[j] }

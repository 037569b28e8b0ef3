package structure

import (
	"fmt"
	"strings"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/leontief"
)

// A partition divides the industries between two groups and the rest. An
// industry that is in a group in part is divided in proportion: every part has
// the industry's recipe and sells its share of the industry's product. With the
// parts p = (i, group) and their weights ω,
//
//	a_pq = ω_p a_ij,  l_pq = δ_pq + ω_p (l_ij - δ_ij),  f_p = ω_p f_i
//
// so that the parts add up to the industry.
type partition struct {
	e     *economy
	parts []part
	of    [blocks][]int // parts of each block
	c     []float64     // what is counted, by industry: 1 for output, v/x for value added
	a     []float64     // parts × parts, row-major
	whole inverse       // of all parts
}

// part is an industry, or the part of it that is in one block.
type part struct {
	industry int
	block    int
	weight   float64
}

// The blocks: two groups and everything else.
const (
	groupA = iota
	groupB
	rest
	blocks
)

// OverlapError says that two groups share industries by more than the whole of
// them, so that nobody can say which group an effect belongs to.
type OverlapError struct {
	A, B    string
	Sectors []string
}

func (e *OverlapError) Error() string {
	return fmt.Sprintf("blocks: groups %s and %s overlap in %s; want groups whose weights add up to at most 1 in every sector; choose others, or edit the tag file", e.A, e.B, strings.Join(e.Sectors, ", "))
}

// EmptyGroupError says that a group has no sector of the table.
type EmptyGroupError struct {
	Group  string
	System string
}

func (e *EmptyGroupError) Error() string {
	return fmt.Sprintf("blocks: group %s has no sector of %s; choose another, or edit the tag file", e.Group, e.System)
}

func newPartition(e *economy, tags *class.Tags, a, b string, c []float64) (*partition, error) {
	wa, wb := e.weights(tags, a), e.weights(tags, b)
	for _, g := range []struct {
		id string
		w  []float64
	}{{a, wa}, {b, wb}} {
		if linalg.Dot(g.w, g.w) == 0 {
			return nil, &EmptyGroupError{Group: g.id, System: e.sys.Name}
		}
	}
	p := &partition{e: e, c: c}
	overlap := &OverlapError{A: a, B: b}
	for i := range wa {
		other := 1 - wa[i] - wb[i]
		if other < -1e-9 {
			overlap.Sectors = append(overlap.Sectors, e.sys.Industries.Key(i).Item)
		}
		p.add(i, groupA, wa[i])
		p.add(i, groupB, wb[i])
		p.add(i, rest, other)
	}
	if len(overlap.Sectors) > 0 {
		return nil, overlap
	}
	p.recipe()
	whole, err := p.invert(groupA, groupB, rest)
	p.whole = whole
	return p, err
}

func (p *partition) add(i, block int, weight float64) {
	if weight > 1e-9 {
		p.of[block] = append(p.of[block], len(p.parts))
		p.parts = append(p.parts, part{i, block, weight})
	}
}

// recipe fills a_pq = ω_p a_ij.
func (p *partition) recipe() {
	m := p.e.m
	p.a = make([]float64, len(p.parts)*len(p.parts))
	row := make([]float64, p.e.n)
	for q, from := range p.parts {
		row = m.Coefficients(from.industry, row)
		for r, to := range p.parts {
			p.a[q*len(p.parts)+r] = from.weight * row[to.industry]
		}
	}
}

// inverse is (I - A_SS)⁻¹ of the parts in some blocks S.
type inverse struct {
	p  *partition
	at []int
	lu *linalg.LU
}

func (p *partition) invert(of ...int) (inverse, error) {
	v := inverse{p: p}
	for _, block := range of {
		v.at = append(v.at, p.of[block]...)
	}
	n := len(v.at)
	data := make([]float64, n*n)
	for r, from := range v.at {
		for s, to := range v.at {
			data[r*n+s] = -p.a[from*len(p.parts)+to]
		}
		data[r*n+r]++
	}
	lu, err := linalg.Factor(n, data)
	if err != nil {
		return v, fmt.Errorf("blocks: %s: industries of a group use up all they make: %w", p.e.sys.Name, err)
	}
	v.lu = lu
	return v, nil
}

// solve returns (I - A_SS)⁻¹ f over all parts, zero outside S; transposed with T.
func (v inverse) solve(f []float64) []float64  { return v.apply(f, v.lu.Solve) }
func (v inverse) solveT(f []float64) []float64 { return v.apply(f, v.lu.SolveT) }

func (v inverse) apply(f []float64, solve func([]float64, int)) []float64 {
	b, y := make([]float64, len(v.at)), make([]float64, len(f))
	for r, q := range v.at {
		b[r] = f[q]
	}
	solve(b, 1)
	for r, q := range v.at {
		y[q] = b[r]
	}
	return y
}

// counted is c at the parts of a block.
func (p *partition) counted(block int) []float64 {
	c := make([]float64, len(p.parts))
	for _, q := range p.of[block] {
		c[q] = p.c[p.parts[q].industry]
	}
	return c
}

// A demand is given, or published: f* = x - Z 1, which leans on the flows itself.
type demandKind bool

const (
	given     demandKind = false
	published demandKind = true
)

// form is c' (I - A_SS)⁻¹ f with its cells, c and f by part. Parts are added up
// to industries: ∂/∂a_ij = (Σ ω_p λ_p) (Σ y_q).
func (p *partition) form(v inverse, c, f []float64, of demandKind) *leontief.Form {
	n, lambda, y := p.e.n, v.solveT(c), v.solve(f)
	l, made, at := make([]float64, n), make([]float64, n), make([]float64, n)
	demand, left := make([]float64, n), make([]float64, n)
	for q, part := range p.parts {
		i := part.industry
		l[i] += part.weight * lambda[q]
		made[i] += y[q]
		demand[i] += f[q]
		if c[q] != 0 {
			at[i] += y[q]
		}
		if f[q] != 0 {
			left[i] += part.weight * lambda[q]
		}
	}
	form := leontief.NewForm(p.c, demand, l, made, at)
	if of == published {
		form.Leaving(left)
	}
	return form
}

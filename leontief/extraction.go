package leontief

import (
	"context"
	"fmt"
	"math"

	"dougong/internal/linalg"
)

// Kind says what hypothetical extraction takes away from a group of industries
// (Paelinck, de Caevel & Degueldre 1965; Strassert 1968; Dietzenbacher & Lahr
// 2013). "Own" are the sales of the group to itself.
type Kind string

// Kinds of extraction.
const (
	// Complete: its purchases, its sales to industries and its sales to final
	// demand. The group stops.
	Complete Kind = "complete"
	// KeepDemand: its purchases and its sales to industries; it goes on selling to
	// final demand, made without inputs from the table.
	KeepDemand Kind = "keep-demand"
	// Backward: its purchases, its own included: the columns of A. Inputs come
	// from outside the table.
	Backward Kind = "backward"
	// BackwardKeepOwn: its purchases from the others.
	BackwardKeepOwn Kind = "backward-keep-own"
	// ForwardRows: its sales to industries, its own included: the rows of A. Users
	// buy from outside the table.
	ForwardRows Kind = "forward"
	// ForwardKeepOwn: its sales to the others.
	ForwardKeepOwn Kind = "forward-keep-own"
	// ForwardSupply: the rows of B in the supply-side model (Dietzenbacher & van
	// der Linden 1997): the value of output that passes through its sales. A
	// measure of dependence, no forecast: see [Model.SolveGhosh].
	ForwardSupply Kind = "forward-ghosh"
)

// Kinds lists the kinds of extraction.
var Kinds = []Kind{Complete, KeepDemand, Backward, BackwardKeepOwn, ForwardRows, ForwardKeepOwn, ForwardSupply}

// cuts says which shares of a kind are taken: rows, columns, own block, demand.
type cuts struct{ rows, cols, own, demand float64 }

func (k Kind) cuts(share float64) cuts {
	c, ok := map[Kind]cuts{
		Complete: {1, 1, 1, 1}, KeepDemand: {1, 1, 1, 0},
		Backward: {0, 1, 1, 0}, BackwardKeepOwn: {0, 1, 0, 0},
		ForwardRows: {1, 0, 1, 0}, ForwardKeepOwn: {1, 0, 0, 0},
		ForwardSupply: {1, 0, 1, 0},
	}[k]
	if !ok {
		panic(fmt.Sprintf("leontief: got extraction %q; want one of %v", k, Kinds))
	}
	return cuts{share * c.rows, share * c.cols, share * c.own, share * c.demand}
}

// Extraction is the answer of a hypothetical extraction. It is a question about
// suppliers: who loses sales. What users do without the product is another one.
type Extraction struct {
	At    []int // industries extracted
	Kind  Kind
	Share float64
	Loss  []float64 // fall of output by industry, n long
	Left  []float64 // output that is left

	m       *Model
	cuts    cuts
	columns [][]float64 // of L, at At
	gains   []float64   // g: Loss = L_:S g - cols·x̃_S, or for ForwardSupply ρ
	a       []float64   // A_SS, k × k
}

// Extract takes a share of the links of the industries at the positions away.
// Nothing is factored again: with A” = A - E P' - Q E' of rank 2k and k columns
// of L the outputs that are left follow from 2k unknowns, t = A_ST x̃_T and x̃_S
// (Sherman, Morrison & Woodbury). For a complete extraction
//
//	loss = L_:S (L_SS)⁻¹ x_S,   of one industry  L_:j x_j / l_jj
//
// share 1 takes all; the others keep final demand f* and their recipes. The error
// says that what is left of a table with negative cells has no solution.
func (m *Model) Extract(at []int, kind Kind, share float64) (*Extraction, error) {
	e := &Extraction{At: at, Kind: kind, Share: share, m: m, cuts: kind.cuts(share), a: m.block(at)}
	var err error
	if kind == ForwardSupply {
		err = e.supply()
	} else {
		e.columns = m.Columns(at)
		err = e.demand()
	}
	if err != nil {
		return nil, fmt.Errorf("leontief: extraction %q of %d industries: %w; check the table for negative cells", kind, len(at), err)
	}
	e.Left = make([]float64, m.n)
	for i, loss := range e.Loss {
		if math.Abs(loss) <= rounding*math.Abs(m.x[i]) {
			e.Loss[i] = 0 // no link with those extracted: a difference of equal numbers
		}
		e.Left[i] = m.x[i] - e.Loss[i]
	}
	if kind == Complete && share == 1 {
		for _, s := range at {
			e.Loss[s], e.Left[s] = m.x[s], 0 // exactly
		}
	}
	return e, nil
}

// block returns A_SS, row-major.
func (m *Model) block(at []int) []float64 {
	a, k := make([]float64, len(at)*len(at)), len(at)
	for r, i := range at {
		row := m.flows.Row(i, nil)
		for c, j := range at {
			a[r*k+c] = row[j] * m.inv[j]
		}
	}
	return a
}

// demand solves, with l = L_SS, a = A_SS and the cut shares r, c, o, d,
//
//	x̃_S + r l t + c (l - I) x̃_S + (o - c) l a x̃_S = x_S - d l f_S
//	x̃_S - (1 - r) t - (1 - o) a x̃_S               = (1 - d) f_S
//
// and Loss = L_:S g - c x̃_S with g = d f_S + r t + c x̃_S + (o - c) a x̃_S.
func (e *Extraction) demand() error {
	m, c, k := e.m, e.cuts, len(e.At)
	l := e.innerInverse()
	la := product(k, l, e.a)
	system, right := make([]float64, 4*k*k), make([]float64, 2*k)
	for r := range k {
		top, bottom := system[r*2*k:(r+1)*2*k], system[(k+r)*2*k:(k+r+1)*2*k]
		right[r], right[k+r] = m.x[e.At[r]], (1-c.demand)*m.f[e.At[r]]
		for s := range k {
			right[r] -= c.demand * l[r*k+s] * m.f[e.At[s]]
			top[s] = c.rows * l[r*k+s]
			top[k+s] = c.cols*l[r*k+s] + (c.own-c.cols)*la[r*k+s]
			bottom[k+s] = -(1 - c.own) * e.a[r*k+s]
		}
		top[k+r] += 1 - c.cols
		bottom[r] = -(1 - c.rows)
		bottom[k+r]++
	}
	lu, err := linalg.Factor(2*k, system)
	if err != nil {
		return err
	}
	lu.Solve(right, 1)
	t, left := right[:k], right[k:]
	e.gains, e.Loss = make([]float64, k), make([]float64, m.n)
	for r, i := range e.At {
		e.gains[r] = c.demand*m.f[i] + c.rows*t[r] + c.cols*left[r]
		for s := range k {
			e.gains[r] += (c.own - c.cols) * e.a[r*k+s] * left[s]
		}
	}
	for r, column := range e.columns {
		for i, v := range column {
			e.Loss[i] += v * e.gains[r]
		}
	}
	for r, i := range e.At {
		e.Loss[i] -= c.cols * left[r]
	}
	return nil
}

// supply takes a share s of the rows of B at fixed primary inputs:
//
//	loss_j = s ρ'(L_S: - E')_j x_j,   ρ' = 1'(I + s (L_SS - I))⁻¹
func (e *Extraction) supply() error {
	k, rows := len(e.At), e.m.Rows(e.At)
	e.columns = rows
	reduced := e.innerInverse()
	for i := range reduced {
		reduced[i] *= e.Share
	}
	for r := range k {
		reduced[r*k+r] += 1 - e.Share
	}
	// Rows of L were gathered by row, so innerInverse holds L_SS transposed and
	// ρ comes from a plain solve.
	lu, err := linalg.Factor(k, reduced)
	if err != nil {
		return err
	}
	e.gains, e.Loss = linalg.Ones(k), make([]float64, e.m.n)
	lu.Solve(e.gains, 1)
	for r, row := range rows {
		row[e.At[r]]--
		for j, v := range row {
			e.Loss[j] += e.Share * e.gains[r] * v * e.m.x[j]
		}
		row[e.At[r]]++
	}
	return nil
}

// innerInverse gathers the group's own block from the columns (or rows): entry
// (r, s) is at position At[r] of vector s.
func (e *Extraction) innerInverse() []float64 {
	k := len(e.At)
	l := make([]float64, k*k)
	for s, v := range e.columns {
		for r, i := range e.At {
			l[r*k+s] = v[i]
		}
	}
	return l
}

func product(k int, a, b []float64) []float64 {
	p := make([]float64, k*k)
	for i := range k {
		for j := range k {
			for s := range k {
				p[i*k+j] += a[i*k+s] * b[s*k+j]
			}
		}
	}
	return p
}

// Total returns the fall of all output.
func (e *Extraction) Total() float64 { return linalg.Dot(linalg.Ones(e.m.n), e.Loss) }

// Own returns the fall of the extracted industries' output.
func (e *Extraction) Own() float64 {
	var own float64
	for _, i := range e.At {
		own += e.Loss[i]
	}
	return own
}

// Of returns c'loss: value added or jobs lost, c per unit of output.
func (e *Extraction) Of(c []float64) float64 { return linalg.Dot(c, e.Loss) }

// Extractions are the complete extractions of industries one at a time.
type Extractions struct {
	At       []int
	Diagonal []float64 // l_jj
	m        *Model
}

// ExtractAll prepares the complete extraction of every industry, one at a time:
// loss_j = (1'L)_j x_j / l_jj. It forms L once; after that each is a product.
func (m *Model) ExtractAll(ctx context.Context) (*Extractions, error) {
	e := &Extractions{At: make([]int, m.n), Diagonal: make([]float64, m.n), m: m}
	for j := range e.At {
		e.At[j], e.Diagonal[j] = j, m.Inverse(j)[j]
	}
	return e, ctx.Err()
}

// ExtractEach is [Model.ExtractAll] for a few industries: a column of L each.
func (m *Model) ExtractEach(at []int) *Extractions {
	e := &Extractions{At: at, Diagonal: make([]float64, len(at)), m: m}
	for k, column := range m.Columns(at) {
		e.Diagonal[k] = column[at[k]]
	}
	return e
}

// Losses returns what each extraction takes of c, per unit of output:
// (c'L)_j x_j / l_jj. Ones give output, value added per unit of output gives GDP.
// An industry without output takes nothing.
func (e *Extractions) Losses(c []float64) []float64 {
	lambda, losses := e.m.SolveT(c), make([]float64, len(e.At))
	for k, j := range e.At {
		losses[k] = lambda[j] * e.m.x[j] / e.Diagonal[k]
	}
	return losses
}

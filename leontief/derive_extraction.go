package leontief

import "dougong/internal/linalg"

// slopes returns how c'loss leans on the recipe, as forms whose λ and y give
// ∂(c'loss)/∂a_ij = Σ λ_i y_j, published output held: where a recipe takes more,
// final demand takes less.
func (e *Extraction) slopes(c []float64) ([]*Form, error) {
	if e.Kind == ForwardSupply {
		return e.supplySlopes(c)
	}
	// loss = x - x̃ and x̃ = L̃ f̃, so with μ = L̃'c, f* = x - A x and the shares
	// kept of rows, columns and demand as masks M and φ:
	// ∂/∂a_ij = μ_i (φ_i x_j - M_ij x̃_j).
	mu, err := e.adjoint(c)
	if err != nil {
		return nil, err
	}
	m, inS := e.m, make([]bool, e.m.n)
	for _, s := range e.At {
		inS[s] = true
	}
	demand, others, own := make([]float64, m.n), make([]float64, m.n), make([]float64, m.n)
	fromOthers, fromOwn := make([]float64, m.n), make([]float64, m.n)
	for i := range m.n {
		demand[i] = mu[i]
		if inS[i] {
			demand[i] *= 1 - e.cuts.demand
			own[i] = -mu[i]
			fromOthers[i] = (1 - e.cuts.cols) * e.Left[i]
			fromOwn[i] = (1 - e.cuts.own) * e.Left[i]
		} else {
			others[i] = -mu[i]
			fromOthers[i] = e.Left[i]
			fromOwn[i] = (1 - e.cuts.rows) * e.Left[i]
		}
	}
	return []*Form{slope(demand, m.x), slope(others, fromOthers), slope(own, fromOwn)}, nil
}

// adjoint returns μ = L̃'c for the recipe that is left, from k rows of L and the
// 2k unknowns h = A_:S'μ and u = μ_S:
//
//	u + (o - c) a'u - (1 - c) h                                 = c_S
//	u + r (l' - I - l'a') u + l'(c h + (o - c) a'u)             = λ_S
func (e *Extraction) adjoint(c []float64) ([]float64, error) {
	m, s, k := e.m, e.cuts, len(e.At)
	rows, lambda := m.Rows(e.At), m.SolveT(c)
	lt, at := make([]float64, k*k), make([]float64, k*k)
	for r, i := range e.At {
		for q := range k {
			lt[r*k+q], at[r*k+q] = rows[q][i], e.a[q*k+r]
		}
	}
	lat := product(k, lt, at)
	system, right := make([]float64, 4*k*k), make([]float64, 2*k)
	for r := range k {
		top, bottom := system[r*2*k:(r+1)*2*k], system[(k+r)*2*k:(k+r+1)*2*k]
		right[r], right[k+r] = c[e.At[r]], lambda[e.At[r]]
		for q := range k {
			top[k+q] = (s.own - s.cols) * at[r*k+q]
			bottom[q] = s.cols * lt[r*k+q]
			bottom[k+q] = s.rows*(lt[r*k+q]-lat[r*k+q]) + (s.own-s.cols)*lat[r*k+q]
		}
		top[r] = -(1 - s.cols)
		top[k+r]++
		bottom[k+r] += 1 - s.rows
	}
	lu, err := linalg.Factor(2*k, system)
	if err != nil {
		return nil, err
	}
	lu.Solve(right, 1)
	h, u := right[:k], right[k:]
	mu := append([]float64(nil), lambda...)
	for q, row := range rows {
		var au float64
		for p := range k {
			au += at[q*k+p] * u[p]
		}
		w := s.rows*(u[q]-au) + s.cols*h[q] + (s.own-s.cols)*au
		for i, v := range row {
			mu[i] -= w * v
		}
		mu[e.At[q]] += s.rows * u[q]
	}
	return mu, nil
}

// supplySlopes: with M = I + s (L_SS - I) and w = c∘x, the loss is
// s ρ'(L_S: - E')w, and ∂/∂a_ij = s (ρ'L_S:)_i (L w - s L_:S M⁻¹(L_S: - E')w)_j.
func (e *Extraction) supplySlopes(c []float64) ([]*Form, error) {
	m, k := e.m, len(e.At)
	w, lambda := make([]float64, m.n), make([]float64, m.n)
	for j := range w {
		w[j] = c[j] * m.x[j]
	}
	reduced, inner := make([]float64, k*k), make([]float64, k)
	for r, row := range e.columns {
		for i, v := range row {
			lambda[i] += e.Share * e.gains[r] * v
		}
		inner[r] = linalg.Dot(row, w) - w[e.At[r]]
		for q, i := range e.At {
			reduced[r*k+q] = e.Share * row[i]
		}
		reduced[r*k+r] += 1 - e.Share
	}
	lu, err := linalg.Factor(k, reduced)
	if err != nil {
		return nil, err
	}
	lu.Solve(inner, 1)
	for r, i := range e.At {
		w[i] -= e.Share * inner[r]
	}
	return []*Form{slope(lambda, m.Solve(w))}, nil
}

package leontief

import "dougong/internal/linalg"

// FieldOfInfluence returns L e_i e_j'L: how all of L moves, cell by cell, when
// coefficient a_ij does, per unit (Sonis & Hewings 1989). Row k, column l of it
// is l_ki l_jl; some programs give that of a_ji instead.
func (m *Model) FieldOfInfluence(i, j int) [][]float64 {
	return outer(m.Column(i), m.Row(j), 1)
}

// TotalInfluence returns the sum over the field of influence of every
// coefficient: (1'L)_i (L 1)_j for a_ij (Sonis & Hewings 1992).
func (m *Model) TotalInfluence() [][]float64 {
	return outer(m.OutputMultipliers(), m.Solve(linalg.Ones(m.n)), 1)
}

// ChangeOfInverse returns ΔL when a_ij rises by e: the field of influence times
// e / (1 - e l_ji) (Sherman & Morrison 1950). It panics where the change makes
// I - A singular.
func (m *Model) ChangeOfInverse(i, j int, e float64) [][]float64 {
	column, row := m.Column(i), m.Row(j)
	d := 1 - e*row[i]
	if d == 0 {
		panic("leontief: this change of the coefficient makes I - A singular")
	}
	return outer(column, row, e/d)
}

func outer(u, v []float64, by float64) [][]float64 {
	f := make([][]float64, len(u))
	for i := range f {
		f[i] = make([]float64, len(v))
		for j := range v {
			f[i][j] = u[i] * v[j] * by
		}
	}
	return f
}

package leontief

import (
	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/result"
)

// directInputs derives (1'A)_j: inputs per unit of output.
func (m *Model) directInputs(j int) Derivation {
	column := make([]float64, m.n)
	var value float64
	for i := range column {
		column[i] = m.Coefficient(i, j)
		value += column[i]
	}
	return m.listed("Σ_i z_ij / x_j", value, func(i int) float64 { return column[i] }, slope(linalg.Ones(m.n), linalg.Unit(m.n, j)))
}

// directSales derives (B 1)_i: the share of output sold to industries.
func (m *Model) directSales(i int) Derivation {
	row := m.flows.Row(i, nil)
	var value float64
	for _, z := range row {
		value += z * m.inv[i]
	}
	return m.listed("Σ_j z_ij / x_i", value, func(j int) float64 { return row[j] * m.inv[i] }, slope(scaledUnit(m.n, i, m.inv[i]), m.x))
}

// ghoshSum derives (G 1)_i = (L x)_i / x_i.
func (m *Model) ghoshSum(i int) Derivation {
	return m.Derive("", m.Form(linalg.Unit(m.n, i), m.x)).Times("(L x)_i / x_i", m.inv[i])
}

// variation derives the coefficient of variation of a vector v that moves with
// the recipe as dv_k = Σ λ(w)_i da_ij y(w)_j for weights w.
func (m *Model) variation(letters string, v []float64, slopeOf func(w []float64) *Form) Derivation {
	cv, _ := Variation(v)
	n, mean := float64(m.n), 0.0
	for _, value := range v {
		mean += value / n
	}
	sd := cv * mean
	if sd == 0 {
		return m.listed(letters, 0, func(int) float64 { return 0 })
	}
	w := make([]float64, m.n)
	for i, value := range v {
		w[i] = (value-mean)/((n-1)*sd*mean) - sd/(n*mean*mean)
	}
	d := m.listed(letters, cv, func(i int) float64 { return (v[i] - mean) * (v[i] - mean) / ((n - 1) * sd * mean) }, slopeOf(w))
	d.Formula = letters + " = " + digits(sd) + " / " + digits(mean) + " = " + digits(cv)
	d.Parts = []result.Part{
		{Symbol: "s", Label: class.Label{En: "standard deviation", Zh: "标准差"}, Value: sd, Unit: iot.RatioUnit},
		{Symbol: "mean", Label: class.Label{En: "mean", Zh: "均值"}, Value: mean, Unit: iot.RatioUnit},
	}
	return d
}

func (m *Model) columnVariation(j int) Derivation {
	column := m.Column(j)
	return m.variation("s(l_·j) / mean", column, func(w []float64) *Form { return slope(m.SolveT(w), column) })
}

func (m *Model) rowVariation(i int, forward Forward) Derivation {
	row := m.Row(i)
	if forward == ForwardLeontief {
		return m.variation("s(l_i·) / mean", row, func(w []float64) *Form { return slope(row, m.Solve(w)) })
	}
	return m.variation("s(g_i·) / mean", m.ghoshRow(i, row), func(w []float64) *Form {
		return slope(row, m.Solve(m.ghoshRow(i, w)))
	})
}

// ghoshRow turns a row of L into one of G: v_j x_j / x_i.
func (m *Model) ghoshRow(i int, v []float64) []float64 {
	g := make([]float64, m.n)
	for j := range g {
		g[j] = v[j] * m.x[j] * m.inv[i]
	}
	return g
}

package leontief

import (
	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Times derives k times a number, k a datum such as an industry's output.
func (d Derivation) Times(letters string, k float64) Derivation {
	d.Formula = letters + " = " + digits(k) + " · " + digits(d.Value) + " = " + digits(k*d.Value)
	d.Value *= k
	d.Terms, d.Rounds = timesTerms(d.Terms, k), timesTerms(d.Rounds, k)
	return d
}

func timesTerms(terms []result.Term, k float64) []result.Term {
	scaled := make([]result.Term, len(terms))
	for i, t := range terms {
		t.Value *= k
		scaled[i] = t
	}
	return scaled
}

// listed derives a number that is a sum over industries, with the forms whose
// λ_i y_j are its slopes.
func (m *Model) listed(letters string, value float64, addend func(i int) float64, slopes ...*Form) Derivation {
	d := Derivation{Value: value, Formula: letters + " = " + digits(value), Terms: m.Split(value, addend), model: m}
	if value != 0 {
		for _, f := range slopes {
			d.leans = append(d.leans, Power{f, 1 / value})
		}
	}
	return d
}

func operand(symbol string, l class.Label, u iot.Unit, d Derivation) Operand {
	return Operand{Symbol: symbol, Label: l, Unit: u, Derivation: d}
}

// directInputs derives (1'A)_j: inputs per unit of output.
func (m *Model) directInputs(j int) Derivation {
	column := make([]float64, m.n)
	var value float64
	for i := range column {
		column[i] = m.Coefficient(i, j)
		value += column[i]
	}
	return m.listed("Σ_i z_ij / x_j", value, func(i int) float64 { return column[i] }, slope(ones(m.n), unit(m.n, j)))
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
	return m.Derive("", m.Form(unit(m.n, i), m.x)).Times("(L x)_i / x_i", m.inv[i])
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

// typeII derives c'L̄ e_j: the recipe with households inside. The demand is one
// unit for j and what households spend of the income μ_j that it earns. counted
// is 1 where income itself counts, as in the total output multiplier, else 0.
func (m *Model) typeII(letters string, a *Account, wages *Account, h *Households, b *Basket, j int, counted float64) Derivation {
	earned := h.Income[j] / (1 - h.Loop)
	f := unit(m.n, j)
	for i, s := range b.Spend {
		f[i] += earned * s
	}
	form := m.formOf(a, f)
	d := m.Derive(letters, form)
	if counted != 0 {
		d.Value += counted * earned
		d.Terms = append(d.Terms, result.Term{Label: class.Label{En: "income of households", Zh: "居民收入"}, Value: counted * earned})
		d.Rounds, d.Formula = nil, letters+" = "+digits(form.Value)+" + "+digits(earned)+" = "+digits(d.Value)
	}
	d.leans = m.typeIILeans(form, wages, h, b, earned, counted, d.Value)
	return d
}

// typeIILeans: with price λ̄ of products and λ_h of income in the closed model,
// cells of the recipe lean λ̄_i a_ij ȳ_j, wages λ_h w_j ȳ_j, consumption λ̄_i c_i μ.
func (m *Model) typeIILeans(form *Form, wages *Account, h *Households, b *Basket, earned, counted, value float64) []Power {
	if value == 0 {
		return nil
	}
	price := (dot(form.lambda, b.Spend) + counted) / (1 - h.Loop)
	lambda := h.TypeII(form.lambda)
	for i := range lambda {
		lambda[i] += counted * h.Income[i] / (1 - h.Loop)
	}
	leans := []Power{{slope(lambda, form.y), 1 / value}}
	if form.Source != nil {
		own := Direct(form.C, form.y).From(form.Source, form.Rows...)
		leans = append(leans, Power{own, own.Value / value})
	}
	paid := append([]float64(nil), form.y...)
	for i, w := range h.Wage {
		if w == 0 {
			paid[i] = 0 // earned by households elsewhere
		}
	}
	wage := Direct(h.Wage, paid).From(wages.Table, wages.Rows...)
	average := dot(lambda, b.Spend)
	home, abroad := make([]float64, m.n), make([]float64, m.n)
	for i := range home {
		home[i], abroad[i] = (lambda[i]-average)*earned/b.Total, -average*earned/b.Total
	}
	leans = append(leans, Power{wage, price * wage.Value / value}, Power{spent(m.sys.FinalDemand, home, b.cols), 1 / value})
	if m.sys.ImportFinalDemand != nil {
		leans = append(leans, Power{spent(m.sys.ImportFinalDemand, abroad, b.cols), 1 / value})
	}
	return leans
}

// spent is a form that only serves elasticities of columns of demand.
func spent(t *iot.Table, lambda []float64, cols []int) *Form {
	zero := make([]float64, len(lambda))
	return (&Form{lambda: lambda, y: zero, at: zero, Value: 1, direct: true}).For(t, nil, cols...)
}

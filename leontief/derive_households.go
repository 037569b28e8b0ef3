package leontief

import (
	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/result"
)

// typeII derives c'L̄ e_j: the recipe with households inside. The demand is one
// unit for j and what households spend of the income μ_j that it earns. counted
// is 1 where income itself counts, as in the total output multiplier, else 0.
func (m *Model) typeII(letters string, a *Account, wages *Account, h *Households, b *Basket, j int, counted float64) Derivation {
	earned := h.Income[j] / (1 - h.Loop)
	f := linalg.Unit(m.n, j)
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
func (m *Model) typeIILeans(form *Form, wages *Account, h *Households, b *Basket, earned, counted, value float64) []lean {
	if value == 0 {
		return nil
	}
	price := (linalg.Dot(form.lambda, b.Spend) + counted) / (1 - h.Loop)
	lambda := h.TypeII(form.lambda)
	for i := range lambda {
		lambda[i] += counted * h.Income[i] / (1 - h.Loop)
	}
	leans := []lean{{slope(lambda, form.y), 1 / value, m}}
	if form.Source != nil {
		own := Direct(form.C, form.y).From(form.Source, form.Rows...)
		leans = append(leans, lean{own, own.Value / value, m})
	}
	paid := append([]float64(nil), form.y...)
	for i, w := range h.Wage {
		if w == 0 {
			paid[i] = 0 // earned by households elsewhere
		}
	}
	wage := Direct(h.Wage, paid).From(wages.Table, wages.Rows...)
	average := linalg.Dot(lambda, b.Spend)
	home, abroad := make([]float64, m.n), make([]float64, m.n)
	for i := range home {
		home[i], abroad[i] = (lambda[i]-average)*earned/b.Total, -average*earned/b.Total
	}
	leans = append(leans, lean{wage, price * wage.Value / value, m}, lean{spent(m.sys.FinalDemand, home, b.cols), 1 / value, m})
	if m.sys.ImportFinalDemand != nil {
		leans = append(leans, lean{spent(m.sys.ImportFinalDemand, abroad, b.cols), 1 / value, m})
	}
	return leans
}

// spent is a form that only serves elasticities of columns of demand.
func spent(t *iot.Table, lambda []float64, cols []int) *Form {
	zero := make([]float64, len(lambda))
	return (&Form{lambda: lambda, y: zero, at: zero, Value: 1, direct: true}).For(t, nil, cols...)
}

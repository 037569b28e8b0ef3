package leontief

import (
	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/result"
)

// Requirement derives Σ_i c_i (l_ij - δ_ij): what industry j takes of the
// industries in c, from its suppliers and theirs, per unit of its final demand.
// Its terms are the direct suppliers it comes through, (L'c)_k a_kj.
func (m *Model) Requirement(letters string, c []float64, j int) Derivation {
	form := m.Form(c, linalg.Unit(m.n, j))
	value := form.Value - c[j]
	through := make([]float64, m.n)
	for k := range through {
		through[k] = form.lambda[k] * m.flows.Row(k, nil)[j] * m.inv[j]
	}
	d := Derivation{Value: value, Formula: letters + " = " + digits(value), Rounds: m.Rounds(form)[1:]}
	d.Terms = m.Split(value, func(k int) float64 { return through[k] })
	if value != 0 {
		d.leans = []lean{{form, form.Value / value, m}}
	}
	return d
}

// DerivePath derives c_i a_ij … f_p, one path of a form; its terms are the rows
// that c_i adds up, its parts the factors with their cells.
func (m *Model) DerivePath(f *Form, p Path) Derivation {
	first, last := p.Industries[0], p.Industries[len(p.Industries)-1]
	at := make([]float64, m.n)
	at[first] = f.F[last]
	letters, put := "c_i", digits(f.C[first])
	parts := []result.Part{{Symbol: "c_i", Label: m.name(first), Value: f.C[first], Unit: iot.ShareUnit}}
	var links []lean
	for k := 1; k < len(p.Industries); k++ {
		i, j := p.Industries[k-1], p.Industries[k]
		a := m.Coefficient(i, j)
		at[first] *= a
		links = append(links, lean{slope(scaledUnit(m.n, i, 1/a), linalg.Unit(m.n, j)), 1, m})
		letters, put = letters+" · a", put+" · "+digits(a)
		parts = append(parts, result.Part{Symbol: "a", Label: m.link(i, j), Value: a, Unit: iot.RatioUnit, Cells: result.CellsOf(m.flows.Origin, i, j)})
	}
	parts = append(parts, result.Part{Symbol: "f", Label: m.name(last), Value: f.F[last], Unit: iot.RatioUnit})
	d := m.Derive("", Direct(f.C, at).From(f.Source, f.Rows...))
	d.Formula = letters + " · f = " + put + " · " + digits(f.F[last]) + " = " + digits(d.Value)
	d.Parts, d.leans = parts, append(d.leans, links...)
	return d
}

func (m *Model) link(i, j int) class.Label {
	a, b := m.name(i), m.name(j)
	return class.Label{En: a.En + " → " + b.En, Zh: a.In(class.Zh) + " → " + b.In(class.Zh)}
}

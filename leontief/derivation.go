package leontief

import (
	"math"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Derivation says how one number was made of forms: its terms, and the powers of
// forms whose source cells it leans on.
type Derivation struct {
	Value   float64
	Formula string // letters, and the numbers put in
	Parts   []result.Part
	Terms   []result.Term // add up to Value
	Rounds  []result.Term
	Binding []class.Label

	model *Model
	leans []Power // exponents are elasticities of the value
}

// Operand is a derivation with its name in a formula.
type Operand struct {
	Symbol string
	Label  class.Label
	Unit   iot.Unit
	Derivation
}

// Derive explains a form; letters is its formula, "u'L e_j".
func (m *Model) Derive(letters string, f *Form) Derivation {
	d := Derivation{Value: f.Value, Formula: letters + " = " + digits(f.Value), Terms: m.terms(f), model: m, leans: []Power{{f, 1}}}
	if !f.direct && !f.part {
		d.Rounds = m.Rounds(f)
	}
	return d
}

// terms splits a form by industry, or by source cell where one industry has it all.
func (m *Model) terms(f *Form) []result.Term {
	if !f.direct {
		return m.Terms(f)
	}
	only, many := -1, false
	for i := range f.C {
		if f.C[i]*f.at[i] != 0 {
			many = only >= 0
			only = i
		}
		if many {
			return m.Terms(f)
		}
	}
	switch {
	case only >= 0 && f.Source != nil:
		return m.sourceTerms(f, only)
	case only >= 0 && f.Demand != nil:
		return demandTerms(f, only)
	}
	return m.Terms(f)
}

// sourceTerms splits c_j f_j by the rows that c_j adds up.
func (m *Model) sourceTerms(f *Form, j int) []result.Term {
	scale := f.at[j]
	if !f.levels {
		scale *= m.inv[j]
	}
	values := make([]float64, len(f.Rows))
	for k, r := range f.Rows {
		values[k] = f.Source.Row(r, nil)[j] * scale
	}
	return pickTerms(f.Value, values, func(k int) result.Term {
		r := f.Rows[k]
		return result.Term{Label: rowLabel(f.Source.Rows, r), Key: f.Source.Rows.Key(r).String(), Cells: result.CellsOf(f.Source.Origin, r, j)}
	})
}

// demandTerms splits c_i f_i by the columns that f_i adds up.
func demandTerms(f *Form, i int) []result.Term {
	scale := f.C[i]
	if f.Weight != nil {
		scale *= f.Weight[i]
	}
	row, values := f.Demand.Row(i, nil), make([]float64, len(f.Cols))
	for k, c := range f.Cols {
		values[k] = row[c] * scale
	}
	return pickTerms(f.Value, values, func(k int) result.Term {
		c := f.Cols[k]
		return result.Term{Label: rowLabel(f.Demand.Cols, c), Key: f.Demand.Cols.Key(c).String(), Cells: result.CellsOf(f.Demand.Origin, i, c)}
	})
}

// pickTerms lists the largest addends of a total and the rest.
func pickTerms(total float64, values []float64, term func(k int) result.Term) []result.Term {
	rest := total
	var terms []result.Term
	for _, k := range Largest(values, mostTerms) {
		t := term(k)
		t.Value = values[k]
		terms = append(terms, t)
		rest -= values[k]
	}
	if others := nonzero(values) - len(terms); others > 0 {
		terms = append(terms, result.Term{Label: restLabel(others), Value: rest, Rest: true})
	}
	return terms
}

func rowLabel(a *iot.Axis, i int) class.Label {
	l, k := a.Label(i), a.Key(i)
	if l.En == "" {
		l.En = k.Item
	}
	if k.Region != "" && len(a.Regions()) > 1 {
		l.En, l.Zh = k.Region+" "+l.En, k.Region+" "+l.In(class.Zh)
	}
	return l
}

// Constant is a number that leans on nothing.
func Constant(v float64) Derivation {
	return Derivation{Value: v, Formula: digits(v)}
}

// Ratio derives a/b. b must not be zero. Its terms are those of a over b.
func Ratio(letters string, a, b Operand) Derivation {
	d := Derivation{
		Value:   a.Value / b.Value,
		Formula: letters + " = " + digits(a.Value) + " / " + digits(b.Value) + " = " + digits(a.Value/b.Value),
		Parts:   []result.Part{a.part(), b.part()},
		leans:   append(a.scaled(1), b.scaled(-1)...),
		model:   either(a.model, b.model),
	}
	for _, t := range a.Terms {
		t.Value /= b.Value
		d.Terms = append(d.Terms, t)
	}
	return d
}

// Sum derives Σ sign_k a_k; its terms are the operands.
func Sum(letters string, sign []float64, operands ...Operand) Derivation {
	d := Derivation{}
	var put strings.Builder
	for k, o := range operands {
		d.Value += sign[k] * o.Value
		d.Terms = append(d.Terms, result.Term{Label: o.Label, Value: sign[k] * o.Value})
		d.Parts = append(d.Parts, o.part())
		d.model = either(d.model, o.model)
		if sign[k] < 0 {
			put.WriteString(" - ")
		} else if k > 0 {
			put.WriteString(" + ")
		}
		put.WriteString(digits(o.Value))
	}
	d.Formula = letters + " = " + strings.TrimSpace(put.String()) + " = " + digits(d.Value)
	for k, o := range operands {
		if d.Value != 0 {
			d.leans = append(d.leans, o.scaled(sign[k]*o.Value/d.Value)...)
		}
	}
	return d
}

func either(a, b *Model) *Model {
	if a == nil {
		return b
	}
	return a
}

func (d Derivation) scaled(by float64) []Power {
	leans := make([]Power, len(d.leans))
	for i, p := range d.leans {
		leans[i] = Power{p.Form, p.Exponent * by}
	}
	return leans
}

func (o Operand) part() result.Part {
	return result.Part{Symbol: o.Symbol, Label: o.Label, Value: o.Value, Unit: o.Unit}
}

// And adds a form that the value is proportional to, so that its source cells
// are named too.
func (d Derivation) And(f *Form) Derivation {
	d.leans = append(d.leans, Power{f, 1})
	return d
}

// Fill writes the derivation into an explanation.
func (d Derivation) Fill(w *result.Why) {
	w.Value, w.Formula, w.Parts, w.Terms, w.Rounds, w.Binding = d.Value, d.Formula, d.Parts, d.Terms, d.Rounds, d.Binding
	if d.model != nil {
		w.Sensitivities = d.model.Sensitivities(d.leans...)
	}
}

// Traced makes a cell of an answer with its derivation, made when asked for.
func Traced(v result.Value, derive func() Derivation) result.Traced {
	if v.Absent != "" {
		return result.Plain(v)
	}
	return result.Traced{Value: v, Explain: func(w *result.Why) { derive().Fill(w) }}
}

// digits writes a number for a formula, seven significant digits.
func digits(v float64) string {
	a := math.Abs(v)
	switch {
	case a == 0:
		return "0"
	case a >= 1e15 || a < 1e-4:
		return strconv.FormatFloat(v, 'g', 7, 64)
	}
	return strconv.FormatFloat(v, 'f', max(0, 6-int(math.Floor(math.Log10(a)))), 64)
}

// OutputTable returns output as an n × 1 table, so that its cells can be named.
func OutputTable(sys *iot.System) *iot.Table {
	x := iot.NewDense(sys.N(), 1)
	for i, v := range sys.Output {
		x[i][0] = v
	}
	axis := iot.MustAxis("output", []iot.Key{{Item: "x"}}, []class.Label{{En: "gross output", Zh: "总产出"}})
	return iot.NewTable("Output", sys.Industries, axis, sys.Unit, sys.OutputOrigin, x)
}

// Requirement derives Σ_i c_i (l_ij - δ_ij): what industry j takes of the
// industries in c, from its suppliers and theirs, per unit of its final demand.
// Its terms are the direct suppliers it comes through, (L'c)_k a_kj.
func (m *Model) Requirement(letters string, c []float64, j int) Derivation {
	form := m.Form(c, unit(m.n, j))
	value := form.Value - c[j]
	through := make([]float64, m.n)
	for k := range through {
		through[k] = form.lambda[k] * m.flows.Row(k, nil)[j] * m.inv[j]
	}
	d := Derivation{Value: value, Formula: letters + " = " + digits(value), model: m, Rounds: m.Rounds(form)[1:]}
	d.Terms = m.Split(value, func(k int) float64 { return through[k] })
	if value != 0 {
		d.leans = []Power{{form, form.Value / value}}
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
	var links []Power
	for k := 1; k < len(p.Industries); k++ {
		i, j := p.Industries[k-1], p.Industries[k]
		a := m.Coefficient(i, j)
		at[first] *= a
		links = append(links, Power{slope(scaledUnit(m.n, i, 1/a), unit(m.n, j)), 1})
		letters, put = letters+" · a", put+" · "+digits(a)
		parts = append(parts, result.Part{Symbol: "a", Label: m.link(i, j), Value: a, Unit: iot.RatioUnit, Cells: result.CellsOf(m.flows.Origin, i, j)})
	}
	parts = append(parts, result.Part{Symbol: "f", Label: m.name(last), Value: f.F[last], Unit: iot.RatioUnit})
	d := m.Derive("", Direct(f.C, at).From(f.Source, f.Rows...))
	d.Formula = letters + " · f = " + put + " · " + digits(f.F[last]) + " = " + digits(d.Value)
	d.Parts, d.leans = parts, append(d.leans, links...)
	return d
}

func scaledUnit(n, at int, v float64) []float64 {
	e := make([]float64, n)
	e[at] = v
	return e
}

func (m *Model) link(i, j int) class.Label {
	a, b := m.name(i), m.name(j)
	return class.Label{En: a.En + " → " + b.En, Zh: a.In(class.Zh) + " → " + b.In(class.Zh)}
}

// Difference derives a - b of two forms; its terms are the industries where they
// differ.
func (m *Model) Difference(letters string, a, b *Form) Derivation {
	value := a.Value - b.Value
	d := Derivation{Value: value, model: m,
		Formula: letters + " = " + digits(a.Value) + " - " + digits(b.Value) + " = " + digits(value),
		Terms:   m.Split(value, func(i int) float64 { return a.C[i]*a.at[i] - b.C[i]*b.at[i] })}
	if value != 0 {
		d.leans = []Power{{a, a.Value / value}, {b, -b.Value / value}}
	}
	return d
}

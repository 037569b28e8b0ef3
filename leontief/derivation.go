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

	leans []lean // exponents are elasticities of the value
}

// Operand is a derivation with its name in a formula.
type Operand struct {
	Symbol string
	Label  class.Label
	Unit   iot.Unit
	Derivation
}

func operand(symbol string, l class.Label, u iot.Unit, d Derivation) Operand {
	return Operand{Symbol: symbol, Label: l, Unit: u, Derivation: d}
}

// Derive explains a form; letters is its formula, "u'L e_j".
func (m *Model) Derive(letters string, f *Form) Derivation {
	d := Derivation{Value: f.Value, Formula: letters + " = " + digits(f.Value), Terms: m.terms(f), leans: []lean{{f, 1, m}}}
	if !f.direct && !f.part {
		d.Rounds = m.Rounds(f)
	}
	return d
}

// listed derives a number that is a sum over industries, with the forms whose
// λ_i y_j are its slopes.
func (m *Model) listed(letters string, value float64, addend func(i int) float64, slopes ...*Form) Derivation {
	d := Derivation{Value: value, Formula: letters + " = " + digits(value), Terms: m.Split(value, addend)}
	if value != 0 {
		for _, f := range slopes {
			d.leans = append(d.leans, lean{f, 1 / value, m})
		}
	}
	return d
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
	}
	for _, t := range a.Terms {
		t.Value /= b.Value
		d.Terms = append(d.Terms, t)
	}
	return d
}

// rounding is the share of the largest of its terms up to which a sum is zero:
// what the sums that they are themselves may be off by.
const rounding = 1e-12

// Rest returns what parts leave of a whole, and zero where that is the rounding
// of them.
func Rest(whole float64, parts ...float64) float64 {
	rest := whole
	for _, p := range parts {
		rest -= p
	}
	if math.Abs(rest) <= rounding*math.Abs(whole) {
		return 0
	}
	return rest
}

// Sum derives Σ sign_k a_k, zero where that is rounding as in [Rest]; its terms
// are the operands.
func Sum(letters string, sign []float64, operands ...Operand) Derivation {
	d := Derivation{}
	var put strings.Builder
	var largest float64
	for k, o := range operands {
		largest = math.Max(largest, math.Abs(o.Value))
		d.Value += sign[k] * o.Value
		d.Terms = append(d.Terms, result.Term{Label: o.Label, Value: sign[k] * o.Value})
		d.Parts = append(d.Parts, o.part())
		if sign[k] < 0 {
			put.WriteString(" - ")
		} else if k > 0 {
			put.WriteString(" + ")
		}
		put.WriteString(digits(o.Value))
	}
	if math.Abs(d.Value) <= rounding*largest {
		d.Value = 0
	}
	d.Formula = letters + " = " + strings.TrimSpace(put.String()) + " = " + digits(d.Value)
	for k, o := range operands {
		if d.Value != 0 {
			d.leans = append(d.leans, o.scaled(sign[k]*o.Value/d.Value)...)
		}
	}
	return d
}

func (o Operand) part() result.Part {
	return result.Part{Symbol: o.Symbol, Label: o.Label, Value: o.Value, Unit: o.Unit}
}

// Difference derives a - b of two forms; its terms are the industries where they
// differ.
func (m *Model) Difference(letters string, a, b *Form) Derivation {
	value := a.Value - b.Value
	d := Derivation{Value: value,
		Formula: letters + " = " + digits(a.Value) + " - " + digits(b.Value) + " = " + digits(value),
		Terms:   m.Split(value, func(i int) float64 { return a.C[i]*a.at[i] - b.C[i]*b.at[i] })}
	if value != 0 {
		d.leans = []lean{{a, a.Value / value, m}, {b, -b.Value / value, m}}
	}
	return d
}

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

// And adds a form that the value is proportional to, so that its source cells
// are named too.
func (d Derivation) And(m *Model, f *Form) Derivation {
	d.leans = append(d.leans, lean{f, 1, m})
	return d
}

// As takes the source cells of another derivation of the same value: one that
// says more of what it is made of, and less of how it adds up.
func (d Derivation) As(other Derivation) Derivation {
	d.leans = other.leans
	return d
}

func (d Derivation) scaled(by float64) []lean {
	leans := append([]lean(nil), d.leans...)
	for i := range leans {
		leans[i].exponent *= by
	}
	return leans
}

// Fill writes the derivation into an explanation.
func (d Derivation) Fill(w *result.Why) {
	w.Value, w.Formula, w.Parts, w.Terms, w.Rounds, w.Binding = d.Value, d.Formula, d.Parts, d.Terms, d.Rounds, d.Binding
	if len(d.leans) > 0 {
		w.Sensitivities = sensitivities(d.leans)
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

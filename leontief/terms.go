package leontief

import (
	"fmt"
	"sort"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/result"
)

// Most terms, rounds and sensitivities that an explanation lists.
const (
	mostTerms         = 10
	mostRounds        = 7
	mostSensitivities = 10
)

// Terms splits c'Lf by the industry where it arises: c_i (Lf)_i, largest first,
// with the others as one rest. They add up to the value.
func (m *Model) Terms(f *Form) []result.Term {
	return m.Split(f.Value, func(i int) float64 { return f.C[i] * f.at[i] })
}

// Split lists the largest of n addends of a total by industry, and the rest.
func (m *Model) Split(total float64, addend func(i int) float64) []result.Term {
	values := make([]float64, m.n)
	for i := range values {
		values[i] = addend(i)
	}
	rest := total
	var terms []result.Term
	for _, i := range Largest(values, mostTerms) {
		terms = append(terms, result.Term{Label: m.name(i), Key: m.sys.Industries.Key(i).String(), Value: values[i]})
		rest -= values[i]
	}
	if nonzero(values) > len(terms) {
		terms = append(terms, result.Term{Label: restLabel(nonzero(values) - len(terms)), Value: rest, Rest: true})
	}
	return terms
}

func restLabel(n int) class.Label {
	return class.Label{En: fmt.Sprintf("%d others", n), Zh: fmt.Sprintf("其余 %d 项", n)}
}

func nonzero(values []float64) int {
	n := 0
	for _, v := range values {
		if v != 0 {
			n++
		}
	}
	return n
}

// Largest returns the positions of the most largest non-zero values by
// magnitude, largest first; ties go to the lower position.
func Largest(values []float64, most int) []int {
	var at []int
	for i, v := range values {
		if v != 0 {
			at = append(at, i)
		}
	}
	sort.SliceStable(at, func(a, b int) bool { return abs(values[at[a]]) > abs(values[at[b]]) })
	return at[:min(most, len(at))]
}

func abs(v float64) float64 {
	if v < 0 {
		return -v
	}
	return v
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

// Rounds splits c'Lf by production round, c'f + c'Af + c'A²f + …: the power
// series of Waugh (1950). The rest is the value less the rounds listed: exact,
// because the total is known from the factored system.
func (m *Model) Rounds(f *Form) []result.Term {
	rest := f.Value
	v, next := append([]float64(nil), f.F...), make([]float64, m.n)
	var rounds []result.Term
	for r := range mostRounds {
		value := linalg.Dot(f.C, v)
		rounds = append(rounds, result.Term{Label: roundLabel(r), Value: value})
		rest -= value
		m.MulA(next, v)
		v, next = next, v
	}
	return append(rounds, result.Term{
		Label: class.Label{En: "all later rounds", Zh: "其后各轮"}, Value: rest, Rest: true})
}

func roundLabel(r int) class.Label {
	switch r {
	case 0:
		return class.Label{En: "the demand itself", Zh: "最终需求本身"}
	case 1:
		return class.Label{En: "direct suppliers (round 1)", Zh: "直接供应商（第 1 轮）"}
	}
	return class.Label{En: fmt.Sprintf("suppliers of suppliers (round %d)", r), Zh: fmt.Sprintf("上游的上游（第 %d 轮）", r)}
}

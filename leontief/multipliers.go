package leontief

import (
	"fmt"

	"dougong/internal/linalg"
	"dougong/iot"
)

// OutputMultipliers returns i'L: the output of all industries that one unit of
// final demand for each takes (Miller & Blair 2009, eq. 6.1).
func (m *Model) OutputMultipliers() []float64 { return m.SolveT(linalg.Ones(m.n)) }

// Multipliers says how much of something one unit of final demand for each
// industry takes (Miller & Blair 2009, §6.2).
type Multipliers struct {
	Direct []float64 // c: per unit of output
	Simple []float64 // c'L: per unit of final demand, households outside
	TypeII []float64 // c'L̄: with the spending of the income that is earned; nil without a closure
}

// Multipliers returns those of c per unit of output. h may be nil.
func (m *Model) Multipliers(c []float64, h *Households) Multipliers {
	mu := Multipliers{Direct: c, Simple: m.SolveT(c)}
	if h != nil {
		mu.TypeII = h.TypeII(mu.Simple)
	}
	return mu
}

// Households closes the model with respect to households: they earn Wage per
// unit of output and spend each unit of income as Spend (Miller & Blair 2009,
// §2.5; Miyazawa 1976):
//
//	Ā = [ A  Spend ; Wage' 0 ],   L̄ = (I - Ā)⁻¹
//
// L̄ follows from L by a rank-one update; nothing is factored again.
type Households struct {
	Wage, Spend []float64
	Income      []float64 // Wage'L: income per unit of final demand, first hand
	Loop        float64   // Wage'L Spend: new income out of one unit of income spent
	outputs     []float64 // L Spend
}

// ExplosiveError says that households that spend all they earn leave no finite
// answer: a unit of income gives rise to more than a unit of new income.
type ExplosiveError struct{ Loop float64 }

func (e *ExplosiveError) Error() string {
	return fmt.Sprintf("leontief: household closure: one unit of income spent earns %.4g of new income; want less than 1; use type I multipliers", e.Loop)
}

// Households closes the model; the error is an *ExplosiveError.
func (m *Model) Households(wage, spend []float64) (*Households, error) {
	h := &Households{Wage: wage, Spend: spend, Income: m.SolveT(wage), outputs: m.Solve(spend)}
	h.Loop = linalg.Dot(h.Income, spend)
	if !(h.Loop < 1) {
		return nil, &ExplosiveError{h.Loop}
	}
	return h, nil
}

// Earned returns the last row of L̄: the income of households per unit of final
// demand for each industry, with all rounds of spending.
func (h *Households) Earned() []float64 {
	e := make([]float64, len(h.Income))
	for j, v := range h.Income {
		e[j] = v / (1 - h.Loop)
	}
	return e
}

// TypeII adds to a simple multiplier c'L what the spending of households adds:
// c'L̄ truncated to the industries. The total type II output multiplier counts
// the households' own row too: add [Households.Earned].
func (h *Households) TypeII(simple []float64) []float64 {
	spent := linalg.Dot(simple, h.Spend)
	t := h.Earned()
	for j := range t {
		t[j] = simple[j] + spent*t[j]
	}
	return t
}

// Account is a row of the accounts over industries, such as value added: the
// rows of a table added up.
type Account struct {
	Table *iot.Table
	Rows  []int
	Unit  iot.Unit
}

// PrimaryAccount returns the rows of primary inputs whose kind is wanted; nil
// where none is published.
func (m *Model) PrimaryAccount(want func(iot.PrimaryKind) bool) *Account {
	a := &Account{Table: m.sys.Primary, Unit: m.sys.Unit}
	for p, kind := range m.sys.PrimaryKinds {
		if want(kind) {
			a.Rows = append(a.Rows, p)
		}
	}
	if a.Rows == nil {
		return nil
	}
	return a
}

func isCompensation(k iot.PrimaryKind) bool { return k == iot.Compensation }

// Employment is the item of the extension account that counts persons at work.
const Employment = "employment"

// EmploymentAccount returns the account [Employment] of the first extension
// that has one; nil where none is published.
func (m *Model) EmploymentAccount() *Account {
	for _, e := range m.sys.Extensions {
		for r, k := range e.Accounts.Keys() {
			if k.Item == Employment {
				return &Account{Table: e.Flows, Rows: []int{r}, Unit: e.Units[r]}
			}
		}
	}
	return nil
}

// Levels returns the account by industry, n long.
func (a *Account) Levels() []float64 {
	v := make([]float64, a.Table.Cols.Len())
	for _, r := range a.Rows {
		for j, value := range a.Table.Row(r, nil) {
			v[j] += value
		}
	}
	return v
}

// per returns the account per unit of output as a form's c, or ones for nil.
func (m *Model) per(a *Account) []float64 {
	if a == nil {
		return linalg.Ones(m.n)
	}
	return m.PerOutput(a.Levels())
}

// formOf is [Model.Form] of an account, nil for output, with its cells named.
func (m *Model) formOf(a *Account, f []float64) *Form {
	form := m.Form(m.per(a), f)
	if a != nil {
		form.From(a.Table, a.Rows...)
	}
	return form
}

// Basket is how the households of an economy spend one unit of consumption.
type Basket struct {
	Spend []float64 // on home products by industry; the rest of the unit goes to imports
	Total float64   // all they buy, imports included
	cols  []int     // columns of households in final demand
}

// Consumption returns the basket of an economy's households, "" for those of all
// that the table has; nil where no column is households' alone.
func (m *Model) Consumption(economy string) *Basket {
	b := &Basket{Spend: make([]float64, m.n)}
	for k, kind := range m.sys.FinalKinds {
		if region := m.sys.FinalDemand.Cols.Key(k).Region; kind == iot.Household && (economy == "" || region == "" || region == economy) {
			b.cols = append(b.cols, k)
		}
	}
	for i := range b.Spend {
		b.Spend[i] = pickSum(m.sys.FinalDemand.Row(i, nil), b.cols)
		b.Total += b.Spend[i]
		if m.sys.ImportFinalDemand != nil {
			b.Total += pickSum(m.sys.ImportFinalDemand.Row(i, nil), b.cols)
		}
	}
	if b.Total == 0 {
		return nil
	}
	for i := range b.Spend {
		b.Spend[i] /= b.Total
	}
	return b
}

func pickSum(row []float64, at []int) (sum float64) {
	for _, k := range at {
		sum += row[k]
	}
	return sum
}

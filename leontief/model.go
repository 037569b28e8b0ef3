package leontief

import (
	"context"
	"fmt"
	"math"
	"sync"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/internal/progress"
	"dougong/iot"
	"dougong/result"
)

// Technology says which inputs count as the recipe.
type Technology string

// Technologies of a table with imports apart. On a world table they are the same.
const (
	Domestic Technology = "domestic" // A = Z x̂⁻¹: inputs bought at home
	Total    Technology = "total"    // A = (Z + Zᵐ) x̂⁻¹: inputs wherever they come from
)

// Model is a system with I - A factored. It is read-only and safe to share.
type Model struct {
	sys   *iot.System
	flows *iot.Table // Z or Z + Zᵐ
	tech  Technology
	n     int
	x     []float64 // output
	inv   []float64 // 1/x, 0 where output is 0
	f     []float64 // f* = x - Z 1
	lu    *linalg.LU

	inverse func() []float64 // L, formed once
}

// NotProductiveError says that a system cannot meet a positive demand: some
// industries use up, directly or through others, all they make (Hawkins &
// Simon 1949).
type NotProductiveError struct {
	System        string
	RadiusAtLeast float64   // lower bound of the spectral radius of A
	Worst         []iot.Key // industries whose inputs exceed their output most
	Ratio         []float64 // inputs over output of those
}

func (e *NotProductiveError) Error() string {
	s := fmt.Sprintf("leontief: %s is not productive: I - A has no non-negative inverse (spectral radius of A at least %.6g; want below 1)", e.System, e.RadiusAtLeast)
	for i, k := range e.Worst {
		s += fmt.Sprintf("; %s buys %.4g of inputs per unit of output", k, e.Ratio[i])
	}
	return s + "; check these columns, or merge them with their main suppliers"
}

// New factors I - A of a system. A table with one import column is split first
// ([iot.System.SplitImports]). Cost: ⅔n³ and one n² buffer. The error is a
// *NotProductiveError, or the context's.
func New(ctx context.Context, sys *iot.System, tech Technology) (*Model, error) {
	sys = sys.SplitImports()
	m := &Model{sys: sys, flows: sys.Flows, tech: tech, n: sys.N(), x: sys.Output}
	if tech == Total {
		m.flows = sys.TotalTechnology()
	}
	m.inv = make([]float64, m.n)
	for i, x := range m.x {
		if inv := 1 / x; !math.IsInf(inv, 0) { // no output, or next to none
			m.inv[i] = inv
		}
	}
	m.f = append([]float64(nil), m.x...)
	for i, z := range m.flows.RowSums() {
		m.f[i] -= z
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	phase := progress.Start(ctx, "factor I - A", 1)
	lu, err := linalg.Factor(m.n, m.identityMinusA())
	if err != nil {
		return nil, m.notProductive(1)
	}
	phase.Add(1)
	m.lu = lu
	m.inverse = sync.OnceValue(m.lu.Inverse)
	if err := m.checkProductive(); err != nil {
		return nil, err
	}
	return m, ctx.Err()
}

// For returns the model of an analysis, factored once for all of them.
func For(ctx context.Context, in *result.Input, tech Technology) (*Model, error) {
	return Of(ctx, in.Memo, in.System, tech)
}

// Of is [For] with the memo and the system named apart.
func Of(ctx context.Context, memo *result.Memo, sys *iot.System, tech Technology) (*Model, error) {
	type key struct {
		sys  *iot.System
		tech Technology
	}
	if sys.Imports != iot.ImportSplit && sys.Imports != iot.ImportsColumn {
		tech = Domestic // imports are inside or unknown: both technologies are one
	}
	m, err := memo.Do(key{sys, tech}, func() (any, error) { return New(ctx, sys, tech) })
	if err != nil {
		return nil, err
	}
	return m.(*Model), nil
}

// National returns one economy of the system as a national table, made once for
// all analyses; see [iot.System.National].
func National(in *result.Input, economy string) (*iot.System, error) {
	type key struct {
		sys     *iot.System
		economy string
	}
	s, err := in.Memo.Do(key{in.System, economy}, func() (any, error) { return in.System.National(economy) })
	if err != nil {
		return nil, err
	}
	return s.(*iot.System), nil
}

func (m *Model) identityMinusA() []float64 {
	data := make([]float64, m.n*m.n)
	buf := make([]float64, m.n)
	for i := range m.n {
		row := data[i*m.n : (i+1)*m.n]
		for j, z := range m.flows.Row(i, buf) {
			row[j] = -z * m.inv[j]
		}
		row[i]++
	}
	return data
}

// checkProductive tests Hawkins & Simon's condition on one vector, which is
// enough: with A ≥ 0, L exists and is non-negative if and only if (I - A) y = 1
// has a non-negative solution (Berman & Plemmons 1994, ch. 6).
func (m *Model) checkProductive() error {
	for _, y := range m.Solve(linalg.Ones(m.n)) {
		if !(y >= 0) || math.IsInf(y, 0) {
			if y < 0 && !math.IsInf(y, 0) && m.anyNegative() {
				return nil // negative coefficients: the theorem does not apply, audit reports them
			}
			_, lower, _ := linalg.Radius(m.n, m.MulA, 1e-6, 500)
			return m.notProductive(math.Max(lower, 1))
		}
	}
	return nil
}

func (m *Model) anyNegative() bool {
	buf := make([]float64, m.n)
	for i := range m.n {
		for j, z := range m.flows.Row(i, buf) {
			if z*m.inv[j] < 0 {
				return true
			}
		}
	}
	return false
}

func (m *Model) notProductive(radius float64) error {
	e := &NotProductiveError{System: m.sys.Name, RadiusAtLeast: radius}
	ratio := m.flows.ColSums()
	for range 3 {
		worst := -1
		for j := range ratio {
			if m.inv[j] > 0 && (worst < 0 || ratio[j]*m.inv[j] > ratio[worst]*m.inv[worst]) {
				worst = j
			}
		}
		if worst < 0 || ratio[worst]*m.inv[worst] <= 0 {
			break
		}
		e.Worst = append(e.Worst, m.sys.Industries.Key(worst))
		e.Ratio = append(e.Ratio, ratio[worst]*m.inv[worst])
		ratio[worst] = 0
	}
	return e
}

// System returns the system the model was made of, imports split.
func (m *Model) System() *iot.System { return m.sys }

// Technology returns which inputs count as the recipe.
func (m *Model) Technology() Technology { return m.tech }

// N returns the number of industries.
func (m *Model) N() int { return m.n }

// Output returns x; the slice must not be written to.
func (m *Model) Output() []float64 { return m.x }

// Demand returns f* = x - Z 1; the slice must not be written to.
func (m *Model) Demand() []float64 { return m.f }

// Condition estimates the condition number of I - A in the 1-norm.
func (m *Model) Condition() float64 { return m.lu.Condition() }

// Flows returns Z, or Z + Zᵐ with [Total].
func (m *Model) Flows() *iot.Table { return m.flows }

// PerOutput divides a row of the system by output: v_j / x_j, 0 where there is
// no output.
func (m *Model) PerOutput(row []float64) []float64 {
	c := make([]float64, m.n)
	for j := range c {
		c[j] = row[j] * m.inv[j]
	}
	return c
}

// Coefficients fills buf with row i of A: inputs from i per unit of output of
// each industry.
func (m *Model) Coefficients(i int, buf []float64) []float64 {
	row := m.flows.Row(i, buf)
	if len(buf) != m.n {
		buf = make([]float64, m.n)
	}
	for j, z := range row {
		buf[j] = z * m.inv[j]
	}
	return buf
}

// MulA computes y = A v.
func (m *Model) MulA(y, v []float64) {
	w, buf := make([]float64, m.n), make([]float64, m.n)
	for j := range w {
		w[j] = v[j] * m.inv[j]
	}
	for i := range y {
		var s float64
		for j, z := range m.flows.Row(i, buf) {
			s += z * w[j]
		}
		y[i] = s
	}
}

// Solve returns L f: the output that the demand f takes.
func (m *Model) Solve(f []float64) []float64 {
	x := append([]float64(nil), f...)
	m.lu.Solve(x, 1)
	return x
}

// SolveT returns L'c: for each industry, the c that one unit of its final demand
// takes in all industries together.
func (m *Model) SolveT(c []float64) []float64 {
	y := append([]float64(nil), c...)
	m.lu.SolveT(y, 1)
	return y
}

// Column returns column j of L: what one unit of final demand for j makes
// everybody produce.
func (m *Model) Column(j int) []float64 { return m.Solve(linalg.Unit(m.n, j)) }

// Row returns row i of L: what industry i produces for one unit of final demand
// for each industry.
func (m *Model) Row(i int) []float64 { return m.SolveT(linalg.Unit(m.n, i)) }

// Columns returns the columns of L at the positions, each n long.
func (m *Model) Columns(at []int) [][]float64 {
	columns := units(m.n, at)
	m.lu.SolveEach(columns)
	return columns
}

// Rows returns the rows of L at the positions, each n long.
func (m *Model) Rows(at []int) [][]float64 {
	rows := units(m.n, at)
	m.lu.SolveEachT(rows)
	return rows
}

func units(n int, at []int) [][]float64 {
	e := make([][]float64, len(at))
	for k, i := range at {
		e[k] = linalg.Unit(n, i)
	}
	return e
}

// Inverse returns row i of L after forming all of it, once. Cost: 4/3 n³ and n²
// memory; questions about a few rows or columns use [Model.Row] and [Model.Column].
func (m *Model) Inverse(i int) []float64 { return m.inverse()[i*m.n : (i+1)*m.n] }

// GhoshInverse fills buf with row i of the Ghosh inverse G = x̂⁻¹ L x̂ = (I - B)⁻¹,
// B = x̂⁻¹ Z (Ghosh 1958; Miller & Blair 2009, eq. 12.6). The row of an industry
// without output is that of the identity.
func (m *Model) GhoshInverse(i int, buf []float64) []float64 {
	if len(buf) != m.n {
		buf = make([]float64, m.n)
	}
	for j, l := range m.Inverse(i) {
		buf[j] = m.inv[i] * l * m.x[j]
	}
	if m.x[i] == 0 {
		buf[i] = 1
	}
	return buf
}

// name labels an industry in sentences: "CHN_c14 Electrical equipment".
func (m *Model) name(i int) class.Label { return IndustryLabel(m.sys, i) }

// IndustryLabel names an industry for people: economy, if there are several, and sector.
func IndustryLabel(sys *iot.System, i int) class.Label {
	k, l := sys.Industries.Key(i), sys.Industries.Label(i)
	if l.En == "" {
		l.En = k.Item
	}
	if k.Region == "" || !sys.MultiRegion() {
		return l
	}
	e, ok := sys.EconomyLabel(k.Region)
	if !ok {
		e = class.Label{En: k.Region, Zh: k.Region}
	}
	zh := l.Zh
	if zh == "" {
		zh = l.En
	}
	return class.Label{En: e.En + ": " + l.En, Zh: e.In(class.Zh) + "：" + zh}
}

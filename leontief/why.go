package leontief

import (
	"fmt"
	"sort"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Form is a number of the shape c'Lf: value added, output or imports (c per
// unit of output) that a demand f takes.
type Form struct {
	C, F []float64
	// Rows of Source, summed and divided by output, are C: the import matrix, the
	// value-added rows. They name the source cells of c; nil where c is ones.
	Source *iot.Table
	Rows   []int
	// Columns of Demand, summed and times Weight (nil: 1), are F.
	Demand *iot.Table
	Cols   []int
	Weight []float64

	Value  float64
	lambda []float64 // L'c
	y      []float64 // L f
	at     []float64 // what c is applied to: y, or the part of it in a group
	direct bool      // c'f: no recipe in between
	part   bool      // the recipe is part of the system's
	levels bool      // c is in levels, not per unit of output
}

// Form evaluates c'Lf with one solve and one transposed solve.
func (m *Model) Form(c, f []float64) *Form {
	form := &Form{C: c, F: f, lambda: m.SolveT(c), y: m.Solve(f)}
	form.at, form.Value = form.y, dot(form.lambda, f)
	return form
}

// Direct evaluates c'f: what the demand takes without any supplier of suppliers.
func Direct(c, f []float64) *Form {
	return &Form{C: c, F: f, lambda: c, y: f, at: f, Value: dot(c, f), direct: true}
}

// Levels evaluates c'f where c is a row of the accounts in levels and f the
// weights of the industries in a total: the rows of source, added up.
func Levels(source *iot.Table, rows []int, f []float64) *Form {
	c := make([]float64, len(f))
	for _, r := range rows {
		for j, v := range source.Row(r, nil) {
			c[j] += v
		}
	}
	form := Direct(c, f).From(source, rows...)
	form.levels = true
	return form
}

// Accounts evaluates Σ w_i Σ_k d_ik: columns of a table by industry, such as
// exports in final demand, added up with weights for the industries.
func Accounts(d *iot.Table, w []float64, cols ...int) *Form {
	f := make([]float64, len(w))
	for i := range f {
		if w[i] == 0 {
			continue
		}
		row := d.Row(i, nil)
		for _, k := range cols {
			f[i] += w[i] * row[k]
		}
	}
	return Direct(ones(len(w)), f).For(d, w, cols...)
}

// NewForm makes a form of a recipe that is part of the system's, such as one
// without a group of industries: λ and y are its own c'L and L f, zero outside,
// and at is the part of y that c is applied to.
func NewForm(c, f, lambda, y, at []float64) *Form {
	return &Form{C: c, F: f, lambda: lambda, y: y, at: at, Value: dot(c, at), part: true}
}

// From names the cells that c was made of: rows of a table over the industries.
func (f *Form) From(source *iot.Table, rows ...int) *Form {
	f.Source, f.Rows = source, rows
	return f
}

// For names the cells that f was made of: columns of a table by industry, times
// a weight for each industry; nil for 1.
func (f *Form) For(demand *iot.Table, weight []float64, cols ...int) *Form {
	f.Demand, f.Weight, f.Cols = demand, weight, cols
	return f
}

// Within keeps of the number what arises in some industries: c must be zero
// elsewhere, and the cells named by From count there only.
func (f *Form) Within(industries []int) *Form {
	f.at = make([]float64, len(f.y))
	for _, i := range industries {
		f.at[i] = f.y[i]
	}
	return f
}

// Lambda returns L'c: what one unit of each industry's final demand adds to the number.
func (f *Form) Lambda() []float64 { return f.lambda }

// Outputs returns L f: what each industry produces for the demand.
func (f *Form) Outputs() []float64 { return f.y }

// Power is a form with its exponent in a product: +1 numerator, -1 denominator.
type Power struct {
	Form     *Form
	Exponent float64
}

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

// TermsByDemand splits c'Lf by the industry whose final demand calls for it:
// (L'c)_i f_i.
func (m *Model) TermsByDemand(f *Form) []result.Term {
	return m.Split(f.Value, func(i int) float64 { return f.lambda[i] * f.F[i] })
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

// Rounds splits c'Lf by production round, c'f + c'Af + c'A²f + …: the power
// series of Waugh (1950). The rest is the value less the rounds listed: exact,
// because the total is known from the factored system.
func (m *Model) Rounds(f *Form) []result.Term {
	rest := f.Value
	v, next := append([]float64(nil), f.F...), make([]float64, m.n)
	var rounds []result.Term
	for r := range mostRounds {
		value := dot(f.C, v)
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

// Sensitivities lists the source cells that move a product of forms most: the
// elasticity of Π formᵉ with respect to each cell. For a coefficient of the
// recipe, ∂(c'Lf)/∂a_ij = λ_i y_j, so its elasticity is λ_i a_ij y_j / value;
// for a cell behind c it is c_j's share of it times y_j / value, for a cell
// behind f likewise with λ_i. One scan of each table; ratios by the quotient rule.
func (m *Model) Sensitivities(forms ...Power) []result.Sensitivity {
	top := topCells{most: mostSensitivities}
	share, buf := make([]float64, m.n), make([]float64, m.n)
	for i := range m.n {
		row := m.flows.Row(i, buf)
		clear(share)
		for _, p := range forms {
			if p.Form.direct || p.Form.Value == 0 || p.Form.lambda[i] == 0 {
				continue
			}
			w := p.Exponent * p.Form.lambda[i] / p.Form.Value
			for j, y := range p.Form.y {
				share[j] += w * y
			}
		}
		for j, z := range row {
			if z != 0 {
				top.add(m.flows, i, j, z, share[j]*z*m.inv[j])
			}
		}
	}
	m.addSources(&top, forms)
	return top.sensitivities()
}

// addSources adds the elasticities of the cells behind c and f. A cell that
// stands behind several forms, as in a share of a total, counts once, netted.
func (m *Model) addSources(top *topCells, forms []Power) {
	type place struct {
		table *iot.Table
		i, j  int
	}
	var cells []topCell
	index := map[place]int{}
	add := func(t *iot.Table, i, j int, value, share float64) {
		if share == 0 {
			return
		}
		at, ok := index[place{t, i, j}]
		if !ok {
			at = len(cells)
			index[place{t, i, j}] = at
			cells = append(cells, topCell{t, i, j, value, 0})
		}
		cells[at].share += share
	}
	for _, p := range forms {
		if p.Form.Value != 0 {
			p.eachSource(m.inv, add)
		}
	}
	for _, c := range cells {
		top.add(c.table, c.i, c.j, c.value, c.share)
	}
}

// eachSource visits the cells behind c and f with their elasticities.
func (p Power) eachSource(inv []float64, visit func(t *iot.Table, i, j int, value, share float64)) {
	f, scale := p.Form, p.Exponent/p.Form.Value
	for _, r := range f.Rows {
		for j, v := range f.Source.Row(r, nil) {
			per := scale * f.at[j]
			if !f.levels {
				per *= inv[j]
			}
			visit(f.Source, r, j, v, v*per)
		}
	}
	for i, lambda := range f.lambda {
		if f.Demand == nil || lambda == 0 {
			continue
		}
		if f.Weight != nil {
			lambda *= f.Weight[i]
		}
		row := f.Demand.Row(i, nil)
		for _, k := range f.Cols {
			visit(f.Demand, i, k, row[k], scale*lambda*row[k])
		}
	}
}

// topCells keeps the cells with the largest shares by magnitude.
type topCells struct {
	most  int
	cells []topCell // in falling order of magnitude
}

type topCell struct {
	table        *iot.Table
	i, j         int
	value, share float64
}

func (t *topCells) add(table *iot.Table, i, j int, value, share float64) {
	if share == 0 || (len(t.cells) == t.most && abs(share) <= abs(t.cells[t.most-1].share)) {
		return
	}
	at := sort.Search(len(t.cells), func(k int) bool { return abs(t.cells[k].share) < abs(share) })
	t.cells = append(t.cells, topCell{})
	copy(t.cells[at+1:], t.cells[at:])
	t.cells[at] = topCell{table, i, j, value, share}
	t.cells = t.cells[:min(len(t.cells), t.most)]
}

func (t *topCells) sensitivities() []result.Sensitivity {
	list := make([]result.Sensitivity, len(t.cells))
	for k, c := range t.cells {
		row, col := c.table.Rows.Label(c.i), c.table.Cols.Label(c.j)
		list[k] = result.Sensitivity{
			Block: c.table.Name, Row: c.table.Rows.Key(c.i), Col: c.table.Cols.Key(c.j),
			Label: class.Label{En: row.En + " → " + col.En, Zh: row.In(class.Zh) + " → " + col.In(class.Zh)},
			Value: c.value, Share: c.share, Cells: result.CellsOf(c.table.Origin, c.i, c.j),
		}
	}
	return list
}

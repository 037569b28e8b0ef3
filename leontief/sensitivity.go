package leontief

import (
	"sort"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// lean is a form with its exponent in a product, +1 in a numerator and -1 in a
// denominator: the product's elasticity with respect to the form.
type lean struct {
	form     *Form
	exponent float64
	model    *Model // whose recipe and output the form is of
}

// slope is a form that only serves [sensitivities]: its value is one, so
// that an exponent of 1/v makes elasticities of v.
func slope(lambda, y []float64) *Form {
	return &Form{lambda: lambda, y: y, at: make([]float64, len(y)), Value: 1, part: true}
}

func scaledUnit(n, at int, v float64) []float64 {
	e := make([]float64, n)
	e[at] = v
	return e
}

// sensitivities lists the source cells that a product of forms leans on most: the
// elasticity of Π formᵉ with respect to each cell. For a coefficient of the
// recipe, ∂(c'Lf)/∂a_ij = λ_i y_j, so its elasticity is λ_i a_ij y_j / value;
// for a cell behind c it is c_j's share of it times y_j / value, for a cell
// behind f likewise with λ_i. One scan of each table; ratios by the quotient rule.
func sensitivities(leans []lean) []result.Sensitivity {
	top := topCells{most: mostSensitivities}
	byModel := map[*Model][]lean{}
	var models []*Model // in order of appearance
	for _, l := range leans {
		if l.form.Value == 0 {
			continue
		}
		if byModel[l.model] == nil {
			models = append(models, l.model)
		}
		byModel[l.model] = append(byModel[l.model], l)
	}
	sources := sourcesOf(leans)
	for _, m := range models {
		m.addRecipe(&top, byModel[m], sources)
	}
	for _, c := range sources.cells {
		top.add(c.table, c.i, c.j, c.value, c.share)
	}
	return top.sensitivities()
}

// addRecipe adds the elasticities of the flows that the recipe is made of. A
// flow that stands behind c or f too counts once, with both.
func (m *Model) addRecipe(top *topCells, leans []lean, sources *sources) {
	share, buf := make([]float64, m.n), make([]float64, m.n)
	also := sources.at[m.flows]
	for i := range m.n {
		clear(share)
		for _, l := range leans {
			l.addRow(i, share)
		}
		for j, z := range m.flows.Row(i, buf) {
			e := share[j] * z * m.inv[j]
			if len(also) > 0 {
				e += sources.take(also, i, j)
			}
			if z != 0 {
				top.add(m.flows, i, j, z, e)
			}
		}
	}
}

// addRow adds the slopes in row i of the recipe.
func (l lean) addRow(i int, share []float64) {
	f := l.form
	if !f.direct && f.lambda[i] != 0 {
		w := l.exponent * f.lambda[i] / f.Value
		for j, y := range f.y {
			share[j] += w * y
		}
	}
	if f.left != nil && f.left[i] != 0 {
		w := l.exponent * f.left[i] / f.Value
		for j, x := range l.model.x {
			share[j] -= w * x
		}
	}
}

// sources are the cells behind c and f of some forms. A cell that stands behind
// several forms, as in a share of a total, counts once, netted.
type sources struct {
	cells []topCell // in order of appearance
	at    map[*iot.Table]map[[2]int]int
}

func sourcesOf(leans []lean) *sources {
	s := &sources{at: map[*iot.Table]map[[2]int]int{}}
	for _, l := range leans {
		if l.form.Value != 0 {
			l.eachSource(s.add)
		}
	}
	return s
}

func (s *sources) add(t *iot.Table, i, j int, value, share float64) {
	if share == 0 {
		return
	}
	if s.at[t] == nil {
		s.at[t] = map[[2]int]int{}
	}
	at, ok := s.at[t][[2]int{i, j}]
	if !ok {
		at = len(s.cells)
		s.at[t][[2]int{i, j}] = at
		s.cells = append(s.cells, topCell{t, i, j, value, 0})
	}
	s.cells[at].share += share
}

// take returns the share of a cell of one table and leaves none of it behind.
func (s *sources) take(table map[[2]int]int, i, j int) float64 {
	at, ok := table[[2]int{i, j}]
	if !ok {
		return 0
	}
	share := s.cells[at].share
	s.cells[at].share = 0
	return share
}

// eachSource visits the cells behind c and f with their elasticities.
func (l lean) eachSource(visit func(t *iot.Table, i, j int, value, share float64)) {
	f, scale := l.form, l.exponent/l.form.Value
	for _, r := range f.Rows {
		for j, v := range f.Source.Row(r, nil) {
			per := scale * f.at[j]
			if !f.levels {
				per *= l.model.inv[j]
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

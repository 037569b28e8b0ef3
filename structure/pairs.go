package structure

import (
	"fmt"
	"sort"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/leontief"
	"dougong/result"
)

// pair is what the demand for part from makes part to produce.
type pair struct {
	from, to int
	value    float64
}

// pairs are all pulls between the two groups, largest first.
func (p *pull) pairs() (list []pair, sum float64) {
	for g := range p.ids {
		for _, from := range p.of[g] {
			f := make([]float64, len(p.parts))
			f[from] = p.f[from]
			y := p.whole.solve(f)
			for _, to := range p.of[other(g)] {
				if v := p.c[p.parts[to].industry] * y[to]; v != 0 {
					list = append(list, pair{from, to, v})
					sum += v
				}
			}
		}
	}
	sort.SliceStable(list, func(a, b int) bool { return list[a].value > list[b].value })
	return list, sum
}

func (p *pull) addPairs(a *result.Answer, top int) {
	list, sum := p.pairs()
	var others []pair
	if top > 0 && len(list) > top {
		list, others = list[:top], list[top:]
	}
	for _, pr := range list {
		p.addPair(a, pr)
		sum -= pr.value
	}
	if len(others) == 0 {
		return
	}
	name := label(fmt.Sprintf("%d others", len(others)), fmt.Sprintf("其余 %d 项", len(others)))
	absent, blank := result.Plain(result.None(result.NotApplicable)), result.Plain(result.Str(""))
	a.Add("pairs", "rest", name, blank, blank, result.Plain(result.Lab(name)), absent, absent,
		leontief.Traced(result.Num(sum), func() leontief.Derivation { return p.deriveOthers(list) }))
	a.Rest("pairs")
}

func (p *pull) addPair(a *result.Answer, pr pair) {
	m, i, j := p.e.m, p.parts[pr.to].industry, p.parts[pr.from].industry
	c := linalg.Unit(p.e.n, i)
	c[i] = p.c[i] * p.parts[pr.to].weight
	from, to := leontief.IndustryLabel(p.e.sys, j), leontief.IndustryLabel(p.e.sys, i)
	name := label(from.En+" → "+to.En, from.In(class.Zh)+" → "+to.In(class.Zh))
	need := m.Column(j)[i]
	if i == j {
		need--
	}
	a.Add("pairs", p.key(pr.from)+">"+p.key(pr.to), name,
		result.Plain(result.Str(p.e.sys.Industries.Key(j).Item)), result.Plain(result.Str(p.e.sys.Industries.Key(i).Item)), result.Plain(result.Lab(name)),
		leontief.Traced(result.Num(c[i]*m.Coefficient(i, j)), func() leontief.Derivation {
			weight := p.perUnit(pr)
			return m.Derive("c_i a_ij", p.sourced(leontief.Direct(p.c, times(weight, m.Flows().At(i, j))).For(m.Flows(), weight, j)))
		}),
		leontief.Traced(result.Num(c[i]*need), func() leontief.Derivation { return p.deriveNeed(c, i, j, need) }),
		leontief.Traced(result.Num(pr.value), func() leontief.Derivation { return p.derivePair(pr) }))
}

// deriveNeed explains c_i (l_ij - δ_ij).
func (p *pull) deriveNeed(c []float64, i, j int, need float64) leontief.Derivation {
	d := p.e.m.Requirement("c_i (l_ij - δ_ij)", c, j)
	if p.source == nil {
		return d
	}
	at := linalg.Unit(p.e.n, i)
	at[i] = need
	return d.And(p.e.m, p.sourced(leontief.Direct(c, at)))
}

// perUnit is ω_i/x_j at i: what turns the flow z_ij into a need of part of i.
func (p *pull) perUnit(pr pair) []float64 {
	w, to := make([]float64, p.e.n), p.parts[pr.to]
	if x := p.e.m.Output()[p.parts[pr.from].industry]; x != 0 {
		w[to.industry] = to.weight / x
	}
	return w
}

func times(v []float64, by float64) []float64 {
	scaled := make([]float64, len(v))
	for i := range v {
		scaled[i] = v[i] * by
	}
	return scaled
}

// derivePair explains what the demand for one part makes another produce.
func (p *pull) derivePair(pr pair) leontief.Derivation {
	f := make([]float64, len(p.parts))
	f[pr.from] = p.f[pr.from]
	c := make([]float64, len(p.parts))
	c[pr.to] = p.c[p.parts[pr.to].industry]
	return p.e.m.Derive("c_i (l_ij - δ_ij) f_j", p.sourced(p.form(p.whole, c, f, published)))
}

// deriveOthers explains the pulls that are not listed: all less those listed.
func (p *pull) deriveOthers(listed []pair) leontief.Derivation {
	var signs []float64
	var operands []leontief.Operand
	add := func(sign float64, l class.Label, d leontief.Derivation) {
		signs = append(signs, sign)
		operands = append(operands, leontief.Operand{Symbol: "value", Label: l, Unit: p.e.sys.Unit, Derivation: d})
	}
	for g := range p.ids {
		f, _ := p.demandOf(g)
		add(1, label("all of "+p.names[other(g)].En+" for "+p.names[g].En, p.names[g].In(class.Zh)+"对"+p.names[other(g)].In(class.Zh)+"的全部带动"), p.derive(spillOther, g, f, p.e.sys.Unit, published))
	}
	for _, pr := range listed {
		from, to := leontief.IndustryLabel(p.e.sys, p.parts[pr.from].industry), leontief.IndustryLabel(p.e.sys, p.parts[pr.to].industry)
		add(-1, label(from.En+" → "+to.En, from.In(class.Zh)+" → "+to.In(class.Zh)), p.derivePair(pr))
	}
	return leontief.Sum("all - Σ listed", signs, operands...)
}

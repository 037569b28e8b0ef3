package structure

import (
	"context"
	"fmt"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
)

func blocksEntry() *result.Entry {
	group := func(id, standard, en, zh string) result.Param {
		return result.Param{ID: id, Kind: result.Tag, Default: standard, Required: true, Label: label(en, zh),
			Help: label("group of the tag file", "标签文件中的组")}
	}
	return result.Trace(&result.Entry{
		ID: "blocks", Verb: result.See,
		Label:    label("How two groups of industries pull each other", "两组产业的相互带动"),
		Question: label("Do traditional and emerging industries promote each other, and by how much?", "传统产业与新兴产业是否相互促进，带动多少？"),
		Needs:    []result.Need{result.NeedSystem, result.NeedTags},
		Params: []result.Param{
			result.EconomyParam(),
			group("group-a", "traditional", "first group", "第一组"),
			group("group-b", "emerging", "second group", "第二组"),
			{ID: "measure", Kind: result.Enum, Default: "output", Label: label("measure", "计量"), Help: label("what is counted", "计量对象"),
				Choices: []result.Choice{{ID: "output", Label: label("output", "总产出")}, {ID: "value-added", Label: label("value added", "增加值")}}},
			result.TopParam(20),
		},
		Tables: []result.TableSpec{
			{ID: "blocks", Label: label("Per unit of the group's final demand", "每单位本组最终需求"), Columns: append([]result.Column{code("group", label("group", "组")), result.NameColumn()}, effectColumns(false)...)},
			{ID: "values", Label: label("For actual final demand", "实际最终需求"), Columns: append([]result.Column{code("group", label("group", "组")), result.NameColumn(),
				result.MoneyColumn("demand", label("final demand", "最终需求"), label("Σ f of the group, f* = x - Z 1", "本组 Σ f，f* = x - Z 1"))}, effectColumns(true)...)},
			{ID: "sectors", Label: label("Per unit of each sector's final demand", "每单位各部门最终需求"), Columns: append([]result.Column{code("group", label("group", "组")), code("sector", label("sector", "部门")), result.NameColumn()}, effectColumns(false)...)},
			{ID: "pairs", Label: label("From sector to sector", "部门之间"), Columns: []result.Column{
				code("from", label("demand for", "需求部门")), code("to", label("needs", "所需部门")), result.NameColumn(),
				result.NumberColumn("direct", iot.RatioUnit, label("direct", "直接"), label("c_i a_ij: bought per unit of output", "c_i a_ij：单位产出直接消耗")),
				result.NumberColumn("total", iot.RatioUnit, label("total", "完全"), label("c_i (l_ij - δ_ij): needed per unit of final demand, through all industries", "c_i (l_ij - δ_ij)：每单位最终需求的完全消耗（经由全部产业）")),
				result.MoneyColumn("value", label("value", "金额"), label("total times the sector's final demand", "完全消耗 × 该部门最终需求")),
			}},
		},
		Figures: []result.Figure{
			{ID: "blocks", Kind: result.Bar, Title: label("Where a unit of final demand makes production", "一单位最终需求带动的生产分布"), Table: "blocks", Label: "name", Values: []string{"own", "via_rest", "feedback", "spill_other", "spill_rest"}},
			{ID: "pairs", Kind: result.Sankey, Title: label("Largest pulls from sector to sector", "部门间最大的带动"), Table: "pairs", From: "from", To: "to", Values: []string{"value"}, Top: 20},
		},
		Formula: "with g a group, h the other, c the rest, L = (I - A)⁻¹ domestic, N_gc = (I - A of g and c)⁻¹: own c_g'(I - A_gg)⁻¹f; through the rest c_g'[N_gc]_gg f - own; feedback c_g'L_gg f - c_g'[N_gc]_gg f; spillover c_h'L_hg f, c_c'L_cg f; they add up to c'L f",
		Limits: []class.Label{
			label("Demand pull only: what a group's products make possible for their users is not in it.", "只反映需求拉动；一组产品对其用户的支撑作用未计入。"),
			label("Home inputs only: what the other group could sell instead of imports is not in it.", "只计国产投入；另一组替代进口的潜力未计入。"),
			label("A sector that is partly in a group is divided in proportion; both parts have its average recipe.", "部分归入某组的部门按比例拆分，各部分使用该部门的平均投入结构。"),
			label("The groups are definitions that can be edited; other definitions give other answers.", "产业组是可编辑的定义；定义不同，结果不同。"),
		},
		Citation: []string{
			"Miyazawa (1976), Input-Output Analysis and the Structure of Income Distribution, ch. 3 (internal and external multipliers)",
			"Round (1985), Decomposing multipliers for economic systems involving regional and world trade, Econ. J. 95",
			"Miller & Blair (2009), Input-Output Analysis, 2nd ed., §6.5",
		},
		Example: "dougong see blocks --economy CHN --group-a traditional --group-b emerging",
	}, blocksOf)
}

// The effects of a group's final demand, in the order of the columns.
const (
	own = iota
	viaRest
	feedback
	spillOther
	spillRest
	total
	effects
)

func effectColumns(inMoney bool) []result.Column {
	heads := [effects]struct {
		id         string
		head, what class.Label
	}{
		{"own", label("inside the group", "组内"), label("made in the group, the group alone: c_g'(I - A_gg)⁻¹f, the demand itself included", "仅在本组内循环：c_g'(I - A_gg)⁻¹f，含需求本身")},
		{"via_rest", label("back through the rest", "经其余产业返回"), label("made in the group because the rest of the economy buys from it, the other group aside", "其余产业向本组采购而带动（不经另一组）")},
		{"feedback", label("feedback through the other", "经另一组反馈"), label("made in the group because the other group buys from it", "经另一组采购而反馈到本组")},
		{"spill_other", label("spillover to the other", "对另一组的溢出"), label("made in the other group: c_h'L f", "在另一组带动的生产：c_h'L f")},
		{"spill_rest", label("spillover to the rest", "对其余产业的溢出"), label("made in the rest of the economy: c_c'L f", "在其余产业带动的生产：c_c'L f")},
		{"total", label("total", "合计"), label("c'L f: the sum of these", "c'L f：以上各项之和")},
	}
	columns := make([]result.Column, effects)
	for k, h := range heads {
		columns[k] = result.NumberColumn(h.id, iot.RatioUnit, h.head, h.what)
		columns[k].Money = inMoney
	}
	return columns
}

// pull is the partition with the inverses that its effects need.
type pull struct {
	*partition
	alone, withRest [2]inverse // of each group
	f               []float64  // final demand of the parts
	names           [2]class.Label
	ids             [2]string
	source          []int // value-added rows behind c; nil for output
}

func blocksOf(ctx context.Context, in *result.Input, a *result.Answer) error {
	e, err := open(ctx, in)
	if err != nil {
		return err
	}
	a.Assume(e.sys.Assumption)
	p, err := newPull(e, in)
	if err != nil {
		return err
	}
	for g := range p.ids {
		p.addBlock(a, g)
	}
	p.addSectors(a)
	p.addPairs(a, in.Params.Int("top"))
	p.headline(a)
	return nil
}

func newPull(e *economy, in *result.Input) (*pull, error) {
	p := &pull{ids: [2]string{in.Params.String("group-a"), in.Params.String("group-b")}}
	c := linalg.Ones(e.n)
	if in.Params.String("measure") == "value-added" {
		for r, kind := range e.sys.PrimaryKinds {
			if kind.IsValueAdded() {
				p.source = append(p.source, r)
			}
		}
		c = e.m.PerOutput(e.sys.ValueAdded())
	}
	var err error
	if p.partition, err = newPartition(e, in.Tags, p.ids[groupA], p.ids[groupB], c); err != nil {
		return nil, err
	}
	for g, id := range p.ids {
		p.names[g] = in.Tags.Label(id)
		if p.alone[g], err = p.invert(g); err != nil {
			return nil, err
		}
		if p.withRest[g], err = p.invert(g, rest); err != nil {
			return nil, err
		}
	}
	p.f = make([]float64, len(p.parts))
	for q, part := range p.parts {
		p.f[q] = part.weight * e.m.Demand()[part.industry]
	}
	return p, nil
}

// other is the group that g is not.
func other(g int) int { return groupA + groupB - g }

// effects evaluates all effects of a demand f on the parts of group g.
func (p *pull) effects(g int, f []float64) (v [effects]float64) {
	alone, withRest, whole := p.alone[g].solve(f), p.withRest[g].solve(f), p.whole.solve(f)
	v[own] = linalg.Dot(p.counted(g), alone)
	v[viaRest] = linalg.Dot(p.counted(g), withRest) - v[own]
	v[feedback] = linalg.Dot(p.counted(g), whole) - linalg.Dot(p.counted(g), withRest)
	v[spillOther] = linalg.Dot(p.counted(other(g)), whole)
	v[spillRest] = linalg.Dot(p.counted(rest), whole)
	for k := range total {
		v[total] += v[k]
	}
	return v
}

// count is c_block' (I - A_SS)⁻¹ f with the cells behind c.
func (p *pull) count(v inverse, block int, f []float64, of demandKind) *leontief.Form {
	return p.sourced(p.form(v, p.counted(block), f, of))
}

func (p *pull) sourced(f *leontief.Form) *leontief.Form {
	if p.source == nil {
		return f
	}
	return f.From(p.e.sys.Primary, p.source...)
}

// derive explains one effect of a demand f on group g.
func (p *pull) derive(k, g int, f []float64, unit iot.Unit, of demandKind) leontief.Derivation {
	m := p.e.m
	switch k {
	case own:
		return m.Derive("c_g'(I - A_gg)⁻¹f", p.count(p.alone[g], g, f, of))
	case viaRest:
		return m.Difference("c_g'[N_gc]_gg f - c_g'(I - A_gg)⁻¹f", p.count(p.withRest[g], g, f, of), p.count(p.alone[g], g, f, of))
	case feedback:
		return m.Difference("c_g'L_gg f - c_g'[N_gc]_gg f", p.count(p.whole, g, f, of), p.count(p.withRest[g], g, f, of))
	case spillOther:
		return m.Derive("c_h'L_hg f", p.count(p.whole, other(g), f, of))
	case spillRest:
		return m.Derive("c_c'L_cg f", p.count(p.whole, rest, f, of))
	}
	var signs []float64
	var operands []leontief.Operand
	for k, column := range effectColumns(false)[:total] {
		signs = append(signs, 1)
		operands = append(operands, leontief.Operand{Symbol: column.ID, Label: column.Label, Unit: unit, Derivation: p.derive(k, g, f, unit, of)})
	}
	return leontief.Sum("c'L f", signs, operands...)
}

// cells are the effects of a demand on group g, explained by derive.
func (p *pull) cells(g int, f []float64, derive func(k int) leontief.Derivation) []result.Traced {
	cells := make([]result.Traced, effects)
	for k, v := range p.effects(g, f) {
		cells[k] = leontief.Traced(result.Num(v), func() leontief.Derivation { return derive(k) })
	}
	return cells
}

// demandOf is the final demand of the parts of a group, and its sum.
func (p *pull) demandOf(g int) (f []float64, sum float64) {
	f = make([]float64, len(p.parts))
	for _, q := range p.of[g] {
		f[q] = p.f[q]
		sum += p.f[q]
	}
	return f, sum
}

// addBlock adds a group to the tables of blocks, per unit and in value.
func (p *pull) addBlock(a *result.Answer, g int) {
	f, sum := p.demandOf(g)
	id, unit := p.ids[g], p.e.sys.Unit
	head := []result.Traced{result.Plain(result.Str(id)), result.Plain(result.Lab(p.names[g]))}
	demand := leontief.Traced(result.Num(sum), func() leontief.Derivation { return p.deriveDemand(f) })
	value := func(k int) leontief.Derivation { return p.derive(k, g, f, unit, published) }
	a.Add("values", id, p.names[g], append(append(head[:2:2], demand), p.cells(g, f, value)...)...)
	if sum == 0 {
		return // no mix of demand to be one unit of
	}
	mix := make([]float64, len(f))
	for q := range f {
		mix[q] = f[q] / sum
	}
	// The mix moves with the demand that it is a unit of.
	perUnit := func(k int) leontief.Derivation {
		over := leontief.Ratio("", leontief.Operand{Derivation: value(k)}, leontief.Operand{Derivation: p.deriveDemand(f)})
		return p.derive(k, g, mix, iot.RatioUnit, given).As(over)
	}
	a.Add("blocks", id, p.names[g], append(head[:2:2], p.cells(g, mix, perUnit)...)...)
}

// deriveDemand explains Σ f of some parts: output less sales to industries.
func (p *pull) deriveDemand(f []float64) leontief.Derivation {
	w := make([]float64, p.e.n)
	for q, part := range p.parts {
		if f[q] != 0 {
			w[part.industry] += part.weight
		}
	}
	operand := func(symbol string, l class.Label, form *leontief.Form) leontief.Operand {
		return leontief.Operand{Symbol: symbol, Label: l, Unit: p.e.sys.Unit, Derivation: p.e.m.Derive(symbol, form)}
	}
	return leontief.Sum("Σ x - Σ Z", []float64{1, -1},
		operand("Σ x", label("output", "总产出"), leontief.Accounts(leontief.OutputTable(p.e.sys), w, 0)),
		operand("Σ Z", label("sales to industries", "中间使用"), leontief.Accounts(p.e.m.Flows(), w, p.e.sys.Industries.Positions()...)))
}

// addSectors adds each sector of both groups, per unit of its final demand.
func (p *pull) addSectors(a *result.Answer) {
	for g := range p.ids {
		for _, q := range p.of[g] {
			f := make([]float64, len(p.parts))
			f[q] = 1
			i := p.parts[q].industry
			key, name := p.key(q), leontief.IndustryLabel(p.e.sys, i)
			a.Add("sectors", key, name, append([]result.Traced{
				result.Plain(result.Str(p.ids[g])), result.Plain(result.Str(p.e.sys.Industries.Key(i).Item)), result.Plain(result.Lab(name))},
				p.cells(g, f, func(k int) leontief.Derivation { return p.derive(k, g, f, iot.RatioUnit, given) })...)...)
		}
	}
}

// key names a part: the industry, with its group where it is divided.
func (p *pull) key(q int) string {
	part := p.parts[q]
	key := p.e.sys.Industries.Key(part.industry).String()
	if part.weight < 1 {
		key += "/" + p.ids[part.block]
	}
	return key
}

func (p *pull) headline(a *result.Answer) {
	var v [2][effects]float64
	for g := range p.ids {
		f, sum := p.demandOf(g)
		if sum == 0 {
			return
		}
		for q := range f {
			f[q] /= sum
		}
		v[g] = p.effects(g, f)
	}
	x, y := p.names[groupA], p.names[groupB]
	a.Say(
		fmt.Sprintf("One unit of final demand for “%s” calls forth %.4f in “%s”; one for “%s” calls forth %.4f in “%s”.", x.En, v[groupA][spillOther], y.En, y.En, v[groupB][spillOther], x.En),
		fmt.Sprintf("“%s”每单位最终需求带动“%s” %.4f；“%s”每单位最终需求带动“%s” %.4f。", x.In(class.Zh), y.In(class.Zh), v[groupA][spillOther], y.In(class.Zh), x.In(class.Zh), v[groupB][spillOther]))
	a.Say(
		fmt.Sprintf("What comes back through the other group: %.4f to “%s”, %.4f to “%s”.", v[groupA][feedback], x.En, v[groupB][feedback], y.En),
		fmt.Sprintf("经对方反馈：“%s” %.4f，“%s” %.4f。", x.In(class.Zh), v[groupA][feedback], y.In(class.Zh), v[groupB][feedback]))
	if list, _ := p.pairs(); len(list) > 0 {
		i, j := p.parts[list[0].to].industry, p.parts[list[0].from].industry
		from, to := leontief.IndustryLabel(p.e.sys, j), leontief.IndustryLabel(p.e.sys, i)
		unit := p.e.sys.Unit.Readable
		a.Say(
			fmt.Sprintf("Largest pull: final demand for “%s” calls forth %s in “%s”.", from.En, unit(list[0].value, class.En), to.En),
			fmt.Sprintf("最大的一项带动：“%s”的最终需求带动“%s” %s。", from.In(class.Zh), to.In(class.Zh), unit(list[0].value, class.Zh)))
	}
}

package dependence

import (
	"context"
	"fmt"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
)

func dependenceEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "dependence", Verb: result.Find,
		Label:    label("Dependence on imports", "进口依赖"),
		Question: label("How much of what each sector makes is imported, at face value and looked through its suppliers, and from whom?", "各部门的产出中有多少来自进口：表面上多少、穿透上游供应商后多少，来自谁？"),
		Needs:    []result.Need{result.NeedImportSplit},
		Params: []result.Param{
			result.EconomyParam(),
			sectorParam(false, label("sector whose suppliers and paths are shown; empty: all sectors, weighted by output", "显示其供应来源与路径的部门；留空则为全部部门按产出加权")),
			result.TopParam(20),
		},
		Tables: []result.TableSpec{sectorTable(), meanTable(), economyTable(), industryTable(), pathTable()},
		Figures: []result.Figure{
			{ID: "sectors", Kind: result.Bar, Title: label("Import content, direct and look-through", "进口含量：直接与穿透"), Table: "sectors", Label: "name", Values: []string{"direct", "total"}, Top: 15},
			{ID: "by-economy", Kind: result.Bar, Title: label("Imported inputs by supplier economy", "按供应经济体划分的进口投入"), Table: "by-economy", Label: "name", Values: []string{"direct", "total", "origin"}, Top: 15},
		},
		Formula: "direct u = 1'Aᵐ; look-through u L, L = (I - A)⁻¹ domestic; hidden 1 - u_j/(uL)_j; value added (v/x) L; by supplier a_s L with a_s = column sums of A_sr; origin v_s' L_world e_j",
		Limits:  []class.Label{atTheBorder, oneRecipe, proportional, rounded, notSubstitutes},
		Citation: []string{
			"Hummels, Ishii & Yi (2001), The nature and growth of vertical specialization in world trade, J. Int. Econ. 54, eq. 3",
			"Baldwin, Freeman & Theodorakopoulos (2023), Hidden exposure: measuring US supply chain reliance, Brookings Papers",
			"Miller & Blair (2009), Input-Output Analysis, 2nd ed., ch. 2, 4",
		},
		Example: "dougong find dependence --economy CHN --sector c14",
	}, dependenceOf)
}

func sectorTable() result.TableSpec {
	return result.TableSpec{ID: "sectors", Label: label("What output is made of, by sector", "各部门产出的构成"), Columns: append([]result.Column{
		code("sector", "部门"), result.NameColumn(),
		result.MoneyColumn("output", label("output", "总产出"), label("x, gross output", "x，总产出")),
	}, contentColumns()...)}
}

func contentColumns() []result.Column {
	return []result.Column{
		result.ShareColumn("direct", label("direct imports", "直接进口含量"), label("u: imported inputs per unit of output, face value", "u：单位产出直接使用的进口投入")),
		result.ShareColumn("total", label("look-through imports", "穿透进口含量"), label("u L: imported inputs of the sector and of all its home suppliers, per unit of output", "u L：本部门及全部国内上游供应商使用的进口投入，按单位产出计")),
		result.ShareColumn("hidden", label("hidden share", "隐藏份额"), label("1 - direct/look-through: the part that the sector's own purchases do not show", "1 - 直接/穿透：本部门采购中看不到的部分")),
		result.ShareColumn("value_added", label("home value added", "国内增加值含量"), label("(v/x) L: value added at home per unit of output", "(v/x) L：单位产出的国内增加值")),
		result.ShareColumn("other", label("taxes, margins, residual", "税、差价与残差"), label("1 - look-through - value added: product taxes, margins and what the column does not account for, looked through", "1 - 穿透进口 - 增加值：产品税、流通差价及列残差，穿透计算")),
	}
}

func meanTable() result.TableSpec {
	return result.TableSpec{ID: "means", Label: label("Weighted means", "加权平均"), Columns: append(append([]result.Column{
		code("group", "组"), result.NameColumn(),
		result.MoneyColumn("output", label("output", "总产出"), label("Σ w x: the weights of the mean; w is the part of the sector in the group", "Σ w x：平均的权重；w 为部门归入该组的份额")),
	}, contentColumns()...),
		result.ShareColumn("by_demand", label("look-through, demand weights", "穿透（最终需求权重）"), label("u L weighted by final demand f* = x - Z 1 instead of output", "以最终需求 f* = x - Z 1 而非产出加权的 u L")))}
}

// dependenceOf fills the tables of the entry.
func dependenceOf(ctx context.Context, in *result.Input, a *result.Answer) error {
	h, err := homeOf(ctx, in, in.Params.String("economy"))
	if err != nil {
		return err
	}
	a.Assume(h.sys.Assumption)
	focus, err := h.focus(in.Params.String("sector"))
	if err != nil {
		return err
	}
	h.addSectors(a)
	h.addMeans(a, in.Tags)
	if h.world != nil {
		if err := h.addSuppliers(ctx, in, a, focus); err != nil {
			return err
		}
	}
	h.headline(a, focus)
	return h.addPaths(ctx, a, focus, in.Params.Int("top"))
}

// mix is one unit of output of a sector, or of the economy's average output.
type mix struct {
	f      []float64 // sums to one
	letter string    // "e_j" or "w"
	name   class.Label
	sector int // -1 for the average
}

// focus returns the mix that a sector parameter asks for; "" is the average.
func (h *home) focus(item string) (mix, error) {
	if item != "" {
		j, err := h.find(item)
		if err != nil {
			return mix{}, err
		}
		if h.x[j] == 0 {
			return mix{}, &NoOutputError{System: h.sys.Name, Sector: h.key(j)}
		}
		return mix{h.unit(j), "e_j", h.name(j), j}, nil
	}
	return mix{weighted(linalg.Ones(h.n), h.x).f, "w", label("all sectors", "全部部门"), -1}, nil
}

// NoOutputError says that a sector makes nothing, so that nothing can be asked
// of a unit of it.
type NoOutputError struct{ System, Sector string }

func (e *NoOutputError) Error() string {
	return fmt.Sprintf("dependence: %s: %s has no output; want a sector that produces", e.System, e.Sector)
}

func (h *home) addSectors(a *result.Answer) {
	order, _ := ranked(h.total, 0)
	for _, j := range append(order, missing(order, h.n)...) {
		e := h.unit(j)
		cells := []result.Traced{
			result.Plain(result.Str(h.sys.Industries.Key(j).Item)), result.Plain(result.Lab(h.name(j))),
			leontief.Traced(result.Num(h.x[j]), func() leontief.Derivation { return h.m.Derive("x_j", leontief.Accounts(h.output, e, 0)) }),
		}
		a.Add("sectors", h.key(j), h.name(j), append(cells, h.contentCells(e, "e_j", h.x[j] != 0)...)...)
	}
}

// missing returns the positions below n that are not listed.
func missing(listed []int, n int) []int {
	seen := make([]bool, n)
	for _, i := range listed {
		seen[i] = true
	}
	var others []int
	for i := range n {
		if !seen[i] {
			others = append(others, i)
		}
	}
	return others
}

// contentCells are the cells of contentColumns for a mix of outputs f that sums
// to one; without output there is nothing to contain anything.
func (h *home) contentCells(f []float64, letter string, made bool) []result.Traced {
	if !made {
		return absent(5)
	}
	direct, total := linalg.Dot(h.direct, f), linalg.Dot(h.total, f)
	hidden := result.None(result.NotApplicable)
	if total != 0 {
		hidden = result.Num(leontief.Rest(1, direct/total))
	}
	return []result.Traced{
		leontief.Traced(result.Num(direct), func() leontief.Derivation { return h.face(h.imports, letter, f) }),
		leontief.Traced(result.Num(total), func() leontief.Derivation { return h.look(h.imports, letter, f) }),
		leontief.Traced(hidden, func() leontief.Derivation { return h.hidden(letter, f) }),
		leontief.Traced(result.Num(linalg.Dot(h.valueTotal, f)), func() leontief.Derivation { return h.look(h.value, letter, f) }),
		leontief.Traced(result.Num(linalg.Dot(h.restTotal, f)), func() leontief.Derivation { return h.rest(letter, f) }),
	}
}

// rest derives r'L f, which leans on what it is the rest of: 1 - u'L f - v'L f.
func (h *home) rest(letter string, f []float64) leontief.Derivation {
	of := func(d leontief.Derivation) leontief.Operand { return leontief.Operand{Derivation: d} }
	return h.look(h.other, letter, f).As(leontief.Sum("", []float64{1, -1, -1},
		of(leontief.Constant(1)), of(h.look(h.imports, letter, f)), of(h.look(h.value, letter, f))))
}

func absent(n int) []result.Traced {
	cells := make([]result.Traced, n)
	for i := range cells {
		cells[i] = result.Plain(result.None(result.NotApplicable))
	}
	return cells
}

// hidden derives 1 - direct/total.
func (h *home) hidden(letter string, f []float64) leontief.Derivation {
	quotient := leontief.Ratio("u'"+letter+" / u'L "+letter,
		leontief.Operand{Symbol: "u'" + letter, Label: label("direct imports", "直接进口含量"), Unit: iot.ShareUnit, Derivation: h.face(h.imports, letter, f)},
		leontief.Operand{Symbol: "u'L " + letter, Label: label("look-through imports", "穿透进口含量"), Unit: iot.ShareUnit, Derivation: h.look(h.imports, letter, f)})
	d := leontief.Sum("1 - u'"+letter+" / u'L "+letter, []float64{1, -1},
		leontief.Operand{Symbol: "1", Label: label("all look-through imports", "全部穿透进口"), Unit: iot.ShareUnit, Derivation: leontief.Constant(1)},
		leontief.Operand{Symbol: "direct / look-through", Label: label("bought by the sector itself", "本部门直接购买"), Unit: iot.ShareUnit, Derivation: quotient})
	d.Parts = quotient.Parts
	return d
}

// addMeans adds the means over all sectors and over each group of the tags.
func (h *home) addMeans(a *result.Answer, tags *class.Tags) {
	h.addMean(a, "all", label("all sectors", "全部部门"), linalg.Ones(h.n))
	for _, group := range tags.Groups() {
		w := make([]float64, h.n)
		for j, k := range h.sys.Industries.Keys() {
			w[j] = tags.Weight(group, k.Item)
		}
		if linalg.Dot(w, w) == 0 {
			continue // no sector of this table
		}
		h.addMean(a, group, tags.Label(group), w)
	}
}

func (h *home) addMean(a *result.Answer, key string, name class.Label, w []float64) {
	output, demand := weighted(w, h.x), weighted(w, h.m.Demand())
	cells := []result.Traced{
		result.Plain(result.Str(key)), result.Plain(result.Lab(name)),
		leontief.Traced(result.Num(output.total), func() leontief.Derivation {
			return h.m.Derive("Σ w_j x_j", leontief.Accounts(h.output, w, 0))
		}),
	}
	cells = append(cells, h.contentCells(output.f, "w", output.total != 0)...)
	byDemand := result.None(result.NotApplicable)
	if demand.total != 0 {
		byDemand = result.Num(linalg.Dot(h.total, demand.f))
	}
	cells = append(cells, leontief.Traced(byDemand, func() leontief.Derivation { return h.lookByDemand(w, demand.f) }))
	a.Add("means", key, name, cells...)
}

// lookByDemand derives u'L f of a mix f by final demand, which moves with
// f* = x - Z 1: it leans on u'L (w ∘ f*) / w'f*.
func (h *home) lookByDemand(w, f []float64) leontief.Derivation {
	levels := make([]float64, h.n)
	for i, d := range h.m.Demand() {
		levels[i] = w[i] * d
	}
	of := func(form *leontief.Form) leontief.Operand {
		per := make([]float64, h.n)
		for i, lambda := range form.Lambda() {
			per[i] = w[i] * lambda
		}
		return leontief.Operand{Derivation: h.m.Derive("", form.Leaving(per))}
	}
	return h.look(h.imports, "w", f).As(leontief.Ratio("",
		of(h.m.Form(h.imports.c, levels).From(h.imports.source, h.imports.rows...)), of(leontief.Direct(linalg.Ones(h.n), levels))))
}

// weighted returns w ∘ v divided by its sum, zero where the sum is.
func weighted(w, v []float64) (of struct {
	f     []float64
	total float64
}) {
	of.f, of.total = make([]float64, len(w)), linalg.Dot(w, v)
	for j := range w {
		if of.total != 0 {
			of.f[j] = w[j] * v[j] / of.total
		}
	}
	return of
}

func (h *home) headline(a *result.Answer, focus mix) {
	where, direct, total := h.where(), linalg.Dot(h.direct, focus.f), linalg.Dot(h.total, focus.f)
	pct := iot.ShareUnit.Readable
	a.Say(
		fmt.Sprintf("%s, %s: imported inputs are %s of output at face value, %s looked through home suppliers.", where.En, focus.name.En, pct(direct, class.En), pct(total, class.En)),
		fmt.Sprintf("%s，%s：进口投入占产出的 %s（直接），穿透国内供应商后为 %s。", where.In(class.Zh), focus.name.In(class.Zh), pct(direct, class.Zh), pct(total, class.Zh)))
	if order, _ := ranked(h.total, 0); len(order) > 0 {
		most := listing(order[:min(3, len(order))], h.name, percents(h.total))
		a.Say("Most dependent: "+most.En+".", "依赖最深的部门："+most.Zh+"。")
	}
}

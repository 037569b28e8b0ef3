package dependence

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
)

func exposureEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "exposure", Verb: result.Find,
		Label:    label("Exposure to one imported product", "对某一进口产品的暴露"),
		Question: label("Who depends on an imported product, and by how much more than their own purchases show?", "谁依赖某一进口产品，比其自身采购所显示的多多少？"),
		Needs:    []result.Need{result.NeedImportSplit},
		Params: []result.Param{
			result.EconomyParam(),
			{ID: "product", Kind: result.Sector, Required: true, Label: label("product", "产品"), Help: label("imported product, by its sector", "进口产品（按部门）")},
			{ID: "supplier", Kind: result.Economy, List: true, Label: label("suppliers", "供应经济体"), Help: label("supplier economies of a world table, separated by commas; empty: all", "多经济体表中的供应经济体，逗号分隔；留空为全部")},
			{ID: "threshold", Kind: result.Real, Default: "0.005", Min: 0, Max: 1, Unit: iot.ShareUnit, Label: label("threshold", "阈值"), Help: label("a sector is exposed when its total is above this share of output", "完全依赖超过产出的这一份额即为暴露")},
			{ID: "multiple", Kind: result.Real, Default: "2", Min: 1, Max: 1e6, Unit: iot.RatioUnit, Label: label("multiple", "倍数"), Help: label("an exposed sector is hidden when its total is at least so many times its direct use", "完全依赖至少为直接使用的这一倍数时为隐藏暴露")},
			result.TopParam(20),
		},
		Tables: []result.TableSpec{
			{ID: "counts", Label: label("How many sectors", "部门数量"), Columns: []result.Column{
				code("reading", "口径"), result.NameColumn(),
				{ID: "sectors", Label: label("sectors", "部门数"), Kind: result.Integer, Unit: iot.RatioUnit, Definition: label("number of sectors", "部门数"), Why: true},
				result.ShareColumn("of_output", label("share of output", "占总产出"), label("output of these sectors over output of the economy", "这些部门的产出 / 全部产出")),
			}},
			{ID: "sectors", Label: label("Sectors by look-through exposure", "按穿透暴露排序的部门"), Columns: []result.Column{
				code("sector", "部门"), result.NameColumn(),
				result.ShareColumn("direct", label("direct", "直接"), label("m_e a_ej: the imported product bought per unit of output", "m_e a_ej：单位产出直接使用的该进口产品")),
				result.ShareColumn("total", label("look-through", "穿透"), label("direct·L: the imported product bought by the sector and all its home suppliers", "直接·L：本部门及全部国内上游供应商使用的该进口产品")),
				result.RatioColumn("multiple", label("look-through / direct", "穿透 / 直接"), label("look-through over direct; not applicable where nothing is bought directly", "穿透 / 直接；没有直接购买时不适用")),
				{ID: "exposed", Label: label("exposed", "暴露"), Kind: result.Flag, Definition: label("look-through above the threshold", "穿透依赖超过阈值"), Why: true},
				{ID: "hidden", Label: label("hidden", "隐藏"), Kind: result.Flag, Definition: label("exposed, and look-through at least the multiple of direct", "暴露，且穿透至少为直接的指定倍数"), Why: true},
				result.MoneyColumn("output", label("output", "总产出"), label("x, gross output", "x，总产出")),
			}},
		},
		Figures: []result.Figure{{ID: "sectors", Kind: result.Bar, Title: label("Exposure, direct and look-through", "暴露：直接与穿透"), Table: "sectors", Label: "name", Values: []string{"direct", "total"}, Top: 15}},
		Formula: "d = row e of Aᵐ (with one import column m_e A_e:, m = IM/(x + IM - EX); with suppliers Σ_s A_(s,e),r); total d L, L domestic; exposed: total > threshold; hidden: total ≥ multiple · direct",
		Limits:  []class.Label{proportional, atTheBorder, oneRecipe, rounded, notSubstitutes},
		Citation: []string{
			"Baldwin, Freeman & Theodorakopoulos (2023), Hidden exposure: measuring US supply chain reliance, Brookings Papers",
			"Miller & Blair (2009), Input-Output Analysis, 2nd ed., §4.2",
		},
		Example: "dougong find exposure --economy CHN --product c14 --supplier JPN,KOR,TWN",
	}, exposureOf)
}

// exposure is how far each home sector uses one imported product.
type exposure struct {
	h             *home
	product       content
	direct, total []float64
	threshold     float64
	multiple      float64
}

func exposureOf(ctx context.Context, in *result.Input, a *result.Answer) error {
	h, err := homeOf(ctx, in, in.Params.String("economy"))
	if err != nil {
		return err
	}
	a.Assume(h.sys.Assumption)
	product, from, err := h.productOf(in.Params)
	if err != nil {
		return err
	}
	x := exposure{h: h, product: product, direct: product.c, total: h.m.SolveT(product.c),
		threshold: in.Params.Float("threshold"), multiple: in.Params.Float("multiple")}
	x.addCounts(a)
	x.addSectors(a, in.Params.Int("top"))
	x.headline(a, from)
	return nil
}

// productOf is the imported product of the parameters, and its name.
func (h *home) productOf(params result.Values) (content, class.Label, error) {
	e, err := h.find(params.String("product"))
	if err != nil {
		return content{}, class.Label{}, err
	}
	name, suppliers := h.name(e), params.List("supplier")
	if len(suppliers) == 0 || h.world == nil {
		return h.rowsOf("m_e a_e", h.sys.ImportFlows, []int{e}), name, nil
	}
	var rows []int
	for _, i := range h.world.Industries.OfItem(params.String("product")) {
		if region := h.world.Industries.Key(i).Region; region != h.economy && slices.Contains(suppliers, region) {
			rows = append(rows, i)
		}
	}
	if len(rows) == 0 {
		return content{}, name, fmt.Errorf("exposure: no supplier abroad of %s in %s; give economies other than %s", params.String("product"), strings.Join(suppliers, ", "), h.economy)
	}
	var en, zh []string
	for _, code := range suppliers {
		l := economyLabel(h.world, code)
		en, zh = append(en, l.En), append(zh, l.In(class.Zh))
	}
	return h.rowsOf("a_se", h.abroad, rows), label(name.En+"” from “"+strings.Join(en, ", "), strings.Join(zh, "、")+"的"+name.In(class.Zh)), nil
}

func (x exposure) exposed(j int) bool { return x.total[j] > x.threshold }

func (x exposure) hidden(j int) bool { return x.exposed(j) && x.total[j] >= x.multiple*x.direct[j] }

func (x exposure) exposedDirectly(j int) bool { return x.direct[j] > x.threshold }

func (x exposure) hiddenDirectly(j int) bool {
	return x.exposedDirectly(j) && x.total[j] >= x.multiple*x.direct[j]
}

func (x exposure) addCounts(a *result.Answer) {
	above, times := x.percent(), fmt.Sprintf("%g", x.multiple)
	for _, reading := range []struct {
		key  string
		name class.Label
		is   func(j int) bool
	}{
		{"exposed", label("exposed: look-through above "+above, "暴露：穿透依赖超过 "+above), x.exposed},
		{"hidden", label("of these, look-through at least "+times+" times direct", "其中穿透至少为直接的 "+times+" 倍"), x.hidden},
		{"no-direct", label("of these, no direct use at all", "其中完全没有直接使用"), func(j int) bool { return x.hidden(j) && x.direct[j] == 0 }},
		{"exposed-direct", label("other reading: direct above "+above, "另一口径：直接依赖超过 "+above), x.exposedDirectly},
		{"hidden-direct", label("of these, look-through at least "+times+" times direct", "其中穿透至少为直接的 "+times+" 倍"), x.hiddenDirectly},
	} {
		x.addCount(a, reading.key, reading.name, reading.is)
	}
}

func (x exposure) percent() string { return iot.ShareUnit.Readable(x.threshold, class.En) }

func (x exposure) addCount(a *result.Answer, key string, name class.Label, is func(j int) bool) {
	h, member, output, count := x.h, make([]float64, x.h.n), 0.0, 0
	for j := range member {
		if is(j) {
			member[j], output, count = 1, output+h.x[j], count+1
		}
	}
	all := sumOver(h.x, h.sys.Industries.Positions())
	a.Add("counts", key, name, result.Plain(result.Str(key)), result.Plain(result.Lab(name)),
		leontief.Traced(result.Int(count), func() leontief.Derivation { return x.members(member, count) }),
		leontief.Traced(result.Quotient(output, all), func() leontief.Derivation {
			return leontief.Ratio("Σ x_j / Σ x",
				leontief.Operand{Symbol: "Σ x_j", Label: label("output of these sectors", "这些部门的总产出"), Unit: h.sys.Unit, Derivation: h.m.Derive("Σ x_j", leontief.Accounts(h.output, member, 0))},
				leontief.Operand{Symbol: "Σ x", Label: label("output of the economy", "全部总产出"), Unit: h.sys.Unit, Derivation: h.m.Derive("Σ x", leontief.Accounts(h.output, linalg.Ones(h.n), 0))})
		}))
}

// members derives a count: one for each member. It hangs on the sectors nearest
// to the threshold.
func (x exposure) members(member []float64, count int) leontief.Derivation {
	d := leontief.Constant(float64(count))
	d.Formula = fmt.Sprintf("number of sectors = %d", count)
	d.Terms = x.h.m.Split(float64(count), func(j int) float64 { return member[j] })
	d.Binding = x.nearest()
	return d
}

// nearest names the sectors just above and just below the threshold.
func (x exposure) nearest() []class.Label {
	above, below := -1, -1
	for j, t := range x.total {
		switch {
		case t > x.threshold && (above < 0 || t < x.total[above]):
			above = j
		case t <= x.threshold && (below < 0 || t > x.total[below]):
			below = j
		}
	}
	var near []class.Label
	if above >= 0 {
		near = append(near, label(fmt.Sprintf("last above the threshold: %s, %.6f", x.h.name(above).En, x.total[above]), fmt.Sprintf("阈值之上最近：%s，%.6f", x.h.name(above).In(class.Zh), x.total[above])))
	}
	if below >= 0 {
		near = append(near, label(fmt.Sprintf("first below it: %s, %.6f", x.h.name(below).En, x.total[below]), fmt.Sprintf("阈值之下最近：%s，%.6f", x.h.name(below).In(class.Zh), x.total[below])))
	}
	return near
}

func (x exposure) addSectors(a *result.Answer, top int) {
	h := x.h
	listed, rest := ranked(x.total, top)
	for _, j := range listed {
		multiple := result.Quotient(x.total[j], x.direct[j])
		a.Add("sectors", h.key(j), h.name(j),
			result.Plain(result.Str(h.sys.Industries.Key(j).Item)), result.Plain(result.Lab(h.name(j))),
			leontief.Traced(result.Num(x.direct[j]), func() leontief.Derivation { return h.face(x.product, "e_j", h.unit(j)) }),
			leontief.Traced(result.Num(x.total[j]), func() leontief.Derivation { return h.look(x.product, "e_j", h.unit(j)) }),
			leontief.Traced(multiple, func() leontief.Derivation { return x.times(j) }),
			leontief.Traced(result.Yes(x.exposed(j)), func() leontief.Derivation { return x.verdict(j) }),
			leontief.Traced(result.Yes(x.hidden(j)), func() leontief.Derivation { return x.verdict(j) }),
			leontief.Traced(result.Num(h.x[j]), func() leontief.Derivation { return h.m.Derive("x_j", leontief.Accounts(h.output, h.unit(j), 0)) }))
	}
	if len(rest) > 0 {
		name := restLabel(len(rest))
		cells := append([]result.Traced{result.Plain(result.Str("")), result.Plain(result.Lab(name))}, absent(5)...)
		a.Add("sectors", restKey, name, append(cells, leontief.Traced(result.Num(sumOver(h.x, rest)), func() leontief.Derivation {
			return h.m.Derive("Σ x_j", leontief.Accounts(h.output, only(linalg.Ones(h.n), rest), 0))
		}))...)
		a.Rest("sectors")
	}
}

func (x exposure) times(j int) leontief.Derivation {
	return leontief.Ratio("d'L e_j / d_j",
		leontief.Operand{Symbol: "d'L e_j", Label: label("look-through", "穿透"), Unit: iot.ShareUnit, Derivation: x.h.look(x.product, "e_j", x.h.unit(j))},
		leontief.Operand{Symbol: "d_j", Label: label("direct", "直接"), Unit: iot.ShareUnit, Derivation: x.h.face(x.product, "e_j", x.h.unit(j))})
}

// verdict derives the look-through number that a flag hangs on, with its margins.
func (x exposure) verdict(j int) leontief.Derivation {
	d := x.h.look(x.product, "e_j", x.h.unit(j))
	d.Binding = []class.Label{
		label(fmt.Sprintf("look-through %.6f against the threshold %g: margin %+.6f", x.total[j], x.threshold, x.total[j]-x.threshold),
			fmt.Sprintf("穿透 %.6f，阈值 %g：余量 %+.6f", x.total[j], x.threshold, x.total[j]-x.threshold)),
		label(fmt.Sprintf("look-through %.6f against %g times direct %.6f: margin %+.6f", x.total[j], x.multiple, x.direct[j], x.total[j]-x.multiple*x.direct[j]),
			fmt.Sprintf("穿透 %.6f，%g 倍直接 %.6f：余量 %+.6f", x.total[j], x.multiple, x.direct[j], x.total[j]-x.multiple*x.direct[j])),
	}
	return d
}

func (x exposure) headline(a *result.Answer, product class.Label) {
	var exposed, hidden, direct int
	for j := range x.total {
		exposed, hidden, direct = exposed+one(x.exposed(j)), hidden+one(x.hidden(j)), direct+one(x.exposedDirectly(j))
	}
	where := x.h.where()
	a.Say(
		fmt.Sprintf("%s: %d of %d sectors depend on imports of “%s” for more than %s of their output, %d of them at least %g times as much as their own purchases show.", where.En, exposed, x.h.n, product.En, x.percent(), hidden, x.multiple),
		fmt.Sprintf("%s：%d 个部门中有 %d 个对“%s”进口品的依赖超过产出的 %s，其中 %d 个的实际依赖至少是自身采购所显示的 %g 倍。", where.In(class.Zh), x.h.n, exposed, product.In(class.Zh), x.percent(), hidden, x.multiple))
	a.Say(
		fmt.Sprintf("By direct purchases alone only %d would be counted.", direct),
		fmt.Sprintf("若只看直接采购，则仅有 %d 个。", direct))
}

func one(is bool) int {
	if is {
		return 1
	}
	return 0
}

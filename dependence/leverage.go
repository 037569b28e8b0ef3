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

func leverageEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "leverage", Verb: result.Find,
		Label:    label("Who depends on us", "谁依赖我们"),
		Question: label("Which economies and industries use our inputs, at face value and looked through, and how do we depend on them in turn?", "哪些经济体和产业使用我们的投入（直接与穿透），我们又在多大程度上依赖它们？"),
		Needs:    []result.Need{result.NeedMultiRegion},
		Params:   []result.Param{result.EconomyParam(), result.TopParam(20)},
		Tables: []result.TableSpec{
			{ID: "partners", Label: label("Partner economies", "伙伴经济体"), Columns: append([]result.Column{
				code("economy", "经济体"), result.NameColumn(),
				result.MoneyColumn("inputs", label("inputs bought", "购买的投入"), label("Σ z_rp: inputs that industries of the partner buy from us", "Σ z_rp：伙伴产业向我方购买的投入")),
			}, append(leverageColumns(),
				result.ShareColumn("ours", label("our look-through on them", "我方对其穿透依赖"), label("a_p L_rr: inputs bought from the partner in our output, looked through our suppliers, output weights", "a_p L_rr：我方产出中购自伙伴的投入（穿透国内供应商，产出加权）")),
				result.ShareColumn("net", label("net", "净值"), label("their look-through on us less ours on them, each per unit of own output", "其对我方穿透依赖减我方对其穿透依赖，均按各自单位产出计")))...)},
			{ID: "industries", Label: label("Partner industries", "伙伴产业"), Columns: append([]result.Column{
				code("industry", "产业"), result.NameColumn(),
				result.MoneyColumn("inputs", label("inputs bought", "购买的投入"), label("Σ z_rj: inputs that the industry buys from us", "Σ z_rj：该产业向我方购买的投入")),
			}, leverageColumns()...)},
		},
		Figures: []result.Figure{{ID: "partners", Kind: result.Scatter, Title: label("Who depends on whom", "谁依赖谁"), Table: "partners", Label: "name", Values: []string{"ours", "total"}}},
		Formula: "direct Σ z_rp / Σ x_p; look-through a_r L_pp w_p, a_r = column sums of A_rp, L_pp = (I - A_pp)⁻¹, w_p output weights",
		Limits:  []class.Label{atTheBorder, oneRecipe, rounded, notSubstitutes, label("Final goods are not counted here, only inputs; see mutual for final demand.", "此处只计投入，不计最终品；最终需求见 mutual。")},
		Citation: []string{
			"Baldwin, Freeman & Theodorakopoulos (2023), Hidden exposure: measuring US supply chain reliance, Brookings Papers",
			"Hummels, Ishii & Yi (2001), The nature and growth of vertical specialization in world trade, J. Int. Econ. 54",
		},
		Example: "dougong find leverage --economy CHN",
	}, leverageOf)
}

func leverageColumns() []result.Column {
	return []result.Column{
		result.ShareColumn("direct", label("direct", "直接"), label("inputs bought from us per unit of output", "单位产出直接购自我方的投入")),
		result.ShareColumn("total", label("look-through", "穿透"), label("inputs bought from us by it and its home suppliers per unit of output", "其自身及其国内上游供应商购自我方的投入，按单位产出计")),
		result.ShareColumn("of_imports", label("share of their imports", "占其穿透进口"), label("look-through on us over look-through imports", "对我方的穿透依赖 / 其全部穿透进口")),
	}
}

// reach is what a partner economy buys from one supplier economy.
type reach struct {
	p     *home
	from  content // column sums of A_sp
	total []float64
	w     mix // average output of the partner
}

// reachOf returns how the partner p depends on the economy s.
func reachOf(p *home, s string) reach {
	w, _ := p.focus("")
	r := reach{p: p, from: p.rowsOf("a_s", p.abroad, p.world.Industries.InRegion(s)), w: w}
	r.total = p.m.SolveT(r.from.c)
	return r
}

// leverageOf fills the tables of the entry: a partner is looked through with
// the same definition as the dependence of the economy itself.
func leverageOf(ctx context.Context, in *result.Input, a *result.Answer) error {
	us := in.Params.String("economy")
	h, err := homeOf(ctx, in, us)
	if err != nil {
		return err
	}
	if h.world == nil {
		return &OneEconomyError{Entry: "leverage", System: in.System.Name}
	}
	var partners []reach
	for _, region := range in.System.Industries.Regions() {
		if region == us {
			continue
		}
		p, err := homeOf(ctx, in, region)
		if err != nil {
			return err
		}
		partners = append(partners, reachOf(p, us))
	}
	l := leverage{h: h, partners: partners}
	l.addPartners(a)
	l.addIndustries(a, in.Params.Int("top"))
	return nil
}

// OneEconomyError says that an analysis needs several economies.
type OneEconomyError struct{ Entry, System string }

func (e *OneEconomyError) Error() string {
	return fmt.Sprintf("%s: %s has one economy; want a world table, which shows who buys from whom", e.Entry, e.System)
}

type leverage struct {
	h        *home
	partners []reach
}

func (l leverage) addPartners(a *result.Answer) {
	totals := make([]float64, len(l.partners))
	for k, r := range l.partners {
		totals[k] = linalg.Dot(r.total, r.w.f)
	}
	order, _ := ranked(totals, 0)
	for _, k := range append(order, missing(order, len(totals))...) {
		r := l.partners[k]
		name, back := r.p.where(), reachOf(l.h, r.p.economy)
		ours := linalg.Dot(back.total, back.w.f)
		cells := append([]result.Traced{result.Plain(result.Str(r.p.economy)), result.Plain(result.Lab(name))}, r.cells(r.w, r.p.sys.Industries.Positions(), totals[k])...)
		cells = append(cells,
			leontief.Traced(result.Num(ours), func() leontief.Derivation { return back.look(back.w) }),
			leontief.Traced(result.Num(totals[k]-ours), func() leontief.Derivation {
				return leontief.Sum("theirs - ours", []float64{1, -1},
					leontief.Operand{Symbol: "theirs", Label: label("their look-through on us", "其对我方穿透依赖"), Unit: iot.ShareUnit, Derivation: r.look(r.w)},
					leontief.Operand{Symbol: "ours", Label: label("our look-through on them", "我方对其穿透依赖"), Unit: iot.ShareUnit, Derivation: back.look(back.w)})
			}))
		a.Add("partners", r.p.economy, name, cells...)
	}
	if len(order) > 0 {
		us, most := l.h.where(), listing(order[:min(3, len(order))], func(k int) class.Label { return l.partners[k].p.where() }, percents(totals))
		a.Say(
			fmt.Sprintf("Output that depends most on inputs from %s: %s.", us.En, most.En),
			fmt.Sprintf("产出最依赖%s投入的经济体：%s。", us.In(class.Zh), most.Zh))
	}
}

// cells are money bought by some industries, and leverageColumns for a mix.
func (r reach) cells(w mix, at []int, total float64) []result.Traced {
	bought := 0.0
	for _, j := range at {
		bought += r.from.c[j] * r.p.x[j]
	}
	return []result.Traced{
		leontief.Traced(result.Num(bought), func() leontief.Derivation {
			return r.p.m.Derive("Σ z", leontief.Levels(r.from.source, r.from.rows, only(linalg.Ones(r.p.n), at)))
		}),
		leontief.Traced(result.Num(linalg.Dot(r.from.c, w.f)), func() leontief.Derivation { return r.p.face(r.from, w.letter, w.f) }),
		leontief.Traced(result.Num(total), func() leontief.Derivation { return r.look(w) }),
		leontief.Traced(result.Quotient(total, linalg.Dot(r.p.total, w.f)), func() leontief.Derivation {
			return leontief.Ratio("a_s'L "+w.letter+" / u'L "+w.letter,
				leontief.Operand{Symbol: "a_s'L", Label: label("look-through on us", "对我方的穿透依赖"), Unit: iot.ShareUnit, Derivation: r.look(w)},
				leontief.Operand{Symbol: "u'L", Label: label("look-through imports", "穿透进口含量"), Unit: iot.ShareUnit, Derivation: r.p.look(r.p.imports, w.letter, w.f)})
		}),
	}
}

func (r reach) look(w mix) leontief.Derivation { return r.p.look(r.from, w.letter, w.f) }

// addIndustries ranks the industries of all partners by look-through.
func (l leverage) addIndustries(a *result.Answer, top int) {
	type place struct{ k, j int }
	var places []place
	var totals []float64
	for k, r := range l.partners {
		for j, t := range r.total {
			if r.p.x[j] == 0 {
				t = 0
			}
			places, totals = append(places, place{k, j}), append(totals, t)
		}
	}
	listed, rest := ranked(totals, top)
	for _, at := range listed {
		r, j := l.partners[places[at].k], places[at].j
		key, name := r.p.key(j), leontief.IndustryLabel(l.h.world, r.p.inWorld(j))
		cells := r.cells(mix{r.p.unit(j), "e_j", name, j}, []int{j}, r.total[j])
		a.Add("industries", key, name, append([]result.Traced{result.Plain(result.Str(key)), result.Plain(result.Lab(name))}, cells...)...)
	}
	if len(rest) == 0 {
		return
	}
	byPartner := make([][]int, len(l.partners))
	for _, at := range rest {
		byPartner[places[at].k] = append(byPartner[places[at].k], places[at].j)
	}
	l.addRest(a, byPartner, len(rest))
}

// addRest adds up what the industries not listed buy; they have no common output.
func (l leverage) addRest(a *result.Answer, byPartner [][]int, count int) {
	var bought float64
	for k, at := range byPartner {
		for _, j := range at {
			bought += l.partners[k].from.c[j] * l.partners[k].p.x[j]
		}
	}
	derive := func() leontief.Derivation {
		var signs []float64
		var operands []leontief.Operand
		for k, at := range byPartner {
			if r := l.partners[k]; len(at) > 0 {
				signs = append(signs, 1)
				operands = append(operands, leontief.Operand{Symbol: "z", Label: r.p.where(), Unit: l.h.world.Unit,
					Derivation: r.p.m.Derive("Σ z", leontief.Levels(r.from.source, r.from.rows, only(linalg.Ones(r.p.n), at)))})
			}
		}
		return leontief.Sum("Σ z", signs, operands...)
	}
	name := restLabel(count)
	a.Add("industries", restKey, name, append([]result.Traced{result.Plain(result.Str("")), result.Plain(result.Lab(name)), leontief.Traced(result.Num(bought), derive)}, absent(3)...)...)
	a.Rest("industries")
}

// inWorld is the position of home industry j in the world table.
func (h *home) inWorld(j int) int { return h.world.Industries.InRegion(h.economy)[j] }

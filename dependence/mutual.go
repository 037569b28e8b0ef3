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

func mutualEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "mutual", Verb: result.Find,
		Label:    label("Mutual dependence of economies", "经济体间的相互依赖"),
		Question: label("How much of each economy's final demand is made by whom at last, and who has the upper hand?", "各经济体的最终需求最终由谁创造价值，谁处于优势？"),
		Needs:    []result.Need{result.NeedMultiRegion},
		Params: []result.Param{{ID: "economy", Kind: result.Economy, Label: label("economy", "经济体"),
			Help: label("one economy with all its partners; empty: the whole matrix", "只看某一经济体与其伙伴；留空为整个矩阵")}},
		Tables: []result.TableSpec{
			{ID: "economies", Label: label("Whose value added is in final demand", "最终需求中的增加值来源"), Columns: []result.Column{
				code("economy", "经济体"), result.NameColumn(),
				result.MoneyColumn("demand", label("final demand", "最终需求"), label("Σ f_s: final demand of the economy, home and imported products", "Σ f_s：该经济体的最终需求（国产与进口）")),
				result.ShareColumn("home", label("home", "本国"), label("v_s L f_s / Σ f_s: value added at home", "v_s L f_s / Σ f_s：本国增加值")),
				result.ShareColumn("abroad", label("abroad", "国外"), label("Σ_{r≠s} v_r L f_s / Σ f_s: value added abroad", "Σ_{r≠s} v_r L f_s / Σ f_s：国外增加值")),
				result.ShareColumn("other", label("taxes, margins, residual", "税、差价与残差"), label("what is nobody's value added", "不属于任何经济体增加值的部分")),
			}},
			{ID: "matrix", Label: label("Who depends on whom", "谁依赖谁"), Columns: []result.Column{
				{ID: "demand_of", Label: label("demand of", "需求方"), Kind: result.Code, Definition: label("economy whose final demand it is", "最终需求所属经济体")},
				{ID: "value_from", Label: label("value from", "价值来源"), Kind: result.Code, Definition: label("economy where the value is added", "创造增加值的经济体")},
				result.ShareColumn("look_through", label("look-through", "穿透"), label("v_r L f_s / Σ f_s: value added of r in the final demand of s", "v_r L f_s / Σ f_s：s 的最终需求中 r 的增加值份额")),
				result.ShareColumn("face", label("face value", "表面"), label("(Σ Z_rs + Σ Y_rs) / Σ f_s: gross imports of s from r over the final demand of s", "(Σ Z_rs + Σ Y_rs) / Σ f_s：s 自 r 的总进口 / s 的最终需求")),
				result.ShareColumn("leverage", label("net leverage of the source", "来源方净优势"), label("look-through of s on r less that of r on s", "s 对 r 的穿透依赖减 r 对 s 的穿透依赖")),
			}},
		},
		Figures: []result.Figure{{ID: "matrix", Kind: result.Heatmap, Title: label("Share of final demand made abroad, look-through", "最终需求的国外来源份额（穿透）"), Table: "matrix", From: "value_from", To: "demand_of", Values: []string{"look_through"}}},
		Formula: "look-through v_r' L f_s / Σ f_s, L = (I - A)⁻¹ of the world, f_s published final demand of s; face value (1'Z_rs 1 + 1'Y_rs 1) / Σ f_s; net leverage of r over s = look-through(s on r) - look-through(r on s)",
		Limits:  []class.Label{oneRecipe, rounded, notSubstitutes, label("Row residuals belong to no economy's demand and are left out.", "行残差不归属任何经济体的需求，未计入。")},
		Citation: []string{
			"Johnson & Noguera (2012), Accounting for intermediates: production sharing and trade in value added, J. Int. Econ. 86",
			"Koopman, Wang & Wei (2014), Tracing value-added and double counting in gross exports, Amer. Econ. Rev. 104",
		},
		Example: "dougong find mutual --economy CHN",
	}, mutualOf)
}

// mutual is the value added of each economy in the final demand of each.
type mutual struct {
	sys     *iot.System
	m       *leontief.Model
	value   content
	regions []string
	of      [][]int     // industries of each region
	cols    [][]int     // final-demand columns of each region
	f       [][]float64 // final demand of each region
	demand  []float64   // Σ f_s
	d       [][]float64 // d[r][s] = v_r' L f_s
	gross   [][]float64 // Σ Z_rs + Σ Y_rs
}

func mutualOf(ctx context.Context, in *result.Input, a *result.Answer) error {
	if !in.System.MultiRegion() {
		return &OneEconomyError{Entry: "mutual", System: in.System.Name}
	}
	type key struct{ sys *iot.System }
	kept, err := in.Memo.Do(key{in.System}, func() (any, error) { return newMutual(ctx, in) })
	if err != nil {
		return err
	}
	u, us := kept.(*mutual), in.Params.String("economy")
	for s, region := range u.regions {
		if us == "" || us == region {
			u.addEconomy(a, s)
		}
	}
	for s := range u.regions {
		for r := range u.regions {
			if r != s && (us == "" || us == u.regions[s] || us == u.regions[r]) {
				u.addPair(a, r, s)
			}
		}
	}
	u.headline(a, us)
	return nil
}

func newMutual(ctx context.Context, in *result.Input) (*mutual, error) {
	m, err := leontief.For(ctx, in, leontief.Domestic)
	if err != nil {
		return nil, err
	}
	sys := in.System
	u := &mutual{sys: sys, m: m, value: valueOf(sys, m), regions: sys.Industries.Regions()}
	for _, region := range u.regions {
		u.of = append(u.of, sys.Industries.InRegion(region))
		u.cols = append(u.cols, sys.FinalDemand.Cols.InRegion(region))
	}
	k := len(u.regions)
	u.f, u.demand = make([][]float64, k), make([]float64, k)
	u.d, u.gross = iot.NewDense(k, k), iot.NewDense(k, k)
	u.fillGross()
	for s := range u.regions {
		y := m.Solve(u.f[s])
		for r, at := range u.of {
			for _, i := range at {
				u.d[r][s] += u.value.c[i] * y[i]
			}
		}
	}
	return u, nil
}

// fillGross reads the tables once: final demand of each region, and what each
// buys from each.
func (u *mutual) fillGross() {
	for s := range u.f {
		u.f[s] = make([]float64, u.sys.N())
	}
	for r, at := range u.of {
		for _, i := range at {
			z, y := u.sys.Flows.Row(i, nil), u.sys.FinalDemand.Row(i, nil)
			for s := range u.regions {
				u.f[s][i] = sumOver(y, u.cols[s])
				u.demand[s] += u.f[s][i]
				u.gross[r][s] += sumOver(z, u.of[s]) + u.f[s][i]
			}
		}
	}
}

// made derives the value added of some industries in the final demand of s.
func (u *mutual) made(at []int, s int) leontief.Operand {
	form := u.m.Form(only(u.value.c, at), u.f[s]).From(u.value.source, u.value.rows...).For(u.sys.FinalDemand, nil, u.cols[s]...).Within(at)
	return leontief.Operand{Symbol: "v_r'L f_s", Label: label("value added in the final demand", "最终需求中的增加值"), Unit: u.sys.Unit, Derivation: u.m.Derive("v_r'L f_s", form)}
}

func (u *mutual) wanted(s int) leontief.Operand {
	form := leontief.Accounts(u.sys.FinalDemand, linalg.Ones(u.sys.N()), u.cols[s]...)
	return leontief.Operand{Symbol: "Σ f_s", Label: label("final demand", "最终需求"), Unit: u.sys.Unit, Derivation: u.m.Derive("Σ f_s", form)}
}

func (u *mutual) share(at []int, s int) leontief.Derivation {
	return leontief.Ratio("v_r'L f_s / Σ f_s", u.made(at, s), u.wanted(s))
}

func (u *mutual) bought(r, s int) leontief.Derivation {
	w := only(linalg.Ones(u.sys.N()), u.of[r])
	gross := leontief.Sum("Σ Z_rs + Σ Y_rs", []float64{1, 1},
		leontief.Operand{Symbol: "Σ Z_rs", Label: label("inputs bought", "中间投入"), Unit: u.sys.Unit, Derivation: u.m.Derive("Σ Z_rs", leontief.Accounts(u.sys.Flows, w, u.of[s]...))},
		leontief.Operand{Symbol: "Σ Y_rs", Label: label("final goods bought", "最终品"), Unit: u.sys.Unit, Derivation: u.m.Derive("Σ Y_rs", leontief.Accounts(u.sys.FinalDemand, w, u.cols[s]...))})
	return leontief.Ratio("(Σ Z_rs + Σ Y_rs) / Σ f_s", leontief.Operand{Symbol: "imports", Label: label("gross imports from the source", "自来源方的总进口"), Unit: u.sys.Unit, Derivation: gross}, u.wanted(s))
}

// addEconomy adds where the final demand of s is made.
func (u *mutual) addEconomy(a *result.Answer, s int) {
	name := economyLabel(u.sys, u.regions[s])
	var away []int
	var abroad, all float64
	for r, at := range u.of {
		all += u.d[r][s]
		if r != s {
			away, abroad = append(away, at...), abroad+u.d[r][s]
		}
	}
	a.Add("economies", u.regions[s], name, result.Plain(result.Str(u.regions[s])), result.Plain(result.Lab(name)),
		leontief.Traced(result.Num(u.demand[s]), func() leontief.Derivation { return u.wanted(s).Derivation }),
		leontief.Traced(result.Quotient(u.d[s][s], u.demand[s]), func() leontief.Derivation { return u.share(u.of[s], s) }),
		leontief.Traced(result.Quotient(abroad, u.demand[s]), func() leontief.Derivation { return u.share(away, s) }),
		leontief.Traced(result.Quotient(leontief.Rest(u.demand[s], all), u.demand[s]), func() leontief.Derivation { return u.unaccounted(s) }))
}

// unaccounted derives 1 - Σ_r v_r'L f_s / Σ f_s.
func (u *mutual) unaccounted(s int) leontief.Derivation {
	return leontief.Sum("1 - v'L f_s / Σ f_s", []float64{1, -1},
		leontief.Operand{Symbol: "1", Label: label("final demand", "最终需求"), Unit: iot.ShareUnit, Derivation: leontief.Constant(1)},
		leontief.Operand{Symbol: "v'L f_s / Σ f_s", Label: label("value added anywhere", "各地增加值"), Unit: iot.ShareUnit, Derivation: u.share(u.sys.Industries.Positions(), s)})
}

// addPair adds how the final demand of s depends on r.
func (u *mutual) addPair(a *result.Answer, r, s int) {
	from, to := economyLabel(u.sys, u.regions[r]), economyLabel(u.sys, u.regions[s])
	net := result.None(result.NotApplicable)
	if u.demand[r] != 0 && u.demand[s] != 0 {
		net = result.Num(u.d[r][s]/u.demand[s] - u.d[s][r]/u.demand[r])
	}
	a.Add("matrix", u.regions[s]+"<"+u.regions[r], label(to.En+" on "+from.En, to.In(class.Zh)+"对"+from.In(class.Zh)),
		result.Plain(result.Str(u.regions[s])), result.Plain(result.Str(u.regions[r])),
		leontief.Traced(result.Quotient(u.d[r][s], u.demand[s]), func() leontief.Derivation { return u.share(u.of[r], s) }),
		leontief.Traced(result.Quotient(u.gross[r][s], u.demand[s]), func() leontief.Derivation { return u.bought(r, s) }),
		leontief.Traced(net, func() leontief.Derivation { return u.net(r, s) }))
}

func (u *mutual) net(r, s int) leontief.Derivation {
	return leontief.Sum("look-through(s on r) - look-through(r on s)", []float64{1, -1},
		leontief.Operand{Symbol: "s on r", Label: label("dependence on the source", "对来源方的依赖"), Unit: iot.ShareUnit, Derivation: u.share(u.of[r], s)},
		leontief.Operand{Symbol: "r on s", Label: label("dependence of the source", "来源方的依赖"), Unit: iot.ShareUnit, Derivation: u.share(u.of[s], r)})
}

// headline names the pair with the largest net leverage, of one economy or of all.
func (u *mutual) headline(a *result.Answer, us string) {
	best, from, to := 0.0, -1, -1
	for r := range u.regions {
		for s := range u.regions {
			if r == s || u.demand[r] == 0 || u.demand[s] == 0 || (us != "" && us != u.regions[r] && us != u.regions[s]) {
				continue
			}
			if net := u.d[r][s]/u.demand[s] - u.d[s][r]/u.demand[r]; net > best {
				best, from, to = net, r, s
			}
		}
	}
	if from < 0 {
		return
	}
	pct := iot.ShareUnit.Readable
	strong, weak := economyLabel(u.sys, u.regions[from]), economyLabel(u.sys, u.regions[to])
	theirs, ours := u.d[from][to]/u.demand[to], u.d[to][from]/u.demand[from]
	a.Say(
		fmt.Sprintf("Most one-sided: %s of the final demand of %s is value added in %s, and only %s the other way.", pct(theirs, class.En), weak.En, strong.En, pct(ours, class.En)),
		fmt.Sprintf("最不对称的一对：%s最终需求的 %s 是%s的增加值，反向仅为 %s。", weak.In(class.Zh), pct(theirs, class.Zh), strong.In(class.Zh), pct(ours, class.Zh)))
}

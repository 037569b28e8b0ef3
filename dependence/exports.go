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

func exportContentEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "export-content", Verb: result.Find,
		Label:    label("Foreign content of exports", "出口的国外含量"),
		Question: label("How much of what we export was imported first, and in which sectors?", "出口中有多少是先进口来的，出在哪些部门？"),
		Needs:    []result.Need{result.NeedImportSplit},
		Params:   []result.Param{result.EconomyParam(), result.TopParam(20)},
		Tables: []result.TableSpec{
			{ID: "totals", Label: label("All exports", "全部出口"), Columns: []result.Column{
				code("exports", "出口"), result.NameColumn(),
				result.MoneyColumn("exports_value", label("exports", "出口额"), label("ΣE", "ΣE")),
				result.MoneyColumn("foreign", label("foreign content", "国外含量"), label("u L E: imported inputs in exports", "u L E：出口中的进口投入")),
				result.ShareColumn("foreign_share", label("foreign share", "国外含量份额"), label("u L E / ΣE; with re-exports, these are foreign in full", "u L E / ΣE；计入再出口时，再出口全部为国外含量")),
				result.ShareColumn("direct_share", label("direct share", "直接份额"), label("u E / ΣE: imported inputs of the exporting sectors themselves", "u E / ΣE：出口部门自身的进口投入")),
				result.ShareColumn("value_share", label("home value added", "国内增加值份额"), label("(v/x) L E / ΣE", "(v/x) L E / ΣE")),
			}},
			{ID: "sectors", Label: label("By exporting sector", "按出口部门"), Columns: []result.Column{
				code("sector", "部门"), result.NameColumn(),
				result.MoneyColumn("exports_value", label("exports", "出口额"), label("E_j: exports of home products", "E_j：国产品出口")),
				result.ShareColumn("of_exports", label("share of exports", "占出口份额"), label("E_j / ΣE", "E_j / ΣE")),
				result.ShareColumn("content", label("foreign content per unit", "单位国外含量"), label("(u L)_j", "(u L)_j")),
				result.MoneyColumn("foreign", label("foreign content", "国外含量"), label("(u L)_j E_j", "(u L)_j E_j")),
				result.ShareColumn("contribution", label("contribution", "贡献"), label("(u L)_j E_j / ΣE: adds up to the foreign share", "(u L)_j E_j / ΣE：合计等于国外含量份额")),
			}},
		},
		Figures: []result.Figure{{ID: "sectors", Kind: result.Bar, Title: label("Contributions to the foreign content of exports", "对出口国外含量的贡献"), Table: "sectors", Label: "name", Values: []string{"contribution"}, Top: 15}},
		Formula: "(u L) E / ΣE, u = 1'Aᵐ, L = (I - A)⁻¹ domestic, E exports of home products; with re-exports R: (u L E + ΣR) / (ΣE + ΣR)",
		Limits:  []class.Label{proportional, atTheBorder, label("Exports are taken to be made like everything else in their sector; processing exports contain more imports than that.", "假定出口品与同部门其他产品的投入结构相同；加工贸易出口的进口含量更高。"), rounded},
		Citation: []string{
			"Hummels, Ishii & Yi (2001), The nature and growth of vertical specialization in world trade, J. Int. Econ. 54, eq. 3 (VS share)",
			"Koopman, Wang & Wei (2014), Tracing value-added and double counting in gross exports, Amer. Econ. Rev. 104",
		},
		Example: "dougong find export-content --economy CHN",
	}, exportContentOf)
}

// exported is what an economy sells abroad.
type exported struct {
	h       *home
	cols    []int     // export columns of final demand
	e       []float64 // home products
	re      []float64 // imported products, sold on
	total   float64   // ΣE
	reTotal float64
}

// NoExportsError says that a table shows no exports.
type NoExportsError struct{ System string }

func (e *NoExportsError) Error() string {
	return fmt.Sprintf("export-content: %s: no exports; want a column of exports, or a world table", e.System)
}

func exportsOf(h *home) (exported, error) {
	x := exported{h: h, e: make([]float64, h.n), re: make([]float64, h.n)}
	for k, kind := range h.sys.FinalKinds {
		if kind == iot.Exports {
			x.cols = append(x.cols, k)
		}
	}
	for i := range h.n {
		x.e[i] = sumOver(h.sys.FinalDemand.Row(i, nil), x.cols)
		x.re[i] = sumOver(h.sys.ImportFinalDemand.Row(i, nil), x.cols)
		x.total, x.reTotal = x.total+x.e[i], x.reTotal+x.re[i]
	}
	if x.total == 0 {
		return x, &NoExportsError{System: h.sys.Name}
	}
	return x, nil
}

func exportContentOf(ctx context.Context, in *result.Input, a *result.Answer) error {
	h, err := homeOf(ctx, in, in.Params.String("economy"))
	if err != nil {
		return err
	}
	a.Assume(h.sys.Assumption)
	x, err := exportsOf(h)
	if err != nil {
		return err
	}
	x.addTotal(a, "domestic", label("exports of home products", "国产品出口"), false)
	if x.reTotal != 0 {
		x.addTotal(a, "with-re-exports", label("with re-exports of imported products", "含进口品再出口"), true)
	}
	x.addSectors(a, in.Params.Int("top"))
	x.headline(a)
	return nil
}

// sold derives the exports of some industries, w of each.
func (x exported) sold(w []float64) leontief.Derivation {
	return x.h.m.Derive("Σ E", leontief.Accounts(x.h.sys.FinalDemand, w, x.cols...))
}

// contained derives how much of a content the exports of some industries have.
func (x exported) contained(c content, w []float64) leontief.Derivation {
	f := make([]float64, x.h.n)
	for i := range f {
		f[i] = w[i] * x.e[i]
	}
	return x.h.m.Derive(c.letter+"'L E", x.h.m.Form(c.c, f).From(c.source, c.rows...).For(x.h.sys.FinalDemand, w, x.cols...))
}

func (x exported) money(symbol string, l class.Label, d leontief.Derivation) leontief.Operand {
	return leontief.Operand{Symbol: symbol, Label: l, Unit: x.h.sys.Unit, Derivation: d}
}

// withRe adds re-exports to an operand.
func (x exported) withRe(o leontief.Operand, re bool) leontief.Operand {
	if !re {
		return o
	}
	sold := x.h.m.Derive("Σ R", leontief.Accounts(x.h.sys.ImportFinalDemand, linalg.Ones(x.h.n), x.cols...))
	o.Derivation = leontief.Sum(o.Symbol+" + Σ R", []float64{1, 1}, o, x.money("Σ R", label("re-exports", "再出口"), sold))
	o.Symbol += " + Σ R"
	return o
}

func (x exported) addTotal(a *result.Answer, key string, name class.Label, re bool) {
	all, h := linalg.Ones(x.h.n), x.h
	total, resold := x.total, 0.0
	if re {
		total, resold = x.total+x.reTotal, x.reTotal
	}
	exports := func() leontief.Operand {
		return x.withRe(x.money("Σ E", label("exports", "出口"), x.sold(all)), re)
	}
	foreign := func() leontief.Operand {
		return x.withRe(x.money("u'L E", label("foreign content", "国外含量"), x.contained(h.imports, all)), re)
	}
	direct := func() leontief.Operand {
		form := leontief.Direct(h.imports.c, x.e).From(h.imports.source, h.imports.rows...).For(h.sys.FinalDemand, nil, x.cols...)
		return x.withRe(x.money("u'E", label("direct foreign content", "直接国外含量"), h.m.Derive("u'E", form)), re)
	}
	value := func() leontief.Operand {
		return x.money("v'L E", label("home value added", "国内增加值"), x.contained(h.value, all))
	}
	over := func(o func() leontief.Operand) func() leontief.Derivation {
		return func() leontief.Derivation { return leontief.Ratio("content / exports", o(), exports()) }
	}
	a.Add("totals", key, name, result.Plain(result.Str(key)), result.Plain(result.Lab(name)),
		leontief.Traced(result.Num(total), func() leontief.Derivation { return exports().Derivation }),
		leontief.Traced(result.Num(linalg.Dot(h.total, x.e)+resold), func() leontief.Derivation { return foreign().Derivation }),
		leontief.Traced(result.Quotient(linalg.Dot(h.total, x.e)+resold, total), over(foreign)),
		leontief.Traced(result.Quotient(linalg.Dot(h.direct, x.e)+resold, total), over(direct)),
		leontief.Traced(result.Quotient(linalg.Dot(h.valueTotal, x.e), total), over(value)))
}

func (x exported) addSectors(a *result.Answer, top int) {
	foreign := make([]float64, x.h.n)
	for j := range foreign {
		foreign[j] = x.h.total[j] * x.e[j]
	}
	listed, rest := ranked(foreign, top)
	for _, j := range listed {
		x.addSector(a, x.h.key(j), x.h.sys.Industries.Key(j).Item, x.h.name(j), []int{j})
	}
	if len(rest) > 0 {
		x.addSector(a, restKey, "", restLabel(len(rest)), rest)
		a.Rest("sectors")
	}
}

// addSector adds the row of one sector, or of several as one.
func (x exported) addSector(a *result.Answer, key, code string, name class.Label, at []int) {
	w := only(linalg.Ones(x.h.n), at)
	e := sumOver(x.e, at)
	foreign := linalg.Dot(x.h.total, only(x.e, at))
	all := func() leontief.Operand {
		return x.money("Σ E", label("all exports", "全部出口"), x.sold(linalg.Ones(x.h.n)))
	}
	own := func() leontief.Operand {
		return x.money("E_j", label("exports of the sector", "该部门出口"), x.sold(w))
	}
	content := func() leontief.Operand {
		return x.money("(u'L)_j E_j", label("foreign content of its exports", "其出口的国外含量"), x.contained(x.h.imports, w))
	}
	over := func(letters string, num, den func() leontief.Operand) func() leontief.Derivation {
		return func() leontief.Derivation { return leontief.Ratio(letters, num(), den()) }
	}
	a.Add("sectors", key, name, result.Plain(result.Str(code)), result.Plain(result.Lab(name)),
		leontief.Traced(result.Num(e), func() leontief.Derivation { return own().Derivation }),
		leontief.Traced(result.Quotient(e, x.total), over("E_j / Σ E", own, all)),
		leontief.Traced(result.Quotient(foreign, e), over("(u'L)_j E_j / E_j", content, own)),
		leontief.Traced(result.Num(foreign), func() leontief.Derivation { return content().Derivation }),
		leontief.Traced(result.Quotient(foreign, x.total), over("(u'L)_j E_j / Σ E", content, all)))
}

func (x exported) headline(a *result.Answer) {
	foreign, direct, where := linalg.Dot(x.h.total, x.e)/x.total, linalg.Dot(x.h.direct, x.e)/x.total, x.h.where()
	pct := iot.ShareUnit.Readable
	a.Say(
		fmt.Sprintf("%s: %s of the value of exports was imported first; %s shows in the exporting sectors' own purchases.", where.En, pct(foreign, class.En), pct(direct, class.En)),
		fmt.Sprintf("%s：出口价值的 %s 来自先前的进口；其中出口部门自身采购中可见的为 %s。", where.In(class.Zh), pct(foreign, class.Zh), pct(direct, class.Zh)))
	if x.reTotal != 0 {
		with := (linalg.Dot(x.h.total, x.e) + x.reTotal) / (x.total + x.reTotal)
		a.Say(
			fmt.Sprintf("With re-exports of imported products it is %s.", pct(with, class.En)),
			fmt.Sprintf("计入进口品再出口后为 %s。", pct(with, class.Zh)))
	}
}

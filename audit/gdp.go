package audit

import (
	"math"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// GDP is the gross domestic product of one economy by the ways that its table
// allows, taxes on the products that industries use included. The ways differ
// by the residual accounts.
type GDP struct {
	Economy string // empty in a single-region table
	// Production is output less inputs from home and abroad.
	Production float64
	// Expenditure is final demand with exports, less imports.
	Expenditure float64
	// Income is the sum of the primary inputs.
	Income float64

	Output, Inputs, Bought float64   // Production = Output - Inputs - Bought
	Final, Sold, Taken     float64   // Expenditure = Final + Sold - Bought - Taken; Sold: net sales to industries abroad, Taken: the import column
	Primary                []float64 // the rows that Income adds up, imported inputs left out

	HasExpenditure bool // false: the table does not say what is imported
	HasIncome      bool // false: value added is only what is left of output
	members        []int
}

// gdp computes the ways for each economy.
func gdp(s *iot.System) []GDP {
	regions := s.Industries.Regions()
	of, list := map[string]int{}, make([]GDP, len(regions))
	for g, code := range regions {
		of[code] = g
		list[g] = GDP{Economy: code, HasIncome: !s.HasPrimary(iot.ValueAddedRest) && len(s.PrimaryKinds) > 0,
			HasExpenditure: s.Imports != iot.ImportsRow || s.HasPrimary(iot.ImportedInputs)}
	}
	if len(list) == 0 {
		return nil
	}
	bought := s.PrimaryRow(func(k iot.PrimaryKind) bool { return k == iot.ImportedInputs })
	if s.ImportFlows != nil {
		for j, m := range s.ImportFlows.ColSums() {
			bought[j] += m
		}
	}
	inputs, final, net := s.Flows.ColSums(), s.FinalDemand.RowSums(), netExports(s, of)
	for i, k := range s.Industries.Keys() {
		g := &list[of[k.Region]]
		g.members = append(g.members, i)
		g.Output, g.Inputs, g.Bought, g.Final = g.Output+s.Output[i], g.Inputs+inputs[i], g.Bought+bought[i], g.Final+final[i]
		if s.ImportColumn != nil {
			g.Taken += s.ImportColumn[i]
		}
	}
	for g := range list {
		list[g].Sold = net[g]
		list[g].addUp(s)
	}
	return list
}

// addUp computes the three ways from their parts.
func (g *GDP) addUp(s *iot.System) {
	g.Production = g.Output - g.Inputs - g.Bought
	g.Expenditure = g.Final + g.Sold - g.Bought - g.Taken
	g.Primary = make([]float64, len(s.PrimaryKinds))
	buf := make([]float64, s.N())
	for p, kind := range s.PrimaryKinds {
		if kind == iot.ImportedInputs {
			continue
		}
		row := s.Primary.Row(p, buf)
		for _, i := range g.members {
			g.Primary[p] += row[i]
		}
		g.Income += g.Primary[p]
	}
}

// netExports returns what each economy of a world table sells to industries
// abroad less what its own buy there.
func netExports(s *iot.System, of map[string]int) []float64 {
	net := make([]float64, len(of))
	if len(of) < 2 {
		return net
	}
	region := make([]int, s.N())
	for i, k := range s.Industries.Keys() {
		region[i] = of[k.Region]
	}
	buf := make([]float64, s.N())
	for i := range region {
		for j, z := range s.Flows.Row(i, buf) {
			if region[i] != region[j] {
				net[region[i]] += z
				net[region[j]] -= z
			}
		}
	}
	return net
}

// gdpWays says once which ways are available and whether rounding explains what
// they differ by, and names each economy where it does not.
func (r *Report) gdpWays() []iot.Finding {
	var list []iot.Finding
	worst := -1
	for g, w := range r.GDP {
		d := w.Production - w.Expenditure
		digits, bound := 0.0, 0.0
		for _, i := range w.members {
			digits, bound = digits+r.Rows.Digits[i], bound+r.Rows.Bound[i]
		}
		switch {
		case !w.HasExpenditure || math.Abs(d) <= digits:
		case math.Abs(d) <= bound:
			if worst < 0 || math.Abs(d) > math.Abs(r.GDP[worst].Production-r.GDP[worst].Expenditure) {
				worst = g
			}
		default:
			list = append(list, r.gdpFinding(w, w.Expenditure, class.Label{En: "expenditure", Zh: "支出法"}))
		}
		digits = 0
		for _, i := range w.members {
			digits += r.Columns.Digits[i] + r.Step
		}
		if w.HasIncome && math.Abs(w.Production-w.Income) > digits {
			list = append(list, r.gdpFinding(w, w.Income, class.Label{En: "income", Zh: "收入法"}))
		}
	}
	if worst >= 0 {
		w := r.GDP[worst]
		d, name := r.money(w.Production-w.Expenditure), r.economy(w.Economy)
		f := finding("gdp-ways", iot.Note, say("production and expenditure ways differ by what rounding explains; most in %s, by %s",
			"生产法与支出法之差可由四舍五入解释；最大为%s：%s", bilingual{name.En, name.In(class.Zh)}, bilingual{d.En, d.Zh}))
		f.Unit, f.Got, f.Want = r.System.Unit, w.Expenditure, w.Production
		list = append([]iot.Finding{f}, list...)
	}
	return append(list, r.waysMissing()...)
}

func (r *Report) gdpFinding(w GDP, got float64, way class.Label) iot.Finding {
	d := r.money(got - w.Production)
	f := finding("gdp-ways", iot.Warning, class.Label{
		En: "the " + way.En + " way gives " + d.En + " more than the production way",
		Zh: way.Zh + "比生产法多 " + d.Zh})
	f.Unit, f.Got, f.Want = r.System.Unit, got, w.Production
	if w.Economy != "" {
		f.Row = &iot.Key{Item: w.Economy}
	}
	return f
}

// waysMissing says which ways the table does not allow.
func (r *Report) waysMissing() []iot.Finding {
	if len(r.GDP) == 0 {
		return nil
	}
	var list []iot.Finding
	if !r.GDP[0].HasIncome {
		list = append(list, finding("gdp-way-missing", iot.Note, class.Label{
			En: "no income way: value added is published only as what is left of output, with taxes, margins and rounding in it",
			Zh: "无收入法：增加值只以总产出的剩余项公布，包含税、费用与舍入误差"}))
	}
	if !r.GDP[0].HasExpenditure {
		list = append(list, finding("gdp-way-missing", iot.Note, class.Label{
			En: "no expenditure way: the table does not say what is imported", Zh: "无支出法：表中未给出进口"}))
	}
	return list
}

// economy names a region for people.
func (r *Report) economy(code string) class.Label {
	if l, ok := r.System.EconomyLabel(code); ok {
		return l
	}
	if code == "" {
		return class.Label{En: "the economy", Zh: "本经济体"}
	}
	return class.Label{En: code, Zh: code}
}

// answerGDP lists the economies, and the world where there are several.
func (r *Report) answerGDP(a *result.Answer) {
	for _, g := range r.GDP {
		key := g.Economy
		if key == "" {
			key = r.System.Economy
		}
		if key == "" {
			key = "total"
		}
		a.Add("gdp", key, r.economy(key), r.gdpCells(key, g)...)
	}
	if len(r.GDP) > 1 {
		a.Add("gdp", "world", class.Label{En: "world", Zh: "世界"}, r.gdpCells("world", r.world())...)
	}
}

// world adds up the economies.
func (r *Report) world() GDP {
	w := GDP{HasExpenditure: r.GDP[0].HasExpenditure, HasIncome: r.GDP[0].HasIncome, members: r.System.Industries.Positions()}
	for _, g := range r.GDP {
		w.Output, w.Inputs, w.Bought = w.Output+g.Output, w.Inputs+g.Inputs, w.Bought+g.Bought
		w.Final, w.Sold, w.Taken = w.Final+g.Final, w.Sold+g.Sold, w.Taken+g.Taken
	}
	w.addUp(r.System)
	return w
}

func (r *Report) gdpCells(key string, g GDP) []result.Traced {
	label := class.Label{En: "world", Zh: "世界"}
	if key != "world" {
		label = r.economy(key)
	}
	cells := []result.Traced{code(key), name(label), r.way("x1 - 1'Z1 - bought abroad", g.Production, []result.Term{
		{Label: class.Label{En: "output", Zh: "总产出"}, Value: g.Output},
		{Label: class.Label{En: "less inputs that the table counts as flows", Zh: "减表内中间投入"}, Value: -g.Inputs},
		{Label: class.Label{En: "less inputs bought abroad, apart", Zh: "减单列的进口投入"}, Value: -g.Bought}})}
	none := result.Plain(result.None(result.NotAvailable))
	expenditure, income, difference := none, none, none
	if g.HasExpenditure {
		expenditure = r.way("Y1 + exports - imports", g.Expenditure, []result.Term{
			{Label: class.Label{En: "final demand for home products, exports to final users included", Zh: "对本国产品的最终使用（含对外最终使用出口）"}, Value: g.Final},
			{Label: class.Label{En: "net sales to industries abroad", Zh: "对国外中间使用的净出口"}, Value: g.Sold},
			{Label: class.Label{En: "less inputs bought abroad, apart", Zh: "减单列的进口投入"}, Value: -g.Bought},
			{Label: class.Label{En: "less the import column", Zh: "减进口列"}, Value: -g.Taken}})
		difference = r.way("production - expenditure", g.Production-g.Expenditure, []result.Term{
			{Label: class.Label{En: "production", Zh: "生产法"}, Value: g.Production}, {Label: class.Label{En: "less expenditure", Zh: "减支出法"}, Value: -g.Expenditure}})
	}
	if g.HasIncome {
		terms := picked(len(g.Primary), func(p int) float64 { return g.Primary[p] }, func(p int) result.Term {
			return result.Term{Label: r.System.Primary.Rows.Label(p), Key: r.System.Primary.Rows.Key(p).String()}
		})
		income = r.way("1'V1", g.Income, terms)
	}
	return append(cells, expenditure, income, difference)
}

// way is a number with the terms that add up to it.
func (r *Report) way(formula string, value float64, terms []result.Term) result.Traced {
	return result.Traced{Value: result.Num(value), Explain: func(w *result.Why) {
		w.Value, w.Formula, w.Terms = value, formula+" = "+digits(value), terms
	}}
}

package structure

import (
	"context"
	"fmt"
	"sort"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
)

func structureEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "structure", Verb: result.See,
		Label:    label("Structure of the economy", "产业结构"),
		Question: label("What is this economy made of, by sector and by group of industries?", "这个经济体由什么构成（按部门与产业组）？"),
		Needs:    []result.Need{result.NeedSystem},
		Params:   []result.Param{result.EconomyParam()},
		Tables: []result.TableSpec{
			{ID: "totals", Label: label("Totals", "总量"), Columns: []result.Column{
				code("account", label("account", "科目")), result.NameColumn(),
				result.MoneyColumn("value", label("value", "数值"), label("sum over all industries", "全部产业合计")),
				result.NumberColumn("of_gdp", iot.ShareUnit, label("relative to value added", "相对于增加值"), label("value over value added of the economy", "数值 / 全部增加值")),
			}},
			{ID: "groups", Label: label("Groups of industries, with their base", "产业组及其基数"), Columns: append([]result.Column{
				code("group", label("group", "组")), code("base", label("base", "基数")), result.NameColumn()}, accountColumns()...)},
			{ID: "sectors", Label: label("Sectors", "部门"), Columns: append([]result.Column{
				code("sector", label("sector", "部门")), result.NameColumn()}, accountColumns()...)},
		},
		Figures: []result.Figure{
			{ID: "sectors", Kind: result.Bar, Title: label("Value added by sector", "各部门增加值"), Table: "sectors", Label: "name", Values: []string{"value_added"}, Top: 15},
			{ID: "groups", Kind: result.Bar, Title: label("Shares of groups in value added", "各组占增加值份额"), Table: "groups", Label: "name", Values: []string{"value_added_share"}},
		},
		Formula: "share = Σ w_i value_i / Σ b_i value_i, w the weights of the group, b those of the base (1 for the whole economy); GDP production side Σ v; expenditure side Σ f + Σ E + re-exports - Σ M",
		Limits: []class.Label{
			label("Shares are of the input-output table. Statistics of enterprises above a size, and of establishments, have another base.", "份额基于投入产出表；“规模以上”工业等统计口径的基数不同。"),
			label("Groups are a tag file that can be edited; a sector that is partly in a group counts with its weight.", "产业组由可编辑的标签文件定义；部分归入的部门按权重计。"),
			label("Value added is the sum of the value-added rows; where a table publishes one rest, it includes taxes, margins and rounding.", "增加值为增加值各行之和；若表中只给出一项余额，则其中含税、差价与舍入误差。"),
		},
		Citation: []string{
			"United Nations et al. (2009), System of National Accounts 2008, ch. 2, 14, 28",
			"Miller & Blair (2009), Input-Output Analysis, 2nd ed., §2.2",
		},
		Example: "dougong see structure --economy CHN",
	}, structureOf)
}

// accountColumns are level and share of each account.
func accountColumns() []result.Column {
	var levels, shares []result.Column
	for _, h := range accountHeads {
		levels = append(levels, result.MoneyColumn(h.id, h.label, h.definition))
		shares = append(shares, result.NumberColumn(h.id+"_share", iot.ShareUnit, label("share of "+h.label.En, h.label.Zh+"份额"),
			label(h.definition.En+", over that of the base", h.definition.Zh+"，除以基数")))
	}
	return append(levels, shares...)
}

// open returns one economy of the system with its accounts.
func open(ctx context.Context, in *result.Input) (*economy, error) {
	sys, err := leontief.National(in, in.Params.String("economy"))
	if err != nil {
		return nil, err
	}
	m, err := leontief.Of(ctx, in.Memo, sys, leontief.Domestic)
	if err != nil {
		return nil, err
	}
	e := &economy{sys: sys, m: m, n: sys.N()}
	e.fill()
	return e, nil
}

func structureOf(ctx context.Context, in *result.Input, a *result.Answer) error {
	e, err := open(ctx, in)
	if err != nil {
		return err
	}
	a.Assume(e.sys.Assumption)
	e.addTotals(a)
	e.addGroups(a, in.Tags)
	e.addSectors(a)
	e.headline(a, in)
	return nil
}

// cells are accountColumns for some industries against a base.
func (e *economy) cells(w, base []float64) []result.Traced {
	var levels, shares []result.Traced
	for _, account := range e.accounts {
		levels = append(levels, e.level(account, w))
		shares = append(shares, e.share(account, w, base))
	}
	return append(levels, shares...)
}

// addSectors lists all sectors by value added.
func (e *economy) addSectors(a *result.Answer) {
	order := e.sys.Industries.Positions()
	by := e.accounts[valueAdded].values
	if by == nil {
		by = e.accounts[output].values
	}
	sort.SliceStable(order, func(p, q int) bool { return by[order[p]] > by[order[q]] })
	for _, j := range order {
		key, name := e.sys.Industries.Key(j), leontief.IndustryLabel(e.sys, j)
		a.Add("sectors", key.String(), name, append([]result.Traced{result.Plain(result.Str(key.Item)), result.Plain(result.Lab(name))},
			e.cells(linalg.Unit(e.n, j), linalg.Ones(e.n))...)...)
	}
}

// weights are the parts of each industry in a group.
func (e *economy) weights(tags *class.Tags, group string) []float64 {
	w := make([]float64, e.n)
	for j, k := range e.sys.Industries.Keys() {
		w[j] = tags.Weight(group, k.Item)
	}
	return w
}

// whole is the base of all industries.
const whole = "all"

// addGroups lists each group against the whole economy and against each group
// that it lies in, industry by industry.
func (e *economy) addGroups(a *result.Answer, tags *class.Tags) {
	groups := tags.Groups()
	for _, g := range groups {
		w := e.weights(tags, g)
		if linalg.Dot(w, w) == 0 {
			continue // no industry of this table
		}
		e.addGroup(a, g, whole, tags.Label(g), label("all industries", "全部产业"), w, linalg.Ones(e.n))
		for _, b := range groups {
			if base := e.weights(tags, b); b != g && inside(w, base) {
				e.addGroup(a, g, b, tags.Label(g), tags.Label(b), w, base)
			}
		}
	}
}

// inside reports whether every industry is at most as much in w as in base, and
// the two differ.
func inside(w, base []float64) bool {
	smaller := false
	for i := range w {
		if w[i] > base[i] {
			return false
		}
		smaller = smaller || w[i] < base[i]
	}
	return smaller
}

func (e *economy) addGroup(a *result.Answer, group, base string, g, b class.Label, w, of []float64) {
	name := label(g.En+", of "+b.En, g.In(class.Zh)+"（占"+b.In(class.Zh)+"）")
	a.Add("groups", group+"/"+base, name, append([]result.Traced{
		result.Plain(result.Str(group)), result.Plain(result.Str(base)), result.Plain(result.Lab(name))}, e.cells(w, of)...)...)
}

// addTotals lists the accounts of the whole economy and GDP from both sides.
func (e *economy) addTotals(a *result.Answer) {
	all := linalg.Ones(e.n)
	for _, account := range e.accounts {
		e.addTotal(a, account.id, account.label, account.values != nil, func() leontief.Derivation { return account.derive(all) })
	}
	known := e.accounts[imports].values != nil && e.accounts[exports].values != nil
	e.addTotal(a, "gdp-expenditure", label("GDP from expenditure: final use + exports + re-exports - imports", "支出法 GDP：最终使用 + 出口 + 再出口 - 进口"), known, e.expenditure)
	e.addTotal(a, "gdp-gap", label("value added less GDP from expenditure: product taxes, margins, residuals", "增加值减支出法 GDP：产品税、差价与残差"), known && e.accounts[valueAdded].values != nil, e.gap)
}

func (e *economy) addTotal(a *result.Answer, key string, name class.Label, known bool, derive func() leontief.Derivation) {
	cells := []result.Traced{result.Plain(result.Str(key)), result.Plain(result.Lab(name))}
	if !known {
		absent := result.Plain(result.None(result.NotAvailable))
		a.Add("totals", key, name, append(cells, absent, absent)...)
		return
	}
	value := derive().Value
	ofGDP := result.None(result.NotAvailable)
	if v := e.accounts[valueAdded].values; v != nil {
		ofGDP = result.Quotient(value, linalg.Dot(v, linalg.Ones(e.n)))
	}
	a.Add("totals", key, name, append(cells,
		leontief.Traced(result.Num(value), derive),
		leontief.Traced(ofGDP, func() leontief.Derivation {
			return leontief.Ratio("value / Σ v",
				leontief.Operand{Symbol: "value", Label: name, Unit: e.sys.Unit, Derivation: derive()}, e.total(valueAdded))
		}))...)
}

func (e *economy) total(account int) leontief.Operand {
	a := e.accounts[account]
	return leontief.Operand{Symbol: "Σ " + a.symbol, Label: a.label, Unit: e.sys.Unit, Derivation: a.derive(linalg.Ones(e.n))}
}

// expenditure derives Σ f + Σ E + Σ R - Σ M.
func (e *economy) expenditure() leontief.Derivation {
	var sold []int
	for k, kind := range e.sys.FinalKinds {
		if kind == iot.Exports {
			sold = append(sold, k)
		}
	}
	resold := e.m.Derive("Σ R", leontief.Accounts(e.sys.ImportFinalDemand, linalg.Ones(e.n), sold...))
	return leontief.Sum("Σ f + Σ E + Σ R - Σ M", []float64{1, 1, 1, -1}, e.total(finalUse), e.total(exports),
		leontief.Operand{Symbol: "Σ R", Label: label("re-exports", "再出口"), Unit: e.sys.Unit, Derivation: resold}, e.total(imports))
}

func (e *economy) gap() leontief.Derivation {
	return leontief.Sum("Σ v - expenditure", []float64{1, -1}, e.total(valueAdded),
		leontief.Operand{Symbol: "expenditure", Label: label("GDP from expenditure", "支出法 GDP"), Unit: e.sys.Unit, Derivation: e.expenditure()})
}

func (e *economy) headline(a *result.Answer, in *result.Input) {
	v := e.accounts[valueAdded].values
	if v == nil {
		return
	}
	where, gdp := e.where(in), linalg.Dot(v, linalg.Ones(e.n))
	read := e.sys.Unit.Readable
	a.Say(
		fmt.Sprintf("%s, %d: value added %s, output %s.", where.En, e.sys.Year, read(gdp, class.En), read(linalg.Dot(e.accounts[output].values, linalg.Ones(e.n)), class.En)),
		fmt.Sprintf("%s，%d 年：增加值 %s，总产出 %s。", where.In(class.Zh), e.sys.Year, read(gdp, class.Zh), read(linalg.Dot(e.accounts[output].values, linalg.Ones(e.n)), class.Zh)))
	var en, zh string
	for _, g := range in.Tags.Groups() {
		w := e.weights(in.Tags, g)
		if linalg.Dot(w, w) == 0 || gdp == 0 {
			continue
		}
		if en != "" {
			en, zh = en+", ", zh+"、"
		}
		part := linalg.Dot(v, w) / gdp
		en += fmt.Sprintf("%s %s", in.Tags.Label(g).En, iot.ShareUnit.Readable(part, class.En))
		zh += fmt.Sprintf("%s %s", in.Tags.Label(g).In(class.Zh), iot.ShareUnit.Readable(part, class.Zh))
	}
	if en != "" {
		a.Say("Of value added: "+en+". Groups overlap.", "占增加值："+zh+"。各组有重叠。")
	}
}

// where labels the economy.
func (e *economy) where(in *result.Input) class.Label {
	for _, code := range []string{in.Params.String("economy"), e.sys.Economy} {
		if l, ok := in.System.EconomyLabel(code); ok {
			return l
		}
		if code != "" {
			return label(code, code)
		}
	}
	return label("The economy", "该经济体")
}

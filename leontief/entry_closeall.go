package leontief

import (
	"context"
	"fmt"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/result"
)

func closeAllEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "close-all", Verb: result.Stress,
		Label:    label("Close each industry in turn", "逐一关闭各产业"),
		Question: label("Which industry's closure would cost most?", "关闭哪个产业代价最大？"),
		Needs:    []result.Need{result.NeedSystem},
		Params: []result.Param{
			{ID: "economy", Kind: result.Economy, Label: label("economy", "经济体"), Help: label("whose industries close; empty: all", "关闭哪个经济体的产业；留空为全部")},
			scopeParam(global), result.TopParam(20),
		},
		Cost: func(n int) result.Cost {
			return result.Cost{Seconds: 2 * float64(n) * float64(n) * float64(n) / 1e10, Bytes: 16 * float64(n) * float64(n)}
		},
		Tables: []result.TableSpec{{ID: "closures", Label: label("One closure a row", "每行一次关闭"), Columns: []result.Column{codeColumn(), result.NameColumn(),
			result.MoneyColumn("output", label("own output", "自身产出"), label("x_j: output of the industry, lost with it", "x_j：该产业产出，随之全部失去")),
			result.MoneyColumn("loss", label("loss of output", "产出损失"), label("(i'L)_j x_j / l_jj: in all industries, its own included", "(i'L)_j x_j / l_jj：全部产业合计，含自身")),
			result.ShareColumn("share", label("share of output", "占总产出份额"), label("loss over output of all industries of the table", "损失 / 表内全部产业产出")),
			result.MoneyColumn("others", label("of others", "其他产业损失"), label("loss less the industry's own output", "产出损失减去自身产出")),
			result.MoneyColumn("abroad", label("of others abroad", "境外损失"), label("the part that arises in other economies", "其中发生在其他经济体的部分")),
			result.MoneyColumn("value_added", label("loss of value added", "增加值损失"), label("(v'L)_j x_j / l_jj in all industries", "(v'L)_j x_j / l_jj：全部产业合计")),
			result.ShareColumn("value_added_share", label("share of value added", "占增加值份额"), label("loss of value added over all value added", "增加值损失 / 全部增加值")),
		}}},
		Figures:  []result.Figure{{ID: "closures", Kind: result.Bar, Title: label("What each closure costs", "各产业关闭的代价"), Table: "closures", Label: "name", Values: []string{"loss"}, Top: 20}},
		Formula:  "loss_j = (i'L)_j x_j / l_jj, value added (v'L)_j x_j / l_jj: complete extraction of one industry, all in one pass",
		Limits:   []class.Label{suppliersQuestion, averageRecipe, outputHeld, label("Closures overlap: their losses do not add up over industries.", "各次关闭的影响相互重叠，损失不能跨产业相加。")},
		Citation: []string{"Dietzenbacher & Lahr (2013), Economic Systems Research 25", "Sherman & Morrison (1950), Annals of Mathematical Statistics 21"},
		Example:  "dougong stress close-all --economy CHN",
	}, closeAll)
}

// closures derives the table of single closures.
type closures struct {
	*view
	value               *Account
	loss, abroad, gdp   []float64 // by position in rows
	total, totalValue   float64
	isAway, valueWeight []float64
}

func closeAll(ctx context.Context, in *result.Input, a *result.Answer) error {
	v, err := viewOf(ctx, in, a.Entry, Domestic)
	if err != nil {
		return err
	}
	c := &closures{view: v, value: v.m.PrimaryAccount(iot.PrimaryKind.IsValueAdded)}
	each := v.m.ExtractEach
	if len(v.rows) == v.m.n {
		all, err := v.m.ExtractAll(ctx)
		if err != nil {
			return err
		}
		each = func([]int) *Extractions { return all }
	}
	c.fill(each(v.rows))
	order := Largest(c.loss, len(v.rows))
	for k := range v.rows {
		if c.loss[k] == 0 {
			order = append(order, k)
		}
	}
	order, rest := cutOff(order, in.Params.Int("top"))
	for _, k := range order {
		c.add(a, k)
	}
	if len(rest) > 0 {
		// Closures overlap, so the rest has no sum; its row only says how many.
		name, none := restLabel(len(rest)), result.Plain(result.None(result.NotApplicable))
		a.Add("closures", "rest", name, result.Plain(result.Str("")), result.Plain(result.Lab(name)), none, none, none, none, none, none, none)
		a.Rest("closures")
	}
	c.say(a, order)
	return nil
}

func (c *closures) fill(e *Extractions) {
	m := c.m
	c.isAway = make([]float64, m.n)
	for i := range c.isAway {
		if c.economy != "" && c.world && c.sys.Industries.Key(i).Region != c.economy {
			c.isAway[i] = 1
		}
	}
	c.loss, c.abroad, c.total = e.Losses(linalg.Ones(m.n)), e.Losses(c.isAway), sumOf(m.x)
	if c.value != nil {
		c.valueWeight, c.totalValue = m.per(c.value), sumOf(c.value.Levels())
		c.gdp = e.Losses(c.valueWeight)
	}
}

// derive is (c'L)_j x_j / l_jj, with its rounds and slopes by the quotient rule.
func (c *closures) derive(letters string, j int, form *Form) Derivation {
	x := c.m.x[j]
	d := Ratio(letters+" · x_j / l_jj", operand(letters, label("per unit of demand", "每单位需求"), iot.RatioUnit, c.m.Derive(letters, form)),
		operand("l_jj", label("own requirement", "自身完全需要系数"), iot.RatioUnit, c.m.Derive("l_jj", c.m.Form(linalg.Unit(c.m.n, j), linalg.Unit(c.m.n, j)))))
	parts, own := d.Parts, d.Parts[1].Value
	d = d.Times("", x)
	d.Parts = append(parts, result.Part{Symbol: "x_j", Label: label("output", "产出"), Value: x, Unit: c.sys.Unit, Cells: result.CellsOf(c.sys.OutputOrigin, j, 0)})
	d.Formula = letters + " · x_j / l_jj = " + digits(form.Value) + " · " + digits(x) + " / " + digits(own) + " = " + digits(d.Value)
	return d
}

func (c *closures) add(a *result.Answer, k int) {
	j, m := c.rows[k], c.m
	e := linalg.Unit(m.n, j)
	loss := func() Derivation { return c.derive("i'L e_j", j, m.Form(linalg.Ones(m.n), e)) }
	others := func() Derivation {
		all := linalg.Ones(m.n)
		all[j] = 0
		return c.derive("(i - e_j)'L e_j", j, m.Form(all, e))
	}
	value := func() Derivation { return c.derive("v'L e_j", j, m.formOf(c.value, e)) }
	own := func() Derivation { return m.Derive("x_j", Accounts(OutputTable(c.sys), e, 0)) }
	all := func() Derivation { return m.Derive("Σ x", Accounts(OutputTable(c.sys), linalg.Ones(m.n), 0)) }
	share := func(of, whole func() Derivation) func() Derivation {
		return func() Derivation {
			return Ratio("loss / all", operand("loss", label("loss", "损失"), c.sys.Unit, of()), operand("all", label("all industries", "全部产业"), c.sys.Unit, whole()))
		}
	}
	abroad := result.Plain(result.None(result.NotApplicable))
	if c.world && c.economy != "" {
		abroad = Traced(result.Num(c.abroad[k]), func() Derivation { return c.derive("h'L e_j", j, m.Form(c.isAway, e)) })
	}
	gdp, gdpShare := result.Plain(result.None(result.NotAvailable)), result.Plain(result.None(result.NotAvailable))
	if c.value != nil {
		gdp = Traced(result.Num(c.gdp[k]), value)
		gdpShare = Traced(result.Quotient(c.gdp[k], c.totalValue), share(value, func() Derivation {
			return m.Derive("Σ v", Levels(c.value.Table, c.value.Rows, linalg.Ones(m.n)))
		}))
	}
	a.Add("closures", c.key(j), c.name(j), append(c.head(j),
		Traced(result.Num(m.x[j]), own), Traced(result.Num(c.loss[k]), loss), Traced(result.Quotient(c.loss[k], c.total), share(loss, all)),
		Traced(result.Num(c.loss[k]-m.x[j]), others), abroad, gdp, gdpShare)...)
}

func (c *closures) say(a *result.Answer, order []int) {
	if len(order) > 0 && c.loss[order[0]] != 0 {
		k := order[0]
		l, u := c.name(c.rows[k]), c.sys.Unit
		a.Say(fmt.Sprintf("Most would be lost with %s: %s of output, %.2f %% of all, for %s of its own.", l.In(class.En), u.Readable(c.loss[k], class.En), 100*c.loss[k]/c.total, u.Readable(c.m.x[c.rows[k]], class.En)),
			fmt.Sprintf("关闭%s代价最大：产出减少 %s，占全部 %.2f %%，其中自身 %s。", l.In(class.Zh), u.Readable(c.loss[k], class.Zh), 100*c.loss[k]/c.total, u.Readable(c.m.x[c.rows[k]], class.Zh)))
	}
	c.sayRestValue(a)
	c.sayZero(a)
}

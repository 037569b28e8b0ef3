package leontief

import (
	"context"
	"errors"
	"fmt"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/result"
)

func multipliersEntry() *result.Entry {
	spec := func(id string, title class.Label) result.TableSpec {
		return result.TableSpec{ID: id, Label: title, Columns: []result.Column{codeColumn(), result.NameColumn(),
			result.RatioColumn("direct", label("direct", "直接系数"), label("c_j: per unit of output of the industry", "c_j：该产业单位产出所含")),
			result.RatioColumn("total", label("simple", "简单乘数"), label("(c'L)_j: in all industries, per unit of final demand for the industry", "(c'L)_j：对该产业的单位最终需求在全部产业中引起的总量")),
			result.RatioColumn("ratio", label("type I", "I 型乘数"), label("(c'L)_j / c_j: simple over direct", "(c'L)_j / c_j：简单乘数 / 直接系数")),
			result.RatioColumn("type2", label("simple, households inside", "居民内生的乘数"), label("(c'L̄)_j: with what households spend of the income they earn, industries only", "(c'L̄)_j：计入居民收入再消费的影响，仅计各产业（截断）")),
			result.RatioColumn("type2_ratio", label("type II", "II 型乘数"), label("(c'L̄)_j / c_j", "(c'L̄)_j / c_j")),
		}}
	}
	return result.Trace(&result.Entry{
		ID: "multipliers", Verb: result.See,
		Label:    label("Multipliers", "乘数"),
		Question: label("What does one more unit of demand for each industry set in motion?", "对各产业的需求每增加一个单位会带动多少？"),
		Needs:    []result.Need{result.NeedSystem},
		Params:   []result.Param{result.EconomyParam(), scopeParam(national), technologyParam()},
		Tables: []result.TableSpec{
			{ID: "output", Label: label("Output", "总产出"), Columns: []result.Column{codeColumn(), result.NameColumn(),
				result.RatioColumn("total", label("type I", "I 型乘数"), label("(i'L)_j: output of all industries per unit of final demand for the industry", "(i'L)_j：对该产业的单位最终需求所需的全部产业产出")),
				result.RatioColumn("type2", label("type II, truncated", "II 型乘数（截断）"), label("(i'L̄)_j: with what households spend of the income they earn, industries only", "(i'L̄)_j：计入居民收入再消费的影响，仅计各产业")),
				result.RatioColumn("type2_total", label("type II, total", "II 型乘数（含居民）"), label("the truncated one and the income of households", "截断乘数与居民收入之和")),
			}},
			spec("value-added", label("Value added", "增加值")),
			spec("income", label("Income of labour", "劳动者报酬")),
			spec("employment", label("Employment", "就业")),
		},
		Figures: []result.Figure{{ID: "output", Kind: result.Bar, Title: label("Output multipliers", "产出乘数"), Table: "output", Label: "name", Values: []string{"total"}, Top: 20}},
		Formula: "L = (I - A)⁻¹, A = Z x̂⁻¹; simple c'L; type I (c'L)_j / c_j; type II from Ā = [A h; w' 0], h home consumption of households per unit of all their consumption, w compensation per unit of output",
		Limits: []class.Label{averageRecipe,
			label("Type II spends all labour income as households spend on average; saving and taxes on income are left out, so it is an upper bound.", "II 型乘数假定劳动收入按居民平均消费结构全部支出，不计储蓄和所得税，因此是上界。"),
			label("A multiplier adds up over industries; it is not growth: capacity, prices and the source of the demand are left out.", "乘数是各产业影响之和，不等于增长：产能、价格与需求来源均未考虑。")},
		Citation: []string{"Miller & Blair (2009), Input-Output Analysis, 2nd ed., ch. 6, eq. 6.1 to 6.17", "Miyazawa (1976), Input-Output Analysis and the Structure of Income Distribution"},
		Example:  "dougong see multipliers --economy CHN",
	}, multipliers)
}

// multiplierView holds what the rows of the multiplier tables need.
type multiplierView struct {
	*view
	wages  *Account
	basket *Basket
	house  *Households
	absent result.Absence // why there is no type II
}

func multipliers(ctx context.Context, in *result.Input, a *result.Answer) error {
	v, err := viewOf(ctx, in, a.Entry, Technology(in.Params.String("technology")))
	if err != nil {
		return err
	}
	mv := &multiplierView{view: v, wages: v.m.PrimaryAccount(isCompensation), basket: v.m.Consumption(v.economy)}
	if err := mv.close(a); err != nil {
		return err
	}
	total := v.m.OutputMultipliers()
	mv.addOutput(a, total)
	for _, t := range []struct {
		id      string
		account *Account
	}{
		{"value-added", v.m.PrimaryAccount(iot.PrimaryKind.IsValueAdded)},
		{"income", mv.wages},
		{"employment", v.m.EmploymentAccount()},
	} {
		mv.add(a, t.id, t.account)
	}
	mv.say(a, total)
	return nil
}

// close closes the model over the economy's households where the table allows.
func (mv *multiplierView) close(a *result.Answer) error {
	if mv.wages == nil || mv.basket == nil {
		mv.absent = result.NotAvailable
		return nil
	}
	wage := mv.m.per(mv.wages)
	for i, k := range mv.sys.Industries.Keys() {
		if mv.economy != "" && k.Region != "" && k.Region != mv.economy {
			wage[i] = 0
		}
	}
	h, err := mv.m.Households(wage, mv.basket.Spend)
	var explosive *ExplosiveError
	if errors.As(err, &explosive) {
		mv.absent = result.NotApplicable
		a.Say(fmt.Sprintf("Type II multipliers have no finite value here: a unit of income spent earns %.3g of new income.", explosive.Loop),
			fmt.Sprintf("此处 II 型乘数没有有限值：每支出一单位收入会带来 %.3g 单位新收入。", explosive.Loop))
		return nil
	}
	mv.house = h
	return err
}

// second makes a type II cell.
func (mv *multiplierView) second(j int, value func() float64, derive func() Derivation) result.Traced {
	if mv.house == nil {
		return result.Plain(result.None(mv.absent))
	}
	return mv.cell(j, value(), derive)
}

func (mv *multiplierView) addOutput(a *result.Answer, total []float64) {
	m := mv.m
	var type2, earned []float64
	if mv.house != nil {
		type2, earned = mv.house.TypeII(total), mv.house.Earned()
	}
	for _, j := range mv.rows {
		a.Add("output", mv.key(j), mv.name(j), append(mv.head(j),
			mv.cell(j, total[j], func() Derivation { return m.Derive("i'L e_j", m.Form(linalg.Ones(m.n), linalg.Unit(m.n, j))) }),
			mv.second(j, func() float64 { return type2[j] }, func() Derivation {
				return m.typeII("i'L̄ e_j", nil, mv.wages, mv.house, mv.basket, j, 0)
			}),
			mv.second(j, func() float64 { return type2[j] + earned[j] }, func() Derivation {
				return m.typeII("i'L̄ e_j + w'L̄ e_j", nil, mv.wages, mv.house, mv.basket, j, 1)
			}))...)
	}
}

func (mv *multiplierView) add(a *result.Answer, id string, account *Account) {
	if account == nil {
		for _, j := range mv.rows {
			none := result.Plain(result.None(result.NotAvailable))
			a.Add(id, mv.key(j), mv.name(j), append(mv.head(j), none, none, none, none, none)...)
		}
		return
	}
	m, t := mv.m, table(a, id)
	unit1 := account.Unit.Per(mv.sys.Unit)
	for c := range t.Columns {
		switch t.Columns[c].ID {
		case "direct", "total", "type2":
			t.Columns[c].Unit = unit1
		}
	}
	mu := m.Multipliers(m.per(account), mv.house)
	for _, j := range mv.rows {
		direct := func() Derivation {
			return m.Derive("c_j", Direct(mu.Direct, linalg.Unit(m.n, j)).From(account.Table, account.Rows...))
		}
		simple := func() Derivation { return m.Derive("c'L e_j", m.formOf(account, linalg.Unit(m.n, j))) }
		second := func() Derivation { return m.typeII("c'L̄ e_j", account, mv.wages, mv.house, mv.basket, j, 0) }
		over := func(letters string, of func() Derivation) func() Derivation {
			return func() Derivation {
				return Ratio(letters+" / c_j", operand(letters, label("in all industries", "全部产业合计"), unit1, of()), operand("c_j", label("direct", "直接系数"), unit1, direct()))
			}
		}
		type2 := func() float64 { return mu.TypeII[j] }
		ratio, ratio2 := result.Plain(result.None(result.NotApplicable)), result.Plain(result.None(result.NotApplicable))
		if mu.Direct[j] != 0 {
			ratio = mv.cell(j, mu.Simple[j]/mu.Direct[j], over("c'L e_j", simple))
			ratio2 = mv.second(j, func() float64 { return mu.TypeII[j] / mu.Direct[j] }, over("c'L̄ e_j", second))
		}
		a.Add(id, mv.key(j), mv.name(j), append(mv.head(j), mv.cell(j, mu.Direct[j], direct),
			mv.cell(j, mu.Simple[j], simple), ratio, mv.second(j, type2, second), ratio2)...)
	}
}

func (mv *multiplierView) say(a *result.Answer, total []float64) {
	values := make([]float64, len(total))
	for _, j := range mv.rows {
		if mv.m.x[j] != 0 {
			values[j] = total[j]
		}
	}
	if top := Largest(values, 3); len(top) > 0 {
		names := mv.names(top)
		a.Say(fmt.Sprintf("One unit of final demand sets most output in motion in %s: %s units in all for the first.", names.En, short(total[top[0]])),
			fmt.Sprintf("单位最终需求带动总产出最多的是%s：第一位共带动 %s 单位。", names.Zh, short(total[top[0]])))
	}
	if mv.wages == nil {
		a.Say("The table publishes no compensation of employees: income and type II multipliers are not available.",
			"该表未公布劳动者报酬：收入乘数与 II 型乘数不可得。")
	} else if mv.basket == nil {
		a.Say("The table has no column of households alone: type II multipliers are not available.",
			"该表没有单列的居民消费：II 型乘数不可得。")
	}
	if mv.m.EmploymentAccount() == nil {
		a.Say("The table has no employment account: employment multipliers are not available.", "该表没有就业账户：就业乘数不可得。")
	}
	mv.sayRestValue(a)
	mv.sayZero(a)
}

// short writes a number for a sentence, four significant digits.
func short(v float64) string { return fmt.Sprintf("%.4g", v) }

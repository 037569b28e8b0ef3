package dependence

import (
	"context"
	"fmt"
	"math"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/leontief"
	"dougong/result"
)

func usersEntry() *result.Entry {
	sales := []result.Column{
		result.MoneyColumn("sales", label("sales", "销售额"), label("z_ij or y_ik: sales of the home sector to the user", "z_ij 或 y_ik：该国内部门对用户的销售额")),
		result.ShareColumn("of_sales", label("share of sales", "占销售的份额"), label("sales over output of the sector", "销售额 / 该部门总产出")),
	}
	return result.Trace(&result.Entry{
		ID: "users-of", Verb: result.Find,
		Label:    label("Users of a sector's product", "部门产品的用户"),
		Question: label("Who needs what a sector makes, and who buys it?", "谁需要某部门的产品，谁在购买？"),
		Needs:    []result.Need{result.NeedSystem},
		Params: []result.Param{
			result.EconomyParam(),
			sectorParam(true, label("sector whose users are listed", "要列出用户的部门")),
			result.TopParam(20),
		},
		Tables: []result.TableSpec{
			{ID: "users", Label: label("Industries", "产业用户"), Columns: append([]result.Column{
				code("sector", "部门"), result.NameColumn(),
				result.RatioColumn("direct", label("direct", "直接消耗系数"), label("a_ij: the product bought per unit of output of the user", "a_ij：用户单位产出直接消耗该产品")),
				result.RatioColumn("total", label("total", "完全消耗系数"), label("l_ij - δ_ij: the product needed by the user and all its suppliers per unit of the user's final output", "l_ij - δ_ij：用户每单位最终产品对该产品的完全消耗")),
			}, sales...)},
			{ID: "final-uses", Label: label("Final uses", "最终使用"), Columns: append([]result.Column{code("column", "列"), result.NameColumn()}, sales...)},
		},
		Figures:  []result.Figure{{ID: "users", Kind: result.Bar, Title: label("Who needs the product, direct and total", "谁需要该产品：直接与完全"), Table: "users", Label: "name", Values: []string{"direct", "total"}, Top: 15}},
		Formula:  "a_ij = z_ij/x_j, l_ij - δ_ij with L = (I - A)⁻¹ domestic; share of sales z_ij/x_i, y_ik/x_i",
		Limits:   []class.Label{oneRecipe, rounded, label("Home product only: users who can import the product need it too, but not from here.", "只计国产品：能进口该产品的用户同样需要它，但不来自本部门。")},
		Citation: []string{"Miller & Blair (2009), Input-Output Analysis, 2nd ed., §2.2, §12.1"},
		Example:  "dougong find users-of --economy CHN --sector c12",
	}, usersOf)
}

func usersOf(ctx context.Context, in *result.Input, a *result.Answer) error {
	h, err := domesticOf(ctx, in)
	if err != nil {
		return err
	}
	a.Assume(h.sys.Assumption)
	i, err := h.find(in.Params.String("sector"))
	if err != nil {
		return err
	}
	if h.x[i] == 0 {
		return &NoOutputError{System: h.sys.Name, Sector: h.key(i)}
	}
	u := users{h: h, i: i, sales: h.sys.Flows.Row(i, make([]float64, h.n)), total: h.m.Row(i)}
	u.total[i]--
	u.direct = h.m.PerOutput(u.sales)
	u.addIndustries(a, in.Params.Int("top"))
	u.addFinal(a)
	u.headline(a)
	return nil
}

func (u users) headline(a *result.Answer) {
	name := u.h.name(u.i)
	order, _ := ranked(u.total, 3)
	if len(order) == 0 {
		a.Say(name.En+": no home industry needs it.", name.In(class.Zh)+"：国内没有产业需要它。")
		return
	}
	most := listing(order, u.h.name, func(j int, _ class.Lang) string { return digits(u.total[j]) })
	a.Say(
		fmt.Sprintf("%s: needed most, per unit of final output, by %s.", name.En, most.En),
		fmt.Sprintf("%s：按每单位最终产品的完全消耗，最需要它的是%s。", name.In(class.Zh), most.Zh))
}

// domesticOf is homeOf without the question what is imported: a table that has
// imports inside answers with them inside.
func domesticOf(ctx context.Context, in *result.Input) (*home, error) {
	sys, err := leontief.National(in, in.Params.String("economy"))
	if err != nil {
		return nil, err
	}
	m, err := leontief.Of(ctx, in.Memo, sys, leontief.Domestic)
	if err != nil {
		return nil, err
	}
	return &home{sys: sys, m: m, n: sys.N(), x: sys.Output, output: leontief.OutputTable(sys), economy: in.Params.String("economy")}, nil
}

// users are the buyers of home product i.
type users struct {
	h                    *home
	i                    int
	sales, direct, total []float64 // by using industry
}

func (u users) addIndustries(a *result.Answer, top int) {
	h := u.h
	listed, rest := ranked(u.total, top)
	for _, j := range listed {
		cells := []result.Traced{
			result.Plain(result.Str(h.sys.Industries.Key(j).Item)), result.Plain(result.Lab(h.name(j))),
			leontief.Traced(result.Num(u.direct[j]), func() leontief.Derivation { return h.face(h.rowsOf("a_i", h.sys.Flows, []int{u.i}), "e_j", h.unit(j)) }),
			leontief.Traced(result.Num(u.total[j]), func() leontief.Derivation { return h.m.Requirement("l_ij - δ_ij", h.unit(u.i), j) }),
		}
		a.Add("users", h.key(j), h.name(j), append(cells, u.salesCells(u.sales[j], u.toIndustries([]int{j}))...)...)
	}
	if len(rest) > 0 {
		cells := append([]result.Traced{result.Plain(result.Str("")), result.Plain(result.Lab(restLabel(len(rest))))}, absent(2)...)
		a.Add("users", restKey, restLabel(len(rest)), append(cells, u.salesCells(sumOver(u.sales, rest), u.toIndustries(rest))...)...)
		a.Rest("users")
	}
}

// toIndustries derives the sales to some industries.
func (u users) toIndustries(at []int) func() leontief.Derivation {
	return func() leontief.Derivation {
		return u.h.m.Derive("z_ij", leontief.Levels(u.h.sys.Flows, []int{u.i}, only(linalg.Ones(u.h.n), at)))
	}
}

// salesCells are sales and their share in output.
func (u users) salesCells(sales float64, derive func() leontief.Derivation) []result.Traced {
	return []result.Traced{
		leontief.Traced(result.Num(sales), derive),
		leontief.Traced(result.Quotient(sales, u.h.x[u.i]), func() leontief.Derivation {
			return leontief.Ratio("sales / x_i",
				leontief.Operand{Symbol: "sales", Label: label("sales to the user", "对该用户的销售"), Unit: u.h.sys.Unit, Derivation: derive()},
				leontief.Operand{Symbol: "x_i", Label: label("output of the sector", "该部门总产出"), Unit: u.h.sys.Unit, Derivation: u.outputOf()})
		}),
	}
}

func (u users) outputOf() leontief.Derivation {
	return u.h.m.Derive("x_i", leontief.Accounts(u.h.output, u.h.unit(u.i), 0))
}

// addFinal lists final uses, and the row residual where the table has one.
func (u users) addFinal(a *result.Answer) {
	final := u.h.sys.FinalDemand
	for k, y := range final.Row(u.i, make([]float64, final.Cols.Len())) {
		name := final.Cols.Label(k)
		if name.En == "" {
			name.En = final.Cols.Key(k).Item
		}
		derive := func() leontief.Derivation {
			return u.h.m.Derive("y_ik", leontief.Accounts(final, u.h.unit(u.i), k))
		}
		a.Add("final-uses", final.Cols.Key(k).Item, name, append([]result.Traced{result.Plain(result.Str(final.Cols.Key(k).Item)), result.Plain(result.Lab(name))}, u.salesCells(y, derive)...)...)
	}
	if residual := u.h.sys.RowResidual()[u.i]; math.Abs(residual) > 1e-12*math.Abs(u.h.x[u.i]) {
		name := label("row residual: output that no published use accounts for", "行残差：已公布用途未能说明的产出")
		a.Add("final-uses", "residual", name, append([]result.Traced{result.Plain(result.Str("")), result.Plain(result.Lab(name))}, u.salesCells(residual, u.residual)...)...)
	}
}

func (u users) residual() leontief.Derivation {
	h := u.h
	operand := func(symbol string, l class.Label, d leontief.Derivation) leontief.Operand {
		return leontief.Operand{Symbol: symbol, Label: l, Unit: h.sys.Unit, Derivation: d}
	}
	return leontief.Sum("x_i - Σ z_ij - Σ y_ik", []float64{1, -1, -1},
		operand("x_i", label("output", "总产出"), u.outputOf()),
		operand("Σ z_ij", label("sales to industries", "中间使用"), u.toIndustries(h.sys.Industries.Positions())()),
		operand("Σ y_ik", label("sales to final users", "最终使用"), h.m.Derive("Σ y_ik", leontief.Accounts(h.sys.FinalDemand, h.unit(u.i), h.sys.FinalDemand.Cols.Positions()...))))
}

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

func suppliersEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "suppliers-of", Verb: result.Find,
		Label:    label("Suppliers of a sector", "部门的供应商"),
		Question: label("Whom does a sector need, directly and through its suppliers, at home and abroad?", "某部门需要谁：直接的与经由上游的，国内的与进口的？"),
		Needs:    []result.Need{result.NeedImportSplit},
		Params: []result.Param{
			result.EconomyParam(),
			sectorParam(true, label("sector whose suppliers are listed", "要列出供应商的部门")),
			result.TopParam(20),
		},
		Tables: []result.TableSpec{
			{ID: "domestic", Label: label("Home suppliers", "国内供应部门"), Columns: []result.Column{
				code("sector", "部门"), result.NameColumn(),
				result.RatioColumn("direct", label("direct", "直接消耗系数"), label("a_ij: home product i bought per unit of output of j", "a_ij：j 的单位产出直接消耗的国产 i")),
				result.RatioColumn("total", label("total", "完全消耗系数"), label("l_ij - δ_ij: home product i needed by j and all its suppliers per unit of final output of j", "l_ij - δ_ij：j 每单位最终产品对国产 i 的完全消耗")),
				result.ShareColumn("of_total", label("share of total", "占合计的份额"), label("total over the sum of all home suppliers' totals", "完全消耗 / 全部国内供应部门合计")),
			}},
			{ID: "imported", Label: label("Imported products", "进口产品"), Columns: []result.Column{
				code("product", "产品"), result.NameColumn(),
				result.ShareColumn("direct", label("direct", "直接"), label("aᵐ_ij: imported product i bought per unit of output of j", "aᵐ_ij：j 的单位产出直接使用的进口 i")),
				result.ShareColumn("total", label("look-through", "穿透"), label("(Aᵐ L)_ij: imported product i bought by j and all its home suppliers", "(Aᵐ L)_ij：j 及其全部国内上游供应商使用的进口 i")),
				result.ShareColumn("of_total", label("share of look-through", "占穿透进口的份额"), label("look-through of the product over all look-through imports", "该产品的穿透进口 / 全部穿透进口")),
			}},
			pathTable(),
		},
		Figures: []result.Figure{
			{ID: "domestic", Kind: result.Bar, Title: label("Home suppliers, direct and total", "国内供应部门：直接与完全"), Table: "domestic", Label: "name", Values: []string{"direct", "total"}, Top: 15},
			{ID: "imported", Kind: result.Bar, Title: label("Imported products, direct and look-through", "进口产品：直接与穿透"), Table: "imported", Label: "name", Values: []string{"direct", "total"}, Top: 15},
		},
		Formula: "home: a_ij, l_ij - δ_ij; imported: aᵐ_ij, (Aᵐ L)_ij; A, L domestic",
		Limits:  []class.Label{atTheBorder, oneRecipe, proportional, rounded},
		Citation: []string{
			"Miller & Blair (2009), Input-Output Analysis, 2nd ed., §2.2, §4.2",
			"Hummels, Ishii & Yi (2001), The nature and growth of vertical specialization in world trade, J. Int. Econ. 54",
		},
		Example: "dougong find suppliers-of --economy CHN --sector c14",
	}, suppliersOf)
}

func suppliersOf(ctx context.Context, in *result.Input, a *result.Answer) error {
	h, err := homeOf(ctx, in, in.Params.String("economy"))
	if err != nil {
		return err
	}
	a.Assume(h.sys.Assumption)
	focus, err := h.focus(in.Params.String("sector"))
	if err != nil {
		return err
	}
	top := in.Params.Int("top")
	home, imported := h.homeProducts(focus.sector), h.importedProducts(focus.sector)
	home.add(a, "domestic", top)
	imported.add(a, "imported", top)
	if err := h.addPaths(ctx, a, focus, top); err != nil {
		return err
	}
	if first, _ := ranked(home.total, 1); len(first) == 1 {
		i := first[0]
		a.Say(
			fmt.Sprintf("%s needs most of %s at home: %s directly, %s in total per unit.", focus.name.En, h.name(i).En, digits(home.direct[i]), digits(home.total[i])),
			fmt.Sprintf("%s最依赖的国内部门是%s：每单位直接消耗 %s，完全消耗 %s。", focus.name.In(class.Zh), h.name(i).In(class.Zh), digits(home.direct[i]), digits(home.total[i])))
	}
	if first, _ := ranked(imported.total, 1); len(first) == 1 {
		i, pct := first[0], iot.ShareUnit.Readable
		a.Say(
			fmt.Sprintf("Its largest imported input is %s: %s of output bought directly, %s looked through home suppliers.", h.name(i).En, pct(imported.direct[i], class.En), pct(imported.total[i], class.En)),
			fmt.Sprintf("最大的进口投入是%s：直接占产出 %s，穿透国内供应商后为 %s。", h.name(i).In(class.Zh), pct(imported.direct[i], class.Zh), pct(imported.total[i], class.Zh)))
	}
	return nil
}

func digits(v float64) string { return fmt.Sprintf("%.3f", v) }

// products are what a sector needs of each product, and how that is derived for
// any group of them.
type products struct {
	h             *home
	direct, total []float64
	face, look    func(at []int) leontief.Derivation
}

// homeProducts are a_ij and l_ij - δ_ij for all i.
func (h *home) homeProducts(j int) products {
	p := products{h: h, direct: h.column(h.sys.Flows, j), total: h.m.Column(j)}
	p.total[j]--
	p.face = func(at []int) leontief.Derivation { return h.face(h.rowsOf("a_i", h.sys.Flows, at), "e_j", h.unit(j)) }
	p.look = func(at []int) leontief.Derivation {
		return h.m.Requirement("l_ij - δ_ij", only(linalg.Ones(h.n), at), j)
	}
	return p
}

// importedProducts are aᵐ_ij and (Aᵐ L)_ij for all i.
func (h *home) importedProducts(j int) products {
	p := products{h: h, direct: h.column(h.sys.ImportFlows, j), total: make([]float64, h.n)}
	y := h.m.PerOutput(h.m.Column(j))
	for i := range p.total {
		p.total[i] = linalg.Dot(h.sys.ImportFlows.Row(i, nil), y)
	}
	p.face = func(at []int) leontief.Derivation {
		return h.face(h.rowsOf("aᵐ_i", h.sys.ImportFlows, at), "e_j", h.unit(j))
	}
	p.look = func(at []int) leontief.Derivation {
		return h.look(h.rowsOf("aᵐ_i", h.sys.ImportFlows, at), "e_j", h.unit(j))
	}
	return p
}

// column is z_ij / x_j for all i.
func (h *home) column(flows *iot.Table, j int) []float64 {
	c := make([]float64, h.n)
	for i := range c {
		if h.x[j] != 0 {
			c[i] = flows.Row(i, nil)[j] / h.x[j]
		}
	}
	return c
}

// add lists the products by total.
func (p products) add(a *result.Answer, table string, top int) {
	listed, rest := ranked(p.total, top)
	for _, i := range listed {
		name := p.h.name(i)
		a.Add(table, p.h.key(i), name, append([]result.Traced{result.Plain(result.Str(p.h.sys.Industries.Key(i).Item)), result.Plain(result.Lab(name))}, p.cells([]int{i})...)...)
	}
	if len(rest) > 0 {
		name := restLabel(len(rest))
		a.Add(table, restKey, name, append([]result.Traced{result.Plain(result.Str("")), result.Plain(result.Lab(name))}, p.cells(rest)...)...)
		a.Rest(table)
	}
}

func (p products) cells(at []int) []result.Traced {
	all := p.h.sys.Industries.Positions()
	sum := sumOver(p.total, all)
	return []result.Traced{
		leontief.Traced(result.Num(sumOver(p.direct, at)), func() leontief.Derivation { return p.face(at) }),
		leontief.Traced(result.Num(sumOver(p.total, at)), func() leontief.Derivation { return p.look(at) }),
		leontief.Traced(result.Quotient(sumOver(p.total, at), sum), func() leontief.Derivation {
			return leontief.Ratio("total_i / Σ total",
				leontief.Operand{Symbol: "total_i", Label: label("total of the supplier", "该供应方合计"), Unit: iot.RatioUnit, Derivation: p.look(at)},
				leontief.Operand{Symbol: "Σ total", Label: label("total of all suppliers", "全部供应方合计"), Unit: iot.RatioUnit, Derivation: p.look(all)})
		}),
	}
}

package leontief

import (
	"context"
	"fmt"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

func pathsEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "paths", Verb: result.Find,
		Label:    label("Supply paths", "供应路径"),
		Question: label("Along which chains of suppliers does final demand reach the economy?", "最终需求沿着哪些供应链条传导到经济各处？"),
		Needs:    []result.Need{result.NeedSystem},
		Params: []result.Param{
			{ID: "economy", Kind: result.Economy, Label: label("economy", "经济体"), Help: label("whose products are demanded; empty: all, within the world", "被需求的是哪个经济体的产品；留空为世界全部")},
			scopeParam(global), technologyParam(),
			{ID: "sector", Kind: result.Sector, Label: label("sector", "部门"), Help: label("product whose final demand is followed; empty: all final demand", "追踪其最终需求的产品；留空为全部最终需求")},
			{ID: "account", Kind: result.Enum, Default: "value-added", Label: label("account", "核算对象"), Help: label("what the paths carry", "路径承载的核算对象"), Choices: []result.Choice{
				{ID: "value-added", Label: label("value added", "增加值")},
				{ID: "output", Label: label("output", "总产出")},
				{ID: "income", Label: label("income of labour", "劳动者报酬")},
				{ID: "employment", Label: label("employment", "就业")},
			}},
			{ID: "top", Kind: result.Count, Default: "20", Min: 1, Max: 1000, Label: label("paths", "路径数"), Help: label("paths to list before the rest", "列出的路径数，其余合并为一行")},
		},
		Tables: []result.TableSpec{{ID: "paths", Label: label("Paths", "路径"), Columns: []result.Column{
			{ID: "path", Label: label("path", "路径"), Kind: result.Name, Definition: label("from the industry where it arises, through its buyers, to the product in final demand", "从产生该量的产业，经各级买方，到最终需求的产品")},
			{ID: "tier", Label: label("tier", "层级"), Kind: result.Integer, Why: true, Definition: label("sales between industries on the path", "路径上产业间销售的次数")},
			result.NumberColumn("value", iot.Unit{}, label("contribution", "贡献"), label("c_i a_ij a_jk … f: what arises in the first industry for this path", "c_i a_ij a_jk … f：沿该路径在首个产业产生的量")),
			result.ShareColumn("share", label("share", "份额"), label("the path over c'L f", "该路径 / c'L f")),
		}}},
		Figures: []result.Figure{{ID: "paths", Kind: result.Bar, Title: label("Largest supply paths", "最大的供应路径"), Table: "paths", Label: "path", Values: []string{"value"}, Top: 20}},
		Formula: "c'L f = Σ c_i f_i + Σ c_i a_ij f_j + Σ c_i a_ij a_jk f_k + …; best-first, bounded by the exact total of all paths that begin alike, c_i a_ij … (L f)_k",
		Limits: []class.Label{averageRecipe, outputHeld,
			label("Negative cells are handled by magnitude: the rest is then a net of positive and negative paths.", "存在负值单元时按绝对值排序，其余部分是正负路径的净额。")},
		Citation: []string{"Defourny & Thorbecke (1984), Economic Journal 94", "Lenzen (2003), Structural Change and Economic Dynamics 14", "Waugh (1950), Econometrica 18"},
		Example:  "dougong find paths --economy CHN --sector c14",
	}, paths)
}

func paths(ctx context.Context, in *result.Input, a *result.Answer) error {
	v, err := viewOf(ctx, in, a.Entry, Technology(in.Params.String("technology")))
	if err != nil {
		return err
	}
	form, err := v.pathForm(in, a)
	if err != nil || form == nil {
		return err
	}
	list, err := v.m.Paths(ctx, form, in.Params.Int("top"))
	if err != nil {
		return err
	}
	for _, p := range list.Paths {
		v.addPath(a, form, p)
	}
	v.addOtherPaths(a, form, list)
	v.sayPaths(a, form, list)
	return nil
}

// pathForm is the account and the demand that the parameters name; nil where the
// table does not publish the account, which the answer then says.
func (v *view) pathForm(in *result.Input, a *result.Answer) (*Form, error) {
	var account *Account
	unit := v.sys.Unit
	if id := in.Params.String("account"); id != "output" {
		switch id {
		case "value-added":
			account = v.m.PrimaryAccount(iot.PrimaryKind.IsValueAdded)
		case "income":
			account = v.m.PrimaryAccount(isCompensation)
		case "employment":
			account = v.m.EmploymentAccount()
		}
		if account == nil {
			a.Say("The table does not publish this account: its paths are not available.", "该表未公布此项核算，路径不可得。")
			return nil, nil
		}
		unit = account.Unit
	}
	t := table(a, "paths")
	if c, ok := t.Column("value"); ok {
		t.Columns[c].Unit = unit
	}
	wanted := map[int]bool{}
	for _, i := range v.rows {
		if sector := in.Params.String("sector"); sector == "" || v.sys.Industries.Key(i).Item == sector {
			wanted[i] = true
		}
	}
	if len(wanted) == 0 {
		return nil, &result.ParamError{Entry: a.Entry, Param: "sector", Got: in.Params.String("sector"), Want: "a sector that this economy has"}
	}
	f := make([]float64, v.m.n)
	for i := range wanted {
		f[i] = v.m.f[i]
	}
	form := v.m.formOf(account, f)
	left := make([]float64, v.m.n)
	for i := range wanted {
		left[i] = form.lambda[i]
	}
	return form.Leaving(left), nil
}

func (v *view) pathKey(p Path) string {
	keys := make([]string, len(p.Industries))
	for k, i := range p.Industries {
		keys[k] = v.key(i)
	}
	return strings.Join(keys, ">")
}

func (v *view) pathName(p Path) class.Label {
	var en, zh []string
	for _, i := range p.Industries {
		l := v.name(i)
		en, zh = append(en, l.In(class.En)), append(zh, l.In(class.Zh))
	}
	return label(strings.Join(en, " → "), strings.Join(zh, " → "))
}

func (v *view) addPath(a *result.Answer, form *Form, p Path) {
	name := v.pathName(p)
	derive := func() Derivation { return v.derivePath(form, p) }
	a.Add("paths", v.pathKey(p), name, result.Plain(result.Lab(name)),
		result.Traced{Value: result.Int(p.Tier()), Explain: func(w *result.Why) {
			w.Value, w.Formula = float64(p.Tier()), fmt.Sprintf("%d industries - 1 = %d", len(p.Industries), p.Tier())
			for k := 1; k < len(p.Industries); k++ {
				w.Terms = append(w.Terms, result.Term{Label: v.m.link(p.Industries[k-1], p.Industries[k]), Value: 1, Cells: result.CellsOf(v.m.flows.Origin, p.Industries[k-1], p.Industries[k])})
			}
		}},
		Traced(result.Num(p.Value), derive),
		Traced(result.Quotient(p.Value, form.Value), func() Derivation { return v.overAll(form, "path", name, derive()) }))
}

func (v *view) overAll(form *Form, symbol string, name class.Label, d Derivation) Derivation {
	return Ratio(symbol+" / c'L f", operand(symbol, name, iot.Unit{}, d), v.allPaths(form))
}

// derivePath leans on the recipe once more through demand, as the whole form
// does: a sale to an industry is one less to final users.
func (v *view) derivePath(form *Form, p Path) Derivation {
	d, last := v.m.DerivePath(form, p), p.Industries[len(p.Industries)-1]
	d.leans = append(d.leans, lean{slope(scaledUnit(v.m.n, last, -1/form.F[last]), v.m.x), 1, v.m})
	return d
}

func (v *view) allPaths(form *Form) Operand {
	return operand("c'L f", label("all paths", "全部路径"), iot.Unit{}, v.m.Derive("c'L f", form))
}

// addOtherPaths adds the rest: exact, because the total is known without paths.
func (v *view) addOtherPaths(a *result.Answer, form *Form, list *PathList) {
	name := label("all other paths", "其余全部路径")
	derive := func() Derivation {
		signs, operands := []float64{1}, []Operand{v.allPaths(form)}
		for _, p := range list.Paths {
			signs = append(signs, -1)
			operands = append(operands, operand("path", v.pathName(p), iot.Unit{}, v.derivePath(form, p)))
		}
		return Sum("c'L f - Σ paths", signs, operands...)
	}
	a.Add("paths", "rest", name, result.Plain(result.Lab(name)), result.Plain(result.None(result.NotApplicable)),
		Traced(result.Num(list.Rest), derive),
		Traced(result.Quotient(list.Rest, form.Value), func() Derivation { return v.overAll(form, "rest", name, derive()) }))
	a.Rest("paths")
}

func (v *view) sayPaths(a *result.Answer, form *Form, list *PathList) {
	if form.Value == 0 || len(list.Paths) == 0 {
		a.Say("There is nothing to follow: this demand is zero.", "没有可追踪的路径：该需求为零。")
		return
	}
	listed := 100 * (1 - list.Rest/form.Value)
	a.Say(fmt.Sprintf("The %d largest paths carry %.1f %% of all; the rest is spread over longer and smaller ones.", len(list.Paths), listed),
		fmt.Sprintf("最大的 %d 条路径占全部的 %.1f %%，其余分散在更长、更小的路径上。", len(list.Paths), listed))
	for _, p := range list.Paths {
		if p.Tier() > 0 {
			name := v.pathName(p)
			a.Say("The largest path with a supplier: "+name.En+".", "最大的含供应商路径："+name.Zh+"。")
			break
		}
	}
	if list.Magnitude {
		a.Say("Some coefficients are negative: paths are ranked by magnitude and the rest is a net.", "部分系数为负：路径按绝对值排序，其余为净额。")
	}
	if !list.Proven {
		a.Say("The search ended before its proof: larger paths than the last listed may exist.", "搜索在证明完成前结束：可能存在比末行更大的路径。")
	}
}

package leontief

import (
	"context"
	"fmt"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/result"
)

func linkagesEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "linkages", Verb: result.See,
		Label:    label("Linkages and key sectors", "产业关联与关键部门"),
		Question: label("Which industries pull the others along, and which do the others rest on?", "哪些产业带动其他产业，哪些产业支撑其他产业？"),
		Needs:    []result.Need{result.NeedSystem},
		Params: []result.Param{result.EconomyParam(), scopeParam(national), technologyParam(),
			{ID: "forward", Kind: result.Enum, Default: string(ForwardGhosh), Label: label("forward linkage", "前向关联定义"),
				Help: label("definition of the total forward linkage", "完全前向关联的定义"),
				Choices: []result.Choice{
					{ID: string(ForwardGhosh), Label: label("row sums of the Ghosh inverse", "高什逆矩阵行和")},
					{ID: string(ForwardLeontief), Label: label("row sums of the Leontief inverse", "列昂惕夫逆矩阵行和（感应度系数的常见定义）")},
				}}},
		Tables: []result.TableSpec{{ID: "linkages", Label: label("Linkages", "产业关联"), Columns: []result.Column{codeColumn(), result.NameColumn(),
			{ID: "class", Label: label("class", "类型"), Kind: result.Name, Why: true, Definition: label("key where both indices are above 1, backward- or forward-oriented where one is", "两个指数均大于 1 为关键部门，仅其一大于 1 为后向带动型或前向支撑型")},
			result.RatioColumn("backward_index", label("power of dispersion", "影响力系数"), label("total backward linkage over its simple mean over industries with output (Rasmussen)", "完全后向关联 / 有产出产业的简单平均（拉斯穆森影响力系数）")),
			result.RatioColumn("forward_index", label("sensitivity of dispersion", "感应度系数"), label("total forward linkage over its simple mean over industries with output", "完全前向关联 / 有产出产业的简单平均（感应度系数）")),
			result.RatioColumn("backward", label("total backward", "完全后向关联"), label("(i'L)_j: column sum of the Leontief inverse", "(i'L)_j：列昂惕夫逆矩阵列和")),
			result.RatioColumn("forward", label("total forward", "完全前向关联"), label("(G i)_i row sum of the Ghosh inverse, or (L i)_i of the Leontief inverse, as the parameter forward says", "高什逆矩阵行和 (G i)_i，或列昂惕夫逆矩阵行和 (L i)_i，由参数 forward 决定")),
			result.RatioColumn("backward_direct", label("direct backward", "直接后向关联"), label("(i'A)_j: inputs per unit of output", "(i'A)_j：单位产出的中间投入")),
			result.RatioColumn("forward_direct", label("direct forward", "直接前向关联"), label("(B i)_i: share of output sold to industries", "(B i)_i：产出中售予各产业的份额")),
			result.RatioColumn("backward_variation", label("backward variation", "后向变异系数"), label("standard deviation over mean of the industry's column of L: low where its pull is spread evenly", "L 的该列标准差 / 均值：低表示带动作用分布均匀")),
			result.RatioColumn("forward_variation", label("forward variation", "前向变异系数"), label("standard deviation over mean of the industry's row of G or L", "G 或 L 的该行标准差 / 均值")),
			result.RatioColumn("backward_net", label("net backward", "净后向关联"), label("(i'L)_j f_j / x_j: above 1 where others depend on the industry's demand more than it on theirs (Dietzenbacher)", "(i'L)_j f_j / x_j：大于 1 表示其他产业更依赖该产业（迪岑巴赫）")),
		}}},
		Figures: []result.Figure{{ID: "key", Kind: result.Scatter, Title: label("Backward and forward linkage, averages at 1", "影响力系数与感应度系数（均值为 1）"), Table: "linkages", Label: "name", Values: []string{"backward_index", "forward_index"},
			Cross: []float64{1, 1}, Quadrants: []class.Label{Key.Label(), ForwardClass.Label(), Weak.Label(), BackwardClass.Label()}}},
		Formula: "backward i'L over its simple mean; forward G i (Ghosh, G = (I - B)⁻¹, B = x̂⁻¹Z) or L i over its simple mean; key: both above 1; net backward (i'L) f / x",
		Limits: []class.Label{averageRecipe,
			label("Means are simple: an industry counts as much as any other, however large, and the classes depend on how finely the table cuts.", "均值为简单平均：各产业不论大小权重相同，分类结果取决于部门划分的粗细。"),
			label("Ghosh row sums say where sales go; they are not a forecast of what a supply shock does.", "高什行和说明销售去向，不预测供给冲击的后果。")},
		Citation: []string{"Rasmussen (1956), Studies in Inter-Sectoral Relations", "Chenery & Watanabe (1958), Econometrica 26", "Beyers (1976); Jones (1976), Quarterly Journal of Economics 90",
			"Dietzenbacher (2005), Environment and Planning B 32", "Miller & Blair (2009), Input-Output Analysis, 2nd ed., §12.2"},
		Example: "dougong see linkages --economy CHN",
	}, linkages)
}

// linkageView derives the columns of the linkage table.
type linkageView struct {
	*view
	l *Linkages
}

func linkages(ctx context.Context, in *result.Input, a *result.Answer) error {
	v, err := viewOf(ctx, in, a.Entry, Technology(in.Params.String("technology")))
	if err != nil {
		return err
	}
	lv := &linkageView{v, v.m.Linkages(Forward(in.Params.String("forward")))}
	if v.economy != "" && v.world {
		// Industries of the economy against the mean of the world.
		a.Say("Indices compare with the mean of all industries of the world table.", "各指数以世界表全部产业的均值为基准。")
	}
	variations, err := lv.variations(in)
	if err != nil {
		return err
	}
	for k, i := range v.rows {
		lv.add(a, i, variations[k])
	}
	lv.say(a)
	return nil
}

// variations returns the backward and forward coefficients of variation of the
// industries shown, computed once; not applicable where there are none.
func (lv *linkageView) variations(in *result.Input) ([][2]result.Value, error) {
	type key struct {
		m       *Model
		economy string
		forward Forward
	}
	made, err := in.Memo.Do(key{lv.m, lv.economy, lv.l.Forward}, func() (any, error) {
		columns, rows := lv.m.Columns(lv.rows), lv.m.Rows(lv.rows)
		all := make([][2]result.Value, len(lv.rows))
		for k, i := range lv.rows {
			if lv.l.Forward == ForwardGhosh {
				rows[k] = lv.m.ghoshRow(i, rows[k])
			}
			for side, v := range [][]float64{columns[k], rows[k]} {
				all[k][side] = result.None(result.NotApplicable)
				if cv, ok := Variation(v); ok {
					all[k][side] = result.Num(cv)
				}
			}
		}
		return all, nil
	})
	if err != nil {
		return nil, err
	}
	return made.([][2]result.Value), nil
}

func (lv *linkageView) add(a *result.Answer, i int, variation [2]result.Value) {
	m, l := lv.m, lv.l
	if m.x[i] == 0 {
		none := result.Plain(result.None(result.NotApplicable))
		cells := append(lv.head(i), result.Traced{Value: result.Lab(WithoutActivity.Label()), Explain: func(w *result.Why) {
			w.Formula, w.Binding = "x_i = 0", []class.Label{label("the industry has no output in this table", "该产业在本表中没有产出")}
		}})
		for range 9 {
			cells = append(cells, none)
		}
		a.Add("linkages", lv.key(i), lv.name(i), cells...)
		return
	}
	a.Add("linkages", lv.key(i), lv.name(i), append(lv.head(i),
		result.Traced{Value: result.Lab(l.Class(i).Label()), Explain: func(w *result.Why) { lv.explainClass(w, i) }},
		lv.cell(i, l.BackwardIndex(i), func() Derivation {
			return Ratio("i'L e_j / mean", operand("i'L e_j", label("total backward", "完全后向关联"), iot.RatioUnit, lv.backward(i)), operand("mean", label("mean", "均值"), iot.RatioUnit, lv.backwardMean()))
		}),
		lv.cell(i, l.ForwardIndex(i), func() Derivation {
			return Ratio("forward / mean", operand("forward", label("total forward", "完全前向关联"), iot.RatioUnit, lv.forward(i)), operand("mean", label("mean", "均值"), iot.RatioUnit, lv.forwardMean()))
		}),
		lv.cell(i, l.TotalBackward[i], func() Derivation { return lv.backward(i) }),
		lv.cell(i, l.TotalForward[i], func() Derivation { return lv.forward(i) }),
		lv.cell(i, l.DirectBackward[i], func() Derivation { return m.directInputs(i) }),
		lv.cell(i, l.DirectForward[i], func() Derivation { return m.directSales(i) }),
		Traced(variation[0], func() Derivation { return m.columnVariation(i) }),
		Traced(variation[1], func() Derivation { return m.rowVariation(i, l.Forward) }),
		lv.cell(i, l.NetBackward[i], func() Derivation { return lv.net(i) }))...)
}

// net derives (i'L)_j f_j / x_j; f_j = x_j - (A x)_j leans on the recipe too.
func (lv *linkageView) net(j int) Derivation {
	d := lv.backward(j).Times("f_j / x_j · i'L e_j", lv.m.f[j]*lv.m.inv[j])
	if lv.m.f[j] != 0 {
		d.leans = append(d.leans, lean{slope(scaledUnit(lv.m.n, j, -1/lv.m.f[j]), lv.m.x), 1, lv.m})
	}
	return d
}

func (lv *linkageView) backward(j int) Derivation {
	return lv.m.Derive("i'L e_j", lv.m.Form(linalg.Ones(lv.m.n), linalg.Unit(lv.m.n, j)))
}

func (lv *linkageView) forward(i int) Derivation {
	if lv.l.Forward == ForwardGhosh {
		return lv.m.ghoshSum(i)
	}
	return lv.m.Derive("e_i'L i", lv.m.Form(linalg.Unit(lv.m.n, i), linalg.Ones(lv.m.n)))
}

// weights gives each industry with output the same share.
func (lv *linkageView) weights() []float64 {
	w, count := make([]float64, lv.m.n), 0.0
	for i := range w {
		if lv.l.active[i] {
			w[i], count = 1, count+1
		}
	}
	for i := range w {
		w[i] /= count
	}
	return w
}

func (lv *linkageView) backwardMean() Derivation {
	return lv.m.Derive("mean of i'L", lv.m.Form(linalg.Ones(lv.m.n), lv.weights()))
}

func (lv *linkageView) forwardMean() Derivation {
	w := lv.weights()
	if lv.l.Forward == ForwardGhosh {
		return lv.m.Derive("mean of G i", lv.m.Form(lv.m.PerOutput(w), lv.m.x))
	}
	return lv.m.Derive("mean of L i", lv.m.Form(w, linalg.Ones(lv.m.n)))
}

func (lv *linkageView) explainClass(w *result.Why, i int) {
	b, f := lv.l.BackwardIndex(i), lv.l.ForwardIndex(i)
	w.Formula = fmt.Sprintf("power of dispersion %s %s 1, sensitivity of dispersion %s %s 1", digits(b), against(b), digits(f), against(f))
	w.Parts = []result.Part{
		{Symbol: "U_j", Label: label("power of dispersion", "影响力系数"), Value: b, Unit: iot.RatioUnit},
		{Symbol: "U_i", Label: label("sensitivity of dispersion", "感应度系数"), Value: f, Unit: iot.RatioUnit},
	}
	w.Binding = []class.Label{
		label(fmt.Sprintf("power of dispersion stands %+.4f from 1", b-1), fmt.Sprintf("影响力系数与 1 相差 %+.4f", b-1)),
		label(fmt.Sprintf("sensitivity of dispersion stands %+.4f from 1", f-1), fmt.Sprintf("感应度系数与 1 相差 %+.4f", f-1)),
	}
}

func against(v float64) string {
	if v > 1 {
		return ">"
	}
	return "≤"
}

func (lv *linkageView) say(a *result.Answer) {
	var key []int
	for _, i := range lv.rows {
		if lv.l.Class(i) == Key {
			key = append(key, i)
		}
	}
	if len(key) == 0 {
		a.Say("No industry is above average both as a buyer and as a seller.", "没有影响力和感应度均高于平均的产业。")
	} else {
		names := lv.names(key)
		count := label(fmt.Sprintf("%d key sectors pull", len(key)), fmt.Sprintf("%d 个关键部门", len(key)))
		if len(key) == 1 {
			count.En = "One key sector pulls"
		}
		a.Say(fmt.Sprintf("%s and support%s more than average: %s.", count.En, map[bool]string{true: "s"}[len(key) == 1], names.En),
			fmt.Sprintf("%s（影响力与感应度均高于平均）：%s。", count.Zh, names.Zh))
	}
	lv.sayZero(a)
}

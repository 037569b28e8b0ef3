package audit

import (
	"math"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// modelFigures say of each recipe whether it can be a model.
func (r *Report) modelFigures() []figure {
	var list []figure
	for k := range r.Models {
		p := &r.Models[k]
		for _, f := range []figure{r.columnSum(p), r.radius(p), r.condition(p)} {
			if p.ID != "" {
				f.id += "-" + p.ID
				f.label = class.Label{En: f.label.En + ", " + p.Recipe.En, Zh: f.label.Zh + "（" + p.Recipe.Zh + "）"}
			}
			list = append(list, f)
		}
	}
	return list
}

func (p *Productivity) letter() string {
	if p.Absolute {
		return "|A|"
	}
	return "A"
}

func (r *Report) columnSum(p *Productivity) figure {
	f := figure{id: "column-sum", label: class.Label{En: "largest column sum of A", Zh: "A 的最大列和"}, unit: iot.RatioUnit}
	if p.Largest < 0 {
		f.value = result.None(result.NotApplicable)
		return f
	}
	j := p.Largest
	f.value, f.remark = result.Num(p.Sums[j]), r.names([]int{j})[0]
	f.explain = func(w *result.Why) {
		w.Definition = class.Label{En: "inputs per unit of output of the industry that buys most; below one everywhere suffices for a productive table", Zh: "投入比重最大的部门的单位产出投入；处处小于 1 即足以保证生产性"}
		w.Formula = "max_j Σ_i " + p.letter() + "_ij = " + digits(w.Value)
		t := p.flows
		w.Terms = picked(r.System.N(), func(i int) float64 { return math.Abs(t.At(i, j) * p.inv[j]) }, func(i int) result.Term {
			return result.Term{Label: r.industry(i), Key: t.Rows.Key(i).String(), Cells: result.CellsOf(t.Origin, i, j)}
		})
		w.Binding = r.names([]int{j})
	}
	return f
}

func (r *Report) radius(p *Productivity) figure {
	f := figure{id: "spectral-radius", label: class.Label{En: "spectral radius of " + p.letter(), Zh: p.letter() + " 的谱半径"}, unit: iot.RatioUnit, value: result.Num(p.Radius),
		remark: say("from %.6f to %.6f", "介于 %.6f 与 %.6f 之间", p.Lower, p.Upper)}
	f.explain = func(w *result.Why) {
		w.Definition = class.Label{En: "largest eigenvalue by magnitude; below one if and only if I - A has a non-negative inverse (Hawkins & Simon 1949), by the power method with the bounds of Collatz and Wielandt", Zh: "模最大的特征值；小于 1 当且仅当 I - A 有非负逆（霍金斯–西蒙 1949）；幂法求得，用 Collatz–Wielandt 界"}
		w.Formula = "min (Av)_i/v_i ≤ ρ ≤ max (Av)_i/v_i: " + digits(p.Lower) + " ≤ " + digits(w.Value) + " ≤ " + digits(p.Upper)
		lower := class.Label{En: "lower bound", Zh: "下界"}
		w.Parts = []result.Part{{Symbol: "lower", Label: lower, Value: p.Lower, Unit: iot.RatioUnit},
			{Symbol: "upper", Label: class.Label{En: "upper bound", Zh: "上界"}, Value: p.Upper, Unit: iot.RatioUnit}}
		w.Terms = []result.Term{{Label: lower, Value: p.Lower}, {Label: class.Label{En: "estimate above the lower bound", Zh: "估计值高于下界的部分"}, Value: w.Value - p.Lower, Rest: true}}
		w.Binding = r.largestSums(p)
	}
	return f
}

// largestSums names the columns that push the radius up: it cannot exceed the largest.
func (r *Report) largestSums(p *Productivity) []class.Label {
	var list []class.Label
	for _, j := range largest(p.Sums, 3) {
		l := r.names([]int{j})[0]
		list = append(list, say("%s: column sum %.4g", "%s：列和 %.4g", bilingual{l.En, l.Zh}, p.Sums[j]))
	}
	return list
}

func (r *Report) condition(p *Productivity) figure {
	f := figure{id: "condition", label: class.Label{En: "condition number of I - A", Zh: "I - A 的条件数"}, unit: iot.RatioUnit, value: result.Num(p.Condition)}
	switch {
	case p.Condition == 0:
		f.value, f.remark = result.None(result.NotApplicable), class.Label{En: "the table is not known to be productive", Zh: "未能证明系统具有生产性"}
	case p.AtLeast:
		f.remark = class.Label{En: "at least: its series was cut off", Zh: "下界：级数被截断"}
	case p.Absolute:
		f.remark = class.Label{En: "at most: some coefficients are negative", Zh: "上界：部分系数为负"}
	}
	f.explain = func(w *result.Why) {
		takes := p.Condition / p.Norm
		most := largest(p.Takes, 1)[0]
		w.Definition = class.Label{En: "‖I - A‖₁ ‖L‖₁, with ‖L‖₁ = max L'1: by how much relative errors can be blown up", Zh: "‖I - A‖₁ ‖L‖₁，其中 ‖L‖₁ = max L'1：相对误差可能被放大的倍数"}
		w.Formula = "‖I - A‖₁ ‖L‖₁ = " + digits(p.Norm) + " × " + digits(takes) + " = " + digits(w.Value)
		w.TermsOf = class.Label{En: "‖L‖₁: output that one unit of final demand takes", Zh: "‖L‖₁：一单位最终使用所需总产出"}
		w.Parts = []result.Part{{Symbol: "‖I - A‖₁", Label: class.Label{En: "norm of I - A", Zh: "I - A 的范数"}, Value: p.Norm, Unit: iot.RatioUnit},
			{Symbol: "‖L‖₁", Label: w.TermsOf, Value: takes, Unit: iot.RatioUnit}}
		w.Terms = []result.Term{{Label: class.Label{En: "the demand itself", Zh: "最终需求本身"}, Value: 1},
			{Label: class.Label{En: "direct inputs", Zh: "直接投入"}, Value: p.Sums[most]},
			{Label: class.Label{En: "all later rounds", Zh: "其后各轮"}, Value: takes - 1 - p.Sums[most], Rest: true}}
		w.Binding = r.names([]int{most})
	}
	return f
}

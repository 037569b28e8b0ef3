package audit

import (
	"math"
	"strconv"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// answerSummary fills the table at a glance.
func (r *Report) answerSummary(a *result.Answer) {
	for _, figures := range [][]figure{r.sizeFigures(), r.balanceFigures(), r.signFigures(), r.modelFigures(), r.ageFigures()} {
		for _, f := range figures {
			unit := f.unit
			explain := func(w *result.Why) {
				w.Value, w.Unit = f.value.Number, unit
				f.explain(w)
			}
			if f.value.Absent != "" {
				explain = nil
			}
			a.Add("summary", f.id, f.label, code(f.id), name(f.label), result.Traced{Value: f.value, Explain: explain},
				code(unit.String()), name(f.remark))
		}
	}
}

// figure is one row of the summary.
type figure struct {
	id      string
	label   class.Label
	value   result.Value
	unit    iot.Unit
	remark  class.Label
	explain func(w *result.Why)
}

func counted(id string, label class.Label, n int, definition class.Label, which []class.Label) figure {
	return figure{id: id, label: label, value: result.Int(n), unit: iot.RatioUnit, explain: func(w *result.Why) {
		w.Definition, w.Formula, w.Binding = definition, "count = "+strconv.Itoa(n), which
		w.Terms = []result.Term{{Label: label, Value: float64(n)}}
	}}
}

func (r *Report) sizeFigures() []figure {
	s := r.System
	x := figure{id: "output", label: class.Label{En: "output", Zh: "总产出"}, value: result.Num(sum(s.Output)), unit: s.Unit, explain: func(w *result.Why) {
		w.Definition, w.Formula = class.Label{En: "sum of output", Zh: "总产出合计"}, "1'x = "+digits(w.Value)
		w.Terms = r.byIndustry(func(i int) float64 { return s.Output[i] }, s.Industries.Positions())
	}}
	return []figure{
		counted("industries", class.Label{En: "industries", Zh: "部门数"}, s.N(), class.Label{En: "sectors in economies", Zh: "经济体的部门数"}, nil),
		x,
		counted("zero-output", class.Label{En: "industries without output", Zh: "无产出部门数"}, len(s.ZeroOutput()),
			class.Label{En: "industries whose output is zero; models keep them with an empty recipe", Zh: "总产出为零的部门；模型中投入系数为空"}, r.names(s.ZeroOutput())),
		counted("missing-cells", class.Label{En: "cells without a number", Zh: "缺数单元格"}, len(s.MissingCells),
			class.Label{En: "cells that the file marks as not available; they count as zero", Zh: "文件标注为无数据的单元格；以零计"}, nil),
		{id: "rounding-step", label: class.Label{En: "rounding of the published numbers", Zh: "公布数值的最小单位"}, value: result.Num(r.Step), unit: s.Unit,
			remark: stepRemark(r.Step), explain: func(w *result.Why) {
				w.Definition = class.Label{En: "the largest of 1, 0.1, 0.01 and 0.001 that all cells are multiples of; 0 where there is none", Zh: "1、0.1、0.01、0.001 中使所有单元格皆为其倍数的最大者；无则为 0"}
				w.Formula = "step = " + digits(r.Step)
				w.Terms = []result.Term{{Label: w.Definition, Value: r.Step}}
			}},
	}
}

func stepRemark(step float64) class.Label {
	if step == 0 {
		return class.Label{En: "numbers are not rounded", Zh: "数值未取整"}
	}
	return class.Label{}
}

func (r *Report) balanceFigures() []figure {
	list := []figure{r.residualShare()}
	for _, side := range []struct {
		id string
		*Side
		lines class.Label
	}{{"row", r.Rows, class.Label{En: "rows", Zh: "行"}}, {"column", r.Columns, class.Label{En: "columns", Zh: "列"}}} {
		var rounded, open []int
		reach, at := 0.0, -1
		for i := range side.Gap {
			digits, rounding := side.explained(i)
			switch {
			case digits:
			case rounding:
				rounded = append(rounded, i)
			default:
				open = append(open, i)
			}
			if d := side.Detectable(i); d > reach {
				reach, at = d, i
			}
		}
		list = append(list,
			counted(side.id+"s-rounded", class.Label{En: side.lines.En + " off by what rounding explains", Zh: "差额可由舍入解释的" + side.lines.Zh}, len(rounded),
				class.Label{En: "the gap is at most half a step for each published cell, and like those of the others", Zh: "差额不超过每格半个最小单位，且与其他部门相近"}, r.names(rounded)),
			counted(side.id+"s-open", class.Label{En: side.lines.En + " off by more", Zh: "差额超出解释的" + side.lines.Zh}, len(open),
				class.Label{En: "neither digits nor rounding, in the pattern of the others, explain the gap", Zh: "位数与舍入均不能按其他部门的规律解释的差额"}, r.names(open)),
			r.reach(side.id, side.lines, side.Side, reach, at))
	}
	return list
}

// reach is the size of error that cannot hide in any row or column.
func (r *Report) reach(id string, lines class.Label, side *Side, size float64, at int) figure {
	f := figure{id: id + "-detectable", unit: r.System.Unit, value: result.Num(size),
		label: class.Label{En: "error of one cell that stands out in all " + lines.En, Zh: "在所有" + lines.Zh + "中都能识别的单元格误差"}}
	f.explain = func(w *result.Why) {
		w.Definition = class.Label{En: "(high - low) × published industries added up + 2 × digits, of the industry where it is largest; high and low bound the gaps that the industries share", Zh: "（上界 - 下界）× 合并的公布部门数 + 2 × 位数误差，取最大的部门；上下界为各部门差额的共同范围"}
		if at < 0 {
			w.Formula = "0"
			return
		}
		m, d := side.members(at), 2*side.Digits[at]
		w.Formula = "(" + digits(side.High) + " - " + digits(side.Low) + ") × " + digits(m) + " + " + digits(d) + " = " + digits(size)
		w.Terms = []result.Term{
			{Label: class.Label{En: "high", Zh: "上界"}, Value: side.High * m}, {Label: class.Label{En: "low", Zh: "下界"}, Value: -side.Low * m},
			{Label: class.Label{En: "digits", Zh: "位数误差"}, Value: d}}
		w.Binding = r.names([]int{at})
	}
	return f
}

func (r *Report) residualShare() figure {
	s := r.System
	abs := func(i int) float64 { return math.Abs(r.Rows.Gap[i]) }
	return figure{id: "residual-share", label: class.Label{En: "row gaps over output", Zh: "行差额占总产出"}, value: result.Num(s.ResidualShare()), unit: iot.ShareUnit,
		explain: func(w *result.Why) {
			var gaps, x float64
			for i := range s.Output {
				gaps, x = gaps+abs(i), x+math.Abs(s.Output[i])
			}
			w.Definition = class.Label{En: "sum of absolute row gaps over the sum of absolute output", Zh: "行差额绝对值之和 / 总产出绝对值之和"}
			w.Formula = "1'|gap| / 1'|x| = " + digits(gaps) + " / " + digits(x) + " = " + digits(w.Value)
			w.TermsOf = class.Label{En: "sum of absolute row gaps", Zh: "行差额绝对值之和"}
			w.Parts = []result.Part{{Symbol: "1'|gap|", Label: w.TermsOf, Value: gaps, Unit: s.Unit}, {Symbol: "1'|x|", Label: class.Label{En: "output", Zh: "总产出"}, Value: x, Unit: s.Unit}}
			w.Terms = r.byIndustry(abs, s.Industries.Positions())
		}}
}

func (r *Report) signFigures() []figure {
	var list []figure
	for _, half := range []struct {
		id     string
		label  class.Label
		wanted func(Negatives) bool
	}{
		{"negative-flows", class.Label{En: "negative flows", Zh: "为负的中间流量"}, func(n Negatives) bool { return n.Kind == "" }},
		{"negative-final-demand", class.Label{En: "negative cells of final demand", Zh: "为负的最终使用单元格"}, func(n Negatives) bool { return n.Kind != "" }},
	} {
		count := 0
		var terms []result.Term
		for _, n := range r.Negatives {
			if half.wanted(n) {
				count += n.Count
				terms = append(terms, result.Term{Label: kindLabel(n), Key: string(n.Kind), Value: float64(n.Count), Cells: result.CellsOf(n.Table.Origin, n.Row, n.Col)})
			}
		}
		f := counted(half.id, half.label, count, class.Label{En: "cells below zero, by kind; the place is that of the largest", Zh: "小于零的单元格，按类别；出处为其中最大者"}, nil)
		plain := f.explain
		f.explain = func(w *result.Why) {
			plain(w)
			if count > 0 {
				w.Terms = terms
			}
		}
		list = append(list, f)
	}
	return list
}

func kindLabel(n Negatives) class.Label {
	if n.Kind == "" {
		return class.Label{En: n.Table.Name, Zh: n.Table.Name}
	}
	return class.Label{En: n.Table.Name + ": " + string(n.Kind), Zh: n.Table.Name + "：" + finalZh[n.Kind]}
}

func (r *Report) ageFigures() []figure {
	var list []figure
	if y := r.System.Year; y != 0 {
		list = append(list, dated("year", class.Label{En: "year of the table", Zh: "表的年份"}, float64(y), nil))
		if r.AsOf != 0 {
			list = append(list, dated("age", class.Label{En: "age of the table, in years", Zh: "表的年龄（年）"}, float64(r.AsOf-y), []result.Term{
				{Label: class.Label{En: "year of use", Zh: "使用年份"}, Value: float64(r.AsOf)}, {Label: class.Label{En: "less the year of the table", Zh: "减表的年份"}, Value: float64(-y)}}))
		}
	}
	return list
}

func dated(id string, label class.Label, value float64, terms []result.Term) figure {
	if terms == nil {
		terms = []result.Term{{Label: label, Value: value}}
	}
	return figure{id: id, label: label, value: result.Num(value), unit: iot.RatioUnit, explain: func(w *result.Why) {
		w.Definition, w.Formula, w.Terms = label, digits(value), terms
	}}
}

// mostNamed is how many industries a count names.
const mostNamed = 25

// names lists industries by code and name.
func (r *Report) names(at []int) []class.Label {
	var list []class.Label
	for _, i := range at[:min(len(at), mostNamed)] {
		l, k := r.industry(i), r.System.Industries.Key(i).String()
		list = append(list, class.Label{En: k + " " + l.En, Zh: k + " " + l.In(class.Zh)})
	}
	if more := len(at) - len(list); more > 0 {
		list = append(list, say("and %d more", "以及另外 %d 个", more))
	}
	return list
}

func digits(v float64) string { return strconv.FormatFloat(v, 'g', 10, 64) }

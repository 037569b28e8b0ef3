package audit

import (
	"math"
	"sort"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// mostTerms is how many addends an explanation lists before the rest.
const mostTerms = 10

// largest returns the positions of the most largest non-zero values by magnitude.
func largest(values []float64, most int) []int {
	var at []int
	for i, v := range values {
		if v != 0 {
			at = append(at, i)
		}
	}
	sort.SliceStable(at, func(a, b int) bool { return math.Abs(values[at[a]]) > math.Abs(values[at[b]]) })
	return at[:min(most, len(at))]
}

// picked lists the largest of n addends and adds up the others.
func picked(n int, value func(i int) float64, term func(i int) result.Term) []result.Term {
	values := make([]float64, n)
	others, rest := 0, 0.0
	for i := range values {
		values[i] = value(i)
		if values[i] != 0 {
			others, rest = others+1, rest+values[i]
		}
	}
	var terms []result.Term
	for _, i := range largest(values, mostTerms) {
		t := term(i)
		t.Value = values[i]
		terms = append(terms, t)
		others, rest = others-1, rest-values[i]
	}
	if others > 0 {
		terms = append(terms, result.Term{Label: say("%d others", "其余 %d 项", others), Value: rest, Rest: true})
	}
	if terms == nil {
		terms = []result.Term{{Label: class.Label{En: "nothing", Zh: "无"}}}
	}
	return terms
}

// byIndustry splits a total over some industries.
func (r *Report) byIndustry(value func(i int) float64, at []int) []result.Term {
	return picked(len(at), func(k int) float64 { return value(at[k]) }, func(k int) result.Term {
		return result.Term{Label: r.industry(at[k]), Key: r.System.Industries.Key(at[k]).String(), Cells: result.CellsOf(r.System.OutputOrigin, at[k], 0)}
	})
}

// balanceCells are the cells of a row of the balance table: of one industry, or
// of several added up.
func (r *Report) balanceCells(key string, label class.Label, at []int) []result.Traced {
	x := 0.0
	for _, i := range at {
		x += r.System.Output[i]
	}
	cells := []result.Traced{code(key), name(label), {Value: result.Num(x), Explain: func(w *result.Why) {
		w.Value, w.Formula = x, "x = "+digits(x)
		w.Terms = r.byIndustry(func(i int) float64 { return r.System.Output[i] }, at)
	}}}
	for _, side := range []*Side{r.Rows, r.Columns} {
		gap, bound := 0.0, 0.0
		for _, i := range at {
			gap, bound = gap+side.Gap[i], bound+side.Bound[i]
		}
		cells = append(cells,
			result.Traced{Value: result.Num(gap), Explain: func(w *result.Why) { w.Value = gap; r.explainGap(w, side, at, gap) }},
			result.Traced{Value: result.Quotient(gap, x), Explain: func(w *result.Why) { w.Value = gap / x; r.explainShare(w, side, at, gap, x) }},
			result.Traced{Value: result.Num(bound), Explain: func(w *result.Why) { w.Value = bound; r.explainBound(w, side, at) }})
		if x == 0 {
			cells[len(cells)-2].Explain = nil
		}
	}
	return cells
}

func (r *Report) explainGap(w *result.Why, side *Side, at []int, gap float64) {
	w.Formula = "gap = " + digits(gap)
	if len(at) != 1 {
		w.Terms = r.byIndustry(func(i int) float64 { return side.Gap[i] }, at)
		return
	}
	w.Terms = r.gapTerms(side, at[0])
	from, to, out := side.Excess(at[0])
	if out {
		w.Binding = append(w.Binding, say("leaves the pattern of the others by %.6g to %.6g", "偏离其他部门的规律 %.6g 至 %.6g", from, to))
	} else {
		m := side.members(at[0])
		w.Binding = append(w.Binding, say("lies in the band of the others, from %.6g to %.6g", "处于其他部门的范围内：%.6g 至 %.6g", side.Low*m, side.High*m))
	}
}

func (r *Report) explainShare(w *result.Why, side *Side, at []int, gap, x float64) {
	r.explainGap(w, side, at, gap)
	w.Formula = "gap / x = " + digits(gap) + " / " + digits(x) + " = " + digits(gap/x)
	w.TermsOf = class.Label{En: "gap", Zh: "差额"}
	w.Parts = []result.Part{{Symbol: "gap", Label: w.TermsOf, Value: gap, Unit: r.System.Unit}, {Symbol: "x", Label: class.Label{En: "output", Zh: "总产出"}, Value: x, Unit: r.System.Unit}}
}

func (r *Report) explainBound(w *result.Why, side *Side, at []int) {
	var digit, round float64
	for _, i := range at {
		digit, round = digit+side.Digits[i], round+side.Bound[i]-side.Digits[i]
	}
	w.Formula = "½ step × cells + digits = " + digits(round) + " + " + digits(digit)
	if r.Step > 0 {
		w.Formula += "; step " + digits(r.Step) + ", cells " + digits(2*round/r.Step)
	}
	w.Terms = []result.Term{{Label: class.Label{En: "rounding of the published cells", Zh: "公布单元格的四舍五入"}, Value: round},
		{Label: class.Label{En: "digits printed: 1e-10 of the cells", Zh: "印出的位数：单元格的 1e-10"}, Value: digit}}
}

// gapTerms splits one gap into output and the cells that it is less.
func (r *Report) gapTerms(side *Side, i int) []result.Term {
	s := r.System
	cells := []cell{{i: i, value: s.Output[i]}}
	row := func(t *iot.Table) {
		for j, v := range t.Row(i, nil) {
			cells = append(cells, cell{t, i, j, -v})
		}
	}
	column := func(t *iot.Table) {
		for k := range t.Rows.Len() {
			cells = append(cells, cell{t, k, i, -t.At(k, i)})
		}
	}
	if side == r.Rows {
		row(s.Flows)
		row(s.FinalDemand)
		if s.ImportColumn != nil {
			cells = append(cells, cell{j: 1, i: i, value: s.ImportColumn[i]})
		}
	} else {
		column(s.Flows)
		column(s.Primary)
		if s.ImportFlows != nil {
			column(s.ImportFlows)
		}
	}
	return picked(len(cells), func(k int) float64 { return cells[k].value }, func(k int) result.Term { return r.cellTerm(cells[k]) })
}

// cellTerm names one cell of a gap; without a table it is output, or imports.
func (r *Report) cellTerm(c cell) result.Term {
	s := r.System
	switch {
	case c.table != nil:
		i, j := c.table.Rows.Label(c.i), c.table.Cols.Label(c.j)
		return result.Term{Key: c.table.Rows.Key(c.i).String() + " × " + c.table.Cols.Key(c.j).String(),
			Label: class.Label{En: "less " + i.En + " → " + j.En, Zh: "减 " + i.In(class.Zh) + " → " + j.In(class.Zh)}, Cells: result.CellsOf(c.table.Origin, c.i, c.j)}
	case c.j == 1:
		return result.Term{Key: "imports", Label: class.Label{En: "imports", Zh: "进口"}, Cells: result.CellsOf(s.ImportOrigin, c.i, 0)}
	}
	return result.Term{Key: "output", Label: class.Label{En: "output", Zh: "总产出"}, Cells: result.CellsOf(s.OutputOrigin, c.i, 0)}
}

// findingNumbers are the cells got and want of a finding; a kind that counts
// nothing has none.
func findingNumbers(f iot.Finding, k Kind) (got, want result.Traced) {
	if k.ID != "" && k.Numbers == (class.Label{}) {
		none := result.Plain(result.None(result.NotApplicable))
		return none, none
	}
	number := func(v float64, what class.Label) result.Traced {
		return result.Traced{Value: result.Num(v), Explain: func(w *result.Why) {
			w.Value, w.Unit, w.Formula = v, f.Unit, "got "+digits(f.Got)+"; want "+digits(f.Want)
			if k.Numbers != (class.Label{}) {
				w.Definition = k.Numbers
			}
			t := result.Term{Label: what, Key: f.Where(), Value: v}
			if f.Place != nil {
				t.Cells = result.Cells{First: []iot.Place{*f.Place}, Total: 1}
			}
			w.Terms = []result.Term{t}
			w.Binding = []class.Label{f.Text}
			w.Note = append(w.Note, f.Remedy)
		}}
	}
	return number(f.Got, class.Label{En: "what stands there", Zh: "实际数值"}), number(f.Want, class.Label{En: "what should stand there", Zh: "应有数值"})
}

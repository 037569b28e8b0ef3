package audit

import (
	"fmt"
	"math"
	"sort"
	"strconv"

	"dougong/class"
	"dougong/iot"
)

// Side is one of the two identities, for every industry.
type Side struct {
	Gap    []float64 // output less the sum: the residual account
	Digits []float64 // what the digits printed can explain
	Bound  []float64 // what rounding every published cell can explain at most
	// Low and High are the band of gaps that the industries share, for each
	// published industry: zero, and the quartiles with three interquartile
	// ranges around them (Tukey's outer fences, 1977).
	Low, High float64

	members func(i int) float64
}

// leastForPattern is how many industries it takes to speak of a pattern.
const leastForPattern = 8

// measure fills in both sides.
func (r *Report) measure() {
	s := r.System
	n := s.N()
	members := func(i int) float64 {
		if s.Members == nil {
			return 1
		}
		return float64(s.Members[i])
	}
	published := 0.0
	for i := range n {
		published += members(i)
	}
	demand := 1.0 // one for output
	if n > 0 {
		demand += float64(len(s.FinalKinds)) * published / float64(n)
	}
	inputs := published + float64(len(s.PrimaryKinds)) + 1
	if s.ImportFlows != nil {
		inputs += published
	}
	if s.ImportColumn != nil {
		demand++
	}
	rows, cols := r.magnitudes()
	r.Rows = r.side(s.RowResidual(), rows, published+demand, members)
	r.Columns = r.side(s.ColumnResidual(), cols, inputs, members)
}

// magnitudes returns |x| + Σ|cells| of each row and column.
func (r *Report) magnitudes() (rows, cols []float64) {
	s := r.System
	rows, cols = make([]float64, s.N()), make([]float64, s.N())
	for i, x := range s.Output {
		rows[i], cols[i] = math.Abs(x), math.Abs(x)
	}
	for i, m := range s.ImportColumn {
		rows[i] += math.Abs(m)
	}
	for _, t := range tables(s) {
		byRow := t == s.Flows || t == s.FinalDemand
		byCol := t == s.Flows || t == s.ImportFlows || t == s.Primary
		buf := make([]float64, t.Cols.Len())
		for i := range t.Rows.Len() {
			for j, v := range t.Row(i, buf) {
				if byRow {
					rows[i] += math.Abs(v)
				}
				if byCol {
					cols[j] += math.Abs(v)
				}
			}
		}
	}
	return rows, cols
}

func (r *Report) side(gap, magnitude []float64, cells float64, members func(int) float64) *Side {
	s := &Side{Gap: gap, Digits: make([]float64, len(gap)), Bound: make([]float64, len(gap)), members: members}
	each := make([]float64, 0, len(gap))
	for i := range gap {
		s.Digits[i] = 1e-10 * magnitude[i]
		s.Bound[i] = s.Digits[i] + r.Step/2*cells*members(i)
		if magnitude[i] != 0 {
			each = append(each, gap[i]/members(i))
		}
	}
	if len(each) >= leastForPattern {
		sort.Float64s(each)
		q1, q3 := each[(len(each)-1)/4], each[(len(each)-1)*3/4]
		s.Low, s.High = math.Min(0, q1-3*(q3-q1)), math.Max(0, q3+3*(q3-q1))
	}
	return s
}

// Excess brackets by how much a gap leaves the pattern, and by what its own
// ordinary residual may hide: the error lies between from and to. out is false
// where the gap lies within.
func (s *Side) Excess(i int) (from, to float64, out bool) {
	from = s.Gap[i] - s.High*s.members(i) - s.Digits[i]
	to = s.Gap[i] - s.Low*s.members(i) + s.Digits[i]
	return from, to, from > 0 || to < 0
}

// Detectable returns the size above which an error of one cell leaves the
// pattern of industry i whatever the ordinary residual there.
func (s *Side) Detectable(i int) float64 {
	return (s.High-s.Low)*s.members(i) + 2*s.Digits[i]
}

// explained reports whether digits or rounding, in the pattern, explain a gap.
func (s *Side) explained(i int) (digits, rounding bool) {
	_, _, out := s.Excess(i)
	return math.Abs(s.Gap[i]) <= s.Digits[i], math.Abs(s.Gap[i]) <= s.Bound[i] && !out
}

func (r *Report) rowBalance() []iot.Finding {
	return r.balanceOf("row-balance", r.Rows, func(f *iot.Finding, k *iot.Key) { f.Row = k },
		class.Label{En: "rows", Zh: "行"}, class.Label{En: "uses", Zh: "各项使用"})
}

func (r *Report) columnBalance() []iot.Finding {
	return r.balanceOf("column-balance", r.Columns, func(f *iot.Finding, k *iot.Key) { f.Col = k },
		class.Label{En: "columns", Zh: "列"}, class.Label{En: "inputs", Zh: "各项投入"})
}

// balanceOf names each industry whose gap nothing explains, and says once how
// many gaps rounding explains.
func (r *Report) balanceOf(id string, side *Side, name func(*iot.Finding, *iot.Key), lines, sums class.Label) []iot.Finding {
	s := r.System
	var list []iot.Finding
	rounded, low, high := 0, 0.0, 0.0
	for i, gap := range side.Gap {
		digits, rounding := side.explained(i)
		if digits {
			continue
		}
		if rounding {
			rounded, low, high = rounded+1, math.Min(low, gap), math.Max(high, gap)
			continue
		}
		f := finding(id, gapLevel(gap, s.Output[i]), r.gapText(side, i, sums))
		k := s.Industries.Key(i)
		name(&f, &k)
		f.Block, f.Unit, f.Got, f.Want = "Output", s.Unit, s.Output[i]-gap, s.Output[i]
		f.Place = place(s.OutputOrigin, i, 0)
		list = append(list, f)
	}
	if rounded == 0 {
		return list
	}
	from, to := r.money(low), r.money(high)
	f := finding(id, iot.Note, class.Label{
		En: fmt.Sprintf("%d of %d %s miss output by what rounding explains: gaps from %s to %s", rounded, s.N(), lines.En, from.En, to.En),
		Zh: fmt.Sprintf("%d / %d %s的差额可由四舍五入解释：从 %s 到 %s", rounded, s.N(), lines.Zh, from.Zh, to.Zh)})
	f.Unit, f.Got = s.Unit, high
	if -low > high {
		f.Got = low
	}
	return append([]iot.Finding{f}, list...)
}

// gapLevel judges a gap that nothing explains: over one per cent of output is a
// fault, under a hundred-thousandth worth knowing.
func gapLevel(gap, output float64) iot.Level {
	switch size := math.Abs(gap); {
	case size > 1e-2*math.Abs(output):
		return iot.Fault
	case size > 1e-5*math.Abs(output):
		return iot.Warning
	}
	return iot.Note
}

func (r *Report) gapText(side *Side, i int, sums class.Label) class.Label {
	en, zh := "more than rounding explains", "超出四舍五入可解释的范围"
	if math.Abs(side.Gap[i]) <= side.Bound[i] {
		en, zh = "rounding could explain it, but the other industries miss by less", "四舍五入或可解释，但明显大于其他部门"
	}
	x := r.System.Output[i]
	if x == 0 {
		return class.Label{En: sums.En + " without output, " + en, Zh: "无产出却有" + sums.Zh + "，" + zh}
	}
	share := strconv.FormatFloat(100*side.Gap[i]/x, 'g', 3, 64) + " %"
	gap := r.money(side.Gap[i])
	return class.Label{En: "output less " + sums.En + " is " + gap.En + ", " + share + " of output: " + en,
		Zh: "总产出减" + sums.Zh + "为 " + gap.Zh + "，占总产出 " + share + "：" + zh}
}

// money writes an amount for people.
func (r *Report) money(v float64) class.Label {
	u := r.System.Unit
	return class.Label{En: u.Readable(v, class.En), Zh: u.Readable(v, class.Zh)}
}

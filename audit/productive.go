package audit

import (
	"context"
	"math"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/internal/progress"
	"dougong/iot"
)

// Productivity says whether a recipe A can be a model: whether I - A has a
// non-negative inverse (Hawkins & Simon 1949), which is so if and only if the
// spectral radius of A is below one. Where cells are negative all of it is said
// of |A|, whose radius and condition bound those of A from above.
type Productivity struct {
	Recipe   class.Label // which inputs count
	ID       string      // "domestic", "total"; empty where there is one recipe only
	Absolute bool        // some coefficients are negative

	Sums    []float64 // column sums of |A|: inputs per unit of output
	Largest int       // position of the largest; -1 in an empty table
	// Radius estimates the spectral radius, which lies from Lower to Upper.
	Radius, Lower, Upper float64
	// Condition is the condition number of I - A in the 1-norm,
	// ‖I - A‖₁ ‖L‖₁ with ‖L‖₁ the largest entry of L'1; 0 where the table is not
	// productive. AtLeast says that its series was cut off.
	Condition float64
	AtLeast   bool
	Norm      float64   // ‖I - A‖₁
	Takes     []float64 // L'1: output that one unit of final demand for each industry takes

	flows *iot.Table
	inv   []float64 // 1/x, 0 where output is 0
}

// Rounds after which the power method and the series L'1 = 1 + A'1 + A'²1 + …
// stop, and what they stop at sooner.
const (
	mostRadiusRounds = 500
	radiusTolerance  = 1e-7
	mostSeriesRounds = 1000
	seriesTolerance  = 1e-12
)

// productivities judges the recipe of inputs from home, and, where imports are
// apart, of inputs wherever they come from.
func productivities(ctx context.Context, s *iot.System) ([]Productivity, error) {
	split := s.SplitImports()
	recipes := []Productivity{{flows: split.Flows, Recipe: class.Label{En: "inputs", Zh: "投入"}}}
	if split.ImportFlows != nil {
		recipes[0].ID, recipes[0].Recipe = "domestic", class.Label{En: "domestic inputs", Zh: "国内投入"}
		recipes = append(recipes, Productivity{ID: "total", flows: split.TotalTechnology(), Recipe: class.Label{En: "domestic and imported inputs", Zh: "国内与进口投入"}})
	}
	phase := progress.Start(ctx, "spectral radius and condition", int64(len(recipes)))
	for i := range recipes {
		if err := recipes[i].judge(ctx, s.Output); err != nil {
			return nil, err
		}
		phase.Add(1)
	}
	return recipes, nil
}

func (p *Productivity) judge(ctx context.Context, x []float64) error {
	n := len(x)
	p.inv, p.Sums, p.Largest = make([]float64, n), make([]float64, n), -1
	for j := range x {
		if x[j] != 0 {
			p.inv[j] = 1 / x[j]
		}
	}
	p.Norm = p.sums()
	for j, a := range p.Sums {
		if p.Largest < 0 || a > p.Sums[p.Largest] {
			p.Largest = j
		}
	}
	p.Radius, p.Lower, p.Upper = linalg.Radius(n, p.mul, radiusTolerance, mostRadiusRounds)
	if err := ctx.Err(); err != nil || p.Upper >= 1 {
		return err
	}
	p.condition()
	return ctx.Err()
}

// sums fills in the column sums of |A| and returns ‖I - A‖₁.
func (p *Productivity) sums() float64 {
	norms, buf := make([]float64, len(p.inv)), make([]float64, len(p.inv))
	for i := range p.inv {
		for j, z := range p.flows.Row(i, buf) {
			a := z * p.inv[j]
			p.Absolute = p.Absolute || a < 0
			p.Sums[j] += math.Abs(a)
			if i == j {
				a = 1 - a
			}
			norms[j] += math.Abs(a)
		}
	}
	var largest float64
	for _, norm := range norms {
		largest = math.Max(largest, norm)
	}
	return largest
}

// mul computes y = |A| v.
func (p *Productivity) mul(y, v []float64) {
	w, buf := make([]float64, len(v)), make([]float64, len(v))
	for j := range w {
		w[j] = v[j] * math.Abs(p.inv[j])
	}
	for i := range y {
		var s float64
		for j, z := range p.flows.Row(i, buf) {
			s += math.Abs(z) * w[j]
		}
		y[i] = s
	}
}

// condition sums the series L'1 round by round: terms are not negative, so what
// is summed is a lower bound, and no matrix is factored.
func (p *Productivity) condition() {
	n := len(p.inv)
	p.Takes = make([]float64, n)
	term, next, buf := make([]float64, n), make([]float64, n), make([]float64, n)
	for j := range term {
		term[j], p.Takes[j] = 1, 1
	}
	p.AtLeast = true
	for range mostSeriesRounds {
		clear(next)
		for i := range n {
			if term[i] == 0 {
				continue
			}
			for j, z := range p.flows.Row(i, buf) {
				next[j] += math.Abs(z) * term[i]
			}
		}
		largest := 0.0
		for j := range next {
			next[j] *= math.Abs(p.inv[j])
			p.Takes[j] += next[j]
			largest = math.Max(largest, next[j])
		}
		term, next = next, term
		if largest <= seriesTolerance {
			p.AtLeast = false
			break
		}
	}
	for _, t := range p.Takes {
		p.Condition = math.Max(p.Condition, p.Norm*t)
	}
}

// worstCondition loses eight of sixteen digits.
const worstCondition = 1e8

func (r *Report) productive() []iot.Finding {
	var list []iot.Finding
	for _, p := range r.Models {
		for j, a := range p.Sums {
			if a >= 1 {
				list = append(list, r.columnFinding(p, j))
			}
		}
		recipe := bilingual{p.Recipe.En, p.Recipe.Zh}
		switch {
		case p.Lower >= 1 && !p.Absolute:
			f := finding("spectral-radius", iot.Fault, say("%s: the spectral radius of A is at least %.6g: no demand can be met", "%s：A 的谱半径至少为 %.6g：任何需求都无法满足", recipe, p.Lower))
			f.Unit, f.Got, f.Want = iot.RatioUnit, p.Lower, 1
			list = append(list, f)
		case p.Upper >= 1:
			f := finding("spectral-radius", iot.Warning, say("%s: the spectral radius of A lies from %.6g to %.6g: it could not be shown to be below one", "%s：A 的谱半径介于 %.6g 与 %.6g 之间：未能证明小于 1", recipe, p.Lower, p.Upper))
			f.Unit, f.Got, f.Want = iot.RatioUnit, p.Upper, 1
			list = append(list, f)
		}
		if p.Condition > worstCondition {
			f := finding("condition", iot.Warning, say("%s: the condition number of I - A is %.3g", "%s：I - A 的条件数为 %.3g", recipe, p.Condition))
			f.Unit, f.Got, f.Want = iot.RatioUnit, p.Condition, worstCondition
			list = append(list, f)
		}
	}
	return list
}

func (r *Report) columnFinding(p Productivity, j int) iot.Finding {
	k := r.System.Industries.Key(j)
	f := finding("hawkins-simon", iot.Warning, say("%s: %.4g of inputs per unit of output", "%s：单位产出的投入为 %.4g", bilingual{p.Recipe.En, p.Recipe.Zh}, p.Sums[j]))
	f.Block, f.Col, f.Unit, f.Got, f.Want = p.flows.Name, &k, iot.RatioUnit, p.Sums[j], 1
	return f
}

package leontief

import (
	"context"
	"fmt"

	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/result"
)

func positionEntry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "position", Verb: result.See,
		Label:    label("Position in the chain", "产业链位置"),
		Question: label("How far is each industry from final use, and from primary inputs?", "各产业距最终使用、距初始投入有多远？"),
		Needs:    []result.Need{result.NeedSystem},
		Params:   []result.Param{result.EconomyParam(), scopeParam(global)},
		Tables: []result.TableSpec{{ID: "position", Label: label("Position", "位置"), Columns: []result.Column{codeColumn(), result.NameColumn(),
			result.RatioColumn("upstreamness", label("upstreamness", "上游度"), label("(G i)_i: one plus the mean number of sales before final use", "(G i)_i：到最终使用前平均经过的销售次数加一")),
			result.RatioColumn("downstreamness", label("downstreamness", "下游度"), label("(i'L)_j: one plus the mean number of purchases since primary inputs", "(i'L)_j：自初始投入以来平均经过的购买次数加一")),
			result.RatioColumn("upstreamness_corrected", label("upstreamness, corrected", "上游度（修正）"), label("the same on flows times x/(x-N-E+M): without inventories, and on a national table with exports used as at home and imports counted", "在乘以 x/(x-N-E+M) 的流量上计算：剔除存货变动；国内表还假定出口与国内同样使用并计入进口")),
			result.RatioColumn("downstreamness_corrected", label("downstreamness, corrected", "下游度（修正）"), label("the same on the corrected flows", "在修正后的流量上计算")),
		}}},
		Figures: []result.Figure{{ID: "position", Kind: result.Scatter, Title: label("Upstreamness and downstreamness", "上游度与下游度"), Table: "position", Label: "name", Values: []string{"downstreamness", "upstreamness"}}},
		Formula: "U = (I - B)⁻¹ i, B = x̂⁻¹Z; D = i'(I - A)⁻¹; corrected z_ij x_i/(x_i - N_i - E_i + M_i), N inventories, E exports, M imports; on a world table N alone",
		Limits: []class.Label{averageRecipe,
			label("Where the table has no column of inventories (or only capital formation in all), nothing is taken out for them.", "表中没有单列存货变动（或只有资本形成总额）时，不作存货修正。"),
			label("On a national table without correction an export is the end of the chain: the economy seems nearer to final use than it is in the world.", "未修正的国内表把出口视为链条终点，使该经济体看起来比在世界范围内更接近最终使用。")},
		Citation: []string{"Antràs, Chor, Fally & Hillberry (2012), American Economic Review P&P 102, eq. 4", "Fally (2012), Production staging", "Antràs & Chor (2018), On the measurement of upstreamness and downstreamness in global value chains", "Miller & Temurshoev (2017), International Regional Science Review 40"},
		Example:  "dougong see position --economy CHN",
	}, position)
}

func position(ctx context.Context, in *result.Input, a *result.Answer) error {
	v, err := viewOf(ctx, in, a.Entry, Domestic)
	if err != nil {
		return err
	}
	m := v.m
	corrected, dropped, err := correctedOf(ctx, in, v.sys)
	if err != nil {
		return err
	}
	up, down := m.Upstreamness(), m.Downstreamness()
	var up2, down2 []float64
	if corrected != nil {
		up2, down2 = corrected.Upstreamness(), corrected.Downstreamness()
	}
	for _, i := range v.rows {
		second := func(values []float64, derive func() Derivation) result.Traced {
			switch {
			case corrected == nil:
				return result.Plain(result.None(result.NotAvailable))
			case dropped[i]:
				return result.Plain(result.None(result.NotApplicable))
			}
			return v.cell(i, values[i], derive)
		}
		below := func(m *Model) func() Derivation {
			return func() Derivation { return m.Derive("i'L e_j", m.Form(linalg.Ones(m.n), linalg.Unit(m.n, i))) }
		}
		a.Add("position", v.key(i), v.name(i), append(v.head(i),
			v.cell(i, up[i], func() Derivation { return m.ghoshSum(i) }),
			v.cell(i, down[i], below(m)),
			second(up2, func() Derivation { return corrected.ghoshSum(i) }),
			second(down2, func() Derivation { return below(corrected)() }))...)
	}
	v.sayPosition(a, up)
	return nil
}

// correctedOf returns the model of [Corrected] flows and which industries it
// drops, made once; nil where imports by product are not known.
func correctedOf(ctx context.Context, in *result.Input, sys *iot.System) (*Model, map[int]bool, error) {
	if sys.Imports == iot.ImportsRow {
		return nil, nil, nil
	}
	type key struct{ of *iot.System }
	type made struct {
		m       *Model
		dropped map[int]bool
	}
	got, err := in.Memo.Do(key{sys}, func() (any, error) {
		corrected, dropped, err := Corrected(sys)
		if err != nil {
			return nil, err
		}
		m, err := New(ctx, corrected, Domestic)
		d := map[int]bool{}
		for _, i := range dropped {
			d[i] = true
		}
		return made{m, d}, err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("position with corrected flows: %w", err)
	}
	return got.(made).m, got.(made).dropped, nil
}

func (v *view) sayPosition(a *result.Answer, up []float64) {
	highest, lowest := -1, -1
	for _, i := range v.rows {
		if v.m.x[i] == 0 {
			continue
		}
		if highest < 0 || up[i] > up[highest] {
			highest = i
		}
		if lowest < 0 || up[i] < up[lowest] {
			lowest = i
		}
	}
	if highest >= 0 {
		h, l := v.name(highest), v.name(lowest)
		a.Say(fmt.Sprintf("Furthest from final use: %s (upstreamness %s); nearest: %s (%s).", h.In(class.En), short(up[highest]), l.In(class.En), short(up[lowest])),
			fmt.Sprintf("距最终使用最远的是%s（上游度 %s），最近的是%s（%s）。", h.In(class.Zh), short(up[highest]), l.In(class.Zh), short(up[lowest])))
	}
	v.sayZero(a)
}

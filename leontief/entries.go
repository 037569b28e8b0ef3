package leontief

import (
	"context"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Entries lists the analyses of this package. To add one, write a file that
// describes and computes it and name it here.
func Entries() []*result.Entry {
	return []*result.Entry{
		multipliersEntry(),
		linkagesEntry(),
		positionEntry(),
		pathsEntry(),
		closeEntry(),
		closeAllEntry(),
	}
}

func label(en, zh string) class.Label { return class.Label{En: en, Zh: zh} }

// Columns that several tables have.

func codeColumn() result.Column {
	return result.CodeColumn("code", label("industry", "产业"), label("code in the table", "表中代码"))
}

// Parameters that several entries have.

func technologyParam() result.Param {
	return result.Param{ID: "technology", Kind: result.Enum, Default: string(Domestic),
		Label: label("technology", "技术口径"), Help: label("which inputs count; a world table has one technology", "计入哪些投入；世界表只有一种口径"),
		Choices: []result.Choice{
			{ID: string(Domestic), Label: label("inputs bought at home", "仅国内投入")},
			{ID: string(Total), Label: label("inputs wherever they come from", "国内投入与进口投入")},
		}}
}

const (
	national = "national"
	global   = "world"
)

func scopeParam(standard string) result.Param {
	return result.Param{ID: "scope", Kind: result.Enum, Default: standard,
		Label: label("scope", "范围"), Help: label("on a world table: the economy by itself, or within the world", "世界表适用：单独看该经济体，或放在世界范围内看"),
		Choices: []result.Choice{
			{ID: national, Label: label("the economy's own table, imports apart", "该经济体的国内表，进口单列")},
			{ID: global, Label: label("the whole world table", "整张世界表")},
		}}
}

// Limits that several entries have.
var (
	averageRecipe = label(
		"Every product of an industry is taken to need the industry's average inputs, in fixed proportions.",
		"假定同一产业的产品都按该产业的平均投入、以固定比例生产。")
	outputHeld = label(
		"Demand is f* = x - Z 1: published final demand with the table's row residual, so that the baseline returns published output.",
		"最终需求取 f* = x - Z 1：公布的最终需求加上该表的行残差，因此基准情形恰好还原公布的总产出。")
	suppliersQuestion = label(
		"A hypothetical extraction answers a supplier's question: whose sales are lost. What users do without the product (stocks, substitutes, stoppages) is another question; the table of users shows who would face it.",
		"假设抽取法回答供应商的问题：谁失去了销售。用户缺少该产品后会怎样（库存、替代、停产）是另一个问题；用户表列出会面对它的产业。")
)

// view is the model that an entry looks at, and the industries it shows.
type view struct {
	m       *Model
	sys     *iot.System
	economy string // "" for all economies
	rows    []int  // industries of the economy
	world   bool   // several economies are inside the model
}

// viewOf opens the economy and scope that the parameters name. Without an
// economy all industries are shown.
func viewOf(ctx context.Context, in *result.Input, entry string, tech Technology) (*view, error) {
	v := &view{economy: in.Params.String("economy")}
	v.world = in.System.MultiRegion() && in.Params.String("scope") == global
	sys := in.System
	if !v.world {
		if v.economy == "" && sys.MultiRegion() {
			return nil, &result.ParamError{Entry: entry, Param: "economy", Want: "the economy whose table to look at, or --scope world"}
		}
		var err error
		if sys, err = National(in, v.economy); err != nil {
			return nil, err
		}
	}
	m, err := Of(ctx, in.Memo, sys, tech)
	if err != nil {
		return nil, err
	}
	v.m, v.sys = m, m.System()
	v.rows = v.sys.Industries.InRegion(v.economy)
	if v.economy == "" || len(v.rows) == 0 {
		v.rows = v.sys.Industries.Positions()
	}
	return v, nil
}

func (v *view) key(i int) string { return v.sys.Industries.Key(i).String() }

func (v *view) name(i int) class.Label {
	if v.world && v.economy == "" || v.world && v.sys.Industries.Key(i).Region != v.economy {
		return v.m.name(i)
	}
	return v.sector(i)
}

// sector labels an industry without its economy.
func (v *view) sector(i int) class.Label {
	l := v.sys.Industries.Label(i)
	if l.En == "" {
		l.En = v.sys.Industries.Key(i).Item
	}
	return l
}

// head are the cells that name an industry.
func (v *view) head(i int) []result.Traced {
	return []result.Traced{result.Plain(result.Str(v.key(i))), result.Plain(result.Lab(v.name(i)))}
}

// cell makes a number that can be explained; an industry without output has none.
func (v *view) cell(i int, value float64, derive func() Derivation) result.Traced {
	if v.m.x[i] == 0 {
		return result.Plain(result.None(result.NotApplicable))
	}
	return Traced(result.Num(value), derive)
}

// names joins the labels of industries for a sentence.
func (v *view) names(at []int) class.Label {
	var en, zh []string
	for _, i := range at {
		l := v.name(i)
		en, zh = append(en, l.In(class.En)), append(zh, l.In(class.Zh))
	}
	return label(strings.Join(en, ", "), strings.Join(zh, "、"))
}

// sayZero names the industries without output.
func (v *view) sayZero(a *result.Answer) {
	var at []int
	for _, i := range v.rows {
		if v.m.x[i] == 0 {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return
	}
	const most = 25
	codes := make([]string, 0, most)
	for _, i := range at[:min(most, len(at))] {
		codes = append(codes, v.key(i))
	}
	if len(at) > most {
		codes = append(codes, "…")
	}
	a.Say("Without output in this table, so without an answer: "+strings.Join(codes, ", ")+".",
		"本表中无产出、因而不适用的产业："+strings.Join(codes, "、")+"。")
}

// table returns a table of the answer, to set units that depend on the data.
func table(a *result.Answer, id string) *result.Table {
	t, ok := a.Table(id)
	if !ok {
		panic("leontief: BUG: no table " + id)
	}
	return t
}

// sayRestValue says what value added is where it is all that inputs leave.
func (v *view) sayRestValue(a *result.Answer) {
	if v.sys.HasPrimary(iot.ValueAddedRest) {
		a.Say("Value added is here what inputs leave of output: taxes, margins and rounding are in it.", "此处增加值为产出减投入的余额，含税、流通费用与取整误差。")
	}
}

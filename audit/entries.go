package audit

import (
	"context"

	"dougong/class"
	"dougong/result"
)

// Entries lists the analyses of this package.
func Entries() []*result.Entry {
	return []*result.Entry{entry()}
}

const asOfParam = "as-of"

func entry() *result.Entry {
	return result.Trace(&result.Entry{
		ID: "audit", Verb: result.See,
		Label:    class.Label{En: "audit", Zh: "数据审计"},
		Question: class.Label{En: "can this table be trusted?", Zh: "这张表可信吗？"},
		Needs:    []result.Need{result.NeedSystem},
		Params: []result.Param{
			{ID: asOfParam, Kind: result.Count, Min: 1900, Max: 2200,
				Label: class.Label{En: "year of use", Zh: "使用年份"},
				Help:  class.Label{En: "year that the table's age is judged by; without it age is not judged", Zh: "据以判断表的新旧的年份；不给则不判断"}},
			result.TopParam(20),
		},
		Cost: func(n int) result.Cost {
			return result.Cost{Seconds: 2e-7 * float64(n) * float64(n), Bytes: 40 * float64(n)}
		},
		Tables: []result.TableSpec{summarySpec, gdpSpec, balanceSpec, findingSpec},
		Figures: []result.Figure{{ID: "gaps", Kind: result.Bar, Table: "balance", Label: "name", Values: []string{"row_share", "column_share"}, Top: 20,
			Title: class.Label{En: "what output misses its uses and inputs by", Zh: "总产出与使用、投入之差"}}},
		Formula: "row gap = x - Z1 - Y1 (+ imports where one column takes them off); column gap = x - 1'Z - 1'Zm - 1'V; " +
			"GDP = x1 - 1'Z1 - 1'Zm1 = Y1 + exports - imports = 1'V1; rho(A) from min (Av)_i/v_i to max (Av)_i/v_i; condition = |I-A|_1 |L|_1",
		Limits: []class.Label{
			{En: "An audit tests a table against itself. Errors that keep every sum, and what the office misjudged, pass.", Zh: "审计只用表自身的恒等式检验：保持各项合计不变的错误以及统计机构的误判无法发现。"},
			{En: "Nothing is repaired: residuals stay visible accounts, and findings stay until they are accepted with a reason.", Zh: "不做任何修补：差额保留为可见账户；发现的问题在注明理由接受之前一直保留。"},
			{En: "A cell is suspected only where its error exceeds the ordinary residuals of its row or column; the summary says from what size.", Zh: "只有当误差超过所在行或列的通常残差时才能定位单元格；汇总表给出可发现的大小。"},
		},
		Citation: []string{
			"Hawkins, D., Simon, H. A. (1949), Note: some conditions of macroeconomic stability, Econometrica 17",
			"Miller, R. E., Blair, P. D. (2009), Input-Output Analysis, 2nd ed., section 2.2",
			"Tukey, J. W. (1977), Exploratory Data Analysis, section 2D (outer fences)",
		},
		Example: "dougong see audit",
	}, answer)
}

func column(id string, kind result.ColumnKind, label, definition class.Label) result.Column {
	return result.Column{ID: id, Kind: kind, Label: label, Definition: definition, Why: kind == result.Number || kind == result.Integer}
}

var summarySpec = result.TableSpec{ID: "summary", Label: class.Label{En: "the table at a glance", Zh: "概览"}, Columns: []result.Column{
	column("figure", result.Code, class.Label{En: "figure", Zh: "指标"}, class.Label{En: "id of the figure", Zh: "指标代号"}),
	column("name", result.Name, class.Label{En: "name", Zh: "名称"}, class.Label{En: "what the figure says", Zh: "指标含义"}),
	column("value", result.Number, class.Label{En: "value", Zh: "数值"}, class.Label{En: "in the unit beside it", Zh: "单位见右列"}),
	column("unit", result.Code, class.Label{En: "unit", Zh: "单位"}, class.Label{En: "unit of the value; 1 for a pure number", Zh: "数值的单位；1 为纯数"}),
	column("remark", result.Name, class.Label{En: "remark", Zh: "备注"}, class.Label{En: "where it is, or why there is none", Zh: "所在位置或缺失原因"}),
}}

var gdpSpec = result.TableSpec{ID: "gdp", Label: class.Label{En: "gross domestic product by way", Zh: "各方法的国内生产总值"}, Columns: []result.Column{
	column("economy", result.Code, class.Label{En: "economy", Zh: "经济体"}, class.Label{En: "code of the economy", Zh: "经济体代码"}),
	column("name", result.Name, class.Label{En: "name", Zh: "名称"}, class.Label{En: "name of the economy", Zh: "经济体名称"}),
	result.MoneyColumn("production", class.Label{En: "production", Zh: "生产法"}, class.Label{En: "output less inputs from home and abroad; taxes on the inputs included", Zh: "总产出减国内外中间投入，含投入品的产品税"}),
	result.MoneyColumn("expenditure", class.Label{En: "expenditure", Zh: "支出法"}, class.Label{En: "final demand with exports, less imports", Zh: "最终使用（含出口）减进口"}),
	result.MoneyColumn("income", class.Label{En: "income", Zh: "收入法"}, class.Label{En: "sum of the primary inputs; not available where value added is only what is left of output", Zh: "最初投入之和；若增加值只是总产出的剩余项则无此法"}),
	result.MoneyColumn("difference", class.Label{En: "production less expenditure", Zh: "生产法减支出法"}, class.Label{En: "what the row and column gaps add up to", Zh: "行列差额的合计"}),
}}

var balanceSpec = result.TableSpec{ID: "balance", Label: class.Label{En: "gaps by industry, largest share of output first", Zh: "各部门差额（按占总产出比重排序）"}, Columns: []result.Column{
	column("industry", result.Code, class.Label{En: "industry", Zh: "部门"}, class.Label{En: "sector in an economy", Zh: "经济体的部门"}),
	column("name", result.Name, class.Label{En: "name", Zh: "名称"}, class.Label{En: "name of the industry", Zh: "部门名称"}),
	result.MoneyColumn("output", class.Label{En: "output", Zh: "总产出"}, class.Label{En: "x", Zh: "x"}),
	result.MoneyColumn("row_gap", class.Label{En: "row gap", Zh: "行差额"}, class.Label{En: "output less uses: x - Z1 - Y1, plus imports where one column takes them off", Zh: "总产出减各项使用：x - Z1 - Y1（有进口列时加进口）"}),
	result.ShareColumn("row_share", class.Label{En: "row gap / output", Zh: "行差额占比"}, class.Label{En: "row gap over output", Zh: "行差额 / 总产出"}),
	result.MoneyColumn("row_bound", class.Label{En: "rounding, rows", Zh: "行舍入上限"}, class.Label{En: "largest gap that rounding of the published cells could make: half a step for each cell", Zh: "公布单元格四舍五入可能造成的最大差额：每格半个最小单位"}),
	result.MoneyColumn("column_gap", class.Label{En: "column gap", Zh: "列差额"}, class.Label{En: "output less inputs: x - 1'Z - 1'Zm - 1'V", Zh: "总产出减各项投入：x - 1'Z - 1'Zm - 1'V"}),
	result.ShareColumn("column_share", class.Label{En: "column gap / output", Zh: "列差额占比"}, class.Label{En: "column gap over output", Zh: "列差额 / 总产出"}),
	result.MoneyColumn("column_bound", class.Label{En: "rounding, columns", Zh: "列舍入上限"}, class.Label{En: "the same for columns", Zh: "列的同一上限"}),
}}

var findingSpec = result.TableSpec{ID: "findings", Label: class.Label{En: "findings, worst first", Zh: "发现的问题（按严重程度）"}, Columns: []result.Column{
	column("id", result.Code, class.Label{En: "id", Zh: "代号"}, class.Label{En: "kind of finding, see docs/findings.md", Zh: "问题类型，见 docs/findings.md"}),
	column("level", result.Code, class.Label{En: "level", Zh: "级别"}, class.Label{En: "note: worth knowing; warning: may mislead; fault: makes results wrong", Zh: "note 提示；warning 警告：可能误导；fault 错误：结果有误"}),
	column("where", result.Code, class.Label{En: "where", Zh: "位置"}, class.Label{En: "row × column, by code", Zh: "行 × 列（代码）"}),
	column("text", result.Name, class.Label{En: "finding", Zh: "问题"}, class.Label{En: "what was found", Zh: "发现了什么"}),
	column("remedy", result.Name, class.Label{En: "remedy", Zh: "处理"}, class.Label{En: "what to do", Zh: "怎么办"}),
	column("got", result.Number, class.Label{En: "got", Zh: "实际"}, class.Label{En: "what stands there; its meaning depends on the kind, see docs/findings.md", Zh: "实际数值；含义视类型而定，见 docs/findings.md"}),
	column("want", result.Number, class.Label{En: "want", Zh: "应为"}, class.Label{En: "what should stand there", Zh: "应有数值"}),
	column("unit", result.Code, class.Label{En: "unit", Zh: "单位"}, class.Label{En: "unit of both", Zh: "两数的单位"}),
	column("accepted", result.Name, class.Label{En: "accepted", Zh: "接受理由"}, class.Label{En: "who accepted it, and why", Zh: "谁接受、理由为何"}),
	column("place", result.Code, class.Label{En: "place", Zh: "出处"}, class.Label{En: "file, row and column", Zh: "文件、行、列"}),
}}

// answer fills the tables: summary, gross domestic product, gaps by industry, findings.
func answer(ctx context.Context, in *result.Input, a *result.Answer) error {
	r, err := reported(ctx, in)
	if err != nil {
		return err
	}
	r.answerSummary(a)
	r.answerGDP(a)
	r.answerBalance(a, in.Params.Int("top"))
	r.answerFindings(a)
	a.Findings, a.Headline = r.Findings, r.headline()
	return nil
}

package audit

import (
	"fmt"

	"dougong/class"
	"dougong/iot"
)

// Kind is one kind of finding: what it means and what to do about it.
type Kind struct {
	ID     string
	Levels []iot.Level
	Label  class.Label
	Cause  class.Label
	Remedy class.Label
	// Numbers says what got and want count; empty where they count nothing.
	Numbers class.Label
}

// Catalogue lists every kind of finding, by the question it belongs to:
// what the file says, do the identities hold, are the signs right, can it be a
// model, is it known what it is.
var Catalogue = []Kind{
	{ID: "total-mismatch", Levels: []iot.Level{iot.Warning, iot.Fault},
		Label:   class.Label{En: "a published total is not the sum of its parts", Zh: "公布的合计与各项之和不符"},
		Cause:   class.Label{En: "The file carries totals (intermediate use, final use, value added) that differ from the cells read.", Zh: "文件中的合计（中间使用、最终使用、增加值等）与读入的单元格之和不一致。"},
		Remedy:  class.Label{En: "Compare the row or column with the publisher's file; a cell or the total was changed.", Zh: "与发布方原始文件核对该行或该列：某个单元格或合计被改动过。"},
		Numbers: class.Label{En: "published total; sum of its terms", Zh: "公布的合计；各项之和"}},
	{ID: "folded-split", Levels: []iot.Level{iot.Note},
		Label:   class.Label{En: "an economy published in parts was added up", Zh: "分拆公布的经济体已合并"},
		Cause:   class.Label{En: "The edition splits an economy (CHN into CN1 and CN2, MEX into MX1 and MX2): the reader adds the parts to the whole.", Zh: "该版本把某经济体分拆公布（CHN 分为 CN1、CN2，MEX 分为 MX1、MX2）；读入时已合并。"},
		Remedy:  class.Label{En: "Nothing to do; processing trade cannot be told apart any more.", Zh: "无需处理；加工贸易不再单列。"},
		Numbers: class.Label{En: "parts; whole", Zh: "部分数；整体"}},
	{ID: "taxes-on-final-demand", Levels: []iot.Level{iot.Note},
		Label:   class.Label{En: "taxes on final demand stand outside", Zh: "最终使用的产品税未计入"},
		Cause:   class.Label{En: "The file gives taxes less subsidies on products sold to final users, which belong to no industry.", Zh: "文件给出最终使用部分的产品税净额，它不属于任何部门。"},
		Remedy:  class.Label{En: "Add them to value added to compare with GDP at market prices.", Zh: "与市场价格 GDP 比较时须加上。"},
		Numbers: class.Label{En: "taxes less subsidies; in the system", Zh: "税减补贴；系统内"}},
	{ID: "missing-cell", Levels: []iot.Level{iot.Warning},
		Label:  class.Label{En: "a cell has no number", Zh: "单元格缺数"},
		Cause:  class.Label{En: "The file marks the cell as not available; by your leave it counts as zero.", Zh: "文件标注该单元格无数据；按您的许可以零计。"},
		Remedy: class.Label{En: "Find the number, or accept that sums over it are too small.", Zh: "补上数据，或接受包含它的合计偏小。"}},
	{ID: "row-balance", Levels: []iot.Level{iot.Note, iot.Warning, iot.Fault},
		Label:   class.Label{En: "output differs from its uses", Zh: "总产出与各项使用之和不符"},
		Cause:   class.Label{En: "Intermediate and final use (less imports) do not add up to output: rounding, a statistical discrepancy left out, or a wrong cell.", Zh: "中间使用与最终使用（减进口）之和不等于总产出：四舍五入、未列出的统计误差，或单元格有误。"},
		Remedy:  class.Label{En: "A gap that rounding explains needs nothing: models put it into final demand as a visible account. Otherwise check the row, its final demand and output above all.", Zh: "四舍五入可解释的差额无需处理：模型把它作为单列账户计入最终需求。否则请核对该行，尤其是最终使用与总产出。"},
		Numbers: class.Label{En: "sum of the uses; output", Zh: "各项使用之和；总产出"}},
	{ID: "column-balance", Levels: []iot.Level{iot.Note, iot.Warning, iot.Fault},
		Label:   class.Label{En: "output differs from its inputs", Zh: "总投入与各项投入之和不符"},
		Cause:   class.Label{En: "Inputs and value added do not add up to output: rounding, primary inputs left out, or a wrong cell.", Zh: "中间投入与最初投入之和不等于总产出：四舍五入、遗漏最初投入，或单元格有误。"},
		Remedy:  class.Label{En: "Check the column, its value added above all. Value-added multipliers miss one by this share.", Zh: "请核对该列，尤其是增加值。增加值乘数之和因此偏离 1。"},
		Numbers: class.Label{En: "sum of the inputs; output", Zh: "各项投入之和；总产出"}},
	{ID: "suspect-cell", Levels: []iot.Level{iot.Fault},
		Label:   class.Label{En: "one cell is probably wrong", Zh: "某个单元格很可能有误"},
		Cause:   class.Label{En: "One row and one column miss their output by the same amount, and no other row or column does.", Zh: "恰有一行与一列以相同数额偏离总产出，且别无其他行列如此。"},
		Remedy:  class.Label{En: "Compare the cell with the publisher's file.", Zh: "与发布方原始文件核对该单元格。"},
		Numbers: class.Label{En: "the cell; what would balance its row and column", Zh: "该单元格；使行列平衡的数值"}},
	{ID: "gdp-ways", Levels: []iot.Level{iot.Note, iot.Warning},
		Label:   class.Label{En: "gross domestic product differs by way", Zh: "不同方法的国内生产总值不一致"},
		Cause:   class.Label{En: "Production, expenditure and income ways differ by the sums of the row and column gaps.", Zh: "生产法、支出法与收入法之差等于行、列差额之和。"},
		Remedy:  class.Label{En: "Say which way a share of GDP is of; find the gaps in the table of balances.", Zh: "引用 GDP 占比时注明方法；差额来源见平衡表。"},
		Numbers: class.Label{En: "expenditure or income way; production way", Zh: "支出法或收入法；生产法"}},
	{ID: "gdp-way-missing", Levels: []iot.Level{iot.Note},
		Label:  class.Label{En: "a way to measure gross domestic product is missing", Zh: "缺少一种国内生产总值核算方法"},
		Cause:  class.Label{En: "The table does not publish the parts of value added, or does not say what is imported.", Zh: "表未公布增加值的构成，或未给出进口。"},
		Remedy: class.Label{En: "Use the ways there are; incomes by kind cannot be had from this table.", Zh: "使用可得的方法；此表无法得到分项收入。"}},
	{ID: "negative-flow", Levels: []iot.Level{iot.Warning},
		Label:   class.Label{En: "negative flows between industries", Zh: "中间流量为负"},
		Cause:   class.Label{En: "By-products, balancing, or re-imports booked as negative use.", Zh: "副产品、平衡调整，或以负值记录的回流。"},
		Remedy:  class.Label{En: "Check the largest. Coefficients become negative: bounds that hold for non-negative tables are then those of the absolute values.", Zh: "核对最大的几项。系数因此为负：非负矩阵的界改按绝对值计算。"},
		Numbers: class.Label{En: "the largest of the cells; least expected", Zh: "其中最大者；应有的下限"}},
	{ID: "negative-final-demand", Levels: []iot.Level{iot.Note, iot.Warning},
		Label:   class.Label{En: "negative final demand", Zh: "最终使用为负"},
		Cause:   class.Label{En: "Stocks that were run down, purchases abroad and discrepancies are negative by nature (note); consumption, capital formation and exports are not (warning).", Zh: "存货减少、境外购买和误差项本可为负（提示）；消费、资本形成和出口不应为负（警告）。"},
		Remedy:  class.Label{En: "Check negative consumption, capital formation and exports. Demand-driven results attribute negative output to such cells.", Zh: "核对为负的消费、资本形成和出口。需求拉动结果会把负产出归于这些单元格。"},
		Numbers: class.Label{En: "the largest of the cells; least expected", Zh: "其中最大者；应有的下限"}},
	{ID: "negative-output", Levels: []iot.Level{iot.Fault},
		Label:   class.Label{En: "negative output", Zh: "总产出为负"},
		Cause:   class.Label{En: "An industry cannot make less than nothing: a sign or a column was misread, or balancing failed.", Zh: "产出不可能小于零：符号或列被误读，或平衡失败。"},
		Remedy:  class.Label{En: "Correct the file, or merge the industry with a neighbour before modelling.", Zh: "更正文件，或在建模前与相近部门合并。"},
		Numbers: class.Label{En: "output; least possible", Zh: "总产出；可能的下限"}},
	{ID: "negative-value-added", Levels: []iot.Level{iot.Warning},
		Label:   class.Label{En: "negative value added", Zh: "增加值为负"},
		Cause:   class.Label{En: "Inputs cost more than output: subsidised or failing industries, or a wrong column.", Zh: "投入高于产出：受补贴或亏损的部门，或该列有误。"},
		Remedy:  class.Label{En: "Check the column; losses of value added are then gains.", Zh: "核对该列；此时增加值的损失会显示为增益。"},
		Numbers: class.Label{En: "value added; least expected", Zh: "增加值；应有的下限"}},
	{ID: "zero-output", Levels: []iot.Level{iot.Note, iot.Warning},
		Label:   class.Label{En: "an industry without output", Zh: "部门无产出"},
		Cause:   class.Label{En: "The economy has no such industry, or counts it elsewhere (note); where its row or column holds numbers all the same, something is inconsistent (warning).", Zh: "该经济体没有此部门或计入他处（提示）；若其行或列仍有数值，则不一致（警告）。"},
		Remedy:  class.Label{En: "Models keep the industry with an empty recipe. Numbers in its row or column stand outside the recipe.", Zh: "模型保留该部门，但其投入系数为空。其行列中的数值不进入系数。"},
		Numbers: class.Label{En: "the largest cell of its row or column; output", Zh: "其行列中最大的单元格；总产出"}},
	{ID: "hawkins-simon", Levels: []iot.Level{iot.Warning},
		Label:   class.Label{En: "an industry buys more than it makes", Zh: "部门投入超过产出"},
		Cause:   class.Label{En: "The column of A sums to one or more: the simple sufficient condition for a productive table (Hawkins & Simon 1949; Solow 1952) fails there.", Zh: "A 的该列之和不小于 1：生产性系统的简单充分条件（霍金斯–西蒙 1949；索洛 1952）在此不成立。"},
		Remedy:  class.Label{En: "Check the column; the spectral radius decides whether the table can be a model.", Zh: "核对该列；能否建模由谱半径决定。"},
		Numbers: class.Label{En: "inputs per unit of output; must stay below", Zh: "单位产出的投入；应低于"}},
	{ID: "spectral-radius", Levels: []iot.Level{iot.Warning, iot.Fault},
		Label:   class.Label{En: "the table is not productive", Zh: "系统不具有生产性"},
		Cause:   class.Label{En: "The spectral radius of A reaches one: the industries use up, directly or through others, all they make (fault), or that could not be ruled out (warning).", Zh: "A 的谱半径达到 1：各部门直接或间接耗尽其全部产出（错误），或未能排除（警告）。"},
		Remedy:  class.Label{En: "Correct the columns with the largest sums, or merge them with their main suppliers.", Zh: "更正列和最大的部门，或与其主要供应部门合并。"},
		Numbers: class.Label{En: "spectral radius; must stay below", Zh: "谱半径；应低于"}},
	{ID: "condition", Levels: []iot.Level{iot.Warning},
		Label:   class.Label{En: "I - A is badly conditioned", Zh: "I - A 病态"},
		Cause:   class.Label{En: "Small errors of cells are blown up by the condition number.", Zh: "单元格的微小误差会按条件数放大。"},
		Remedy:  class.Label{En: "Merge industries that hardly differ or hardly produce; trust fewer digits.", Zh: "合并几乎相同或产出极小的部门；减少可信位数。"},
		Numbers: class.Label{En: "condition number; larger than", Zh: "条件数；上限"}},
	{ID: "unit-missing", Levels: []iot.Level{iot.Warning},
		Label:  class.Label{En: "the unit is not known", Zh: "单位未知"},
		Cause:  class.Label{En: "The file does not say what its numbers count.", Zh: "文件未说明数值的单位。"},
		Remedy: class.Label{En: "State the unit in table.toml.", Zh: "在 table.toml 中写明单位。"}},
	{ID: "missing-label", Levels: []iot.Level{iot.Note},
		Label:  class.Label{En: "a name is missing in a language", Zh: "缺少某种语言的名称"},
		Cause:  class.Label{En: "An economy, a sector, a category of final demand or a primary input has no English or no Chinese name; its code or its other name is shown.", Zh: "经济体、部门、最终使用项或最初投入缺少英文或中文名称；以代码或另一语言显示。"},
		Remedy: class.Label{En: "Give the name in the concordance or in table.toml.", Zh: "在对照表或 table.toml 中补充名称。"}},
	{ID: "vintage", Levels: []iot.Level{iot.Note, iot.Warning},
		Label:   class.Label{En: "the table is old", Zh: "表的年份较早"},
		Cause:   class.Label{En: "Recipes and suppliers change: at five years it is worth knowing, at ten it may mislead. Age is judged against the year given as as-of.", Zh: "技术与供应关系会变化：满五年值得注意，满十年可能误导。年龄按参数 as-of 给出的年份判断。"},
		Remedy:  class.Label{En: "Use a later edition where there is one; say the year beside every figure.", Zh: "有新版则用新版；每个数字旁注明年份。"},
		Numbers: class.Label{En: "year of the table; year of use", Zh: "表的年份；使用年份"}},
	{ID: "year-unknown", Levels: []iot.Level{iot.Note},
		Label:  class.Label{En: "the table does not say its year", Zh: "表未注明年份"},
		Cause:  class.Label{En: "Neither the file nor its name gives the year, so nothing can say how old the answers are.", Zh: "文件及文件名均未给出年份，无法说明结果有多旧。"},
		Remedy: class.Label{En: "Pass --year when reading the file, or state the year in table.toml.", Zh: "读取时用 --year 指定，或在 table.toml 中写明年份。"}},
	{ID: "stale-acceptance", Levels: []iot.Level{iot.Warning},
		Label:  class.Label{En: "an acceptance matches nothing", Zh: "某条接受记录无对应问题"},
		Cause:  class.Label{En: "The finding that was accepted is not there any more, or its place is spelt differently.", Zh: "被接受的问题已不存在，或位置写法不同。"},
		Remedy: class.Label{En: "Remove the entry, or correct id and where.", Zh: "删除该条，或更正 id 与 where。"}},
}

// KindOf returns the kind with the id.
func KindOf(id string) (Kind, bool) {
	for _, k := range Catalogue {
		if k.ID == id {
			return k, true
		}
	}
	return Kind{}, false
}

// finding starts a finding of a kind, with its remedy.
func finding(id string, level iot.Level, text class.Label) iot.Finding {
	k, ok := KindOf(id)
	if !ok {
		panic("audit: BUG: no kind of finding " + id)
	}
	return iot.Finding{ID: id, Level: level, Text: text, Remedy: k.Remedy}
}

// bilingual is an argument of [say] that differs by language.
type bilingual struct{ en, zh string }

// say writes one sentence in two languages from the same arguments.
func say(en, zh string, args ...any) class.Label {
	in := func(format string, pick func(bilingual) string) string {
		picked := make([]any, len(args))
		for i, a := range args {
			if b, ok := a.(bilingual); ok {
				a = pick(b)
			}
			picked[i] = a
		}
		return fmt.Sprintf(format, picked...)
	}
	return class.Label{En: in(en, func(b bilingual) string { return b.en }), Zh: in(zh, func(b bilingual) string { return b.zh })}
}

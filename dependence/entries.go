package dependence

import (
	"dougong/class"
	"dougong/result"
)

// Entries lists the analyses of this package. To add one, write a file that
// describes and computes it and name it here.
func Entries() []*result.Entry {
	return []*result.Entry{
		dependenceEntry(),
		suppliersEntry(),
		usersEntry(),
		exposureEntry(),
		exportContentEntry(),
		leverageEntry(),
		mutualEntry(),
	}
}

func label(en, zh string) class.Label { return class.Label{En: en, Zh: zh} }

// Columns that several tables have.

func code(en, zh string) result.Column {
	return result.CodeColumn("code", label(en, zh), label("code in the table", "表中代码"))
}

// Parameters that several entries have.

func sectorParam(required bool, help class.Label) result.Param {
	return result.Param{ID: "sector", Kind: result.Sector, Required: required, Label: label("sector", "部门"), Help: help}
}

// Limits that several entries have.

var (
	atTheBorder = label(
		"Imports are counted where they cross the border; home value added that returns inside them is counted as imported.",
		"进口在过境时计量；随进口品返回的本国增加值也计为进口。")
	oneRecipe = label(
		"Every product of a sector is taken to need the sector's average inputs; a sector of 42 hides what firms differ in.",
		"假定同一部门的产品都使用该部门的平均投入；部门分类越粗，企业间差异越被掩盖。")
	proportional = label(
		"With one column of imports and no import matrix, imports of a product are spread over its users in proportion to use; the result says so where it applies.",
		"如果表中只有一列进口而没有进口矩阵，则按使用量比例把进口分摊到各用户；适用时结果中会注明。")
	rounded = label(
		"A table published in whole units loses small cells: WIOD 2013 is in integers of a million USD, so small flows show as zero.",
		"以整数发布的表会丢失小额流量：WIOD 2013 以百万美元取整，小额流量显示为零。")
	notSubstitutes = label(
		"A share says how much is bought, not whether it could be replaced.",
		"份额只说明买了多少，不说明能否替代。")
)

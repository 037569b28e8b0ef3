package chart

import (
	"strings"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

func lab2(en, zh string) class.Label { return class.Label{En: en, Zh: zh} }

// sectorsOf is a small table with everything the sentences speak of.
func sectorsOf() *result.Result {
	t := &result.Table{ID: "t", Columns: []result.Column{
		{ID: "name", Kind: result.Name, Label: lab2("sector", "部门")},
		{ID: "year", Kind: result.Integer, Label: lab2("year", "年份"), Unit: iot.RatioUnit},
		{ID: "from", Kind: result.Code}, {ID: "to", Kind: result.Code},
		{ID: "direct", Kind: result.Number, Label: lab2("direct imports", "直接进口含量"), Unit: iot.ShareUnit},
		{ID: "total", Kind: result.Number, Label: lab2("look-through imports", "穿透进口含量"), Unit: iot.ShareUnit},
		{ID: "output", Kind: result.Number, Label: lab2("output", "总产出"), Unit: iot.MoneyUnit("CNY", 4)},
	}}
	for _, r := range []struct {
		key              string
		name             class.Label
		year             int
		from, to         string
		direct, total, x float64
	}{
		{"e", lab2("Electronics", "电子设备"), 2012, "KOR", "CHN", .131, .304, 112e7},
		{"m", lab2("Machinery", "机械"), 2015, "JPN", "CHN", .077, .234, 90e7},
		{"f", lab2("Food", "食品"), 2018, "CHN", "JPN", .032, .087, 111e7},
		{"t", lab2("Textiles", "纺织"), 2020, "CHN", "KOR", .05, .06, 40e7},
		{"c", lab2("Construction", "建筑"), 2022, "CHN", "CHN", .01, .05, 257e7},
	} {
		t.Add(r.key, result.Lab(r.name), result.Int(r.year), result.Str(r.from), result.Str(r.to), result.Num(r.direct), result.Num(r.total), result.Num(r.x))
	}
	return &result.Result{Entry: "test", Tables: []*result.Table{t}, Data: iot.Meta{Name: "test"}}
}

// TestSentences is the table of what each kind of figure says, in both languages.
func TestSentences(t *testing.T) {
	for _, c := range []struct {
		what         string
		fig          result.Figure
		change       func(*result.Table)
		en, zh       string
		altEn, altZh string
	}{
		{what: "bar", fig: result.Figure{Kind: result.Bar, Values: []string{"direct", "total"}},
			en: "Highest look-through imports: Electronics, 30.4 % (direct imports 13.1 %)", zh: "穿透进口含量最高：电子设备，30.4 %（直接进口含量 13.1 %）",
			altEn: "Bar chart of 5 rows: direct imports, look-through imports; look-through imports from 5.0 % to 30.4 %.",
			altZh: "条形图，共 5 行：直接进口含量、穿透进口含量；穿透进口含量从 5.0 % 到 30.4 %。"},
		{what: "bar of one column, not in order", fig: result.Figure{Kind: result.Bar, Values: []string{"output"}},
			en: "Highest output: Construction, 25.7 trn CNY", zh: "总产出最高：建筑，25.7 万亿元",
			altEn: "Bar chart of 5 rows: output; output from 4.0 trn CNY to 25.7 trn CNY.", altZh: "条形图，共 5 行：总产出；总产出从 4.0 万亿元 到 25.7 万亿元。"},
		{what: "dot", fig: result.Figure{Kind: result.Dot, Values: []string{"total"}},
			en: "Highest look-through imports: Electronics, 30.4 %", zh: "穿透进口含量最高：电子设备，30.4 %",
			altEn: "Dot chart of 5 rows: look-through imports; look-through imports from 5.0 % to 30.4 %.", altZh: "点图，共 5 行：穿透进口含量；穿透进口含量从 5.0 % 到 30.4 %。"},
		{what: "all the same", fig: result.Figure{Kind: result.Bar, Values: []string{"total"}}, change: func(t *result.Table) {
			for i := range t.Rows {
				t.Rows[i].Cells[5] = result.Num(0)
			}
		}, en: "All rows have the same look-through imports: 0 %", zh: "各项穿透进口含量相同：0 %",
			altEn: "Bar chart of 5 rows: look-through imports; look-through imports from 0 % to 0 %.", altZh: "条形图，共 5 行：穿透进口含量；穿透进口含量从 0 % 到 0 %。"},
		{what: "line", fig: result.Figure{Kind: result.Line, Label: "year", Values: []string{"total"}},
			en: "Look-through imports: from 30.4 % (2012) to 5.0 % (2022)", zh: "穿透进口含量：由 30.4 %（2012）到 5.0 %（2022）",
			altEn: "Line chart, lines: 1, points along: 5.", altZh: "折线图，1 条线，横轴 5 个点。"},
		{what: "lines", fig: result.Figure{Kind: result.Line, Label: "year", Values: []string{"direct", "total"}},
			en: "Highest at the end, 2022: look-through imports, 5.0 %", zh: "末点（2022）最高：穿透进口含量，5.0 %",
			altEn: "Line chart, lines: 2, points along: 5.", altZh: "折线图，2 条线，横轴 5 个点。"},
		{what: "scatter", fig: result.Figure{Kind: result.Scatter, Values: []string{"output", "total"}},
			en: "Highest look-through imports: Electronics, 30.4 %; highest output: Construction, 25.7 trn CNY", zh: "穿透进口含量最高：电子设备，30.4 %；总产出最高：建筑，25.7 万亿元",
			altEn: "Scatter plot of 5 points: output across, look-through imports up.", altZh: "散点图，5 个点：横轴总产出，纵轴穿透进口含量。"},
		{what: "quadrants", fig: result.Figure{Kind: result.Scatter, Values: []string{"output", "total"}, Cross: []float64{1e9, .1},
			Quadrants: []class.Label{lab2("large and dependent", "规模大、依赖深"), lab2("b", "乙"), lab2("c", "丙"), lab2("d", "丁")}},
			en: "1 of 5: large and dependent (Electronics)", zh: "5 项中有 1 项：规模大、依赖深（电子设备）",
			altEn: "Scatter plot of 5 points: output across, look-through imports up.", altZh: "散点图，5 个点：横轴总产出，纵轴穿透进口含量。"},
		{what: "heat map", fig: result.Figure{Kind: result.Heatmap, Values: []string{"output"}},
			en: "Largest output: China → China, 25.7 trn CNY", zh: "总产出最大：中国 → 中国，25.7 万亿元",
			altEn: "Heat map, 3 rows by 3 columns; darker is more.", altZh: "热力图，3 行 × 3 列；颜色越深数值越大。"},
		{what: "Sankey", fig: result.Figure{Kind: result.Sankey, Values: []string{"output"}},
			en: "Largest flow: China → China, 25.7 trn CNY (42.1 % of all)", zh: "最大流量：中国 → 中国，25.7 万亿元（占全部的 42.1 %）",
			altEn: "Sankey diagram of 5 flows, 61.0 trn CNY in all.", altZh: "桑基图，5 个流量，合计 61.0 万亿元。"},
		{what: "treemap", fig: result.Figure{Kind: result.Treemap, Values: []string{"output"}},
			en: "Largest output: Construction, 25.7 trn CNY (42.1 %); the first three make up 78.7 %", zh: "总产出最大：建筑，25.7 万亿元（42.1 %）；前三项占 78.7 %",
			altEn: "Treemap of 5 rows, 61.0 trn CNY in all.", altZh: "矩形树图，5 项，合计 61.0 万亿元。"},
		{what: "waterfall", fig: result.Figure{Kind: result.Waterfall, Values: []string{"output"}, Total: "c", Start: "e"}, change: func(t *result.Table) {
			t.Rows[2].Cells[6], t.Rows[3].Cells[6] = result.Num(95e7), result.Num(-40e7)
		}, en: "Construction: 25.7 trn CNY; largest term: Food, 9.5 trn CNY", zh: "建筑：25.7 万亿元；最大项：食品，9.5 万亿元",
			altEn: "Waterfall of 4 terms that sum to 25.7 trn CNY.", altZh: "瀑布图，4 项，合计 25.7 万亿元。"},
		{what: "no rows", fig: result.Figure{Kind: result.Bar, Values: []string{"output"}}, change: func(t *result.Table) { t.Rows = nil },
			en: "Sectors: no data", zh: "各部门：无数据", altEn: "The table has no rows.", altZh: "表中没有数据行。"},
		{what: "no values", fig: result.Figure{Kind: result.Treemap, Values: []string{"output"}}, change: func(t *result.Table) {
			for i := range t.Rows {
				t.Rows[i].Cells[6] = result.None(result.NotAvailable)
			}
		}, en: "Sectors: no values", zh: "各部门：无数值", altEn: "No row has a value.", altZh: "各行均无数值。"},
	} {
		r := sectorsOf()
		if c.change != nil {
			c.change(r.Tables[0])
		}
		fig := c.fig
		fig.ID, fig.Table, fig.Title, fig.From, fig.To = "f", "t", lab2("Sectors", "各部门"), "from", "to"
		if fig.Label == "" {
			fig.Label = "name"
		}
		for lang, want := range map[class.Lang][2]string{
			class.En: {c.en, c.en + " " + c.altEn}, class.Zh: {c.zh, c.zh + " " + c.altZh}, class.Both: {c.en + " " + c.zh, c.en + " " + c.zh + " " + c.altEn + " " + c.altZh},
		} {
			d, err := Draw(fig, r, Options{Lang: lang})
			if err != nil {
				t.Errorf("%s: %v", c.what, err)
				continue
			}
			if d.Title != want[0] {
				t.Errorf("%s, %s:\ngot  %s\nwant %s", c.what, lang, d.Title, want[0])
			}
			if d.Alt != want[1] {
				t.Errorf("%s, %s:\ngot  %s\nwant %s", c.what, lang, d.Alt, want[1])
			}
		}
	}
}

// TestFoot: source, age of the data, assumption, in both languages.
func TestFoot(t *testing.T) {
	r := sectorsOf()
	r.Data.Title, r.Data.Year, r.Assumption = lab2("China 2018", "中国 2018"), 2018, lab2("imports in proportion", "进口按比例")
	for _, c := range []struct {
		lang class.Lang
		year int
		want []string
	}{
		{class.En, 2026, []string{"Source: China 2018. Data for 2018, 8 years old.", "Assumed: imports in proportion"}},
		{class.En, 2019, []string{"Source: China 2018. Data for 2018, one year old."}},
		{class.En, 0, []string{"Source: China 2018. Data for 2018."}},
		{class.Zh, 2026, []string{"来源：中国 2018。数据为 2018 年，距今 8 年。", "假定：进口按比例"}},
		{class.Zh, 0, []string{"来源：中国 2018。数据为 2018 年。"}},
	} {
		s := words(mustDraw(t, result.Figure{ID: "f", Kind: result.Bar, Table: "t", Label: "name", Values: []string{"output"}}, r, Options{Lang: c.lang, Year: c.year}))
		for _, want := range c.want {
			if !strings.Contains(s, want) {
				t.Errorf("%s, %d: got %q; want %q", c.lang, c.year, s, want)
			}
		}
	}
}

func TestNumbers(t *testing.T) {
	f := func(unit iot.Unit, whole bool, largest, v float64, lang class.Lang, want string) {
		t.Helper()
		if got := measureFor(unit, whole, largest, lang).full(v); got != want {
			t.Errorf("%v of at most %v %s: got %q; want %q", v, largest, unit, got, want)
		}
	}
	money := iot.MoneyUnit("CNY", 4)
	f(iot.ShareUnit, false, .435, .0986, class.En, "9.9 %")
	f(iot.ShareUnit, false, .435, .000366, class.En, "0.04 %") // not 0.0
	f(iot.ShareUnit, false, .435, -7.77e-18, class.En, "0 %")  // what rounding left
	f(iot.ShareUnit, false, .435, -.0986, class.En, "−9.9 %")
	f(money, false, 257e7, 112e7, class.Zh, "11.2 万亿元")
	f(money, false, 257e7, 112e7, class.En, "11.2 trn CNY")
	f(money, false, 74e6, 74e6, class.Zh, "7400 亿元")
	f(iot.MoneyUnit("USD", 6), false, 98765, 4321, class.En, "4.3 bn USD")
	f(iot.RatioUnit, false, 1.63, 1, class.En, "1.00")
	f(iot.RatioUnit, true, 35, 7, class.En, "7")
	f(iot.RatioUnit, false, 1e-9, 5e-10, class.En, "5e-10")
	f(iot.RatioUnit, false, 3e12, 3e12, class.En, "3e12")
	f(iot.Unit{Kind: iot.Quantity, Symbol: "persons"}, false, 5000, 1234, class.En, "1234 persons")
}

package leontief_test

import (
	"strings"
	"testing"

	"dougong/internal/laws"
	"dougong/iot"
)

// TestHeadlines holds the sentences that answers on real tables begin with.
func TestHeadlines(t *testing.T) {
	china := laws.China(t, 2020, 42).System
	w := world(t).System()
	for _, c := range []struct {
		sys    *iot.System
		entry  string
		params map[string]string
		en, zh string
	}{
		{china, "linkages", nil, "10 key sectors pull and support more than average:", "10 个关键部门（影响力与感应度均高于平均）："},
		{china, "close", map[string]string{"sector": "14"}, "Closing Smelting and processing of metals costs 21.57 trn CNY of output, 7.99 % of all: 12.08 trn CNY its own and 9.49 trn CNY of others.", "关闭金属冶炼和压延加工品使产出减少 21.57 万亿元，占全部的 7.99 %：自身 12.08 万亿元，其他产业 9.49 万亿元。"},
		{china, "close", map[string]string{"sector": "14", "kind": "backward", "share": "0.5"}, "Taking away 50 % (backward) of Smelting", "取消 50 %（backward）的金属冶炼"},
		{china, "close", map[string]string{"sector": "14"}, "6.69 % of all.", "6.69 %。"},
		{china, "close-all", nil, "Most would be lost with", "代价最大"},
		{china, "multipliers", nil, "The table has no employment account", "没有就业账户"},
		{china, "paths", map[string]string{"sector": "07"}, "The 20 largest paths carry", "最大的 20 条路径占全部的"},
		{w, "linkages", map[string]string{"economy": "CHN"}, "so without an answer: CHN_c19, CHN_c35.", "CHN_c19、CHN_c35"},
		{w, "multipliers", map[string]string{"economy": "CHN"}, "income and type II multipliers are not available", "收入乘数与 II 型乘数不可得"},
		{w, "close", map[string]string{"economy": "CHN", "sector": "c35"}, "has no output here: nothing is lost.", "没有产出"},
		{w, "close", map[string]string{"economy": "CHN", "sector": "c14"}, "Suppliers that lose most of their own sales:", "损失占自身产出比重最大的供应商："},
		{w, "close", map[string]string{"economy": "CHN", "sector": "c14"}, "Closing Electrical and optical equipment in China costs 5.12 trn USD of output", "其中本经济体损失"},
		{w, "close", map[string]string{"sector": "c14"}, "Closing Electrical and optical equipment everywhere costs", "在各处关闭电气和光学设备制造业"},
		{w, "close-all", map[string]string{"economy": "CHN"}, "so without an answer: CHN_c19, CHN_c35.", "CHN_c19、CHN_c35"},
		{w, "position", map[string]string{"economy": "CHN"}, "Furthest from final use:", "距最终使用最远的是"},
	} {
		r := laws.Run(t, entry(t, c.entry), laws.In(c.sys, nil), c.params)
		var en, zh []string
		for _, l := range r.Headline {
			en, zh = append(en, l.En), append(zh, l.Zh)
		}
		if !strings.Contains(strings.Join(en, " "), c.en) || !strings.Contains(strings.Join(zh, " "), c.zh) {
			t.Errorf("%s %v: got %q and %q; want %q and %q in them", c.entry, c.params, en, zh, c.en, c.zh)
		}
	}
}

// TestClosedWorldSector: of what a closure of one sector costs, part arises
// abroad, and the parts are the whole.
func TestClosedWorldSector(t *testing.T) {
	in := laws.In(world(t).System(), nil)
	r := laws.Run(t, entry(t, "close"), in, map[string]string{"economy": "CHN", "sector": "c14"})
	total, _ := r.Table("total")
	loss := func(key string) float64 { v, _ := total.Value(key, "loss"); return v.Number }
	near(t, "parts of the loss", loss("own")+loss("others-home")+loss("others-abroad"), loss("output"), 1e-12)
	if !(loss("others-abroad") > 0 && loss("others-home") > loss("others-abroad")) {
		t.Errorf("home %v, abroad %v; want most of it at home and some abroad", loss("others-home"), loss("others-abroad"))
	}
	all := laws.Run(t, entry(t, "close-all"), in, map[string]string{"economy": "CHN", "top": "0"})
	closures, _ := all.Table("closures")
	if len(closures.Rows) != 35 {
		t.Errorf("got %d closures; want 35", len(closures.Rows))
	}
	v, _ := closures.Value("CHN_c14", "loss")
	near(t, "close and close-all agree", v.Number, loss("output"), 1e-10)
}

package brief

import (
	"strings"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

func closuresTable(abroad bool) *result.Table {
	money := iot.MoneyUnit("USD", 6)
	t := &result.Table{Columns: []result.Column{
		{ID: "name", Kind: result.Name}, {ID: "loss", Kind: result.Number, Unit: money},
		{ID: "share", Kind: result.Number, Unit: iot.ShareUnit}, {ID: "value_added_share", Kind: result.Number, Unit: iot.ShareUnit},
	}}
	cells := []result.Value{result.Lab(label("Construction", "建筑业")), result.Num(6003500), result.Num(0.2696), result.Num(0.2335)}
	if abroad {
		t.Columns = append(t.Columns, result.Column{ID: "abroad", Kind: result.Number, Unit: money})
		cells = append(cells, result.Num(840730))
	}
	t.Add("CHN_c18", cells...)
	return t
}

func suppliersTable(n int) *result.Table {
	t := &result.Table{Columns: []result.Column{{ID: "name", Kind: result.Name}, {ID: "of_total", Kind: result.Number, Unit: iot.ShareUnit}}}
	for i, l := range []class.Label{label("Japan", "日本"), label("Korea", "韩国"), label("Germany", "德国"), label("France", "法国")}[:n] {
		t.Add(l.En, result.Lab(l), result.Num(0.4-0.1*float64(i)))
	}
	return t
}

// TestSentences holds every generated sentence in both languages.
func TestSentences(t *testing.T) {
	for _, c := range []struct {
		what string
		got  []class.Label
		want []class.Label
	}{
		{"title", []class.Label{title(label("China", "中国"), 2011)}, []class.Label{label(
			"China, 2011: an industrial system in one minute", "中国，2011 年：一分钟看产业体系")}},
		{"title without a year", []class.Label{title(label("China", ""), 0)}, []class.Label{label(
			"China: an industrial system in one minute", "China：一分钟看产业体系")}},
		{"world table", []class.Label{tableSentence(14, 35, 490)}, []class.Label{label(
			"The table has 14 economies with 35 sectors each: 490 industries.",
			"本表含 14 个经济体、各 35 个部门，共 490 个产业。")}},
		{"national table", []class.Label{tableSentence(1, 42, 42)}, []class.Label{label(
			"The table has one economy with 42 sectors.",
			"本表含 1 个经济体、42 个部门。")}},
		{"suppliers", supplierSentences(suppliersTable(4)), []class.Label{label(
			"Looked through, most imported inputs come from Japan (40.00 %), Korea (30.00 %) and Germany (20.00 %).",
			"穿透后，进口投入主要来自日本（40.00 %）、韩国（30.00 %）和德国（20.00 %）。")}},
		{"one supplier", supplierSentences(suppliersTable(1)), []class.Label{label(
			"Looked through, all imported inputs come from Japan.",
			"穿透后，进口投入全部来自日本。")}},
		{"two suppliers", supplierSentences(suppliersTable(2)), []class.Label{label(
			"Looked through, most imported inputs come from Japan (40.00 %) and Korea (30.00 %).",
			"穿透后，进口投入主要来自日本（40.00 %）和韩国（30.00 %）。")}},
		{"no suppliers known", supplierSentences(nil), nil},
		{"closures in a world table", closureSentences(closuresTable(true)), []class.Label{
			label("Of the 1 largest, closing Construction costs most: 6.00 trn USD of output at home (26.96 %) and 23.35 % of GDP.",
				"最大的 1 个产业中，关闭建筑业代价最大：国内产出减少 6.00 万亿美元（26.96 %），GDP 减少 23.35 %。"),
			label("Suppliers in other economies would lose 840.73 bn USD of output with it.",
				"其他经济体的供应商随之失去产出 8407.30 亿美元。")}},
		{"closures in a national table", closureSentences(closuresTable(false)), []class.Label{
			label("Of the 1 largest, closing Construction costs most: 6.00 trn USD of output at home (26.96 %) and 23.35 % of GDP.",
				"最大的 1 个产业中，关闭建筑业代价最大：国内产出减少 6.00 万亿美元（26.96 %），GDP 减少 23.35 %。")}},
		{"no closures", closureSentences(&result.Table{}), nil},
	} {
		if len(c.got) != len(c.want) {
			t.Errorf("%s: got %d sentences; want %d", c.what, len(c.got), len(c.want))
			continue
		}
		for i := range c.got {
			if c.got[i] != c.want[i] {
				t.Errorf("%s:\n got %q\nwant %q", c.what, c.got[i], c.want[i])
			}
		}
	}
}

func TestExcerptSaysWhatIsLeftOut(t *testing.T) {
	full := suppliersTable(4)
	full.ID, full.Label = "by-economy", label("By supplier", "按供应方")
	a := answer{Result: &result.Result{Entry: "dependence", Tables: []*result.Table{full}}}
	smallest := func(t *result.Table, x, y result.Row) bool { return x.Cells[1].Number < y.Cells[1].Number }
	cut := a.excerpt("by-economy", 2, smallest, "of_total")
	if len(cut.Rows) != 2 || cut.Rows[0].Key != "France" || len(cut.Columns) != 1 || cut.Rows[0].Cells[0] != full.Rows[3].Cells[1] {
		t.Errorf("got %+v; want the two smallest, one column", cut)
	}
	if want := label("By supplier: the first 2", "按供应方：前 2 项"); cut.Label != want {
		t.Errorf("label: got %v; want %v", cut.Label, want)
	}
	if whole := a.excerpt("by-economy", 9, nil, "name"); whole.Label != full.Label || len(whole.Rows) != 4 {
		t.Errorf("whole table: got %v, %d rows; want its own label and all rows", whole.Label, len(whole.Rows))
	}
	if full.Rows[0].Key != "Japan" {
		t.Error("the answer itself was put in another order")
	}
	left := a.only("by-economy", func(_ *result.Table, row result.Row) bool { return strings.HasPrefix(row.Key, "Ger") })
	if got, _ := left.Table("by-economy"); len(got.Rows) != 1 || len(full.Rows) != 4 {
		t.Errorf("got %d rows, %d in the answer; want 1 of 4", len(got.Rows), len(full.Rows))
	}
}

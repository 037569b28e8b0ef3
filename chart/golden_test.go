package chart_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"dougong/chart"
	"dougong/class"
	"dougong/dataset"
	"dougong/examples"
	"dougong/iot"
	"dougong/result"
)

func label(en, zh string) class.Label { return class.Label{En: en, Zh: zh} }

// answerOf makes an answer with one table; columns are name, code or a number.
func answerOf(t *result.Table) *result.Result {
	return &result.Result{Entry: "sample", Tables: []*result.Table{t}, Data: iot.Meta{
		Name: "sample", Year: 2018, Title: label("China, 42 sectors, National Bureau of Statistics", "中国 42 部门投入产出表，国家统计局"),
	}}
}

var (
	nameColumn  = result.Column{ID: "name", Kind: result.Name, Label: label("sector", "部门")}
	groupColumn = result.Column{ID: "group", Kind: result.Code, Label: label("group", "组")}
	money       = iot.MoneyUnit("CNY", 4)
)

func number(id string, l class.Label, u iot.Unit) result.Column {
	return result.Column{ID: id, Kind: result.Number, Label: l, Unit: u}
}

type sector struct {
	key, group string
	name       class.Label
	v, w       float64
}

// economy is output in 10⁴ CNY and a share, by sector.
var economy = []sector{
	{"01", "agriculture", label("Agriculture, forestry and fishing", "农林牧渔产品和服务"), 1135796040, .087},
	{"06", "industry", label("Food and tobacco", "食品和烟草"), 1117430240, .112},
	{"12", "industry", label("Chemicals and chemical products", "化学产品"), 1443017080, .187},
	{"14", "industry", label("Smelting and pressing of metals", "金属冶炼和压延加工品"), 1117042450, .221},
	{"18", "industry", label("Transport equipment", "交通运输设备"), 990541200, .172},
	{"20", "industry", label("Communication equipment, computers and other electronic equipment", "通信设备、计算机和其他电子设备"), 1123540960, .314},
	{"25", "industry", label("Production and supply of electricity and heat", "电力、热力的生产和供应"), 655408310, .094},
	{"28", "construction", label("Construction", "建筑"), 2576304870, .121},
	{"29", "services", label("Wholesale and retail trade", "批发和零售"), 1284569420, .043},
	{"30", "services", label("Transport, storage and post", "交通运输、仓储和邮政"), 959372380, .098},
	{"33", "services", label("Finance", "金融"), 980652110, .035},
	{"34", "services", label("Real estate", "房地产"), 861294510, .021},
	{"37", "services", label("Education", "教育"), 430125870, .027},
	{"40", "services", label("Culture, sports and entertainment", "文化、体育和娱乐"), 98031240, .066},
}

func sectorsTable() *result.Table {
	t := &result.Table{ID: "sectors", Label: label("Sectors", "部门"), Columns: []result.Column{
		nameColumn, groupColumn, number("output", label("output", "总产出"), money), number("share", label("import content", "进口含量"), iot.ShareUnit)}}
	for _, s := range economy {
		t.Add(s.key, result.Lab(s.name), result.Str(s.group), result.Num(s.v), result.Num(s.w))
	}
	t.Rows[12].Cells[3] = result.None(result.NotAvailable)
	return t
}

func yearsTable() *result.Table {
	t := &result.Table{ID: "years", Columns: []result.Column{
		{ID: "year", Kind: result.Integer, Label: label("year", "年份"), Unit: iot.RatioUnit},
		{ID: "series", Kind: result.Name, Label: label("sector", "部门")},
		number("share", label("import content", "进口含量"), iot.ShareUnit)}}
	for k, s := range []class.Label{label("Electronics", "电子设备"), label("Chemicals", "化学产品"), label("Transport equipment", "交通运输设备"), label("All sectors", "全部部门")} {
		for i, year := range []int{1995, 2000, 2005, 2007, 2010, 2012, 2015, 2018} {
			v := result.Num(.08 + .05*float64(4-k) + .03*float64((i*(k+2))%5) - .01*float64(k*i)*.3)
			if k == 1 && i == 3 {
				v = result.None(result.NotAvailable)
			}
			t.Add(s.En+string(rune('0'+i)), result.Int(year), result.Lab(s), v)
		}
	}
	return t
}

func changeTable() *result.Table {
	t := &result.Table{ID: "change", Columns: []result.Column{nameColumn, number("term", label("change of output", "总产出变化"), money)}}
	for _, s := range []sector{
		{key: "start", name: label("output in 2015", "2015 年总产出"), v: 2_076_548_100},
		{key: "demand", name: label("domestic final demand", "国内最终需求"), v: 618_204_000},
		{key: "exports", name: label("exports", "出口"), v: 120_450_000},
		{key: "subst", name: label("import substitution", "进口替代"), v: -64_300_000},
		{key: "tech", name: label("technical coefficients", "技术系数"), v: -182_900_000},
		{key: "total", name: label("output in 2018", "2018 年总产出"), v: 2_568_002_100},
	} {
		t.Add(s.key, result.Lab(s.name), result.Num(s.v))
	}
	return t
}

func flowsTable() *result.Table {
	t := &result.Table{ID: "flows", Columns: []result.Column{
		{ID: "from", Kind: result.Code, Label: label("from", "来源")}, {ID: "to", Kind: result.Code, Label: label("to", "去向")},
		number("value", label("imported inputs", "进口投入"), iot.MoneyUnit("USD", 6))}}
	for _, f := range []struct {
		from, to string
		v        float64
	}{{"KOR", "c14", 61200}, {"TWN", "c14", 58900}, {"JPN", "c14", 49800}, {"USA", "c14", 17600}, {"JPN", "c13", 15100}, {"DEU", "c15", 13200},
		{"DEU", "c13", 11800}, {"JPN", "c15", 9900}, {"AUS", "c12", 38700}, {"BRA", "c12", 21400}, {"USA", "c9", 12100}, {"KOR", "c9", 17700},
		{"RUS", "c8", 24800}, {"ROW", "c8", 92300}, {"ROW", "c12", 31000}, {"ROW", "c14", 40200}, {"FRA", "c15", 2100}, {"GBR", "c9", 1900}, {"IND", "c4", 3300}, {"NLD", "c9", 800},
		{"c14", "c13", 8300}, {"c12", "c14", 21800}, {"c12", "c13", 17100}, {"c14", "c12", 6200}, {"c14", "c14", 35500}, {"c13", "c15", 9800}} {
		t.Add(f.from+">"+f.to, result.Str(f.from), result.Str(f.to), result.Num(f.v))
	}
	return t
}

// samples are figures of every kind, drawn as golden files too.
func samples() []struct {
	fig result.Figure
	res *result.Result
} {
	quadrants := []class.Label{label("large and dependent", "规模大、依赖深"), label("small, dependent", "规模小、依赖深"), label("small, independent", "规模小、自主"), label("large, independent", "规模大、自主")}
	years := answerOf(yearsTable())
	sectors := answerOf(sectorsTable())
	flows := answerOf(flowsTable())
	flows.Data.Sectors = "wiod35"
	imports := flowsTable()
	imports.Rows = imports.Rows[:20]
	ledger := answerOf(imports)
	ledger.Data.Sectors = "wiod35"
	return []struct {
		fig result.Figure
		res *result.Result
	}{
		{result.Figure{ID: "bar", Kind: result.Bar, Title: label("output and import content by sector", "各部门总产出与进口含量"), Table: "sectors", Label: "name", Values: []string{"output", "share"}, Top: 10}, sectors},
		{result.Figure{ID: "dot", Kind: result.Dot, Title: label("import content by sector", "各部门进口含量"), Table: "sectors", Label: "name", Values: []string{"share"}}, sectors},
		{result.Figure{ID: "line", Kind: result.Line, Title: label("import content", "进口含量"), Table: "years", Label: "year", Group: "series", Values: []string{"share"}}, years},
		{result.Figure{ID: "multiples", Kind: result.Line, Title: label("import content", "进口含量"), Table: "years", Label: "year", Facet: "series", Values: []string{"share"}}, years},
		{result.Figure{ID: "panels", Kind: result.Bar, Title: label("output by sector", "各部门总产出"), Table: "sectors", Label: "name", Facet: "group", Values: []string{"output"}, Top: 4}, sectors},
		{result.Figure{ID: "scatter", Kind: result.Scatter, Title: label("size and dependence", "规模与依赖"), Table: "sectors", Label: "name", Values: []string{"output", "share"}, Cross: []float64{9e8, .1}, Quadrants: quadrants}, sectors},
		{result.Figure{ID: "bubble", Kind: result.Scatter, Title: label("size and dependence", "规模与依赖"), Table: "sectors", Label: "name", Values: []string{"output", "share", "output"}}, sectors},
		{result.Figure{ID: "treemap", Kind: result.Treemap, Title: label("output by sector", "各部门总产出"), Table: "sectors", Label: "name", Group: "group", Values: []string{"output"}, Top: 12}, sectors},
		{result.Figure{ID: "waterfall", Kind: result.Waterfall, Title: label("what changed output", "总产出变化的来源"), Table: "change", Label: "name", Values: []string{"term"}, Start: "start", Total: "total"}, answerOf(changeTable())},
		{result.Figure{ID: "sankey", Kind: result.Sankey, Title: label("who feeds which sector", "谁供给哪个部门"), Table: "flows", From: "from", To: "to", Values: []string{"value"}, Top: 8}, flows},
		{result.Figure{ID: "ledger", Kind: result.Sankey, Title: label("who feeds which sector", "谁供给哪个部门"), Table: "flows", From: "from", To: "to", Values: []string{"value"}, Top: 8}, ledger},
		{result.Figure{ID: "heatmap", Kind: result.Heatmap, Title: label("who feeds which sector", "谁供给哪个部门"), Table: "flows", From: "from", To: "to", Values: []string{"value"}}, flows},
	}
}

// TestFlows draws the flows of the embedded example at every level.
func TestFlows(t *testing.T) {
	sys, err := examples.Open(context.Background(), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, v := range map[string]chart.View{
		"economies": {Level: chart.Economies}, "sectors": {Level: chart.Sectors}, "industries": {Level: chart.Industries},
		"china": {From: "CHN", To: "CHN", Level: chart.Industries}, "suppliers": {To: "CHN", Level: chart.Industries},
	} {
		for _, lang := range []class.Lang{class.En, class.Zh} {
			d, err := chart.Flows(sys, v, chart.Options{Lang: lang, Year: 2026})
			if err != nil {
				t.Fatal(err)
			}
			checkDrawing(t, "flows-"+name+"."+string(lang), d)
		}
	}
	if _, err := chart.Flows(sys, chart.View{From: "XXX"}, chart.Options{}); err == nil || !strings.Contains(err.Error(), `no economy "XXX"`) {
		t.Errorf("unknown economy: got %v; want an error that names it", err)
	}
}

var update = flag.Bool("update", false, "write the golden files anew; read the diff")

// TestSamples compares the SVG of every kind, in both languages, with the golden
// files; -look DIR writes pictures of them.
func TestSamples(t *testing.T) {
	for _, s := range samples() {
		for _, lang := range []class.Lang{class.En, class.Zh, class.Both} {
			d, err := chart.Draw(s.fig, s.res, chart.Options{Lang: lang, Year: 2026})
			if err != nil {
				t.Errorf("%s: %v", s.fig.ID, err)
				continue
			}
			name := s.fig.ID + "." + string(lang)
			checkDrawing(t, "sample-"+name, d)
			if lang != class.Both {
				golden(t, filepath.Join("testdata", name+".svg"), svgOf(t, d))
			}
		}
	}
}

func svgOf(t *testing.T, d *chart.Drawing) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := d.SVG(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func golden(t *testing.T, file string, got []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("%s:%d:\ngot  %s\nwant %s\nlook at it, then run with -update", file, i+1, a[i], b[i])
			return
		}
	}
	if len(a) != len(b) {
		t.Errorf("%s: got %d lines; want %d", file, len(a), len(b))
	}
}

// TestSameBytes draws each sample again, several at once.
func TestSameBytes(t *testing.T) {
	for _, s := range samples() {
		var wait sync.WaitGroup
		svg, pic := make([][]byte, 4), make([][]byte, 2)
		for i := range svg {
			wait.Go(func() {
				d, err := chart.Draw(s.fig, s.res, chart.Options{Lang: class.Zh})
				if err != nil {
					t.Error(err)
					return
				}
				svg[i] = svgOf(t, d)
				if i < len(pic) {
					var b bytes.Buffer
					if err := d.PNG(&b, 1); err != nil {
						t.Error(err)
					}
					pic[i] = b.Bytes()
				}
			})
		}
		wait.Wait()
		for i := range svg {
			if !bytes.Equal(svg[i], svg[0]) || i < len(pic) && !bytes.Equal(pic[i], pic[0]) {
				t.Errorf("%s: drawn again it has other bytes", s.fig.ID)
			}
		}
	}
}

package brief

import (
	"testing"

	"dougong/class"
	"dougong/result"
)

// TestSentencesOfABrief holds every sentence that a brief makes, in both
// languages.
func TestSentencesOfABrief(t *testing.T) {
	since := label("2008", "2008 年")
	rise := change{"c18", label("Construction", "建筑业"), 0.0567, 0.0677}
	fall := change{"c1", label("Agriculture", "农业"), 0.1063, 0.1002}
	one := func(l class.Label) []class.Label { return []class.Label{l} }
	for _, c := range []struct {
		what string
		got  []class.Label
		want []class.Label
	}{
		{"title", one(briefTitle(label("China", "中国"), 2011)), one(label("China, 2011: a brief on the industrial system", "中国，2011 年：产业体系简报"))},
		{"title without a year", one(briefTitle(label("China", ""), 0)), one(label("China: a brief on the industrial system", "China：产业体系简报"))},
		{"chapter", one(numbered(3, label("Where it depends on imports", "哪里依赖进口"))), one(label("3. Where it depends on imports", "三、哪里依赖进口"))},
		{"what is compared", one(comparisonNote(since)), one(label(
			"Compared with 2008: shares, content and ranks, each in the prices of its own table. Amounts of money are not compared, and the changes are not split into causes.",
			"与2008 年比较份额、含量与位次，均按各表自身价格计算；不比较金额，也不分解变化的原因。"))},
		{"rise and fall", shareSentences([]change{rise, fall}, since), one(label(
			"Compared with 2008, the share of value added rose most for Construction, to 6.77 % (+1.10 points); it fell most for Agriculture, to 10.02 % (-0.61 points).",
			"与2008 年相比，增加值份额上升最多的是建筑业，至 6.77 %（+1.10 个百分点）；下降最多的是农业，至 10.02 %（-0.61 个百分点）。"))},
		{"only a fall", moverSentences([]change{fall}, lookThrough), one(label(
			"Look-through imports fell most for Agriculture, to 10.02 % (-0.61 points).", "穿透进口含量下降最多的是农业，至 10.02 %（-0.61 个百分点）。"))},
		{"nothing moved", moverSentences(nil, supplierShare), one(label(
			"The share of look-through imports did not change anywhere.", "占穿透进口的份额没有变化。"))},
		{"content of all", contentSentences([]change{fall, {"all", label("all sectors", "全部部门"), 0.1826, 0.1799}}, since), one(label(
			"Looked through, imported inputs are 17.99 % (-0.27 points) of output; in 2008 they were 18.26 %.",
			"穿透后，进口投入占产出 17.99 %（-0.27 个百分点）；2008 年为 18.26 %。"))},
		{"content not known", contentSentences([]change{fall}, since), nil},
		{"key sectors gained and lost", keySentences([]class.Label{label("Textiles", "纺织业")}, []class.Label{label("Minerals", "矿物制品业"), label("Trade", "贸易")}, since), one(label(
			"Since 2008, new key sectors: Textiles; no longer key: Minerals; Trade.", "与2008 年相比，新增关键部门：纺织业；不再是关键部门：矿物制品业、贸易。"))},
		{"the same key sectors", keySentences(nil, nil, since), one(label("The key sectors are those of 2008.", "关键部门与2008 年相同。"))},
		{"ranks", rankSentences([]change{{"c18", label("Construction", "建筑业"), 3, 1}, {"c23", label("Inland transport", "内陆运输业"), 18, 20}}), one(label(
			"By output, up most: Construction, from place 3 to 1; down most: Inland transport, from place 18 to 20.",
			"按总产出，上升最多：建筑业，由第 3 位到第 1 位；下降最多：内陆运输业，由第 18 位到第 20 位。"))},
		{"the same ranks", rankSentences([]change{{"c1", label("Agriculture", "农业"), 2, 2}}), one(label("No sector changed its place by output.", "各部门总产出位次均未变化。"))},
		{"one economy", lackingSentences(result.NeedMultiRegion), one(label(
			"This table has one economy, so its partners are not known. A world table tells who depends on whom.", "本表只有一个经济体，伙伴未知；世界表可以说明谁依赖谁。"))},
		{"no import split", lackingSentences(result.NeedImportSplit), one(label(
			"This table does not give imports by product, so dependence cannot be told. A table with an import matrix, an import column, or a world table can.",
			"本表未按产品给出进口，无法判断依赖程度；带进口矩阵、进口列的表或世界表可以。"))},
		{"another need", lackingSentences(result.NeedTags), one(label("This table does not have what it takes for this.", "本表不具备所需数据。"))},
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

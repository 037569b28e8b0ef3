package brief

import (
	"fmt"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// briefTitle names the economy and the year; 0 is a year not known.
func briefTitle(economy class.Label, year int) class.Label {
	en, zh := economy.In(class.En), economy.In(class.Zh)
	if year > 0 {
		en, zh = fmt.Sprintf("%s, %d", en, year), fmt.Sprintf("%s，%d 年", zh, year)
	}
	return label(en+": a brief on the industrial system", zh+"：产业体系简报")
}

var numerals = []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// numbered puts the number of a chapter before its heading.
func numbered(n int, l class.Label) class.Label {
	return label(strconv.Itoa(n)+". "+l.En, numerals[n]+"、"+l.Zh)
}

var (
	pathSentence = label(
		"A path is a chain of purchases: what the industry after the arrow imports reaches the last one through those between.",
		"路径是一条采购链：箭头后的产业进口的投入，经中间各产业到达最后的产业。")
	closureLimit = label(
		"A closure is a thought experiment: nothing replaces the product or the sales. It tells which suppliers lose, not what users do.",
		"关闭是思想实验：假定产品与销售均无替代。它说明哪些供应商受损，不说明用户如何应对。")
	changeDefinition = label("the number now less the number before, each explained beside it", "现值减前值，两者各有说明")
	rankDefinition   = label("place among the sectors that have a number in both tables, largest share of output first", "在两表均有数值的部门中按总产出份额由大到小的位次")

	rankChangeDefinition = label("place now less place before: negative has moved up", "现位次减原位次：负数为上升")
)

// comparisonNote says what is compared and what is not.
func comparisonNote(with class.Label) class.Label {
	return label(
		"Compared with "+with.En+": shares, content and ranks, each in the prices of its own table. Amounts of money are not compared, and the changes are not split into causes.",
		"与"+with.In(class.Zh)+"比较份额、含量与位次，均按各表自身价格计算；不比较金额，也不分解变化的原因。")
}

var needSentences = map[result.Need]class.Label{
	result.NeedImportSplit: label("This table does not give imports by product, so dependence cannot be told. A table with an import matrix, an import column, or a world table can.",
		"本表未按产品给出进口，无法判断依赖程度；带进口矩阵、进口列的表或世界表可以。"),
	result.NeedMultiRegion: label("This table has one economy, so its partners are not known. A world table tells who depends on whom.",
		"本表只有一个经济体，伙伴未知；世界表可以说明谁依赖谁。"),
}

// lackingSentences say why a chapter is empty.
func lackingSentences(need result.Need) []class.Label {
	if l, ok := needSentences[need]; ok {
		return []class.Label{l}
	}
	return []class.Label{label("This table does not have what it takes for this.", "本表不具备所需数据。")}
}

// moved writes a share after its change: "6.77 % (+1.20 points)".
func moved(c change, lang class.Lang) string {
	by := iot.PointUnit.Readable(c.by(), lang)
	if c.by() > 0 {
		by = "+" + by
	}
	if lang == class.Zh {
		return fmt.Sprintf("%s（%s）", iot.ShareUnit.Readable(c.after, lang), by)
	}
	return fmt.Sprintf("%s (%s)", iot.ShareUnit.Readable(c.after, lang), by)
}

// extremes returns the largest rise and the largest fall, nil where there is none.
func extremes(list []change) (rise, fall *change) {
	for i := range list {
		c := &list[i]
		if c.by() > 0 && (rise == nil || c.by() > rise.by()) {
			rise = c
		}
		if c.by() < 0 && (fall == nil || c.by() < fall.by()) {
			fall = c
		}
	}
	return rise, fall
}

// shareSentences say whose share of value added rose and fell most.
func shareSentences(list []change, since class.Label) []class.Label {
	return rises(list, label("Compared with "+since.En+", the share of value added", "与"+since.In(class.Zh)+"相比，增加值份额"))
}

var (
	lookThrough   = label("Look-through imports", "穿透进口含量")
	supplierShare = label("The share of look-through imports", "占穿透进口的份额")
)

// moverSentences say what rose and fell most.
func moverSentences(list []change, of class.Label) []class.Label { return rises(list, of) }

func rises(list []change, of class.Label) []class.Label {
	rise, fall := extremes(list)
	var en, zh []string
	if rise != nil {
		en = append(en, "rose most for "+rise.name.In(class.En)+", to "+moved(*rise, class.En))
		zh = append(zh, "上升最多的是"+rise.name.In(class.Zh)+"，至 "+moved(*rise, class.Zh))
	}
	if fall != nil {
		en = append(en, "fell most for "+fall.name.In(class.En)+", to "+moved(*fall, class.En))
		zh = append(zh, "下降最多的是"+fall.name.In(class.Zh)+"，至 "+moved(*fall, class.Zh))
	}
	if len(en) == 0 {
		return []class.Label{label(of.En+" did not change anywhere.", of.In(class.Zh)+"没有变化。")}
	}
	return []class.Label{label(of.En+" "+strings.Join(en, "; it ")+".", of.In(class.Zh)+strings.Join(zh, "；")+"。")}
}

// contentSentences say how the look-through imports of the whole economy moved.
func contentSentences(list []change, since class.Label) []class.Label {
	for _, c := range list {
		if c.key != "all" {
			continue
		}
		was := iot.ShareUnit.Readable(c.before, class.En)
		return []class.Label{label(
			fmt.Sprintf("Looked through, imported inputs are %s of output; in %s they were %s.", moved(c, class.En), since.En, was),
			fmt.Sprintf("穿透后，进口投入占产出 %s；%s为 %s。", moved(c, class.Zh), since.In(class.Zh), was))}
	}
	return nil
}

// keySentences name the sectors that became key sectors, or are no more.
func keySentences(gained, lost []class.Label, since class.Label) []class.Label {
	names := func(list []class.Label, lang class.Lang, comma string) string {
		var s []string
		for _, l := range list {
			s = append(s, l.In(lang))
		}
		return strings.Join(s, comma)
	}
	var en, zh []string
	if len(gained) > 0 {
		en = append(en, "new key sectors: "+names(gained, class.En, "; "))
		zh = append(zh, "新增关键部门："+names(gained, class.Zh, "、"))
	}
	if len(lost) > 0 {
		en = append(en, "no longer key: "+names(lost, class.En, "; "))
		zh = append(zh, "不再是关键部门："+names(lost, class.Zh, "、"))
	}
	if len(en) == 0 {
		return []class.Label{label("The key sectors are those of "+since.En+".", "关键部门与"+since.In(class.Zh)+"相同。")}
	}
	return []class.Label{label("Since "+since.En+", "+strings.Join(en, "; ")+".", "与"+since.In(class.Zh)+"相比，"+strings.Join(zh, "；")+"。")}
}

// rankSentences say which sectors moved most in the order by output.
func rankSentences(list []change) []class.Label {
	down, up := extremes(list) // a larger place is further down
	var en, zh []string
	if up != nil {
		en = append(en, fmt.Sprintf("up most: %s, from place %.0f to %.0f", up.name.In(class.En), up.before, up.after))
		zh = append(zh, fmt.Sprintf("上升最多：%s，由第 %.0f 位到第 %.0f 位", up.name.In(class.Zh), up.before, up.after))
	}
	if down != nil {
		en = append(en, fmt.Sprintf("down most: %s, from place %.0f to %.0f", down.name.In(class.En), down.before, down.after))
		zh = append(zh, fmt.Sprintf("下降最多：%s，由第 %.0f 位到第 %.0f 位", down.name.In(class.Zh), down.before, down.after))
	}
	if len(en) == 0 {
		return []class.Label{label("No sector changed its place by output.", "各部门总产出位次均未变化。")}
	}
	return []class.Label{label("By output, "+strings.Join(en, "; ")+".", "按总产出，"+strings.Join(zh, "；")+"。")}
}

package brief

import (
	"fmt"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// title names the economy and the year; 0 is a year not known.
func title(economy class.Label, year int) class.Label {
	en, zh := economy.In(class.En), economy.In(class.Zh)
	if year > 0 {
		en, zh = fmt.Sprintf("%s, %d", en, year), fmt.Sprintf("%s，%d 年", zh, year)
	}
	return class.Label{En: en + ": an industrial system in one minute", Zh: zh + "：一分钟看产业体系"}
}

// tableSentence says how large a table is.
func tableSentence(economies, sectors, industries int) class.Label {
	if economies == 1 {
		return class.Label{En: fmt.Sprintf("The table has one economy with %d sectors.", sectors), Zh: fmt.Sprintf("本表含 1 个经济体、%d 个部门。", sectors)}
	}
	return class.Label{
		En: fmt.Sprintf("The table has %d economies with %d sectors each: %d industries.", economies, sectors, industries),
		Zh: fmt.Sprintf("本表含 %d 个经济体、各 %d 个部门，共 %d 个产业。", economies, sectors, industries)}
}

// supplierSentences names the economies that supply most, three at most; the
// table is sorted by look-through share.
func supplierSentences(t *result.Table) []class.Label {
	if t == nil || len(t.Rows) == 0 {
		return nil
	}
	name := func(i int) class.Label {
		v, _ := t.Value(t.Rows[i].Key, "name")
		return v.Text
	}
	if len(t.Rows) == 1 {
		return []class.Label{{
			En: "Looked through, all imported inputs come from " + name(0).In(class.En) + ".",
			Zh: "穿透后，进口投入全部来自" + name(0).In(class.Zh) + "。"}}
	}
	var en, zh []string
	for i := range min(3, len(t.Rows)) {
		share := number(t, i, "of_total")
		en = append(en, fmt.Sprintf("%s (%s)", name(i).In(class.En), iot.ShareUnit.Readable(share, class.En)))
		zh = append(zh, fmt.Sprintf("%s（%s）", name(i).In(class.Zh), iot.ShareUnit.Readable(share, class.Zh)))
	}
	last := len(en) - 1
	return []class.Label{{
		En: "Looked through, most imported inputs come from " + strings.Join(en[:last], ", ") + " and " + en[last] + ".",
		Zh: "穿透后，进口投入主要来自" + strings.Join(zh[:last], "、") + "和" + zh[last] + "。"}}
}

// closureSentences say what the costliest of the closures costs; the table is
// sorted by it.
func closureSentences(t *result.Table) []class.Label {
	if len(t.Rows) == 0 || number(t, 0, "value_added_share") == 0 {
		return nil
	}
	key := t.Rows[0].Key
	read := func(column string, lang class.Lang) string {
		c, _ := t.Column(column)
		v, _ := t.Value(key, column)
		return t.Columns[c].Unit.Readable(v.Number, lang)
	}
	name, _ := t.Value(key, "name")
	sentences := []class.Label{{
		En: fmt.Sprintf("Of the %d largest, closing %s costs most: %s of output at home (%s) and %s of GDP.", len(t.Rows),
			name.Text.In(class.En), read("loss", class.En), read("share", class.En), read("value_added_share", class.En)),
		Zh: fmt.Sprintf("最大的 %d 个产业中，关闭%s代价最大：国内产出减少 %s（%s），GDP 减少 %s。", len(t.Rows),
			name.Text.In(class.Zh), read("loss", class.Zh), read("share", class.Zh), read("value_added_share", class.Zh)),
	}}
	if _, ok := t.Column("abroad"); ok {
		sentences = append(sentences, class.Label{
			En: fmt.Sprintf("Suppliers in other economies would lose %s of output with it.", read("abroad", class.En)),
			Zh: fmt.Sprintf("其他经济体的供应商随之失去产出 %s。", read("abroad", class.Zh))})
	}
	return sentences
}

// number returns a cell of row r, 0 where it is absent.
func number(t *result.Table, r int, column string) float64 {
	v, _ := t.Value(t.Rows[r].Key, column)
	return v.Number
}

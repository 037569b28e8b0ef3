package brief

import (
	"sort"

	"dougong/class"
	"dougong/report"
	"dougong/result"
)

func label(en, zh string) class.Label { return class.Label{En: en, Zh: zh} }

func (b *book) whatItIs() {
	sys := b.in.System
	b.chapter(report.Section{ID: "system", Heading: label("What the system is", "这是怎样的体系"),
		Sentences: append([]class.Label{tableSentence(len(sys.Industries.Regions()), len(sys.Industries.Items()), sys.N())}, b.say(b.structure.Headline)...)})
	sectors := b.structure.exhibit("sectors", 10, nil, "sector", "name", "output", "value_added", "value_added_share", "exports_share")
	b.part(report.Section{ID: "sectors", Heading: label("Its sectors", "各部门"), Figure: b.treemap(), Command: b.structure.command}, sectors)
	groups := b.structure.only("groups", func(t *result.Table, row result.Row) bool { return row.Cells[column(t, "base")].Text.En == "all" })
	b.part(report.Section{ID: "groups", Heading: label("Groups of sectors, of all industries", "产业组占全部产业的份额"),
		Sentences: b.tagNote()}, groups.exhibit("groups", 20, nil, "name", "value_added_share", "output_share", "exports_share", "imports_share"))
	if b.blocks.there() {
		b.part(report.Section{ID: "blocks", Heading: label("How two blocks feed each other", "两大产业块如何相互带动"), Sentences: b.blocks.Headline, Command: b.blocks.command},
			b.blocks.exhibit("blocks", 2, nil, "name", "own", "via_rest", "feedback", "spill_other", "spill_rest", "total"))
	}
}

// tagNote says whose groups these are.
func (b *book) tagNote() []class.Label {
	if note := b.in.Tags.Note(); note != (class.Label{}) {
		return []class.Label{note}
	}
	return nil
}

// treemap draws the sectors by value added, coloured by the group they are in.
func (b *book) treemap() *report.Figure {
	t, _ := b.structure.Table("sectors")
	drawn := familied(t, b.in.Tags)
	return b.structure.draw(result.Figure{ID: "treemap", Kind: result.Treemap, Title: label("Value added by sector", "各部门增加值"), Label: "name", Values: []string{"value_added"}, Group: "family", Top: 24}, drawn)
}

func (b *book) keySectors() {
	b.chapter(report.Section{ID: "key-sectors", Heading: label("Its key sectors", "关键部门"), Sentences: b.say(b.linkages.Headline)})
	b.part(report.Section{ID: "linkages", Heading: label("What pulls and what supports", "谁带动、谁支撑"), Figure: b.linkages.figure("key"), Command: b.linkages.command},
		key(b.linkages).exhibit("linkages", 12, byColumn("backward_index"), "code", "name", "backward_index", "forward_index"))
}

func (b *book) whereItDepends() {
	head := report.Section{ID: "dependence", Heading: label("Where it depends on imports", "哪里依赖进口")}
	if !b.dependence.there() {
		head.Sentences = lackingSentences(b.lacking["dependence"])
		b.chapter(head)
		return
	}
	head.Sentences = b.say(b.dependence.Headline)
	b.chapter(head)
	b.part(report.Section{ID: "ledger", Heading: label("Most dependent sectors: face value and looked through", "依赖最深的部门：表面与穿透"), Figure: b.dependence.figure("sectors"), Command: b.dependence.command},
		b.dependence.exhibit("sectors", 10, nil, "code", "name", "direct", "total", "hidden"))
	b.suppliers()
	b.part(report.Section{ID: "paths", Heading: label("Along which paths", "沿哪些路径"), Sentences: []class.Label{pathSentence}},
		b.dependence.exhibit("paths", 8, nil, "path", "value", "of_total"))
}

// suppliers lists the economies that imports come from; none where the table
// does not know them.
func (b *book) suppliers() {
	if _, ok := b.dependence.Table("by-economy"); !ok {
		b.chapterNote(label("This table does not say which economies imports come from; a world table does.", "本表不区分进口来自哪些经济体；世界表可以。"))
		return
	}
	named := b.dependence.only("by-economy", func(t *result.Table, row result.Row) bool { return row.Cells[column(t, "total")].Number != 0 })
	e := named.exhibit("by-economy", 10, byColumn("total"), "code", "name", "direct", "total", "of_total")
	if e == nil {
		return
	}
	sentences := b.say(supplierSentences(e.Table))
	flows := result.Figure{ID: "flows", Kind: result.Sankey, Title: label("Imported inputs per unit of output, looked through: supplier economy → product", "单位产出的穿透进口投入：供应经济体 → 产品"), From: "from", To: "to", Values: []string{"total"}, Top: 10}
	industries, _ := b.dependence.Table("by-industry")
	b.part(report.Section{ID: "suppliers", Heading: label("On whom", "依赖谁"), Sentences: sentences, Figure: b.dependence.draw(flows, supplierFlows(industries, b.in.System))}, e)
}

// chapterNote adds a sentence to the section before.
func (b *book) chapterNote(l class.Label) {
	last := &b.story.Sections[len(b.story.Sections)-1]
	last.Sentences = append(last.Sentences[:len(last.Sentences):len(last.Sentences)], l)
}

func (b *book) whoDependsOnIt() {
	head := report.Section{ID: "leverage", Heading: label("Who depends on it", "谁依赖它")}
	if !b.leverage.there() {
		head.Sentences = lackingSentences(b.lacking["leverage"])
		b.chapter(head)
		return
	}
	head.Sentences = b.say(b.leverage.Headline)
	b.chapter(head)
	b.part(report.Section{ID: "partners", Heading: label("Inputs of partner economies", "伙伴经济体的投入"), Figure: b.leverage.figure("partners"), Command: b.leverage.command},
		b.leverage.exhibit("partners", 8, nil, "code", "name", "direct", "total", "ours", "net"))
	b.part(report.Section{ID: "mutual", Heading: label("Mutual dependence in final demand", "最终需求中的相互依赖"), Sentences: b.mutual.Headline, Command: b.mutual.command}, b.pairs())
}

// pairs lists whose final demand rests on this economy's value added, with what
// this economy's rests on theirs.
func (b *book) pairs() *exhibit {
	theirs := b.mutual.only("matrix", func(t *result.Table, row result.Row) bool {
		return row.Cells[column(t, "value_from")].Text.En == b.economy && row.Cells[column(t, "demand_of")].Text.En != b.economy
	})
	e := theirs.exhibit("matrix", 8, byColumn("look_through"), "demand_of", "look_through", "leverage")
	if e != nil {
		nameEconomies(e, "demand_of", b.in.System)
	}
	return e
}

// closures puts the closures of the largest industries side by side: what is
// lost at home from the economy's own table, what is lost abroad from the world
// table.
func (b *book) closures() {
	e := b.home.exhibit("closures", largest, byColumn("output"), "code", "name", "output", "loss", "share", "value_added_share")
	if e == nil {
		return
	}
	values := []string{"loss"}
	if b.in.System.MultiRegion() {
		e.join(b.world, "closures", "abroad", "abroad", label("loss of output abroad", "境外产出损失"))
		values = append(values, "abroad")
	}
	e.Label = label("Closing each of the largest industries: what is lost", "逐一关闭最大的产业：损失多少")
	worst := *e.Table
	worst.Rows = append([]result.Row(nil), e.Rows...)
	sort.SliceStable(worst.Rows, func(i, j int) bool {
		return number(&worst, i, "value_added_share") > number(&worst, j, "value_added_share")
	})
	b.chapter(report.Section{ID: "closures", Heading: label("What closing its largest industries costs", "关闭最大的产业代价多大"),
		Sentences: append(b.say(closureSentences(&worst)), closureLimit)})
	b.part(report.Section{ID: "losses", Heading: label("The ten largest, one by one", "逐一关闭十大产业"), Command: b.home.command,
		Figure: b.home.draw(result.Figure{ID: "closures", Kind: result.Bar, Title: label("Output lost with each closure", "各次关闭损失的产出"), Label: "name", Values: values}, e.Table)}, e)
}

package brief

import (
	"context"
	"sort"

	"dougong/class"
	"dougong/iot"
	"dougong/report"
	"dougong/result"
)

// demo is the first minute of one economy in the making.
type demo struct {
	in      *result.Input
	economy string
	name    class.Label

	structure, linkages, dependence answer
	home, world                     answer // closures within the economy, and in the whole table
}

// Demo says in the first minute what an economy's system is, which sectors hold
// it together, where it depends on others, and what closing each of its ten
// largest industries costs. economy is a code of a world table, empty for a
// table of one economy.
func Demo(ctx context.Context, in *result.Input, economy string) (*report.Story, error) {
	d := &demo{in: in, economy: economy}
	if err := d.ask(ctx); err != nil {
		return nil, err
	}
	d.name = economyName(in.System, d.dependence.Params["economy"])
	s := &report.Story{
		ID:    "demo",
		Title: title(d.name, in.System.Year),
		Data:  in.System.Meta, ResidualShare: in.System.ResidualShare(),
		Limits: d.limits(),
		Next:   next(d.economy, d.home, d.dependence),
	}
	for _, section := range []report.Section{d.whatItIs(), d.keySectors(), d.whereItDepends(), d.suppliers(), d.paths(), d.closures()} {
		if section.Table != nil {
			s.Sections = append(s.Sections, section)
		}
	}
	return s, nil
}

// ask runs the analyses that the story is made of.
func (d *demo) ask(ctx context.Context) (err error) {
	for _, q := range []struct {
		to     *answer
		id     string
		params map[string]string
	}{
		{&d.structure, "structure", params(d.economy)},
		{&d.linkages, "linkages", params(d.economy)},
		{&d.dependence, "dependence", params(d.economy)},
		{&d.home, "close-all", params(d.economy, "scope", "national", "top", "0")},
		{&d.world, "close-all", params(d.economy, "scope", "world", "top", "0")},
	} {
		if *q.to, err = ask(ctx, d.in, q.id, q.params); err != nil {
			return err
		}
	}
	return nil
}

func economyName(sys *iot.System, code string) class.Label {
	if code == "" {
		code = sys.Economy
	}
	if l, ok := sys.EconomyLabel(code); ok {
		return l
	}
	if code == "" {
		return class.Label{En: sys.Name, Zh: sys.Name}
	}
	return class.Label{En: code, Zh: code}
}

// limits are the first of each analysis: the one that matters most.
func (d *demo) limits() []class.Label {
	var limits []class.Label
	seen := map[class.Label]bool{}
	for _, a := range []answer{d.structure, d.linkages, d.dependence, d.home} {
		if len(a.Limits) > 0 && !seen[a.Limits[0]] {
			seen[a.Limits[0]] = true
			limits = append(limits, a.Limits[0])
		}
	}
	if text := d.dependence.Assumption; text != (class.Label{}) {
		limits = append(limits, text)
	}
	return limits
}

func (d *demo) whatItIs() report.Section {
	sys := d.in.System
	return report.Section{
		ID: "system", Heading: class.Label{En: "What the system is", Zh: "这是怎样的体系"},
		Sentences: append([]class.Label{tableSentence(len(sys.Industries.Regions()), len(sys.Industries.Items()), sys.N())}, d.structure.Headline...),
		Table:     d.structure.excerpt("sectors", 10, nil, "sector", "name", "output", "value_added", "value_added_share"), Bar: "value_added",
		Command: d.structure.command,
	}
}

func (d *demo) keySectors() report.Section {
	key := key(d.linkages)
	return report.Section{
		ID: "key-sectors", Heading: class.Label{En: "Its key sectors", Zh: "关键部门"}, Sentences: d.linkages.Headline,
		Table: key.excerpt("linkages", 12, byColumn("backward_index"), "code", "name", "backward_index", "forward_index", "backward", "forward"), Bar: "backward_index",
		Command: d.linkages.command,
	}
}

func (d *demo) whereItDepends() report.Section {
	return report.Section{
		ID: "dependence", Heading: class.Label{En: "Where it depends on imports", Zh: "哪里依赖进口"}, Sentences: d.dependence.Headline,
		Table: d.dependence.excerpt("sectors", 10, nil, "code", "name", "direct", "total", "hidden"), Bar: "total",
		Command: d.dependence.command,
	}
}

// suppliers lists the economies that imports come from; none where the table
// does not know them.
func (d *demo) suppliers() report.Section {
	named := d.dependence.only("by-economy", func(t *result.Table, row result.Row) bool { return row.Cells[column(t, "total")].Number != 0 })
	t := named.excerpt("by-economy", 10, byColumn("total"), "code", "name", "direct", "total", "of_total")
	return report.Section{
		ID: "suppliers", Heading: class.Label{En: "On whom", Zh: "依赖谁"}, Sentences: supplierSentences(t),
		Table: t, Bar: "total", Command: d.dependence.command,
	}
}

func (d *demo) paths() report.Section {
	return report.Section{
		ID: "paths", Heading: class.Label{En: "Along which paths", Zh: "沿哪些路径"},
		Sentences: []class.Label{{
			En: "A path is a chain of purchases: what the industry after the arrow imports reaches the last one through those between.",
			Zh: "路径是一条采购链：箭头后的产业进口的投入，经中间各产业到达最后的产业。"}},
		Table:   d.dependence.excerpt("paths", 8, nil, "path", "value", "of_total"),
		Command: d.dependence.command,
	}
}

// largest is how many industries the demo closes.
const largest = 10

// closures puts the closures of the largest industries side by side: what is
// lost at home from the economy's own table, what is lost abroad from the world
// table.
func (d *demo) closures() report.Section {
	t := d.home.excerpt("closures", largest, byColumn("output"), "code", "name", "output", "loss", "share", "value_added", "value_added_share")
	if d.in.System.MultiRegion() {
		d.world.join(t, "closures", "abroad", class.Label{En: "loss of output abroad", Zh: "境外产出损失"})
	}
	t.Label = class.Label{En: "Closing each of the largest industries: what is lost", Zh: "逐一关闭最大的产业：损失多少"}
	worst := *t
	worst.Rows = append([]result.Row(nil), t.Rows...)
	sort.SliceStable(worst.Rows, func(a, b int) bool {
		return number(&worst, a, "value_added_share") > number(&worst, b, "value_added_share")
	})
	return report.Section{
		ID: "closures", Heading: class.Label{En: "What closing its largest industries costs", Zh: "关闭最大的产业代价多大"},
		Sentences: closureSentences(&worst), Table: t, Bar: "loss", Command: d.home.command,
	}
}

// next are two commands to go on with: why the costliest closure costs so much,
// and whom the most dependent sector needs.
func next(economy string, home, dependence answer) []report.Step {
	var steps []report.Step
	if closures, ok := home.Table("closures"); ok {
		steps = append(steps, report.Step{
			Command: "dougong why close-all" + report.Flags(params(economy, "scope", "national")) + " --row " + report.Quote(closures.Rows[0].Key) + " --column loss",
			Why:     class.Label{En: "why its costliest closure costs so much, down to the cells of the file", Zh: "代价最大的关闭从何而来，直到文件中的单元格"}})
	}
	if !dependence.there() {
		return steps
	}
	sectors, _ := dependence.Table("sectors")
	code, _ := sectors.Value(sectors.Rows[0].Key, "code")
	name, _ := sectors.Value(sectors.Rows[0].Key, "name")
	return append(steps, report.Step{
		Command: "dougong find suppliers-of" + report.Flags(params(economy, "sector", code.Text.En)),
		Why:     class.Label{En: "whom its most dependent sector needs: " + name.Text.En, Zh: "依赖最深的部门需要谁：" + name.Text.In(class.Zh)}})
}

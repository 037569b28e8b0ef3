package brief

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/leontief"
	"dougong/report"
	"dougong/result"
)

// earlier are the answers of the table that is compared with. It need not be
// the earlier one: it is what the changes are counted from.
type earlier struct {
	structure, linkages, dependence answer
	title, then, now                class.Label // of the table, and of the two columns
}

// whatChanged compares with the other table: shares, content and ranks, which
// have a common measure between years.
func (b *book) whatChanged(ctx context.Context) error {
	if err := b.comparable(); err != nil {
		return err
	}
	old := earlier{}
	old.title, old.then, old.now = columnNames(b.before.System.Meta, b.in.System.Meta)
	for _, q := range []struct {
		to *answer
		id string
		as answer
	}{{&old.structure, "structure", b.structure}, {&old.linkages, "linkages", b.linkages}, {&old.dependence, "dependence", b.dependence}} {
		if !q.as.there() {
			continue
		}
		p := params(b.economy)
		if q.id == "dependence" {
			p["top"] = "0"
		}
		a, err := ask(ctx, b.before, q.id, p)
		if err != nil {
			return err
		}
		*q.to = a
	}
	b.chapter(report.Section{ID: "changes", Heading: label("What changed since "+old.title.En, "与"+old.title.In(class.Zh)+"相比的变化"), Sentences: []class.Label{comparisonNote(old.title)}})
	b.changedShares(old)
	b.changedDependence(old)
	b.changedKeys(old)
	b.changedRanks(old)
	return nil
}

// comparable refuses tables whose rows do not mean the same.
func (b *book) comparable() error {
	now, then := b.in.System, b.before.System
	fault := func(got, want string) error {
		return &result.ParamError{Entry: "brief", Param: "compare", Got: then.Name, Want: "a table " + want + "; this one " + got}
	}
	switch {
	case now.Sectors != then.Sectors:
		return fault("has sectors "+strconv.Quote(then.Sectors), "of the classification "+strconv.Quote(now.Sectors))
	case now.MultiRegion() != then.MultiRegion():
		return fault("has "+economies(then), "of "+economies(now))
	case !now.MultiRegion() && now.Economy != then.Economy:
		return fault("is of "+strconv.Quote(then.Economy), "of the economy "+strconv.Quote(now.Economy))
	}
	return nil
}

func economies(sys *iot.System) string {
	if sys.MultiRegion() {
		return "several economies"
	}
	return "one economy"
}

// listedChanges is how many rows a table of changes lists.
const listedChanges = 8

// compared makes the exhibit of a column in two answers by size of change.
func (o earlier) compared(before, after answer, table, id string) (*exhibit, []change) {
	t, ok := after.Table(table)
	u, both := before.Table(table)
	if !ok || !both {
		return nil, nil
	}
	list := changes(u, t, id)
	e := o.listing(after.Entry+"-"+table+"-"+id+"-change", t.Columns[column(t, id)], list[:min(listedChanges, len(list))], iot.PointUnit)
	for _, c := range list[:len(e.Rows)] {
		at := result.Cell{Table: table, Row: c.key, Column: id}
		e.set(c.key, "before", func() (*result.Why, error) { return before.kept.Why(at) })
		e.set(c.key, "after", func() (*result.Why, error) { return after.kept.Why(at) })
		e.set(c.key, "change", func() (*result.Why, error) { return difference(c, iot.PointUnit, iot.ShareUnit, changeDefinition), nil })
	}
	return e, list
}

// listing is a table of changes: before, after, after less before.
func (o earlier) listing(id string, of result.Column, list []change, unit iot.Unit) *exhibit {
	col := func(id string, head class.Label, kind result.ColumnKind, unit iot.Unit) result.Column {
		return result.Column{ID: id, Label: head, Kind: kind, Unit: unit, Definition: of.Definition, Why: true}
	}
	t := &result.Table{ID: id, Label: label(upper(of.Label.En)+", by size of change", of.Label.In(class.Zh)+"（按变化大小）"), Columns: []result.Column{
		{ID: "name", Label: label("name", "名称"), Kind: result.Name},
		col("before", o.then, of.Kind, of.Unit), col("after", o.now, of.Kind, of.Unit), col("change", label("change", "变化"), of.Kind, unit)}}
	for _, c := range list {
		t.Add(c.key, result.Lab(c.name), result.Num(c.before), result.Num(c.after), result.Num(c.by()))
	}
	return &exhibit{t, map[result.Cell]func() (*result.Why, error){}}
}

func (e *exhibit) set(row, column string, explain func() (*result.Why, error)) {
	e.explain[result.Cell{Table: e.ID, Row: row, Column: column}] = explain
}

// bars draw a table of changes: as rises, or as falls where the largest change
// is one, so that what stands first is what changed most.
func bars(a answer, e *exhibit, of class.Label) *report.Figure {
	t := *e.Table
	t.Columns, t.Rows = slices.Clone(t.Columns), slices.Clone(t.Rows)
	c := column(&t, "change")
	title := label("rise of "+of.En, of.In(class.Zh)+"的升幅")
	if len(t.Rows) > 0 && t.Rows[0].Cells[c].Number < 0 {
		title = label("fall of "+of.En, of.In(class.Zh)+"的降幅")
		for r := range t.Rows {
			cells := slices.Clone(t.Rows[r].Cells)
			cells[c].Number = -cells[c].Number
			t.Rows[r].Cells = cells
		}
	}
	t.Columns[c].Label = title
	return a.draw(result.Figure{ID: e.ID, Kind: result.Bar, Title: title, Label: "name", Values: []string{"change"}}, &t)
}

func (b *book) changedShares(old earlier) {
	e, list := old.compared(old.structure, b.structure, "sectors", "value_added_share")
	if e == nil {
		return
	}
	b.part(report.Section{ID: "changed-shares", Heading: label("Shares of value added", "增加值份额"), Sentences: b.say(shareSentences(list, old.title)),
		Figure: bars(b.structure, e, label("the share of value added", "增加值份额"))}, e)
}

func (b *book) changedDependence(old earlier) {
	if !old.dependence.there() {
		return
	}
	means, list := old.compared(old.dependence, b.dependence, "means", "total")
	if means != nil {
		means.Label = label("Look-through imports of all sectors and of groups, by size of change", "全部部门与各组的穿透进口含量（按变化大小）")
		b.part(report.Section{ID: "changed-content", Heading: label("Dependence on imports", "进口依赖"), Sentences: b.say(contentSentences(list, old.title))}, means)
	}
	sectors, list := old.compared(old.dependence, b.dependence, "sectors", "total")
	if sectors != nil {
		b.part(report.Section{ID: "changed-sectors", Heading: label("Dependence by sector", "各部门的进口依赖"), Sentences: moverSentences(list, lookThrough),
			Figure: bars(b.dependence, sectors, label("look-through imports", "穿透进口含量"))}, sectors)
	}
	suppliers, list := old.compared(old.dependence, b.dependence, "by-economy", "of_total")
	if suppliers != nil {
		b.part(report.Section{ID: "changed-suppliers", Heading: label("Supplier economies", "供应经济体"), Sentences: moverSentences(list, supplierShare)}, suppliers)
	}
}

// changedKeys lists the sectors that became key sectors, or are no more.
func (b *book) changedKeys(old earlier) {
	now, _ := b.linkages.Table("linkages")
	then, _ := old.linkages.Table("linkages")
	var gained, lost []class.Label
	verdict := func(t *result.Table, key string) class.Label {
		v, _ := t.Value(key, "class")
		return v.Text
	}
	moved := map[string]bool{}
	for _, row := range now.Rows {
		before, after := verdict(then, row.Key), verdict(now, row.Key)
		switch is, was := after == leontief.Key.Label(), before == leontief.Key.Label(); {
		case before == (class.Label{}), is == was:
			continue
		case is:
			gained = append(gained, nameOf(now, row))
		default:
			lost = append(lost, nameOf(now, row))
		}
		moved[row.Key] = true
	}
	head := report.Section{ID: "changed-keys", Heading: label("Key sectors", "关键部门"), Sentences: b.say(keySentences(gained, lost, old.title))}
	e := b.linkages.only("linkages", func(_ *result.Table, row result.Row) bool { return moved[row.Key] }).
		exhibit("linkages", len(moved), byColumn("backward_index"), "name", "class", "backward_index", "forward_index")
	if e == nil {
		head.Level = 1
		b.story.Sections = append(b.story.Sections, head)
		return
	}
	e.ID += "-changed"
	e.Label = label("Sectors that became key or ceased to be", "新增或不再是关键部门的部门")
	b.part(head, e.sideBySide(old, b.linkages, "linkages"))
}

// sideBySide puts each column of the exhibit beside the same one before.
func (e *exhibit) sideBySide(old earlier, now answer, table string) *exhibit {
	before := &exhibit{&result.Table{ID: e.ID, Label: e.Label, Columns: e.Columns[:1:1]}, map[result.Cell]func() (*result.Why, error){}}
	for _, row := range e.Rows {
		before.Rows = append(before.Rows, result.Row{Key: row.Key, Cells: row.Cells[:1:1]})
	}
	for _, col := range e.Columns[1:] {
		head := col.Label
		before.join(old.linkages, table, col.ID, col.ID+"_before", label(head.En+", "+old.then.En, head.In(class.Zh)+"，"+old.then.In(class.Zh)))
		before.join(now, table, col.ID, col.ID, label(head.En+", "+old.now.En, head.In(class.Zh)+"，"+old.now.In(class.Zh)))
	}
	return before
}

func (b *book) changedRanks(old earlier) {
	now, _ := b.structure.Table("sectors")
	then, _ := old.structure.Table("sectors")
	list := rankChanges(then, now, "output_share")
	moved := list[:0:0]
	for _, c := range list {
		if c.by() != 0 && len(moved) < listedChanges {
			moved = append(moved, c)
		}
	}
	head := report.Section{ID: "changed-ranks", Heading: label("Ranks by output", "总产出位次"), Sentences: rankSentences(list)}
	if len(moved) == 0 {
		head.Level = 1
		b.story.Sections = append(b.story.Sections, head)
		return
	}
	of := result.Column{ID: "rank", Label: label("place by output", "总产出位次"), Kind: result.Integer, Unit: iot.RatioUnit, Definition: rankDefinition}
	e := old.listing("structure-ranks-change", of, moved, iot.RatioUnit)
	for _, c := range moved {
		e.set(c.key, "before", func() (*result.Why, error) { return ranked(then, c.key, "output_share", c.before, rankDefinition), nil })
		e.set(c.key, "after", func() (*result.Why, error) { return ranked(now, c.key, "output_share", c.after, rankDefinition), nil })
		e.set(c.key, "change", func() (*result.Why, error) {
			return difference(c, iot.RatioUnit, iot.RatioUnit, rankChangeDefinition), nil
		})
	}
	b.part(head, e)
}

// columnNames name the other table, and the columns of before and after: by
// year where that tells them apart.
func columnNames(then, now iot.Meta) (title, before, after class.Label) {
	year := func(m iot.Meta) class.Label { return label(strconv.Itoa(m.Year), fmt.Sprintf("%d 年", m.Year)) }
	if then.Year > 0 && now.Year > 0 && then.Year != now.Year {
		return year(then), year(then), year(now)
	}
	name := label(then.Name, then.Name)
	return name, name, label(now.Name, now.Name)
}

// upper begins a heading.
func upper(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

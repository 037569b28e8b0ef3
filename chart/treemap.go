package chart

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"dougong/class"
)

// treemap is the body of areas in proportion to a value, families together.
// Rectangles are squarified (Bruls, Huizing & van Wijk 2000, Squarified
// treemaps): near to squares, in order of size.
type treemap struct {
	p        *plot
	families []family
	total    float64
}

// family is the rows of one group, which share a colour.
type family struct {
	name  string
	fill  paint
	rows  []row
	total float64
}

func treemapBody(p *plot) (body, error) {
	p.rank()
	b := &treemap{p: p}
	rows := b.positive()
	if n := p.most(len(rows)); n < len(rows) {
		rows = append(slices.Clone(rows[:n]), b.restArea(rows[n:]))
	}
	if err := b.group(rows); err != nil {
		return nil, err
	}
	for _, f := range b.families {
		b.total += f.total
	}
	return b, nil
}

// positive returns the rows that have an area, largest first. Others are said at
// the foot.
func (b *treemap) positive() []row {
	var rows []row
	negative, sum, none := 0, 0.0, 0
	for _, r := range b.p.rows {
		switch c := r.cells[0]; {
		case !c.has():
			none++
		case c.v > 0:
			rows = append(rows, r)
		case c.v < 0:
			negative, sum = negative+1, sum+c.v
		}
	}
	m := b.p.series[0].measureOf
	if negative > 0 {
		b.p.note(fmt.Sprintf("Negative values, which have no area: %d, sum %s.", negative, m.full(sum)), fmt.Sprintf("负值无法以面积表示：%d 个，合计 %s。", negative, m.full(sum)))
	}
	if none > 0 {
		b.p.note(fmt.Sprintf("Not drawn, since the value is missing: %d.", none), fmt.Sprintf("因缺少数值未绘出：%d 项。", none))
	}
	slices.SortStableFunc(rows, func(x, y row) int {
		return cmp.Or(cmpBool(x.rest, y.rest), cmp.Compare(y.cells[0].v, x.cells[0].v))
	})
	return rows
}

func (b *treemap) restArea(rows []row) row {
	sum := 0.0
	for _, r := range rows {
		sum += r.cells[0].v
	}
	return row{key: "rest", rest: true, table: -1, name: restName(rows), cells: []cell{{v: sum}}}
}

// group makes the families, largest first, the rest last.
func (b *treemap) group(rows []row) error {
	c := -1
	if b.p.fig.Group != "" {
		var err error
		if c, err = b.p.column(b.p.fig.Group); err != nil {
			return err
		}
	}
	at := map[class.Label]int{}
	ids := map[int]string{}
	for _, r := range rows {
		name := class.Label{}
		switch {
		case r.rest:
			name = class.Label{En: "rest", Zh: "其余"}
		case c >= 0:
			v := b.p.table.Rows[r.table]
			name = nameOf(b.p.table.Columns[c], v.Cells[c], "")
		}
		k, ok := at[name]
		if !ok {
			k = len(b.families)
			at[name], ids[k] = k, name.En
			b.families = append(b.families, family{name: b.p.say(name)})
		}
		b.families[k].rows = append(b.families[k].rows, r)
		b.families[k].total += r.cells[0].v
	}
	b.colour(ids)
	slices.SortStableFunc(b.families, func(x, y family) int {
		return cmp.Or(cmpBool(x.rows[0].rest, y.rows[0].rest), cmp.Compare(y.total, x.total))
	})
	return nil
}

// colour gives known families the colour that they have everywhere, others the
// next that is free.
func (b *treemap) colour(ids map[int]string) {
	used := map[int]bool{}
	for k := range b.families {
		if n, ok := families[ids[k]]; ok {
			b.families[k].fill = paint{colour: familyColours[n]}
			used[n] = true
		}
	}
	next := 0
	for k := range b.families {
		f := &b.families[k]
		if f.rows[0].rest {
			f.fill = paint{colour: others, hatched: true}
			continue
		}
		if _, ok := families[ids[k]]; ok {
			continue
		}
		for used[next%len(familyColours)] && len(used) < len(familyColours) {
			next++
		}
		f.fill = paint{colour: familyColours[next%len(familyColours)]}
		used[next%len(familyColours)] = true
		next++
	}
}

func (b *treemap) legend() []key {
	if len(b.families) < 2 || b.p.fig.Group == "" {
		return nil
	}
	var keys []key
	for _, f := range b.families {
		keys = append(keys, swatch(f.name+" "+percent(f.total, b.total), f.fill))
	}
	return keys
}

func percent(part, whole float64) string {
	if whole == 0 {
		return ""
	}
	return measureOf{factor: 100, decimals: 1, largest: 1}.number(part/whole) + " %"
}

func (b *treemap) height(width float64) float64 { return min(460, max(220, width*0.62)) }

func (b *treemap) least(float64) float64 { return 80 }

func (b *treemap) draw(c *canvas, in box) {
	totals := make([]float64, len(b.families))
	for k, f := range b.families {
		totals[k] = f.total
	}
	areas := squarify(totals, in)
	for k, f := range b.families {
		values := make([]float64, len(f.rows))
		for i, r := range f.rows {
			values[i] = r.cells[0].v
		}
		for i, at := range squarify(values, areas[k]) {
			b.drawArea(c, f, f.rows[i], at)
		}
	}
	for _, at := range areas { // gutters between families are wider
		c.add(stroke{path: rect{box: at}.outline(), width: 3, colour: paper})
	}
	if len(areas) == 0 {
		c.write(point{in.x, in.y + 24}, b.p.say(class.Label{En: "There is no positive value to draw.", Zh: "没有可绘制的正值。"}), subtitleSize, grey, start)
	}
}

// drawArea draws one rectangle with its name, value and share where they fit.
func (b *treemap) drawArea(c *canvas, f family, r row, at box) {
	about := b.p.about(r, 0)
	m := b.p.series[0].measureOf
	share := percent(r.cells[0].v, b.total)
	about.note += b.p.words(", ", "，") + share
	c.add(rect{box: at, fill: f.fill, about: about}, stroke{path: rect{box: at}.outline(), width: 1, colour: paper})
	col := over(f.fill.colour)
	if f.fill.hatched {
		col = ink
	}
	room := at.w - 10
	size := min(14, max(9.5, math.Sqrt(at.w*at.h)/9))
	lines := int((at.h - 8) / (size * 1.25))
	if lines < 1 || room < size*2.2 {
		return
	}
	values := valueLines(m.full(r.cells[0].v), share, room, size-1)
	for len(values) > 0 && lines-len(values) < 1 {
		values = values[1:]
	}
	name := wrap(b.p.say(r.name), room, size, false, min(3, lines-len(values)))
	if len(name) == 0 || len([]rune(name[0])) < 3 && measure(b.p.say(r.name), size, false) > room {
		return
	}
	y := at.y + 3
	for _, line := range name {
		y += size * 1.25
		c.add(text{at: point{at.x + 5, y}, s: line, size: size, colour: col, bold: !f.fill.hatched && size > 11, halo: f.fill.hatched})
	}
	for _, line := range values {
		y += size * 1.25
		c.add(text{at: point{at.x + 5, y}, s: line, size: size - 1, colour: col, halo: f.fill.hatched})
	}
}

// valueLines sets value and share on one line, or two, or leaves out what does
// not fit; a number is never cut.
func valueLines(value, share string, room, size float64) []string {
	fits := func(s string) bool { return measure(s, size, false) <= room }
	switch {
	case fits(value + " · " + share):
		return []string{value + " · " + share}
	case fits(value) && fits(share):
		return []string{value, share}
	case fits(share):
		return []string{share}
	}
	return nil
}

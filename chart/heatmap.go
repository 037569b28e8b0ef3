package chart

import (
	"fmt"
	"math"

	"dougong/class"
	"dougong/result"
)

// heat is the body of a table whose cells are coloured.
type heat struct {
	p          *plot
	rows, cols []band
	cells      [][]cell // [row][column]
	keys       [][]string
	ramp       ramp
	missing    bool // some cell that is listed has no value
	unlisted   bool
}

// band is a row or a column of cells: one of the table, or several added up.
type band struct {
	name    class.Label
	members int
	group   class.Label // bands of another group are set apart by a line
}

// heatBody reads a table of (row, column, value). A pair that the table does not
// have is missing, not zero.
func heatBody(p *plot) (body, error) {
	from, to, err := p.ends()
	if err != nil {
		return nil, err
	}
	whole := p
	if p.whole != nil {
		whole = p.whole
	}
	b := &heat{p: p}
	rowAt, colAt := map[class.Label]int{}, map[class.Label]int{}
	for _, r := range whole.rows {
		b.rows = addBand(b.rows, rowAt, from(r))
		b.cols = addBand(b.cols, colAt, to(r))
	}
	b.cells, b.keys = blank(len(b.rows), len(b.cols))
	for _, r := range p.rows {
		i, j := rowAt[from(r)], colAt[to(r)]
		b.cells[i][j], b.keys[i][j] = r.cells[0], r.key
	}
	var values []float64
	for _, r := range whole.rows {
		if r.cells[0].has() {
			values = append(values, r.cells[0].v)
		}
	}
	b.ramp = newRamp(values, p.opt.Method)
	b.setMissing()
	b.fit(p.bodyWidth())
	return b, nil
}

func addBand(bands []band, at map[class.Label]int, name class.Label) []band {
	if contains(at, name) {
		return bands
	}
	at[name] = len(bands)
	return append(bands, band{name: name, members: 1})
}

// notListed is a pair that the table has no row for: nobody asked.
const notListed result.Absence = "not in the table"

// blank makes cells that are not listed.
func blank(rows, cols int) ([][]cell, [][]string) {
	cells, keys := make([][]cell, rows), make([][]string, rows)
	for i := range cells {
		cells[i], keys[i] = make([]cell, cols), make([]string, cols)
		for j := range cells[i] {
			cells[i][j].absent = notListed
		}
	}
	return cells, keys
}

func (b *heat) setMissing() {
	b.missing, b.unlisted = false, false
	for _, line := range b.cells {
		for _, c := range line {
			b.missing = b.missing || !c.has() && c.absent != notListed
			b.unlisted = b.unlisted || c.absent == notListed
		}
	}
}

func (b *heat) legend() []key {
	var keys []key
	for _, line := range b.cells {
		for _, c := range line {
			if c.has() && c.v == 0 && keys == nil {
				keys = append(keys, key{b.p.say(class.Label{En: "zero", Zh: "零"}), func(c *canvas, at box) {
					c.add(rect{box: at, fill: paint{colour: paper}}, stroke{path: rect{box: at}.outline(), width: 1, colour: others})
				}})
			}
		}
	}
	if b.missing {
		keys = append(keys, b.p.missingKey())
	}
	if b.unlisted {
		keys = append(keys, swatch(b.p.say(class.Label{En: "not in the table", Zh: "表中未列"}), unlisted))
	}
	return keys
}

func (b *heat) least(width float64) float64 {
	_, above, _ := b.rooms(width)
	return above + leastCell*float64(len(b.rows)) + b.rampRoom()
}

// leastCell is the side of the smallest cells that one can point at; the cells
// of larger tables are added up, or cut where they do not add up.
const leastCell = 5.0

const rampRoom = 44.0

func (b *heat) rampRoom() float64 {
	if b.ramp.negative {
		return rampRoom + 10
	}
	return rampRoom
}

// rooms returns the room for names on the left and above, and what slanted ones
// need on the right.
func (b *heat) rooms(width float64) (left, above, right float64) {
	for _, n := range b.labels(b.rows, b.cellHigh(width), 1) {
		left = max(left, measure(b.p.say(n.name), labelSize, false))
	}
	left = min(left+8, width*0.3)
	cell := (width - left) / float64(max(1, len(b.cols)))
	if b.level(cell) {
		return left, labelSize*1.5 + 4, 0
	}
	for _, n := range b.labels(b.cols, cell, math.Sin(columnTurn)) {
		w := min(slantedName, measure(b.p.say(n.name), labelSize, false))
		above = max(above, w*math.Sin(columnTurn))
		right = max(right, 10+w*math.Cos(columnTurn)-cell*(float64(len(b.cols))-n.at))
	}
	return left, above + 14, min(max(0, right-margin), width*0.15)
}

// slantedName is the length at which slanted names are cut.
const slantedName = 185.0

// columnTurn is the slant of column names that do not fit upright.
const columnTurn = 55 * math.Pi / 180

// level reports whether all column names fit above their cells.
func (b *heat) level(cell float64) bool {
	for _, col := range b.cols {
		if measure(b.p.say(col.name), labelSize, false) > cell-4 {
			return false
		}
	}
	return true
}

func (b *heat) height(width float64) float64 {
	left, above, right := b.rooms(width)
	return above + b.cellHigh(width-left-right)*float64(len(b.rows)) + b.rampRoom()
}

// cellHigh is the height of a cell that is near to square.
func (b *heat) cellHigh(width float64) float64 {
	return max(leastCell, min(26, max(width/float64(max(1, len(b.cols))), 11), 640/float64(max(1, len(b.rows)))))
}

// fit adds cells up until none is smaller than the least, and says so.
func (b *heat) fit(width float64) {
	most := max(1, int(width*0.7/leastCell))
	n, m := len(b.rows), len(b.cols)
	switch {
	case n <= most && m <= most:
	case b.p.series[0].additive:
		b.aggregate(runs(b.rows, most), runs(b.cols, most))
		b.p.note(fmt.Sprintf("Neighbours are added up: %d × %d cells are drawn as %d × %d.", n, m, len(b.rows), len(b.cols)),
			fmt.Sprintf("相邻单元格已加总：%d × %d 绘为 %d × %d。", n, m, len(b.rows), len(b.cols)))
	default:
		b.crop(most)
		b.p.note(fmt.Sprintf("%d rows and %d columns are not drawn: their numbers do not add up.", n-len(b.rows), m-len(b.cols)),
			fmt.Sprintf("%d 行、%d 列未绘出：其数值不可相加。", n-len(b.rows), m-len(b.cols)))
	}
}

func (b *heat) draw(c *canvas, in box) {
	left, above, right := b.rooms(in.w)
	high := (in.h - above - b.rampRoom()) / float64(max(1, len(b.rows)))
	area := box{in.x + left, in.y + above, in.w - left - right, high * float64(len(b.rows))}
	if w := high * 3.2 * float64(len(b.cols)); w < area.w {
		area.w = max(w, min(area.w, 42*float64(len(b.cols))))
	}
	wide := area.w / float64(max(1, len(b.cols)))
	b.drawNames(c, area, left, wide, high)
	b.drawCells(c, area, wide, high)
	b.drawGroups(c, area, wide, high)
	b.p.drawRamp(c, b.ramp, b.p.series[0].measureOf, box{area.x, area.bottom() + 12 + b.rampRoom() - rampRoom, in.right() - area.x, rampRoom})
}

// drawNames writes the names of rows and columns, every so many where cells are
// lower than a line.
func (b *heat) drawNames(c *canvas, area box, left, wide, high float64) {
	for _, n := range b.labels(b.rows, high, 1) {
		y := area.y + n.at*high
		c.write(point{area.x - 6, y + n.size*0.36}, truncate(b.p.say(n.name), left-8, n.size, false), n.size, ink, end)
	}
	level := b.level(wide)
	for _, n := range b.labels(b.cols, wide, math.Sin(columnTurn)) {
		x, name, size := area.x+n.at*wide, b.p.say(n.name), n.size
		if level {
			c.write(point{x, area.y - 6}, name, labelSize, ink, middle)
			continue
		}
		c.add(text{at: point{x + 3, area.y - 5}, s: truncate(name, slantedName, size, false), size: size, colour: ink, turn: -columnTurn * 180 / math.Pi})
	}
}

// bandLabel is a name beside bands, in the middle of those it is for.
type bandLabel struct {
	name     class.Label
	at, size float64
}

// labels returns the names to write beside bands of some px: each, else those of
// the groups, else every so many.
func (b *heat) labels(bands []band, side, slant float64) []bandLabel {
	size := min(labelSize, max(8, side*0.9))
	every := int(math.Ceil(size * 1.1 / (side * slant)))
	var out []bandLabel
	if every > 1 && len(bands) > 0 && bands[0].group != (class.Label{}) {
		for i, j := 0, 0; i < len(bands); i = j {
			for j = i; j < len(bands) && bands[j].group == bands[i].group; j++ {
			}
			out = append(out, bandLabel{bands[i].group, float64(i+j) / 2, min(labelSize, max(8, side*float64(j-i)))})
		}
		return out
	}
	for i := 0; i < len(bands); i += every {
		out = append(out, bandLabel{bands[i].name, float64(i) + 0.5, size})
	}
	return out
}

var unlisted = paint{colour: hex(0xd2d2d2), hatched: true}

func (b *heat) drawCells(c *canvas, area box, wide, high float64) {
	m := b.p.series[0].measureOf
	numbers := b.numbersFit(wide, high)
	for i, line := range b.cells {
		for j, v := range line {
			at := box{area.x + float64(j)*wide, area.y + float64(i)*high, wide, high}
			fill := paint{colour: edge, hatched: true}
			switch {
			case v.has():
				fill = b.ramp.colour(v.v)
			case v.absent == notListed:
				fill = unlisted
			}
			c.add(rect{box: at, fill: fill, about: b.about(i, j)})
			if numbers && v.has() {
				c.write(point{at.middle().x, at.middle().y + 3.5}, m.number(v.v), footSize, over(fill.colour), middle)
			}
		}
	}
	if high >= 9 && wide >= 9 { // paper between the cells
		for i := 1; i < len(b.rows); i++ {
			c.rule(point{area.x, area.y + float64(i)*high}, point{area.right(), area.y + float64(i)*high}, 0.8, paper)
		}
		for j := 1; j < len(b.cols); j++ {
			c.rule(point{area.x + float64(j)*wide, area.y}, point{area.x + float64(j)*wide, area.bottom()}, 0.8, paper)
		}
	}
	c.add(stroke{path: rect{box: area}.outline(), width: 0.8, colour: others})
}

func (b *heat) numbersFit(wide, high float64) bool {
	if high < footSize*1.3 || len(b.rows)*len(b.cols) > 600 {
		return false
	}
	for _, line := range b.cells {
		for _, v := range line {
			if v.has() && measure(b.p.series[0].number(v.v), footSize, false) > wide-4 {
				return false
			}
		}
	}
	return true
}

func (b *heat) about(i, j int) about {
	p := b.p
	return about{key: b.keys[i][j], note: p.say(b.rows[i].name) + " → " + p.say(b.cols[j].name) +
		p.words(": ", "：") + p.cellText(b.cells[i][j], 0)}
}

// drawGroups sets groups of bands apart.
func (b *heat) drawGroups(c *canvas, area box, wide, high float64) {
	for i := 1; i < len(b.rows); i++ {
		if y := area.y + float64(i)*high; b.rows[i].group != b.rows[i-1].group {
			c.rule(point{area.x, y}, point{area.right(), y}, 0.7, edge)
		}
	}
	for j := 1; j < len(b.cols); j++ {
		if x := area.x + float64(j)*wide; b.cols[j].group != b.cols[j-1].group {
			c.rule(point{x, area.y}, point{x, area.bottom()}, 0.7, edge)
		}
	}
}

package chart

import (
	"fmt"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Sizes of text and room, in px.
const (
	titleSize    = 17.0
	subtitleSize = 12.5
	labelSize    = 11.5
	valueSize    = 10.5
	footSize     = 10.0
	margin       = 16.0
	defaultWidth = 720.0
	leastWidth   = 240.0
)

// key is one entry of a legend.
type key struct {
	label string
	draw  func(c *canvas, at box)
}

func swatch(label string, fill paint) key {
	return key{label, func(c *canvas, at box) { c.add(rect{box: at, fill: fill}) }}
}

// missingKey explains the hatch of missing numbers.
func (p *plot) missingKey() key {
	return swatch(p.say(class.Label{En: "no value", Zh: "无数值"}), paint{colour: edge, hatched: true})
}

// compose sets head, body and foot.
func (p *plot) compose(b body, title, alt class.Label) *Drawing {
	d := &Drawing{Title: p.say(title), Alt: p.say(title) + " " + p.say(alt), Width: p.width(), name: p.res.Entry + "/" + p.fig.ID}
	width := d.Width - 2*margin
	c := &canvas{}
	y := p.head(c, title, width)
	y = p.drawLegend(c, b.legend(), y, width)
	high := b.height(width)
	foot := p.foot(width)
	below := margin + float64(len(foot))*footSize*1.45 + 8
	if p.opt.Height > 0 {
		high = max(b.least(width), p.opt.Height-y-below)
	}
	b.draw(c, box{margin, y, width, high})
	y += high + 8
	for _, line := range foot {
		y += footSize * 1.45
		c.write(point{margin, y}, line, footSize, grey, start)
	}
	d.Height, d.marks = y+margin, c.marks
	return d
}

// head writes the title and what is measured, and returns where they end.
func (p *plot) head(c *canvas, title class.Label, width float64) float64 {
	y := margin - 4
	for _, line := range p.lines(title, width, titleSize, true, 3) {
		y += titleSize * 1.3
		c.add(text{at: point{margin, y}, s: line, size: titleSize, bold: true, colour: ink})
	}
	y += 3
	for _, line := range p.lines(p.subtitle(), width, subtitleSize, false, 2) {
		y += subtitleSize * 1.4
		c.write(point{margin, y}, line, subtitleSize, grey, start)
	}
	return y + 12
}

// lines wraps a sentence; both languages stand below each other.
func (p *plot) lines(l class.Label, width, size float64, bold bool, most int) []string {
	if p.opt.Lang == class.Both && l.En != "" && l.Zh != "" && l.En != l.Zh {
		return append(wrap(clean(l.En), width, size, bold, most), wrap(clean(l.Zh), width, size, bold, most)...)
	}
	return wrap(p.say(l), width, size, bold, most)
}

// subtitle says what the figure is of, and of which economy.
func (p *plot) subtitle() class.Label {
	l := class.Label{En: upper(p.fig.Title.In(class.En)), Zh: p.fig.Title.In(class.Zh)}
	if code := p.res.Params["economy"]; code != "" {
		name, ok := class.Economy(code)
		if !ok {
			name = class.Label{En: code, Zh: code}
		}
		l = class.Label{En: l.In(class.En) + ", " + name.In(class.En), Zh: l.In(class.Zh) + "，" + name.In(class.Zh)}
	}
	if y := p.res.Data.Year; y > 0 && p.fig.Kind != result.Line {
		l = class.Label{En: fmt.Sprintf("%s, %d", l.In(class.En), y), Zh: fmt.Sprintf("%s，%d 年", l.In(class.Zh), y)}
	}
	return l
}

// drawLegend sets keys from left to right, on as many lines as they need.
func (p *plot) drawLegend(c *canvas, keys []key, y, width float64) float64 {
	if len(keys) == 0 {
		return y
	}
	const side, line = 10.0, 17.0
	x := margin
	for _, k := range keys {
		label := truncate(k.label, width-side-6, labelSize, false)
		w := side + 6 + measure(label, labelSize, false)
		if x > margin && x+w > margin+width {
			x, y = margin, y+line
		}
		k.draw(c, box{x, y, side, side})
		c.write(point{x + side + 5, y + side - 0.5}, label, labelSize, ink, start)
		x += w + 16
	}
	return y + line + 5
}

// foot returns what is left out, the source, and how old the data are.
func (p *plot) foot(width float64) []string {
	var out []string
	for _, l := range append(p.notes[:len(p.notes):len(p.notes)], p.source()...) {
		out = append(out, p.lines(l, width, footSize, false, 3)...)
	}
	return out
}

func (p *plot) source() []class.Label {
	m := &p.res.Data
	if m.Name == "" {
		return nil
	}
	title := m.Title
	if title == (class.Label{}) {
		title.En = m.Name
	}
	source := class.Label{En: "Source: " + title.In(class.En) + ageEn(m, p.opt.Year), Zh: "来源：" + title.In(class.Zh) + ageZh(m, p.opt.Year)}
	lines := []class.Label{source}
	if a := p.res.Assumption; a != (class.Label{}) {
		lines = append(lines, class.Label{En: "Assumed: " + a.In(class.En), Zh: "假定：" + a.In(class.Zh)})
	}
	return lines
}

func ageEn(m *iot.Meta, now int) string {
	switch n := now - m.Year; {
	case m.Year == 0:
		return "."
	case now == 0 || n < 0:
		return fmt.Sprintf(". Data for %d.", m.Year)
	case n == 1:
		return fmt.Sprintf(". Data for %d, one year old.", m.Year)
	default:
		return fmt.Sprintf(". Data for %d, %d years old.", m.Year, n)
	}
}

func ageZh(m *iot.Meta, now int) string {
	switch n := now - m.Year; {
	case m.Year == 0:
		return "。"
	case now == 0 || n < 0:
		return fmt.Sprintf("。数据为 %d 年。", m.Year)
	default:
		return fmt.Sprintf("。数据为 %d 年，距今 %d 年。", m.Year, n)
	}
}

// caption names a measure on its axis: "output, bn USD".
func (p *plot) caption(s series) string {
	name := p.say(s.label)
	if s.name != "" {
		name += p.words(", ", "，") + s.name
	}
	return name
}

// nothing is the body of a figure without marks.
type nothing struct{ words string }

func emptyBody(p *plot) (body, error) {
	return nothing{p.say(class.Label{En: "The table has no rows.", Zh: "表中没有数据行。"})}, nil
}

func (nothing) legend() []key          { return nil }
func (nothing) height(float64) float64 { return 60 }
func (nothing) least(float64) float64  { return 40 }
func (n nothing) draw(c *canvas, in box) {
	c.write(point{in.x, in.y + 24}, n.words, subtitleSize, grey, start)
}

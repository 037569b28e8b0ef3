package chart

import (
	"fmt"
	"math"
)

// panels are small multiples: the same picture for each facet, with the same axes
// and colours, under one legend. The areas of a treemap and the ribbons of a
// Sankey diagram fill each panel: they show shares.
type panels struct {
	names []string
	parts []body
	keys  []key
}

// mostPanels is how many fit on a page; the others are named in the foot.
const mostPanels = 24

const panelGap, panelHead = 18.0, 20.0

func panelsOf(k kind) func(*plot) (body, error) {
	return func(p *plot) (body, error) {
		whole, err := k.body(p)
		if err != nil {
			return nil, err
		}
		m := &panels{keys: whole.legend()}
		for _, f := range p.facets[:min(len(p.facets), mostPanels)] {
			part, err := k.body(f)
			if err != nil {
				return nil, err
			}
			m.names, m.parts = append(m.names, p.say(f.name)), append(m.parts, part)
		}
		if n := len(p.facets) - mostPanels; n > 0 {
			p.note(fmt.Sprintf("%d more panels are not shown.", n), fmt.Sprintf("另有 %d 个分图未显示。", n))
		}
		return m, nil
	}
}

func (m *panels) legend() []key { return m.keys }

// columns is how many panels stand side by side, none narrower than 200 px.
func (m *panels) columns(width float64) int {
	n := int(math.Ceil(math.Sqrt(float64(len(m.parts)))))
	return max(1, min(n, 3, int(width/200)))
}

func (m *panels) each(width float64) float64 {
	n := float64(m.columns(width))
	return (width - panelGap*(n-1)) / n
}

// rowHeight is that of the tallest panel: all have the same.
func (m *panels) rowHeight(width float64) float64 {
	high := 0.0
	for _, part := range m.parts {
		high = max(high, part.height(m.each(width)))
	}
	return high
}

func (m *panels) height(width float64) float64 { return m.stacked(width, m.rowHeight(width)) }

func (m *panels) least(width float64) float64 {
	high := 0.0
	for _, part := range m.parts {
		high = max(high, part.least(m.each(width)))
	}
	return m.stacked(width, high)
}

// stacked is the height of all panels when each has some.
func (m *panels) stacked(width, each float64) float64 {
	rows := math.Ceil(float64(len(m.parts)) / float64(m.columns(width)))
	return rows*(each+panelHead+panelGap) - panelGap
}

func (m *panels) draw(c *canvas, in box) {
	n, w := m.columns(in.w), m.each(in.w)
	rows := (len(m.parts) + n - 1) / n
	h := (in.h-panelGap*float64(rows-1))/float64(rows) - panelHead
	for i, part := range m.parts {
		at := box{in.x + float64(i%n)*(w+panelGap), in.y + float64(i/n)*(h+panelHead+panelGap), w, h + panelHead}
		c.add(text{at: point{at.x, at.y + 12}, s: truncate(m.names[i], w, labelSize, true), size: labelSize, bold: true, colour: ink})
		part.draw(c, at.inset(0, panelHead, 0, 0))
	}
}

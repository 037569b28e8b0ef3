package chart

import (
	"bytes"
	"fmt"
	"hash/fnv"
	"io"
	"strconv"
	"strings"
)

// fonts are what readers' systems have for Chinese and for Latin text.
const fonts = "'Noto Sans SC','Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft YaHei','Helvetica Neue',Arial,sans-serif"

// SVG writes the drawing. It has no style sheet and no script, so that a page
// with a strict content security policy can hold it; title and description are
// what screen readers say. Text is set in the reader's fonts.
func (d *Drawing) SVG(w io.Writer) error {
	s := &svg{id: d.id()}
	s.f(`<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-labelledby="%s-t %s-d" width="%s" height="%s" viewBox="0 0 %s %s" font-family="%s">`+"\n",
		s.id, s.id, num(d.Width), num(d.Height), num(d.Width), num(d.Height), fonts)
	s.f("<title id=\"%s-t\">%s</title>\n<desc id=\"%s-d\">%s</desc>\n", s.id, escape(d.Title), s.id, escape(d.Alt))
	s.hatches(d.marks)
	s.f("<rect width=\"%s\" height=\"%s\" fill=\"%s\"/>\n", num(d.Width), num(d.Height), paper)
	for _, m := range d.marks {
		switch m := m.(type) {
		case rect:
			s.rect(m)
		case shape:
			s.end("path", fmt.Sprintf(` d="%s"%s`, m.path.data(), s.paint(m.fill)), m.about)
		case stroke:
			s.stroke(m)
		case text:
			s.text(m)
		}
	}
	s.f("</svg>\n")
	_, err := w.Write(s.Bytes())
	return err
}

// id tells the parts of figures on one page apart.
func (d *Drawing) id() string {
	h := fnv.New32a()
	io.WriteString(h, d.name+"\x00"+d.Title+"\x00"+d.Alt)
	return fmt.Sprintf("f%08x", h.Sum32())
}

type svg struct {
	bytes.Buffer
	id string
}

func (s *svg) f(format string, args ...any) { fmt.Fprintf(s, format, args...) }

func (s *svg) rect(m rect) {
	a := fmt.Sprintf(` x="%s" y="%s" width="%s" height="%s"%s`, num(m.x), num(m.y), num(m.w), num(m.h), s.paint(m.fill))
	if m.radius > 0 {
		a += fmt.Sprintf(` rx="%s"`, num(m.radius))
	}
	s.end("rect", a, m.about)
}

func (s *svg) stroke(m stroke) {
	a := fmt.Sprintf(` d="%s" fill="none" stroke="%s" stroke-width="%s" stroke-linejoin="round"`, m.path.data(), m.colour, num(m.width))
	if len(m.dash) > 0 {
		parts := make([]string, len(m.dash))
		for i, v := range m.dash {
			parts[i] = num(v)
		}
		a += fmt.Sprintf(` stroke-dasharray="%s"`, strings.Join(parts, " "))
	}
	if m.opacity != 0 {
		a += fmt.Sprintf(` stroke-opacity="%s"`, num(m.opacity))
	}
	s.end("path", a, m.about)
}

// end closes an element, with what it is about inside.
func (s *svg) end(element, attributes string, a about) {
	if a.key != "" {
		attributes += fmt.Sprintf(` data-key="%s"`, escape(clean(a.key)))
	}
	if a.note == "" {
		s.f("<%s%s/>\n", element, attributes)
		return
	}
	s.f("<%s%s><title>%s</title></%s>\n", element, attributes, escape(clean(a.note)), element)
}

func (s *svg) text(t text) {
	a := fmt.Sprintf(` x="%s" y="%s" font-size="%s" fill="%s"`, num(t.at.x), num(t.at.y), num(t.size), t.colour)
	if t.bold {
		a += ` font-weight="600"`
	}
	if t.anchor != start {
		a += fmt.Sprintf(` text-anchor="%s"`, [...]string{"start", "middle", "end"}[t.anchor])
	}
	if t.turn != 0 {
		a += fmt.Sprintf(` transform="rotate(%s %s %s)"`, num(t.turn), num(t.at.x), num(t.at.y))
	}
	if t.halo { // a text of its own: not every reader of SVG knows paint-order
		s.f("<text%s stroke=\"%s\" stroke-width=\"%s\" stroke-opacity=\"0.85\" stroke-linejoin=\"round\" aria-hidden=\"true\">%s</text>\n", a, paper, num(2*haloWidth), escape(t.s))
	}
	s.f("<text%s>%s</text>\n", a, escape(t.s))
}

func (s *svg) paint(p paint) string {
	fill := p.colour.String()
	if p.hatched {
		fill = "url(#" + s.hatchID(p.colour) + ")"
	}
	a := fmt.Sprintf(` fill="%s"`, fill)
	if p.opacity != 0 {
		a += fmt.Sprintf(` fill-opacity="%s"`, num(p.opacity))
	}
	return a
}

func (s *svg) hatchID(c colour) string { return s.id + "-h" + strings.TrimPrefix(c.String(), "#") }

// hatches defines the hatch of each colour that is hatched, in order of use.
func (s *svg) hatches(marks []mark) {
	seen := map[colour]bool{}
	for _, m := range marks {
		var p paint
		switch m := m.(type) {
		case rect:
			p = m.fill
		case shape:
			p = m.fill
		}
		if !p.hatched || seen[p.colour] {
			continue
		}
		seen[p.colour] = true
		step := num(hatchStep)
		s.f(`<defs><pattern id="%s" width="%s" height="%s" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="%s" height="%s" fill="%s"/><path d="M%s 0V%s" stroke="%s" stroke-width="%s"/></pattern></defs>`+"\n",
			s.hatchID(p.colour), step, step, step, step, mix(paper, p.colour, hatchGround), num(hatchStep/2), step, p.colour, num(hatchLine))
	}
}

// data writes the d attribute.
func (p path) data() string {
	var b strings.Builder
	at := func(q point) { b.WriteString(num(q.x) + " " + num(q.y)) }
	for _, s := range p {
		switch s.op {
		case moveTo:
			b.WriteByte('M')
			at(s.p[0])
		case lineTo:
			b.WriteByte('L')
			at(s.p[0])
		case cubicTo:
			b.WriteByte('C')
			at(s.p[0])
			b.WriteByte(' ')
			at(s.p[1])
			b.WriteByte(' ')
			at(s.p[2])
		case closePath:
			b.WriteByte('Z')
		}
	}
	return b.String()
}

// num writes a length with at most two decimals.
func num(v float64) string {
	s := strconv.FormatFloat(v, 'f', 2, 64)
	s = strings.TrimRight(strings.TrimRight(s, "0"), ".")
	if s == "-0" {
		return "0"
	}
	return s
}

var escaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "'", "&#39;")

func escape(s string) string { return escaper.Replace(s) }

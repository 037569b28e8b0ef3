package brief

import (
	"dougong/class"
	"dougong/report"
)

// trust says how far the brief can be relied on: what the audit found, what the
// analyses assume.
func (b *book) trust() {
	b.chapter(report.Section{ID: "trust", Heading: label("How far this can be trusted", "可信程度"), Sentences: b.audit.Headline, Command: b.audit.command})
	b.story.Findings = b.audit.Findings
	seen := map[class.Label]bool{}
	add := func(l class.Label) {
		if l != (class.Label{}) && !seen[l] {
			seen[l] = true
			b.story.Limits = append(b.story.Limits, l)
		}
	}
	for _, a := range []answer{b.structure, b.blocks, b.linkages, b.dependence, b.leverage, b.mutual, b.home, b.audit} {
		if !a.there() {
			continue
		}
		for _, l := range a.Limits {
			add(l)
		}
		add(a.Assumption)
	}
}

package report

import (
	"fmt"
	"sort"
	"strconv"

	"dougong/iot"
	"dougong/result"
)

// fact is one line about an answer: what is told, and what it is. Share is a
// number that reads in per cent; others are texts.
type fact struct {
	what, text string
	share      bool
	number     float64
}

// facts tells all that an answer rests on: what was asked, of which data, with
// which files, on what assumptions, and what is wrong with them. Checksums are
// whole.
func facts(a about, r *result.Result, o Options) []fact {
	l := &factList{d: &document{lang: o.Lang}}
	l.add("analysis", "分析", r.Entry)
	l.add("title", "标题", a.title.In(o.Lang))
	l.add("question", "问题", a.question.In(o.Lang))
	l.params(r.Params)
	for _, s := range r.Headline {
		l.add("in short", "要点", s.In(o.Lang))
	}
	l.data(r, o.Year)
	for _, s := range l.d.in(r.Limits) {
		l.add("assumes", "前提与局限", s)
	}
	l.add("of the data", "关于数据", r.Assumption.In(o.Lang))
	for _, f := range r.Findings {
		l.add("finding", "数据提示", l.d.finding(f))
	}
	for _, s := range a.method {
		l.add("method", "方法", s)
	}
	return l.facts
}

type factList struct {
	d     *document
	facts []fact
}

// add adds a text, unless there is none.
func (l *factList) add(en, zh, text string) {
	if text != "" {
		l.facts = append(l.facts, fact{what: l.d.say(en, zh), text: text})
	}
}

func (l *factList) params(p map[string]string) {
	ids := make([]string, 0, len(p))
	for id := range p {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	for _, id := range ids {
		l.add("parameter "+id, "参数 "+id, p[id])
	}
}

// data tells where the numbers come from; an answer that is not about data has
// nothing to tell.
func (l *factList) data(r *result.Result, year int) {
	m := r.Data
	if m.Name == "" {
		return
	}
	l.add("data", "数据", m.Name)
	l.add("title of the data", "数据名称", m.Title.In(l.d.lang))
	l.add("release", "版本", m.Release)
	if m.Year > 0 {
		l.add("year", "年份", strconv.Itoa(m.Year))
		l.add("age", "时效", l.d.age(m.Year, year))
	}
	l.add("economy", "经济体", m.Economy)
	l.add("sectors", "部门分类", m.Sectors)
	if m.Unit != (iot.Unit{}) {
		l.add("unit", "单位", m.Unit.In(l.d.lang))
	}
	l.add("prices", "价格", m.Prices)
	l.add("source", "来源", m.Source)
	l.add("citation", "引用", m.Citation)
	l.add("licence", "许可", m.Licence)
	for _, f := range m.Files {
		l.add("file", "文件", fmt.Sprintf("%s, %d bytes, sha256 %s", f.Name, f.Bytes, f.SHA256))
	}
	for _, f := range m.Derived {
		l.add("made from", "源自", fmt.Sprintf("%s, %d bytes, sha256 %s", f.Name, f.Bytes, f.SHA256))
	}
	l.facts = append(l.facts, fact{
		what:  l.d.say("residuals, share of output", "余项占总产出"),
		share: true, number: r.ResidualShare})
}

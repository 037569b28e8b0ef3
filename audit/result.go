package audit

import (
	"fmt"
	"math"
	"sort"
	"strconv"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

const restKey = "rest"

// answerBalance lists the industries whose gaps are the largest shares of
// output, and adds up the others.
func (r *Report) answerBalance(a *result.Answer, top int) {
	order := r.byGap()
	if top == 0 || top >= len(order) {
		top = len(order)
	}
	for _, i := range order[:top] {
		k := r.System.Industries.Key(i).String()
		a.Add("balance", k, r.industry(i), r.balanceCells(k, r.industry(i), []int{i})...)
	}
	if rest := order[top:]; len(rest) > 0 {
		name := say("%d others", "其余 %d 个", len(rest))
		a.Add("balance", restKey, name, r.balanceCells(restKey, name, rest)...)
		a.Rest("balance")
	}
}

// industry names an industry with its economy.
func (r *Report) industry(i int) class.Label {
	k, l := r.System.Industries.Key(i), r.System.Industries.Label(i)
	if l.En == "" {
		l.En = k.Item
	}
	if k.Region == "" {
		return l
	}
	e := r.economy(k.Region)
	return class.Label{En: e.En + ": " + l.En, Zh: e.In(class.Zh) + "：" + l.In(class.Zh)}
}

// byGap orders the industries by the larger of their two gaps over output; those
// without output stand first where they have a gap: no share of nothing is small.
func (r *Report) byGap() []int {
	order, size := make([]int, r.System.N()), make([]float64, r.System.N())
	for i, x := range r.System.Output {
		order[i] = i
		size[i] = math.Max(math.Abs(r.Rows.Gap[i]), math.Abs(r.Columns.Gap[i]))
		if size[i] > 0 {
			size[i] /= math.Abs(x) // +Inf without output
		}
	}
	sort.SliceStable(order, func(a, b int) bool { return size[order[a]] > size[order[b]] })
	return order
}

// FillFindings writes findings into the table of an audit's result, worst
// first, accepted ones last: for those who accepted some after the run.
func FillFindings(t *result.Table, findings []iot.Finding) {
	t.Rows = nil
	for _, row := range findingRows(findings) {
		values := make([]result.Value, len(row.cells))
		for i, c := range row.cells {
			values[i] = c.Value
		}
		t.Add(row.key, values...)
	}
}

func (r *Report) answerFindings(a *result.Answer) {
	for _, row := range findingRows(r.Findings) {
		a.Add("findings", row.key, row.label, row.cells...)
	}
}

// findingRow is one row of the table of findings.
type findingRow struct {
	key   string
	label class.Label
	cells []result.Traced
}

func findingRows(findings []iot.Finding) []findingRow {
	keys := findingKeys(findings)
	var rows []findingRow
	for _, i := range ranked(findings) {
		f := findings[i]
		k, _ := KindOf(f.ID)
		if k.ID == "" {
			k.Label = f.Text // of a reader that the catalogue does not know
		}
		accepted, at := class.Label{}, ""
		if f.Accepted != nil {
			accepted = class.Label{En: f.Accepted.Name + ": " + f.Accepted.Reason, Zh: f.Accepted.Name + "：" + f.Accepted.Reason}
		}
		if f.Place != nil {
			at = f.Place.String()
		}
		got, want := findingNumbers(f, k)
		rows = append(rows, findingRow{keys[i], class.Label{En: keys[i], Zh: keys[i]}, []result.Traced{
			code(f.ID), code(string(f.Level)), code(f.Where()), name(f.Text), name(f.Remedy), got, want,
			code(f.Unit.String()), name(accepted), code(at)}})
	}
	return rows
}

func code(s string) result.Traced      { return result.Plain(result.Str(s)) }
func name(l class.Label) result.Traced { return result.Plain(result.Lab(l)) }

// findingKeys names each finding: by id and place, with a number where that is not enough.
func findingKeys(findings []iot.Finding) []string {
	keys, times := make([]string, len(findings)), map[string]int{}
	for i, f := range findings {
		keys[i] = f.ID
		if w := f.Where(); w != "" {
			keys[i] += " " + w
		}
		times[keys[i]]++
		if n := times[keys[i]]; n > 1 {
			keys[i] += " #" + strconv.Itoa(n)
		}
	}
	return keys
}

// ranked orders findings: open before accepted, worst first, else as found.
func ranked(findings []iot.Finding) []int {
	rank := map[iot.Level]int{iot.Fault: 0, iot.Warning: 1, iot.Note: 2}
	order := make([]int, len(findings))
	for i := range order {
		order[i] = i
	}
	sort.SliceStable(order, func(a, b int) bool {
		p, q := findings[order[a]], findings[order[b]]
		if (p.Accepted != nil) != (q.Accepted != nil) {
			return p.Accepted == nil
		}
		return rank[p.Level] < rank[q.Level]
	})
	return order
}

// headline says in sentences what matters.
func (r *Report) headline() []class.Label {
	count := map[iot.Level]int{}
	for _, f := range r.Findings {
		count[f.Level]++
	}
	x := r.money(sum(r.System.Output))
	list := []class.Label{
		say("%s: %d industries, output %s; %d faults, %d warnings, %d notes", "%s：%d 个部门，总产出 %s；错误 %d、警告 %d、提示 %d",
			r.System.Name, r.System.N(), bilingual{x.En, x.Zh}, count[iot.Fault], count[iot.Warning], count[iot.Note]),
		say("rows miss output by %s of it in all", "行差额合计占总产出 %s", iot.ShareUnit.Readable(r.System.ResidualShare(), class.En)),
	}
	for _, f := range r.Findings {
		if f.ID == "suspect-cell" {
			at := ""
			if f.Place != nil {
				at = fmt.Sprintf(" (%s)", f.Place)
			}
			list = append(list, class.Label{En: "suspect: " + f.Where() + at + ": " + f.Text.En, Zh: "可疑：" + f.Where() + at + "：" + f.Text.Zh})
		}
	}
	return list
}

func sum(v []float64) float64 {
	var s float64
	for _, x := range v {
		s += x
	}
	return s
}

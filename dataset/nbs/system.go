package nbs

import (
	"fmt"
	"math"
	"slices"

	"dougong/class"
	"dougong/dataset/internal/sheet"
	"dougong/internal/text"
	"dougong/iot"
)

var unit = iot.MoneyUnit("CNY", 4)

// system puts the parts together.
func (t *table) system(f *text.File, year int) (*iot.System, error) {
	n := len(t.codes)
	scheme := t.scheme(year)
	industries := iot.MustAxis("industry", keys(t.codes), fallBack(t.labels, keys(t.codes), scheme))
	final := iot.MustAxis("final demand", keys(t.final), sheet.Labels(keys(t.final), items))
	var codes []string
	s := iot.System{Meta: meta(year, n, scheme), Industries: industries, Imports: iot.ImportsColumn}
	for _, p := range primary {
		codes, s.PrimaryKinds = append(codes, p.code), append(s.PrimaryKinds, p.kind)
	}
	for _, name := range t.final {
		s.FinalKinds = append(s.FinalKinds, kinds[name])
	}
	finalCols := make([]int, len(t.final))
	for k, name := range t.final {
		finalCols[k] = t.at[name]
	}
	cols, rows := iot.Sequence(t.first, n), iot.Sequence(t.home.top, n)
	s.Flows = iot.NewTable("Flows", industries, industries, unit, sheet.Origin(f, rows, cols), t.home.flows)
	s.FinalDemand = iot.NewTable("FinalDemand", industries, final, unit, sheet.Origin(f, rows, iot.Pick(finalCols)), t.home.final)
	s.Primary = iot.NewTable("Primary", iot.MustAxis("primary input", keys(codes), fallBack(t.primaryLabels, keys(codes), items)),
		industries, unit, sheet.Origin(f, iot.Sequence(t.bottom+1, len(codes)), cols), t.primary)
	s.Output, s.OutputOrigin = t.home.output, sheet.Origin(f, rows, iot.Sequence(t.output, 1))
	if t.split() {
		s.Imports = iot.ImportSplit
		rows := iot.Sequence(t.foreign.top, n)
		s.ImportFlows = iot.NewTable("ImportFlows", industries, industries, unit, sheet.Origin(f, rows, cols), t.foreign.flows)
		s.ImportFinalDemand = iot.NewTable("ImportFinalDemand", industries, final, unit, sheet.Origin(f, rows, iot.Pick(finalCols)), t.foreign.final)
	} else {
		s.ImportColumn, s.ImportOrigin = t.home.imports, sheet.Origin(f, rows, iot.Sequence(t.imports, 1))
	}
	s.ReadFindings = t.check(f, &s)
	return sheet.Finish(f, s)
}

func keys(codes []string) []iot.Key {
	k := make([]iot.Key, len(codes))
	for i, c := range codes {
		k[i] = iot.Key{Item: c}
	}
	return k
}

// fallBack completes the labels of the file by those of package class.
func fallBack(labels []class.Label, keys []iot.Key, scheme string) []class.Label {
	known := sheet.Labels(keys, scheme)
	for i, l := range labels {
		if l.En != "" {
			known[i].En = l.En
		}
		if l.Zh != "" {
			known[i].Zh = l.Zh
		}
	}
	return known
}

func meta(year, n int, scheme string) iot.Meta {
	y := sheet.YearText(year)
	return iot.Meta{
		Name: fmt.Sprintf("china-%s-%d", y, n),
		Title: class.Label{
			En: fmt.Sprintf("China input-output table %s, %d sectors", y, n),
			Zh: fmt.Sprintf("中国 %s 年投入产出表（%d 部门）", y, n),
		},
		Format:   ID,
		Year:     year,
		Economy:  "CHN",
		Sectors:  scheme,
		Unit:     unit,
		Prices:   "producers'",
		Source:   "National Bureau of Statistics of China (国家统计局)",
		Citation: fmt.Sprintf("National Bureau of Statistics of China, Input-Output Tables of China %s", y),
	}
}

// check compares the published totals with the sums of their terms.
func (t *table) check(f *text.File, s *iot.System) []iot.Finding {
	checks := t.columns(t.home, s.Industries)
	inputs := s.Flows.ColSums()
	if t.foreign != nil {
		checks = append(checks, t.columns(t.foreign, s.Industries)...)
		for j, v := range s.ImportFlows.ColSums() {
			inputs[j] += v
		}
	}
	added := s.Primary.ColSums()
	all := make([]float64, len(inputs))
	for j := range all {
		all[j] = inputs[j] + added[j]
	}
	n, p := len(inputs), len(primary)
	row := func(name string, line int, published, sum []float64, terms int) sheet.Total {
		return sheet.Total{Name: iot.Key{Item: name}, IsRow: true, Of: s.Industries, Published: published, Sum: sum,
			Size: sizes(inputs, added), Terms: terms, Lines: iot.Sequence(t.first, n), Line: line}
	}
	checks = append(checks,
		row("TII", t.bottom, t.inputs, inputs, 2*n),
		row("TVA", t.bottom+p+1, t.added, added, p),
		row("TI", t.bottom+p+2, t.allrows, all, 2*n+p),
		sheet.Total{Name: iot.Key{Item: "GO"}, Of: s.Industries, Published: s.Output, Sum: t.allrows, Terms: 1,
			Lines: iot.Sequence(t.home.top, n), Line: t.output})
	return sheet.Check(f, unit, checks...)
}

// columns returns the totals of each row of a part.
func (t *table) columns(p *part, industries *iot.Axis) []sheet.Total {
	lines := iot.Sequence(p.top, len(t.codes))
	uses, size := make([]float64, len(t.codes)), make([]float64, len(t.codes))
	for i, row := range p.flows {
		for _, v := range row {
			uses[i] += v
		}
		size[i] = math.Abs(p.uses[i]) + math.Abs(p.output[i])
	}
	all := []sheet.Total{{Name: iot.Key{Item: "TIU"}, Of: industries, Published: p.uses, Sum: uses, Size: size,
		Terms: len(t.codes), Lines: lines, Line: t.uses}}
	for _, name := range t.layout.totals {
		sum := make([]float64, len(t.codes))
		for i, row := range p.final {
			for k, v := range row {
				if slices.Contains(totals[name], t.final[k]) {
					sum[i] += v
				}
			}
		}
		all = append(all, sheet.Total{Name: iot.Key{Item: name}, Of: industries, Published: p.totals[name], Sum: sum, Size: size,
			Terms: len(totals[name]), Lines: lines, Line: t.at[name]})
	}
	return all
}

// sizes returns the sums of absolute values, place by place.
func sizes(a, b []float64) []float64 {
	s := make([]float64, len(a))
	for i := range s {
		s[i] = math.Abs(a[i]) + math.Abs(b[i])
	}
	return s
}

package chart

import (
	"fmt"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Level is how coarsely a heat map shows a table.
type Level string

// The levels. Coarser ones add cells up: nothing is blurred and nothing lost.
const (
	Economies  Level = "economies"  // economy × economy
	Sectors    Level = "sectors"    // sector × sector, economies added up
	Industries Level = "industries" // every industry; neighbours of an economy are added up where cells would be too small
)

// View says which part of a table a heat map shows.
type View struct {
	From, To string // economies of the rows and of the columns; empty for all
	Level    Level
}

// Flows draws the intermediate flows Z of a system as a heat map. Rows and
// columns stand in the order of the table. An error names an economy that the
// table does not have.
func Flows(sys *iot.System, v View, opt Options) (*Drawing, error) {
	b, title, alt, err := flowsBody(sys, v, opt)
	if err != nil {
		return nil, err
	}
	return b.p.compose(b, title, alt), nil
}

// flowsBody adds the flows up. The title is of the cells before they are fitted
// to the room.
func flowsBody(sys *iot.System, v View, opt Options) (b *heat, title, alt class.Label, err error) {
	b = &heat{p: flowsPlot(sys, v, opt)}
	rows, rowOf, err := bandsOf(sys, v.From, v.Level)
	if err != nil {
		return nil, title, alt, err
	}
	cols, colOf, err := bandsOf(sys, v.To, v.Level)
	if err != nil {
		return nil, title, alt, err
	}
	b.rows, b.cols = rows, cols
	b.cells, b.keys = blank(len(rows), len(cols))
	line := make([]float64, sys.N())
	for i, r := range rowOf {
		if r < 0 {
			continue
		}
		line = sys.Flows.Row(i, line)
		for j, c := range colOf {
			if c >= 0 {
				b.cells[r][c].v, b.cells[r][c].absent = b.cells[r][c].v+line[j], ""
			}
		}
	}
	b.refit()
	title, alt = b.sentence()
	b.fit(b.p.bodyWidth())
	b.setMeasure()
	return b, title, alt, nil
}

// flowsPlot is a figure without a table of an answer.
func flowsPlot(sys *iot.System, v View, opt Options) *plot {
	title := class.Label{En: "Intermediate flows, seller → buyer", Zh: "中间流量，卖方 → 买方"}
	switch v.Level {
	case Economies:
		title = class.Label{En: title.En + ", by economy", Zh: title.Zh + "，按经济体"}
	case Sectors:
		title = class.Label{En: title.En + ", by sector", Zh: title.Zh + "，按部门"}
	}
	s := series{id: "flow", label: class.Label{En: "flow", Zh: "流量"}, measureOf: measureOf{unit: sys.Unit}, additive: true}
	return &plot{
		fig:    &result.Figure{ID: "flows-" + string(v.Level) + v.From + v.To, Kind: result.Heatmap, Title: title},
		res:    &result.Result{Data: sys.Meta, Assumption: sys.Assumption},
		opt:    opt,
		series: []series{s},
	}
}

// bandsOf returns the bands of a side and which of them each industry is in, -1
// for none.
func bandsOf(sys *iot.System, economy string, level Level) ([]band, []int, error) {
	var bands []band
	at, of := map[string]int{}, make([]int, sys.N())
	for i, k := range sys.Industries.Keys() {
		of[i] = -1
		if economy != "" && k.Region != economy {
			continue
		}
		region, ok := sys.EconomyLabel(k.Region)
		if !ok {
			region = class.Label{En: k.Region}
		}
		id, b := k.String(), band{name: sys.Industries.Label(i)}
		if economy == "" && sys.MultiRegion() {
			b = band{name: joined(region, b.name), group: region}
		}
		switch level {
		case Economies:
			id, b = k.Region, band{name: region}
		case Sectors:
			id, b = k.Item, band{name: sys.Industries.Label(i)}
		}
		n, ok := at[id]
		if !ok {
			n = len(bands)
			at[id] = n
			bands = append(bands, b)
		}
		bands[n].members++
		of[i] = n
	}
	if len(bands) == 0 {
		return nil, nil, fmt.Errorf("chart: flows of %s: no economy %q; want one of %v", sys.Name, economy, sys.Industries.Regions())
	}
	return bands, of, nil
}

// joined names a sector of an economy.
func joined(region, sector class.Label) class.Label {
	return class.Label{En: region.In(class.En) + ": " + sector.In(class.En), Zh: region.In(class.Zh) + "：" + sector.In(class.Zh)}
}

// setMeasure chooses the multiple of the unit for what the cells are now.
func (b *heat) setMeasure() {
	s := &b.p.series[0]
	s.measureOf = measureFor(s.unit, false, b.ramp.hi, b.p.opt.Lang)
}

// sentence says the largest cell.
func (b *heat) sentence() (title, alt class.Label) {
	var best cell
	var at [2]int
	for i, line := range b.cells {
		for j, c := range line {
			if c.has() && c.v > best.v {
				best, at = c, [2]int{i, j}
			}
		}
	}
	return heatWords(b.p, b.rows[at[0]].name, b.cols[at[1]].name, best.v, len(b.rows), len(b.cols))
}

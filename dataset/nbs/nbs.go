// Package nbs reads the input-output tables of the National Bureau of
// Statistics of China (国家统计局) as csv, in both published layouts: use of
// domestic and imported products together with one import column (竞争型), and
// the two apart in rows marked Domestic and Imports (非竞争型).
//
// Only primary detail becomes part of the system. Published totals are compared
// with the sums of their terms and then left. Numbers are in 10 000 yuan.
package nbs

import (
	"fmt"

	"dougong/class"
	"dougong/dataset/internal/sheet"
	"dougong/internal/text"
	"dougong/iot"
)

// ID names the format.
const ID = "nbs"

// items is a classification whose names of final demand and value added hold
// for all tables.
const items = "nbs42"

// primary are the rows below the sectors, in order.
var primary = []struct {
	code string
	kind iot.PrimaryKind
}{
	{"VA001", iot.Compensation}, {"VA002", iot.ProductionTaxes}, {"VA003", iot.Depreciation}, {"VA004", iot.Surplus},
}

// part is one set of rows by sector: all use, or domestic, or imported.
type part struct {
	top          int // file row of the first sector
	flows, final iot.Dense
	uses, output []float64            // TIU, GO
	imports      []float64            // IM, with one import column
	totals       map[string][]float64 // by column
}

type table struct {
	*layout
	home, foreign          *part // foreign nil with one import column
	labels, primaryLabels  []class.Label
	bottom                 int // file row of TII
	inputs, added, allrows []float64
	primary                iot.Dense
}

// Read reads the table. year is 0 where the file name says it.
func Read(f *text.File, year int) (*iot.System, error) {
	l, err := readLayout(f)
	if err != nil {
		return nil, err
	}
	t := &table{layout: l}
	if year == 0 {
		year = sheet.Year(f.Name)
	}
	if t.home, err = t.readPart(f, "Domestic"); err != nil {
		return nil, err
	}
	if l.split() {
		if t.foreign, err = t.readPart(f, "Imports"); err != nil {
			return nil, err
		}
	}
	if err := t.readPrimary(f); err != nil {
		return nil, err
	}
	return t.system(f, year)
}

// next moves to the row of a code and an origin.
func (t *table) next(f *text.File, code, why, origin string) (class.Label, error) {
	if err := sheet.Next(f, code, why); err != nil {
		return class.Label{}, err
	}
	var cells [3]string
	for i, col := range []int{t.english, t.chinese, t.origin} {
		if col == 0 {
			continue
		}
		var err error
		if cells[i], err = f.Text(col); err != nil {
			return class.Label{}, err
		}
	}
	if t.split() && cells[2] != origin {
		return class.Label{}, f.FailCell(t.origin, "got %q; want %q", cells[2], origin)
	}
	return class.Label{En: cells[0], Zh: cells[1]}, nil
}

func (t *table) readPart(f *text.File, origin string) (*part, error) {
	p := &part{top: f.Row() + 1, totals: map[string][]float64{}}
	n := len(t.codes)
	for i, code := range t.codes {
		label, err := t.next(f, code, sheet.AsColumn(t.first+i), origin)
		if err != nil {
			return nil, err
		}
		if len(t.labels) < n {
			t.labels = append(t.labels, label)
		}
		z, y := make([]float64, n), make([]float64, len(t.final))
		if err := f.Floats(z, t.first); err != nil {
			return nil, err
		}
		for k, name := range t.final {
			if y[k], err = f.Float(t.at[name]); err != nil {
				return nil, err
			}
		}
		p.flows, p.final = append(p.flows, z), append(p.final, y)
		if err := t.readTotals(f, p); err != nil {
			return nil, err
		}
	}
	return p, nil
}

func (t *table) readTotals(f *text.File, p *part) error {
	cell := func(to *[]float64, col int) error {
		v, err := f.Float(col)
		*to = append(*to, v)
		return err
	}
	if err := cell(&p.uses, t.uses); err != nil {
		return err
	}
	if err := cell(&p.output, t.output); err != nil {
		return err
	}
	if t.imports > 0 {
		if err := cell(&p.imports, t.imports); err != nil {
			return err
		}
	}
	for _, name := range t.layout.totals {
		column := p.totals[name]
		if err := cell(&column, t.at[name]); err != nil {
			return err
		}
		p.totals[name] = column
	}
	return nil
}

func (t *table) readPrimary(f *text.File) error {
	n := len(t.codes)
	t.bottom = f.Row() + 1
	rows := []string{"TII"}
	for _, p := range primary {
		rows = append(rows, p.code)
	}
	for _, code := range append(rows, "TVA", "TI") {
		label, err := t.next(f, code, " below the sectors", "TOT")
		if err != nil {
			return err
		}
		row := make([]float64, n)
		if err := f.Floats(row, t.first); err != nil {
			return err
		}
		switch code {
		case "TII":
			t.inputs = row
		case "TVA":
			t.added = row
		case "TI":
			t.allrows = row
		default:
			t.primary, t.primaryLabels = append(t.primary, row), append(t.primaryLabels, label)
		}
	}
	return f.End("the row TI")
}

// scheme names the classification of the sectors. The 42 sectors of 2012 and
// 2015 and those since 2017 have the same codes for different things: the names
// in the file tell them apart, and where it has none the year.
func (t *table) scheme(year int) string {
	if id, ok := class.SchemeOf(t.codes, t.labels); ok {
		return id
	}
	id := fmt.Sprintf("nbs%d", len(t.codes))
	if id == "nbs42" && year > 0 && year < 2017 {
		return "nbs42-2015"
	}
	return id
}

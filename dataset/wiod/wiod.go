// Package wiod reads the world input-output tables of WIOD, 2013 release, laid
// out as one csv: a label row, 35 industries and 5 kinds of final demand for
// each of 41 economies, OUT; below the industries the rows VA_RESIDUAL and OUT.
//
// Imports are inside: they are flows between economies. VA_RESIDUAL is what is
// left of output after inputs: value added together with taxes, margins and
// rounding. The numbers are integers in millions of US dollars, and rows miss
// their output by up to about a hundred: the residual account shows it.
package wiod

import (
	"fmt"
	"regexp"
	"strconv"

	"dougong/class"
	"dougong/dataset/internal/sheet"
	"dougong/internal/text"
	"dougong/iot"
)

// ID names the format.
const ID = "wiod2013"

const (
	scheme = "wiod35"
	rest   = "VA_RESIDUAL"
	out    = "OUT"
)

var (
	code  = regexp.MustCompile(`^([A-Z]{3})_(c([0-9]+))$`)
	kinds = map[string]iot.FinalKind{
		"c37": iot.Household, "c38": iot.NPISH, "c39": iot.Government, "c41": iot.FixedCapital, "c42": iot.Inventories,
	}
)

// Sniff says whether a header is that of a table of this format, and why. The
// edition is empty where it is not.
func Sniff(head []string) (edition string, why class.Label) {
	if len(head) < 3 {
		return "", why
	}
	first, second := code.FindStringSubmatch(head[1]), code.FindStringSubmatch(head[2])
	if first == nil || second == nil || !isIndustry(first) || !isIndustry(second) {
		return "", why
	}
	span := fmt.Sprintf("%s, %s … %s", head[1], head[2], head[len(head)-1])
	return "2013", class.Label{
		En: "header " + span + ": WIOD 2013 release in one csv",
		Zh: "表头为 " + span + "：WIOD 2013 版单文件 csv",
	}
}

func isIndustry(m []string) bool {
	n, err := strconv.Atoi(m[3])
	return err == nil && n >= 1 && n <= 35
}

// layout is what the header says.
type layout struct {
	industries []iot.Key
	final      []iot.Key
	kinds      []iot.FinalKind
}

func readLayout(f *text.File) (*layout, error) {
	head, err := f.Header()
	if err != nil {
		return nil, err
	}
	l := &layout{}
	for i, label := range head[1:] {
		col := i + 2
		m := code.FindStringSubmatch(label)
		switch {
		case label == out && col == len(head):
		case m != nil && isIndustry(m) && len(l.final) == 0:
			l.industries = append(l.industries, iot.Key{Region: m[1], Item: m[2]})
		case m != nil && kinds[m[2]] != "":
			l.final = append(l.final, iot.Key{Region: m[1], Item: m[2]})
			l.kinds = append(l.kinds, kinds[m[2]])
		default:
			return nil, f.FailColumn(col, "got column %q; want industries AAA_c1 to AAA_c35, then final demand c37 c38 c39 c41 c42, then OUT", label)
		}
	}
	switch {
	case head[len(head)-1] != out:
		return nil, f.FailColumn(len(head), "got column %q last; want OUT; the header is cut off", head[len(head)-1])
	case len(l.industries) == 0 || len(l.final) == 0:
		return nil, f.FailColumn(len(head), "%d industries and %d columns of final demand before it; want some of each", len(l.industries), len(l.final))
	}
	return l, nil
}

// Read reads the table. year is 0 where the file name says it.
func Read(f *text.File, year int) (*iot.System, error) {
	l, err := readLayout(f)
	if err != nil {
		return nil, err
	}
	if year == 0 {
		year = sheet.Year(f.Name)
	}
	b, err := l.read(f)
	if err != nil {
		return nil, err
	}
	return b.system(f, l, year)
}

type blocks struct {
	flows, final    iot.Dense
	output, restRow []float64
	outRow          []float64
}

// read reads the rows in the order of the header. Memory grows with the rows
// that come.
func (l *layout) read(f *text.File) (*blocks, error) {
	n, k := len(l.industries), len(l.final)
	b := &blocks{}
	for i, key := range l.industries {
		if err := sheet.Next(f, key.String(), sheet.AsColumn(i+2)); err != nil {
			return nil, err
		}
		row := make([]float64, n+k)
		if err := f.Floats(row, 2); err != nil {
			return nil, err
		}
		x, err := f.Float(n + k + 2)
		if err != nil {
			return nil, err
		}
		b.flows, b.final, b.output = append(b.flows, row[:n:n]), append(b.final, row[n:]), append(b.output, x)
	}
	b.restRow, b.outRow = make([]float64, n), make([]float64, n)
	for _, below := range []struct {
		label string
		to    []float64
	}{{rest, b.restRow}, {out, b.outRow}} {
		if err := sheet.Next(f, below.label, " below the industries"); err != nil {
			return nil, err
		}
		if err := f.Floats(below.to, 2); err != nil {
			return nil, err
		}
	}
	return b, f.End("the row OUT")
}

func (b *blocks) system(f *text.File, l *layout, year int) (*iot.System, error) {
	n, k := len(l.industries), len(l.final)
	unit := iot.MoneyUnit("USD", 6)
	industries := iot.MustAxis("industry", l.industries, sheet.Labels(l.industries, scheme))
	final := iot.MustAxis("final demand", l.final, sheet.Labels(l.final, scheme))
	primary := []iot.Key{{Item: rest}}
	rows, cols := iot.Sequence(2, n), iot.Sequence(2, n)
	table := func(name string, r, c *iot.Axis, rows, cols iot.Lines, d iot.Dense) *iot.Table {
		return iot.NewTable(name, r, c, unit, sheet.Origin(f, rows, cols), d)
	}
	s := iot.System{
		Meta:         meta(year, unit),
		Industries:   industries,
		Flows:        table("Flows", industries, industries, rows, cols, b.flows),
		FinalDemand:  table("FinalDemand", industries, final, rows, iot.Sequence(n+2, k), b.final),
		FinalKinds:   l.kinds,
		Primary:      table("Primary", iot.MustAxis("primary input", primary, sheet.Labels(primary, scheme)), industries, iot.Sequence(n+2, 1), cols, iot.Dense{b.restRow}),
		PrimaryKinds: []iot.PrimaryKind{iot.ValueAddedRest},
		Output:       b.output,
		OutputOrigin: sheet.Origin(f, rows, iot.Sequence(n+k+2, 1)),
		Imports:      iot.ImportsInside,
	}
	s.ReadFindings = sheet.Check(f, unit, sheet.Total{
		Name: iot.Key{Item: out}, IsRow: true, Of: industries, Published: b.outRow, Sum: b.output, Lines: cols, Line: n + 3,
	})
	return sheet.Finish(f, s)
}

func meta(year int, unit iot.Unit) iot.Meta {
	y := sheet.YearText(year)
	return iot.Meta{
		Name:     "wiod2013-" + y,
		Title:    class.Label{En: "WIOD world input-output table, 2013 release, " + y, Zh: "世界投入产出数据库（WIOD）2013 版，" + y + " 年"},
		Format:   ID,
		Release:  "2013",
		Year:     year,
		Sectors:  scheme,
		Unit:     unit,
		Prices:   "basic",
		Source:   "World Input-Output Database (WIOD), 2013 release",
		Citation: "Timmer, M. P., Dietzenbacher, E., Los, B., Stehrer, R. and de Vries, G. J. (2015), An Illustrated User Guide to the World Input-Output Database: the Case of Global Automotive Production, Review of International Economics 23: 575-605",
		Licence:  "free with citation, as stated by the WIOD project; confirm with the publisher before redistributing",
	}
}

// Package icio reads the Inter-Country Input-Output tables of the OECD as csv,
// editions 2016, 2018, 2021, 2023 (extended and small) and 2025.
//
// Labels are split at the first underscore: C17_18 is one sector. Economies that
// extended editions publish in parts (CN1, CN2 of China; MX1, MX2 of Mexico) are
// folded into one: rows and columns are added up, origins keep the parts, and a
// finding says so. Final demand exists for the whole economy only. Imports are
// inside; numbers are in millions of current US dollars.
package icio

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"dougong/class"
	"dougong/dataset/internal/sheet"
	"dougong/internal/text"
	"dougong/iot"
)

// ID names the format.
const ID = "icio"

// rowKinds are the rows below the industries.
var rowKinds = map[string]iot.PrimaryKind{
	"TLS": iot.ProductTaxes, "TAXSUB": iot.ProductTaxes,
	"VA": iot.ValueAddedTotal, "VALU": iot.ValueAddedTotal, "VA+TAXSUB": iot.ValueAddedRest,
}

type table struct {
	*layout
	flows, demand iot.Dense
	totals        []float64
	below         []iot.Key
	kinds         []iot.PrimaryKind
	primary       iot.Dense
	output        []float64
	outputRow     int
	outputName    string
	taxes         float64 // on final demand
	buf           []float64
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
	t := &table{layout: l, buf: make([]float64, len(l.industries.to)+len(l.final.to))}
	if err := t.readIndustries(f); err != nil {
		return nil, err
	}
	if err := t.readBelow(f); err != nil {
		return nil, err
	}
	return t.system(f, year)
}

// readIndustries reads the rows in the order of the header. Memory grows with
// the rows that come; rows of parts are added to those of their economy.
func (t *table) readIndustries(f *text.File) error {
	n, k := len(t.industries.keys), len(t.final.keys)
	for i, label := range t.labels {
		if err := sheet.Next(f, label, sheet.AsColumn(i+2)); err != nil {
			return err
		}
		if err := t.numbers(f); err != nil {
			return err
		}
		at := t.industries.to[i]
		if at == len(t.flows) {
			row := make([]float64, n+k)
			t.flows, t.demand, t.totals = append(t.flows, row[:n:n]), append(t.demand, row[n:]), append(t.totals, 0)
		}
		t.fold(t.flows[at], t.demand[at])
		if t.total > 0 {
			v, err := f.Float(t.total)
			if err != nil {
				return err
			}
			t.totals[at] += v
		}
	}
	return nil
}

// numbers reads the industry and final-demand columns of a row into buf.
func (t *table) numbers(f *text.File) error {
	m := len(t.industries.to)
	if err := f.Floats(t.buf[:m], t.industries.first); err != nil {
		return err
	}
	return f.Floats(t.buf[m:], t.final.first)
}

// fold adds the numbers in buf to a row of flows and of final demand.
func (t *table) fold(flows, final []float64) {
	m := len(t.industries.to)
	for c, j := range t.industries.to {
		flows[j] += t.buf[c]
	}
	for c, j := range t.final.to {
		final[j] += t.buf[m+c]
	}
}

// readBelow reads taxes, value added and output.
func (t *table) readBelow(f *text.File) error {
	n, k := len(t.industries.keys), len(t.final.keys)
	added := false
	for {
		label, err := nextBelow(f)
		if err != nil {
			return err
		}
		key := iot.Key{Item: label}
		if region, item, ok := strings.Cut(label, "_"); ok && item == "TAXSUB" {
			key = iot.Key{Region: region, Item: item}
		}
		kind, isOutput := rowKinds[key.Item], label == "OUT" || label == "OUTPUT"
		switch {
		case kind == "" && !isOutput:
			return f.FailRow("got row %q; want TLS or AAA_TAXSUB, VA or VALU, OUT or OUTPUT below the industries", label)
		case isOutput && !added:
			return f.FailRow("got row %q; want value added (VA, VALU or VA+TAXSUB) above it", label)
		}
		for _, before := range t.below {
			if before == key {
				return f.FailRow("%q stands twice below the industries; want distinct rows", label)
			}
		}
		// Value added and output of final demand are blank, or no concern of ours.
		clear(t.buf)
		read := t.numbers
		if kind != iot.ProductTaxes {
			read = func(f *text.File) error { return f.Floats(t.buf[:len(t.labels)], t.industries.first) }
		}
		if err := read(f); err != nil {
			return err
		}
		row, final := make([]float64, n), make([]float64, k)
		t.fold(row, final)
		if isOutput {
			t.output, t.outputRow, t.outputName = row, f.Row(), label
			return f.End("the row " + label)
		}
		added = added || kind.IsValueAdded()
		if kind == iot.ProductTaxes {
			for _, v := range final {
				t.taxes += v
			}
		}
		t.below, t.kinds, t.primary = append(t.below, key), append(t.kinds, kind), append(t.primary, row)
	}
}

func nextBelow(f *text.File) (string, error) {
	switch err := f.Next(); {
	case errors.Is(err, io.EOF):
		return "", f.Fail("ends after row %d; want taxes, value added and output (OUT or OUTPUT) below the industries; the file is truncated, or a block is missing", f.Row()-1)
	case err != nil:
		return "", err
	}
	return f.Text(1)
}

func (t *table) system(f *text.File, year int) (*iot.System, error) {
	scheme, unit := "icio"+t.edition, iot.MoneyUnit("USD", 6)
	industries := iot.MustAxis("industry", t.industries.keys, sheet.Labels(t.industries.keys, scheme))
	final := iot.MustAxis("final demand", t.final.keys, sheet.Labels(t.final.keys, scheme))
	primary := iot.MustAxis("primary input", t.below, sheet.Labels(t.below, scheme))
	rows, cols := t.industries.lines(2), t.industries.lines(t.industries.first)
	first := len(t.labels) + 2 // row of the first primary input
	s := iot.System{
		Meta: t.meta(year, unit), Industries: industries, Imports: iot.ImportsInside,
		FinalKinds: t.layout.kinds, PrimaryKinds: t.kinds,
		Flows:        iot.NewTable("Flows", industries, industries, unit, sheet.Origin(f, rows, cols), t.flows),
		FinalDemand:  iot.NewTable("FinalDemand", industries, final, unit, sheet.Origin(f, rows, t.final.lines(t.final.first)), t.demand),
		Primary:      iot.NewTable("Primary", primary, industries, unit, sheet.Origin(f, iot.Sequence(first, len(t.below)), cols), t.primary),
		Output:       t.output,
		OutputOrigin: sheet.Origin(f, iot.Sequence(t.outputRow, 1), cols).Transpose(), // a row of the file
	}
	s.ReadFindings = append(t.folds(), t.taxFinding(unit)...)
	if t.total > 0 {
		s.ReadFindings = append(s.ReadFindings, sheet.Check(f, unit, sheet.Total{
			Name: iot.Key{Item: t.totalName}, Of: industries, Published: t.totals, Sum: t.output, Terms: 1, Lines: rows, Line: t.total})...)
	}
	return sheet.Finish(f, s)
}

// folds says which economies were put together.
func (t *table) folds() []iot.Finding {
	var found []iot.Finding
	for _, e := range t.split {
		parts := strings.Join(t.partsOf[e], ", ")
		found = append(found, iot.Finding{
			ID: "folded-split", Level: iot.Note, Block: e, Got: float64(len(t.partsOf[e])), Want: 1, Unit: iot.RatioUnit,
			Text: class.Label{
				En: fmt.Sprintf("%s is published in parts (%s) as well; their rows and columns were added to those of %s", e, parts, e),
				Zh: fmt.Sprintf("%s 另按部分（%s）公布，其行列已并入 %s", e, parts, e),
			},
			Remedy: class.Label{En: "nothing to do; final demand is published for the whole economy only", Zh: "无需处理；最终需求只按整个经济体公布"},
		})
	}
	return found
}

func (t *table) taxFinding(unit iot.Unit) []iot.Finding {
	if t.taxes == 0 {
		return nil
	}
	return []iot.Finding{sheet.TaxesOnFinal(t.taxes, unit)}
}

func (t *table) meta(year int, unit iot.Unit) iot.Meta {
	y := sheet.YearText(year)
	return iot.Meta{
		Name: "icio" + t.edition + "-" + y,
		Title: class.Label{
			En: "OECD Inter-Country Input-Output table, " + t.edition + " edition, " + y,
			Zh: "经合组织国家间投入产出表（ICIO）" + t.edition + " 版，" + y + " 年",
		},
		Format: ID, Release: t.edition, Year: year, Sectors: "icio" + t.edition, Unit: unit, Prices: "basic",
		Source:   "OECD Inter-Country Input-Output Tables, " + t.edition + " edition",
		Citation: "OECD (" + t.edition + "), OECD Inter-Country Input-Output Database, http://oe.cd/icio",
		Licence:  "terms and conditions of the OECD; confirm with the publisher before redistributing",
	}
}

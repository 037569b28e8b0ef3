// Package oecd reads the national input-output tables of the OECD as csv: total
// (domestic and imported) use at basic prices, with one import column, which the
// files store negative.
package oecd

import (
	"fmt"
	"regexp"
	"strings"

	"dougong/class"
	"dougong/dataset/internal/sheet"
	"dougong/internal/text"
	"dougong/iot"
)

// ID names the format.
const ID = "oecd-national"

var (
	sectorCode = regexp.MustCompile(`^(?:[0-9]{2}|D[0-9]{2}(?:T[0-9]{2,3})?[A-Z]?|D[0-9]{3}(?:T[0-9]{3})?)$`)
	inName     = regexp.MustCompile(`(?:^|[^A-Z])([A-Z]{3})(?:[^A-Za-z]|$)`)
	kinds      = map[string]iot.FinalKind{
		"HFCE": iot.Household, "NPISH": iot.NPISH, "GGFC": iot.Government, "GFCF": iot.FixedCapital, "INVNT": iot.Inventories,
		"CONS_ABR": iot.PurchasesAway, "DPABR": iot.PurchasesAway, "CONS_NONRES": iot.Exports, "EXPO": iot.Exports,
	}
)

const imports = "IMPO"

// below are the rows below the sectors, in order. Rows without a kind are totals.
var below = []struct {
	code string
	kind iot.PrimaryKind
}{
	{"TXS_IMP_FNL", iot.ProductTaxes}, {"TXS_INT_FNL", iot.ProductTaxes}, {"TTL_INT_FNL", ""}, {"VALU", iot.ValueAddedTotal}, {"OUTPUT", ""},
}

// layout is what the header says. Columns count from 1.
type layout struct {
	first, description  int
	codes, final        []string
	firstFinal, imports int
}

func parse(head []string) (l *layout, bad int) {
	l = &layout{first: 2}
	for i := 1; i < len(head); i++ {
		label := head[i]
		switch {
		case label == "Description" && len(l.codes) == 0:
			l.description, l.first = i+1, i+2
		case sectorCode.MatchString(label) && len(l.final) == 0:
			l.codes = append(l.codes, label)
		case kinds[label] != "" && len(l.codes) > 0 && l.imports == 0:
			if len(l.final) == 0 {
				l.firstFinal = i + 1
			}
			l.final = append(l.final, label)
		case label == imports && l.imports == 0:
			l.imports = i + 1
		default:
			return l, i + 1
		}
	}
	return l, 0
}

// Sniff says whether a header is that of a table of this format, and why. The
// edition is empty where it is not.
func Sniff(head []string) (edition string, why class.Label) {
	l, bad := parse(head)
	if (bad > 0 && bad < l.firstFinal) || len(l.codes) == 0 || len(l.final) == 0 {
		return "", why
	}
	span := fmt.Sprintf("%s … %s, %s … %s", l.codes[0], l.codes[len(l.codes)-1], l.final[0], head[len(head)-1])
	return l.edition(), class.Label{
		En: "header " + span + ": national input-output table of the OECD",
		Zh: "表头为 " + span + "：经合组织国别投入产出表",
	}
}

func (l *layout) edition() string {
	if strings.HasPrefix(l.codes[0], "D") {
		return "2025"
	}
	return "2021"
}

func readLayout(f *text.File) (*layout, error) {
	head, err := f.Header()
	if err != nil {
		return nil, err
	}
	l, bad := parse(head)
	switch {
	case bad > 0:
		return nil, f.FailColumn(bad, "got column %q; want sectors, then HFCE NPISH GGFC GFCF INVNT … EXPO, then IMPO", head[bad-1])
	case len(l.codes) == 0 || len(l.final) == 0:
		return nil, f.Fail("%d sectors and %d columns of final demand in the header; want some of each", len(l.codes), len(l.final))
	case l.imports == 0:
		return nil, f.Fail("no column %s in the header; want the table of total use (TTL); domestic (DOM) and imported (IMP) use in files of their own are not read yet", imports)
	}
	return l, nil
}

type table struct {
	*layout
	flows, demand, below iot.Dense
	imports              []float64
	labels               []class.Label
	taxes                float64
}

// Read reads the table. year is 0 where the file name says it, as it does the
// economy.
func Read(f *text.File, year int) (*iot.System, error) {
	l, err := readLayout(f)
	if err != nil {
		return nil, err
	}
	if year == 0 {
		year = sheet.Year(f.Name)
	}
	t := &table{layout: l}
	for i, code := range l.codes {
		if err := t.readSector(f, i, code); err != nil {
			return nil, err
		}
	}
	for _, row := range below {
		if err := sheet.Next(f, row.code, " below the sectors"); err != nil {
			return nil, err
		}
		v, y := make([]float64, len(l.codes)), make([]float64, len(l.final))
		if err := f.Floats(v, l.first); err != nil {
			return nil, err
		}
		if row.kind == iot.ProductTaxes {
			if err := f.Floats(y, l.firstFinal); err != nil {
				return nil, err
			}
		}
		for _, tax := range y {
			t.taxes += tax
		}
		t.below = append(t.below, v)
	}
	if err := f.End("the row OUTPUT"); err != nil {
		return nil, err
	}
	return t.system(f, year)
}

// readSector reads the row of a sector. Its label is that of the column, or
// that with TTL_ for D: TTL_10T12 is D10T12.
func (t *table) readSector(f *text.File, i int, code string) error {
	want := code
	if bare, ok := strings.CutPrefix(code, "D"); ok {
		want = "TTL_" + bare
	}
	if err := sheet.Next(f, want, sheet.AsColumn(t.first+i)); err != nil {
		return err
	}
	label := class.Label{}
	if t.description > 0 {
		var err error
		if label.En, err = f.Text(t.description); err != nil {
			return err
		}
	}
	n, k := len(t.codes), len(t.final)
	row := make([]float64, n+k)
	if err := f.Floats(row[:n], t.first); err != nil {
		return err
	}
	if err := f.Floats(row[n:], t.firstFinal); err != nil {
		return err
	}
	im, err := f.Float(t.layout.imports)
	t.flows, t.demand = append(t.flows, row[:n:n]), append(t.demand, row[n:])
	t.labels, t.imports = append(t.labels, label), append(t.imports, 0-im)
	return err
}

func (t *table) system(f *text.File, year int) (*iot.System, error) {
	n, k, unit := len(t.codes), len(t.final), iot.MoneyUnit("USD", 6)
	scheme, ok := class.SchemeOf(t.codes, nil)
	if !ok {
		scheme = map[string]string{"2021": "oecd45", "2025": "oecd50"}[t.edition()] // part of one
	}
	industries := iot.MustAxis("industry", keys(t.codes), sheet.Labels(keys(t.codes), scheme))
	final := iot.MustAxis("final demand", keys(t.final), sheet.Labels(keys(t.final), scheme))
	rows, cols := iot.Sequence(2, n), iot.Sequence(t.first, n)
	s := iot.System{
		Meta: t.meta(f, year, scheme, unit), Industries: industries, Imports: iot.ImportsColumn,
		Flows:        iot.NewTable("Flows", industries, industries, unit, sheet.Origin(f, rows, cols), t.flows),
		FinalDemand:  iot.NewTable("FinalDemand", industries, final, unit, sheet.Origin(f, rows, iot.Sequence(t.firstFinal, k)), t.demand),
		Output:       t.below[len(below)-1],
		OutputOrigin: sheet.Origin(f, iot.Sequence(n+1+len(below), 1), cols).Transpose(), // a row of the file
		ImportColumn: t.imports,
		ImportOrigin: sheet.Origin(f, rows, iot.Sequence(t.layout.imports, 1)).Noted("with the sign changed: the file stores imports negative"),
	}
	for _, name := range t.final {
		s.FinalKinds = append(s.FinalKinds, kinds[name])
	}
	t.addPrimary(f, &s, scheme, cols)
	s.ReadFindings = t.check(f, &s)
	if t.taxes != 0 {
		s.ReadFindings = append(s.ReadFindings, sheet.TaxesOnFinal(t.taxes, unit))
	}
	return sheet.Finish(f, s)
}

func (t *table) addPrimary(f *text.File, s *iot.System, scheme string, cols iot.Lines) {
	var codes []string
	var lines []int
	var rows iot.Dense
	for i, b := range below {
		if b.kind != "" {
			codes, lines, rows = append(codes, b.code), append(lines, len(t.codes)+2+i), append(rows, t.below[i])
			s.PrimaryKinds = append(s.PrimaryKinds, b.kind)
		}
	}
	axis := iot.MustAxis("primary input", keys(codes), sheet.Labels(keys(codes), scheme))
	s.Primary = iot.NewTable("Primary", axis, s.Industries, s.Unit, sheet.Origin(f, iot.Pick(lines), cols), rows)
}

// check compares the total of inputs, and output, with the sums of their terms.
func (t *table) check(f *text.File, s *iot.System) []iot.Finding {
	inputs, added := s.Flows.ColSums(), t.below[3]
	all := make([]float64, len(inputs))
	for j := range inputs {
		inputs[j] += t.below[0][j] + t.below[1][j]
		all[j] = t.below[2][j] + added[j]
	}
	n := len(t.codes)
	row := func(i int, sum []float64, terms int) sheet.Total {
		return sheet.Total{Name: iot.Key{Item: below[i].code}, IsRow: true, Of: s.Industries, Published: t.below[i], Sum: sum,
			Terms: terms, Lines: iot.Sequence(t.first, n), Line: n + 2 + i}
	}
	return sheet.Check(f, s.Unit, row(2, inputs, n+2), row(4, all, 2))
}

func keys(codes []string) []iot.Key {
	k := make([]iot.Key, len(codes))
	for i, c := range codes {
		k[i] = iot.Key{Item: c}
	}
	return k
}

// economyOf returns the economy that a file name gives, "" where it gives none.
func economyOf(name string) string {
	for _, m := range inName.FindAllStringSubmatch(name, -1) {
		if _, ok := class.Economy(m[1]); ok {
			return m[1]
		}
	}
	return ""
}

func (t *table) meta(f *text.File, year int, scheme string, unit iot.Unit) iot.Meta {
	y, economy := sheet.YearText(year), economyOf(f.Name)
	name, ok := class.Economy(economy)
	if !ok {
		name = class.Label{En: "an economy", Zh: "某经济体"}
	}
	return iot.Meta{
		Name:   strings.ToLower(fmt.Sprintf("oecd-%s-%s", economy, y)),
		Title:  class.Label{En: fmt.Sprintf("OECD input-output table of %s, %s", name.En, y), Zh: fmt.Sprintf("经合组织投入产出表：%s，%s 年", name.Zh, y)},
		Format: ID, Release: t.edition(), Year: year, Economy: economy, Sectors: scheme, Unit: unit, Prices: "basic",
		Source:   "OECD Input-Output Tables, " + t.edition() + " edition",
		Citation: "OECD (" + t.edition() + "), OECD Input-Output Tables, http://oe.cd/i-o",
		Licence:  "terms and conditions of the OECD; confirm with the publisher before redistributing",
	}
}

package iot

import (
	"fmt"
	"math"

	"dougong/class"
)

// System is one published set of input-output accounts, single- or
// multi-region. See the package comment for letters and identities.
type System struct {
	Meta

	Industries  *Axis  // n: sector in region
	Flows       *Table // Z, n × n; with [ImportsColumn] its cells include imported products
	FinalDemand *Table // Y, n × k; with [ImportsColumn] its cells include imported products
	Primary     *Table // V, p × n
	Output      []float64
	// OutputOrigin locates output as an n × 1 block.
	OutputOrigin Origin

	FinalKinds   []FinalKind   // k: what each column of FinalDemand is
	PrimaryKinds []PrimaryKind // p: what each row of Primary is

	Imports           ImportTreatment
	ImportFlows       *Table    // Zᵐ, n × n, with ImportSplit: row product, using industry
	ImportFinalDemand *Table    // Yᵐ, n × k, with ImportSplit
	ImportColumn      []float64 // n, with ImportsColumn: imports of each product, positive
	ImportOrigin      Origin    // of ImportColumn, n × 1

	Extensions []*Extension

	// Assumption is what was assumed to make this system from a published one:
	// "imports are spread over users in proportion to use". Empty as published.
	Assumption class.Label
	// ReadFindings are what the reader noticed: folded splits, totals that do not add up.
	ReadFindings []Finding
	// EconomyLabels name regions that package class does not know by their code,
	// or that hold other members here: the groups of an aggregation.
	EconomyLabels map[string]class.Label
	// Members counts the published industries that were added up to make each
	// industry; nil stands for one each. Sums of rounded numbers miss by more.
	Members []int
	// MissingCells are the cells that the file marks as not available and that
	// stand as zero in the tables, by the user's leave.
	MissingCells []MissingCell

	rowResidual, colResidual []float64
}

// Meta says what a system is and where it comes from.
type Meta struct {
	Name     string      `json:"name"` // short: "china-2020-42", "wiod2013-2011"
	Title    class.Label `json:"title"`
	Format   string      `json:"format"` // id of the reader
	Release  string      `json:"release,omitempty"`
	Year     int         `json:"year,omitempty"`
	Economy  string      `json:"economy,omitempty"` // ISO 3166 alpha-3 of a single-region table
	Sectors  string      `json:"sectors,omitempty"` // id of the classification: "wiod35", "nbs42"; see package class
	Unit     Unit        `json:"unit"`
	Prices   string      `json:"prices,omitempty"` // "basic", "producers'"
	Source   string      `json:"source,omitempty"`
	Citation string      `json:"citation,omitempty"`
	Licence  string      `json:"licence,omitempty"`
	Files    []File      `json:"files,omitempty"`
	// Derived names the published files behind a table that this program wrote.
	// Files are then the ones it wrote, and the notes of origins say what was done.
	Derived []File `json:"derived,omitempty"`
}

// File is one file that a system was read from.
type File struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
	Bytes  int64  `json:"bytes"`
}

// MissingCell is a cell without a number.
type MissingCell struct {
	Block    string
	Row, Col Key
	Token    string // what the file says there: "n.a.", ""
	Place    Place
}

// ImportTreatment says how imports enter a table.
type ImportTreatment string

// The treatments of imports.
const (
	// ImportsInside: a world table; imports are flows between its regions.
	ImportsInside ImportTreatment = "inside"
	// ImportSplit: flows and final demand are domestic; imported use is given apart (non-competitive).
	ImportSplit ImportTreatment = "split"
	// ImportsColumn: flows and final demand include imports, which one column takes off again (competitive).
	ImportsColumn ImportTreatment = "column"
	// ImportsRow: flows are domestic; imported inputs are one row among the primary inputs, or not known by product.
	ImportsRow ImportTreatment = "row"
)

// FinalKind is what a column of final demand is.
type FinalKind string

// Kinds of final demand.
const (
	Household  FinalKind = "household"
	NPISH      FinalKind = "npish" // non-profit institutions serving households
	Government FinalKind = "government"
	// Consumption is household and government consumption together.
	Consumption   FinalKind = "consumption"
	FixedCapital  FinalKind = "fixed-capital"
	Inventories   FinalKind = "inventories"
	Exports       FinalKind = "exports"
	PurchasesAway FinalKind = "purchases-abroad" // direct purchases abroad by residents
	OtherFinal    FinalKind = "other"
	Discrepancy   FinalKind = "discrepancy" // published as a column: the error term of the office
)

// PrimaryKind is what a row of primary inputs is.
type PrimaryKind string

// Kinds of primary input.
const (
	Compensation    PrimaryKind = "compensation"
	ProductionTaxes PrimaryKind = "production-taxes"
	Depreciation    PrimaryKind = "depreciation"
	Surplus         PrimaryKind = "surplus"
	// ValueAddedTotal is value added published as one row.
	ValueAddedTotal PrimaryKind = "value-added"
	// ValueAddedRest is what is left of output after inputs: value added
	// together with taxes, margins and rounding. Its parts are not available.
	ValueAddedRest PrimaryKind = "value-added-rest"
	ProductTaxes   PrimaryKind = "product-taxes" // taxes less subsidies on products used
	Margins        PrimaryKind = "margins"       // trade and transport margins, cif/fob adjustments
	ImportedInputs PrimaryKind = "imported-inputs"
	OtherPrimary   PrimaryKind = "other"
)

// IsValueAdded reports whether rows of this kind add up to value added.
func (k PrimaryKind) IsValueAdded() bool {
	switch k {
	case Compensation, ProductionTaxes, Depreciation, Surplus, ValueAddedTotal, ValueAddedRest:
		return true
	}
	return false
}

// NewSystem checks that the parts fit together and computes the residual
// accounts. The error names the part; numbers are not judged here, see package
// audit.
func NewSystem(s System) (*System, error) {
	n := s.Industries.Len()
	for _, t := range []struct {
		name             string
		table            *Table
		rows, cols       int
		needed, possible bool
	}{
		{"Flows", s.Flows, n, n, true, true},
		{"FinalDemand", s.FinalDemand, n, len(s.FinalKinds), true, true},
		{"Primary", s.Primary, len(s.PrimaryKinds), n, true, true},
		{"ImportFlows", s.ImportFlows, n, n, s.Imports == ImportSplit, s.Imports == ImportSplit},
		{"ImportFinalDemand", s.ImportFinalDemand, n, len(s.FinalKinds), s.Imports == ImportSplit, s.Imports == ImportSplit},
	} {
		switch {
		case t.table == nil && t.needed:
			return nil, fmt.Errorf("iot: system %s: no %s; want %d × %d", s.Name, t.name, t.rows, t.cols)
		case t.table != nil && !t.possible:
			return nil, fmt.Errorf("iot: system %s: %s given; want none with imports %q", s.Name, t.name, s.Imports)
		case t.table != nil && (t.table.Rows.Len() != t.rows || t.table.Cols.Len() != t.cols):
			return nil, fmt.Errorf("iot: system %s: %s is %d × %d; want %d × %d", s.Name, t.name, t.table.Rows.Len(), t.table.Cols.Len(), t.rows, t.cols)
		}
	}
	if len(s.Output) != n {
		return nil, fmt.Errorf("iot: system %s: got %d outputs; want %d, one an industry", s.Name, len(s.Output), n)
	}
	if s.Members != nil && len(s.Members) != n {
		return nil, fmt.Errorf("iot: system %s: got %d counts of members; want %d, one an industry", s.Name, len(s.Members), n)
	}
	if (s.Imports == ImportsColumn) != (s.ImportColumn != nil) || (s.ImportColumn != nil && len(s.ImportColumn) != n) {
		return nil, fmt.Errorf("iot: system %s: got %d imports with imports %q; want %d, and only with %q", s.Name, len(s.ImportColumn), s.Imports, n, ImportsColumn)
	}
	s.rowResidual, s.colResidual = s.residuals()
	return &s, nil
}

// N returns the number of industries.
func (s *System) N() int { return s.Industries.Len() }

// MultiRegion reports whether the system has more than one region.
func (s *System) MultiRegion() bool {
	return s.N() > 0 && len(s.Industries.Regions()) > 1
}

// EconomyLabel returns the name of a region: as the system says, else as
// package class does.
func (s *System) EconomyLabel(code string) (class.Label, bool) {
	if l, ok := s.EconomyLabels[code]; ok {
		return l, true
	}
	return class.Economy(code)
}

// RowResidual returns x - Z 1 - Y 1 (+ imports where one column takes them
// off): output that the published uses do not account for, in the table's unit.
func (s *System) RowResidual() []float64 { return s.rowResidual }

// ColumnResidual returns x - 1'Z - 1'Zᵐ - 1'V: output that the published
// inputs do not account for.
func (s *System) ColumnResidual() []float64 { return s.colResidual }

// ResidualShare returns the sum of absolute row residuals over total output.
func (s *System) ResidualShare() float64 {
	var r, x float64
	for i, v := range s.rowResidual {
		r += math.Abs(v)
		x += math.Abs(s.Output[i])
	}
	if x == 0 {
		return 0
	}
	return r / x
}

func (s *System) residuals() (row, col []float64) {
	n := s.N()
	row, col = make([]float64, n), make([]float64, n)
	copy(row, s.Output)
	copy(col, s.Output)
	subtract(row, s.Flows.RowSums(), s.FinalDemand.RowSums())
	subtract(col, s.Flows.ColSums(), s.Primary.ColSums())
	if s.ImportFlows != nil {
		subtract(col, s.ImportFlows.ColSums())
	}
	for i, m := range s.ImportColumn {
		row[i] += m
	}
	return row, col
}

func subtract(from []float64, vectors ...[]float64) {
	for _, v := range vectors {
		for i := range from {
			from[i] -= v[i]
		}
	}
}

// ValueAdded returns v: the sum of the value-added rows of each industry.
func (s *System) ValueAdded() []float64 {
	return s.PrimaryRow(PrimaryKind.IsValueAdded)
}

// PrimaryRow returns the sum over the primary rows whose kind is wanted, n long.
func (s *System) PrimaryRow(want func(PrimaryKind) bool) []float64 {
	v, buf := make([]float64, s.N()), make([]float64, s.N())
	for p, kind := range s.PrimaryKinds {
		if !want(kind) {
			continue
		}
		for j, value := range s.Primary.Row(p, buf) {
			v[j] += value
		}
	}
	return v
}

// HasPrimary reports whether a row of this kind is published.
func (s *System) HasPrimary(kind PrimaryKind) bool {
	for _, k := range s.PrimaryKinds {
		if k == kind {
			return true
		}
	}
	return false
}

// Demand returns the sum over the final-demand columns whose kind and key are
// wanted, n long.
func (s *System) Demand(want func(FinalKind, Key) bool) []float64 {
	f, buf := make([]float64, s.N()), make([]float64, len(s.FinalKinds))
	for i := range f {
		for k, value := range s.FinalDemand.Row(i, buf) {
			if want(s.FinalKinds[k], s.FinalDemand.Cols.Key(k)) {
				f[i] += value
			}
		}
	}
	return f
}

// ZeroOutput returns the positions of industries without output.
func (s *System) ZeroOutput() []int {
	var at []int
	for i, x := range s.Output {
		if x == 0 {
			at = append(at, i)
		}
	}
	return at
}

package result

import (
	"dougong/class"
	"dougong/iot"
)

// Cell names one cell of an answer.
type Cell struct {
	Table  string `json:"table"`
	Row    string `json:"row"`
	Column string `json:"column"`
}

// Why explains one number: what it is, the terms that add up to it, and the
// source cells it leans on. It is computed when asked for, never stored.
type Why struct {
	Entry      string            `json:"entry"`
	Params     map[string]string `json:"params"`
	Cell       Cell              `json:"cell"`
	Label      class.Label       `json:"label"` // of row and column
	Value      float64           `json:"value"`
	Unit       iot.Unit          `json:"unit"`
	Definition class.Label       `json:"definition"`
	Formula    string            `json:"formula"` // with this cell's numbers put in
	Citation   []string          `json:"citation,omitempty"`

	// Parts are the operands of the formula: numerator, denominator, shares.
	Parts []Part `json:"parts,omitempty"`
	// Terms add up to the value, or to the part named by TermsOf; the last one is
	// the rest where there are more than are listed.
	Terms   []Term      `json:"terms,omitempty"`
	TermsOf class.Label `json:"terms_of,omitempty"`
	// Rounds are the same total by production round: direct, first suppliers,
	// their suppliers, …, and a rest that is proven, not guessed.
	Rounds []Term `json:"rounds,omitempty"`
	// Sensitivities are the table's cells that move the number most: the percentage
	// change of the value for one per cent more in the cell.
	Sensitivities []Sensitivity `json:"sensitivities,omitempty"`
	// Binding says what a rank or a verdict hangs on: the neighbours and margins.
	Binding []class.Label `json:"binding,omitempty"`
	// Data is what was read, Note what else a reader should know.
	Data iot.Meta      `json:"data"`
	Note []class.Label `json:"note,omitempty"`
}

// Part is an operand with its own source cells.
type Part struct {
	Symbol string      `json:"symbol"`
	Label  class.Label `json:"label"`
	Value  float64     `json:"value"`
	Unit   iot.Unit    `json:"unit"`
	Cells  Cells       `json:"cells,omitzero"`
}

// Term is one addend.
type Term struct {
	Label class.Label `json:"label"`
	Key   string      `json:"key,omitempty"`
	Value float64     `json:"value"`
	Rest  bool        `json:"rest,omitempty"` // everything not listed
	Cells Cells       `json:"cells,omitzero"`
}

// Sensitivity is the elasticity of the number with respect to one cell.
type Sensitivity struct {
	Block string      `json:"block"`
	Row   iot.Key     `json:"row"`
	Col   iot.Key     `json:"column"`
	Label class.Label `json:"label"`
	Value float64     `json:"value"` // of the cell
	Share float64     `json:"share"` // elasticity
	Cells Cells       `json:"cells,omitzero"`
}

// Cells are the file cells behind a number: the first few, and how many in all.
type Cells struct {
	First []iot.Place `json:"first,omitempty"`
	Total int         `json:"total"`
	Notes []string    `json:"notes,omitempty"`
}

// MostCells is how many file cells are listed for one number.
const MostCells = 4

// CellsOf lists the file cells behind cell (i, j) of a block.
func CellsOf(o iot.Origin, i, j int) Cells {
	places, total := o.Cells(i, j, MostCells)
	return Cells{First: places, Total: total, Notes: o.Notes}
}

// Check returns the difference between the value and the sum of its terms: zero
// up to rounding, or the explanation is wrong.
func (w *Why) Check() float64 {
	if len(w.Terms) == 0 {
		return 0
	}
	target := w.Value
	if w.TermsOf != (class.Label{}) {
		for _, p := range w.Parts {
			if p.Label == w.TermsOf {
				target = p.Value
			}
		}
	}
	for _, t := range w.Terms {
		target -= t.Value
	}
	return target
}

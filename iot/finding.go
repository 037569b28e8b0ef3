package iot

import (
	"fmt"

	"dougong/class"
)

// Level says how much a finding should worry.
type Level string

// Levels of findings. A Fault makes results wrong, a Warning may, a Note is
// worth knowing.
const (
	Note    Level = "note"
	Warning Level = "warning"
	Fault   Level = "fault"
)

// Finding is something a reader of results should know about the data. It is
// reported, never repaired; a study accepts it by ID and Where, with a reason.
type Finding struct {
	ID     string      `json:"id"` // stable: "row-balance", "zero-output"
	Level  Level       `json:"level"`
	Block  string      `json:"block,omitempty"` // Table.Name
	Row    *Key        `json:"row,omitempty"`
	Col    *Key        `json:"column,omitempty"`
	Place  *Place      `json:"place,omitempty"`
	Got    float64     `json:"got"`
	Want   float64     `json:"want"`
	Unit   Unit        `json:"unit,omitzero"`
	Text   class.Label `json:"text"`
	Remedy class.Label `json:"remedy"`

	Accepted *Acceptance `json:"accepted,omitempty"`
}

// Acceptance records who lives with a finding, and why.
type Acceptance struct {
	Reason string `json:"reason"`
	Name   string `json:"name"`
}

// Where names the row and column of the finding: "CHN_c35", "c5 × c7", or "".
func (f Finding) Where() string {
	switch {
	case f.Row != nil && f.Col != nil:
		return f.Row.String() + " × " + f.Col.String()
	case f.Row != nil:
		return f.Row.String()
	case f.Col != nil:
		return f.Col.String()
	}
	return ""
}

// String returns "row-balance: CHN_c35: text: got 3 M USD; want 4 M USD (file: row 3)".
func (f Finding) String() string {
	s := f.ID
	if w := f.Where(); w != "" {
		s += ": " + w
	}
	s += fmt.Sprintf(": %s: got %v; want %v %s", f.Text.En, f.Got, f.Want, f.Unit)
	if f.Place != nil {
		s += " (" + f.Place.String() + ")"
	}
	return s
}

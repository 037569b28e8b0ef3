package result

import (
	"context"
	"fmt"
	"sync"

	"dougong/class"
	"dougong/iot"
)

// Verb is one of the seven things a user does, in the order in which they do them.
type Verb string

// The seven verbs.
const (
	See    Verb = "see"
	Find   Verb = "find"
	Stress Verb = "stress"
	Choose Verb = "choose"
	Plan   Verb = "plan"
	Track  Verb = "track"
	Brief  Verb = "brief"
)

// Verbs lists the verbs in order, each with its question.
var Verbs = []struct {
	Verb     Verb
	Question class.Label
}{
	{See, class.Label{En: "what is our industrial system?", Zh: "我们的产业体系是什么样的？"}},
	{Find, class.Label{En: "where is it strong, dependent, at risk?", Zh: "哪里强、哪里受制于人、哪里有风险？"}},
	{Stress, class.Label{En: "what happens if …?", Zh: "如果……会怎样？"}},
	{Choose, class.Label{En: "what should we do next?", Zh: "下一步该做什么？"}},
	{Plan, class.Label{En: "what did we decide, who owes what?", Zh: "定了什么、谁负责什么？"}},
	{Track, class.Label{En: "are we getting there?", Zh: "进展如何？"}},
	{Brief, class.Label{En: "what do we tell them?", Zh: "向决策者汇报什么？"}},
}

// Need is something an analysis cannot do without.
type Need string

// What analyses need.
const (
	NeedSystem      Need = "system"       // any input-output system
	NeedImportSplit Need = "import-split" // imports apart, by product: split, one column, or a world table
	NeedMultiRegion Need = "multi-region" // more than one economy
	NeedTags        Need = "tags"         // a tag layer for the system's classification
)

// Entry describes one analysis.
type Entry struct {
	ID       string // "linkages"; unique in the catalogue
	Verb     Verb
	Label    class.Label
	Question class.Label // in the words of a user
	Needs    []Need
	Params   []Param
	Cost     func(n int) Cost // for n industries; nil: instant
	Tables   []TableSpec      // what Run answers, in this order
	Figures  []Figure
	Formula  string        // plain text, with the letters of package iot
	Limits   []class.Label // what it assumes, where it is wrong; shown before the result
	Citation []string      // author (year), title, equation
	Example  string        // a command that runs on the embedded example

	// Run computes the analysis. It may return a model outcome (not productive,
	// infeasible) as an error of a type of its own, with a diagnosis.
	Run func(ctx context.Context, in *Input) (*Result, error)
	// Why explains one cell that Run answered.
	Why func(ctx context.Context, in *Input, at Cell) (*Why, error)
	// Answer computes the analysis once for those who ask many whys of it.
	Answer func(ctx context.Context, in *Input) (*Answer, error)
}

// Cost estimates what a run takes before it starts.
type Cost struct {
	Seconds float64
	Bytes   float64
}

// TableSpec describes one table of an answer.
type TableSpec struct {
	ID      string
	Label   class.Label
	Columns []Column
}

// ColumnKind says how to read the cells of a column.
type ColumnKind string

// Kinds of column.
const (
	Code    ColumnKind = "code"    // an identifier: text, never a number
	Name    ColumnKind = "name"    // a label in two languages
	Number  ColumnKind = "number"  // in the column's unit
	Integer ColumnKind = "integer" // a count or a rank
	Flag    ColumnKind = "flag"    // yes or no
)

// Column describes one column. Unit is the zero Unit where it depends on the
// data ([Spec.At] fills it in) and for codes and names.
type Column struct {
	ID         string      `json:"id"`
	Label      class.Label `json:"label"`
	Kind       ColumnKind  `json:"kind"`
	Unit       iot.Unit    `json:"unit,omitzero"`
	Definition class.Label `json:"definition"` // what the number means, with its formula where short
	// Money: the unit is the system's money, filled in when the table is made.
	Money bool `json:"-"`
	// Why: the cells of the column can be explained.
	Why bool `json:"why"`
}

// Figure says how a table is best looked at; package chart draws it.
type Figure struct {
	ID     string      `json:"id"`
	Kind   FigureKind  `json:"kind"`
	Title  class.Label `json:"title"`
	Table  string      `json:"table"`          // id of the table drawn
	Label  string      `json:"label"`          // column that names the marks
	Values []string    `json:"values"`         // columns drawn: bars; x and y of a scatter; value of a flow
	From   string      `json:"from,omitempty"` // Sankey: column of the source
	To     string      `json:"to,omitempty"`   // Sankey: column of the target
	Top    int         `json:"top,omitempty"`  // marks shown; the others are one explicit rest

	Group     string        `json:"group,omitempty"`     // treemap: column of the family, which is its colour; line: column of the series
	Facet     string        `json:"facet,omitempty"`     // small multiples: column whose texts are one panel each
	Cross     []float64     `json:"cross,omitempty"`     // scatter: x and y that part the quadrants; empty: their means
	Quadrants []class.Label `json:"quadrants,omitempty"` // scatter: upper right, upper left, lower left, lower right
	Start     string        `json:"start,omitempty"`     // waterfall: key of the first row, a level that the others change; empty for none
	Total     string        `json:"total,omitempty"`     // waterfall: key of the row that the others sum to; empty: their sum is added
}

// FigureKind is a way of drawing.
type FigureKind string

// Kinds of figure.
const (
	Bar       FigureKind = "bar"
	Dot       FigureKind = "dot"
	Line      FigureKind = "line"
	Scatter   FigureKind = "scatter"
	Heatmap   FigureKind = "heatmap"
	Sankey    FigureKind = "sankey"
	Treemap   FigureKind = "treemap"
	Waterfall FigureKind = "waterfall"
)

// Input is what an analysis works on.
type Input struct {
	System *iot.System
	Params Values
	Tags   *class.Tags // the tag layer in force; nil where the classification has none
	Memo   *Memo
}

// Memo keeps what several analyses of the same data share: a factored model
// above all. It is safe for concurrent use; nil works and keeps nothing.
type Memo struct {
	mu   sync.Mutex
	kept map[any]*kept
}

type kept struct {
	once  sync.Once
	value any
	err   error
}

// NewMemo returns an empty memo.
func NewMemo() *Memo { return &Memo{kept: map[any]*kept{}} }

// Do returns what make returned the first time it was called for the key. An
// error is not kept: the next caller tries again.
func (m *Memo) Do(key any, make func() (any, error)) (any, error) {
	if m == nil {
		return make()
	}
	m.mu.Lock()
	k, ok := m.kept[key]
	if !ok {
		k = &kept{}
		m.kept[key] = k
	}
	m.mu.Unlock()
	k.once.Do(func() { k.value, k.err = make() })
	if k.err != nil {
		m.mu.Lock()
		if m.kept[key] == k {
			delete(m.kept, key)
		}
		m.mu.Unlock()
	}
	return k.value, k.err
}

// Table returns the spec of a table.
func (e *Entry) Table(id string) (*TableSpec, error) {
	for i := range e.Tables {
		if e.Tables[i].ID == id {
			return &e.Tables[i], nil
		}
	}
	return nil, fmt.Errorf("%s has no table %q", e.ID, id)
}

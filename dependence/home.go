package dependence

import (
	"context"
	"fmt"

	"dougong/class"
	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
)

// home is one economy with imports apart.
type home struct {
	sys     *iot.System // national
	m       *leontief.Model
	n       int
	economy string
	x       []float64
	output  *iot.Table // n × 1

	world  *iot.System // nil where the table has one economy
	abroad *iot.Table  // world flows into the economy: all world rows, home columns
	away   []int       // rows of abroad that are not home

	imports, value, other content
	direct, total         []float64 // u, u L
	valueTotal, restTotal []float64 // (v/x) L, (r/x) L
}

// content is something that output contains: so much of it per unit of output
// of each home industry, the rows of source added up.
type content struct {
	letter string
	c      []float64
	source *iot.Table
	rows   []int
}

// NoImportsError says that a table does not show what is imported.
type NoImportsError struct {
	System  string
	Imports iot.ImportTreatment
}

func (e *NoImportsError) Error() string {
	return fmt.Sprintf("dependence: %s: imports are %q; want them apart: an import matrix, a column of imports by product, or a world table", e.System, e.Imports)
}

// homeOf returns one economy of the system, made once for all analyses.
func homeOf(ctx context.Context, in *result.Input, economy string) (*home, error) {
	type key struct {
		sys     *iot.System
		economy string
	}
	h, err := in.Memo.Do(key{in.System, economy}, func() (any, error) { return newHome(ctx, in, economy) })
	if err != nil {
		return nil, err
	}
	return h.(*home), nil
}

func newHome(ctx context.Context, in *result.Input, economy string) (*home, error) {
	sys, err := leontief.National(in, economy)
	if err != nil {
		return nil, err
	}
	if sys.Imports != iot.ImportSplit {
		return nil, &NoImportsError{System: sys.Name, Imports: sys.Imports}
	}
	m, err := leontief.Of(ctx, in.Memo, sys, leontief.Domestic)
	if err != nil {
		return nil, err
	}
	h := &home{sys: sys, m: m, n: sys.N(), economy: economy, x: sys.Output, output: leontief.OutputTable(sys)}
	h.imports = h.rowsOf("u", sys.ImportFlows, h.sys.Industries.Positions())
	if in.System.MultiRegion() {
		h.world = in.System
		h.abroad = h.world.Flows.Select("Flows", nil, h.world.Industries.InRegion(economy))
		for i, k := range h.world.Industries.Keys() {
			if k.Region != economy {
				h.away = append(h.away, i)
			}
		}
		h.imports = h.rowsOf("u", h.abroad, h.away)
	}
	h.fill()
	return h, nil
}

// rowsOf makes the content that rows of a table by home industry add up to, per
// unit of output.
func (h *home) rowsOf(letter string, source *iot.Table, rows []int) content {
	sum := make([]float64, h.n)
	for _, r := range rows {
		for j, z := range source.Row(r, nil) {
			sum[j] += z
		}
	}
	return content{letter, h.m.PerOutput(sum), source, rows}
}

// fill computes what output contains, directly and looked through.
func (h *home) fill() {
	var values, taxes []int
	for p, kind := range h.sys.PrimaryKinds {
		if kind.IsValueAdded() {
			values = append(values, p)
		} else if kind != iot.ImportedInputs {
			taxes = append(taxes, p)
		}
	}
	h.value = h.rowsOf("v", h.sys.Primary, values)
	h.other = h.rowsOf("r", h.sys.Primary, taxes)
	bought := h.m.PerOutput(h.sys.Flows.ColSums())
	for j, x := range h.x {
		if x != 0 {
			h.other.c[j] = leontief.Rest(1, bought[j], h.imports.c[j], h.value.c[j])
		}
	}
	h.direct = h.imports.c
	h.total = h.m.SolveT(h.imports.c)
	h.valueTotal = h.m.SolveT(h.value.c)
	h.restTotal = h.m.SolveT(h.other.c)
}

// look is c'L f: the content looked through the home suppliers.
func (h *home) look(a content, letters string, f []float64) leontief.Derivation {
	return h.m.Derive(a.letter+"'L "+letters, h.m.Form(a.c, f).From(a.source, a.rows...))
}

// face is c'f: the content at face value.
func (h *home) face(a content, letters string, f []float64) leontief.Derivation {
	return h.m.Derive(a.letter+"'"+letters, leontief.Direct(a.c, f).From(a.source, a.rows...))
}

// unit is one unit of the output of an industry, e_j.
func (h *home) unit(j int) []float64 {
	e := make([]float64, h.n)
	e[j] = 1
	return e
}

// name labels a home industry.
func (h *home) name(j int) class.Label { return leontief.IndustryLabel(h.sys, j) }

// key is the row key of a home industry: "CHN_c14" or "14".
func (h *home) key(j int) string { return h.sys.Industries.Key(j).String() }

// find returns the position of a sector.
func (h *home) find(item string) (int, error) {
	if at := h.sys.Industries.OfItem(item); len(at) > 0 {
		return at[0], nil
	}
	return 0, fmt.Errorf("dependence: %s has no sector %q; want one of %v", h.sys.Name, item, h.sys.Industries.Items())
}

// where labels the economy.
func (h *home) where() class.Label {
	if h.economy == "" {
		return economyLabel(h.sys, h.sys.Economy)
	}
	return economyLabel(h.world, h.economy)
}

func economyLabel(sys *iot.System, code string) class.Label {
	if l, ok := sys.EconomyLabel(code); ok {
		return l
	}
	if code == "" {
		return class.Label{En: "the economy", Zh: "该经济体"}
	}
	return class.Label{En: code, Zh: code}
}

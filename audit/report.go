package audit

import (
	"context"
	"fmt"
	"math"

	"dougong/iot"
	"dougong/result"
)

// Report is what an audit found out about a system.
type Report struct {
	System *iot.System
	AsOf   int     // year of use; 0: age not judged
	Step   float64 // published numbers are multiples of it; 0: not rounded

	Rows, Columns *Side
	GDP           []GDP
	Models        []Productivity
	Negatives     []Negatives
	Findings      []iot.Finding
}

// Of audits a system. asOf is the year in which the table is used, which its
// age is judged by; 0 judges no age: the audit reads no clock. The error names
// a cell that is no finite number, or is the context's.
func Of(ctx context.Context, s *iot.System, asOf int) (*Report, error) {
	if err := finite(s); err != nil {
		return nil, err
	}
	r := &Report{System: s, AsOf: asOf, Step: step(s)}
	r.measure()
	r.GDP = gdp(s)
	r.Negatives = negatives(s)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	var err error
	if r.Models, err = productivities(ctx, s); err != nil {
		return nil, err
	}
	for _, f := range s.ReadFindings {
		if !ownKinds[f.ID] {
			r.Findings = append(r.Findings, f)
		}
	}
	for _, check := range []func() []iot.Finding{
		r.missingCells, r.rowBalance, r.columnBalance, r.suspects, r.gdpWays,
		r.negativeCells, r.negativeSums, r.zeroOutput, r.productive, r.unit, r.labels, r.vintage,
	} {
		r.Findings = append(r.Findings, check()...)
	}
	return r, nil
}

// ownKinds are kinds of finding that readers notice too; the audit names each
// case by itself.
var ownKinds = map[string]bool{"negative-output": true, "missing-label": true, "year-unknown": true}

// reported audits once for all who ask.
func reported(ctx context.Context, in *result.Input) (*Report, error) {
	type key struct {
		sys  *iot.System
		asOf int
	}
	asOf := 0
	if in.Params.String(asOfParam) != "" {
		asOf = in.Params.Int(asOfParam)
	}
	r, err := in.Memo.Do(key{in.System, asOf}, func() (any, error) { return Of(ctx, in.System, asOf) })
	if err != nil {
		return nil, err
	}
	return r.(*Report), nil
}

// tables lists the blocks of a system in money.
func tables(s *iot.System) []*iot.Table {
	all := []*iot.Table{s.Flows, s.FinalDemand, s.Primary}
	if s.ImportFlows != nil {
		all = append(all, s.ImportFlows, s.ImportFinalDemand)
	}
	return all
}

// finite looks for NaN and infinities, which no check can judge.
func finite(s *iot.System) error {
	fault := func(block, where, place string, v float64) error {
		return fmt.Errorf("audit: %s: %s: %s%s: got %v; want a number; correct it, or mark the cell as missing", s.Name, block, where, place, v)
	}
	for _, t := range tables(s) {
		buf := make([]float64, t.Cols.Len())
		for i := range t.Rows.Len() {
			for j, v := range t.Row(i, buf) {
				if math.IsNaN(v) || math.IsInf(v, 0) {
					at := ""
					if p := place(t.Origin, i, j); p != nil {
						at = " (" + p.String() + ")"
					}
					return fault(t.Name, t.Rows.Key(i).String()+" × "+t.Cols.Key(j).String(), at, v)
				}
			}
		}
	}
	for _, column := range []struct {
		name   string
		values []float64
	}{{"Output", s.Output}, {"ImportColumn", s.ImportColumn}} {
		for i, x := range column.values {
			if math.IsNaN(x) || math.IsInf(x, 0) {
				return fault(column.name, s.Industries.Key(i).String(), "", x)
			}
		}
	}
	return nil
}

// place returns the first file cell behind cell (i, j), nil where none is known.
func place(o iot.Origin, i, j int) *iot.Place {
	places, _ := o.Cells(i, j, 1)
	if len(places) == 0 {
		return nil
	}
	return &places[0]
}

// step finds the largest of 1, 0.1, 0.01 and 0.001 that all cells are multiples
// of; 0 where there is none.
func step(s *iot.System) float64 {
	for digits := range 4 {
		power := math.Pow10(digits)
		if multiples(s, power) {
			return 1 / power
		}
	}
	return 0
}

func multiples(s *iot.System, power float64) bool {
	whole := func(v float64) bool {
		v *= power
		return math.Abs(v-math.Round(v)) <= 1e-9+1e-13*math.Abs(v)
	}
	for _, t := range tables(s) {
		buf := make([]float64, t.Cols.Len())
		for i := range t.Rows.Len() {
			for _, v := range t.Row(i, buf) {
				if !whole(v) {
					return false
				}
			}
		}
	}
	for _, x := range s.Output {
		if !whole(x) {
			return false
		}
	}
	return true
}

package study

import (
	"context"
	"fmt"
	"math"
	"sort"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// mostTerms is how many terms of a change are listed before the rest.
const mostTerms = 5

// driversOf takes the most changed numbers apart by the terms of their
// explanations before and after. lost names the run that cannot be explained any
// more, because its table is not what it was.
func driversOf(ctx context.Context, before, after *Kept, moves []move, most int) (t *result.Table, lost *Kept, err error) {
	t = DiffEntry().Tables[2].Make(iot.Unit{})
	for _, m := range moves {
		if most == 0 {
			break
		}
		if !m.why || m.whole {
			continue
		}
		a, errA := before.why(ctx, m.at)
		b, errB := after.why(ctx, m.at)
		switch {
		case ctx.Err() != nil:
			return nil, nil, ctx.Err()
		case before.noWhy != nil:
			return t, before, nil
		case after.noWhy != nil:
			return t, after, nil
		case errA != nil || errB != nil:
			continue
		}
		if d, ok := drive(a, b); ok && explains(a, m.unit, m.before) && explains(b, m.unit, m.after) {
			d.rows(t, m)
			most--
		}
	}
	return t, nil, nil
}

// explains reports whether an explanation is that of the number: another version
// of the program may compute another one.
func explains(w *result.Why, unit iot.Unit, v float64) bool {
	factor, same := convert(w.Unit, unit)
	return same && math.Abs(w.Value*factor-v) <= 1e-9*math.Abs(v)
}

// driver is what the change of one number is made of.
type driver struct {
	of            class.Label // what the terms add up to, where not to the number
	unit          iot.Unit
	before, after float64
	terms         []change
}

type change struct {
	label         class.Label
	before, after float64
}

func (c change) by() float64 { return c.after - c.before }

// drive matches the terms of two explanations. Terms that only one of them
// lists, while the other has a rest in which they may be, join the rest.
func drive(a, b *result.Why) (*driver, bool) {
	sumA, unitA := target(a)
	sumB, unitB := target(b)
	factor, same := convert(unitA, unitB)
	if len(a.Terms) == 0 || len(b.Terms) == 0 || a.TermsOf != b.TermsOf || !same {
		return nil, false
	}
	d := &driver{of: b.TermsOf, unit: unitB, before: sumA * factor, after: sumB}
	termsA, restA := byTerm(a)
	termsB, restB := byTerm(b)
	for _, t := range b.Terms {
		key := termKey(t)
		x, inA := termsA[key]
		y, ok := termsB[key]
		if !ok || !inA && restA {
			continue
		}
		delete(termsB, key) // a key that stands twice was added up
		delete(termsA, key)
		d.terms = append(d.terms, change{t.Label, x * factor, y})
	}
	for _, t := range a.Terms {
		if x, left := termsA[termKey(t)]; left && !restB {
			delete(termsA, termKey(t))
			d.terms = append(d.terms, change{t.Label, x * factor, 0})
		}
	}
	sort.SliceStable(d.terms, func(i, j int) bool { return math.Abs(d.terms[i].by()) > math.Abs(d.terms[j].by()) })
	return d, true
}

// target returns what the terms of an explanation add up to.
func target(w *result.Why) (float64, iot.Unit) {
	for _, p := range w.Parts {
		if w.TermsOf != (class.Label{}) && p.Label == w.TermsOf {
			return p.Value, p.Unit
		}
	}
	return w.Value, w.Unit
}

func termKey(t result.Term) string {
	if t.Key != "" {
		return t.Key
	}
	return t.Label.En
}

// byTerm adds up the terms by key; rest tells whether there is a rest.
func byTerm(w *result.Why) (terms map[string]float64, rest bool) {
	terms = map[string]float64{}
	for _, t := range w.Terms {
		if t.Rest {
			rest = true
			continue
		}
		terms[termKey(t)] += t.Value
	}
	return terms, rest
}

var restLabel = class.Label{En: "rest", Zh: "其余"}

// rows lists the terms that changed most and a rest; they add up to the change.
func (d *driver) rows(t *result.Table, m move) {
	rest := change{restLabel, d.before, d.after}
	total := d.after - d.before
	add := func(key string, c change) {
		share := result.Quotient(c.by(), total)
		share.Number += 0 // no minus zero
		t.Add(key, result.Str(cellKey(m.at)), result.Lab(d.of), result.Lab(c.label), result.Num(c.before), result.Num(c.after),
			result.Num(c.by()), share, result.Str(d.unit.String()))
	}
	for i, c := range d.terms[:min(mostTerms, len(d.terms))] {
		add(fmt.Sprintf("%s %d", cellKey(m.at), i+1), c)
		rest.before -= c.before
		rest.after -= c.after
	}
	for _, x := range []*float64{&rest.before, &rest.after} {
		if math.Abs(*x) <= noise*max(math.Abs(d.before), math.Abs(d.after)) {
			*x = 0
		}
	}
	add(cellKey(m.at)+" rest", rest)
}

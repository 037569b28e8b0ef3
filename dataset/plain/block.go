package plain

import (
	"fmt"
	"slices"
	"strconv"

	"dougong/dataset/internal/sheet"
	"dougong/internal/text"
	"dougong/iot"
)

// readTable reads a block whose rows and columns are those of two axes.
func (r *reader) readTable(name, file string, rows, cols *iot.Axis, unit iot.Unit, notes []string) (*iot.Table, error) {
	f, err := text.Open(r.ctx, r.fsys, r.path(file), r.options)
	if err != nil {
		return nil, r.missingFile(file, err)
	}
	defer f.Close()
	head, err := f.Header()
	if err != nil {
		return nil, err
	}
	if len(head) != cols.Len()+1 {
		return nil, f.FailColumn(len(head), "%d columns of numbers; want %d, one for each %s", len(head)-1, cols.Len(), cols.Name)
	}
	for j, k := range cols.Keys() {
		if head[j+1] != k.String() {
			return nil, f.FailColumn(j+2, "got %q; want %q, in the order of the %s list", head[j+1], k, cols.Name)
		}
	}
	var d iot.Dense
	for _, k := range rows.Keys() {
		if err := sheet.Next(f, k.String(), ", in the order of the "+rows.Name+" list"); err != nil {
			return nil, err
		}
		row := make([]float64, cols.Len())
		if err := f.Floats(row, 2); err != nil {
			return nil, err
		}
		d = append(d, row)
	}
	if err := f.End(fmt.Sprintf("the last %s", rows.Name)); err != nil {
		return nil, err
	}
	origin := iot.Origin{File: f.Place(), SHA256: r.note(f).SHA256, Rows: iot.Sequence(2, rows.Len()), Cols: iot.Sequence(2, cols.Len()), Notes: notes}
	for _, b := range f.Blanks() {
		r.missing = append(r.missing, iot.MissingCell{Block: name, Row: rows.Key(b.Row - 2), Col: cols.Key(b.Col - 2), Token: b.Token,
			Place: iot.Place{File: f.Place(), Row: b.Row, Col: b.Col}})
	}
	return iot.NewTable(name, rows, cols, unit, origin, d), nil
}

// extensions reads the satellite accounts.
func (r *reader) extensions(d *document, s *iot.System) error {
	for _, e := range d.Extensions {
		l, err := r.readList("account", e.Accounts, []string{"unit_kind", "unit", "power"}, nil, nil)
		if err != nil {
			return err
		}
		if err := l.check("unit_kind", unitKinds); err != nil {
			return err
		}
		x := &iot.Extension{Name: e.Name, Accounts: l.axis}
		for i, kind := range l.words["unit_kind"] {
			power, err := strconv.Atoi(l.words["power"][i])
			if err != nil {
				return &text.Error{File: l.place, Row: i + 2, Col: l.column["power"], ColLabel: "power", Message: fmt.Sprintf("%q is not a whole number", l.words["power"][i])}
			}
			x.Units = append(x.Units, iot.Unit{Kind: iot.Kind(kind), Symbol: l.words["unit"][i], Power: power})
		}
		unit := common(x.Units)
		if x.Flows, err = r.readTable(e.Name, e.Flows, l.axis, s.Industries, unit, e.FlowNotes); err != nil {
			return err
		}
		if e.Household != "" {
			if x.Household, err = r.readTable(e.Name+" of households", e.Household, l.axis, s.FinalDemand.Cols, unit, e.HouseholdNotes); err != nil {
				return err
			}
		}
		s.Extensions = append(s.Extensions, x)
	}
	return nil
}

// common returns the unit that all accounts have, or the empty one.
func common(units []iot.Unit) iot.Unit {
	if slices.ContainsFunc(units, func(u iot.Unit) bool { return u != units[0] }) {
		return iot.Unit{}
	}
	return units[0]
}

package leontief

import (
	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
)

// Form is a number of the shape c'Lf: value added, output or imports (c per
// unit of output) that a demand f takes.
type Form struct {
	C, F []float64
	// Rows of Source, summed and divided by output, are C: the import matrix, the
	// value-added rows. They name the source cells of c; nil where c is ones.
	Source *iot.Table
	Rows   []int
	// Columns of Demand, summed and times Weight (nil: 1), are F.
	Demand *iot.Table
	Cols   []int
	Weight []float64

	Value  float64
	lambda []float64 // L'c
	y      []float64 // L f
	at     []float64 // what c is applied to: y, or the part of it in a group
	direct bool      // c'f: no recipe in between
	part   bool      // the recipe is part of the system's
	levels bool      // c is in levels, not per unit of output
	left   []float64 // what one unit less of sales to industries adds through f; see Leaving
}

// Form evaluates c'Lf with one solve and one transposed solve.
func (m *Model) Form(c, f []float64) *Form {
	form := &Form{C: c, F: f, lambda: m.SolveT(c), y: m.Solve(f)}
	form.at, form.Value = form.y, linalg.Dot(form.lambda, f)
	return form
}

// Direct evaluates c'f: what the demand takes without any supplier of suppliers.
func Direct(c, f []float64) *Form {
	return &Form{C: c, F: f, lambda: c, y: f, at: f, Value: linalg.Dot(c, f), direct: true}
}

// Levels evaluates c'f where c is a row of the accounts in levels and f the
// weights of the industries in a total: the rows of source, added up.
func Levels(source *iot.Table, rows []int, f []float64) *Form {
	c := make([]float64, len(f))
	for _, r := range rows {
		for j, v := range source.Row(r, nil) {
			c[j] += v
		}
	}
	form := Direct(c, f).From(source, rows...)
	form.levels = true
	return form
}

// Accounts evaluates Σ w_i Σ_k d_ik: columns of a table by industry, such as
// exports in final demand, added up with weights for the industries.
func Accounts(d *iot.Table, w []float64, cols ...int) *Form {
	f := make([]float64, len(w))
	for i := range f {
		if w[i] == 0 {
			continue
		}
		row := d.Row(i, nil)
		for _, k := range cols {
			f[i] += w[i] * row[k]
		}
	}
	return Direct(linalg.Ones(len(w)), f).For(d, w, cols...)
}

// NewForm makes a form of a recipe that is part of the system's, such as one
// without a group of industries: λ and y are its own c'L and L f, zero outside,
// and at is the part of y that c is applied to.
func NewForm(c, f, lambda, y, at []float64) *Form {
	return &Form{C: c, F: f, lambda: lambda, y: y, at: at, Value: linalg.Dot(c, at), part: true}
}

// From names the cells that c was made of: rows of a table over the industries.
func (f *Form) From(source *iot.Table, rows ...int) *Form {
	f.Source, f.Rows = source, rows
	return f
}

// For names the cells that f was made of: columns of a table by industry, times
// a weight for each industry; nil for 1.
func (f *Form) For(demand *iot.Table, weight []float64, cols ...int) *Form {
	f.Demand, f.Weight, f.Cols = demand, weight, cols
	return f
}

// Within keeps of the number what arises in some industries: c must be zero
// elsewhere, and the cells named by From count there only.
func (f *Form) Within(industries []int) *Form {
	f.at = make([]float64, len(f.y))
	for _, i := range industries {
		f.at[i] = f.y[i]
	}
	return f
}

// Leaving says that f is made of f* = x - Z 1, what sales to industries leave of
// output, so that a flow leans on the number through f too: per is what one unit
// of each industry's f* adds to the number.
func (f *Form) Leaving(per []float64) *Form {
	f.left = per
	return f
}

// Lambda returns L'c: what one unit of each industry's final demand adds to the number.
func (f *Form) Lambda() []float64 { return f.lambda }

// OutputTable returns output as an n × 1 table, so that its cells can be named.
func OutputTable(sys *iot.System) *iot.Table {
	x := iot.NewDense(sys.N(), 1)
	for i, v := range sys.Output {
		x[i][0] = v
	}
	axis := iot.MustAxis("output", []iot.Key{{Item: "x"}}, []class.Label{{En: "gross output", Zh: "总产出"}})
	return iot.NewTable("Output", sys.Industries, axis, sys.Unit, sys.OutputOrigin, x)
}

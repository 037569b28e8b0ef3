package iot

import "dougong/class"

// Proportionality is the assumption behind [System.SplitImports].
var Proportionality = class.Label{
	En: "imports of a product are spread over its users, exports excepted, in proportion to their use; the table has one import column and no import matrix",
	Zh: "按比例性假设拆分进口：某产品的进口按各用途（出口除外）的使用量比例分摊；原表只有一列进口、没有进口矩阵",
}

// ImportShares returns m = IM / (x + IM - EX) for each product of a table with
// one import column: imports as a share of domestic use. A product that is not
// used has m = 0. Re-exports can push m beyond [0, 1]: it is not clipped.
func (s *System) ImportShares() []float64 {
	exports := s.Demand(func(k FinalKind, _ Key) bool { return k == Exports })
	m := make([]float64, s.N())
	for i, im := range s.ImportColumn {
		if use := s.Output[i] + im - exports[i]; use != 0 {
			m[i] = im / use
		}
	}
	return m
}

// SplitImports returns the system with domestic and imported use apart. A table
// that has them apart, or that is closed over the world, is returned as it is.
// A table with one import column is split by [Proportionality]:
//
//	Zᵐ = m̂ Z,  Z ← (1-m̂) Z,  Yᵐ = m̂ Y,  Y ← (1-m̂) Y, exports all domestic
//
// (Miller & Blair 2009, §4; Bussière et al. 2013). The tables are views: nothing
// of size n² is copied. A row residual r becomes (1-m) r.
func (s *System) SplitImports() *System {
	if s.Imports != ImportsColumn {
		return s
	}
	m := s.ImportShares()
	domestic := make([]float64, len(m))
	for i := range m {
		domestic[i] = 1 - m[i]
	}
	split := *s
	split.Imports = ImportSplit
	split.ImportColumn = nil
	split.Assumption = Proportionality
	const (
		byHome   = "times the domestic share of the row, 1 - IM/(x+IM-EX)"
		byImport = "times the import share of the row, IM/(x+IM-EX)"
	)
	split.Flows = s.Flows.ScaleRows("Flows", domestic, byHome)
	split.ImportFlows = s.Flows.ScaleRows("ImportFlows", m, byImport)
	split.FinalDemand = s.FinalDemand.withStore("FinalDemand", byHome, exceptExports(s, domestic, 1))
	split.ImportFinalDemand = s.FinalDemand.withStore("ImportFinalDemand", byImport, exceptExports(s, m, 0))
	split.rowResidual, split.colResidual = split.residuals()
	return &split
}

func (t *Table) withStore(name, note string, store Store) *Table {
	return NewTable(name, t.Rows, t.Cols, t.Unit, t.Origin.Noted(note), store)
}

// exceptExports scales rows of final demand, but exports by one factor for all.
func exceptExports(s *System, factor []float64, exports float64) Dense {
	d := NewDense(s.N(), len(s.FinalKinds))
	for i := range d {
		copy(d[i], s.FinalDemand.Row(i, d[i]))
		for k, kind := range s.FinalKinds {
			if kind == Exports {
				d[i][k] *= exports
			} else {
				d[i][k] *= factor[i]
			}
		}
	}
	return d
}

// TotalTechnology returns Z + Zᵐ, the technology without regard to where inputs
// come from; Z itself where imports are inside or not apart.
func (s *System) TotalTechnology() *Table {
	if s.ImportFlows == nil {
		return s.Flows
	}
	t := s.Flows
	return NewTable("TotalFlows", t.Rows, t.Cols, t.Unit, t.Origin.Noted("domestic and imported use added"),
		sum{t.store, s.ImportFlows.store})
}

type sum struct{ a, b Store }

func (s sum) Dims() (int, int) { return s.a.Dims() }

func (s sum) Row(i int, buf []float64) []float64 {
	a, b := s.a.Row(i, nil), s.b.Row(i, nil)
	buf = room(buf, len(a))
	for j := range buf {
		buf[j] = a[j] + b[j]
	}
	return buf
}

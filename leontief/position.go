package leontief

import "dougong/iot"

// Upstreamness returns U = G 1: one plus the mean number of steps from an
// industry to final use (Antràs, Chor, Fally & Hillberry 2012; Fally 2012). The
// industry without output has 1, as [Model.GhoshSums].
func (m *Model) Upstreamness() []float64 { return m.GhoshSums() }

// Downstreamness returns D = 1'L: one plus the mean number of steps from primary
// inputs to an industry (Antràs & Chor 2018; Miller & Temurshoev 2017). It
// equals the output multiplier.
func (m *Model) Downstreamness() []float64 { return m.OutputMultipliers() }

// Corrected returns the system with flows that leave out what does not pass on
// to users now: inventories, and on a national table trade.
//
//	z̃_ij = z_ij x_i / (x_i - N_i - E_i + M_i)
//
// N is change of inventories, E exports, M imports, z use of home and imported
// products together (Antràs, Chor, Fally & Hillberry 2012, eq. 4: an export or
// an inventory is used like the product at home). On a world table E and M are
// flows inside it, so that only inventories are taken out (Antràs & Chor 2018,
// §2.3). dropped lists industries whose divisor is not positive: their sales are
// left out and their position is not defined.
func Corrected(sys *iot.System) (corrected *iot.System, dropped []int, err error) {
	sys = sys.SplitImports()
	factor := make([]float64, sys.N())
	for i, use := range homeUse(sys) {
		switch x := sys.Output[i]; {
		case use > 0:
			factor[i] = x / use
		case x != 0:
			dropped = append(dropped, i)
		}
	}
	c := *sys
	c.Imports, c.ImportFlows, c.ImportFinalDemand = iot.ImportsRow, nil, nil
	if sys.Imports == iot.ImportsInside {
		c.Imports = iot.ImportsInside
	}
	c.Flows = sys.TotalTechnology().ScaleRows("CorrectedFlows", factor, "times output over home use without inventories, x/(x-N-E+M)")
	corrected, err = iot.NewSystem(c)
	return corrected, dropped, err
}

// homeUse returns x - N - E + M.
func homeUse(sys *iot.System) []float64 {
	out := func(k iot.FinalKind, _ iot.Key) bool { return k == iot.Inventories || k == iot.Exports }
	use := append([]float64(nil), sys.Output...)
	for i, d := range sys.Demand(out) {
		use[i] -= d
	}
	if sys.ImportFlows == nil {
		return use
	}
	for i, m := range sys.ImportFlows.RowSums() {
		use[i] += m
		for k, v := range sys.ImportFinalDemand.Row(i, nil) {
			if !out(sys.FinalKinds[k], iot.Key{}) {
				use[i] += v
			}
		}
	}
	return use
}

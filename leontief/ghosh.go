package leontief

// The dual of the model. B = x̂⁻¹ Z shares out the sales of each industry over
// its buyers; x' = p'G with G = (I - B)⁻¹ and p the primary inputs (Ghosh 1958).
//
// As a quantity model (less primary input here, so less output there) this is
// not plausible: buyers would make do with any mix of inputs (Oosterhaven 1988).
// It is used here in the two ways that hold: as a description of where sales go
// (forward linkages, upstreamness), and as a price model (Dietzenbacher 1997),
// where a change of primary costs at fixed quantities changes the value of
// output as Ghosh's equation says.

// PrimaryInputs returns p = x - 1'Z: what is left of output after the inputs
// that the recipe counts, value added and imports together.
func (m *Model) PrimaryInputs() []float64 {
	p := append([]float64(nil), m.x...)
	for j, z := range m.flows.ColSums() {
		p[j] -= z
	}
	return p
}

// SolveGhosh returns p'G: the value of output of each industry when primary
// inputs cost p, quantities fixed. The baseline returns output.
func (m *Model) SolveGhosh(p []float64) []float64 {
	value := m.SolveT(m.PerOutput(p))
	for j := range value {
		value[j] *= m.x[j]
	}
	return value
}

// Prices returns p' = c'L: the price of each industry's output, 1 in the
// baseline, when primary inputs cost c per unit of output (Miller & Blair 2009,
// eq. 2.33). Cost rises Δc give price rises Prices(Δc): quantities and the
// recipe do not react, costs are passed on in full.
func (m *Model) Prices(c []float64) []float64 { return m.SolveT(c) }

// AllocationSums returns B 1: the share of each industry's output that other
// industries buy; 0 without output.
func (m *Model) AllocationSums() []float64 {
	b := m.flows.RowSums()
	for i := range b {
		b[i] *= m.inv[i]
	}
	return b
}

// GhoshSums returns G 1 = x̂⁻¹ L x: the row sums of the Ghosh inverse; 1 without
// output.
func (m *Model) GhoshSums() []float64 {
	g := m.Solve(m.x)
	for i := range g {
		if g[i] *= m.inv[i]; m.x[i] == 0 {
			g[i] = 1
		}
	}
	return g
}

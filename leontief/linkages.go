package leontief

import (
	"math"

	"dougong/class"
	"dougong/internal/linalg"
)

// Forward names a definition of the total forward linkage.
type Forward string

// Definitions of the total forward linkage.
const (
	// ForwardGhosh: row sums of the Ghosh inverse, G 1 (Beyers 1976; Jones 1976):
	// what is made of one unit of primary input downstream.
	ForwardGhosh Forward = "ghosh"
	// ForwardLeontief: row sums of the Leontief inverse, L 1 (Rasmussen 1956):
	// what the industry makes when everybody's final demand rises by one unit.
	ForwardLeontief Forward = "leontief"
)

// Linkages are the ties of each industry with the others, n long each. An
// industry without output has none; it stands outside the means.
type Linkages struct {
	Forward        Forward
	DirectBackward []float64 // 1'A: inputs per unit of output (Chenery & Watanabe 1958)
	DirectForward  []float64 // B 1: share of output sold to industries
	TotalBackward  []float64 // 1'L
	TotalForward   []float64 // G 1 or L 1
	BackwardMean   float64   // of TotalBackward over industries with output
	ForwardMean    float64
	NetBackward    []float64 // (1'L) f / x (Dietzenbacher 2005): above 1, the industry calls on others more than they on it
	NetForward     []float64 // (G 1) p / x, p primary inputs
	active         []bool    // has output
}

// Linkages returns the linkages under a definition of the total forward one.
func (m *Model) Linkages(forward Forward) *Linkages {
	l := &Linkages{Forward: forward, DirectBackward: m.flows.ColSums(), DirectForward: m.AllocationSums(),
		TotalBackward: m.OutputMultipliers(), active: make([]bool, m.n),
		NetBackward: make([]float64, m.n), NetForward: make([]float64, m.n)}
	ghosh := m.GhoshSums()
	l.TotalForward = ghosh
	if forward == ForwardLeontief {
		l.TotalForward = m.Solve(linalg.Ones(m.n))
	}
	p := m.PrimaryInputs()
	for i := range m.n {
		l.active[i] = m.x[i] != 0
		l.DirectBackward[i] *= m.inv[i]
		l.NetBackward[i] = l.TotalBackward[i] * m.f[i] * m.inv[i]
		l.NetForward[i] = ghosh[i] * p[i] * m.inv[i]
	}
	l.BackwardMean, l.ForwardMean = l.mean(l.TotalBackward), l.mean(l.TotalForward)
	return l
}

func (l *Linkages) mean(v []float64) float64 {
	var sum, count float64
	for i, value := range v {
		if l.active[i] {
			sum, count = sum+value, count+1
		}
	}
	if count == 0 {
		return 0
	}
	return sum / count
}

// BackwardIndex returns Rasmussen's power of dispersion: the total backward
// linkage of an industry over its simple mean. It must have output.
func (l *Linkages) BackwardIndex(i int) float64 { return l.TotalBackward[i] / l.BackwardMean }

// ForwardIndex returns the sensitivity of dispersion: the total forward linkage
// over its simple mean. The industry must have output.
func (l *Linkages) ForwardIndex(i int) float64 { return l.TotalForward[i] / l.ForwardMean }

// Class is one of the four corners of backward and forward linkage (Miller &
// Blair 2009, §12.2.3).
type Class string

// Classes of industries.
const (
	Key             Class = "key"              // both above average
	BackwardClass   Class = "backward"         // buys more than average
	ForwardClass    Class = "forward"          // sells more than average
	Weak            Class = "weak"             // neither
	WithoutActivity Class = "without-activity" // no output
)

// Class returns the corner an industry stands in.
func (l *Linkages) Class(i int) Class {
	if !l.active[i] {
		return WithoutActivity
	}
	backward, forward := l.BackwardIndex(i) > 1, l.ForwardIndex(i) > 1
	switch {
	case backward && forward:
		return Key
	case backward:
		return BackwardClass
	case forward:
		return ForwardClass
	}
	return Weak
}

// KeySectors returns the positions of the key sectors.
func (l *Linkages) KeySectors() []int {
	var at []int
	for i := range l.active {
		if l.Class(i) == Key {
			at = append(at, i)
		}
	}
	return at
}

// Label names the class.
func (c Class) Label() class.Label {
	switch c {
	case Key:
		return class.Label{En: "key sector", Zh: "关键部门"}
	case BackwardClass:
		return class.Label{En: "backward-oriented", Zh: "后向带动型"}
	case ForwardClass:
		return class.Label{En: "forward-oriented", Zh: "前向支撑型"}
	case Weak:
		return class.Label{En: "weakly linked", Zh: "弱关联"}
	}
	return class.Label{En: "no output", Zh: "无产出"}
}

// Variation returns the coefficient of variation of a column of L or a row of L
// or G, sample standard deviation over mean: low where an industry's ties are
// spread evenly over the others (Rasmussen 1956). One industry alone has none:
// ok is false.
func Variation(v []float64) (cv float64, ok bool) {
	mean, n := 0.0, float64(len(v))
	for _, value := range v {
		mean += value / n
	}
	if n < 2 || mean == 0 {
		return 0, false
	}
	var squares float64
	for _, value := range v {
		squares += (value - mean) * (value - mean)
	}
	return math.Sqrt(squares/(n-1)) / mean, true
}

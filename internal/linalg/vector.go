package linalg

// Ones returns n ones.
func Ones(n int) []float64 {
	v := make([]float64, n)
	for i := range v {
		v[i] = 1
	}
	return v
}

// Unit returns n zeros but for a one at a position.
func Unit(n, at int) []float64 {
	v := make([]float64, n)
	v[at] = 1
	return v
}

// Dot returns a'b.
func Dot(a, b []float64) float64 {
	var s float64
	for i := range a {
		s += a[i] * b[i]
	}
	return s
}

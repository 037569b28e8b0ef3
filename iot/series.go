package iot

// Series is one number over time: an indicator of an economy, a price, a head
// count.
type Series struct {
	Key    Key
	Unit   Unit
	Origin Origin
	Points []Point // in order of year
}

// Point is the value of a series in a year.
type Point struct {
	Year  int
	Value float64
}

// At returns the value of a year.
func (s *Series) At(year int) (float64, bool) {
	for _, p := range s.Points {
		if p.Year == year {
			return p.Value, true
		}
	}
	return 0, false
}

// Extension is a set of satellite accounts: rows that are not money of the
// table, such as persons employed or tonnes of CO2, by industry. Accounts may
// have different units; households may emit too.
type Extension struct {
	Name      string
	Accounts  *Axis  // r rows
	Units     []Unit // one for each account
	Flows     *Table // r × n, by industry
	Household *Table // r × k, by final-demand column; nil where the release has none
}

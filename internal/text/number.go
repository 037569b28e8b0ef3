package text

import (
	"errors"
	"math"
	"strconv"
	"unsafe"
)

// pow10 holds the powers of ten that a float64 holds exactly.
var pow10 = [...]float64{1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22}

// printed says how exact a number in print is: digits behind the point, less
// the exponent, and digits in all.
type printed struct{ decimals, digits int }

// number reads a decimal number: an optional sign, digits with at most one
// point, an optional exponent; nothing else, no spaces. The value is correctly
// rounded.
//
// Up to 53 bits of digits and a power of ten up to 22 are both exact in a
// float64, and so one multiplication or division rounds once (Clinger 1990).
// All other numbers go to strconv.
func number(b []byte) (value float64, print printed, ok bool) {
	i, negative := 0, false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		i, negative = 1, b[0] == '-'
	}
	first := i
	var digits uint64
	point, exact := -1, true
	for ; i < len(b); i++ {
		c := b[i]
		if d := c - '0'; d <= 9 {
			if digits >= 1<<59 {
				exact = false
				continue
			}
			digits = digits*10 + uint64(d)
		} else if c == '.' && point < 0 {
			point = i
		} else {
			break
		}
	}
	read := i - first
	decimals := 0
	if point >= 0 {
		decimals = i - point - 1
		read--
	}
	if read == 0 {
		return 0, printed{}, false
	}
	if i < len(b) {
		e, ok := exponent(b[i:])
		if !ok {
			return 0, printed{}, false
		}
		decimals -= e
	}
	if exact && digits < 1<<53 && decimals >= -22 && decimals <= 22 {
		value = float64(digits)
		if decimals > 0 {
			value /= pow10[decimals]
		} else {
			value *= pow10[-decimals]
		}
		if negative {
			value = -value
		}
		return value, printed{decimals, read}, true
	}
	// ParseFloat keeps its argument only in an error, which goes no further.
	value, err := strconv.ParseFloat(unsafe.String(&b[0], len(b)), 64)
	return value, printed{decimals, read}, err == nil
}

// exponent reads "e-05" to the end of b. Beyond five digits the value stays
// there: all such numbers are zero or too large.
func exponent(b []byte) (e int, ok bool) {
	if b[0] != 'e' && b[0] != 'E' {
		return 0, false
	}
	b = b[1:]
	negative := false
	if len(b) > 0 && (b[0] == '-' || b[0] == '+') {
		negative = b[0] == '-'
		b = b[1:]
	}
	for _, c := range b {
		if c < '0' || c > '9' {
			return 0, false
		}
		e = min(e*10+int(c-'0'), 99999)
	}
	if negative {
		e = -e
	}
	return e, len(b) > 0
}

// tooLarge reports whether the cell is a number beyond what models can take.
func tooLarge(s string) bool {
	v, err := strconv.ParseFloat(s, 64)
	return errors.Is(err, strconv.ErrRange) || (err == nil && !math.IsInf(v, 0) && !math.IsNaN(v) && !fits(v))
}

// fits reports whether sums and products of such numbers stay finite.
func fits(v float64) bool { return math.Abs(v) <= 1e100 }

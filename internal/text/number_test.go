package text

import (
	"fmt"
	"math"
	"math/rand"
	"strconv"
	"strings"
	"testing"
)

// forms writes numbers in every way that tables do.
func forms(r *rand.Rand) string {
	digits := func(n int) string {
		var b strings.Builder
		for range n {
			b.WriteByte(byte('0' + r.Intn(10)))
		}
		return b.String()
	}
	v := math.Float64frombits(r.Uint64())
	switch r.Intn(8) {
	case 0:
		return strconv.FormatFloat(v, 'g', -1, 64)
	case 1:
		return strconv.FormatFloat(r.NormFloat64()*1e6, 'f', r.Intn(12), 64)
	case 2:
		return digits(1+r.Intn(25)) + "." + digits(r.Intn(25))
	case 3:
		return "-" + digits(1+r.Intn(18)) + "e" + strconv.Itoa(r.Intn(700)-350)
	case 4:
		return "." + digits(1+r.Intn(30))
	case 5:
		return "+" + digits(1+r.Intn(20)) + ".E+" + digits(1+r.Intn(3))
	case 6:
		return fmt.Sprintf("%.15g", r.ExpFloat64()*1e9)
	}
	return strconv.FormatFloat(v, 'e', r.Intn(25), 64)
}

// The value is that of strconv, to the last bit.
func TestNumberRoundsCorrectly(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	accepted := 0
	for range 200_000 {
		s := forms(r)
		want, err := strconv.ParseFloat(s, 64)
		wanted := err == nil && !math.IsNaN(want) && !math.IsInf(want, 0)
		got, _, ok := number([]byte(s))
		if ok != wanted || (ok && math.Float64bits(got) != math.Float64bits(want)) {
			t.Fatalf("%q: got %v, %v; want %v, %v", s, got, ok, want, wanted)
		}
		if ok {
			accepted++
		}
	}
	if accepted < 150_000 {
		t.Errorf("only %d of 200 000 forms were numbers", accepted)
	}
}

func TestNumberRejects(t *testing.T) {
	for _, s := range []string{"", "-", "+", ".", "-.", "e5", "1e", "1e+", "1.2.3", "--1", "1-", "0x1f", "0x1p-2", "1_000", "inf", "NaN",
		"Infinity", " 1", "1 ", "1,5", "１", "1e5x", "1e999", "\x00"} {
		if v, _, ok := number([]byte(s)); ok {
			t.Errorf("%q: got %v; want no number", s, v)
		}
	}
}

func TestNumberPrecision(t *testing.T) {
	for _, c := range []struct {
		s                string
		decimals, digits int
	}{{"12", 0, 2}, {"1.50", 2, 3}, {"-0.001", 3, 4}, {"1.5e-7", 8, 2}, {"1.5e3", -2, 2}, {"123456789.123456789123456789", 18, 27}} {
		if _, p, ok := number([]byte(c.s)); !ok || p != (printed{c.decimals, c.digits}) {
			t.Errorf("%s: got %+v, %v; want %d decimals, %d digits", c.s, p, ok, c.decimals, c.digits)
		}
	}
}

func TestNumberAllocatesNothing(t *testing.T) {
	for _, s := range []string{"0", "123.456", "145853072.82365", "0.1234567890123456789", "-1.5e-300"} {
		b := []byte(s)
		if n := testing.AllocsPerRun(100, func() { number(b) }); n != 0 {
			t.Errorf("%s: got %v allocations; want none", s, n)
		}
	}
}

package iot

import (
	"fmt"
	"math"
	"strconv"

	"dougong/class"
)

// Kind says what sort of thing a unit counts.
type Kind string

// The kinds of unit.
const (
	Money    Kind = "money"
	Ratio    Kind = "ratio"    // a pure number: multiplier, rank, index
	Share    Kind = "share"    // a pure number that people read in per cent
	Points   Kind = "points"   // a difference of shares, which people read in percentage points
	Quantity Kind = "quantity" // persons, tonnes, joules
)

// Unit is what a number counts: 10^Power of Symbol.
type Unit struct {
	Kind   Kind   `json:"kind"`
	Symbol string `json:"symbol,omitempty"` // "USD", "CNY", "persons", "t CO2"; empty for pure numbers
	Power  int    `json:"power,omitempty"`  // numbers are in 10^Power of Symbol: 6 for millions
}

// Units that occur everywhere.
var (
	RatioUnit = Unit{Kind: Ratio}
	ShareUnit = Unit{Kind: Share}
	PointUnit = Unit{Kind: Points}
)

// MoneyUnit returns 10^power of a currency: MoneyUnit("USD", 6) is a million US dollars.
func MoneyUnit(currency string, power int) Unit {
	return Unit{Kind: Money, Symbol: currency, Power: power}
}

// Per returns the unit of a quotient: a share where both are the same unit,
// otherwise "persons / M USD".
func (u Unit) Per(d Unit) Unit {
	if u == d {
		return RatioUnit
	}
	if d.Kind == Ratio || d.Kind == Share {
		return u
	}
	return Unit{Kind: Quantity, Symbol: u.String() + " / " + d.String()}
}

// String returns the unit as it stands in a column head: "M USD", "10^4 CNY",
// "1" for a pure number, "share".
func (u Unit) String() string {
	switch u.Kind {
	case Ratio:
		return "1"
	case Share:
		return "share"
	case Points:
		return "difference of shares"
	}
	switch u.Power {
	case 0:
		return u.Symbol
	case 3:
		return "k " + u.Symbol
	case 6:
		return "M " + u.Symbol
	case 9:
		return "bn " + u.Symbol
	}
	return "10^" + strconv.Itoa(u.Power) + " " + u.Symbol
}

var powersZh = map[int]string{3: "千", 4: "万", 6: "百万", 8: "亿", 9: "十亿", 12: "万亿"}

// In returns the unit as a person reads it beside exact numbers: "M USD" or
// "百万美元", "" for a pure number.
func (u Unit) In(lang class.Lang) string {
	if u.Kind == Ratio || u.Kind == Share {
		return ""
	}
	if power, ok := powersZh[u.Power]; lang == class.Zh && u.Kind == Money && (ok || u.Power == 0) {
		return power + u.currencyZh()
	}
	return u.String()
}

var currencyZh = map[string]string{
	"CNY": "元", "USD": "美元", "EUR": "欧元", "JPY": "日元", "KRW": "韩元", "GBP": "英镑", "BRL": "雷亚尔", "INR": "卢比",
}

// Readable writes a value for people: "101.64 trn CNY" or "101.64 万亿元" for
// money, "24.86 %" for a share, four significant digits for the rest. Files
// carry the exact value instead.
func (u Unit) Readable(value float64, lang class.Lang) string {
	switch {
	case math.IsNaN(value):
		return "·"
	case math.IsInf(value, 0):
		return strconv.FormatFloat(value, 'g', -1, 64)
	}
	switch u.Kind {
	case Share:
		return fixed(value*100, 2) + " %"
	case Points:
		return fixed(value*100, 2) + " " + pointName(lang)
	case Money:
		if lang == class.Zh {
			return u.moneyZh(value)
		}
		return u.moneyEn(value)
	case Quantity:
		s := significant(value)
		if name := u.String(); name != "" {
			return s + " " + name
		}
		return s
	}
	return significant(value)
}

func pointName(lang class.Lang) string {
	if lang == class.Zh {
		return "个百分点"
	}
	return "points"
}

type moneyStep struct {
	power int
	name  string
}

var (
	moneyStepsEn = []moneyStep{{12, "trn"}, {9, "bn"}, {6, "M"}}
	moneyStepsZh = []moneyStep{{12, "万亿"}, {8, "亿"}, {4, "万"}}
)

// moneyStep returns the step in which an amount of money reads best: power 0
// for small ones.
func (u Unit) moneyStep(value float64, steps []moneyStep) moneyStep {
	for _, step := range steps {
		if math.Abs(value)*math.Pow10(u.Power) >= math.Pow10(step.power) {
			return step
		}
	}
	return moneyStep{}
}

func (u Unit) moneyEn(value float64) string {
	step := u.moneyStep(value, moneyStepsEn)
	if step.power == 0 {
		return fixed(value*math.Pow10(u.Power), 0) + " " + u.Symbol
	}
	return fixed(value*math.Pow10(u.Power)/math.Pow10(step.power), 2) + " " + step.name + " " + u.Symbol
}

func (u Unit) moneyZh(value float64) string {
	step := u.moneyStep(value, moneyStepsZh)
	if step.power == 0 {
		return fixed(value*math.Pow10(u.Power), 0) + " " + u.currencyZh()
	}
	return fixed(value*math.Pow10(u.Power)/math.Pow10(step.power), 2) + " " + step.name + u.currencyZh()
}

func (u Unit) currencyZh() string {
	if name, ok := currencyZh[u.Symbol]; ok {
		return name
	}
	return u.Symbol
}

// Scale returns the unit in which a column of numbers reads best whose largest
// magnitude is given, and the factor that brings them there: 1e-3 and "bn USD"
// for numbers in M USD around 50 000, 100 and "%" for shares, 1 and "" for
// other pure numbers.
func (u Unit) Scale(largest float64, lang class.Lang) (factor float64, name string) {
	switch u.Kind {
	case Share:
		return 100, "%"
	case Points:
		return 100, pointName(lang)
	case Money:
		if lang == class.Zh {
			step := u.moneyStep(largest, moneyStepsZh)
			return math.Pow10(u.Power - step.power), step.name + u.currencyZh()
		}
		step := u.moneyStep(largest, moneyStepsEn)
		if step.power == 0 {
			return math.Pow10(u.Power), u.Symbol
		}
		return math.Pow10(u.Power - step.power), step.name + " " + u.Symbol
	case Quantity:
		return 1, u.String()
	}
	return 1, ""
}

// fixed avoids "-0.00".
func fixed(value float64, digits int) string {
	s := strconv.FormatFloat(value, 'f', digits, 64)
	if zero := fmt.Sprintf("%.*f", digits, 0.0); s == "-"+zero {
		return zero
	}
	return s
}

func significant(value float64) string {
	a := math.Abs(value)
	switch {
	case value == math.Trunc(value) && a < 1e15:
		return strconv.FormatFloat(value, 'f', -1, 64)
	case a >= 1e4 && a < 1e15:
		return strconv.FormatFloat(value, 'f', 1, 64)
	case a >= 1e-4:
		return strconv.FormatFloat(value, 'f', max(0, 3-int(math.Floor(math.Log10(a)))), 64)
	}
	return strconv.FormatFloat(value, 'g', 4, 64)
}

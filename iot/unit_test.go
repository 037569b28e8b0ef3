package iot

import (
	"math"
	"testing"

	"dougong/class"
)

func TestReadable(t *testing.T) {
	yuan, dollars := MoneyUnit("CNY", 4), MoneyUnit("USD", 6)
	f := func(u Unit, v float64, lang class.Lang, want string) {
		t.Helper()
		if got := u.Readable(v, lang); got != want {
			t.Errorf("%v %s in %s: got %q; want %q", v, u, lang, got, want)
		}
	}
	f(yuan, 10164220e3, class.Zh, "101.64 万亿元")
	f(yuan, 10164220e3, class.En, "101.64 trn CNY")
	f(yuan, 123456, class.Zh, "12.35 亿元")
	f(yuan, 0.5, class.Zh, "5000 元")
	f(dollars, 141767904, class.En, "141.77 trn USD")
	f(dollars, 1234, class.Zh, "12.34 亿美元")
	f(dollars, -0.0000001, class.En, "0 USD")
	f(ShareUnit, 0.24856, class.En, "24.86 %")
	f(ShareUnit, -1e-9, class.En, "0.00 %")
	f(PointUnit, -0.0124, class.En, "-1.24 points")
	f(PointUnit, 0.0124, class.Zh, "1.24 个百分点")
	f(RatioUnit, 2.34567, class.En, "2.346")
	f(RatioUnit, 12, class.En, "12")
	f(RatioUnit, math.NaN(), class.En, "·")
	f(Unit{Kind: Quantity, Symbol: "persons", Power: 3}, 17, class.En, "17 k persons")
}

func TestPer(t *testing.T) {
	money := MoneyUnit("USD", 6)
	if got := money.Per(money); got != RatioUnit {
		t.Errorf("money per money: got %v; want a ratio", got)
	}
	if got, want := (Unit{Kind: Quantity, Symbol: "persons"}).Per(money).String(), "persons / M USD"; got != want {
		t.Errorf("got %q; want %q", got, want)
	}
}

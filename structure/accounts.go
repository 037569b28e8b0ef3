package structure

import (
	"dougong/class"
	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
)

// economy is one economy of the system with its accounts.
type economy struct {
	sys      *iot.System // national, imports apart where the table has them so
	m        *leontief.Model
	n        int
	accounts []account
}

// account is one magnitude by industry.
type account struct {
	accountHead
	values []float64 // by industry; nil where the table does not have it
	// derive explains Σ w_i values_i.
	derive func(w []float64) leontief.Derivation
}

type accountHead struct {
	id, symbol        string
	label, definition class.Label
}

// The accounts in the order of the tables.
const (
	output = iota
	valueAdded
	finalUse
	exports
	imports
)

var accountHeads = []accountHead{
	{"output", "x", label("output", "总产出"), label("gross output x", "总产出 x")},
	{"value_added", "v", label("value added", "增加值"), label("sum of the value-added rows", "增加值各行之和")},
	{"final_use", "f", label("final use at home", "国内最终使用"), label("consumption and capital formation at home, home and imported products, by product", "国内消费与资本形成（国产与进口），按产品")},
	{"exports", "E", label("exports", "出口"), label("exports of home products", "国产品出口")},
	{"imports", "M", label("imports", "进口"), label("imports by product, for inputs and final use, re-exports included", "按产品的进口（中间与最终使用，含再出口）")},
}

func (e *economy) fill() {
	sys := e.sys
	var values, sold, home []int
	for p, kind := range sys.PrimaryKinds {
		if kind.IsValueAdded() {
			values = append(values, p)
		}
	}
	for k, kind := range sys.FinalKinds {
		switch kind {
		case iot.Exports:
			sold = append(sold, k)
		case iot.Discrepancy:
		default:
			home = append(home, k)
		}
	}
	split := sys.Imports == iot.ImportSplit
	for k, a := range []struct {
		known  bool
		derive func(w []float64) leontief.Derivation
	}{
		output: {true, e.columns("Σ x", span{table: leontief.OutputTable(sys), cols: []int{0}})},
		valueAdded: {len(values) > 0, func(w []float64) leontief.Derivation {
			return e.m.Derive("Σ v", leontief.Levels(sys.Primary, values, w))
		}},
		finalUse: {split, e.columns("Σ f", span{sys.FinalDemand, home, label("of home products", "国产品")}, span{sys.ImportFinalDemand, home, label("of imported products", "进口品")})},
		exports:  {len(sold) > 0, e.columns("Σ E", span{table: sys.FinalDemand, cols: sold})},
		imports:  {split, e.columns("Σ M", span{sys.ImportFlows, e.sys.Industries.Positions(), label("for inputs", "用作中间投入")}, span{sys.ImportFinalDemand, sys.FinalDemand.Cols.Positions(), label("for final use", "用作最终使用")})},
	} {
		account := account{accountHead: accountHeads[k], derive: a.derive}
		if a.known {
			account.values = e.perIndustry(account)
		}
		e.accounts = append(e.accounts, account)
	}
}

// span is some columns of a table by industry.
type span struct {
	table *iot.Table
	cols  []int
	label class.Label // of the span, where it is one of two
}

// columns derives the sum of columns of one or two tables.
func (e *economy) columns(letters string, spans ...span) func(w []float64) leontief.Derivation {
	return func(w []float64) leontief.Derivation {
		if len(spans) == 1 {
			return e.m.Derive(letters, leontief.Accounts(spans[0].table, w, spans[0].cols...))
		}
		var operands []leontief.Operand
		for _, s := range spans {
			operands = append(operands, leontief.Operand{Symbol: s.table.Name, Label: s.label, Unit: e.sys.Unit,
				Derivation: e.m.Derive(letters, leontief.Accounts(s.table, w, s.cols...))})
		}
		return leontief.Sum(letters, []float64{1, 1}, operands...)
	}
}

// perIndustry evaluates an account for each industry.
func (e *economy) perIndustry(a account) []float64 {
	values := make([]float64, e.n)
	for i := range values {
		values[i] = a.derive(linalg.Unit(e.n, i)).Value
	}
	return values
}

// level is the cell Σ w_i values_i.
func (e *economy) level(a account, w []float64) result.Traced {
	if a.values == nil {
		return result.Plain(result.None(result.NotAvailable))
	}
	return leontief.Traced(result.Num(linalg.Dot(a.values, w)), func() leontief.Derivation { return a.derive(w) })
}

// share is the cell Σ w values / Σ base values.
func (e *economy) share(a account, w, base []float64) result.Traced {
	if a.values == nil {
		return result.Plain(result.None(result.NotAvailable))
	}
	return leontief.Traced(result.Quotient(linalg.Dot(a.values, w), linalg.Dot(a.values, base)), func() leontief.Derivation {
		operand := func(symbol string, l class.Label, w []float64) leontief.Operand {
			return leontief.Operand{Symbol: symbol, Label: l, Unit: e.sys.Unit, Derivation: a.derive(w)}
		}
		return leontief.Ratio("Σ w "+a.symbol+" / Σ b "+a.symbol, operand("Σ w "+a.symbol, a.label, w),
			operand("Σ b "+a.symbol, label("base: "+a.label.En, "基数："+a.label.Zh), base))
	})
}

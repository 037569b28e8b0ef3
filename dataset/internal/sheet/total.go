package sheet

import (
	"fmt"
	"math"

	"dougong/class"
	"dougong/internal/text"
	"dougong/iot"
)

// Total is a published row or column of sums, with what its numbers should add
// up to.
type Total struct {
	Name           iot.Key // the row or column: TII, TIU
	IsRow          bool    // a row of totals: one for each column
	Of             *iot.Axis
	Published, Sum []float64 // one for each key of Of
	Size           []float64 // sum of absolute terms, which bounds what floating-point addition loses; nil: that of Sum
	Terms          int       // numbers added up, which bounds what rounding in print loses
	Lines          iot.Lines // lines of the file of each key of Of
	Line           int       // line of the file of the total
}

// Check compares totals with sums. Print rounds: numbers with at most d decimals
// may miss by half a unit of the last one a term, and numbers with at most g
// digits by half a unit of the last digit. Beyond that each total gets one
// finding, which names its worst cell.
func Check(f *text.File, unit iot.Unit, totals ...Total) []iot.Finding {
	decimals, digits := f.Precision()
	half := 0.5 * math.Pow(10, -float64(decimals))
	share := max(1e-10, math.Pow(10, 1-float64(digits)))
	var found []iot.Finding
	for _, t := range totals {
		worst, count := -1, 0
		for i, got := range t.Published {
			size := math.Abs(t.Sum[i])
			if t.Size != nil {
				size = t.Size[i]
			}
			gap := math.Abs(got - t.Sum[i])
			if gap <= half*float64(t.Terms+1)+share*math.Max(size, math.Abs(got)) {
				continue
			}
			count++
			if worst < 0 || gap > math.Abs(t.Published[worst]-t.Sum[worst]) {
				worst = i
			}
		}
		if count > 0 {
			found = append(found, t.finding(f, unit, worst, count))
		}
	}
	return found
}

func (t Total) finding(f *text.File, unit iot.Unit, worst, count int) iot.Finding {
	of := t.Of.Key(worst)
	name := t.Name
	finding := iot.Finding{
		ID: "total-mismatch", Level: iot.Warning, Block: "totals", Row: &of, Col: &name,
		Got: t.Published[worst], Want: t.Sum[worst], Unit: unit,
		Text: class.Label{
			En: fmt.Sprintf("the published total %s differs from the sum of its terms in %d of %d places; the largest difference is here", t.Name, count, len(t.Sum)),
			Zh: fmt.Sprintf("公布的合计 %s 与各项之和在 %d/%d 处不符，此处相差最大", t.Name, count, len(t.Sum)),
		},
		Remedy: class.Label{
			En: "the terms are used, not the total; compare them with the publisher's table",
			Zh: "计算使用各项数值而非合计；请与发布机构的原表核对",
		},
	}
	row, col := 0, t.Line
	if at := t.Lines.At(worst); len(at) > 0 {
		row = int(at[0])
	}
	if t.IsRow {
		finding.Row, finding.Col = &name, &of
		row, col = col, row
	}
	finding.Place = &iot.Place{File: f.Place(), Row: row, Col: col}
	return finding
}

// TaxesOnFinal says that taxes less subsidies on final demand are published but
// have no place in a system, whose primary inputs are those of industries.
func TaxesOnFinal(sum float64, unit iot.Unit) iot.Finding {
	return iot.Finding{
		ID: "taxes-on-final-demand", Level: iot.Note, Block: "Primary", Got: sum, Want: 0, Unit: unit,
		Text: class.Label{
			En: "taxes less subsidies on products sold to final users are published but not part of this system",
			Zh: "最终使用者所付的产品税净额已公布，但不在本系统之内",
		},
		Remedy: class.Label{
			En: "add them to the sum of value added to compare with GDP at market prices",
			Zh: "与按市场价格计算的 GDP 比较时，请将其加到增加值合计上",
		},
	}
}

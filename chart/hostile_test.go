package chart_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"dougong/chart"
	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

var hostile = []string{
	"", "<script>alert(1)</script>", "\u202egnp.exe\u202c", "\x00\x07\x1b[31mred\x1b[0m", strings.Repeat("很长的部门名称", 60), "=cmd|' /C calc'!A0",
	"a\"b'c&d;e", "شركة النفط", "𠀀𠮷 👷 𝒜", "\xff\xfe broken", "line\nbreak\ttab", "]]>", strings.Repeat("W", 300), "z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̫̗͢L̨̧̩͘G̴̻͈͍͔̹̑͗̎̅͛́", "\u2028\u2029\ufeff",
}

// numbersFor are columns of numbers that figures must survive.
var numbersFor = map[string][]float64{
	"ordinary":  {3, 1, 4, 1.5, 9, 2.6, 5, 3.5, 8, 9.7, 9.3, 2.3, 8.4, 6.2, 6.4},
	"zeros":     make([]float64, 15),
	"negatives": {-3, -1, -4, -1.5, -9, -2.6, -5, -3.5, -8, -9.7, -9.3, -2.3, -8.4, -6.2, -6.4},
	"mixed":     {3, -1, 0, 1e-9, -9, 2.6, 5, -3.5, 0, 9.7, -9.3, 2.3, 8.4, -6.2, 6.4},
	"huge":      {1.7e308, 1e308, 1e300, -1.7e308, 1e-308, 5e-324, 0, 1, 2, 3, 4, 5, 6, 7, 8},
	"small":     {5e-324, 1e-310, 1e-305, 0, 5e-324, 1e-320, 1e-300, 2e-300, 0, 0, 1e-301, 1e-302, 1e-303, 1e-304, 1e-306},
	"same":      {7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7},
	"near":      {1, 1 + 1e-15, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
	"absent":    nil,
}

func hostileTable(rows int, numbers []float64, unit iot.Unit) *result.Table {
	t := &result.Table{ID: "t", Columns: []result.Column{
		{ID: "name", Kind: result.Name, Label: label("<b>name</b>", "名<b>")},
		{ID: "from", Kind: result.Code}, {ID: "to", Kind: result.Code},
		number("v", label("<i>value</i> & more", "值"), unit), number("w", label("w", "宽"), unit)}}
	for i := range rows {
		s := hostile[i%len(hostile)]
		v := result.None(result.NotApplicable)
		if numbers != nil {
			v = result.Num(numbers[i%len(numbers)])
		}
		t.Add(fmt.Sprintf("%d%s", i, s), result.Lab(class.Label{En: s, Zh: s}), result.Str(s), result.Str(hostile[(i*7+3)%len(hostile)]), v, v)
	}
	return t
}

// TestNothingBreaksAFigure draws every kind over every awkward table.
func TestNothingBreaksAFigure(t *testing.T) {
	for _, kind := range []result.FigureKind{result.Bar, result.Dot, result.Line, result.Scatter, result.Heatmap, result.Sankey, result.Treemap, result.Waterfall} {
		for name, numbers := range numbersFor {
			for _, rows := range []int{0, 1, 2, 15, 120} {
				for _, unit := range []iot.Unit{iot.ShareUnit, iot.MoneyUnit("CNY", 4)} {
					if rows == 120 && name != "mixed" {
						continue
					}
					r := answerOf(hostileTable(rows, numbers, unit))
					r.Data.Title = label(hostile[1], hostile[1])
					fig := result.Figure{ID: "f", Kind: kind, Title: label(hostile[1], hostile[2]), Table: "t", Label: "name", From: "from", To: "to", Values: []string{"v", "w"}, Top: 6}
					where := fmt.Sprintf("%s, %s, %d rows, %s", kind, name, rows, unit)
					harmless(t, where, fig, r, chart.Options{Lang: class.Zh})
					fig.Facet, fig.Group = "from", "to"
					harmless(t, where+", panels", fig, r, chart.Options{Width: 100, Height: 50})
				}
			}
		}
	}
}

func harmless(t *testing.T, where string, fig result.Figure, r *result.Result, o chart.Options) {
	t.Helper()
	d, err := chart.Draw(fig, r, o)
	if err != nil {
		t.Errorf("%s: %v", where, err)
		return
	}
	checkDrawing(t, where, d)
	var svg bytes.Buffer
	d.SVG(&svg)
	for _, bad := range []string{"<script", "<b>", "<i>", "\u202e", "\x1b", "\x00"} {
		if strings.Contains(svg.String(), bad) {
			t.Errorf("%s: the SVG has %q", where, bad)
		}
	}
}

package report

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// mostMarks is how many rows of a table a native chart shows at most.
const mostMarks = 40

// Size of a native chart: px, and rows of the sheet.
const chartWidth, chartHeight, chartRows = 860, 460, 25

// figures draws the figures that a spreadsheet can draw itself, from the cells of
// the tables: bars, dots as bars, lines, scatters. Others are for package chart.
// A figure that would show a missing number as zero is left out.
func (b *book) figures(figures []result.Figure) error {
	var charts []*excelize.Chart
	for _, fig := range figures {
		for _, s := range b.sheets {
			if s.table.ID == fig.Table {
				if c := b.chart(fig, s); c != nil {
					charts = append(charts, c)
				}
			}
		}
	}
	if len(charts) == 0 {
		return nil
	}
	name := b.title(figuresSheet)
	if err := b.blank(name); err != nil {
		return err
	}
	for i, c := range charts {
		if err := b.file.AddChart(name, "A"+strconv.Itoa(1+i*chartRows), c); err != nil {
			return err
		}
	}
	return nil
}

var chartTypes = map[result.FigureKind]excelize.ChartType{
	result.Bar: excelize.Bar, result.Dot: excelize.Bar, result.Line: excelize.Line, result.Scatter: excelize.Scatter,
}

// chart is the native chart of a figure; nil where there is none.
func (b *book) chart(fig result.Figure, s *sheet) *excelize.Chart {
	kind, ok := chartTypes[fig.Kind]
	n := s.marks(fig)
	if !ok || fig.Facet != "" || n == 0 {
		return nil
	}
	c := &excelize.Chart{Type: kind, Dimension: excelize.ChartDimension{Width: chartWidth, Height: chartHeight},
		Legend: excelize.ChartLegend{Position: "bottom"}, VaryColors: new(false)}
	title := fig.Title.In(b.lang)
	if all := len(s.table.Rows); n < all {
		title += class.Label{En: fmt.Sprintf(": the first %d of %d rows", n, all), Zh: fmt.Sprintf("：前 %d 行，共 %d 行", n, all)}.In(b.lang)
	}
	c.Title = chartTitle(title)
	c.Format.AltText = cellText(title)
	if !b.series(c, fig, s, n) {
		return nil
	}
	if len(c.Series) == 1 || fig.Kind == result.Scatter && fig.Group == "" {
		c.Legend.Position = "none"
	}
	return c
}

// marks is how many rows the chart of a figure shows.
func (s *sheet) marks(fig result.Figure) int {
	n := len(s.table.Rows)
	if fig.Kind == result.Bar || fig.Kind == result.Dot {
		n = min(n, mostMarks)
	}
	if fig.Top > 0 {
		n = min(n, fig.Top)
	}
	return n
}

// series adds what a chart shows of the first n rows; it reports whether all of
// it can be shown.
func (b *book) series(c *excelize.Chart, fig result.Figure, s *sheet, n int) bool {
	values := fig.Values
	label, ok := s.field(fig.Label)
	if fig.Kind == result.Scatter {
		if len(values) != 2 {
			return false
		}
		label, ok = s.field(values[0])
		values = values[1:]
	}
	runs, known := s.runs(fig, n)
	if !ok || !known || len(runs) > 1 && len(values) > 1 {
		return false
	}
	for _, id := range values {
		v, ok := s.field(id)
		if !ok {
			return false
		}
		for _, run := range runs {
			name := s.head(v)
			if fig.Group != "" {
				g, _ := s.field(fig.Group)
				name = s.cells(g, run[0], run[0]+1)
			}
			c.Series = append(c.Series, excelize.ChartSeries{Name: name, Categories: s.cells(label, run[0], run[1]), Values: s.cells(v, run[0], run[1]),
				Marker: marker(fig)})
		}
		b.axes(c, fig.Kind, s.fields[label], s.fields[v], len(values))
	}
	return true
}

// marker is how a chart shows its points: those of a scatter without groups look
// the same in all its series.
func marker(fig result.Figure) excelize.ChartMarker {
	if fig.Kind != result.Scatter {
		return excelize.ChartMarker{Symbol: "none"}
	}
	m := excelize.ChartMarker{Symbol: "circle", Size: 6}
	if fig.Group == "" {
		m.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"2F6C9F"}}
		m.Border = excelize.LineOptions{Fill: m.Fill}
	}
	return m
}

// axes names the axes. Bars run from top to bottom in the order of the table.
func (b *book) axes(c *excelize.Chart, kind result.FigureKind, x, y field, values int) {
	c.YAxis.MajorGridLines = true
	c.XAxis.Font, c.YAxis.Font = excelize.Font{Color: "404040", Size: 9}, excelize.Font{Color: "404040", Size: 9}
	c.YAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: y.number}
	if values == 1 {
		c.YAxis.Title = chartTitle(y.head(b.lang))
	}
	switch kind {
	case result.Scatter:
		c.XAxis.NumFmt = excelize.ChartNumFmt{CustomNumFmt: x.number}
		c.XAxis.Title = chartTitle(x.head(b.lang))
	case result.Bar, result.Dot:
		c.XAxis.ReverseOrder = true
		c.XAxis.TickLabelPosition = excelize.ChartTickLabelLow
	}
}

func chartTitle(s string) excelize.ChartTitle {
	return excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: cut(clean(s), 250), Font: &excelize.Font{Size: 11}}}}
}

// field returns the first column of the sheet that shows a column of the table.
func (s *sheet) field(column string) (int, bool) {
	for i, f := range s.fields {
		if f.column != nil && f.column.ID == column {
			return i, true
		}
	}
	return 0, false
}

// runs returns the rows that are one series each, from and up to: those of a
// group, which must stand together. It reports whether the figure can be drawn
// so: a missing number parts the points of a scatter, which are not connected;
// elsewhere a spreadsheet would draw it as a zero.
func (s *sheet) runs(fig result.Figure, n int) ([][2]int, bool) {
	var runs [][2]int
	seen, last, open := map[class.Label]bool{}, class.Label{}, false
	for r, row := range s.table.Rows[:n] {
		group, full := s.cell(row, fig.Group).Text, true
		for _, id := range fig.Values {
			full = full && s.cell(row, id).Absent == ""
		}
		switch {
		case !full && fig.Kind != result.Scatter, seen[group] && group != last:
			return nil, false
		case !full:
		case open && group == last:
			runs[len(runs)-1][1]++
		default:
			runs = append(runs, [2]int{r, r + 1})
		}
		seen[group], last, open = true, group, full
	}
	return runs, len(runs) > 0
}

// cell is the value of a row in the named column, the zero value where the table
// has none of that name.
func (s *sheet) cell(row result.Row, column string) result.Value {
	if c, ok := s.table.Column(column); ok {
		return row.Cells[c]
	}
	return result.Value{}
}

// cells is the reference to rows from up to to of a column of the sheet.
func (s *sheet) cells(at, from, to int) string {
	col := "$" + iot.Letters(at+1) + "$"
	ref := s.quoted() + col + strconv.Itoa(from+2)
	if to > from+1 {
		ref += ":" + col + strconv.Itoa(to+1)
	}
	return ref
}

func (s *sheet) head(at int) string { return s.quoted() + "$" + iot.Letters(at+1) + "$1" }

func (s *sheet) quoted() string { return "'" + strings.ReplaceAll(s.name, "'", "''") + "'!" }

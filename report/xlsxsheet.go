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

// style is how a cell looks; the zero style is plain text.
type style struct {
	number             string // format of numbers; "" for text
	head, right, quiet bool   // quiet: absent, or of the row that is the rest
}

func (b *book) style(s style) (int, error) {
	if id, ok := b.styles[s]; ok {
		return id, nil
	}
	made := &excelize.Style{Alignment: &excelize.Alignment{Vertical: "top", WrapText: s.number == "" || s.head}}
	if s.number == "" {
		made.NumFmt = 49 // text
	} else {
		made.CustomNumFmt = &s.number
	}
	if s.right {
		made.Alignment.Horizontal = "right"
	}
	switch {
	case s.head:
		made.Font = &excelize.Font{Bold: true}
		made.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"E8EEF4"}}
		made.Border = []excelize.Border{{Type: "bottom", Color: "5B7083", Style: 1}}
	case s.quiet:
		made.Font = &excelize.Font{Italic: true, Color: "5F6B76"}
	}
	id, err := b.file.NewStyle(made)
	b.styles[s] = id
	return id, err
}

// table writes one table.
func (b *book) table(t *result.Table) error {
	s := &sheet{name: b.name(b.title(t.Label)), table: t, fields: fieldsOf(t, b.lang)}
	switch {
	case len(t.Rows) >= mostRows:
		return fmt.Errorf("table %s: got %d rows; want fewer than %d, a sheet holds no more; write csv or parquet", t.ID, len(t.Rows), mostRows)
	case len(s.fields) > mostColumns:
		return fmt.Errorf("table %s: got %d columns; want at most %d, a sheet holds no more; write csv or parquet", t.ID, len(s.fields), mostColumns)
	}
	b.sheets = append(b.sheets, s)
	out, err := b.sheet(s.name, s.widths(), 1)
	if err != nil {
		return err
	}
	heads := make([]any, len(s.fields))
	for i, f := range s.fields {
		if heads[i], err = b.cell(f.head(b.lang), style{head: true, right: f.number != ""}); err != nil {
			return err
		}
	}
	if err := out.row(heads); err != nil {
		return err
	}
	for r, row := range t.Rows {
		cells := make([]any, len(s.fields))
		for i, f := range s.fields {
			if cells[i], err = b.value(f, row, t.Rest && r == len(t.Rows)-1); err != nil {
				return err
			}
		}
		if err := out.row(cells); err != nil {
			return err
		}
	}
	return out.Flush()
}

// rows writes a sheet row by row.
type rows struct {
	*excelize.StreamWriter
	widths []float64
	next   int
}

// sheet starts a sheet with a frozen head and so many frozen columns; it prints
// as wide as a page.
func (b *book) sheet(name string, widths []float64, frozen int) (*rows, error) {
	if err := b.blank(name); err != nil {
		return nil, err
	}
	w, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	for i, width := range widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return nil, err
		}
	}
	pane := &excelize.Panes{Freeze: true, YSplit: 1, XSplit: frozen, TopLeftCell: iot.Letters(frozen+1) + "2", ActivePane: "bottomLeft"}
	if frozen > 0 {
		pane.ActivePane = "bottomRight"
	}
	return &rows{w, widths, 1}, w.SetPanes(pane)
}

// blank makes a sheet without cells.
func (b *book) blank(name string) error {
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	if err := b.file.SetSheetProps(name, &excelize.SheetPropsOptions{FitToPage: new(true)}); err != nil {
		return err
	}
	return b.file.SetPageLayout(name, &excelize.PageLayoutOptions{Orientation: new("landscape"), FitToWidth: new(1), FitToHeight: new(0)})
}

// row writes the next row, as high as its longest text asks for.
func (r *rows) row(cells []any) error {
	const line = 15 // points
	high := 1
	for i, c := range cells {
		if text, ok := c.(excelize.Cell).Value.(string); ok {
			high = max(high, (columns(text)+int(r.widths[i])-1)/int(r.widths[i]))
		}
	}
	err := r.SetRow("A"+strconv.Itoa(r.next), cells, excelize.RowOpts{Height: float64(line * min(high, 20))})
	r.next++
	return err
}

func (b *book) cell(v any, s style) (excelize.Cell, error) {
	if text, ok := v.(string); ok {
		v = cellText(text)
	}
	id, err := b.style(s)
	return excelize.Cell{StyleID: id, Value: v}, err
}

// value is the cell of a row.
func (b *book) value(f field, row result.Row, rest bool) (excelize.Cell, error) {
	s := style{number: f.number, right: f.number != "", quiet: rest}
	if f.column == nil {
		return b.cell(row.Key, s)
	}
	v := row.Cells[f.at]
	if v.Absent != "" {
		return b.cell(absenceLabel(v.Absent).In(b.lang), style{right: s.right, quiet: true})
	}
	switch f.column.Kind {
	case result.Code:
		return b.cell(v.Text.En, s)
	case result.Name:
		if b.lang == class.Both {
			return b.cell(one(v.Text, f.lang), s)
		}
		return b.cell(v.Text.In(f.lang), s)
	case result.Flag:
		return b.cell(v.Flag, s)
	}
	return b.cell(v.Number, s)
}

// one returns a label in one language, empty where it has none.
func one(l class.Label, lang class.Lang) string {
	if lang == class.Zh {
		return l.Zh
	}
	return l.En
}

func absenceLabel(why result.Absence) class.Label {
	for _, a := range absences {
		if a.why == why {
			return a.label
		}
	}
	return class.Label{En: string(why)}
}

// fieldsOf returns the columns of the sheet of a table: its key, then its columns.
func fieldsOf(t *result.Table, lang class.Lang) []field {
	fields := []field{{lang: lang}}
	for i := range t.Columns {
		f := field{column: &t.Columns[i], at: i, lang: lang}
		switch f.column.Kind {
		case result.Name:
			if lang == class.Both {
				zh := f
				f.lang, zh.lang = class.En, class.Zh
				fields = append(fields, f, zh)
				continue
			}
		case result.Number:
			f.number = numberFormat(f.column.Unit, largest(t.Rows, i))
		case result.Integer:
			f.number = "0"
		case result.Flag:
			f.number = "General"
		}
		fields = append(fields, f)
	}
	return fields
}

// numberFormat shows a column of numbers whose largest magnitude is top.
func numberFormat(u iot.Unit, top float64) string {
	if u.Kind == iot.Share {
		return "0.00%"
	}
	if u == (iot.Unit{}) {
		return "General" // the unit differs by row
	}
	format := "#,##0"
	if n := digits(u, top); n > 0 {
		format += "." + strings.Repeat("0", n)
	}
	return format
}

var keyLabel = class.Label{En: "row key", Zh: "行键"}

// head is the label of a field with its unit.
func (f field) head(lang class.Lang) string {
	if f.column == nil {
		return keyLabel.In(lang)
	}
	label := f.column.Label.In(lang)
	switch {
	case f.lang != lang: // one of two languages
		return one(f.column.Label, f.lang) + map[class.Lang]string{class.En: " (English)", class.Zh: "（中文）"}[f.lang]
	case f.column.Kind != result.Number, f.column.Unit.Kind == iot.Share:
		return label
	}
	if unit := f.column.Unit.In(lang); unit != "" {
		label += " (" + unit + ")"
	}
	return label
}

// Widths of columns, in characters.
const narrow, wide, sampled = 10, 48, 500

// widths gives each column room for what it holds, up to a limit.
func (s *sheet) widths() []float64 {
	widths := make([]float64, len(s.fields))
	for i, f := range s.fields {
		w := narrow
		if f.number != "" {
			w = narrow + 4
		}
		for r := 0; r < min(len(s.table.Rows), sampled) && f.number == ""; r++ {
			text := s.table.Rows[r].Key
			if f.column != nil {
				text = s.table.Rows[r].Cells[f.at].Text.In(f.lang)
			}
			w = max(w, columns(text)+2)
		}
		widths[i] = float64(min(w, wide))
	}
	return widths
}

// columns is how many columns a text takes: Chinese characters take two.
func columns(s string) int {
	n := 0
	for _, r := range s {
		if n++; r >= 0x1100 {
			n++
		}
	}
	return n
}

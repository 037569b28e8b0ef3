package report

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"slices"
	"sort"
	"strings"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"dougong/class"
	"dougong/result"
)

// book is a workbook in the making: a sheet for each table, one with the figures
// that a spreadsheet can draw itself, one that describes every column, one that
// says where the numbers come from.
//
// Numbers are exact, in the unit that their head names; only their display is
// rounded, and a share shows in per cent. Codes and names are texts, so that
// "01" stays "01" and "=1+1" is no formula. A cell without a number says why.
type book struct {
	file   *excelize.File
	lang   class.Lang
	styles map[style]int
	sheets []*sheet
	names  map[string]bool // taken, in lower case
}

// sheet is the sheet of one table.
type sheet struct {
	name   string
	table  *result.Table
	fields []field
}

// field is one column of a sheet. A column of names in both languages has two.
type field struct {
	column *result.Column // nil for the row's key
	at     int            // of the column in its table
	lang   class.Lang
	number string // format of its numbers; "" for text
}

// Names of the sheets that are not tables.
var (
	figuresSheet = class.Label{En: "Figures", Zh: "图"}
	columnsSheet = class.Label{En: "Columns", Zh: "列说明"}
	sourcesSheet = class.Label{En: "Sources", Zh: "来源"}
)

func writeWorkbook(w io.Writer, a about, r *result.Result, o Options) error {
	b := &book{file: excelize.NewFile(), lang: o.Lang, styles: map[style]int{}, names: map[string]bool{}}
	defer b.file.Close()
	for _, l := range []class.Label{figuresSheet, columnsSheet, sourcesSheet} {
		b.names[strings.ToLower(b.title(l))] = true
	}
	for _, t := range r.Tables {
		if err := b.table(t); err != nil {
			return err
		}
	}
	if err := b.figures(r.Figures); err != nil {
		return err
	}
	if err := b.columns(); err != nil {
		return err
	}
	if err := b.sources(facts(a, r, o)); err != nil {
		return err
	}
	return b.save(w, a.title.In(o.Lang))
}

// title is the name of a sheet that is no table.
func (b *book) title(l class.Label) string {
	if b.lang == class.Both {
		return l.En
	}
	return l.In(b.lang)
}

// most of a spreadsheet.
const (
	mostRows      = 1 << 20
	mostColumns   = 1 << 14
	mostCharacter = 32767 // in a cell, counted as UTF-16
	mostName      = 31    // of a sheet, counted as UTF-16
)

// name makes a sheet name of a label: no sign that a reference would trip over,
// at most 31 characters, unlike any other whatever the case.
func (b *book) name(label string) string {
	label = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return '-'
		}
		return r
	}, clean(label))
	label = strings.TrimSpace(label)
	if label == "" || strings.EqualFold(label, "history") {
		label = "table " + label
	}
	name := cut(label, mostName)
	for n := 2; b.names[strings.ToLower(name)]; n++ {
		number := fmt.Sprintf(" %d", n)
		name = cut(label, mostName-len(number)) + number
	}
	b.names[strings.ToLower(name)] = true
	return name
}

// cut shortens a text to so many UTF-16 units, with a … where it was longer.
func cut(s string, most int) string {
	units := utf16.Encode([]rune(s))
	if len(units) <= most {
		return s
	}
	units = units[:most-1]
	if last := units[len(units)-1]; last >= 0xd800 && last < 0xdc00 {
		units = units[:len(units)-1] // half a pair
	}
	return string(utf16.Decode(units)) + "…"
}

// cellText is what a cell shows of a text from a user's file.
func cellText(s string) string { return cut(clean(s), mostCharacter) }

// save writes the workbook with its parts in order and without clocks.
func (b *book) save(w io.Writer, title string) error {
	if err := b.file.DeleteSheet("Sheet1"); err != nil && len(b.names) > 0 {
		return err
	}
	b.file.SetActiveSheet(0)
	var made bytes.Buffer
	if err := b.file.Write(&made); err != nil {
		return err
	}
	z, err := zip.NewReader(bytes.NewReader(made.Bytes()), int64(made.Len()))
	if err != nil {
		return err
	}
	parts := make([]part, 0, len(z.File))
	for _, f := range z.File {
		p := part{name: f.Name}
		if content, ok := properties(title)[f.Name]; ok {
			p.content = []byte(content)
		} else if p.content, err = unpack(f); err != nil {
			return err
		}
		if f.Name == contentTypes {
			p.content = sortTypes(p.content)
		}
		parts = append(parts, p)
	}
	sort.Slice(parts, func(i, j int) bool { return parts[i].name < parts[j].name }) // [Content_Types].xml first
	return pack(w, parts)
}

const contentTypes = "[Content_Types].xml"

var contentType = regexp.MustCompile(`<(?:Default|Override) [^>]*>(?:</[^>]*>)?`)

// sortTypes puts the entries of a list of content types in order: the library
// ranges over a map to write them.
func sortTypes(list []byte) []byte {
	at := contentType.FindIndex(list)
	entries := contentType.FindAll(list, -1)
	slices.SortFunc(entries, bytes.Compare)
	out := append([]byte{}, list[:at[0]]...)
	return append(append(out, bytes.Join(entries, nil)...), "</Types>"...)
}

func unpack(f *zip.File) ([]byte, error) {
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return io.ReadAll(r)
}

package report

import (
	"fmt"
	"path/filepath"
	"strings"

	"dougong/class"
	"dougong/internal/suggest"
)

// Format is a way to write an answer.
type Format string

// The formats.
const (
	Table    Format = "table" // aligned, for a terminal
	Markdown Format = "md"
	Page     Format = "html"    // one file that needs nothing else
	Document Format = "docx"    // for a text processor
	Workbook Format = "xlsx"    // every table a sheet, figures as native charts
	CSV      Format = "csv"     // one table, exact numbers
	Parquet  Format = "parquet" // one table, exact numbers, typed
	JSON     Format = "json"    // everything, one document
	JSONL    Format = "jsonl"   // everything, one line a row; each line has a type
)

// Description says how a format is known outside: to a user, a file system, a
// browser.
type Description struct {
	Ending string // of file names, with its dot
	Media  string // media type
	Label  class.Label
	Binary bool // not for a terminal
	Single bool // holds one table: that of [Options].Table, or the first
}

// Formats lists the formats in the order of help.
var Formats = []Format{Table, CSV, JSON, JSONL, Markdown, Page, Workbook, Document, Parquet}

var descriptions = map[Format]Description{
	Table:    {".txt", "text/plain; charset=utf-8", class.Label{En: "aligned text", Zh: "对齐文本"}, false, false},
	CSV:      {".csv", "text/csv; charset=utf-8", class.Label{En: "csv, one table", Zh: "csv，一张表"}, false, true},
	JSON:     {".json", "application/json", class.Label{En: "JSON, everything", Zh: "JSON，全部内容"}, false, false},
	JSONL:    {".jsonl", "application/jsonl", class.Label{En: "JSON lines, everything", Zh: "JSON 行，全部内容"}, false, false},
	Markdown: {".md", "text/markdown; charset=utf-8", class.Label{En: "Markdown", Zh: "Markdown"}, false, false},
	Page:     {".html", "text/html; charset=utf-8", class.Label{En: "page", Zh: "网页"}, false, false},
	Workbook: {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", class.Label{En: "Excel workbook", Zh: "Excel 工作簿"}, true, false},
	Document: {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", class.Label{En: "Word document", Zh: "Word 文档"}, true, false},
	Parquet:  {".parquet", "application/vnd.apache.parquet", class.Label{En: "Parquet, one table", Zh: "Parquet，一张表"}, true, true},
}

// Describe returns the description of a format of [Formats].
func (f Format) Describe() Description {
	d, ok := descriptions[f]
	if !ok {
		panic(fmt.Sprintf("report: no format %q", f))
	}
	return d
}

// UnknownEndingError says that the ending of a file names no format.
type UnknownEndingError struct {
	File string
	Want []string
}

func (e *UnknownEndingError) Error() string {
	got := strings.ToLower(filepath.Ext(e.File))
	return fmt.Sprintf("%s: ending: got %q; want one of %s, or a format named with --format%s",
		e.File, got, strings.Join(e.Want, ", "), suggest.Phrase(suggest.Nearest(got, e.Want, 3)))
}

// FormatOf returns the format that the ending of a file names, whatever its
// case; an *UnknownEndingError where it names none.
func FormatOf(file string) (Format, error) {
	got := strings.ToLower(filepath.Ext(file))
	var want []string
	for _, f := range Formats {
		d := f.Describe()
		if d.Ending == got {
			return f, nil
		}
		want = append(want, d.Ending)
	}
	return "", &UnknownEndingError{File: file, Want: want}
}

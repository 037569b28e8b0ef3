// Package report writes answers: for people as an aligned table, Markdown, a
// page, a document or a workbook; for programs as csv, Parquet, JSON or JSON
// lines. It reads back what programs get, and workbooks: [ReadJSON],
// [ReadJSONL], [ReadCSV], [ReadParquet], [ReadWorkbook].
//
// All people's formats but the workbook are made from one document: blocks of
// sentences, lists and grids, in English, Chinese or both. What is assumed and
// what is wrong with the data comes before the numbers, where they come from and
// how old they are after them; money stands in units that read well (亿元, bn
// USD). Files of tables carry the exact numbers in the unit of the data, and
// codes as text. The same answer gives the same bytes: nothing asks a clock.
//
// # How to add a format
//
// Describe it in [Formats]; write a function of a document (for people) or of a
// [result.Result] (for programs) in a file of its own; call it in write below.
package report

import (
	"fmt"
	"io"

	"dougong/class"
	"dougong/result"
)

// Options say how to write.
type Options struct {
	Lang class.Lang
	// Table is the id of the table that CSV and Parquet write; empty for the first.
	Table string
	// Year is the present year, from which people's formats tell the age of the
	// data; 0 leaves the age out.
	Year int
	// Data is what --data was, for the commands that an answer suggests; empty
	// for the embedded example.
	Data string
	// BOM begins csv with a byte order mark, by which Excel knows UTF-8.
	BOM bool
}

// Write writes the answer of an entry.
func Write(w io.Writer, f Format, e *result.Entry, r *result.Result, o Options) error {
	return write(w, f, matter{
		document: func() *document { return resultDocument(e, r, o) },
		about:    about{title: e.Label, question: e.Question, method: e.Citation},
		answer:   r, whole: r,
		lines: func(w io.Writer) error { return resultLines(w, r) },
	}, o)
}

// WriteWhy writes the explanation of one number.
func WriteWhy(w io.Writer, f Format, why *result.Why, o Options) error {
	return write(w, f, matter{
		document: func() *document { return whyDocument(why, o) },
		about:    about{title: why.Label, method: why.Citation},
		answer:   whyAnswer(why), whole: why,
		lines: func(w io.Writer) error { return whyLines(w, why) },
	}, o)
}

// WriteStory writes a story.
func WriteStory(w io.Writer, f Format, s *Story, o Options) error {
	return write(w, f, matter{
		document: func() *document { return storyDocument(s, o) },
		about:    about{title: s.Title},
		answer:   s.answer(), whole: s,
		lines: func(w io.Writer) error { return storyLines(w, s) },
	}, o)
}

// matter is what is to be written, in the shapes that formats are made from.
type matter struct {
	document func() *document // for people
	about    about
	answer   *result.Result // tables, and where they come from
	whole    any            // JSON
	lines    func(io.Writer) error
}

// about says what an answer answers.
type about struct {
	title, question class.Label
	method          []string
}

func write(w io.Writer, f Format, m matter, o Options) error {
	switch f {
	case Table:
		return writeText(w, m.document())
	case Markdown:
		return writeMarkdown(w, m.document())
	case Page:
		return writePage(w, m.document())
	case Document:
		return writeDocx(w, m.document())
	case Workbook:
		return writeWorkbook(w, m.about, m.answer, o)
	case CSV:
		return writeCSV(w, m.answer.Tables, o)
	case Parquet:
		return writeParquet(w, m.about, m.answer, o)
	case JSON:
		return writeJSON(w, m.whole)
	case JSONL:
		return m.lines(w)
	}
	panic(fmt.Sprintf("report: no format %q", f))
}

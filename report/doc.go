// Package report writes answers: for people as an aligned table, Markdown or a
// page; for programs as csv, JSON or JSON lines.
//
// All people's formats are made from one document: blocks of sentences, lists
// and grids, in English, Chinese or both. What is assumed and what is wrong with
// the data comes before the numbers, where they come from and how old they are
// after them. All programs' formats carry the exact numbers and the codes as
// text. The same answer gives the same bytes.
//
// # How to add a format
//
// Name it in [Formats]; write a function of a document (for people) or of a
// [result.Result], a [result.Why] and a [Story] (for programs) in a file of its
// own; call it in the three Write functions below.
package report

import (
	"fmt"
	"io"

	"dougong/class"
	"dougong/result"
)

// Format is a way to write an answer.
type Format string

// The formats.
const (
	Table    Format = "table" // aligned, for a terminal
	Markdown Format = "md"
	CSV      Format = "csv"   // one table, exact numbers
	JSON     Format = "json"  // everything, one document
	JSONL    Format = "jsonl" // everything, one line a row; each line has a type
)

// Formats lists the formats in the order of help.
var Formats = []Format{Table, CSV, JSON, JSONL, Markdown}

// Options say how to write.
type Options struct {
	Lang class.Lang
	// Table is the id of the table that CSV writes; empty for the first one.
	Table string
	// BOM puts a byte order mark before CSV, for spreadsheets that would not take
	// it for UTF-8 otherwise.
	BOM bool
	// Year is the present year, from which people's formats tell the age of the
	// data; 0 leaves the age out.
	Year int
	// Data is what --data was, for the commands that an answer suggests; empty
	// for the embedded example.
	Data string
}

// Write writes the answer of an entry.
func Write(w io.Writer, f Format, e *result.Entry, r *result.Result, o Options) error {
	switch f {
	case Table:
		return writeText(w, resultDocument(e, r, o))
	case Markdown:
		return writeMarkdown(w, resultDocument(e, r, o))
	case CSV:
		return writeCSV(w, r.Tables, o)
	case JSON:
		return writeJSON(w, r)
	case JSONL:
		return resultLines(w, r)
	}
	panic(fmt.Sprintf("report: no format %q", f))
}

// WriteWhy writes the explanation of one number.
func WriteWhy(w io.Writer, f Format, why *result.Why, o Options) error {
	switch f {
	case Table:
		return writeText(w, whyDocument(why, o))
	case Markdown:
		return writeMarkdown(w, whyDocument(why, o))
	case CSV:
		return whyCSV(w, why, o)
	case JSON:
		return writeJSON(w, why)
	case JSONL:
		return whyLines(w, why)
	}
	panic(fmt.Sprintf("report: no format %q", f))
}

// WriteStory writes a story.
func WriteStory(w io.Writer, f Format, s *Story, o Options) error {
	switch f {
	case Table:
		return writeText(w, storyDocument(s, o))
	case Markdown:
		return writeMarkdown(w, storyDocument(s, o))
	case CSV:
		return writeCSV(w, s.tables(), o)
	case JSON:
		return writeJSON(w, s)
	case JSONL:
		return storyLines(w, s)
	}
	panic(fmt.Sprintf("report: no format %q", f))
}

// Package sheet answers "how do the rows of one labelled text file become a
// system?" It holds what the readers of single published files share: the next
// row that must come, origins, labels, totals that are checked, cells that are
// missing.
package sheet

import (
	"errors"
	"io"
	"regexp"
	"strconv"

	"dougong/class"
	"dougong/internal/text"
	"dougong/iot"
)

var digits = regexp.MustCompile(`\d+`)

// Year returns the last number of a file name that can be a year, 0 where there
// is none: wiod2013_2011.csv.gz is of 2011.
func Year(name string) int {
	year := 0
	for _, s := range digits.FindAllString(name, -1) {
		if n, err := strconv.Atoi(s); err == nil && len(s) == 4 && n >= 1900 && n < 2100 {
			year = n
		}
	}
	return year
}

// YearText returns "2011", or "?" for a year not known.
func YearText(year int) string {
	if year == 0 {
		return "?"
	}
	return strconv.Itoa(year)
}

// Next moves to the row that must come next. why says where the order comes
// from: "as column 4 of the header".
func Next(f *text.File, want, why string) error {
	switch err := f.Next(); {
	case errors.Is(err, io.EOF):
		return f.Fail("ends after row %d; want row %q next%s; the file is truncated, or a block is missing", f.Row()-1, want, why)
	case err != nil:
		return err
	}
	got, err := f.Text(1)
	if err != nil {
		return err
	}
	if got != want {
		return f.FailRow("got row %q; want %q%s; keep the rows in that order", got, want, why)
	}
	return nil
}

// AsColumn says that the order of rows is that of a column.
func AsColumn(col int) string { return ", as column " + strconv.Itoa(col) + " of the header" }

// Origin returns the origin of a block of the file. It is complete once the
// file has been read to its end.
func Origin(f *text.File, rows, cols iot.Lines) iot.Origin {
	sum, _ := f.SHA256()
	return iot.Origin{File: f.Place(), SHA256: sum, Rows: rows, Cols: cols}
}

// Finish makes the system: it adds the file, the missing cells and what every
// reader notices, and checks that the blocks fit together. f must have been
// read to its end.
func Finish(f *text.File, s iot.System) (*iot.System, error) {
	sum, bytes := f.SHA256()
	s.Files = []iot.File{{Name: f.Name, SHA256: sum, Bytes: bytes}}
	s.MissingCells = missing(f, &s)
	if s.Year == 0 {
		s.ReadFindings = append(s.ReadFindings, iot.Finding{
			ID: "year-unknown", Level: iot.Note, Unit: iot.RatioUnit,
			Text:   class.Label{En: "the file name does not say the year of the table", Zh: "文件名没有给出表的年份"},
			Remedy: class.Label{En: "pass --year", Zh: "请用 --year 指定"},
		})
	}
	s.ReadFindings = append(s.ReadFindings, Notice(&s)...)
	sys, err := iot.NewSystem(s)
	if err != nil {
		return nil, &text.Error{File: f.Name, Message: "blocks do not fit together", Err: err}
	}
	return sys, nil
}

// Notice returns what can be seen from the blocks of any system: negative
// output, codes without names.
func Notice(s *iot.System) []iot.Finding {
	return append(negativeOutput(s), missingLabels(s)...)
}

// Noticed reports whether a finding is one of [Notice], which comes again
// whenever the system is read.
func Noticed(f iot.Finding) bool { return f.ID == "negative-output" || f.ID == "missing-label" }

func negativeOutput(s *iot.System) []iot.Finding {
	var found []iot.Finding
	for i, x := range s.Output {
		if x < 0 {
			k := s.Industries.Key(i)
			found = append(found, iot.Finding{
				ID: "negative-output", Level: iot.Fault, Block: "Output", Row: &k, Place: place(s.OutputOrigin, i, 0),
				Got: x, Want: 0, Unit: s.Unit,
				Text:   class.Label{En: "output is negative", Zh: "总产出为负"},
				Remedy: class.Label{En: "check the row in the file; compare it with the publisher's", Zh: "请核对原文件中的这一行，并与发布机构的数据比较"},
			})
		}
	}
	return found
}

func place(o iot.Origin, i, j int) *iot.Place {
	if at, _ := o.Cells(i, j, 1); len(at) == 1 {
		return &at[0]
	}
	return nil
}

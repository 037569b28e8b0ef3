package text

import (
	"bytes"
	"io"
	"regexp"
	"strconv"
	"strings"
)

func itoa(n int) string { return strconv.Itoa(n) }

// Header returns the first record as the column labels. Labels that are not
// empty must be distinct.
func (f *File) Header() ([]string, error) {
	if f.head != nil {
		return f.head, nil
	}
	switch err := f.Next(); {
	case err == io.EOF:
		return nil, f.Fail("is empty; want a header row and rows of numbers")
	case err != nil:
		return nil, err
	}
	head := make([]string, len(f.cells))
	at := make(map[string]int, len(head))
	for i := range head {
		label, err := f.Text(i + 1)
		if err != nil {
			return nil, err
		}
		if first, ok := at[label]; ok && label != "" {
			return nil, f.FailCell(i+1, "%q is also the label of column %d; want distinct labels", shorten(label), first)
		}
		head[i], at[label] = label, i+1
	}
	f.head = head
	return head, nil
}

// Row returns the number of the current row, from 1.
func (f *File) Row() int { return f.row }

// Width returns the number of cells of the current record.
func (f *File) Width() int { return len(f.cells) }

// Precision returns the most decimals, and the most digits in all, that a number
// read so far was printed with.
func (f *File) Precision() (decimals, digits int) { return f.print.decimals, f.print.digits }

// Blanks returns the cells read so far that are not available.
func (f *File) Blanks() []Blank { return f.blanks }

func (f *File) field(col int) []byte {
	s := f.cells[col-1]
	return f.buf[s.start:s.end]
}

// Text returns a cell as text, without the spaces around it.
func (f *File) Text(col int) (string, error) {
	s, err := f.decode(f.field(col))
	if err != nil {
		return "", f.misfit()
	}
	return strings.TrimSpace(s), nil
}

// Floats reads len(dst) numbers of the current record from column first on.
func (f *File) Floats(dst []float64, first int) error {
	for j := range dst {
		s := f.cells[first-1+j]
		v, p, ok := number(f.buf[s.start:s.end])
		if !ok || !fits(v) {
			var err error
			if v, err = f.odd(first + j); err != nil {
				return err
			}
		}
		if p.decimals > f.print.decimals {
			f.print.decimals = p.decimals
		}
		if p.digits > f.print.digits {
			f.print.digits = p.digits
		}
		dst[j] = v
	}
	return nil
}

// Float reads one number of the current record.
func (f *File) Float(col int) (float64, error) {
	var v [1]float64
	err := f.Floats(v[:], col)
	return v[0], err
}

// odd reads a cell that is not a plain number: one with spaces around it, a
// token for "not available", or a fault.
func (f *File) odd(col int) (float64, error) {
	cell := bytes.TrimSpace(f.field(col))
	if v, _, ok := number(cell); ok && fits(v) {
		return v, nil
	}
	s, err := f.decode(cell)
	if err != nil {
		return 0, f.misfit()
	}
	if f.missing[s] {
		f.blanks = append(f.blanks, Blank{Row: f.row, Col: col, Token: s})
		return 0, nil
	}
	return 0, f.FailCell(col, "%s", f.fault(s))
}

var (
	thousands = regexp.MustCompile(`^[-+]?\d{1,3}([ ,'\x{a0}\x{202f}]\d{3})+(\.\d*)?$`)
	comma     = regexp.MustCompile(`^[-+]?\d+,\d+([eE][-+]?\d+)?$`)
	endless   = regexp.MustCompile(`(?i)^[-+]?(nan|inf|infinity|1\.#(inf|ind|qnan))$`)
)

// fault says why a text is not a number, and what to do.
func (f *File) fault(s string) string {
	q := strconv.Quote(shorten(s))
	token := s
	if strings.ContainsAny(s, " '\"") || s == "" {
		token = `"` + s + `"`
	}
	switch {
	case s == "":
		return `is empty; want a number; pass --missing "" to read empty cells as missing`
	case thousands.MatchString(s):
		return q + " has thousands separators; want plain digits; save the numbers without them"
	case comma.MatchString(s):
		return q + " has a decimal comma; want a decimal point; save the numbers with one"
	case tooLarge(s):
		return q + " is too large; want at most 1e100"
	case endless.MatchString(s):
		return q + " is not a finite number; pass --missing " + token + " to read it as missing"
	case strings.HasPrefix(s, "#"):
		return q + " is an error of a spreadsheet, not a number; repair the formula, or pass --missing " + token + " to read it as missing"
	case strings.ContainsRune(s, '−'):
		return q + " has a minus sign that is not the ASCII one; want -"
	}
	return q + " is not a number; pass --missing " + shorten(token) + " to read it as missing"
}

// End wants no further record, and so sees the end of the file and its
// checksum. last says what the last row wanted is.
func (f *File) End(last string) error {
	switch err := f.Next(); {
	case err == io.EOF:
		return nil
	case err != nil:
		return err
	}
	return f.FailRow("stands behind %s; want no more rows", last)
}

package text

import (
	"encoding/binary"
	"errors"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
)

// coding is how text beyond ASCII is written. Numbers and delimiters are ASCII
// in all of them: no byte of a GBK character is a comma, a quote or a line break.
type coding int

const (
	undecided coding = iota // only ASCII so far
	utf8Text
	gbkText
)

func (c coding) String() string { return [...]string{"ASCII", "UTF-8", "GBK"}[c] }

var errCoding = errors.New("neither UTF-8 nor GBK")

// judge decides the coding from a stretch of text that may end inside a
// character.
func judge(b []byte) coding {
	for cut := range min(4, len(b)) {
		if utf8.Valid(b[:len(b)-cut]) {
			return utf8Text
		}
	}
	for cut := range min(4, len(b)) {
		if _, err := decodeGBK(b[:len(b)-cut]); err == nil {
			return gbkText
		}
	}
	return undecided
}

// decodeGBK reads GBK by its superset GB 18030.
func decodeGBK(b []byte) (string, error) {
	s, err := simplifiedchinese.GB18030.NewDecoder().Bytes(b)
	if err != nil || strings.ContainsRune(string(s), utf8.RuneError) {
		return "", errCoding
	}
	return string(s), nil
}

// decode returns the text of a cell.
func (f *File) decode(b []byte) (string, error) {
	switch {
	case ascii(b):
		return string(b), nil
	case f.coding == gbkText:
		return decodeGBK(b)
	case utf8.Valid(b):
		return string(b), nil
	}
	return "", errCoding
}

// fits settles the coding at the first record beyond ASCII, looking at all that
// is in the buffer, and says whether the record is in it.
func (f *File) fits(record, ahead []byte) bool {
	if ascii(record) {
		return true
	}
	if f.coding == undecided {
		f.coding = judge(ahead)
	}
	if f.coding == undecided { // the fault may be further on: settle for this record
		f.coding = judge(record)
	}
	switch f.coding {
	case utf8Text:
		return utf8.Valid(record)
	case gbkText:
		_, err := decodeGBK(record)
		return err == nil
	}
	return false
}

// misfit returns the first cell that is not in the coding of the file.
func (f *File) misfit() error {
	for col := 1; col <= len(f.cells); col++ {
		if _, err := f.decode(f.field(col)); err == nil {
			continue
		}
		if f.coding == undecided {
			return f.FailCell(col, "%q is neither UTF-8 nor GBK; save the file as csv UTF-8", shorten(string(f.field(col))))
		}
		return f.FailCell(col, "%q is not %s, as the text before it is; save the whole file as csv UTF-8", shorten(string(f.field(col))), f.coding)
	}
	return nil
}

func ascii(b []byte) bool {
	for len(b) >= 8 {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return false
		}
	}
	return true
}

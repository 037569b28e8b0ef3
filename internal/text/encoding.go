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
// character: UTF-8 if it is that throughout, else GBK if that holds for longer.
// Chinese in GBK passes for UTF-8 of two bytes now and then, never long for
// UTF-8 of three: text that begins with such characters is UTF-8 with a fault.
func judge(b []byte) coding {
	n, threes := prefixUTF8(b)
	gbk := prefixGBK(b)
	switch {
	case n+3 >= len(b) && !utf8.FullRune(b[n:]), n == len(b), threes > 0:
		return utf8Text
	case gbk > n:
		return gbkText
	case n > gbk:
		return utf8Text
	}
	return undecided
}

// prefixUTF8 returns how many bytes are valid UTF-8, and how many of the
// characters in them take three bytes.
func prefixUTF8(b []byte) (n, threes int) {
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if r == utf8.RuneError && size == 1 {
			break
		}
		if size == 3 {
			threes++
		}
		n += size
	}
	return n, threes
}

// prefixGBK returns how many bytes have the form of GB 18030.
func prefixGBK(b []byte) int {
	at := func(i int) byte {
		if i < len(b) {
			return b[i]
		}
		return 0
	}
	n := 0
	for n < len(b) {
		lead, trail := b[n], at(n+1)
		switch {
		case lead < 0x80:
			n++
		case lead == 0x80 || lead == 0xff:
			return n
		case trail >= 0x40 && trail != 0x7f && trail != 0xff:
			n += 2
		case trail >= '0' && trail <= '9' && at(n+2) > 0x80 && at(n+2) < 0xff && at(n+3) >= '0' && at(n+3) <= '9':
			n += 4
		default:
			return n
		}
	}
	return n
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

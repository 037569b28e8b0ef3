package text

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
)

// begin skips the byte order mark and finds the delimiter in the first record.
func (f *File) begin() error {
	if err := f.fill(4096); err != nil {
		return err
	}
	switch lead := f.buf[f.start:f.end]; {
	case bytes.HasPrefix(lead, []byte("\xef\xbb\xbf")):
		f.start, f.coding = f.start+3, utf8Text
	case bytes.HasPrefix(lead, []byte("\xff\xfe")), bytes.HasPrefix(lead, []byte("\xfe\xff")):
		return f.Fail("is UTF-16 text; save it as csv UTF-8")
	case bytes.HasPrefix(bytes.TrimSpace(lead), []byte("<")):
		return f.Fail("is a web page or XML, not a table; fetch the file itself")
	}
	line := f.buf[f.start:f.end]
	if i := bytes.IndexByte(line, '\n'); i >= 0 {
		line = line[:i]
	}
	f.delimiter = ','
	for _, d := range []byte(";\t") {
		if bytes.Count(line, []byte{d}) > bytes.Count(line, []byte{f.delimiter}) {
			f.delimiter = d
		}
	}
	return nil
}

// fill reads until want bytes lie in the buffer or the text ends.
func (f *File) fill(want int) error {
	if f.start > 0 && (f.start == f.end || f.start+want > len(f.buf)) {
		f.end = copy(f.buf, f.buf[f.start:f.end])
		f.start = 0
	}
	for f.end-f.start < want && !f.eof {
		if f.end == len(f.buf) {
			f.buf = append(f.buf, make([]byte, len(f.buf))...)
		}
		if err := f.ctx.Err(); err != nil {
			return err
		}
		n, err := f.source.Read(f.buf[f.end:])
		f.end += n
		f.text += int64(n)
		switch {
		case err == io.EOF:
			f.eof = true
		case err != nil:
			return f.unreadable(err)
		}
		if f.text > f.limits.Bytes {
			return f.Fail("holds more than %d bytes of text; raise the limit to read it", f.limits.Bytes)
		}
		if f.text > 64<<20 && f.text > f.limits.Ratio*f.stored.n {
			return f.Fail("unpacks to more than %d times its size; this is no table", f.limits.Ratio)
		}
	}
	return nil
}

// unreadable names what is wrong with the bytes behind the text.
func (f *File) unreadable(err error) error {
	e := &Error{File: f.Name, Message: "cannot be read on", Err: err}
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		e.Message = "the compressed data end too early: the file is truncated; fetch it again"
	case errors.Is(err, gzip.ErrChecksum):
		e.Message = "the checksum does not fit: the file is damaged; fetch it again"
	case errors.Is(err, gzip.ErrHeader):
		e.Message = "something follows the compressed data; fetch it again"
	}
	if f.row > 0 {
		e.Message = "after row " + itoa(f.row) + ": " + e.Message
	}
	return e
}

// Next moves to the next record. It returns [io.EOF] at the end, also where
// only blank records follow. After [File.Header] every record must have as many
// cells as the header.
func (f *File) Next() error {
	blank, err := f.record()
	if err != nil {
		return err
	}
	if blank {
		return f.onlyBlanks()
	}
	if f.head != nil && len(f.cells) != len(f.head) {
		cut := ""
		if f.eof && f.start == f.end && len(f.cells) < len(f.head) {
			cut = "; the file ends here: it may be truncated"
		}
		return f.FailRow("got %d cells; want %d as in the header%s", len(f.cells), len(f.head), cut)
	}
	return nil
}

// onlyBlanks wants nothing but blank records up to the end.
func (f *File) onlyBlanks() error {
	at := f.row
	for {
		blank, err := f.record()
		if err != nil {
			return err
		}
		if !blank {
			f.row, f.cells = at, nil
			return f.FailRow("is blank and more rows follow; take the blank row out")
		}
	}
}

// record reads one record and splits it into cells.
func (f *File) record() (blank bool, err error) {
	f.row++
	length, next, err := f.measure()
	if err != nil {
		return false, err
	}
	rec := f.buf[f.start : f.start+length]
	rec = bytes.TrimSuffix(rec, []byte("\r"))
	f.cells = f.cells[:0]
	good := f.fits(rec, f.buf[f.start:f.end])
	if bytes.IndexByte(rec, '"') >= 0 {
		err = f.splitQuoted(f.start, f.start+len(rec))
	} else {
		err = f.split(f.start, f.start+len(rec))
	}
	f.start += next
	switch {
	case err != nil:
		return false, err
	case !good:
		return false, f.misfit()
	}
	return len(bytes.Trim(rec, string(f.delimiter)+" \t")) == 0, nil
}

// measure finds the end of the record at start: its length without the line
// break, and how far on the next one begins. Line breaks inside quotes belong
// to the record.
func (f *File) measure() (length, next int, err error) {
	seen, quotes := 0, 0
	for {
		window := f.buf[f.start:f.end]
		i := bytes.IndexByte(window[seen:], '\n')
		switch {
		case i >= 0:
			quotes += bytes.Count(window[seen:seen+i], []byte{'"'})
			if quotes%2 == 0 {
				return seen + i, seen + i + 1, nil
			}
			seen += i + 1
		case f.eof && len(window) == 0:
			return 0, 0, io.EOF
		case f.eof:
			return len(window), len(window), nil
		case len(window) > f.limits.Record:
			return 0, 0, f.tooLong()
		default:
			if err := f.fill(len(window) + 1); err != nil {
				return 0, 0, err
			}
		}
		if seen > f.limits.Record {
			return 0, 0, f.tooLong()
		}
	}
}

func (f *File) tooLong() error {
	f.cells = nil
	return f.FailRow("is longer than %d bytes; a quote may never close, or this is no table", f.limits.Record)
}

// split finds the cells of a record without quotes.
func (f *File) split(start, end int) error {
	cell := start
	for i, c := range f.buf[start:end] {
		if c == f.delimiter {
			f.cells = append(f.cells, span{cell, start + i})
			cell = start + i + 1
		}
	}
	f.cells = append(f.cells, span{cell, end})
	return f.checkCells(f.buf[start:end])
}

// splitQuoted finds the cells of a record with quotes, and takes the quotes
// away in place.
func (f *File) splitQuoted(start, end int) error {
	for i := start; ; i++ {
		var err error
		if i < end && f.buf[i] == '"' {
			i, err = f.quoted(i, end)
		} else {
			i, err = f.unquoted(i, end)
		}
		if err != nil {
			return err
		}
		if i >= end {
			return f.checkCells(f.buf[start:end])
		}
	}
}

// quoted takes a cell in quotes; it returns the position behind the cell.
func (f *File) quoted(open, end int) (int, error) {
	w, i := open, open+1
	for {
		if i >= end {
			f.cells = append(f.cells, span{open, w})
			return 0, f.FailCell(len(f.cells), "has a quote that never closes; close it")
		}
		if f.buf[i] == '"' {
			if i+1 >= end || f.buf[i+1] != '"' {
				break
			}
			i++
		}
		f.buf[w] = f.buf[i]
		w, i = w+1, i+1
	}
	f.cells = append(f.cells, span{open, w})
	if i++; i < end && f.buf[i] != f.delimiter {
		return 0, f.FailCell(len(f.cells), "has text behind a closing quote; double the quotes inside a quoted cell")
	}
	return i, nil
}

// unquoted takes a cell without quotes; it returns the position behind the cell.
func (f *File) unquoted(start, end int) (int, error) {
	i := start
	for i < end && f.buf[i] != f.delimiter {
		i++
	}
	f.cells = append(f.cells, span{start, i})
	if bytes.IndexByte(f.buf[start:i], '"') >= 0 {
		return 0, f.FailCell(len(f.cells), "has a quote inside an unquoted cell; put the whole cell in quotes")
	}
	return i, nil
}

// checkCells judges the bytes of a record that has been split.
func (f *File) checkCells(rec []byte) error {
	if len(f.cells) > f.limits.Columns {
		n := len(f.cells)
		f.cells = nil
		return f.FailRow("has %d cells; want at most %d", n, f.limits.Columns)
	}
	nul, cr := bytes.IndexByte(rec, 0) >= 0, bytes.IndexByte(rec, '\r') >= 0
	for col, s := range f.cells {
		cell := f.buf[s.start:s.end]
		switch {
		case len(cell) > f.limits.Cell:
			return f.FailCell(col+1, "holds %d bytes; want at most %d; a quote may never close", len(cell), f.limits.Cell)
		case nul && bytes.IndexByte(cell, 0) >= 0:
			return f.FailCell(col+1, "holds a NUL byte; this is no text file, or UTF-16; save it as csv UTF-8")
		case cr && bytes.IndexByte(cell, '\r') >= 0 && bytes.IndexByte(cell, '\n') < 0:
			return f.FailCell(col+1, "holds a carriage return without a line feed; save the file with Windows or Unix line ends")
		}
	}
	return nil
}

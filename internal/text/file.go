package text

import (
	"archive/zip"
	"bufio"
	"compress/gzip"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"path"
	"strings"
)

// Options say how a file is read. The zero value reads with default limits and
// takes every cell that is not a number for a fault.
type Options struct {
	Missing []string      // cells that stand for "not available"; they read as zero and are listed by [File.Blanks]
	Limits  Limits        // zero fields have defaults
	Read    func(n int64) // is told how many more bytes of the file are read; may be nil
}

// Limits keep a damaged or hostile file from filling the memory.
type Limits struct {
	Bytes   int64 // of text, after decompression: 8 GiB
	Ratio   int64 // text over stored bytes, beyond the first 64 MiB: 300
	Columns int   // cells in a row: 100 000
	Record  int   // bytes in a row: 8 MiB
	Cell    int   // bytes in a cell: 64 KiB
}

func (l Limits) withDefaults() Limits {
	d := Limits{Bytes: 8 << 30, Ratio: 300, Columns: 100_000, Record: 8 << 20, Cell: 64 << 10}
	for _, f := range []struct{ set, to *int }{{&l.Columns, &d.Columns}, {&l.Record, &d.Record}, {&l.Cell, &d.Cell}} {
		if *f.set <= 0 {
			*f.set = *f.to
		}
	}
	for _, f := range []struct{ set, to *int64 }{{&l.Bytes, &d.Bytes}, {&l.Ratio, &d.Ratio}} {
		if *f.set <= 0 {
			*f.set = *f.to
		}
	}
	return l
}

// File is a delimited text file being read, one record after another.
type File struct {
	Name  string // base name, as the user knows it
	Inner string // name of the text file inside a zip

	ctx     context.Context
	options Options
	limits  Limits
	missing map[string]bool
	stored  *stored
	source  io.Reader // the text
	close   []io.Closer

	buf        []byte
	start, end int // unread part of buf
	eof        bool
	text       int64 // bytes of text read

	delimiter byte
	coding    coding
	row       int
	cells     []span // of the current record
	head      []string
	print     printed // the most exact of the numbers read
	blanks    []Blank
}

type span struct{ start, end int } // in buf

// Blank is a cell that holds one of the tokens for "not available".
type Blank struct {
	Row, Col int // from 1
	Token    string
}

// Open opens a text file, a gzip of one, or a zip with one in it.
func Open(ctx context.Context, fsys fs.FS, name string, o Options) (*File, error) {
	raw, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	f := &File{
		Name: path.Base(name), ctx: ctx, options: o, limits: o.Limits.withDefaults(), missing: map[string]bool{},
		stored: &stored{from: raw, sum: sha256.New(), read: o.Read},
		buf:    make([]byte, roomFor(raw)), close: []io.Closer{raw},
	}
	for _, token := range o.Missing {
		f.missing[strings.TrimSpace(token)] = true
	}
	if err := f.unpack(raw); err != nil {
		f.Close()
		return nil, err
	}
	if err := f.begin(); err != nil {
		f.Close()
		return nil, err
	}
	return f, nil
}

// roomFor returns the size of the read buffer: what a small file needs, or 256 KiB.
func roomFor(raw fs.File) int64 {
	const most = 256 << 10
	if info, err := raw.Stat(); err == nil && info.Size() < most/16 {
		return 4096 + 8*info.Size()
	}
	return most
}

// Close closes the file.
func (f *File) Close() error {
	var errs []error
	for i := len(f.close) - 1; i >= 0; i-- {
		errs = append(errs, f.close[i].Close())
	}
	return errors.Join(errs...)
}

// Place names the file in a place: "t.csv", or "t.zip/t.csv".
func (f *File) Place() string {
	if f.Inner == "" {
		return f.Name
	}
	return f.Name + "/" + f.Inner
}

// SHA256 returns the checksum of the file's bytes as stored, in hexadecimal,
// and their number. Both are those of the whole file once [File.End] has
// returned no error.
func (f *File) SHA256() (sum string, bytes int64) {
	return hex.EncodeToString(f.stored.sum.Sum(nil)), f.stored.n
}

// unpack finds the text in the stored bytes.
func (f *File) unpack(raw fs.File) error {
	in := bufio.NewReaderSize(f.stored, 64<<10)
	magic, err := in.Peek(4)
	if err != nil && err != io.EOF {
		return &Error{File: f.Name, Message: "cannot be read", Err: err}
	}
	switch m := string(magic); {
	case strings.HasPrefix(m, "\x1f\x8b"):
		z, err := gzip.NewReader(in)
		if err != nil {
			return &Error{File: f.Name, Message: "is a damaged gzip file; fetch it again", Err: err}
		}
		f.source, f.close = z, append(f.close, z)
	case m == "PK\x03\x04" || m == "PK\x05\x06":
		return f.unzip(raw, in)
	case m == "\xd0\xcf\x11\xe0":
		return f.Fail("is an old Excel workbook (.xls), not text; save the sheet as csv UTF-8")
	default:
		f.source = in
	}
	return nil
}

// unzip opens the one text file in a zip.
func (f *File) unzip(raw fs.File, in io.Reader) error {
	at, ok := raw.(io.ReaderAt)
	if !ok {
		return f.Fail("is a zip file in a place that cannot be read out of order; unpack it")
	}
	if _, err := io.Copy(io.Discard, in); err != nil {
		return &Error{File: f.Name, Message: "cannot be read", Err: err}
	}
	z, err := zip.NewReader(at, f.stored.n)
	if err != nil {
		return &Error{File: f.Name, Message: "is a damaged zip file; fetch it again", Err: err}
	}
	var found []*zip.File
	var names []string
	for _, entry := range z.File {
		if entry.Name == "xl/workbook.xml" {
			return f.Fail("is an Excel workbook (.xlsx), not text; save the sheet as csv UTF-8")
		}
		switch strings.ToLower(path.Ext(entry.Name)) {
		case ".csv", ".txt", ".tab", ".tsv":
			if !strings.HasPrefix(path.Base(entry.Name), ".") {
				found, names = append(found, entry), append(names, entry.Name)
			}
		}
	}
	if len(found) != 1 {
		return f.Fail("holds %d text files%s; want one; unpack it and name the file", len(found), listed(names))
	}
	r, err := found[0].Open()
	if err != nil {
		return &Error{File: f.Name, Message: found[0].Name + " in it cannot be read", Err: err}
	}
	f.Inner, f.source, f.close = path.Base(found[0].Name), r, append(f.close, r)
	return nil
}

func listed(names []string) string {
	switch {
	case len(names) == 0:
		return ""
	case len(names) > 4:
		return fmt.Sprintf(" (%s and %d more)", strings.Join(names[:3], ", "), len(names)-3)
	}
	return " (" + strings.Join(names, ", ") + ")"
}

// stored reads, counts and sums the bytes of the file as it stands.
type stored struct {
	from io.Reader
	sum  hash.Hash
	n    int64
	read func(int64)
}

func (s *stored) Read(p []byte) (int, error) {
	n, err := s.from.Read(p)
	s.sum.Write(p[:n])
	s.n += int64(n)
	if s.read != nil && n > 0 {
		s.read(int64(n))
	}
	return n, err
}

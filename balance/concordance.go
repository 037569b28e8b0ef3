package balance

import (
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"dougong/class"
	"dougong/internal/suggest"
)

// Concordance puts codes into groups: a csv file with the columns code and
// group, and if wanted label_en and label_zh, the names of the groups.
//
//	code,group,label_en,label_zh
//	AUT,EUO,Other EU,其他欧盟
//	BEL,EUO,,
//
// Groups stand in the order in which the file names them first.
type Concordance struct {
	File   string // base name
	SHA256 string
	// Keep lets codes that the file does not list keep their own code; otherwise
	// each code of the table must be listed.
	Keep bool

	codes  []string
	entry  map[string]entry
	groups []string
	labels map[string]class.Label
}

type entry struct {
	group string
	row   int // of the file, from 1
}

// ConcordanceError is a fault of a concordance file.
type ConcordanceError struct {
	File string
	Row  int // of the file, from 1; 0 for the whole file
	Text string
}

func (e *ConcordanceError) Error() string {
	if e.Row == 0 {
		return e.File + ": " + e.Text
	}
	return fmt.Sprintf("%s: row %d: %s", e.File, e.Row, e.Text)
}

// OpenConcordance reads a concordance from a file.
func OpenConcordance(path string) (*Concordance, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	c, err := ReadConcordance(filepath.Base(path), strings.NewReader(string(data)))
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	c.SHA256 = hex.EncodeToString(sum[:])
	return c, nil
}

// ReadConcordance reads a concordance; name is the file's name in messages.
// Errors of the file are a *[ConcordanceError].
func ReadConcordance(name string, from io.Reader) (*Concordance, error) {
	c := &Concordance{File: name, entry: map[string]entry{}, labels: map[string]class.Label{}}
	r := csv.NewReader(from)
	r.Comment = '#'
	r.TrimLeadingSpace = true
	head, err := r.Read()
	if err == io.EOF {
		return nil, c.fault(0, "got an empty file; want a first row with the columns code and group")
	}
	if err != nil {
		return nil, c.syntax(err)
	}
	at, err := c.columns(head, row(r))
	if err != nil {
		return nil, err
	}
	for {
		record, err := r.Read()
		if err == io.EOF {
			break
		}
		if err != nil {
			return nil, c.syntax(err)
		}
		if err := c.add(at, record, row(r)); err != nil {
			return nil, err
		}
	}
	if len(c.codes) == 0 {
		return nil, c.fault(0, "got no code; want one row a code, with its group")
	}
	return c, nil
}

func row(r *csv.Reader) int {
	line, _ := r.FieldPos(0)
	return line
}

func (c *Concordance) fault(row int, format string, args ...any) error {
	return &ConcordanceError{File: c.File, Row: row, Text: fmt.Sprintf(format, args...)}
}

func (c *Concordance) syntax(err error) error {
	var p *csv.ParseError
	if errors.As(err, &p) {
		if p.Err == csv.ErrFieldCount {
			return c.fault(p.Line, "the number of fields is not that of the first row; write one field a column, or put quotes around a text with commas")
		}
		return c.fault(p.Line, "column %d: %v", p.Column, p.Err)
	}
	return fmt.Errorf("%s: %w", c.File, err)
}

var columnNames = []string{"code", "group", "label_en", "label_zh"}

// columns finds the position of each column of the file, -1 for none.
func (c *Concordance) columns(head []string, row int) (map[string]int, error) {
	at := map[string]int{"code": -1, "group": -1, "label_en": -1, "label_zh": -1}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	for i, name := range head {
		name = strings.ToLower(strings.TrimSpace(name))
		before, known := at[name]
		switch {
		case !known:
			return nil, c.fault(row, "got a column %q; want code, group, label_en, label_zh%s", name,
				suggest.Phrase(suggest.Nearest(name, columnNames, 1)))
		case before >= 0:
			return nil, c.fault(row, "column %q stands there twice; want it once", name)
		}
		at[name] = i
	}
	for _, name := range columnNames[:2] {
		if at[name] < 0 {
			return nil, c.fault(row, "no column %q; want code and group, in the first row", name)
		}
	}
	return at, nil
}

func (c *Concordance) add(at map[string]int, record []string, row int) error {
	field := func(name string) string {
		if at[name] < 0 {
			return ""
		}
		return strings.TrimSpace(record[at[name]])
	}
	code, group := field("code"), field("group")
	switch before, twice := c.entry[code]; {
	case code == "":
		return c.fault(row, "no code; want the code of a row of the table")
	case group == "":
		return c.fault(row, "code %q has no group; want one, or no such row and the codes left over kept", code)
	case twice:
		return c.fault(row, "code %q stands on row %d too, in group %q; want each code once", code, before.row, before.group)
	}
	if _, known := c.labels[group]; !known {
		c.groups = append(c.groups, group)
	}
	label, err := c.label(group, class.Label{En: field("label_en"), Zh: field("label_zh")}, row)
	if err != nil {
		return err
	}
	c.codes, c.entry[code], c.labels[group] = append(c.codes, code), entry{group, row}, label
	return nil
}

// label joins what several rows say of the name of a group.
func (c *Concordance) label(group string, new class.Label, row int) (class.Label, error) {
	l := c.labels[group]
	for _, text := range []struct{ had, new *string }{{&l.En, &new.En}, {&l.Zh, &new.Zh}} {
		if *text.had != "" && *text.new != "" && *text.had != *text.new {
			return l, c.fault(row, "group %q: got the label %q; want %q as above", group, *text.new, *text.had)
		}
		if *text.new != "" {
			*text.had = *text.new
		}
	}
	return l, nil
}

// Groups returns the groups in the order of the file.
func (c *Concordance) Groups() []string { return c.groups }

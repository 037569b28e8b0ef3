package class

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"dougong/internal/suggest"
)

// TagsError says what is wrong in a tag file, where, and what to do.
type TagsError struct {
	Name    string
	Line    int // from 1; 0 where the file as a whole is meant
	Column  int // column of the csv, from 1; 0 where the line as a whole is meant
	Problem string
}

func (e *TagsError) Error() string {
	switch {
	case e.Line == 0:
		return e.Name + ": " + e.Problem
	case e.Column == 0:
		return fmt.Sprintf("%s: line %d: %s", e.Name, e.Line, e.Problem)
	}
	return fmt.Sprintf("%s: line %d, column %d: %s", e.Name, e.Line, e.Column, e.Problem)
}

// tagColumns are the columns of a tag file; only the first two are required.
var tagColumns = []string{"group", "sector", "weight", "group_en", "group_zh"}

// A tag file is a few lines a group; these bounds only stop what is none.
const (
	maxTagBytes   = 1 << 24
	maxTagMembers = 1 << 20 // ranges make many of one line
)

// ReadTags reads a tag layer from a csv in UTF-8. name stands in messages.
//
//	# en: whose definitions these are
//	# zh: 口径说明
//	group,sector,weight,group_en,group_zh
//	digital,,,Digital core,数字核心产业
//	digital,20
//	digital,125..129,0.5
//
// Columns may stand in any order; group and sector are required. A row without
// a sector only names its group, so a group may be empty. Two codes of equally
// many digits with ".." between them stand for all codes from the first to the
// last. The weight is the share of the sector in the group, 1 where nothing
// stands. Fields may be left off at the end of a row. The error is a *TagsError.
func ReadTags(name string, r io.Reader) (*Tags, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxTagBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	text = bytes.TrimPrefix(text, []byte("\ufeff"))
	if len(text) > maxTagBytes {
		return nil, &TagsError{Name: name, Problem: "longer than 16 MiB; want a tag file, a few lines a group"}
	}
	if line := badUTF8(text); line > 0 {
		return nil, &TagsError{Name: name, Line: line, Problem: "not UTF-8; save the file as UTF-8"}
	}
	t := &Tags{name: name, note: noteOf(text), labels: map[string]Label{}, at: map[membership]int{}}
	p := &tagParser{name: name, tags: t, csv: csv.NewReader(bytes.NewReader(text))}
	p.csv.Comment = '#'
	p.csv.FieldsPerRecord = -1
	if err := p.parse(); err != nil {
		return nil, err
	}
	for _, g := range t.groups {
		if t.labels[g] == (Label{}) {
			t.labels[g] = Label{En: g}
		}
	}
	return t, nil
}

// badUTF8 returns the line of the first byte that is not UTF-8, 0 for none.
func badUTF8(text []byte) int {
	if utf8.Valid(text) {
		return 0
	}
	for i, line := range bytes.Split(text, []byte("\n")) {
		if !utf8.Valid(line) {
			return i + 1
		}
	}
	return 1
}

// noteOf reads the note from the comments before the header.
func noteOf(text []byte) Label {
	var note Label
	for line := range strings.Lines(string(text)) {
		comment, ok := strings.CutPrefix(strings.TrimSpace(line), "#")
		if !ok {
			break
		}
		comment = strings.TrimSpace(comment)
		if en, ok := strings.CutPrefix(comment, "en:"); ok {
			note.En = strings.TrimSpace(en)
		}
		if zh, ok := strings.CutPrefix(comment, "zh:"); ok {
			note.Zh = strings.TrimSpace(zh)
		}
	}
	return note
}

type tagParser struct {
	name   string
	tags   *Tags
	csv    *csv.Reader
	column map[string]int // column name → field, from 0
	rec    []string
}

func (p *tagParser) parse() error {
	if err := p.next(); err == io.EOF {
		return &TagsError{Name: p.name, Problem: "empty; want the header " + strings.Join(tagColumns, ",")}
	} else if err != nil {
		return err
	}
	if err := p.header(); err != nil {
		return err
	}
	for {
		if err := p.next(); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		if err := p.row(); err != nil {
			return err
		}
	}
}

func (p *tagParser) next() (err error) {
	p.rec, err = p.csv.Read()
	var bad *csv.ParseError
	if errors.As(err, &bad) {
		return &TagsError{Name: p.name, Line: bad.Line, Problem: bad.Err.Error() + "; mend the quotes"}
	}
	for i := range p.rec {
		p.rec[i] = strings.TrimSpace(p.rec[i])
	}
	return err
}

// fail makes an error about a field of the current row; -1 means the whole row.
func (p *tagParser) fail(field int, format string, args ...any) error {
	line, _ := p.csv.FieldPos(max(field, 0))
	return &TagsError{Name: p.name, Line: line, Column: field + 1, Problem: fmt.Sprintf(format, args...)}
}

func (p *tagParser) header() error {
	p.column = map[string]int{}
	for i, c := range p.rec {
		if !slices.Contains(tagColumns, c) {
			return p.fail(i, "unknown column %q%s; want columns of %s",
				c, suggest.Phrase(suggest.Nearest(c, tagColumns, 1)), strings.Join(tagColumns, ","))
		}
		if _, ok := p.column[c]; ok {
			return p.fail(i, "column %q stands twice; want it once", c)
		}
		p.column[c] = i
	}
	for _, c := range tagColumns[:2] {
		if _, ok := p.column[c]; !ok {
			return p.fail(-1, "no column %q; want %s", c, strings.Join(tagColumns, ","))
		}
	}
	return nil
}

// field returns a field of the row, empty where the row or the file has none,
// and its place.
func (p *tagParser) field(column string) (string, int) {
	i, ok := p.column[column]
	if !ok || i >= len(p.rec) {
		return "", -1
	}
	return p.rec[i], i
}

func (p *tagParser) row() error {
	if len(p.rec) > len(p.column) {
		return p.fail(len(p.column), "got %d fields; want at most %d, as in the header", len(p.rec), len(p.column))
	}
	group, at := p.field("group")
	if group == "" {
		return p.fail(at, "no group; give every row its group")
	}
	if err := p.label(group); err != nil {
		return err
	}
	weight, at := p.field("weight")
	sector, sectorAt := p.field("sector")
	if sector == "" {
		if weight != "" {
			return p.fail(at, "group %q: weight %q without a sector; give the sector", group, weight)
		}
		return nil
	}
	w, err := parseWeight(weight)
	if err != nil {
		return p.fail(at, "group %q, sector %q: weight: %v", group, sector, err)
	}
	codes, err := expand(sector)
	if err != nil {
		return p.fail(sectorAt, "group %q: %v", group, err)
	}
	for _, code := range codes {
		if err := p.add(membership{group, code}, w, sectorAt); err != nil {
			return err
		}
	}
	return nil
}

func (p *tagParser) add(m membership, w float64, field int) error {
	t := p.tags
	if first, ok := t.at[m]; ok {
		return p.fail(field, "group %q has sector %q already, on line %d; keep one of them", m.group, m.sector, t.members[first].line)
	}
	if len(t.members) == maxTagMembers {
		return p.fail(field, "more than %d memberships; want a tag file, a few lines a group", maxTagMembers)
	}
	line, _ := p.csv.FieldPos(0)
	t.at[m] = len(t.members)
	t.members = append(t.members, member{m, w, line})
	return nil
}

// label notes the group and its name. A name may stand on any row of the group,
// but not two names.
func (p *tagParser) label(group string) error {
	t := p.tags
	known, ok := t.labels[group]
	if !ok {
		t.groups = append(t.groups, group)
	}
	for _, l := range []struct {
		column string
		name   *string
	}{{"group_en", &known.En}, {"group_zh", &known.Zh}} {
		text, at := p.field(l.column)
		if text != "" && *l.name != "" && text != *l.name {
			return p.fail(at, "group %q is called %q and %q; give it one name", group, *l.name, text)
		}
		if text != "" {
			*l.name = text
		}
	}
	t.labels[group] = known
	return nil
}

func parseWeight(text string) (float64, error) {
	if text == "" {
		return 1, nil
	}
	w, err := strconv.ParseFloat(text, 64)
	if err != nil || !(w > 0 && w <= 1) {
		return 0, fmt.Errorf("got %q; want a share above 0 and at most 1, such as 0.25", text)
	}
	return w, nil
}

// expand turns "006..009" into 006 007 008 009, and any other code into itself.
func expand(sector string) ([]string, error) {
	from, to, ok := strings.Cut(sector, "..")
	if !ok {
		return []string{sector}, nil
	}
	a, errA := strconv.ParseUint(from, 10, 16)
	b, errB := strconv.ParseUint(to, 10, 16)
	if errA != nil || errB != nil || len(from) != len(to) || len(from) > 4 || a > b {
		return nil, fmt.Errorf("sectors %q: want two codes of equally many digits, at most 4, the lower first, such as 006..009", sector)
	}
	var codes []string
	for c := a; c <= b; c++ {
		codes = append(codes, fmt.Sprintf("%0*d", len(from), c))
	}
	return codes, nil
}

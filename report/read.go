package report

import (
	"bufio"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// finite refuses what has no place in an answer.
func finite(v float64) (float64, error) {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return 0, fmt.Errorf("got %v; want a number, or a reason why there is none", v)
	}
	return v, nil
}

// ReadJSON reads what [Write] wrote as [JSON].
func ReadJSON(r io.Reader) (*result.Result, error) {
	data, err := readAll(r)
	if err != nil {
		return nil, fmt.Errorf("json: %w", err)
	}
	var answer result.Result
	if err := json.Unmarshal(data, &answer); err != nil {
		return nil, fmt.Errorf("json: %w", err)
	}
	for i, t := range answer.Tables {
		if t == nil {
			return nil, fmt.Errorf("json: table %d: got null; want a table", i+1)
		}
	}
	return &answer, nil
}

// ReadCSV reads a table that [Write] wrote as [CSV], with or without a byte
// order mark. A csv does not say what its columns are; want does, as the
// catalogue has it. Units stand in the head and are taken from there. Names in
// both languages are told by the head; lang is the language of names in one, who
// then have none in the other.
func ReadCSV(r io.Reader, want result.TableSpec, lang class.Lang) (*result.Table, error) {
	from := bufio.NewReader(io.LimitReader(r, mostBytes))
	if lead, _ := from.Peek(len(byteOrderMark)); string(lead) == byteOrderMark {
		_, _ = from.Discard(len(byteOrderMark))
	}
	in := csv.NewReader(from)
	head, err := in.Read()
	if err != nil {
		return nil, fmt.Errorf("csv: head: %w", err)
	}
	t := &result.Table{ID: want.ID, Label: want.Label, Columns: append([]result.Column(nil), want.Columns...)}
	langs, err := readHead(t, head, lang)
	if err != nil {
		return nil, err
	}
	for {
		rec, err := in.Read()
		if err == io.EOF {
			return t, nil
		}
		if err != nil {
			return nil, fmt.Errorf("csv: %w", err)
		}
		cells := make([]result.Value, len(t.Columns))
		at := 1
		for c := range t.Columns {
			for _, lang := range langs[c] {
				if err := readCell(&cells[c], t.Columns[c].Kind, lang, rec[at]); err != nil {
					line, col := in.FieldPos(at)
					return nil, fmt.Errorf("csv: line %d, character %d, column %s: %w", line, col, t.Columns[c].ID, err)
				}
				at++
			}
		}
		t.Add(unescapeCSV(rec[0]), cells...)
	}
}

// readHead finds the columns of a table in the head of a csv, takes their units
// from it, and returns for each column the languages of its cells.
func readHead(t *result.Table, head []string, lang class.Lang) ([][]class.Lang, error) {
	langs := make([][]class.Lang, len(t.Columns))
	at := 1
	next := func() (id, bracket string) {
		if at >= len(head) {
			return "", ""
		}
		id, bracket, _ = strings.Cut(strings.TrimSuffix(head[at], ")"), " (")
		return id, bracket
	}
	for c := range t.Columns {
		col := &t.Columns[c]
		id, bracket := next()
		if id != col.ID {
			return nil, fmt.Errorf("csv: head: column %d: got %q; want %q", at+1, id, col.ID)
		}
		langs[c] = []class.Lang{lang}
		switch {
		case col.Kind == result.Name && bracket == string(class.En):
			langs[c] = []class.Lang{class.En, class.Zh}
			at++
			if id, bracket := next(); id != col.ID || bracket != string(class.Zh) {
				return nil, fmt.Errorf("csv: head: column %d: got %q; want %q", at+1, id, col.ID+" (zh)")
			}
		case col.Kind == result.Number && bracket != "":
			col.Unit = readUnit(bracket, col)
		}
		at++
	}
	if at != len(head) {
		return nil, fmt.Errorf("csv: head: got %d columns; want %d", len(head), at)
	}
	return langs, nil
}

// readUnit is the inverse of [iot.Unit.String] for a unit of the kind that the
// column has.
func readUnit(s string, c *result.Column) iot.Unit {
	kind := c.Unit.Kind
	switch {
	case c.Money:
		kind = iot.Money
	case s == iot.ShareUnit.String() && kind == "":
		kind = iot.Share
	}
	return unitOf(kind, s)
}

func unitOf(kind iot.Kind, s string) iot.Unit {
	u := iot.Unit{Kind: kind}
	if kind != iot.Money && kind != iot.Quantity {
		return u
	}
	prefix, symbol, ok := strings.Cut(s, " ")
	power, err := strconv.Atoi(strings.TrimPrefix(prefix, "10^"))
	switch named, known := map[string]int{"k": 3, "M": 6, "bn": 9}[prefix]; {
	case ok && known:
		u.Power, u.Symbol = named, symbol
	case ok && err == nil && strings.HasPrefix(prefix, "10^"):
		u.Power, u.Symbol = power, symbol
	default:
		u.Symbol = s
	}
	return u
}

// readCell reads one cell of a csv into a value; a name in both languages takes
// two.
func readCell(v *result.Value, kind result.ColumnKind, lang class.Lang, s string) error {
	if why := absence(s); why != "" {
		v.Absent = why
		return nil
	}
	switch kind {
	case result.Code:
		v.Text.En = unescapeCSV(s)
	case result.Name:
		if lang == class.Zh {
			v.Text.Zh = unescapeCSV(s)
		} else {
			v.Text.En = unescapeCSV(s)
		}
	default:
		return readValue(v, kind, s)
	}
	return nil
}

// readValue reads a number or a flag.
func readValue(v *result.Value, kind result.ColumnKind, s string) (err error) {
	if kind == result.Flag {
		v.Flag, err = strconv.ParseBool(s)
	} else if v.Number, err = strconv.ParseFloat(s, 64); err == nil {
		v.Number, err = finite(v.Number)
	}
	var bad *strconv.NumError
	if errors.As(err, &bad) {
		return fmt.Errorf("got %q; want a %s", s, kind)
	}
	return err
}

func unescapeCSV(s string) string { return strings.TrimPrefix(s, "'") }

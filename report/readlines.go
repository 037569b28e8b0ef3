package report

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// ReadJSONL reads what [Write] wrote as [JSONL]. A file without its last line,
// {"type":"end"}, was cut off and is refused.
func ReadJSONL(r io.Reader) (*result.Result, error) {
	l := &lineReader{}
	scan := bufio.NewScanner(io.LimitReader(r, mostBytes))
	scan.Buffer(nil, 64<<20)
	for scan.Scan() {
		if l.ended {
			return nil, fmt.Errorf("jsonl: line %d: got another line; want none after the end", l.n+1)
		}
		if err := l.line(scan.Bytes()); err != nil {
			return nil, fmt.Errorf("jsonl: line %d: %w", l.n+1, err)
		}
		l.n++
	}
	if err := scan.Err(); err != nil {
		return nil, fmt.Errorf("jsonl: line %d: %w", l.n+1, err)
	}
	if !l.ended {
		return nil, fmt.Errorf("jsonl: got %d lines and no end; the file was cut off: write it again", l.n)
	}
	return &l.answer, nil
}

type lineReader struct {
	answer result.Result
	n      int
	ended  bool
}

// line takes one line.
func (l *lineReader) line(data []byte) error {
	var head struct {
		Type  string      `json:"type"`
		Text  class.Label `json:"text"`
		Lines int         `json:"lines"`
	}
	// A finding has a text too, which is a label as well.
	if err := json.Unmarshal(data, &head); err != nil {
		return err
	}
	if (head.Type == "result") != (l.n == 0) {
		return fmt.Errorf("got type %q; want the result first, and once", head.Type)
	}
	a := &l.answer
	switch head.Type {
	case "result":
		err := json.Unmarshal(data, a)
		a.Tables = nil // they have lines of their own
		return err
	case "limit":
		a.Limits = append(a.Limits, head.Text)
	case "headline":
		a.Headline = append(a.Headline, head.Text)
	case "finding":
		a.Findings = append(a.Findings, iot.Finding{})
		return json.Unmarshal(data, &a.Findings[len(a.Findings)-1])
	case "figure":
		a.Figures = append(a.Figures, result.Figure{})
		return json.Unmarshal(data, &a.Figures[len(a.Figures)-1])
	case "table":
		a.Tables = append(a.Tables, &result.Table{})
		return json.Unmarshal(data, a.Tables[len(a.Tables)-1])
	case "row":
		return l.row(data)
	case "end":
		if l.ended = true; head.Lines != l.n {
			return fmt.Errorf("got %d lines; want %d: write it again", l.n, head.Lines)
		}
	default:
		return fmt.Errorf("got type %q; want one of an answer", head.Type)
	}
	return nil
}

// row adds a row to the last table.
func (l *lineReader) row(data []byte) error {
	if len(l.answer.Tables) == 0 {
		return errors.New("got a row; want its table before it")
	}
	t := l.answer.Tables[len(l.answer.Tables)-1]
	var row struct {
		Table  string                     `json:"table"`
		Key    string                     `json:"key"`
		Values map[string]json.RawMessage `json:"values"`
		Absent map[string]result.Absence  `json:"absent"`
	}
	if err := json.Unmarshal(data, &row); err != nil {
		return err
	}
	if row.Table != t.ID {
		return fmt.Errorf("got a row of table %q; want one of %q", row.Table, t.ID)
	}
	cells := make([]result.Value, len(t.Columns))
	for c, col := range t.Columns {
		var err error
		if cells[c], err = col.Parse(row.Values[col.ID], row.Absent[col.ID]); err != nil {
			return fmt.Errorf("column %s: %w", col.ID, err)
		}
	}
	t.Add(row.Key, cells...)
	return nil
}

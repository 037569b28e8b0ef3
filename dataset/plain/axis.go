package plain

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"dougong/class"
	"dougong/internal/suggest"
	"dougong/internal/text"
	"dougong/iot"
)

// list is a csv file with one row for each key of an axis.
type list struct {
	axis   *iot.Axis
	words  map[string][]string  // text columns beside region, item, en and zh
	floats map[string][]float64 // number columns
	column map[string]int       // file columns
	file   iot.File
	place  string
}

// readList reads an axis. words and floats are the columns that must stand
// beside item; optional ones may. region, en and zh always may.
func (r *reader) readList(name, file string, words, floats, optional []string) (*list, error) {
	f, err := text.Open(r.ctx, r.fsys, r.path(file), r.options)
	if err != nil {
		return nil, r.missingFile(file, err)
	}
	defer f.Close()
	l := &list{words: map[string][]string{}, floats: map[string][]float64{}, column: map[string]int{}, place: f.Place()}
	head, err := l.header(f, slices.Concat([]string{"item"}, words, floats), slices.Concat([]string{"region", "en", "zh"}, optional))
	if err != nil {
		return nil, err
	}
	numbers := slices.DeleteFunc(slices.Concat(floats, optional), func(h string) bool { return l.column[h] == 0 })
	var keys []iot.Key
	var labels []class.Label
	seen := map[iot.Key]int{}
	for {
		if err := f.Next(); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			return nil, err
		}
		k, lab, err := l.row(f, words, numbers)
		if err != nil {
			return nil, err
		}
		if first, ok := seen[k]; ok {
			return nil, f.FailRow("%q stands also in row %d; want distinct keys", k, first)
		}
		seen[k] = f.Row()
		keys, labels = append(keys, k), append(labels, lab)
	}
	if len(keys) == 0 {
		return nil, f.Fail("has no rows below the header; want one for each %s", name)
	}
	l.file = r.note(f)
	l.axis = iot.MustAxis(name, keys, labels)
	for _, b := range f.Blanks() {
		r.missing = append(r.missing, iot.MissingCell{Block: numberBlocks[head[b.Col-1]], Row: keys[b.Row-2], Token: b.Token,
			Place: iot.Place{File: l.place, Row: b.Row, Col: b.Col}})
	}
	return l, nil
}

// numberBlocks names number columns of lists as blocks of a system.
var numberBlocks = map[string]string{"output": "Output", "imports": "ImportColumn", "members": "Members"}

// header finds the columns.
func (l *list) header(f *text.File, needed, optional []string) ([]string, error) {
	head, err := f.Header()
	if err != nil {
		return nil, err
	}
	known := slices.Concat(needed, optional)
	for i, h := range head {
		if !slices.Contains(known, h) {
			return nil, f.FailColumn(i+1, "unknown column %q%s; want %s", h, suggest.Phrase(suggest.Nearest(h, known, 1)), strings.Join(known, ", "))
		}
		l.column[h] = i + 1
	}
	for _, h := range needed {
		if l.column[h] == 0 {
			return nil, f.Fail("has no column %q; want %s", h, strings.Join(known, ", "))
		}
	}
	return head, nil
}

// row reads one key with its label and columns.
func (l *list) row(f *text.File, words, numbers []string) (iot.Key, class.Label, error) {
	cell := map[string]string{}
	for _, h := range slices.Concat([]string{"region", "item", "en", "zh"}, words) {
		col := l.column[h]
		if col == 0 {
			continue
		}
		s, err := f.Text(col)
		if err != nil {
			return iot.Key{}, class.Label{}, err
		}
		cell[h] = s
	}
	if cell["item"] == "" {
		return iot.Key{}, class.Label{}, f.FailCell(l.column["item"], "is empty; want a code")
	}
	for _, h := range words {
		l.words[h] = append(l.words[h], cell[h])
	}
	for _, h := range numbers {
		v, err := f.Float(l.column[h])
		if err != nil {
			return iot.Key{}, class.Label{}, err
		}
		l.floats[h] = append(l.floats[h], v)
	}
	return iot.Key{Region: cell["region"], Item: cell["item"]}, class.Label{En: cell["en"], Zh: cell["zh"]}, nil
}

// check returns the first row whose word is none of those known.
func (l *list) check(column string, known []string) error {
	for i, w := range l.words[column] {
		if err := oneOf(w, known); err != nil {
			return &text.Error{File: l.place, Row: i + 2, RowLabel: l.axis.Key(i).String(), Col: l.column[column], ColLabel: column, Message: fmt.Sprint("got ", err)}
		}
	}
	return nil
}

// origin locates a number column as a block.
func (l *list) origin(column string, notes []string) iot.Origin {
	return iot.Origin{File: l.place, SHA256: l.file.SHA256, Rows: iot.Sequence(2, l.axis.Len()), Cols: iot.Sequence(l.column[column], 1), Notes: notes}
}

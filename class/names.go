package class

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"
)

// names is an embedded list of codes and their labels, in the order of the file.
type names struct {
	codes []string
	label map[string]Label
}

// readNames reads a csv with the columns code, en, zh, or code, alias, en, zh
// where a second code of the same thing may stand (an empty alias is none).
// Lines that begin with # are comments.
//
// The file is ours, so its reader is strict: a code without both names, a code
// used twice or a space at an end is an error.
func readNames(file string, text io.Reader) (names, error) {
	n := names{label: map[string]Label{}}
	r := csv.NewReader(text)
	r.Comment = '#'
	header, err := r.Read()
	if err != nil {
		return n, fmt.Errorf("%s: %w", file, err)
	}
	if got := strings.Join(header, ","); got != "code,en,zh" && got != "code,alias,en,zh" {
		return n, fmt.Errorf("%s: columns: got %q; want code,en,zh or code,alias,en,zh", file, got)
	}
	for {
		rec, err := r.Read()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, fmt.Errorf("%s: %w", file, err)
		}
		if err := n.add(rec); err != nil {
			line, _ := r.FieldPos(0)
			return n, fmt.Errorf("%s:%d: %w", file, line, err)
		}
	}
}

func (n *names) add(rec []string) error {
	for _, field := range rec {
		if field != strings.TrimSpace(field) {
			return fmt.Errorf("got %q; want no space at either end", field)
		}
	}
	last := len(rec) - 1
	label := Label{En: rec[last-1], Zh: rec[last]}
	if missing := label.Missing(); len(missing) > 0 {
		return fmt.Errorf("code %q: no name in %v; want both languages", rec[0], missing)
	}
	if rec[0] == "" {
		return fmt.Errorf("%q has no code", label.En)
	}
	for _, code := range rec[:last-1] {
		if code == "" {
			continue
		}
		if other, ok := n.label[code]; ok {
			return fmt.Errorf("code %q: used for %q and %q; want it once", code, other.En, label.En)
		}
		n.label[code] = label
	}
	n.codes = append(n.codes, rec[0])
	return nil
}

// mustNames reads an embedded file.
func mustNames(file string) names {
	f, err := embedded.Open(file)
	if err != nil {
		panic("class: BUG: " + err.Error())
	}
	defer f.Close()
	n, err := readNames(file, f)
	if err != nil {
		panic("class: BUG: embedded " + err.Error())
	}
	return n
}

package study

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"dougong/internal/suggest"
)

// FileError is a fault in a file of a study, with its place.
type FileError struct {
	File      string
	Line, Col int // from 1; 0 where the fault has none
	Text      string
}

func (e *FileError) Error() string {
	if e.Line == 0 {
		return e.File + ": " + e.Text
	}
	return fmt.Sprintf("%s: line %d, column %d: %s", e.File, e.Line, e.Col, e.Text)
}

// node is a value of a TOML file that remembers where it stands. A table has its
// keys as nodes, an array its elements; an array of tables is an array.
type node struct {
	key       string
	line, col int // of the key; of an element, of itself
	kind      unstable.Kind
	text      string // of a scalar, as written; of a string, its value
	nodes     []*node
}

// child returns the value of a key of a table, nil where it has none.
func (n *node) child(key string) *node {
	for _, c := range n.nodes {
		if c.key == key {
			return c
		}
	}
	return nil
}

// parseTOML reads a file into its tree. name is the file's name in messages.
func parseTOML(name string, data []byte) (*node, error) {
	data = []byte(strings.TrimPrefix(string(data), "\ufeff"))
	if err := toml.Unmarshal(data, &map[string]any{}); err != nil { // finds what the grammar allows but TOML does not: keys given twice
		return nil, tomlError(name, data, err)
	}
	p := &unstable.Parser{}
	p.Reset(data)
	root := &node{kind: unstable.Table, line: 1, col: 1}
	at := root
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			at = descend(p, root, e.Key())
		case unstable.ArrayTable:
			at = descend(p, root, e.Key())
			at.kind = unstable.Array
			at.nodes = append(at.nodes, &node{kind: unstable.Table, line: at.line, col: at.col})
			at = at.nodes[len(at.nodes)-1]
			at.line, at.col = position(p, e.Key())
		case unstable.KeyValue:
			keyValue(p, at, e)
		}
	}
	return root, tomlError(name, data, p.Error())
}

// descend walks down a dotted key and makes the tables that are not there; of an
// array of tables it takes the last.
func descend(p *unstable.Parser, from *node, key unstable.Iterator) *node {
	for key.Next() {
		name := string(key.Node().Data)
		next := from.child(name)
		if next == nil {
			at := p.Shape(key.Node().Raw).Start
			next = &node{key: name, kind: unstable.Table, line: at.Line, col: at.Column}
			from.nodes = append(from.nodes, next)
		}
		if next.kind == unstable.Array && !key.IsLast() && len(next.nodes) > 0 {
			next = next.nodes[len(next.nodes)-1]
		}
		from = next
	}
	return from
}

func position(p *unstable.Parser, key unstable.Iterator) (line, col int) {
	key.Next()
	at := p.Shape(key.Node().Raw).Start
	return at.Line, at.Column
}

func keyValue(p *unstable.Parser, table *node, e *unstable.Node) {
	n := descend(p, table, e.Key())
	fill(p, n, e.Value())
}

// fill gives a node the value of a node of the parser.
func fill(p *unstable.Parser, n *node, v *unstable.Node) {
	n.kind, n.text = v.Kind, string(v.Data)
	children := v.Children()
	switch v.Kind {
	case unstable.InlineTable:
		n.kind, n.text = unstable.Table, ""
		for children.Next() {
			keyValue(p, n, children.Node())
		}
	case unstable.Array:
		n.text = ""
		for children.Next() {
			c := &node{line: n.line, col: n.col}
			if raw := children.Node().Raw; raw.Length > 0 {
				at := p.Shape(raw).Start
				c.line, c.col = at.Line, at.Column
			}
			fill(p, c, children.Node())
			n.nodes = append(n.nodes, c)
		}
	}
}

// leadingZero finds a bare code, which TOML takes for a damaged number.
var leadingZero = regexp.MustCompile(`[=\[,]\s*([+-]?0[0-9][0-9A-Za-z.]*)`)

// tomlError places an error of the parser.
func tomlError(name string, data []byte, err error) error {
	if err == nil {
		return nil
	}
	var syntax *toml.DecodeError
	if !errors.As(err, &syntax) {
		return &FileError{File: name, Text: err.Error()}
	}
	line, col := syntax.Position()
	text := strings.TrimPrefix(syntax.Error(), "toml: ")
	if lines := strings.Split(string(data), "\n"); line >= 1 && line <= len(lines) {
		if m := leadingZero.FindStringSubmatch(lines[line-1]); m != nil {
			text = fmt.Sprintf("got the number %s; want a code in quotes: %q", m[1], m[1])
		}
	}
	return &FileError{name, line, col, text}
}

// kindNames say what stands there, for messages.
var kindNames = map[unstable.Kind]string{
	unstable.String: "text", unstable.Integer: "number", unstable.Float: "number", unstable.Bool: "truth value",
	unstable.Array: "list", unstable.Table: "table", unstable.LocalDate: "date", unstable.LocalDateTime: "date",
	unstable.DateTime: "date", unstable.LocalTime: "time",
}

func (n *node) describe() string {
	s := "a " + kindNames[n.kind]
	switch {
	case n.kind == unstable.Integer || n.kind == unstable.Float:
		s = "the number " + n.text
	case n.kind == unstable.Bool:
		s = n.text
	}
	return s
}

// tomlReader takes values out of a tree; all its errors are *FileError.
type tomlReader struct{ file string }

func (r *tomlReader) fail(n *node, format string, args ...any) error {
	return &FileError{r.file, n.line, n.col, fmt.Sprintf(format, args...)}
}

// table checks that a node is a table that has no other keys than these; where
// names it in messages: "[study]".
func (r *tomlReader) table(n *node, where string, keys ...string) error {
	if n.kind != unstable.Table {
		return r.fail(n, "%s: got %s; want a table", where, n.describe())
	}
	for _, c := range n.nodes {
		if !contains(keys, c.key) {
			return r.fail(c, "unknown key %q in %s; want %s%s", c.key, where, strings.Join(keys, ", "), suggest.Phrase(suggest.Nearest(c.key, keys, 2)))
		}
	}
	return nil
}

func contains(list []string, s string) bool {
	for _, t := range list {
		if s == t {
			return true
		}
	}
	return false
}

// str returns text; codes are text too, and a bare number is told to be quoted.
func (r *tomlReader) str(table *node, key string) (string, error) {
	n := table.child(key)
	if n == nil {
		return "", nil
	}
	return r.strOf(n, key)
}

func (r *tomlReader) strOf(n *node, key string) (string, error) {
	switch n.kind {
	case unstable.String:
		return n.text, nil
	case unstable.Integer, unstable.Float, unstable.Bool:
		return "", r.fail(n, "%s: got %s; want it in quotes: %q", key, n.describe(), n.text)
	}
	return "", r.fail(n, "%s: got %s; want text in quotes", key, n.describe())
}

// number returns a whole number, 0 where the key is not there.
func (r *tomlReader) number(table *node, key string) (int, error) {
	n := table.child(key)
	if n == nil {
		return 0, nil
	}
	var v int
	if n.kind == unstable.Integer {
		if _, err := fmt.Sscanf(n.text, "%d", &v); err == nil && fmt.Sprint(v) == n.text {
			return v, nil
		}
		return 0, r.fail(n, "%s: got the number %s; want a whole number in plain digits", key, n.text)
	}
	return 0, r.fail(n, "%s: got %s; want a whole number without quotes", key, n.describe())
}

// strs returns a list of texts.
func (r *tomlReader) strs(table *node, key string) ([]string, error) {
	n := table.child(key)
	if n == nil {
		return nil, nil
	}
	if n.kind != unstable.Array {
		return nil, r.fail(n, "%s: got %s; want a list of texts in quotes", key, n.describe())
	}
	var list []string
	for _, c := range n.nodes {
		s, err := r.strOf(c, key)
		if err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, nil
}

package study

import (
	"bytes"
	"context"
	"fmt"
	"path/filepath"
	"strings"
)

// AddData adds a table to study.toml and to data.lock. Paths of the source are
// seen from the working folder; they are written as seen from the study. The
// rest of study.toml stays as it is.
func (s *Study) AddData(ctx context.Context, name string, src Source) (*Locked, error) {
	if err := checkName("name of the table", name); err != nil {
		return nil, err
	}
	if s.named(name) != nil {
		return nil, fmt.Errorf("%s: table %q is there already; want another name, or dougong data add %s --update to lock it again", studyFile, name, name)
	}
	src, err := src.seenFrom(s.Dir)
	if err != nil {
		return nil, err
	}
	before, err := s.readFile(studyFile)
	if err != nil {
		return nil, err
	}
	after := appendTable(before, tableText(name, src))
	grown := &Study{Dir: s.Dir, entries: s.entries, root: s.root}
	if err := grown.parse(after); err != nil {
		return nil, fmt.Errorf("with table %q: %w", name, err)
	}
	l, err := grown.UpdateData(ctx, name)
	if err != nil {
		return nil, err
	}
	if err := s.writeFile(studyFile, after); err != nil {
		return nil, err
	}
	s.Data, s.Runs = grown.Data, grown.Runs
	return l, nil
}

// UpdateData reads a table of the study again and locks it as it is now.
func (s *Study) UpdateData(ctx context.Context, name string) (*Locked, error) {
	d, err := s.Load(ctx, name)
	if err != nil {
		return nil, err
	}
	all, err := s.Lock()
	if err != nil {
		return nil, err
	}
	l := locked(name, d)
	all[name] = l
	return &l, s.writeLock(all)
}

// seenFrom rewrites the paths of a source so that they hold in the folder.
func (s Source) seenFrom(dir string) (Source, error) {
	for _, p := range []*string{&s.Path, &s.Tags} {
		if *p == "" || (p == &s.Path && s.IsExample()) || filepath.IsAbs(*p) {
			continue
		}
		rel, err := relative(dir, *p)
		if err != nil {
			return s, err
		}
		*p = filepath.ToSlash(rel)
	}
	if s.Path == "" {
		s.Path = ExamplePath
	}
	if s.Tags != "" && !filepath.IsLocal(filepath.FromSlash(s.Tags)) {
		return s, fmt.Errorf("tags: got %q; want a file inside the folder of the study; copy it there", s.Tags)
	}
	return s, nil
}

// relative returns the path as seen from dir; absolute where there is no way,
// as between two drives.
func relative(dir, path string) (string, error) {
	from, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	to, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(from, to)
	if err != nil {
		return to, nil
	}
	return rel, nil
}

// tableText writes a table of study.toml.
func tableText(name string, src Source) string {
	var b strings.Builder
	fmt.Fprintf(&b, "[data.%s]\npath = %s\n", name, quote(src.Path))
	if src.Format != "" {
		fmt.Fprintf(&b, "format = %s\n", quote(src.Format))
	}
	if src.Year != 0 {
		fmt.Fprintf(&b, "year = %d\n", src.Year)
	}
	if len(src.Missing) > 0 {
		tokens := make([]string, len(src.Missing))
		for i, t := range src.Missing {
			tokens[i] = quote(t)
		}
		fmt.Fprintf(&b, "missing = [%s]\n", strings.Join(tokens, ", "))
	}
	if src.Tags != "" {
		fmt.Fprintf(&b, "tags = %s\n", quote(src.Tags))
	}
	return b.String()
}

// appendTable adds a table at the end, with the ends of line that the file has.
func appendTable(file []byte, table string) []byte {
	text := strings.TrimRight(string(file), "\r\n") + "\n\n" + table
	if bytes.Contains(file, []byte("\r\n")) {
		text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\n", "\r\n")
	}
	return []byte(text)
}

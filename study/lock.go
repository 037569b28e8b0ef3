package study

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"dougong/class"
	"dougong/iot"
)

// Locked is what a table was when it was added to the study.
type Locked struct {
	Name       string       `toml:"name"`
	Path       string       `toml:"path" comment:"as in study.toml"`
	Title      lockedLabel  `toml:"title,inline"`
	Format     string       `toml:"format"`
	Release    string       `toml:"release,omitempty"`
	Year       int          `toml:"year,omitempty"`
	Economies  int          `toml:"economies"`
	Industries int          `toml:"industries"`
	Source     string       `toml:"source,omitempty"`
	Citation   string       `toml:"citation,omitempty"`
	Licence    string       `toml:"licence,omitempty"`
	Tags       string       `toml:"tags,omitempty" comment:"sha256 of the groups of sectors"`
	Files      []lockedFile `toml:"file"`
}

type lockedFile struct {
	Name   string `toml:"name"`
	SHA256 string `toml:"sha256"`
	Bytes  int64  `toml:"bytes"`
}

type lockedLabel struct {
	En string `toml:"en,omitempty"`
	Zh string `toml:"zh,omitempty"`
}

// Label returns the title of the table.
func (l *Locked) Label() class.Label { return class.Label(l.Title) }

// lockVersion is that of the layout of data.lock.
const lockVersion = 1

type lockDocument struct {
	Version int      `toml:"version"`
	Data    []Locked `toml:"data"`
}

const lockHead = "# What the tables of this study were when they were added: release, licence and\n" +
	"# sha256. Written by dougong data add; keep it under version control.\n" +
	"# 本研究各数据表加入时的版次、许可与 sha256，由 dougong data add 写出，请纳入版本管理。\n\n"

// locked describes an opened table.
func locked(name string, d *Data) Locked {
	m := d.System.Meta
	l := Locked{Name: name, Path: d.Source.Path, Title: lockedLabel(m.Title), Format: m.Format, Release: m.Release, Year: m.Year,
		Economies: len(d.System.Industries.Regions()), Industries: d.System.N(),
		Source: m.Source, Citation: m.Citation, Licence: m.Licence, Tags: d.tagsHash}
	for _, f := range d.Files {
		l.Files = append(l.Files, lockedFile(f))
	}
	return l
}

// Lock returns what data.lock says, by name of the table.
func (s *Study) Lock() (map[string]Locked, error) {
	data, err := s.readFile(lockFile)
	if err != nil {
		return nil, err
	}
	var doc lockDocument
	if err := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields().Decode(&doc); err != nil {
		return nil, lockError(data, err)
	}
	if data != nil && doc.Version != lockVersion {
		return nil, &FileError{File: lockFile, Text: fmt.Sprintf("version is %d; want %d; this program is older than the study, or the file is damaged", doc.Version, lockVersion)}
	}
	all := map[string]Locked{}
	for _, l := range doc.Data {
		if _, twice := all[l.Name]; twice {
			return nil, &FileError{File: lockFile, Text: fmt.Sprintf("table %q stands there twice; keep one of the two", l.Name)}
		}
		all[l.Name] = l
	}
	return all, nil
}

func lockError(data []byte, err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) && len(strict.Errors) > 0 {
		line, col := strict.Errors[0].Position()
		return &FileError{lockFile, line, col, fmt.Sprintf("unknown key %q", strings.Join(strict.Errors[0].Key(), "."))}
	}
	return tomlError(lockFile, data, err)
}

// writeLock writes data.lock, tables by name. Tables that the study does not
// have any more are left out.
func (s *Study) writeLock(all map[string]Locked) error {
	doc := lockDocument{Version: lockVersion}
	for name, l := range all {
		if s.named(name) != nil {
			doc.Data = append(doc.Data, l)
		}
	}
	slices.SortFunc(doc.Data, func(a, b Locked) int { return strings.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	b.WriteString(lockHead)
	if err := toml.NewEncoder(&b).Encode(doc); err != nil {
		return err
	}
	return s.writeFile(lockFile, b.Bytes())
}

// LockError says that a table is not what data.lock says it was.
type LockError struct {
	Data, File string
	Old, New   string // sha256; New is empty where the file is gone
	Text       string
}

func (e *LockError) Error() string {
	return fmt.Sprintf("%s: table %q: %s; if that is meant: dougong data add %s --update", lockFile, e.Data, e.Text, e.Data)
}

// check compares the files of a table with data.lock, without reading the table.
func (s *Study) check(ctx context.Context, d *Named, all map[string]Locked) (Locked, error) {
	l, ok := all[d.Name]
	switch {
	case !ok:
		return l, &LockError{Data: d.Name, Text: "is not locked yet"}
	case l.Path != d.Path:
		return l, &LockError{Data: d.Name, Text: fmt.Sprintf("path: got %q in %s; want %q", d.Path, studyFile, l.Path)}
	}
	at, err := s.place(ctx, d)
	if err != nil {
		return l, err
	}
	for _, f := range l.Files {
		now, err := hashFile(ctx, at, f.Name)
		switch {
		case errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid):
			return l, &LockError{Data: d.Name, File: f.Name, Old: f.SHA256, Text: f.Name + " is gone; put it back"}
		case err != nil:
			return l, err
		case now.SHA256 != f.SHA256:
			return l, &LockError{Data: d.Name, File: f.Name, Old: f.SHA256, New: now.SHA256,
				Text: fmt.Sprintf("%s has changed: got sha256 %s; want %s", f.Name, now.SHA256, f.SHA256)}
		}
	}
	if d.Tags == "" {
		return l, nil
	}
	tags, err := at.readTags(d.Tags)
	if err != nil {
		return l, err
	}
	return l, l.sameTags(d.Tags, hashTags(tags))
}

// sameTags compares groups of sectors with those that were locked.
func (l *Locked) sameTags(file, sum string) error {
	if sum == l.Tags {
		return nil
	}
	return &LockError{Data: l.Name, File: file, Old: l.Tags, New: sum,
		Text: fmt.Sprintf("its groups of sectors have changed: got sha256 %s; want %s", sum, l.Tags)}
}

// files returns the files of a locked table.
func (l *Locked) files() []iot.File {
	list := make([]iot.File, len(l.Files))
	for i, f := range l.Files {
		list[i] = iot.File(f)
	}
	return list
}

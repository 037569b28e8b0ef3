// Package dataset answers "what is this file, and what does it hold?"
//
// [Sniff] names the format of a path and says why; [Open] reads it into an
// [iot.System]. A path is a file as its publisher gives it (also .gz, or .zip
// with one csv inside), or a folder in this project's own format: csv files
// under a table.toml, see package plain.
//
// Files are hostile until read: whatever is in one, the answer is a system or an
// error with file, row, column and remedy. Nothing is repaired in silence.
package dataset

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"dougong/class"
	"dougong/dataset/plain"
	"dougong/internal/progress"
	"dougong/internal/suggest"
	"dougong/internal/text"
	"dougong/iot"
)

// Options say how a path is read. The zero value sniffs the format.
type Options struct {
	Year    int      // of the table; 0: as the file says
	Missing []string // cells that stand for "not available": they are read as zero and listed in System.MissingCells
	Format  string   // id of the format; empty: sniff it
	Limits  Limits   // zero fields have defaults
}

// Limits keep a damaged or hostile file from filling the memory.
type Limits = text.Limits

// Guess says what a path seems to hold.
type Guess struct {
	Format  string      `json:"format"` // id: "wiod2013"
	Edition string      `json:"edition,omitempty"`
	Label   class.Label `json:"label"` // of the format
	Why     class.Label `json:"why"`
	Columns int         `json:"columns"` // cells in a row
}

// Open reads a file or folder.
func Open(ctx context.Context, name string, o Options) (*iot.System, error) {
	fsys, base, err := locate(name)
	if err != nil {
		return nil, err
	}
	return OpenFS(ctx, fsys, base, o)
}

// Sniff says what a file or folder holds, from its first row.
func Sniff(name string, o Options) (Guess, error) {
	fsys, base, err := locate(name)
	if err != nil {
		return Guess{}, err
	}
	return SniffFS(fsys, base, o)
}

// locate splits a path into a file system and a name in it.
func locate(name string) (fs.FS, string, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, "", fmt.Errorf("%s: no such file or folder%s", name, neighbours(name))
	case err != nil:
		return nil, "", err
	case info.IsDir():
		return os.DirFS(name), ".", nil
	}
	return os.DirFS(filepath.Dir(name)), filepath.Base(name), nil
}

// neighbours names files beside the missing one that are spelled like it.
func neighbours(name string) string {
	entries, err := os.ReadDir(filepath.Dir(name))
	if err != nil {
		return ""
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return suggest.Phrase(suggest.Nearest(filepath.Base(name), names, 2))
}

// OpenFS reads a file or folder of a file system, such as an embedded one. "."
// is the root folder.
func OpenFS(ctx context.Context, fsys fs.FS, name string, o Options) (*iot.System, error) {
	options := text.Options{Missing: o.Missing, Limits: o.Limits}
	document, total := document(fsys, name)
	if phase := progress.Start(ctx, "read", total); phase != nil {
		options.Read = phase.Add
	}
	if document != "" {
		return plain.Read(ctx, fsys, document, o.Year, options)
	}
	f, err := text.Open(ctx, fsys, name, options)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	guess, err := sniff(f, o)
	if err != nil {
		return nil, err
	}
	return find(guess.Format).read(f, o.Year)
}

// document returns the table.toml that a name stands for, "" where it is a file
// of another format, and the bytes there are to read.
func document(fsys fs.FS, name string) (toml string, total int64) {
	info, err := fs.Stat(fsys, name)
	switch {
	case err != nil:
		return "", 0
	case info.IsDir():
		toml = path.Join(name, plain.Document)
	case path.Ext(name) == ".toml":
		toml = name
	default:
		return "", info.Size()
	}
	entries, _ := fs.ReadDir(fsys, path.Dir(toml)) // the total is only for show
	for _, e := range entries {
		if info, err := e.Info(); err == nil && strings.Contains(e.Name(), ".csv") {
			total += info.Size()
		}
	}
	return toml, total
}

// SniffFS says what a file or folder of a file system holds.
func SniffFS(fsys fs.FS, name string, o Options) (Guess, error) {
	if toml, _ := document(fsys, name); toml != "" {
		return sniffPlain(toml), nil
	}
	f, err := text.Open(context.Background(), fsys, name, text.Options{Limits: o.Limits})
	if err != nil {
		return Guess{}, err
	}
	defer f.Close()
	return sniff(f, o)
}

// sniff says what an open file holds, from its header.
func sniff(f *text.File, o Options) (Guess, error) {
	if o.Format != "" {
		return forced(f.Name, o.Format)
	}
	head, err := f.Header()
	if err != nil {
		return Guess{}, err
	}
	for _, r := range formats {
		if edition, why := r.sniff(head); edition != "" {
			return Guess{Format: r.id, Edition: edition, Label: r.label, Why: why, Columns: len(head)}, nil
		}
	}
	return Guess{}, &UnknownError{File: f.Place(), Head: head}
}

func sniffPlain(toml string) Guess {
	return Guess{
		Format: plain.ID,
		Label:  class.Label{En: "this project's own format: csv files under a table.toml", Zh: "本项目自有格式：table.toml 与 csv 文件"},
		Why:    class.Label{En: "the folder has a " + path.Base(toml), Zh: "文件夹中有 " + path.Base(toml)},
	}
}

// forced is the guess that the user has made.
func forced(name, id string) (Guess, error) {
	if r := find(id); r != nil {
		return Guess{Format: r.id, Label: r.label, Why: class.Label{En: "you said so", Zh: "由用户指定"}}, nil
	}
	if id == plain.ID {
		return Guess{}, fmt.Errorf("%s is a file; want a folder with a %s for the format %s", name, plain.Document, id)
	}
	return Guess{}, fmt.Errorf("unknown format %q%s; want one of %s", id, suggest.Phrase(suggest.Nearest(id, ids(), 1)), strings.Join(ids(), ", "))
}

func find(id string) *format {
	for i := range formats {
		if formats[i].id == id {
			return &formats[i]
		}
	}
	return nil
}

func ids() []string {
	ids := []string{plain.ID}
	for _, r := range formats {
		ids = append(ids, r.id)
	}
	return ids
}

// UnknownError says that no reader knows the layout of a file.
type UnknownError struct {
	File string
	Head []string // labels of the first row
}

func (e *UnknownError) Error() string {
	head := strings.Join(e.Head, ", ")
	if len(e.Head) > 4 {
		head = strings.Join(e.Head[:3], ", ") + " … " + e.Head[len(e.Head)-1]
	}
	if r := []rune(head); len(r) > 80 {
		head = string(r[:79]) + "…"
	}
	return fmt.Sprintf("%s: no known table has this first row: %s; want one of the formats %s", e.File, head, strings.Join(ids(), ", "))
}

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
	f, r, err := open(ctx, fsys, name, o)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return r.read(f, o.Year)
}

// open opens a file and finds its format.
func open(ctx context.Context, fsys fs.FS, name string, o Options) (*text.File, *format, error) {
	guess, err := SniffFS(fsys, name, o)
	if err != nil {
		return nil, nil, err
	}
	options := text.Options{Missing: o.Missing, Limits: o.Limits}
	if info, err := fs.Stat(fsys, name); err == nil {
		if phase := progress.Start(ctx, "read", info.Size()); phase != nil {
			options.Read = phase.Add
		}
	}
	f, err := text.Open(ctx, fsys, name, options)
	if err != nil {
		return nil, nil, err
	}
	return f, find(guess.Format), nil
}

func find(id string) *format {
	for i := range formats {
		if formats[i].id == id {
			return &formats[i]
		}
	}
	return nil
}

// SniffFS says what a file or folder of a file system holds.
func SniffFS(fsys fs.FS, name string, o Options) (Guess, error) {
	f, err := text.Open(context.Background(), fsys, name, text.Options{Limits: o.Limits})
	if err != nil {
		return Guess{}, err
	}
	defer f.Close()
	head, err := f.Header()
	if err != nil {
		return Guess{}, err
	}
	for _, r := range formats {
		edition, why := r.sniff(head)
		if edition != "" {
			return Guess{Format: r.id, Edition: edition, Label: r.label, Why: why, Columns: len(head)}, nil
		}
	}
	return Guess{}, &UnknownError{File: path.Base(name), Head: head}
}

// UnknownError says that no reader knows the layout of a file.
type UnknownError struct {
	File string
	Head []string // labels of the first row
}

func (e *UnknownError) Error() string {
	var ids []string
	for _, r := range formats {
		ids = append(ids, r.id)
	}
	head := e.Head
	if len(head) > 4 {
		head = append(head[:3:3], "…", head[len(head)-1])
	}
	return fmt.Sprintf("%s: the first row (%s) is that of no known table; want one of %s; see the formats in docs", e.File,
		strings.Join(head, " "), strings.Join(ids, ", "))
}

package study

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
)

// place finds the files of a table. A path inside the study may not lead out of
// it by a link; one that says so itself (absolute, or with ..) may.
func (s *Study) place(ctx context.Context, d *Named) (place, error) {
	name := filepath.FromSlash(d.Path)
	inside := !d.IsExample() && filepath.IsLocal(name)
	at, err := place{}, error(nil)
	if inside {
		at, err = s.inside(ctx, d, name)
	} else {
		at, err = s.source(d).open(ctx)
	}
	at.tags = func(name string) (io.ReadCloser, error) { return s.root.Open(filepath.FromSlash(name)) }
	if err != nil {
		return at, fmt.Errorf("table %q: %w", d.Name, err)
	}
	return at, nil
}

func (s *Study) inside(ctx context.Context, d *Named, name string) (place, error) {
	info, err := s.root.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return s.source(d).open(ctx) // says what lies beside it
	case err != nil:
		return place{}, fmt.Errorf("%s: %w; a link that leads out of the study does not do: write the path itself", d.Path, cause(err))
	case !info.IsDir():
		sub, err := fs.Sub(s.root.FS(), filepath.ToSlash(filepath.Dir(name)))
		return place{FS: sub, name: filepath.Base(name)}, err
	}
	sub, err := fs.Sub(s.root.FS(), filepath.ToSlash(name))
	return place{FS: sub, name: "."}, err
}

// source is the table with its path as seen from here.
func (s *Study) source(d *Named) Source {
	src := d.Source
	if name := filepath.FromSlash(src.Path); !src.IsExample() && !filepath.IsAbs(name) {
		src.Path = filepath.Join(s.Dir, name)
	}
	return src
}

// Load reads a table of the study.
func (s *Study) Load(ctx context.Context, name string) (*Data, error) {
	d := s.named(name)
	if d == nil {
		return nil, &UnknownNameError{"table", name, s.tableNames()}
	}
	at, err := s.place(ctx, d)
	if err != nil {
		return nil, err
	}
	loaded, err := load(ctx, d.Source, at)
	if err != nil {
		return nil, fmt.Errorf("table %q: %w", name, err)
	}
	return loaded, nil
}

func (s *Study) tableNames() []string {
	list := make([]string, len(s.Data))
	for i, d := range s.Data {
		list[i] = d.Name
	}
	return list
}

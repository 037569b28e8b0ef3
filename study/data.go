package study

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"dougong/audit"
	"dougong/class"
	"dougong/dataset"
	"dougong/iot"
	"dougong/result"
)

// Source says where a table lies and how it is read.
type Source struct {
	Path    string         // a file or a folder; empty or "example:NAME" for a table in this program
	Format  string         // id of the reader; empty: found out
	Year    int            // that the table describes; 0: as the file says
	Missing []string       // cells that stand for "not available"
	Tags    string         // csv file of groups of sectors; empty: those of the classification
	Limits  dataset.Limits // of what is read; zero fields have defaults
}

// Data is one opened table with its tag layer. It never changes, is safe for
// concurrent use, and shares what analyses make: a model is factored once.
type Data struct {
	System *iot.System
	Tags   *class.Tags   // nil where there are none
	Strays []class.Stray // tagged sectors that the table does not have
	Source Source
	Files  []iot.File // all files read, by name; with the table.toml of a folder

	tagsHash string
	memo     *result.Memo
}

// Load reads a table.
func Load(ctx context.Context, src Source) (*Data, error) {
	at, err := src.open(ctx)
	if err != nil {
		return nil, err
	}
	return load(ctx, src, at)
}

// place is where the files of a source are opened.
type place struct {
	fs.FS
	name string // of the file, or "." for a folder
	// tags opens the tag file of the source.
	tags func(name string) (io.ReadCloser, error)
}

func openAnywhere(name string) (io.ReadCloser, error) { return os.Open(name) }

func load(ctx context.Context, src Source, at place) (*Data, error) {
	seen := &witness{FS: at.FS}
	sys, err := dataset.OpenFS(ctx, seen, at.name, src.options())
	if err != nil {
		return nil, err
	}
	d := &Data{System: sys, Source: src, memo: result.NewMemo()}
	if d.Files, err = seen.files(ctx); err != nil {
		return nil, err
	}
	if err := d.sameBytes(); err != nil {
		return nil, err
	}
	if err := d.readTags(at); err != nil {
		return nil, err
	}
	return d, nil
}

func (s Source) options() dataset.Options {
	return dataset.Options{Year: s.Year, Missing: s.Missing, Format: s.Format, Limits: s.Limits}
}

// open finds the files of a source.
func (s Source) open(ctx context.Context) (place, error) {
	if s.IsExample() {
		fsys, err := exampleFS(s.Path)
		return place{fsys, ".", openAnywhere}, err
	}
	info, err := os.Stat(s.Path)
	if err != nil {
		_, err = dataset.Open(ctx, s.Path, s.options()) // says what lies beside it
		return place{}, err
	}
	if info.IsDir() {
		return place{os.DirFS(s.Path), ".", openAnywhere}, nil
	}
	return place{os.DirFS(filepath.Dir(s.Path)), filepath.Base(s.Path), openAnywhere}, nil
}

// sameBytes makes sure that nobody changed a file between reading and hashing.
func (d *Data) sameBytes() error {
	read := map[string]string{}
	for _, f := range d.System.Files {
		read[f.Name] = f.SHA256
	}
	for _, f := range d.Files {
		if sum, ok := read[filepath.Base(f.Name)]; ok && sum != f.SHA256 {
			return fmt.Errorf("%s: changed while it was read; read it again", f.Name)
		}
	}
	return nil
}

// readTags reads the tag file, or takes the layer of the classification.
func (d *Data) readTags(at place) (err error) {
	if d.Source.Tags == "" {
		d.Tags, _ = class.TagsFor(d.System.Sectors)
	} else if d.Tags, err = at.readTags(d.Source.Tags); err != nil {
		return err
	} else {
		d.Strays = d.Tags.Check(d.System.Industries.Items())
	}
	d.tagsHash = hashTags(d.Tags)
	return nil
}

func (p place) readTags(name string) (*class.Tags, error) {
	f, err := p.tags(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; want a csv file of groups and sectors", name, cause(err))
	}
	defer f.Close()
	return class.ReadTags(name, f)
}

// Input makes what an analysis works on: it checks what the analysis needs and
// resolves parameters. Errors are *result.NeedError and *result.ParamError.
func (d *Data) Input(e *result.Entry, given map[string]string) (*result.Input, error) {
	if err := e.Check(d.System, d.Tags); err != nil {
		return nil, err
	}
	params, err := e.Resolve(given, d.System, d.Tags)
	if err != nil {
		return nil, err
	}
	return &result.Input{System: d.System, Params: params, Tags: d.Tags, Memo: d.memo}, nil
}

// Run computes an analysis.
func (d *Data) Run(ctx context.Context, e *result.Entry, given map[string]string) (*result.Result, error) {
	in, err := d.Input(e, given)
	if err != nil {
		return nil, err
	}
	return patient(ctx, func() (*result.Result, error) { return e.Run(ctx, in) })
}

// Why explains one cell of an analysis.
func (d *Data) Why(ctx context.Context, e *result.Entry, given map[string]string, at result.Cell) (*result.Why, error) {
	if e.Why == nil {
		return nil, fmt.Errorf("why: %s does not explain its numbers", e.ID)
	}
	in, err := d.Input(e, given)
	if err != nil {
		return nil, err
	}
	return patient(ctx, func() (*result.Why, error) { return e.Why(ctx, in, at) })
}

// SystemFindings audits the table, once for each year of use; 0 judges no age.
func (d *Data) SystemFindings(ctx context.Context, asOf int) ([]iot.Finding, error) {
	type key struct{ asOf int }
	list, err := patient(ctx, func() (any, error) {
		return d.memo.Do(key{asOf}, func() (any, error) {
			r, err := audit.Of(ctx, d.System, asOf)
			if err != nil {
				return nil, err
			}
			return r.Findings, nil
		})
	})
	if err != nil {
		return nil, err
	}
	return append([]iot.Finding(nil), list.([]iot.Finding)...), nil
}

// patient works again where the work failed because somebody else gave up with
// whom it was shared through the memo.
func patient[T any](ctx context.Context, work func() (T, error)) (T, error) {
	for {
		v, err := work()
		gaveUp := errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)
		if !gaveUp || ctx.Err() != nil {
			return v, err
		}
	}
}

// cause drops the operation and the path, which a message has already.
func cause(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

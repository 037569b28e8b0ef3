package study

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"dougong/result"
)

// Kept is a run as it lies in its folder.
type Kept struct {
	ID       string
	Manifest *Manifest
	Result   *result.Result

	study *Study
	data  *Data // opened when the first why is asked for
	noWhy error
}

// Kept reads a run of the study, also one that study.toml has no more.
func (s *Study) Kept(id string) (*Kept, error) {
	if err := checkName("run", id); err != nil {
		return nil, err
	}
	m, err := s.manifest(id)
	if err != nil {
		return nil, err
	}
	if m == nil {
		return nil, s.notRun(id)
	}
	name := path.Join(runsFolder, id, "result.json")
	data, err := s.root.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; make the run again: dougong run %s", name, cause(err), id)
	}
	for _, f := range m.Outputs {
		if f.Name == "result.json" && f.SHA256 != sha(data) {
			return nil, fmt.Errorf("%s: got sha256 %s; want %s, as its manifest says; make the run again: dougong run %s", name, sha(data), f.SHA256, id)
		}
	}
	k := &Kept{ID: id, Manifest: m, Result: &result.Result{}, study: s}
	if err := json.NewDecoder(bytes.NewReader(data)).Decode(k.Result); err != nil {
		return nil, fmt.Errorf("%s: %w; make the run again: dougong run %s", name, err, id)
	}
	return k, nil
}

func (s *Study) notRun(id string) error {
	if s.run(id) != nil {
		return fmt.Errorf("run %q was not made yet, or is not whole; make it: dougong run %s", id, id)
	}
	ids := s.keptIDs()
	if len(ids) == 0 {
		return fmt.Errorf("got run %q; the study has made none yet: dougong run", id)
	}
	return &UnknownNameError{"run", id, ids}
}

// keptIDs lists the folders of runs.
func (s *Study) keptIDs() []string {
	list, err := fs.ReadDir(s.root.FS(), runsFolder)
	if err != nil {
		return nil
	}
	var ids []string
	for _, e := range list {
		if e.IsDir() && goodName(e.Name()) {
			ids = append(ids, e.Name())
		}
	}
	return ids
}

// KeptAt reads a run by its id in this study, or by the path of its folder in
// another one (PATH/runs/ID).
func (s *Study) KeptAt(name string) (*Kept, error) {
	if goodName(name) {
		return s.Kept(name)
	}
	name = filepath.Clean(name)
	runs := filepath.Dir(name)
	if filepath.Base(runs) != runsFolder {
		return nil, &NameError{"run", name, "the id of a run, or the folder of one in another study: PATH/" + runsFolder + "/ID"}
	}
	other, err := Open(filepath.Dir(runs), s.entries)
	if err != nil {
		return nil, err
	}
	k, err := other.Kept(filepath.Base(name))
	if err != nil {
		other.Close()
		return nil, err
	}
	return k, nil
}

// entry returns the analysis of the run, nil where this program has none.
func (k *Kept) entry() *result.Entry { return k.study.entry(k.Manifest.Entry) }

// why explains a number of the run, where its table is still what it was.
func (k *Kept) why(ctx context.Context, at result.Cell) (*result.Why, error) {
	if k.data == nil && k.noWhy == nil {
		k.data, k.noWhy = k.open(ctx)
	}
	if k.noWhy != nil {
		return nil, k.noWhy
	}
	return k.data.Why(ctx, k.entry(), k.Manifest.Given, at)
}

// open finds the table that the run was made from.
func (k *Kept) open(ctx context.Context) (*Data, error) {
	e := k.entry()
	if e == nil || e.Why == nil {
		return nil, fmt.Errorf("%s does not explain its numbers", k.Manifest.Entry)
	}
	for i := range k.study.Data {
		d := &k.study.Data[i]
		if !k.madeFrom(ctx, d) {
			continue
		}
		data, err := k.study.Load(ctx, d.Name)
		if err != nil {
			return nil, err
		}
		if data.ref().Hash == k.Manifest.Data.Hash && data.tagsHash == k.Manifest.Tags {
			return data, nil
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return nil, errTableGone
}

var errTableGone = errors.New("the table is not what it was")

// madeFrom reports whether the files of a table are those of the run.
func (k *Kept) madeFrom(ctx context.Context, d *Named) bool {
	if d.ref(k.Manifest.Data.Files).Hash != k.Manifest.Data.Hash {
		return false // read with other options
	}
	at, err := k.study.place(ctx, d)
	if err != nil {
		return false
	}
	for _, f := range k.Manifest.Data.Files {
		if now, err := hashFile(ctx, at, f.Name); err != nil || now != f {
			return false
		}
	}
	return true
}

// Close lets go of the study of the run.
func (k *Kept) Close() error {
	if err := k.study.Close(); err != nil && !errors.Is(err, os.ErrClosed) {
		return err
	}
	return nil
}

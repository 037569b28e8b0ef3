package study

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
)

// keep writes the files of a run into a folder of their own and puts it in the
// place of the one before.
func (s *Study) keep(ctx context.Context, id string, files map[string][]byte) (err error) {
	fresh, old, final := path.Join(runsFolder, "."+id+".new"), path.Join(runsFolder, "."+id+".old"), path.Join(runsFolder, id)
	if err := s.root.MkdirAll(fresh, 0o755); err != nil {
		return fmt.Errorf("%s: cannot write there: %w", fresh, cause(err))
	}
	defer func() {
		if err != nil {
			s.root.RemoveAll(fresh)
		}
	}()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := writeSynced(s.root, path.Join(fresh, name), files[name]); err != nil {
			return err
		}
	}
	if err := s.root.Rename(final, old); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("%s: cannot replace it: %w; close it where another program holds it open", final, cause(err))
	}
	if err := s.root.Rename(fresh, final); err != nil {
		s.root.Rename(old, final)
		return fmt.Errorf("%s: cannot replace it: %w; close it where another program holds it open", final, cause(err))
	}
	return s.root.RemoveAll(old)
}

// sweep removes what an interrupted run has left; where it was stopped between
// moving the run before away and putting the new one in its place, the run
// before comes back. The study is held.
func (s *Study) sweep() error {
	folder, err := s.root.Open(runsFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%s: %w", runsFolder, cause(err))
	}
	defer folder.Close()
	entries, err := folder.ReadDir(-1)
	if err != nil {
		return fmt.Errorf("%s: %w", runsFolder, cause(err))
	}
	for _, e := range entries {
		name, left := strings.CutPrefix(e.Name(), ".")
		id, isOld := strings.CutSuffix(name, ".old")
		_, isNew := strings.CutSuffix(name, ".new")
		if !left || !isOld && !isNew {
			continue
		}
		at := path.Join(runsFolder, e.Name())
		if isOld {
			if _, err := s.root.Stat(path.Join(runsFolder, id)); errors.Is(err, fs.ErrNotExist) {
				if err := s.root.Rename(at, path.Join(runsFolder, id)); err != nil {
					return err
				}
				continue
			}
		}
		if err := s.root.RemoveAll(at); err != nil {
			return fmt.Errorf("%s: cannot remove it: %w", at, cause(err))
		}
	}
	return nil
}

package study

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"dougong/class"
	"dougong/result"
)

// Names of the files of a study.
const (
	studyFile  = "study.toml"
	lockFile   = "data.lock"
	acceptFile = "accept.toml"
	runsFolder = "runs"
)

// Study is a folder with tables, runs and what came of them.
type Study struct {
	Dir      string
	Name     string
	Title    string
	Language class.Lang
	Economy  string // that runs take where they do not name one
	Data     []Named
	Runs     []Run

	entries []*result.Entry
	root    *os.Root // nothing of the study is read outside it, whatever links there are
}

// Named is a table of a study.
type Named struct {
	Name string
	Source
	line, col int
}

// Run is an analysis that the study asks for.
type Run struct {
	ID       string
	Analysis string
	Data     string            // name of the table
	Params   map[string]string // as asked; lists joined by commas

	line, col int
}

// Open reads the study of a folder. entries are the analyses there are. The
// caller closes the study.
func Open(dir string, entries []*result.Entry) (*Study, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; want the folder of a study", dir, cause(err))
	}
	s := &Study{Dir: dir, entries: entries, root: root}
	if err := s.read(); err != nil {
		root.Close()
		return nil, err
	}
	return s, nil
}

// Close lets go of the folder.
func (s *Study) Close() error { return s.root.Close() }

// mostBytes is how long a file that a person writes may be.
const mostBytes = 16 << 20

// readFile reads a file of the study; none is nil.
func (s *Study) readFile(name string) ([]byte, error) {
	f, err := s.root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, &FileError{File: name, Text: "cannot be read: " + cause(err).Error()}
	}
	defer f.Close()
	data, err := io.ReadAll(io.LimitReader(f, mostBytes+1))
	switch {
	case err != nil:
		return nil, &FileError{File: name, Text: "cannot be read: " + cause(err).Error()}
	case len(data) > mostBytes:
		return nil, &FileError{File: name, Text: fmt.Sprintf("is longer than %d bytes", mostBytes)}
	}
	return data, nil
}

func (s *Study) read() error {
	data, err := s.readFile(studyFile)
	if err != nil {
		return err
	}
	if data == nil {
		return &FileError{File: filepath.Join(s.Dir, studyFile), Text: "no such file; make a study with dougong init DIR, or name its folder with --study DIR"}
	}
	return s.parse(data)
}

// entry finds an analysis.
func (s *Study) entry(id string) *result.Entry {
	for _, e := range s.entries {
		if e.ID == id {
			return e
		}
	}
	return nil
}

// named finds a table of the study.
func (s *Study) named(name string) *Named {
	if i := slices.IndexFunc(s.Data, func(d Named) bool { return d.Name == name }); i >= 0 {
		return &s.Data[i]
	}
	return nil
}

// run finds a run of the study.
func (s *Study) run(id string) *Run {
	if i := slices.IndexFunc(s.Runs, func(r Run) bool { return r.ID == id }); i >= 0 {
		return &s.Runs[i]
	}
	return nil
}

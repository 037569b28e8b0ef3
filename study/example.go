package study

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"dougong/internal/suggest"
)

// examplePrefix begins the path of a table that is part of this program.
const examplePrefix = "example:"

// ExamplePath is the path of the embedded example.
const ExamplePath = examplePrefix + "world-2011"

// Example opens the embedded example.
func Example(ctx context.Context) (*Data, error) { return Load(ctx, Source{Path: ExamplePath}) }

// IsExample reports whether the source is part of this program.
func (s Source) IsExample() bool { return s.Path == "" || strings.HasPrefix(s.Path, examplePrefix) }

// exampleFS returns the embedded folder that a path names.
func exampleFS(path string) (fs.FS, error) {
	if path == "" {
		path = ExamplePath
	}
	name := strings.TrimPrefix(path, examplePrefix)
	if fsys, ok := embedded[name]; ok {
		return fsys, nil
	}
	var names []string
	for n := range embedded {
		names = append(names, examplePrefix+n)
	}
	return nil, fmt.Errorf("%s: this program has no such table%s", path, suggest.Phrase(suggest.Nearest(path, names, 1)))
}

// embedded are the tables that are part of this program.
var embedded = map[string]fs.FS{}

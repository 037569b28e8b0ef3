package study

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"dougong/examples"
	"dougong/internal/suggest"
)

// examplePrefix begins the path of a table that is part of this program.
const examplePrefix = "example:"

// ExamplePath is the path of the embedded example.
const ExamplePath = examplePrefix + examples.World2011

// Example opens the embedded example.
func Example(ctx context.Context) (*Data, error) { return Load(ctx, Source{Path: ExamplePath}) }

// IsExample reports whether the source is part of this program.
func (s Source) IsExample() bool { return s.Path == "" || strings.HasPrefix(s.Path, examplePrefix) }

// exampleFS returns the embedded folder that a path names.
func exampleFS(path string) (fs.FS, error) {
	if path == "" {
		path = ExamplePath
	}
	if path != ExamplePath {
		return nil, fmt.Errorf("%s: this program has no such table; want %s%s", path, ExamplePath, suggest.Phrase(suggest.Nearest(path, []string{ExamplePath}, 1)))
	}
	return fs.Sub(examples.FS(), examples.World2011)
}

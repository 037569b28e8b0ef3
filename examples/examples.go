// Package examples answers "what can I try at once?"
//
// world-2011 is the world in 14 economies and 35 sectors: WIOD 2013 (Timmer et
// al. 2015), rounded by its publisher and aggregated here by `make example`.
// Its table.toml names the published file and its sha256; NOTICE has the terms.
package examples

import (
	"context"
	"embed"
	"io/fs"

	"dougong/dataset"
	"dougong/iot"
)

// World2011 is the name of the embedded table.
const World2011 = "world-2011"

//go:embed world-2011
var files embed.FS

// FS holds the embedded tables, a folder each.
func FS() fs.FS { return files }

// Open reads the embedded table.
func Open(ctx context.Context, o dataset.Options) (*iot.System, error) {
	return dataset.OpenFS(ctx, files, World2011, o)
}

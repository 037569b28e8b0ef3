// Package ui holds the page as it was built: what does a person see in the
// browser?
//
// `make ui` builds it into dist, which is not in git. A program built without
// it holds an empty folder, and `dougong serve` then says how to build it.
package ui

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Page returns the files of the page; without an index.html where it was not
// built.
func Page() fs.FS {
	page, err := fs.Sub(dist, "dist")
	if err != nil {
		panic("ui: BUG: " + err.Error())
	}
	return page
}

package dougong

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"testing"
)

// layers is the house, highest first. Imports point down only, and packages of
// one layer do not know each other. A name ending in /... stands for the
// packages below it, which do not know each other either.
var layers = [][]string{
	{"cmd/dougong"},
	{"internal/cli"},
	{"internal/server"},
	{"study"},
	{"brief"},
	{"report", "chart"},
	{"catalogue"},
	{"dependence", "structure"},
	{"examples"},
	{"balance", "leontief", "audit"},
	{"internal/laws"}, // imported by tests only
	{"dataset"},
	{"dataset/..."},
	{"dataset/internal/sheet"},
	{"result"},
	{"iot"},
	{"class"},
	{"internal/linalg", "internal/progress", "internal/suggest", "internal/text", "internal/shared", "ui"},
}

// drawers are names that say nothing about what is inside.
var drawers = []string{"util", "utils", "helper", "helpers", "common", "misc", "base", "types", "lib"}

// TestLayers parses the sources itself: a test that asks the go command is
// cached, faults and all.
func TestLayers(t *testing.T) {
	for _, fault := range archFaults(t, ".") {
		t.Error(fault)
	}
}

// TestLayersCatchesFaults plants each fault and wants it named.
func TestLayersCatchesFaults(t *testing.T) {
	for _, planted := range []struct {
		file, source, want string
	}{
		{"iot/x.go", "package iot\nimport _ \"dougong/leontief\"\n", "imports dougong/leontief, which is above it"},
		{"leontief/x.go", "// Package leontief x.\npackage leontief\nimport _ \"dougong/audit\"\n", "imports dougong/audit, which stands beside it"},
		{"dataset/nbs/x.go", "// Package nbs x.\npackage nbs\nimport _ \"dougong/dataset/wiod\"\n", "imports dougong/dataset/wiod, which stands beside it"},
		{"util/x.go", "// Package util x.\npackage util\n", "name says nothing"},
		{"attic/x.go", "// Package attic x.\npackage attic\n", "is in no layer"},
		{"audit/x.go", "package audit\n", "has no package comment"},
		{"audit/y.go", "// Package audit y.\npackage audit\nimport \"C\"\n", "imports C"},
	} {
		dir := t.TempDir()
		writeFile(t, filepath.Join(dir, planted.file), planted.source)
		found := strings.Join(archFaults(t, dir), "\n")
		if !strings.Contains(found, planted.want) {
			t.Errorf("%s: got %q; want a fault with %q", planted.file, found, planted.want)
		}
	}
}

type sourcePackage struct {
	imports   map[string]string // import → file
	commented bool
}

// archFaults returns what is wrong with the packages below root, sorted.
func archFaults(t *testing.T, root string) []string {
	var faults []string
	for dir, p := range sourcePackages(t, root) {
		if dir == "." {
			continue
		}
		at := layerOf(dir)
		if at < 0 {
			faults = append(faults, dir+" is in no layer; give it a place in arch_test.go and ARCHITECTURE.md")
		}
		for _, name := range drawers {
			if path.Base(dir) == name {
				faults = append(faults, dir+": the name says nothing about what is inside")
			}
		}
		if !p.commented {
			faults = append(faults, dir+" has no package comment; want the question it answers")
		}
		for imported, file := range p.imports {
			if imported == "C" {
				faults = append(faults, file+" imports C; the binary is static and has no cgo")
			}
			to, ours := strings.CutPrefix(imported, "dougong/")
			if !ours || at < 0 {
				continue
			}
			switch below := layerOf(to); {
			case below < at:
				faults = append(faults, file+" imports "+imported+", which is above it")
			case below == at:
				faults = append(faults, file+" imports "+imported+", which stands beside it")
			}
		}
	}
	sort.Strings(faults)
	return faults
}

// layerOf returns the layer of a folder, -1 for none. Folders below a package's
// own internal/ belong to it.
func layerOf(dir string) int {
	for at, layer := range layers {
		for _, name := range layer {
			if parent, ok := strings.CutSuffix(name, "/..."); dir == name || (ok && path.Dir(dir) == parent) {
				return at
			}
		}
	}
	return -1
}

func sourcePackages(t *testing.T, root string) map[string]*sourcePackage {
	packages := map[string]*sourcePackage{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && file != root && (name == "testdata" || strings.HasPrefix(name, ".") || name == "ui" || name == "bench") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly|parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		addFile(packages, filepath.ToSlash(rel), file, parsed)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return packages
}

func addFile(packages map[string]*sourcePackage, dir, file string, parsed *ast.File) {
	p := packages[dir]
	if p == nil {
		p = &sourcePackage{imports: map[string]string{}}
		packages[dir] = p
	}
	p.commented = p.commented || parsed.Doc != nil
	for _, spec := range parsed.Imports {
		if name, err := strconv.Unquote(spec.Path.Value); err == nil {
			p.imports[name] = file
		}
	}
}

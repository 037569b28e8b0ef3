package docs

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// goName is a name of the code in a document: `package.Name`, `package.Type.Part`.
var goName = regexp.MustCompile("`((?:iot|class|result|dataset|audit|balance|leontief|dependence|structure|catalogue|chart|report|brief|study)\\.[A-Za-z][A-Za-z.]*)`")

// isFile tells names of files, such as `study.toml`, from names of the code.
var isFile = regexp.MustCompile(`\.(toml|go|md|csv|json)$`)

// TestGoNames wants every name of the code in a document to be declared.
func TestGoNames(t *testing.T) {
	declared := declarations(t)
	found := 0
	for _, file := range documents(t) {
		for _, match := range goName.FindAllStringSubmatch(read(t, filepath.Join(root, file)), -1) {
			if isFile.MatchString(match[1]) {
				continue
			}
			found++
			if !declared[match[1]] {
				t.Errorf("%s: %s is not declared anywhere", file, match[1])
			}
		}
	}
	if found < 40 {
		t.Errorf("got %d names; want those of model.md", found)
	}
	if declared["leontief.Model.Solves"] || !declared["leontief.Model.Solve"] || !declared["leontief.Linkages.NetBackward"] {
		t.Error("declarations are not read as they stand")
	}
}

// TestModelTable wants of every quantity what the head promises.
func TestModelTable(t *testing.T) {
	rows := 0
	for line := range strings.SplitSeq(read(t, filepath.Join(root, "docs", "model.md")), "\n") {
		if !strings.HasPrefix(line, "|") || strings.HasPrefix(line, "|---") {
			continue
		}
		rows++
		cells := strings.Split(strings.Trim(line, "|"), "|")
		if len(cells) != 6 {
			t.Errorf("%s: got %d cells; want 6, without a bar inside one", line, len(cells))
		} else if cells[0] == " " || cells[1] == " " || !strings.Contains(cells[4], "`") && cells[4] != " Go name " {
			t.Errorf("%s: no equation, no meaning or no name", line)
		}
	}
	if rows < 30 {
		t.Errorf("got %d rows; want the model", rows)
	}
}

// declarations lists what the packages and their tests declare: functions,
// types, values, and methods and fields as "package.Type.Part".
func declarations(t *testing.T) map[string]bool {
	t.Helper()
	names := map[string]bool{}
	err := fs.WalkDir(os.DirFS(root), ".", func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") && file != "." || d.Name() == "testdata" || d.Name() == "ui") {
			return fs.SkipDir
		}
		if strings.HasSuffix(file, ".go") {
			parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.SkipObjectResolution)
			if err != nil {
				return err
			}
			for _, d := range parsed.Decls {
				declare(names, strings.TrimSuffix(parsed.Name.Name, "_test")+".", d)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func declare(names map[string]bool, pkg string, d ast.Decl) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			names[pkg+d.Name.Name] = true
			return
		}
		receiver := d.Recv.List[0].Type
		if star, ok := receiver.(*ast.StarExpr); ok {
			receiver = star.X
		}
		if id, ok := receiver.(*ast.Ident); ok {
			names[pkg+id.Name+"."+d.Name.Name] = true
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			declareSpec(names, pkg, spec)
		}
	}
}

func declareSpec(names map[string]bool, pkg string, spec ast.Spec) {
	switch s := spec.(type) {
	case *ast.ValueSpec:
		for _, n := range s.Names {
			names[pkg+n.Name] = true
		}
	case *ast.TypeSpec:
		names[pkg+s.Name.Name] = true
		if fields, ok := s.Type.(*ast.StructType); ok {
			for _, f := range fields.Fields.List {
				for _, n := range f.Names {
					names[pkg+s.Name.Name+"."+n.Name] = true
				}
			}
		}
	}
}

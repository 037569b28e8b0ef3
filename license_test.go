package dougong

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func writeFile(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// licences are the ones that may ship, each with a sentence that its text holds.
var licences = []struct{ name, sentence string }{
	{"Apache-2.0", "Apache License"},
	{"MIT", "Permission is hereby granted, free of charge"},
	{"BSD", "Redistributions of source code must retain"},
	{"ISC", "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee is hereby granted"},
}

// TestLicences reads the licence of every module that is linked into the binary
// or used by tests: permissive ones only, each named in NOTICE.
func TestLicences(t *testing.T) {
	notice, err := os.ReadFile("NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	for module, dir := range modules(t) {
		name := licenceOf(dir)
		if name == "" {
			t.Errorf("%s: no permissive licence found in %s; read it, then add it to the list or drop the module", module, dir)
			continue
		}
		if line := module + " " + name; !strings.Contains(string(notice), line) {
			t.Errorf("NOTICE does not name %q", line)
		}
	}
}

func TestLicencesCatchesFaults(t *testing.T) {
	dir := t.TempDir()
	writeFile(t, filepath.Join(dir, "LICENSE"), "GNU GENERAL PUBLIC LICENSE\nVersion 3\n")
	if got := licenceOf(dir); got != "" {
		t.Errorf("GPL text: got %q; want no permissive licence", got)
	}
	if got := licenceOf(t.TempDir()); got != "" {
		t.Errorf("no licence file: got %q; want none", got)
	}
}

// modules returns the folders of the modules that packages of this one import,
// tests included.
func modules(t *testing.T) map[string]string {
	t.Helper()
	out, err := exec.Command("go", "list", "-test", "-deps", "-f", "{{with .Module}}{{.Path}} {{.Dir}}{{end}}", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	found := map[string]string{}
	for scan := bufio.NewScanner(strings.NewReader(string(out))); scan.Scan(); {
		module, dir, ok := strings.Cut(scan.Text(), " ")
		if ok && module != "dougong" {
			found[module] = dir
		}
	}
	if len(found) == 0 {
		t.Fatal("no modules found; want at least gonum")
	}
	return found
}

func licenceOf(dir string) string {
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, file := range files {
		base := strings.ToUpper(filepath.Base(file))
		if !strings.HasPrefix(base, "LICEN") && !strings.HasPrefix(base, "COPYING") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			continue
		}
		words := strings.Join(strings.Fields(string(text)), " ")
		if strings.Contains(words, "GNU GENERAL PUBLIC LICENSE") || strings.Contains(words, "GNU LESSER") {
			return ""
		}
		for _, l := range licences {
			if strings.Contains(words, l.sentence) {
				return l.name
			}
		}
	}
	return ""
}

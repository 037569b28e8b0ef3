package study

import (
	"fmt"
	"os"
	"path"
	"strings"
)

// part is the ending of files that are not whole yet.
const part = ".part"

// writeFile writes a file of the study whole or not at all.
func (s *Study) writeFile(name string, data []byte) error { return writeWhole(s.root, name, data) }

// writeWhole writes to a temporary name, which is then renamed.
func writeWhole(root *os.Root, name string, data []byte) error {
	temporary := path.Join(path.Dir(name), "."+path.Base(name)+part)
	if err := writeSynced(root, temporary, data); err != nil {
		root.Remove(temporary)
		return err
	}
	if err := root.Rename(temporary, name); err != nil {
		root.Remove(temporary)
		return fmt.Errorf("%s: cannot replace it: %w; close it where another program holds it open", name, cause(err))
	}
	return nil
}

// writeSynced writes a new file down to the disk.
func writeSynced(root *os.Root, name string, data []byte) error {
	f, err := root.Create(name)
	if err != nil {
		return fmt.Errorf("%s: cannot write there: %w; want a folder that exists and may be written", name, cause(err))
	}
	_, err = f.Write(data)
	if err == nil {
		err = f.Sync()
	}
	if closing := f.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return fmt.Errorf("%s: cannot write it: %w", name, cause(err))
	}
	return nil
}

// quote writes a text as TOML does.
func quote(s string) string { return strings.TrimSuffix(string(canonical(s)), "\n") }

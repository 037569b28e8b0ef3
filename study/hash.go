package study

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"sort"
	"strings"
	"sync"

	"dougong/class"
	"dougong/iot"
)

// canonical writes a value as JSON in the one form that hashes are taken of:
// fields in the order of the type, keys of maps sorted, no escapes for HTML, an
// end of line.
func canonical(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("study: BUG: " + err.Error())
	}
	return b.Bytes()
}

func sha(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// Hash identifies the numbers of the table: the sha256 over names and contents
// of its files and the options that it was read with.
func (d *Data) Hash() string { return d.ref().Hash }

// TagsHash identifies the groups of the tag layer, whatever the file that they
// were read from looks like; empty where there are none.
func (d *Data) TagsHash() string { return d.tagsHash }

func (d *Data) ref() DataRef { return d.Source.ref(d.Files) }

// ref describes files read with the options of the source.
func (s Source) ref(files []iot.File) DataRef {
	r := DataRef{Format: s.Format, Year: s.Year, Missing: slices.Clone(s.Missing), Files: files}
	slices.Sort(r.Missing)
	r.Hash = sha(canonical(r))
	return r
}

// hashTags takes the sha256 over groups, names, sectors and weights.
func hashTags(t *class.Tags) string {
	if len(t.Groups()) == 0 {
		return ""
	}
	type member struct {
		Sector string
		Weight float64
	}
	type group struct {
		ID      string
		Label   class.Label
		Members []member
	}
	var groups []group
	for _, id := range t.Groups() {
		g := group{ID: id, Label: t.Label(id)}
		for _, s := range t.Members(id) {
			g.Members = append(g.Members, member{s, t.Weight(id, s)})
		}
		groups = append(groups, g)
	}
	return sha(canonical(groups))
}

// witness is a file system that remembers which files were opened.
type witness struct {
	fs.FS
	mu     sync.Mutex
	opened []string
}

func (w *witness) Open(name string) (fs.File, error) {
	f, err := w.FS.Open(name)
	if err == nil {
		w.mu.Lock()
		w.opened = append(w.opened, name)
		w.mu.Unlock()
	}
	return f, err
}

// files returns the files that were opened, by name.
func (w *witness) files(ctx context.Context) ([]iot.File, error) {
	names := slices.Clone(w.opened)
	sort.Strings(names)
	var files []iot.File
	for _, name := range slices.Compact(names) {
		if info, err := fs.Stat(w.FS, name); err != nil || info.IsDir() {
			continue // a folder that was listed, or gone: the hash of the others tells
		}
		f, err := hashFile(ctx, w.FS, name)
		if err != nil {
			return nil, err
		}
		files = append(files, f)
	}
	return files, nil
}

// hashFile reads a file of a file system and returns its size and sha256.
func hashFile(ctx context.Context, fsys fs.FS, name string) (iot.File, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return iot.File{}, fmt.Errorf("%s: %w", name, cause(err))
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, &interruptible{ctx, f})
	if err != nil {
		return iot.File{}, fmt.Errorf("%s: %w", name, cause(err))
	}
	return iot.File{Name: strings.TrimPrefix(name, "./"), SHA256: hex.EncodeToString(h.Sum(nil)), Bytes: n}, nil
}

// interruptible stops reading when the context ends.
type interruptible struct {
	ctx context.Context
	r   io.Reader
}

func (i *interruptible) Read(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.r.Read(p)
}

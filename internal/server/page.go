package server

import (
	"errors"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"
)

// asset is one file of the page, ready to be sent.
type asset struct {
	answer
	tag    string
	hashed bool // its name says what is in it: it never changes
}

// pagePolicy is what the page may do: run its own script and ask this server.
const pagePolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// unbuilt is shown where the page was not built into this program.
const unbuilt = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Dougong</title>
<h1>Dougong 斗拱</h1>
<p>The page is not part of this program. Build it, then the program: <code>make ui build</code>, and serve again.</p>
<p lang="zh">本程序未包含网页。请先运行 <code>make ui build</code>，再重新启动服务。</p>
<p>The API is here: <a href="/api/v1/openapi.json">/api/v1/openapi.json</a></p>
</html>
`

// assets reads all files of the page into memory, packed where that pays. There
// is nothing else that a path could lead to.
func assets(page fs.FS) (map[string]*asset, error) {
	found := map[string]*asset{}
	if page == nil {
		page = emptyFS{}
	}
	err := fs.WalkDir(page, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(path.Base(name), ".") {
			return err
		}
		data, err := fs.ReadFile(page, name)
		if err != nil {
			return err
		}
		found["/"+name], err = newAsset(name, data)
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	if found["/index.html"] == nil {
		if found["/index.html"], err = newAsset("index.html", []byte(unbuilt)); err != nil {
			return nil, err
		}
	}
	return found, nil
}

type emptyFS struct{}

func (emptyFS) Open(name string) (fs.File, error) {
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// assetTypes are those of the files of a page, on any machine.
var assetTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8",
	".svg": "image/svg+xml", ".png": "image/png", ".ico": "image/x-icon", ".json": "application/json",
	".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8", ".webmanifest": "application/manifest+json",
}

func newAsset(name string, data []byte) (*asset, error) {
	media, ok := assetTypes[path.Ext(name)]
	if !ok {
		media = mime.TypeByExtension(path.Ext(name))
	}
	if media == "" {
		media = "application/octet-stream"
	}
	a := &asset{answer: answer{media: media, policy: pagePolicy, data: data}, tag: `W/"` + digest(string(data)) + `"`, hashed: strings.HasPrefix(name, "assets/")}
	if packs(media, len(data)) {
		var err error
		if a.data, err = pack(data); err != nil {
			return nil, err
		}
		a.packed = true
	}
	return a, nil
}

// servePage answers with a file of the page; a path without an ending is a
// place within the page.
func (s *Server) servePage(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		s.fail(w, r, refuse(http.StatusMethodNotAllowed, "usage", "server: got method %s; want GET", r.Method))
		return
	}
	a, ok := s.page[r.URL.Path]
	if !ok && path.Ext(r.URL.Path) == "" {
		a, ok = s.page["/index.html"], true
	}
	if !ok {
		s.fail(w, r, refuse(http.StatusNotFound, "missing", "server: no such file"))
		return
	}
	h := w.Header()
	h.Set("ETag", a.tag)
	h.Set("Vary", "Accept-Encoding")
	h.Set("Cache-Control", "no-cache")
	if a.hashed {
		h.Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	h.Set("Content-Security-Policy", a.policy) // also with 304: its headers replace those that the browser kept
	if matches(r.Header.Get("If-None-Match"), a.tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if err := s.send(w, r, &a.answer); err != nil {
		s.fail(w, r, err)
	}
}

package report

import (
	"archive/zip"
	"io"
	"time"
)

// part is one file of a package: of a workbook or a document.
type part struct {
	name    string
	content []byte
}

// packed is the time of every file in a package: the first that zip can say.
var packed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// pack writes the parts in their order as a zip without clocks.
func pack(w io.Writer, parts []part) error {
	z := zip.NewWriter(w)
	for _, p := range parts {
		f, err := z.CreateHeader(&zip.FileHeader{Name: p.name, Method: zip.Deflate, Modified: packed})
		if err != nil {
			return err
		}
		if _, err := f.Write(p.content); err != nil {
			return err
		}
	}
	return z.Close()
}

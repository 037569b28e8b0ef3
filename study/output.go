package study

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path"
	"runtime"
	"time"

	"dougong/class"
	"dougong/iot"
	"dougong/report"
	"dougong/result"
)

// outputs are the files of a run that its manifest vouches for.
func outputs(e *result.Entry, r *result.Result, findings []iot.Finding) (map[string][]byte, error) {
	if findings == nil {
		findings = []iot.Finding{}
	}
	files := map[string][]byte{"findings.json": canonical(findings)}
	write := func(name string, f report.Format, table string) error {
		var b bytes.Buffer
		err := report.Write(&b, f, e, r, report.Options{Lang: class.Both, Table: table})
		files[name] = b.Bytes()
		return err
	}
	if err := write("result.json", report.JSON, ""); err != nil {
		return nil, err
	}
	for _, t := range r.Tables {
		if err := write(t.ID+".csv", report.CSV, t.ID); err != nil {
			return nil, err
		}
	}
	return files, nil
}

// times is run.json: when and where, outside every hash.
type times struct {
	ID       string    `json:"id"`
	Manifest string    `json:"manifest"` // its sha256
	Started  time.Time `json:"started"`
	Seconds  float64   `json:"seconds"`
	System   string    `json:"system"`
	CPUs     int       `json:"cpus"`
}

func runTimes(id string, m *Manifest, start time.Time, seconds float64) times {
	return times{ID: id, Manifest: m.Hash(), Started: start.UTC(), Seconds: seconds, System: runtime.GOOS + "/" + runtime.GOARCH, CPUs: runtime.GOMAXPROCS(0)}
}

// manifest reads that of a run, nil where there is none or it is damaged: then
// the run is made again.
func (s *Study) manifest(id string) (*Manifest, error) {
	data, err := s.readFile(path.Join(runsFolder, id, "manifest.json"))
	if err != nil || data == nil {
		return nil, err
	}
	m := &Manifest{}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(m); err != nil || !errors.Is(d.Decode(&struct{}{}), io.EOF) || !bytes.Equal(canonical(m), data) {
		return nil, nil
	}
	for _, f := range m.Outputs {
		if !fs.ValidPath(f.Name) || path.Base(f.Name) != f.Name {
			return nil, nil // outside its folder
		}
	}
	return m, nil
}

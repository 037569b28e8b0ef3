package study

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"time"

	"dougong/audit"
	"dougong/internal/progress"
	"dougong/iot"
	"dougong/result"
)

// Options say how runs are made.
type Options struct {
	Version string           // of this program
	Force   bool             // also what is not stale
	Now     func() time.Time // for run.json only
}

// Ran is what became of one run.
type Ran struct {
	ID       string
	Analysis string
	Why      string // why it was stale; empty: it was not, and nothing was done
	Manifest *Manifest
	Seconds  float64
}

// Reasons for a run to be stale.
const (
	staleNew     = "new"
	staleForced  = "forced"
	staleInputs  = "inputs changed"
	staleOutputs = "files of the run changed"
)

// Run makes the runs that are stale, all or those named, in the order of
// study.toml. Each is written whole or not at all: who stops in between finds
// complete runs and goes on where it stopped.
func (s *Study) Run(ctx context.Context, o Options, ids ...string) ([]Ran, error) {
	wanted, err := s.choose(ids)
	if err != nil {
		return nil, err
	}
	release, err := s.hold()
	if err != nil {
		return nil, err
	}
	defer release()
	if err := s.sweep(); err != nil {
		return nil, err
	}
	w, err := s.worker(ctx, o)
	if err != nil {
		return nil, err
	}
	phase := progress.Start(ctx, "runs", int64(len(wanted)))
	var done []Ran
	for _, r := range wanted {
		if err := ctx.Err(); err != nil {
			return done, err
		}
		ran, err := w.do(ctx, r)
		if err != nil {
			return done, fmt.Errorf("run %q: %w", r.ID, err)
		}
		done = append(done, *ran)
		phase.Add(1)
	}
	return done, nil
}

func (s *Study) choose(ids []string) ([]*Run, error) {
	all := make([]string, len(s.Runs))
	for i := range s.Runs {
		all[i] = s.Runs[i].ID
	}
	for _, id := range ids {
		if s.run(id) == nil {
			return nil, &UnknownNameError{"run", id, all}
		}
	}
	var wanted []*Run
	for i := range s.Runs {
		if len(ids) == 0 || slices.Contains(ids, s.Runs[i].ID) {
			wanted = append(wanted, &s.Runs[i])
		}
	}
	return wanted, nil
}

// worker makes runs one after another; tables are read when the first run asks
// for them, and once.
type worker struct {
	s           *Study
	o           Options
	lock        map[string]Locked
	acceptances []audit.Acceptance
	checked     map[string]Locked
	opened      map[string]*Data
}

func (s *Study) worker(ctx context.Context, o Options) (*worker, error) {
	lock, err := s.Lock()
	if err != nil {
		return nil, err
	}
	acceptances, err := s.acceptances()
	if err != nil {
		return nil, err
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return &worker{s, o, lock, acceptances, map[string]Locked{}, map[string]*Data{}}, ctx.Err()
}

// acceptances reads accept.toml; none is an empty list.
func (s *Study) acceptances() ([]audit.Acceptance, error) {
	data, err := s.readFile(acceptFile)
	if err != nil {
		return nil, err
	}
	return audit.ReadAcceptances(acceptFile, bytes.NewReader(data))
}

// acceptedHash identifies accepted findings, whatever their order.
func acceptedHash(list []audit.Acceptance) string {
	if len(list) == 0 {
		return ""
	}
	rows := make([][]string, len(list))
	for i, a := range list {
		rows[i] = []string{a.ID, a.Where, a.Reason, a.Name}
	}
	slices.SortFunc(rows, slices.Compare)
	return sha(canonical(rows))
}

// inputs describes a run without reading the table: its files were hashed.
func (w *worker) inputs(ctx context.Context, r *Run) (Inputs, error) {
	d := w.s.named(r.Data)
	l, ok := w.checked[d.Name]
	if !ok {
		var err error
		if l, err = w.s.check(ctx, d, w.lock); err != nil {
			return Inputs{}, err
		}
		w.checked[d.Name] = l
	}
	return Inputs{Version: w.o.Version, Kernel: Kernel, Entry: r.Analysis, Given: w.s.given(r),
		Data: d.ref(l.files()), Tags: l.Tags, Accepted: acceptedHash(w.acceptances)}, nil
}

// given completes the parameters of a run.
func (s *Study) given(r *Run) map[string]string { return s.Given(s.entry(r.Analysis), r.Params) }

// Given completes parameters of an analysis with the economy of the study.
func (s *Study) Given(e *result.Entry, params map[string]string) map[string]string {
	given := map[string]string{}
	maps.Copy(given, params)
	for _, p := range e.Params {
		if p.Kind == result.Economy && p.ID == "economy" && given[p.ID] == "" && s.Economy != "" {
			given[p.ID] = s.Economy
		}
	}
	return given
}

func (w *worker) do(ctx context.Context, r *Run) (*Ran, error) {
	in, err := w.inputs(ctx, r)
	if err != nil {
		return nil, err
	}
	old, err := w.s.manifest(r.ID)
	if err != nil {
		return nil, err
	}
	ran := &Ran{ID: r.ID, Analysis: r.Analysis, Manifest: old, Why: w.s.stale(ctx, r.ID, old, in)}
	if ran.Why == "" && w.o.Force {
		ran.Why = staleForced
	}
	if ran.Why == "" {
		return ran, nil
	}
	start := w.o.Now()
	files, m, err := w.compute(ctx, r, in)
	if err != nil {
		return nil, err
	}
	ran.Manifest, ran.Seconds = m, w.o.Now().Sub(start).Seconds()
	files["run.json"] = canonical(runTimes(r.ID, m, start, ran.Seconds))
	return ran, w.s.keep(ctx, r.ID, files)
}

// stale says why a run must be made again, "" where it need not.
func (s *Study) stale(ctx context.Context, id string, old *Manifest, in Inputs) string {
	switch {
	case old == nil:
		return staleNew
	case old.Inputs.Hash() != in.Hash():
		return staleInputs
	}
	for _, f := range old.Outputs {
		now, err := hashFile(ctx, s.root.FS(), path.Join(runsFolder, id, f.Name))
		if err != nil || now.SHA256 != f.SHA256 {
			return staleOutputs
		}
	}
	return ""
}

// data opens a table, once.
func (w *worker) data(ctx context.Context, name string) (*Data, error) {
	if d, ok := w.opened[name]; ok {
		return d, nil
	}
	d, err := w.s.Load(ctx, name)
	if err != nil {
		return nil, err
	}
	l := w.checked[name]
	if d.ref().Hash != w.s.named(name).ref(l.files()).Hash {
		return nil, &LockError{Data: name, Text: "reads other files than when it was locked"}
	}
	if err := l.sameTags(d.Source.Tags, d.tagsHash); err != nil {
		return nil, err
	}
	w.opened[name] = d
	return d, nil
}

// compute answers a run and returns its files by name, the manifest among them.
func (w *worker) compute(ctx context.Context, r *Run, in Inputs) (map[string][]byte, *Manifest, error) {
	d, err := w.data(ctx, r.Data)
	if err != nil {
		return nil, nil, err
	}
	e := w.s.entry(r.Analysis)
	answer, err := d.Run(ctx, e, in.Given)
	if err != nil {
		return nil, nil, err
	}
	findings, err := w.findings(ctx, d, answer)
	if err != nil {
		return nil, nil, err
	}
	files, err := outputs(e, answer, findings)
	if err != nil {
		return nil, nil, err
	}
	m := &Manifest{Inputs: in, Params: answer.Params, ResidualShare: answer.ResidualShare, Findings: refs(findings)}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		m.Outputs = append(m.Outputs, iot.File{Name: name, SHA256: sha(files[name]), Bytes: int64(len(files[name]))})
	}
	files["manifest.json"] = canonical(m)
	return files, m, nil
}

// findings returns what is to be known about the table and the answer, with
// what the study accepts. The age of the table is left out: it depends on when
// one looks.
func (w *worker) findings(ctx context.Context, d *Data, answer *result.Result) ([]iot.Finding, error) {
	list, err := d.SystemFindings(ctx, 0)
	if err != nil {
		return nil, err
	}
	type name struct{ id, where, text string }
	seen := map[name]bool{}
	for _, f := range list {
		seen[name{f.ID, f.Where(), f.Text.En}] = true
	}
	for _, f := range answer.Findings {
		if !seen[name{f.ID, f.Where(), f.Text.En}] {
			list = append(list, f)
		}
	}
	list = audit.Accept(list, w.acceptances)
	return slices.DeleteFunc(list, func(f iot.Finding) bool { return f.ID == "stale-acceptance" }), nil // doctor looks for those
}

package study

import (
	"path/filepath"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"dougong/class"
	"dougong/internal/suggest"
	"dougong/result"
)

// parse reads study.toml.
func (s *Study) parse(data []byte) error {
	root, err := parseTOML(studyFile, data)
	if err != nil {
		return err
	}
	r := &tomlReader{studyFile}
	if err := r.table(root, "the file", "study", "data", "run"); err != nil {
		return err
	}
	for _, part := range []struct {
		key  string
		read func(*tomlReader, *node) error
	}{{"study", s.readHead}, {"data", s.readData}, {"run", s.readRuns}} {
		if n := root.child(part.key); n != nil {
			if err := part.read(r, n); err != nil {
				return err
			}
		}
	}
	if root.child("study") == nil {
		return r.fail(root, "no [study]; want one with a name")
	}
	return nil
}

func (s *Study) readHead(r *tomlReader, n *node) (err error) {
	if err := r.table(n, "[study]", "name", "title", "language", "economy"); err != nil {
		return err
	}
	var language string
	for _, f := range []struct {
		key string
		set *string
	}{{"name", &s.Name}, {"title", &s.Title}, {"language", &language}, {"economy", &s.Economy}} {
		if *f.set, err = r.str(n, f.key); err != nil {
			return err
		}
	}
	if err := r.name(n, "name", s.Name, "name of the study"); err != nil {
		return err
	}
	s.Language = class.Lang(language)
	languages := []string{"en", "zh", "both"}
	switch {
	case language == "":
		s.Language = class.En
	case !slices.Contains(languages, language):
		return r.fail(n.child("language"), "language: got %q; want one of %s%s", language, strings.Join(languages, ", "), suggest.Phrase(suggest.Nearest(language, languages, 1)))
	}
	return nil
}

func (r *tomlReader) name(table *node, key, got, what string) error {
	n := table.child(key)
	if n == nil {
		return r.fail(table, "no %s; want the %s", key, what)
	}
	if err := checkName(key, got); err != nil {
		return r.fail(n, "%s", err)
	}
	return nil
}

func (s *Study) readData(r *tomlReader, n *node) error {
	if n.kind != unstable.Table {
		return r.fail(n, "data: got %s; want tables [data.NAME]", n.describe())
	}
	for _, c := range n.nodes {
		where := "[data." + c.key + "]"
		if err := checkName("[data.NAME]", c.key); err != nil {
			return r.fail(c, "%s", err)
		}
		if err := r.table(c, where, "path", "format", "year", "missing", "tags"); err != nil {
			return err
		}
		d := Named{Name: c.key, line: c.line, col: c.col}
		if err := d.read(r, c, where); err != nil {
			return err
		}
		s.Data = append(s.Data, d)
	}
	return nil
}

func (d *Named) read(r *tomlReader, n *node, where string) (err error) {
	for _, f := range []struct {
		key string
		set *string
	}{{"path", &d.Path}, {"format", &d.Format}, {"tags", &d.Tags}} {
		if *f.set, err = r.str(n, f.key); err != nil {
			return err
		}
	}
	if d.Year, err = r.number(n, "year"); err != nil {
		return err
	}
	if d.Missing, err = r.strs(n, "missing"); err != nil {
		return err
	}
	if d.Path == "" {
		return r.fail(n, "%s has no path; want a file, a folder, or %q", where, ExamplePath)
	}
	if d.Tags != "" && !filepath.IsLocal(filepath.FromSlash(d.Tags)) {
		return r.fail(n.child("tags"), "tags: got %q; want a file inside the folder of the study", d.Tags)
	}
	return nil
}

func (s *Study) readRuns(r *tomlReader, n *node) error {
	if n.kind != unstable.Array {
		return r.fail(n, "run: got %s; want [[run]], with two brackets", n.describe())
	}
	for _, c := range n.nodes {
		run, err := s.readRun(r, c)
		if err != nil {
			return err
		}
		if first := s.run(run.ID); first != nil {
			return r.fail(c.child("id"), "id: %q is the run of line %d already; want another id", run.ID, first.line)
		}
		s.Runs = append(s.Runs, *run)
	}
	return nil
}

func (s *Study) readRun(r *tomlReader, n *node) (run *Run, err error) {
	if err := r.table(n, "[[run]]", "id", "analysis", "data", "params"); err != nil {
		return nil, err
	}
	run = &Run{Params: map[string]string{}, line: n.line, col: n.col}
	for _, f := range []struct {
		key string
		set *string
	}{{"id", &run.ID}, {"analysis", &run.Analysis}, {"data", &run.Data}} {
		if *f.set, err = r.str(n, f.key); err != nil {
			return nil, err
		}
	}
	if err := r.name(n, "id", run.ID, "id of the run, which names its folder"); err != nil {
		return nil, err
	}
	if err := s.readTable(r, n, run); err != nil {
		return nil, err
	}
	e := s.entry(run.Analysis)
	if e == nil {
		return nil, s.noAnalysis(r, n, run.Analysis)
	}
	if p := n.child("params"); p != nil {
		if err := readParams(r, p, e, run.Params); err != nil {
			return nil, err
		}
	}
	return run, nil
}

// readTable checks which table a run is about; a study with one need not say.
func (s *Study) readTable(r *tomlReader, n *node, run *Run) error {
	list := s.tableNames()
	switch {
	case len(list) == 0:
		return r.fail(n, "run %q has no table; want [data.NAME] with a path", run.ID)
	case run.Data == "" && len(list) == 1:
		run.Data = list[0]
	case run.Data == "":
		return r.fail(n, "run %q does not say which table; want data = one of %s", run.ID, strings.Join(list, ", "))
	case s.named(run.Data) == nil:
		return r.fail(n.child("data"), "data: got %q; want one of %s%s", run.Data, strings.Join(list, ", "), suggest.Phrase(suggest.Nearest(run.Data, list, 2)))
	}
	return nil
}

func (s *Study) noAnalysis(r *tomlReader, n *node, got string) error {
	at := n.child("analysis")
	if at == nil {
		return r.fail(n, "no analysis; want the id of one, as dougong list shows")
	}
	ids := make([]string, len(s.entries))
	for i, e := range s.entries {
		ids[i] = e.ID
	}
	return r.fail(at, "analysis: got %q; want the id of one, as dougong list shows%s", got, suggest.Phrase(suggest.Nearest(got, ids, 3)))
}

// readParams takes the parameters of a run. Codes are quoted; numbers of
// analyses that want numbers need not be.
func readParams(r *tomlReader, n *node, e *result.Entry, params map[string]string) error {
	if n.kind != unstable.Table {
		return r.fail(n, "params: got %s; want a table", n.describe())
	}
	ids := make([]string, len(e.Params))
	for i, p := range e.Params {
		ids[i] = p.ID
	}
	if len(ids) == 0 && len(n.nodes) > 0 {
		return r.fail(n.nodes[0], "unknown parameter %q; %s has none", n.nodes[0].key, e.ID)
	}
	for _, c := range n.nodes {
		at := slices.Index(ids, c.key)
		if at < 0 {
			return r.fail(c, "unknown parameter %q; want one of %s, which %s has%s", c.key, strings.Join(ids, ", "), e.ID, suggest.Phrase(suggest.Nearest(c.key, ids, 2)))
		}
		text, err := readParam(r, c, &e.Params[at])
		if err != nil {
			return err
		}
		params[c.key] = text
	}
	return nil
}

// readParam returns a value as text; those of a list joined by commas.
func readParam(r *tomlReader, n *node, p *result.Param) (string, error) {
	if n.kind != unstable.Array {
		return readValue(r, n, p)
	}
	if !p.List {
		return "", r.fail(n, "%s: got a list; want one value", p.ID)
	}
	parts := make([]string, len(n.nodes))
	for i, c := range n.nodes {
		var err error
		if parts[i], err = readValue(r, c, p); err != nil {
			return "", err
		}
	}
	return strings.Join(parts, ","), nil
}

func readValue(r *tomlReader, n *node, p *result.Param) (string, error) {
	isNumber := n.kind == unstable.Integer || n.kind == unstable.Float
	switch {
	case isNumber && (p.Kind == result.Count || p.Kind == result.Real):
		return n.text, nil
	case isNumber:
		return "", r.fail(n, "%s: got %s; want a code in quotes: %q", p.ID, n.describe(), n.text)
	}
	return r.strOf(n, p.ID)
}

package study

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"dougong/class"
	"dougong/internal/progress"
	"dougong/internal/shared"
	"dougong/result"
)

// toy is a table of two economies and two sectors.
const toy = "../dataset/testdata/mini/wiod_2011.csv"

var options = Options{Version: "test", Now: func() time.Time { return time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC) }}

// made makes a study of a copy of the toy table that lies in the study itself.
func made(t *testing.T) *Study {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "toy")
	if err := Init(t.Context(), dir, Source{Path: toy}, class.En, entries); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(toy)
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, "wiod_2011.csv", string(data))
	text := read(t, dir, studyFile)
	from, to := strings.Index(text, "path ="), strings.Index(text, "\n\n[[run]]")
	write(t, dir, studyFile, text[:from]+`path = "wiod_2011.csv"`+text[to:])
	s := opened(t, dir)
	if _, err := s.UpdateData(t.Context(), s.Data[0].Name); err != nil {
		t.Fatal(err)
	}
	return s
}

func opened(t *testing.T, dir string) *Study {
	t.Helper()
	s, err := Open(dir, entries)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func read(t *testing.T, dir string, name ...string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{dir}, name...)...))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// whys makes the runs and returns why each was made, in order.
func whys(t *testing.T, s *Study, o Options) string {
	t.Helper()
	ran, err := s.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	list := make([]string, len(ran))
	for i, r := range ran {
		list[i] = r.Why
	}
	return strings.Join(list, "|")
}

// TestOnlyStale changes one thing after another and wants the runs made again
// that it concerns, and no others.
func TestOnlyStale(t *testing.T) {
	s := made(t)
	f := func(what, want string) {
		t.Helper()
		if got := whys(t, s, options); got != want {
			t.Errorf("%s: got %q; want %q", what, got, want)
		}
	}
	f("at first", "new|new|new|new")
	f("again", "|||")
	write(t, s.Dir, "runs/linkages/linkages.csv", "1,2")
	f("a changed answer", "||files of the run changed|")
	if err := os.Remove(filepath.Join(s.Dir, "runs/dependence/findings.json")); err != nil {
		t.Fatal(err)
	}
	f("a lost answer", "|||files of the run changed")
	write(t, s.Dir, "runs/audit/manifest.json", "{")
	f("a damaged manifest", "new|||")
	write(t, s.Dir, "runs/audit/manifest.json", read(t, s.Dir, "runs/audit/manifest.json")+" ")
	f("a manifest with a blank more", "new|||")
	s.Runs[1].Params = map[string]string{"economy": "ROW"}
	f("a parameter", "|inputs changed||")
	s.Economy = "ROW"
	f("the economy of the study", "||inputs changed|inputs changed")
	write(t, s.Dir, acceptFile, "[[accept]]\nid = \"row-balance\"\nwhere = \"*\"\nreason = \"known\"\nname = \"Li Hua\"\n")
	f("an acceptance", "inputs changed|inputs changed|inputs changed|inputs changed")
	s.Data[0].Year = 2011
	f("an option of reading", "inputs changed|inputs changed|inputs changed|inputs changed")
	options := options
	options.Version = "next"
	if got := whys(t, s, options); got != "inputs changed|inputs changed|inputs changed|inputs changed" {
		t.Errorf("another version: got %q; want all again", got)
	}
	options.Force = true
	if got := whys(t, s, options); got != "forced|forced|forced|forced" {
		t.Errorf("forced: got %q; want all again", got)
	}
}

// files returns the contents of all files below a folder, but for run.json.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() == "run.json" {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		all[rel] = read(t, name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func same(t *testing.T, what string, a, b map[string]string) {
	t.Helper()
	if len(a) == 0 || len(a) != len(b) {
		t.Errorf("%s: got %d files; want %d, and some", what, len(b), len(a))
	}
	for name, text := range a {
		if b[name] != text {
			t.Errorf("%s: %s differs", what, name)
		}
	}
}

// TestSameBytes runs every analysis of a study of the embedded example on one
// processor and on sixteen, in two folders, with different clocks.
func TestSameBytes(t *testing.T) {
	var answers []map[string]string
	for i, cpus := range []int{1, 16} {
		before := runtime.GOMAXPROCS(cpus)
		dir := filepath.Join(t.TempDir(), "same")
		if err := Init(t.Context(), dir, Source{}, class.En, entries); err != nil {
			t.Fatal(err)
		}
		s := opened(t, dir)
		for _, e := range entries {
			if s.run(e.ID) == nil && e.ID != "blocks" { // blocks wants two groups
				s.Runs = append(s.Runs, Run{ID: e.ID, Analysis: e.ID, Data: s.Data[0].Name, Params: paramsOf(e)})
			}
		}
		o := options
		o.Now = func() time.Time { return time.Unix(int64(i)*1e9, 0) }
		if _, err := s.Run(t.Context(), o); err != nil {
			t.Fatal(err)
		}
		runtime.GOMAXPROCS(before)
		answers = append(answers, files(t, dir))
	}
	same(t, "1 and 16 processors", answers[0], answers[1])
}

// paramsOf gives what an analysis cannot do without.
func paramsOf(e *result.Entry) map[string]string {
	params := map[string]string{}
	for _, p := range e.Params {
		if p.Required && p.Kind == result.Sector {
			params[p.ID] = "c14"
		}
	}
	return params
}

// TestFreshClone makes a run where the table is, and finds it up to date in a
// copy of the folder elsewhere.
func TestFreshClone(t *testing.T) {
	s := made(t)
	whys(t, s, options)
	clone := filepath.Join(t.TempDir(), "elsewhere")
	if err := os.CopyFS(clone, os.DirFS(s.Dir)); err != nil {
		t.Fatal(err)
	}
	if got := whys(t, opened(t, clone), options); got != "|||" {
		t.Errorf("got %q; want all up to date", got)
	}
}

// TestInterrupted stops a run of the study in its second analysis: the first is
// whole, the others are not there, and the next run goes on.
func TestInterrupted(t *testing.T) {
	s := made(t)
	ctx, cancel := context.WithCancel(t.Context())
	listening := progress.With(ctx, func(e progress.Event) {
		if e.Phase == "runs" && e.Done == 1 {
			cancel()
		}
	})
	ran, err := s.Run(listening, options)
	if !errors.Is(err, context.Canceled) || len(ran) != 1 {
		t.Fatalf("got %d runs, %v; want 1, cancelled", len(ran), err)
	}
	list, err := os.ReadDir(filepath.Join(s.Dir, runsFolder))
	if err != nil || len(list) != 1 || list[0].Name() != "audit" {
		t.Errorf("got %v, %v; want audit only", list, err)
	}
	if got := whys(t, s, options); got != "|new|new|new" {
		t.Errorf("going on: got %q; want the three left", got)
	}
}

// TestKilled leaves what a process leaves that is killed while it writes, at
// each of the three points where it may be.
func TestKilled(t *testing.T) {
	s := made(t)
	whys(t, s, options)
	before := files(t, filepath.Join(s.Dir, runsFolder))
	at := func(name string) string { return filepath.Join(s.Dir, runsFolder, name) }
	for what, kill := range map[string]func() error{
		"while writing": func() error { return os.CopyFS(at(".audit.new"), os.DirFS(at("linkages"))) },
		"between moving the old away and the new in": func() error {
			return errors.Join(os.CopyFS(at(".audit.new"), os.DirFS(at("linkages"))), os.Rename(at("audit"), at(".audit.old")))
		},
		"before removing the old": func() error { return os.CopyFS(at(".audit.old"), os.DirFS(at("linkages"))) },
	} {
		if err := kill(); err != nil {
			t.Fatal(err)
		}
		if got := whys(t, s, options); got != "|||" {
			t.Errorf("killed %s: got %q; want the run before back", what, got)
		}
		same(t, "killed "+what, before, files(t, filepath.Join(s.Dir, runsFolder)))
	}
}

// TestWriteFailsWhole fills the place of a file of the new run with a folder, so
// that writing fails half way: the run before stays.
func TestWriteFailsWhole(t *testing.T) {
	s := made(t)
	whys(t, s, options)
	before := files(t, filepath.Join(s.Dir, runsFolder))
	if err := os.MkdirAll(filepath.Join(s.Dir, runsFolder, ".audit.new", "manifest.json"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := s.keep(t.Context(), "audit", map[string][]byte{"a.csv": []byte("1"), "manifest.json": []byte("{}")}); err == nil {
		t.Error("got no error; want one")
	}
	same(t, "after a failed write", before, files(t, filepath.Join(s.Dir, runsFolder)))
}

func TestOneAtATime(t *testing.T) {
	s := made(t)
	release, err := s.hold()
	if err != nil {
		t.Fatal(err)
	}
	var busy *BusyError
	if _, err := opened(t, s.Dir).Run(t.Context(), options); !errors.As(err, &busy) {
		t.Errorf("a second run: got %v; want busy", err)
	}
	release()
	if got := whys(t, s, options); got != "new|new|new|new" {
		t.Errorf("after the first: got %q; want all made", got)
	}
}

// TestChangedTable changes the table after it was locked: by hand, and while the
// study runs.
func TestChangedTable(t *testing.T) {
	s := made(t)
	whys(t, s, options)
	table := read(t, s.Dir, "wiod_2011.csv")
	write(t, s.Dir, "wiod_2011.csv", strings.Replace(table, "CHN_c1,10,", "CHN_c1,11,", 1))
	var locked *LockError
	_, err := s.Run(t.Context(), options)
	if !errors.As(err, &locked) || locked.File != "wiod_2011.csv" || locked.Old == locked.New || locked.New == "" ||
		!strings.Contains(err.Error(), "dougong data add wiod2013-2011 --update") {
		t.Errorf("got %v; want the file, both sha256 and the remedy", err)
	}
	if _, err := s.UpdateData(t.Context(), "wiod2013-2011"); err != nil {
		t.Fatal(err)
	}
	if got := whys(t, s, options); got != "inputs changed|inputs changed|inputs changed|inputs changed" {
		t.Errorf("locked again: got %q; want all again", got)
	}
	if err := os.Remove(filepath.Join(s.Dir, "wiod_2011.csv")); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Run(t.Context(), options); err == nil || !strings.Contains(err.Error(), "wiod_2011.csv: no such file") {
		t.Errorf("got %v; want it gone", err)
	}
	write(t, s.Dir, "wiod_2011.csv", table)
	w, err := s.worker(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	w.checked["wiod2013-2011"] = s.lockOf(t, "wiod2013-2011")
	if _, err := w.data(t.Context(), "wiod2013-2011"); !errors.As(err, &locked) {
		t.Errorf("changed while running: got %v; want a lock error", err)
	}
}

func (s *Study) lockOf(t *testing.T, name string) Locked {
	t.Helper()
	all, err := s.Lock()
	if err != nil {
		t.Fatal(err)
	}
	return all[name]
}

// TestChangedTags changes the groups of sectors, not the table.
func TestChangedTags(t *testing.T) {
	s := made(t)
	write(t, s.Dir, "groups.csv", "group,sector\nall,c1\n")
	s.Data[0].Tags = "groups.csv"
	if _, err := s.UpdateData(t.Context(), s.Data[0].Name); err != nil {
		t.Fatal(err)
	}
	whys(t, s, options)
	write(t, s.Dir, "groups.csv", "group,sector\nall,c2\n")
	var locked *LockError
	if _, err := s.Run(t.Context(), options); !errors.As(err, &locked) || locked.File != "groups.csv" {
		t.Errorf("got %v; want the groups changed", err)
	}
	write(t, s.Dir, "groups.csv", "sector,group\n\nc1,all\n")
	if got := whys(t, s, options); got != "|||" {
		t.Errorf("the same groups in another form: got %q; want all up to date", got)
	}
}

// TestStaysInside plants links that lead out of the study.
func TestStaysInside(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a right of their own there")
	}
	outside := t.TempDir()
	data, err := os.ReadFile(toy)
	if err != nil {
		t.Fatal(err)
	}
	write(t, outside, "secret.csv", string(data))
	write(t, outside, "groups.csv", "group,sector\nall,c1\n")
	link := func(s *Study, name, to string) {
		t.Helper()
		if err := os.Symlink(filepath.Join(outside, to), filepath.Join(s.Dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	escapes := func(what string, err error) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), "escapes") {
			t.Errorf("%s: got %v; want it refused", what, err)
		}
	}
	s := made(t)
	link(s, "linked.csv", "secret.csv")
	s.Data[0].Path = "linked.csv"
	_, err = s.UpdateData(t.Context(), s.Data[0].Name)
	escapes("a table by a link", err)
	s.Data[0].Path = filepath.Join(outside, "secret.csv")
	if _, err = s.UpdateData(t.Context(), s.Data[0].Name); err != nil {
		t.Errorf("a table by its own path: got %v; want it read", err)
	}
	link(s, "groups.csv", "groups.csv")
	s.Data[0].Tags = "groups.csv"
	_, err = s.UpdateData(t.Context(), s.Data[0].Name)
	escapes("groups by a link", err)

	s = made(t)
	link(s, runsFolder, "")
	_, err = s.Run(t.Context(), options)
	escapes("runs by a link", err)
	if list, err := os.ReadDir(outside); err != nil || len(list) != 2 {
		t.Errorf("outside: got %v, %v; want the two files", list, err)
	}
}

// TestHostileManifest names files outside its folder.
func TestHostileManifest(t *testing.T) {
	s := made(t)
	whys(t, s, options)
	m, err := s.manifest("audit")
	if err != nil || m == nil {
		t.Fatalf("got %v, %v; want a manifest", m, err)
	}
	m.Outputs[0].Name = "../../" + studyFile
	m.Outputs[0].SHA256 = sha([]byte(read(t, s.Dir, studyFile)))
	write(t, s.Dir, "runs/audit/manifest.json", string(canonical(m)))
	if got := whys(t, s, options); got != "new|||" {
		t.Errorf("got %q; want the run made again", got)
	}
	for _, id := range []string{"..", "../audit", "a/b", "", ".audit.new"} {
		if _, err := s.Kept(id); err == nil {
			t.Errorf("%q: got a run; want an error", id)
		}
	}
}

func TestManifestKnowsNoClock(t *testing.T) {
	s := made(t)
	whys(t, s, options)
	text := read(t, s.Dir, "runs/linkages/manifest.json") + read(t, s.Dir, "runs/linkages/result.json")
	for _, no := range []string{"2026-01-02", s.Dir, runtime.GOOS} {
		if strings.Contains(text, no) {
			t.Errorf("manifest or result has %q; want no clock, folder or machine", no)
		}
	}
	m, err := s.manifest("linkages")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(read(t, s.Dir, "runs/linkages/run.json"), m.Hash()) {
		t.Error("run.json does not name its manifest")
	}
	for _, f := range m.Outputs {
		if data := read(t, s.Dir, "runs/linkages", f.Name); sha([]byte(data)) != f.SHA256 || int64(len(data)) != f.Bytes {
			t.Errorf("%s is not what the manifest says", f.Name)
		}
	}
	if m.Params["scope"] == "" || m.Given["scope"] != "" {
		t.Errorf("got params %v, given %v; want defaults in the first only", m.Params, m.Given)
	}
	if m.Faults() != 1 {
		t.Errorf("got %d faults; want the one that nobody accepted", m.Faults())
	}
}

func TestAddKeepsTheFile(t *testing.T) {
	s := made(t)
	before := "# mine\r\n" + strings.ReplaceAll(read(t, s.Dir, studyFile), "\n", "\r\n") + "# the end"
	write(t, s.Dir, studyFile, before)
	s = opened(t, s.Dir)
	l, err := s.AddData(t.Context(), "second", Source{Path: "../dataset/testdata/mini/china_2020_3.csv", Missing: []string{`n"a`}})
	if err != nil {
		t.Fatal(err)
	}
	after := read(t, s.Dir, studyFile)
	if !strings.HasPrefix(after, before) || strings.Count(after, "\n") != strings.Count(after, "\r\n") {
		t.Errorf("got %q; want the file as it was and a table more, in its own ends of line", after)
	}
	again := opened(t, s.Dir).named("second")
	if again == nil || again.Missing[0] != `n"a` || again.Path != l.Path {
		t.Errorf("read back: got %+v", again)
	}
	lock := read(t, s.Dir, lockFile)
	if _, err := s.UpdateData(t.Context(), "second"); err != nil {
		t.Fatal(err)
	}
	if read(t, s.Dir, lockFile) != lock {
		t.Error("data.lock differs after locking the same again")
	}
	if _, err := s.AddData(t.Context(), "third", Source{Path: "no-such-file.csv"}); err == nil {
		t.Error("got no error for a file that is not there")
	}
	if read(t, s.Dir, studyFile) != after || read(t, s.Dir, lockFile) != lock {
		t.Error("a table that cannot be read was added")
	}
}

func TestInitRefuses(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, "mine.txt", "")
	var full *NotEmptyError
	if err := Init(t.Context(), dir, Source{}, class.En, entries); !errors.As(err, &full) || full.First != "mine.txt" {
		t.Errorf("got %v; want not empty", err)
	}
	missing := filepath.Join(t.TempDir(), "new")
	if err := Init(t.Context(), missing, Source{Path: "no-such-file.csv"}, class.En, entries); err == nil {
		t.Error("got no error for a table that is not there")
	}
	if _, err := os.Stat(missing); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("got a folder; want none left: %v", err)
	}
}

// TestLanguages makes a study in Chinese and wants nothing left in English
// where a person reads.
func TestLanguages(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "研究 2030")
	if err := Init(t.Context(), dir, Source{}, class.Zh, entries); err != nil {
		t.Fatal(err)
	}
	s := opened(t, dir)
	if s.Language != class.Zh || s.Name != "2030" || !strings.Contains(s.Title, "投入产出") {
		t.Errorf("got %q, %q, %q", s.Language, s.Name, s.Title)
	}
}

// TestWorldFileFitsItsLock reads the published world table in a study.
func TestWorldFileFitsItsLock(t *testing.T) {
	path := shared.Path(t, "data", "wiod2013", "wiod2013_2011.csv.gz")
	dir := filepath.Join(t.TempDir(), "world")
	if err := Init(t.Context(), dir, Source{Path: path}, class.En, entries); err != nil {
		t.Fatal(err)
	}
	s := opened(t, dir)
	l := s.lockOf(t, "wiod2013-2011")
	if l.Industries != 1435 || l.Economies != 41 || l.Files[0].SHA256 != "e2c7d79f1f2560889550200116f7bc580f7be0c0db105e71dab0cb495dfc4d0c" {
		t.Errorf("got %+v", l)
	}
	if !strings.Contains(read(t, dir, lockFile), "licence = ") {
		t.Error("the licence is not locked")
	}
}

package study

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dougong/class"
	"dougong/result"
)

// told returns the advice that the doctor gives, one line each, and wants every
// sentence in both languages.
func told(t *testing.T, dir string, c Checkup) string {
	t.Helper()
	advice, err := Doctor(t.Context(), dir, entries, c)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, a := range advice {
		if len(a.Text.Missing()) > 0 || a.Remedy != (class.Label{}) && len(a.Remedy.Missing()) > 0 {
			t.Errorf("%+v: a language is missing", a)
		}
		b.WriteString(string(a.Level) + " " + a.About + ": " + a.Text.En + "\n")
	}
	return b.String()
}

var checkup = Checkup{Version: "test", Year: 2014, Memory: 1e9}

// TestDoctor breaks one thing after another in a study of its own and wants it
// told, with its level; in a whole study it finds no fault but the one that the
// table has.
func TestDoctor(t *testing.T) {
	f := func(what string, harm func(s *Study), c Checkup, want ...string) {
		t.Helper()
		s := made(t)
		whys(t, s, options)
		harm(s)
		got := told(t, s.Dir, c)
		for _, line := range want {
			if !strings.Contains(got, line) {
				t.Errorf("%s: got\n%swant %s", what, got, line)
			}
		}
	}
	nothing := func(*Study) {}
	f("nothing", nothing, checkup, "note wiod2013-2011: is as it was locked: 4 industries", "fault wiod2013-2011: has 1 faults that nobody accepted",
		"note linkages: is up to date", "note machine: ")
	old := checkup
	old.Year = 2031
	f("years", nothing, old, "warning wiod2013-2011: the table is of 2011, 20 years ago")
	small := checkup
	small.Memory = 200
	f("memory", nothing, small, "fault audit: takes about 0.0 GB of memory; 0.0 GB are free")
	next := checkup
	next.Version = "next"
	f("version", nothing, next, "warning linkages: was made by version test; this is next")
	put := func(name, text string) func(*Study) { return func(s *Study) { write(t, s.Dir, name, text) } }
	f("table", put("wiod_2011.csv", "x"), checkup, "fault wiod2013-2011: data.lock: table \"wiod2013-2011\": wiod_2011.csv has changed")
	f("study.toml", put(studyFile, "[study]\nnam = 1"), checkup, `fault study.toml: study.toml: line 2, column 1: unknown key "nam" in [study]`)
	f("no study.toml", func(s *Study) { os.Remove(filepath.Join(s.Dir, studyFile)) }, checkup, "fault study.toml: ")
	f("data.lock", put(lockFile, "version = 1\nverion = 2"), checkup, `fault data.lock: data.lock: line 2, column 1: unknown key "verion"`)
	f("later data.lock", put(lockFile, "version = 7"), checkup, `fault data.lock: data.lock: version is 7; want 1`)
	f("accept.toml", put(acceptFile, "[[accept]]\nid = \"row-balance\""), checkup, "fault accept.toml: accept.toml: line 1, column 3: no where")
	f("acceptances", put(acceptFile, accepted("row-balance", "*")+accepted("zero-output", "CHN_c1")), checkup,
		`warning accept.toml: zero-output at "CHN_c1" is accepted, but no table has such a finding`, "warning linkages: is stale: inputs changed")
	f("a run by hand", put("runs/linkages/result.json", ""), checkup, "warning linkages: is stale: files of the run changed")
	f("no run", func(s *Study) { os.RemoveAll(filepath.Join(s.Dir, runsFolder, "linkages")) }, checkup, "note linkages: was not made yet")
	f("a run too many", func(s *Study) { os.Mkdir(filepath.Join(s.Dir, runsFolder, "mine"), 0o755) }, checkup, "note runs/mine: is a run that study.toml does not have")
	f("an interrupted run", func(s *Study) { os.Mkdir(filepath.Join(s.Dir, runsFolder, ".mine.new"), 0o755) }, checkup, "note runs/.mine.new: is left of a run that was interrupted")
}

func accepted(id, where string) string {
	return "[[accept]]\nid = \"" + id + "\"\nwhere = \"" + where + "\"\nreason = \"known\"\nname = \"Li Hua\"\n"
}

// TestAcceptedFaultsAreFine accepts the fault of the table.
func TestAcceptedFaultsAreFine(t *testing.T) {
	s := made(t)
	write(t, s.Dir, acceptFile, accepted("row-balance", "*"))
	ran, err := s.Run(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	if n := UnacceptedFaults(ran); n != 0 {
		t.Errorf("runs: got %d faults; want none", n)
	}
	if got := told(t, s.Dir, checkup); strings.Contains(got, "fault") {
		t.Errorf("got\n%swant no fault", got)
	}
	if m := ran[0].Manifest; len(m.Findings) == 0 || m.Accepted == "" {
		t.Errorf("got %+v; want the findings in the manifest, accepted", m)
	}
}

// TestAFaultCountsOnce counts the fault of a table that four runs use once.
func TestAFaultCountsOnce(t *testing.T) {
	ran, err := made(t).Run(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	if n := UnacceptedFaults(ran); n != 1 {
		t.Errorf("got %d faults; want 1", n)
	}
}

// TestUnlockedTables lists a table that was never locked and one whose path was
// changed.
func TestUnlockedTables(t *testing.T) {
	s := made(t)
	s.Data[0].Path = "moved.csv"
	s.Data = append(s.Data, Named{Name: "new", Source: Source{Path: "new.csv"}})
	r, err := s.Tables()
	if err != nil {
		t.Fatal(err)
	}
	for row, want := range map[string]string{"wiod2013-2011": "path changed since: dougong data add wiod2013-2011 --update", "new": "not locked: dougong data add new --update"} {
		if v, _ := r.Tables[0].Value(row, "state"); v.Text.En != want || v.Text.Zh == "" {
			t.Errorf("%s: got %+v; want %s", row, v.Text, want)
		}
	}
	if _, err := s.Run(t.Context(), options); err == nil || !strings.Contains(err.Error(), `path: got "moved.csv" in study.toml; want "wiod_2011.csv"`) {
		t.Errorf("got %v; want the path named", err)
	}
}

func TestEntriesSpeakBothLanguages(t *testing.T) {
	var labels []class.Label
	for _, e := range []*result.Entry{DiffEntry(), DoctorEntry(), TablesEntry(), RunsEntry()} {
		labels = append(append(labels, e.Label, e.Question), e.Limits...)
		for _, table := range e.Tables {
			labels = append(labels, table.Label)
			for _, c := range table.Columns {
				labels = append(labels, c.Label)
			}
		}
	}
	for _, l := range labels {
		if len(l.Missing()) > 0 {
			t.Errorf("%+v: a language is missing", l)
		}
	}
	for _, why := range []string{staleNew, staleForced, staleInputs, staleOutputs} {
		if reasons[why] == "" {
			t.Errorf("reason %q has no Chinese", why)
		}
	}
}

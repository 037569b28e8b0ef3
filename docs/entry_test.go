package docs

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"dougong/catalogue"
	"dougong/class"
	"dougong/internal/server"
	"dougong/iot"
	"dougong/result"
)

// probe is a new analysis: the output of an economy, and how much of it is of
// sectors above a size.
func probe() *result.Entry {
	l := func(en, zh string) class.Label { return class.Label{En: en, Zh: zh} }
	return result.Trace(&result.Entry{
		ID: "probe", Verb: result.See, Label: l("Probe of sizes", "规模探针"), Question: l("How large is probed output?", "探测的产出有多大？"),
		Params: []result.Param{result.EconomyParam()},
		Tables: []result.TableSpec{{ID: "sizes", Label: l("Sizes", "规模"), Columns: []result.Column{
			{ID: "probed", Kind: result.Number, Unit: iot.RatioUnit, Why: true, Label: l("probed output", "探测产出"), Definition: l("x_1, as probed", "探测的 x_1")},
		}}},
		Formula: "x_1", Limits: []class.Label{l("A probe probes.", "探针只作探测。")},
		Citation: []string{"Probe (2026), On probing"}, Example: "dougong see probe --economy CHN",
	}, func(_ context.Context, in *result.Input, a *result.Answer) error {
		a.Say("Probed.", "已探测。")
		x := in.System.Output[0]
		a.Add("sizes", "first", l("first industry", "第一个产业"), result.Traced{Value: result.Num(x), Explain: func(w *result.Why) {
			w.Value, w.Formula, w.Terms = x, "x_1", []result.Term{{Label: l("first industry", "第一个产业"), Value: x}}
		}})
		return nil
	})
}

// TestNewEntry registers an analysis, and finds it wherever analyses are found,
// although nobody told those places.
func TestNewEntry(t *testing.T) {
	t.Chdir(t.TempDir())
	entries := append(catalogue.All(), probe())
	document := inAPI(t, entries, "/api/v1/openapi.json")
	for place, text := range map[string]string{
		"list":               commandText(t, entries, "list"),
		"list for machines":  commandText(t, entries, "list", "--json"),
		"help of its verb":   commandText(t, entries, "see", "--help"),
		"its own help":       commandText(t, entries, "see", "probe", "--help"),
		"help in Chinese":    commandText(t, entries, "see", "probe", "--help", "--lang", "zh"),
		"its answer":         commandText(t, entries, "see", "probe", "--economy", "CHN"),
		"its why":            commandText(t, entries, "why", "probe", "--economy", "CHN", "--row", "first", "--column", "probed"),
		"API document":       document,
		"catalogue of page":  inAPI(t, entries, "/api/v1/catalogue"),
		"index of documents": index(entries),
		"its document":       page(t, entries, probe()),
	} {
		for _, want := range map[string][]string{
			"list":               {"see probe", "How large is probed output?"},
			"list for machines":  {`"id":"probe"`, "On probing"},
			"help of its verb":   {"probe", "How large is probed output?"},
			"its own help":       {"--economy", "x_1, as probed", "A probe probes.", "On probing"},
			"help in Chinese":    {"探测的 x_1", "探针只作探测。"},
			"its answer":         {"Probed.", "probed output"},
			"its why":            {"x_1, as probed", "Source"},
			"API document":       {"ProbeResult", "How large is probed output?", "Sizes", "probed output"},
			"catalogue of page":  {`"id":"probe"`, "规模探针", "x_1, as probed", "A probe probes."},
			"index of documents": {"[probe](probe.md)", "探测的产出有多大？"},
			"its document":       {"# see probe: Probe of sizes · 规模探针", "| `--economy` |", "x_1, as probed", "Probed.", "On probing"},
		}[place] {
			if !strings.Contains(text, want) {
				t.Errorf("%s: no %q in\n%.300s", place, want, text)
			}
		}
	}
	if !json.Valid([]byte(document)) || strings.Contains(inAPI(t, catalogue.All(), "/api/v1/openapi.json"), "probe") {
		t.Error("the API document is not JSON, or has the analysis before it is registered")
	}
}

func commandText(t *testing.T, entries []*result.Entry, args ...string) string {
	t.Helper()
	stdout, stderr, code := run(entries, args...)
	if code != 0 {
		t.Fatalf("dougong %s: code %d, %s", strings.Join(args, " "), code, stderr)
	}
	return stdout
}

func inAPI(t *testing.T, entries []*result.Entry, path string) string {
	t.Helper()
	s, err := server.New(server.Config{Entries: entries, Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	w := httptest.NewRecorder()
	s.Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost"+path, nil))
	if w.Code != http.StatusOK {
		t.Fatalf("GET %s: %d, %s", path, w.Code, w.Body)
	}
	return w.Body.String()
}

// threeFiles are what a new analysis in a new package takes: what it computes,
// how it is described, and a line in the catalogue.
var threeFiles = map[string]string{
	"probe/probe.go": `// Package probe answers how large an economy's first industry is.
package probe

import (
	"context"

	"dougong/class"
	"dougong/result"
)

func sizes(_ context.Context, in *result.Input, a *result.Answer) error {
	l, x := class.Label{En: "first industry", Zh: "第一个产业"}, in.System.Output[0]
	a.Add("sizes", "first", l, result.Traced{Value: result.Num(x), Explain: func(w *result.Why) {
		w.Value, w.Formula, w.Terms = x, "x_1", []result.Term{{Label: l, Value: x}}
	}})
	return nil
}
`,
	"probe/entries.go": `package probe

import (
	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Entries lists the analyses of this package.
func Entries() []*result.Entry {
	l := class.Label{En: "probed output", Zh: "探测产出"}
	return []*result.Entry{result.Trace(&result.Entry{
		ID: "probe", Verb: result.See, Label: l, Question: l, Formula: "x_1", Limits: []class.Label{l},
		Citation: []string{"On probing"}, Example: "dougong see probe",
		Tables: []result.TableSpec{{ID: "sizes", Label: l, Columns: []result.Column{
			{ID: "probed", Kind: result.Number, Unit: iot.RatioUnit, Why: true, Label: l, Definition: l}}}},
	}, sizes)}
}
`,
	"catalogue/catalogue.go": "", // with the line
}

// TestThreeFiles builds the program with three files laid over the sources, and
// asks it for the new analysis.
func TestThreeFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the program")
	}
	dir := t.TempDir()
	source := read(t, filepath.Join(root, "catalogue", "catalogue.go"))
	added := strings.Replace(source, `"dougong/leontief"`, "\"dougong/leontief\"\n\t\"dougong/probe\"", 1)
	added = strings.Replace(added, "\t\tleontief.Entries(),", "\t\tleontief.Entries(),\n\t\tprobe.Entries(),", 1)
	if strings.Count(added, "\n") != strings.Count(source, "\n")+2 {
		t.Fatal("catalogue.go has no list to add to")
	}
	overlay := struct{ Replace map[string]string }{map[string]string{}}
	for name, text := range threeFiles {
		if text == "" {
			text = added
		}
		file := filepath.Join(dir, strings.ReplaceAll(name, "/", "_"))
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		overlay.Replace[filepath.Join(root, filepath.FromSlash(name))] = file
	}
	list, err := json.Marshal(overlay)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "overlay.json"), list, 0o666); err != nil {
		t.Fatal(err)
	}
	program := filepath.Join(dir, "dougong.exe")
	build := exec.Command("go", "build", "-overlay", filepath.Join(dir, "overlay.json"), "-o", program, "./cmd/dougong")
	build.Dir = root
	if said, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	for want, args := range map[string][]string{
		`"id":"probe"`:  {"list", "--json"},
		"On probing":    {"see", "probe", "--help"},
		"probed output": {"see", "probe"},
		"探测产出":          {"why", "probe", "--row", "first", "--column", "probed", "--lang", "zh"},
	} {
		cmd := exec.Command(program, args...)
		cmd.Dir = dir
		if said, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(said), want) {
			t.Errorf("dougong %s: %v, %.500s; want %q", strings.Join(args, " "), err, said, want)
		}
	}
}

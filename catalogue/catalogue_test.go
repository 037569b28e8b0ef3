package catalogue

import (
	"strings"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

func TestIDsAreUnique(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range All() {
		if seen[e.ID] {
			t.Errorf("%s: stands twice in the catalogue; want each id once", e.ID)
		}
		seen[e.ID] = true
		if got, ok := Find(e.ID); !ok || got.ID != e.ID {
			t.Errorf("%s: not found by its id", e.ID)
		}
	}
	if _, ok := Find("no such"); ok {
		t.Error("found an analysis that does not exist")
	}
}

// TestEntriesAreComplete holds every entry to what help, pages and files are
// made from: names and sentences in two languages, units, formula, limits,
// citation, an example.
func TestEntriesAreComplete(t *testing.T) {
	for _, e := range All() {
		for _, fault := range faults(e) {
			t.Errorf("%s: %s", e.ID, fault)
		}
	}
}

// TestFaultsAreFound plants one fault at a time into an entry that has none.
func TestFaultsAreFound(t *testing.T) {
	if f := faults(whole()); len(f) > 0 {
		t.Fatalf("the entry to plant faults in has %v; want none", f)
	}
	for want, plant := range map[string]func(e *result.Entry){
		"label: no zh":                         func(e *result.Entry) { e.Label.Zh = "" },
		"question: no en":                      func(e *result.Entry) { e.Question.En = "" },
		"no verb":                              func(e *result.Entry) { e.Verb = "sea" },
		"no formula":                           func(e *result.Entry) { e.Formula = "" },
		"no limits":                            func(e *result.Entry) { e.Limits = nil },
		"limit: no zh":                         func(e *result.Entry) { e.Limits[0].Zh = "" },
		"no citation":                          func(e *result.Entry) { e.Citation = nil },
		"example \"x\"":                        func(e *result.Entry) { e.Example = "x" },
		"no Run":                               func(e *result.Entry) { e.Run = nil },
		"no tables":                            func(e *result.Entry) { e.Tables = nil },
		"parameter top: label: no zh":          func(e *result.Entry) { e.Params[0].Label.Zh = "" },
		"parameter top: help: no en":           func(e *result.Entry) { e.Params[0].Help.En = "" },
		"parameter top: no choices":            func(e *result.Entry) { e.Params[0].Kind = result.Enum },
		"parameter top stands twice":           func(e *result.Entry) { e.Params = append(e.Params, e.Params[0]) },
		"parameter data is a flag of all":      func(e *result.Entry) { e.Params[0].ID = "data" },
		"table t: label: no zh":                func(e *result.Entry) { e.Tables[0].Label.Zh = "" },
		"table t, column x: label: no en":      func(e *result.Entry) { e.Tables[0].Columns[0].Label.En = "" },
		"table t, column x: definition: no zh": func(e *result.Entry) { e.Tables[0].Columns[0].Definition.Zh = "" },
		"table t, column x: no unit":           func(e *result.Entry) { e.Tables[0].Columns[0].Unit = iot.Unit{} },
		"table t, column x: no why":            func(e *result.Entry) { e.Tables[0].Columns[0].Why = false },
		"figure f: no table u":                 func(e *result.Entry) { e.Figures[0].Table = "u" },
		"figure f: table t has no column y":    func(e *result.Entry) { e.Figures[0].Values = []string{"y"} },
	} {
		e := whole()
		plant(e)
		if got := strings.Join(faults(e), "\n"); !strings.Contains(got, want) {
			t.Errorf("planted %q: got %q; want it found", want, got)
		}
	}
}

func whole() *result.Entry {
	l := class.Label{En: "a", Zh: "甲"}
	e := result.Trace(&result.Entry{ID: "e", Verb: result.See, Label: l, Question: l, Params: []result.Param{result.TopParam(3)},
		Tables:  []result.TableSpec{{ID: "t", Label: l, Columns: []result.Column{{ID: "x", Label: l, Definition: l, Kind: result.Number, Unit: iot.ShareUnit, Why: true}}}},
		Figures: []result.Figure{{ID: "f", Title: l, Table: "t", Label: "x", Values: []string{"x"}}},
		Formula: "x", Limits: []class.Label{l}, Citation: []string{"c"}, Example: "dougong see e"}, nil)
	return e
}

// globalFlags are the flags of every command, which no parameter may shadow.
var globalFlags = []string{"bom", "data", "format", "json", "lang", "missing", "output", "quiet", "table", "tags", "verbose", "year", "help", "row", "column"}

func faults(e *result.Entry) []string {
	var f list
	f.label("label", e.Label)
	f.label("question", e.Question)
	known := false
	for _, v := range result.Verbs {
		known = known || v.Verb == e.Verb
	}
	f.when(!known, "no verb")
	f.when(e.Formula == "", "no formula")
	f.when(len(e.Limits) == 0, "no limits")
	for _, l := range e.Limits {
		f.label("limit", l)
	}
	f.when(len(e.Citation) == 0, "no citation")
	f.when(!strings.HasPrefix(e.Example, "dougong "+string(e.Verb)+" "+e.ID), "example \""+e.Example+"\" does not run it")
	f.when(e.Run == nil, "no Run")
	f.when(len(e.Tables) == 0, "no tables")
	f.params(e.Params)
	for _, t := range e.Tables {
		f.table(e.ID, t, e.Why != nil)
	}
	f.figures(e)
	return f
}

type list []string

func (f *list) when(fault bool, text string) {
	if fault {
		*f = append(*f, text)
	}
}

func (f *list) label(what string, l class.Label) {
	for _, lang := range l.Missing() {
		*f = append(*f, what+": no "+string(lang))
	}
}

func (f *list) params(params []result.Param) {
	seen := map[string]bool{}
	for _, p := range params {
		name := "parameter " + p.ID
		f.when(seen[p.ID], name+" stands twice")
		seen[p.ID] = true
		for _, g := range globalFlags {
			f.when(p.ID == g, name+" is a flag of all commands")
		}
		f.label(name+": label", p.Label)
		f.label(name+": help", p.Help)
		f.when(p.Kind == result.Enum && len(p.Choices) == 0, name+": no choices")
		for _, c := range p.Choices {
			f.label(name+": choice "+c.ID, c.Label)
		}
	}
}

// unitByParameter are the columns whose unit a parameter decides, so that only an
// answer has it.
var unitByParameter = map[string]bool{"paths/paths/value": true}

func (f *list) table(entry string, t result.TableSpec, why bool) {
	f.label("table "+t.ID+": label", t.Label)
	unitByRow := false // a column "unit" says it for each row
	for _, c := range t.Columns {
		unitByRow = unitByRow || c.ID == "unit"
	}
	for _, c := range t.Columns {
		name := "table " + t.ID + ", column " + c.ID
		f.label(name+": label", c.Label)
		f.label(name+": definition", c.Definition)
		if c.Kind == result.Number {
			f.when(c.Unit == iot.Unit{} && !c.Money && !unitByRow && !unitByParameter[entry+"/"+t.ID+"/"+c.ID], name+": no unit")
			f.when(!c.Why || !why, name+": no why")
		}
	}
}

func (f *list) figures(e *result.Entry) {
	for _, fig := range e.Figures {
		name := "figure " + fig.ID
		f.label(name+": title", fig.Title)
		t, err := e.Table(fig.Table)
		if err != nil {
			*f = append(*f, name+": no table "+fig.Table)
			continue
		}
		made := t.Make(iot.Unit{})
		for _, id := range append([]string{fig.Label, fig.From, fig.To}, fig.Values...) {
			if _, ok := made.Column(id); id != "" && !ok {
				*f = append(*f, name+": table "+t.ID+" has no column "+id)
			}
		}
	}
}

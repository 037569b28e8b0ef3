package cli

import (
	"encoding/json"
	"io"

	"github.com/spf13/cobra"

	"dougong/class"
	"dougong/report"
	"dougong/result"
)

// listed is an entry of the catalogue as machines read it.
type listed struct {
	ID       string        `json:"id"`
	Verb     result.Verb   `json:"verb"`
	Label    class.Label   `json:"label"`
	Question class.Label   `json:"question"`
	Needs    []result.Need `json:"needs,omitempty"`
	Params   []listedParam `json:"params"`
	Tables   []listedTable `json:"tables"`
	Formula  string        `json:"formula"`
	Limits   []class.Label `json:"limits"`
	Citation []string      `json:"citation"`
	Example  string        `json:"example"`
}

type listedParam struct {
	ID       string           `json:"id"`
	Label    class.Label      `json:"label"`
	Help     class.Label      `json:"help"`
	Kind     result.ParamKind `json:"kind"`
	List     bool             `json:"list,omitempty"`
	Required bool             `json:"required,omitempty"`
	Default  string           `json:"default,omitempty"`
	Choices  []listedChoice   `json:"choices,omitempty"`
	Min      float64          `json:"min,omitempty"`
	Max      float64          `json:"max,omitempty"`
}

type listedChoice struct {
	ID    string      `json:"id"`
	Label class.Label `json:"label"`
}

type listedTable struct {
	ID      string          `json:"id"`
	Label   class.Label     `json:"label"`
	Columns []result.Column `json:"columns"`
}

// list returns the command that lists the catalogue.
func (a *app) list() *cobra.Command {
	return &cobra.Command{
		Use: "list", Short: a.say("all analyses; as JSON with parameters, columns, formulas and limits", "所有分析；JSON 格式含参数、列、公式与局限"),
		Example: "dougong list --json", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			if a.format() == report.JSON {
				return a.write(a.listJSON)
			}
			e, r := a.listTable()
			return a.write(func(w io.Writer) error { return report.Write(w, a.format(), e, r, a.options()) })
		},
	}
}

// listTable is the catalogue in the form of an answer.
func (a *app) listTable() (*result.Entry, *result.Result) {
	text := func(id, en, zh string, kind result.ColumnKind) result.Column {
		return result.Column{ID: id, Kind: kind, Label: class.Label{En: en, Zh: zh}}
	}
	t := &result.Table{ID: "analyses", Label: class.Label{En: "Analyses", Zh: "分析"}, Columns: []result.Column{
		text("command", "command", "命令", result.Code), text("question", "question", "问题", result.Name), text("example", "example", "示例", result.Code),
	}}
	for _, v := range result.Verbs {
		for _, e := range a.entries {
			if e.Verb == v.Verb {
				t.Add(e.ID, result.Str(string(e.Verb)+" "+e.ID), result.Lab(e.Question), result.Str(e.Example))
			}
		}
	}
	e := &result.Entry{ID: "list", Label: class.Label{En: "Catalogue", Zh: "目录"}, Question: class.Label{En: "what can be asked?", Zh: "可以问什么？"}}
	return e, &result.Result{Entry: e.ID, Tables: []*result.Table{t}}
}

func (a *app) listJSON(w io.Writer) error {
	all := make([]listed, len(a.entries))
	for i, e := range a.entries {
		all[i] = listed{ID: e.ID, Verb: e.Verb, Label: e.Label, Question: e.Question, Needs: e.Needs,
			Params: make([]listedParam, len(e.Params)), Tables: make([]listedTable, len(e.Tables)),
			Formula: e.Formula, Limits: e.Limits, Citation: e.Citation, Example: e.Example}
		for k, p := range e.Params {
			all[i].Params[k] = listedParam{ID: p.ID, Label: p.Label, Help: p.Help, Kind: p.Kind, List: p.List,
				Required: p.Required, Default: p.Default, Min: p.Min, Max: p.Max}
			for _, c := range p.Choices {
				all[i].Params[k].Choices = append(all[i].Params[k].Choices, listedChoice(c))
			}
		}
		for k, t := range e.Tables {
			all[i].Tables[k] = listedTable(t)
		}
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(all)
}

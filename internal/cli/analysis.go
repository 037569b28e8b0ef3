package cli

import (
	"context"
	"fmt"
	"io"
	"maps"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dougong/report"
	"dougong/result"
)

// analysis returns the command of an entry.
func (a *app) analysis(e *result.Entry) *cobra.Command {
	cmd := &cobra.Command{Use: e.ID, Short: e.Label.In(a.lang), Example: e.Example, Args: noArgs, Annotations: entryNote(e)}
	given := a.paramFlags(cmd, e)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return a.runAnalysis(cmd.Context(), e, given())
	}
	return cmd
}

// entryNote marks a command as that of an entry, for help.
func entryNote(e *result.Entry) map[string]string { return map[string]string{"entry": e.ID} }

func (a *app) runAnalysis(ctx context.Context, e *result.Entry, given map[string]string) error {
	if err := a.checkTable(e); err != nil {
		return err
	}
	ctx, done := a.watch(ctx)
	defer done()
	in, err := a.input(ctx, e, a.asOf(e, given))
	if err != nil {
		return err
	}
	a.estimate(e, in.System.N())
	r, err := e.Run(ctx, in)
	if err != nil {
		return err
	}
	done()
	if err := a.write(func(w io.Writer) error { return report.Write(w, a.format(), e, r, a.options()) }); err != nil {
		return err
	}
	a.otherTables(r.Tables)
	return nil
}

// asOf tells an analysis that judges the age of the table which year it is: the
// packages below read no clock.
func (a *app) asOf(e *result.Entry, given map[string]string) map[string]string {
	for _, p := range e.Params {
		if _, ok := given[p.ID]; p.ID == "as-of" && !ok {
			filled := map[string]string{p.ID: strconv.Itoa(a.Now().Year())}
			maps.Copy(filled, given)
			return filled
		}
	}
	return given
}

// find returns an entry that a command of its own is made of.
func (a *app) find(id string) *result.Entry {
	for _, e := range a.entries {
		if e.ID == id {
			return e
		}
	}
	panic("cli: BUG: no analysis " + id)
}

// checkTable refuses an unknown --table before any work is done.
func (a *app) checkTable(e *result.Entry) error {
	if a.flags.table == "" {
		return nil
	}
	ids := make([]string, len(e.Tables))
	for i, t := range e.Tables {
		if t.ID == a.flags.table {
			return nil
		}
		ids[i] = t.ID
	}
	return &report.UnknownTableError{Got: a.flags.table, Want: ids}
}

// otherTables says which tables a format of one table left out.
func (a *app) otherTables(tables []*result.Table) {
	if !a.format().Describe().Single || a.flags.table != "" || len(tables) < 2 {
		return
	}
	ids := make([]string, 0, len(tables)-1)
	for _, t := range tables[1:] {
		ids = append(ids, t.ID)
	}
	a.note(string(a.format())+" holds one table, "+tables[0].ID+"; others by --table: "+strings.Join(ids, ", "),
		string(a.format())+" 只含一张表 "+tables[0].ID+"；其余用 --table 指定："+strings.Join(ids, "、"))
}

// longRun is how many seconds a run must be expected to take to be announced.
const longRun = 5

// estimate says before a long run how long it will take.
func (a *app) estimate(e *result.Entry, n int) {
	if e.Cost == nil {
		return
	}
	if c := e.Cost(n); c.Seconds >= longRun {
		a.note(fmt.Sprintf("%s with %d industries: about %.0f s and %.1f GB", e.ID, n, c.Seconds, c.Bytes/1e9),
			fmt.Sprintf("%s，%d 个产业：约 %.0f 秒、%.1f GB", e.ID, n, c.Seconds, c.Bytes/1e9))
	}
}

// paramFlags makes a flag of each parameter; the function it returns gives the
// values of those that were set.
func (a *app) paramFlags(cmd *cobra.Command, e *result.Entry) func() map[string]string {
	cmd.Flags().SortFlags = false
	for i := range e.Params {
		p := &e.Params[i]
		cmd.Flags().String(p.ID, p.Default, a.paramUsage(p))
		_ = cmd.Flags().SetAnnotation(p.ID, wordNote, []string{placeholder(p)})
		_ = cmd.RegisterFlagCompletionFunc(p.ID, a.completion(p))
	}
	return func() map[string]string {
		given := map[string]string{}
		for _, p := range e.Params {
			if f := cmd.Flags().Lookup(p.ID); f.Changed {
				given[p.ID] = f.Value.String()
			}
		}
		return given
	}
}

var placeholders = map[result.ParamKind]string{
	result.Enum: "WORD", result.Economy: "ECONOMY", result.Sector: "SECTOR", result.Industry: "INDUSTRY",
	result.Tag: "GROUP", result.Count: "N", result.Real: "NUMBER",
}

// wordNote marks a flag with the word that stands for its value in help.
const wordNote = "word"

func placeholder(p *result.Param) string {
	if p.List {
		return placeholders[p.Kind] + ",…"
	}
	return placeholders[p.Kind]
}

// paramUsage writes "rows to list …; from 0 to 1000" in the language of the run.
func (a *app) paramUsage(p *result.Param) string {
	s := p.Help.In(a.lang)
	if s == "" {
		s = p.Label.In(a.lang)
	}
	if len(p.Choices) > 0 {
		names := make([]string, len(p.Choices))
		for i, c := range p.Choices {
			names[i] = c.ID + " (" + c.Label.In(a.lang) + ")"
		}
		s += ": " + strings.Join(names, ", ")
	}
	if p.Min < p.Max {
		s += a.say(fmt.Sprintf("; from %v to %v", p.Min, p.Max), fmt.Sprintf("；%v 至 %v", p.Min, p.Max))
	}
	if p.Required {
		s += a.say("; required", "；必填")
	}
	return s
}

// completion offers the values of a parameter: choices, or codes of the table.
func (a *app) completion(p *result.Param) cobra.CompletionFunc {
	if len(p.Choices) == 0 {
		return a.completeCodes(p.Kind)
	}
	words := make([]cobra.Completion, len(p.Choices))
	for i, c := range p.Choices {
		words[i] = cobra.CompletionWithDesc(c.ID, c.Label.In(a.lang))
	}
	return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
}

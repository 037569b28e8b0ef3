package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"dougong/internal/suggest"
	"dougong/report"
	"dougong/result"
)

// why returns the command that explains one number of an analysis.
func (a *app) why() *cobra.Command {
	cmd := &cobra.Command{
		Use: "why ANALYSIS", Short: a.say("explain one number down to the cells of the file", "解释一个数字，直到文件中的单元格"),
		Args: cobra.ArbitraryArgs,
	}
	for _, e := range a.entries {
		if e.Why != nil {
			cmd.AddCommand(a.whyOf(e))
		}
	}
	cmd.RunE = a.group(cmd)
	return cmd
}

func (a *app) whyOf(e *result.Entry) *cobra.Command {
	cmd := &cobra.Command{Use: e.ID, Short: e.Label.In(a.lang), Args: noArgs, Annotations: entryNote(e)}
	given := a.paramFlags(cmd, e)
	var at result.Cell
	cmd.Flags().StringVar(&at.Row, "row", "", a.say("`KEY` of the row, as in the answer", "行的键 `KEY`，见结果"))
	cmd.Flags().StringVar(&at.Column, "column", "", a.say("`ID` of the column: ", "列的 `ID`：")+strings.Join(whyColumns(e, ""), ", "))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		at.Table = a.flags.table
		return a.runWhy(cmd.Context(), e, given(), at)
	}
	_ = cmd.RegisterFlagCompletionFunc("column", cobra.FixedCompletions(whyColumns(e, ""), cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) runWhy(ctx context.Context, e *result.Entry, given map[string]string, at result.Cell) error {
	if err := a.checkTable(e); err != nil {
		return err
	}
	if err := checkColumn(e, at); err != nil {
		return err
	}
	ctx, done := a.watch(ctx)
	defer done()
	in, err := a.input(ctx, e, a.asOf(e, given))
	if err != nil {
		return err
	}
	answer, err := e.Answer(ctx, in)
	if err != nil {
		return err
	}
	if err := locate(answer.Result, &at); err != nil {
		return err
	}
	w, err := answer.Why(at)
	if err != nil {
		return err
	}
	done()
	return a.write(func(out io.Writer) error { return report.WriteWhy(out, a.format(), w, a.options()) })
}

// checkColumn refuses a missing row or an unknown column before any work is done.
func checkColumn(e *result.Entry, at result.Cell) error {
	path := "dougong why " + e.ID
	if at.Row == "" {
		return &usageError{command: path, param: "row", want: "the key of a row", message: path + ": --row is missing; want the key of a row, as in the answer"}
	}
	columns := whyColumns(e, at.Table)
	if slices.Contains(columns, at.Column) {
		return nil
	}
	u := &usageError{command: path, param: "column", got: at.Column, want: strings.Join(columns, ", "), near: suggest.Nearest(at.Column, columns, 3)}
	u.message = fmt.Sprintf("%s: --column: got %q; want one of %s", path, at.Column, u.want)
	return u
}

// locate finds the table that has the row and the column, where it was not named.
func locate(r *result.Result, at *result.Cell) error {
	var keys []string
	for _, t := range r.Tables {
		c, ok := t.Column(at.Column)
		if !ok || (at.Table != "" && at.Table != t.ID) {
			continue
		}
		row, ok := t.Find(at.Row)
		if ok && row.Cells[c].Absent == "" {
			at.Table = t.ID
			return nil
		}
		if ok {
			return fmt.Errorf("why %s: table %s has no number at (%s, %s): %s", r.Entry, t.ID, at.Row, at.Column, row.Cells[c].Absent)
		}
		for _, row := range t.Rows {
			keys = append(keys, row.Key)
		}
	}
	u := &usageError{command: "dougong why " + r.Entry, param: "row", got: at.Row, want: "the key of a row of the answer", near: nearRows(at.Row, distinct(keys))}
	u.message = fmt.Sprintf("why %s: --row: got %q; want the key of a row of the answer", r.Entry, at.Row)
	return u
}

// nearRows returns the keys that somebody who wrote a row's key may have meant:
// those of the same sector in an economy, otherwise those spelled alike.
func nearRows(row string, keys []string) []string {
	const most = 3
	var near []string
	for _, key := range keys {
		if _, item, ok := strings.Cut(key, "_"); ok && strings.EqualFold(item, row) && len(near) < most {
			near = append(near, key)
		}
	}
	if near == nil {
		near = suggest.Nearest(row, keys, most)
	}
	return near
}

// whyColumns lists the columns that can be explained, of one table or of all.
func whyColumns(e *result.Entry, table string) []string {
	var ids []string
	for _, t := range e.Tables {
		for _, c := range t.Columns {
			if c.Why && !slices.Contains(ids, c.ID) && (table == "" || table == t.ID) {
				ids = append(ids, c.ID)
			}
		}
	}
	return ids
}

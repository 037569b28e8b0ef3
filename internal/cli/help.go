package cli

import (
	"fmt"
	"io"
	"strings"

	"github.com/jedib0t/go-pretty/v6/text"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dougong/class"
	"dougong/result"
)

// help writes the help of a command to standard output: an example first, then
// flags, then what the numbers mean and what they assume, then exit codes.
func (a *app) help(cmd *cobra.Command) {
	w := a.Out
	if cmd.Example != "" {
		section(w, a.say("Example", "示例"), strings.Split(cmd.Example, "\n")...)
		fmt.Fprintln(w)
	}
	e := a.entryOf(cmd)
	about := cmd.Long
	switch {
	case about != "":
	case e != nil:
		about = e.Question.In(a.lang)
	default:
		about = cmd.Short
	}
	fmt.Fprintln(w, about)
	fmt.Fprintln(w)
	section(w, a.say("Usage", "用法"), usageLine(cmd))
	a.commandLists(w, cmd)
	if flags := flagLines(cmd.LocalNonPersistentFlags()); len(flags) > 0 {
		fmt.Fprintln(w)
		section(w, a.say("Flags", "参数"), flags...)
	}
	if e != nil {
		a.helpOfEntry(w, e)
	}
	fmt.Fprintln(w)
	section(w, a.say("Flags of every command", "通用参数"), flagLines(cmd.Root().PersistentFlags())...)
	fmt.Fprintln(w)
	section(w, a.say("Exit codes", "退出码"), a.exitCodes()...)
}

func (a *app) entryOf(cmd *cobra.Command) *result.Entry {
	for _, e := range a.entries {
		if cmd.Annotations["entry"] == e.ID {
			return e
		}
	}
	return nil
}

func section(w io.Writer, title string, lines ...string) {
	fmt.Fprintln(w, title)
	for _, l := range lines {
		fmt.Fprintln(w, strings.TrimRight("  "+l, " "))
	}
}

func usageLine(cmd *cobra.Command) string {
	if cmd.HasAvailableSubCommands() {
		return cmd.CommandPath() + " COMMAND"
	}
	path := strings.TrimSuffix(cmd.CommandPath(), cmd.Name())
	return path + cmd.Use + " [flags]"
}

// commandLists writes the subcommands, by group, and at the root which verbs
// have nothing yet.
func (a *app) commandLists(w io.Writer, cmd *cobra.Command) {
	groups := cmd.Groups()
	if len(groups) == 0 && cmd.HasAvailableSubCommands() {
		groups = []*cobra.Group{{Title: a.say("Commands", "命令")}}
	}
	for _, g := range groups {
		var rows [][2]string
		for _, c := range cmd.Commands() {
			if !c.Hidden && c.GroupID == g.ID {
				rows = append(rows, [2]string{c.Name(), a.summary(c)})
			}
		}
		fmt.Fprintln(w)
		section(w, g.Title, columns(rows)...)
	}
	if cmd == cmd.Root() {
		if empty := a.verbs(false); len(empty) > 0 {
			fmt.Fprintln(w)
			fmt.Fprintln(w, a.say("Not in this version yet: ", "本版本尚无：")+strings.Join(empty, ", "))
		}
	}
}

// summary is the question of an analysis, or the short text of a command.
func (a *app) summary(cmd *cobra.Command) string {
	switch cmd.Name() {
	case "completion":
		return a.say("completion for bash, zsh, fish or PowerShell", "命令补全（bash、zsh、fish、PowerShell）")
	case "help":
		return a.say("help about any command", "任一命令的帮助")
	}
	if e := a.entryOf(cmd); e != nil {
		return e.Question.In(a.lang)
	}
	return cmd.Short
}

// columns sets two columns, the first as wide as its widest cell.
func columns(rows [][2]string) []string {
	var wide int
	for _, r := range rows {
		wide = max(wide, text.StringWidth(r[0]))
	}
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = r[0] + strings.Repeat(" ", wide-text.StringWidth(r[0])+2) + r[1]
	}
	return lines
}

func flagLines(flags *pflag.FlagSet) []string {
	var rows [][2]string
	flags.SortFlags = false
	flags.VisitAll(func(f *pflag.Flag) {
		if f.Hidden || f.Name == "help" {
			return
		}
		word, usage := pflag.UnquoteUsage(f)
		if note := f.Annotations[wordNote]; note != nil {
			word = note[0]
		}
		name := "--" + f.Name
		if f.Shorthand != "" {
			name = "-" + f.Shorthand + ", " + name
		}
		if word != "" {
			name += " " + word
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "[]" && f.DefValue != "0" {
			usage += " (" + f.DefValue + ")"
		}
		rows = append(rows, [2]string{name, usage})
	})
	return columns(rows)
}

// helpOfEntry writes what the answer holds: each column with its definition,
// the formula, what it assumes, whose method it is.
func (a *app) helpOfEntry(w io.Writer, e *result.Entry) {
	for _, t := range e.Tables {
		var rows [][2]string
		for _, c := range t.Columns {
			rows = append(rows, [2]string{c.ID, c.Label.In(a.lang) + a.unit(c) + a.say(": ", "：") + c.Definition.In(a.lang)})
		}
		fmt.Fprintln(w)
		section(w, a.say("Table ", "表 ")+t.ID+a.say(": ", "：")+t.Label.In(a.lang), columns(rows)...)
	}
	fmt.Fprintln(w)
	section(w, a.say("Formula", "公式"), strings.Split(e.Formula, "\n")...)
	fmt.Fprintln(w)
	section(w, a.say("What it assumes", "前提与局限"), dashed(e.Limits, a.lang)...)
	fmt.Fprintln(w)
	section(w, a.say("Method", "方法来源"), e.Citation...)
}

func (a *app) unit(c result.Column) string {
	switch {
	case c.Kind != result.Number:
		return ""
	case c.Money:
		return a.say(" (the table's money)", "（表内货币单位）")
	case c.Unit.Symbol == "":
		return ""
	}
	return " (" + c.Unit.String() + ")"
}

func dashed(labels []class.Label, lang class.Lang) []string {
	lines := make([]string, len(labels))
	for i, l := range labels {
		lines[i] = "- " + l.In(lang)
	}
	return lines
}

func (a *app) exitCodes() []string {
	return []string{
		a.say("0 done; 1 a file or the data; 2 the command line; 3 the model has no answer (not productive)",
			"0 完成；1 文件或数据有误；2 命令行有误；3 模型无解（体系不可生产）"),
		a.say("4 check, run, doctor: faults that nobody accepted; 130 interrupted", "4 check、run、doctor：存在未被接受的错误；130 被中断"),
	}
}

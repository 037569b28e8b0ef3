package cli

import (
	"errors"
	"fmt"
	"sort"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"dougong/class"
	"dougong/internal/suggest"
	"dougong/report"
	"dougong/result"
)

// root returns the command tree.
func (a *app) root() *cobra.Command {
	cobra.EnableCommandSorting = false // verbs and analyses stand in the order in which they are used
	root := &cobra.Command{
		Use: "dougong", Short: a.say("an open workbench for an industrial system", "产业体系开放工作台"),
		Example:       "dougong demo --economy CHN",
		SilenceErrors: true, SilenceUsage: true,
		Args: cobra.ArbitraryArgs,
	}
	root.AddGroup(
		&cobra.Group{ID: "verbs", Title: a.say("Analyses, by verb", "分析，按动词")},
		&cobra.Group{ID: "besides", Title: a.say("Besides", "其他命令")},
	)
	root.RunE = a.group(root)
	for _, v := range result.Verbs {
		if v.Verb == result.Brief {
			cmd := a.brief(v.Question.In(a.lang)) // no analysis of its own
			cmd.GroupID = "verbs"
			root.AddCommand(cmd)
			continue
		}
		root.AddCommand(a.verb(v.Verb, v.Question))
	}
	for _, cmd := range []*cobra.Command{
		a.demo(), a.serve(), a.init(), a.runs(), a.diff(), a.doctor(), a.check(), a.why(), a.table(), a.data(), a.list(), a.version(),
	} {
		cmd.GroupID = "besides"
		root.AddCommand(cmd)
	}
	root.SetHelpCommandGroupID("besides")
	root.SetCompletionCommandGroupID("besides")
	root.SetHelpFunc(func(cmd *cobra.Command, _ []string) { a.help(cmd) })
	root.SetFlagErrorFunc(a.flagError)
	a.globalFlags(root.PersistentFlags())
	_ = root.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(formatNames(), cobra.ShellCompDirectiveNoFileComp))
	_ = root.RegisterFlagCompletionFunc("lang", cobra.FixedCompletions([]string{"en", "zh", "both"}, cobra.ShellCompDirectiveNoFileComp))
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error { return a.checkGlobals(cmd) }
	return root
}

// verb returns the command of a verb: one subcommand for each of its entries.
func (a *app) verb(verb result.Verb, question class.Label) *cobra.Command {
	cmd := &cobra.Command{Use: string(verb), Short: question.In(a.lang), Args: cobra.ArbitraryArgs}
	for _, e := range a.entries {
		if e.Verb == verb {
			cmd.AddCommand(a.analysis(e))
			if cmd.Example == "" {
				cmd.Example = e.Example
			}
		}
	}
	if !cmd.HasSubCommands() {
		return a.emptyVerb(cmd, verb)
	}
	cmd.GroupID = "verbs"
	cmd.RunE = a.group(cmd)
	return cmd
}

// emptyVerb says that nothing is there yet. It is not listed among the verbs.
func (a *app) emptyVerb(cmd *cobra.Command, verb result.Verb) *cobra.Command {
	cmd.Hidden = true
	cmd.DisableFlagParsing = true
	cmd.RunE = func(*cobra.Command, []string) error {
		return &usageError{command: "dougong", got: string(verb), want: strings.Join(a.verbsWithEntries(), ", "),
			message: fmt.Sprintf("%s: this version has no analyses that answer %q; want one of %s", verb, cmd.Short, strings.Join(a.verbsWithEntries(), ", "))}
	}
	return cmd
}

func (a *app) verbsWithEntries() []string { return a.verbs(true) }

// verbs returns the verbs that have entries, or those that have none.
func (a *app) verbs(full bool) []string {
	has := map[result.Verb]bool{}
	for _, e := range a.entries {
		has[e.Verb] = true
	}
	var names []string
	for _, v := range result.Verbs {
		if has[v.Verb] == full {
			names = append(names, string(v.Verb))
		}
	}
	return names
}

// group runs a command that only has subcommands: help without arguments, an
// error with the nearest name otherwise.
func (a *app) group(cmd *cobra.Command) func(*cobra.Command, []string) error {
	return func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return cmd.Help()
		}
		names := a.subcommands(cmd)
		near := suggest.Nearest(args[0], names, 3)
		for _, e := range a.entries { // "dougong linkages" means "see linkages"
			if e.ID == args[0] {
				near = []string{string(e.Verb) + " " + e.ID}
			}
		}
		return &usageError{command: cmd.CommandPath(), got: args[0], want: strings.Join(names, ", "), near: near,
			message: fmt.Sprintf("%s: no command %q; want one of %s", cmd.CommandPath(), args[0], strings.Join(names, ", "))}
	}
}

func (a *app) subcommands(cmd *cobra.Command) []string {
	var names []string
	for _, c := range cmd.Commands() {
		if !c.Hidden {
			names = append(names, c.Name())
		}
	}
	return names
}

// noArgs refuses arguments that are not flags.
func noArgs(cmd *cobra.Command, args []string) error {
	if len(args) == 0 {
		return nil
	}
	return &usageError{command: cmd.CommandPath(), got: args[0], want: "flags only",
		message: fmt.Sprintf("%s: got argument %q; want flags only", cmd.CommandPath(), args[0])}
}

// oneArg asks for one argument, by its name.
func oneArg(name string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) == 1 {
			return nil
		}
		return &usageError{command: cmd.CommandPath(), param: name, want: "one " + name,
			message: fmt.Sprintf("%s: got %d arguments; want one, %s", cmd.CommandPath(), len(args), name)}
	}
}

// flagError gives mistakes in flags the form of all other mistakes. An unknown
// command comes first: its flags cannot be known.
func (a *app) flagError(cmd *cobra.Command, err error) error {
	if args := cmd.Flags().Args(); cmd.HasSubCommands() && len(args) > 0 {
		return a.group(cmd)(cmd, args)
	}
	u := &usageError{command: cmd.CommandPath()}
	var (
		unknown *pflag.NotExistError
		bare    *pflag.ValueRequiredError
		invalid *pflag.InvalidValueError
	)
	switch {
	case errors.As(err, &unknown):
		names := flagNames(cmd)
		u.param = unknown.GetSpecifiedName()
		u.want = strings.Join(names, ", ")
		for _, n := range suggest.Nearest(u.param, names, 3) {
			u.near = append(u.near, "--"+n)
		}
		u.message = fmt.Sprintf("%s: no flag %q", cmd.CommandPath(), dashes(unknown)+u.param)
	case errors.As(err, &bare):
		u.param = bare.GetFlag().Name
		u.message = fmt.Sprintf("%s: --%s: got no value; want one", cmd.CommandPath(), u.param)
	case errors.As(err, &invalid):
		u.param, u.got, u.want = invalid.GetFlag().Name, invalid.GetValue(), invalid.GetFlag().Value.Type()
		u.message = fmt.Sprintf("%s: --%s: got %q; want %s", cmd.CommandPath(), u.param, u.got, article(u.want))
	default:
		u.message = fmt.Sprintf("%s: %v", cmd.CommandPath(), err)
	}
	return u
}

func article(kind string) string {
	switch kind {
	case "int":
		return "a whole number"
	case "bool":
		return "true or false"
	}
	return "a " + kind
}

func dashes(e *pflag.NotExistError) string {
	if e.GetSpecifiedShortnames() != "" {
		return "-"
	}
	return "--"
}

func flagNames(cmd *cobra.Command) []string {
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	sort.Strings(names)
	return names
}

func (a *app) globalFlags(f *pflag.FlagSet) {
	g := &a.flags
	f.StringVar(&g.data, "data", "", a.say("`PATH` of a table: a file or a folder; default: the embedded example", "数据 `PATH`：文件或文件夹；缺省为内置示例"))
	f.StringVar(&g.format, "format", "", a.say("`FORMAT` of the answer: ", "输出格式 `FORMAT`：")+strings.Join(formatNames(), ", "))
	f.StringVar(&g.lang, "lang", "", a.say("`LANG` of labels and sentences: en, zh, both; default: the locale", "语言 `LANG`：en、zh、both；缺省随系统"))
	f.StringVar(&g.output, "output", "", a.say("write the answer to `FILE`; its ending names the format", "把答案写入 `FILE`，扩展名决定格式"))
	f.StringVar(&g.table, "table", "", a.say("`ID` of the table that csv writes, or that why explains", "csv 输出或 why 解释的表 `ID`"))
	f.BoolVar(&g.bom, "bom", false, a.say("csv with a byte order mark, for Excel", "csv 带字节顺序标记，便于 Excel 打开"))
	f.StringVar(&g.tags, "tags", "", a.say("csv `FILE` that puts sectors into groups", "部门分组 csv `FILE`"))
	f.StringArrayVar(&g.missing, "missing", nil, a.say("read cells that say `TOKEN` as missing; may be given several times", "把内容为 `TOKEN` 的单元格视为缺失；可多次给出"))
	f.IntVar(&g.year, "year", 0, a.say("`YEAR` that the table describes, where the file does not say", "数据年份 `YEAR`（文件未注明时）"))
	f.BoolVarP(&g.quiet, "quiet", "q", false, a.say("no notes on standard error", "不输出提示"))
	f.BoolVarP(&g.verbose, "verbose", "v", false, a.say("progress even where standard error is not a terminal", "总是显示进度"))
	f.BoolVar(&g.json, "json", false, a.say("answer and errors as JSON", "答案与错误均为 JSON"))
}

func formatNames() []string {
	names := make([]string, len(report.Formats))
	for i, f := range report.Formats {
		names[i] = string(f)
	}
	return names
}

// checkGlobals resolves format and language.
func (a *app) checkGlobals(cmd *cobra.Command) error {
	g := &a.flags
	if g.lang != "" && !known(class.Lang(g.lang)) {
		return oneOf(cmd, "lang", g.lang, []string{"en", "zh", "both"})
	}
	if g.format == "" {
		f, err := a.guessFormat(cmd)
		if err != nil {
			return err
		}
		g.format = string(f)
	}
	for _, name := range formatNames() {
		if g.format == name {
			return nil
		}
	}
	return oneOf(cmd, "format", g.format, formatNames())
}

func oneOf(cmd *cobra.Command, flag, got string, want []string) error {
	return &usageError{command: cmd.CommandPath(), param: flag, got: got, want: strings.Join(want, ", "), near: suggest.Nearest(got, want, 3),
		message: fmt.Sprintf("%s: --%s: got %q; want one of %s", cmd.CommandPath(), flag, got, strings.Join(want, ", "))}
}

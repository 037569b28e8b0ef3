package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"dougong/class"
	"dougong/report"
	"dougong/result"
	"dougong/study"
)

// studyFlag adds --study to a command that works on a study.
func (a *app) studyFlag(cmd *cobra.Command) *string {
	return cmd.Flags().String("study", ".", a.say("`DIR` of the study", "研究所在文件夹 `DIR`"))
}

// withStudy opens a study for as long as work takes.
func (a *app) withStudy(dir string, work func(*study.Study) error) error {
	s, err := study.Open(dir, a.entries)
	if err != nil {
		return err
	}
	defer s.Close()
	if a.flags.lang == "" {
		a.flags.lang = string(s.Language)
	}
	return work(s)
}

// source is where --year, --missing and --tags say how to read a path.
func (a *app) source(path string) study.Source {
	return study.Source{Path: path, Year: a.flags.year, Missing: a.flags.missing, Tags: a.flags.tags}
}

// init returns the command that makes a study.
func (a *app) init() *cobra.Command {
	var from string
	cmd := &cobra.Command{
		Use: "init DIR", Short: a.say("make a study: a folder with tables, runs and what came of them", "新建研究：含数据表、分析与结果的文件夹"),
		Example: "dougong init my-study --from china_2020_42.csv", Args: oneArg("DIR"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.runInit(cmd.Context(), args[0], from) },
	}
	cmd.Flags().StringVar(&from, "from", study.ExamplePath, a.say("`PATH` of its first table; it stays where it is", "第一张数据表的 `PATH`，原地引用不复制"))
	return cmd
}

func (a *app) runInit(ctx context.Context, dir, from string) error {
	if a.flags.data != "" && from == study.ExamplePath {
		from = a.flags.data
	}
	ctx, done := a.watch(ctx)
	defer done()
	if err := study.Init(ctx, dir, a.source(from), a.answerLang(), a.entries); err != nil {
		return err
	}
	done()
	a.note("made "+dir+"; go on with: dougong run --study "+report.Quote(dir), "已建立 "+dir+"；下一步：dougong run --study "+report.Quote(dir))
	return nil
}

// addData returns the command that adds a table to a study.
func (a *app) addData() *cobra.Command {
	var update bool
	cmd := &cobra.Command{
		Use: "add NAME [PATH]", Short: a.say("add a table to a study and lock it by sha256", "把数据表加入研究，并用 sha256 锁定"),
		Example: "dougong data add china china_2020_42.csv --study my-study\ndougong data add china --study my-study --update",
	}
	dir := a.studyFlag(cmd)
	cmd.Flags().BoolVar(&update, "update", false, a.say("lock a table of the study again as it is now", "按现状重新锁定研究中的表"))
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		want, names := 2, "NAME PATH"
		if update {
			want, names = 1, "NAME --update"
		}
		if len(args) == want {
			return nil
		}
		return &usageError{command: cmd.CommandPath(), want: names,
			message: fmt.Sprintf("%s: got %d arguments; want %s", cmd.CommandPath(), len(args), names)}
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.withStudy(*dir, func(s *study.Study) error { return a.runAddData(cmd.Context(), s, args, update) })
	}
	return cmd
}

func (a *app) runAddData(ctx context.Context, s *study.Study, args []string, update bool) error {
	ctx, done := a.watch(ctx)
	defer done()
	var l *study.Locked
	var err error
	if update {
		l, err = s.UpdateData(ctx, args[0])
	} else {
		l, err = s.AddData(ctx, args[0], a.source(args[1]))
	}
	if err != nil {
		return err
	}
	done()
	title := l.Label()
	a.note(fmt.Sprintf("locked %s: %s, %d industries", l.Name, title.In(class.En), l.Industries),
		fmt.Sprintf("已锁定 %s：%s，%d 个产业", l.Name, title.In(class.Zh), l.Industries))
	return nil
}

// listData returns the command that lists the tables of a study.
func (a *app) listData() *cobra.Command {
	cmd := &cobra.Command{Use: "list", Short: a.say("the tables of a study, as they were locked", "研究中的数据表及其锁定信息"),
		Example: "dougong data list --study my-study", Args: noArgs}
	dir := a.studyFlag(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		return a.withStudy(*dir, func(s *study.Study) error {
			r, err := s.Tables()
			if err != nil {
				return err
			}
			return a.write(func(w io.Writer) error {
				return report.Write(w, a.format(), study.TablesEntry(), r, a.options())
			})
		})
	}
	return cmd
}

// runs returns the command that makes the runs of a study.
func (a *app) runs() *cobra.Command {
	var force bool
	cmd := &cobra.Command{Use: "run [ID…]", Short: a.say("make the runs of a study that are stale", "计算研究中已过期的分析"),
		Example: "dougong run --study my-study", Args: cobra.ArbitraryArgs}
	dir := a.studyFlag(cmd)
	cmd.Flags().BoolVar(&force, "force", false, a.say("also runs that are not stale", "未过期的也重新计算"))
	cmd.RunE = func(cmd *cobra.Command, ids []string) error {
		return a.withStudy(*dir, func(s *study.Study) error { return a.makeRuns(cmd.Context(), s, force, ids) })
	}
	return cmd
}

func (a *app) makeRuns(ctx context.Context, s *study.Study, force bool, ids []string) error {
	ctx, done := a.watch(ctx)
	defer done()
	made, err := s.Run(ctx, study.Options{Version: thisBuild().Version, Force: force, Now: a.Now}, ids...)
	done()
	if len(made) > 0 {
		if err := a.write(func(w io.Writer) error {
			return report.Write(w, a.format(), study.RunsEntry(), study.RunsResult(made), a.options())
		}); err != nil {
			return err
		}
	}
	if err != nil {
		return err
	}
	if n := study.UnacceptedFaults(made); n > 0 {
		return &findingsError{fmt.Sprintf("run: got %d faults that nobody accepted; want none; the results were written; mend the tables, or accept the faults in accept.toml with a reason and a name", n)}
	}
	return nil
}

// diff returns the command that compares two runs.
func (a *app) diff() *cobra.Command {
	o := study.DefaultDiff
	cmd := &cobra.Command{Use: "diff RUN RUN", Short: a.say("what differs between two runs, and what drives it", "两次结果有何不同，由什么引起"),
		Example: "dougong diff before after --study my-study\ndougong diff ../last-year/runs/base base"}
	dir := a.studyFlag(cmd)
	cmd.Flags().IntVar(&o.Top, "top", o.Top, a.say("`N` largest changes; 0 lists all", "列出最大的 `N` 处变化；0 为全部"))
	cmd.Flags().IntVar(&o.Drivers, "drivers", o.Drivers, a.say("`N` changes to take apart; 0 for none", "分解最大的 `N` 处变化；0 为不分解"))
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) != 2:
			return &usageError{command: cmd.CommandPath(), want: "two runs", message: fmt.Sprintf("%s: got %d arguments; want two runs", cmd.CommandPath(), len(args))}
		case o.Top < 0 || o.Drivers < 0:
			return &usageError{command: cmd.CommandPath(), want: "0 or more", message: fmt.Sprintf("%s: got a number below 0; want 0 or more", cmd.CommandPath())}
		}
		return nil
	}
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		return a.withStudy(*dir, func(s *study.Study) error { return a.runDiff(cmd.Context(), s, args, o) })
	}
	return cmd
}

func (a *app) runDiff(ctx context.Context, s *study.Study, args []string, o study.DiffOptions) error {
	var kept [2]*study.Kept
	for i, name := range args {
		var err error
		if kept[i], err = s.KeptAt(name); err != nil {
			return err
		}
		defer kept[i].Close()
	}
	ctx, done := a.watch(ctx)
	defer done()
	r, err := study.Diff(ctx, kept[0], kept[1], o)
	if err != nil {
		return err
	}
	done()
	if err := a.checkTableOf(r.Tables); err != nil {
		return err
	}
	if err := a.write(func(w io.Writer) error { return report.Write(w, a.format(), study.DiffEntry(), r, a.options()) }); err != nil {
		return err
	}
	a.otherTables(r.Tables)
	return nil
}

// checkTableOf refuses a --table that the answer does not have.
func (a *app) checkTableOf(tables []*result.Table) error {
	ids := make([]string, len(tables))
	for i, t := range tables {
		ids[i] = t.ID
	}
	if a.flags.table == "" || slices.Contains(ids, a.flags.table) {
		return nil
	}
	return &report.UnknownTableError{Got: a.flags.table, Want: ids}
}

// doctor returns the command that looks after a study and the machine.
func (a *app) doctor() *cobra.Command {
	cmd := &cobra.Command{Use: "doctor", Short: a.say("is the study whole, and can this machine run it; exit code 4 if not", "检查研究是否完好、本机能否运行；有错误时退出码为 4"),
		Example: "dougong doctor --study my-study", Args: noArgs}
	dir := a.studyFlag(cmd)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		ctx, done := a.watch(cmd.Context())
		defer done()
		if _, err := os.Stat(*dir); err != nil {
			return fmt.Errorf("%s: %w; want the folder of a study", *dir, cause(err))
		}
		advice, err := study.Doctor(ctx, *dir, a.entries, study.Checkup{Version: thisBuild().Version, Year: a.Now().Year()})
		if err != nil {
			return err
		}
		done()
		if err := a.write(func(w io.Writer) error {
			return report.Write(w, a.format(), study.DoctorEntry(), study.DoctorResult(advice), a.options())
		}); err != nil {
			return err
		}
		if n := study.Faults(advice); n > 0 {
			return &findingsError{fmt.Sprintf("doctor: faults: got %d; want none; each remark says what to do", n)}
		}
		return nil
	}
	return cmd
}

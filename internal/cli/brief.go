package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"dougong/brief"
	"dougong/report"
	"dougong/result"
	"dougong/study"
)

// briefFormats are the formats of a brief, in the order in which a folder gets
// them.
var briefFormats = []report.Format{report.Page, report.Document, report.Workbook, report.Markdown}

// brief returns the command that makes the brief of an economy.
func (a *app) brief(question string) *cobra.Command {
	var economy, with string
	cmd := &cobra.Command{
		Use: string(result.Brief), Short: question,
		Example: "dougong brief --economy CHN --lang zh --output brief.docx", Args: noArgs, Annotations: map[string]string{folderNote: "yes"},
		Long: a.say("Writes --output, a file that ends in ", "写入 --output，扩展名为 ") + strings.Join(briefEndings(), ", ") + a.say(", or a folder, which gets all of them; brief.html without it.", "，或写入文件夹（全部格式）；缺省为 brief.html。"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runBrief(cmd.Context(), economy, with)
		},
	}
	f := cmd.Flags()
	f.SortFlags = false
	f.StringVar(&economy, "economy", "", a.say("code of the economy; default: the first of the table", "经济体代码；缺省为表中第一个"))
	_ = f.SetAnnotation("economy", wordNote, []string{placeholders[result.Economy]})
	_ = cmd.RegisterFlagCompletionFunc("economy", a.completeCodes(result.Economy))
	f.StringVar(&with, "compare", "", a.say("another table to say what changed since: a `YEAR` that stands in the name of a file beside --data, or a path", "用来比较变化的另一张表：`YEAR` 为 --data 旁文件名中的年份，也可为路径"))
	return cmd
}

func briefEndings() []string {
	endings := make([]string, len(briefFormats))
	for i, f := range briefFormats {
		endings[i] = f.Describe().Ending
	}
	return endings
}

func (a *app) runBrief(ctx context.Context, economy, with string) error {
	files, err := briefFiles(a.flags.output)
	if err != nil {
		return err
	}
	ctx, done := a.watch(ctx)
	defer done()
	in, err := a.briefInput(ctx, a.flags.data)
	if err != nil {
		return err
	}
	if economy == "" && in.System.MultiRegion() {
		economy = in.System.Industries.Regions()[0]
		a.note("economy: "+economy+", the first of the table; --economy for another", "经济体："+economy+"（表中第一个）；用 --economy 指定其他")
	}
	var before *result.Input
	if with != "" {
		path, err := compared(a.flags.data, with)
		if err != nil {
			return err
		}
		if before, err = a.briefInput(ctx, path); err != nil {
			return err
		}
	}
	story, err := brief.New(ctx, in, economy, before)
	if err != nil {
		return err
	}
	done()
	for _, path := range files {
		f, err := report.FormatOf(path)
		if err != nil {
			return err
		}
		if err := writeFile(path, func(w io.Writer) error { return report.WriteStory(w, f, story, a.options()) }); err != nil {
			return err
		}
		a.note("wrote "+path, "已写入 "+path)
	}
	return nil
}

// briefInput opens a table with its tags.
func (a *app) briefInput(ctx context.Context, path string) (*result.Input, error) {
	source := a.source(path)
	if path != a.flags.data {
		source.Year = 0 // that of the other table
	}
	d, err := study.Load(ctx, source)
	if err != nil {
		return nil, err
	}
	return d.Input(&result.Entry{ID: string(result.Brief)}, nil)
}

// briefFiles resolves --output: a file with an ending that is known, or a folder,
// which stands for one file of each format.
func briefFiles(path string) ([]string, error) {
	if path == "" {
		return []string{"brief.html"}, nil
	}
	if info, err := os.Stat(path); strings.HasSuffix(path, "/") || err == nil && info.IsDir() {
		var files []string
		for _, ending := range briefEndings() {
			files = append(files, filepath.Join(path, "brief"+ending))
		}
		return files, nil
	}
	if f, err := report.FormatOf(path); err != nil || !slices.Contains(briefFormats, f) {
		want := "a folder, or a file that ends in one of " + strings.Join(briefEndings(), ", ")
		return nil, &usageError{command: "dougong brief", param: "output", got: path, want: want,
			message: fmt.Sprintf("dougong brief: --output: got %q; want %s", path, want)}
	}
	return []string{path}, nil
}

var yearDigits = regexp.MustCompile(`(19|20)\d\d`)

// compared finds the table of --compare: a path that exists, or for a year the
// file beside the data whose name has that year in the place of its own.
func compared(data, with string) (string, error) {
	if _, err := os.Stat(with); err == nil {
		return with, nil
	}
	fault := func(want string) error {
		return &usageError{command: "dougong brief", param: "compare", got: with, want: want,
			message: fmt.Sprintf("dougong brief: --compare: got %q; want %s", with, want)}
	}
	if _, err := strconv.Atoi(with); err != nil || len(with) != 4 {
		return "", fault("a year, or the path of a table")
	}
	if data == "" {
		return "", fault("the path of a table: the embedded example has one year")
	}
	dir, name := filepath.Split(filepath.Clean(data))
	at := yearDigits.FindAllStringIndex(name, -1)
	for i := len(at) - 1; i >= 0; i-- { // wiod2013_2011: the last year is that of the table
		path := dir + name[:at[i][0]] + with + name[at[i][1]:]
		if _, err := os.Stat(path); err == nil {
			return path, nil
		}
	}
	return "", fault("the path of that year's table: there is no file beside " + name + " with " + with + " in its name")
}

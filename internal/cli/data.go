package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"dougong/balance"
	"dougong/dataset"
	"dougong/dataset/plain"
	"dougong/report"
)

// data returns the commands that work on files rather than ask questions.
func (a *app) data() *cobra.Command {
	cmd := &cobra.Command{Use: "data", Short: a.say("files: what is this, aggregate it, convert it", "数据文件：识别、汇总、转换"), Args: cobra.ArbitraryArgs,
		Example: "dougong data sniff china_2020_42.csv"}
	cmd.AddCommand(a.sniff(), a.aggregate(), a.convert(), a.addData(), a.listData())
	cmd.RunE = a.group(cmd)
	return cmd
}

func (a *app) sniff() *cobra.Command {
	return &cobra.Command{
		Use: "sniff PATH", Short: a.say("what a file is, and why", "识别文件格式并说明理由"),
		Example: "dougong data sniff china_2020_42.csv", Args: oneArg("PATH"),
		RunE: func(_ *cobra.Command, args []string) error {
			g, err := dataset.Sniff(args[0], dataset.Options{Year: a.flags.year, Missing: a.flags.missing})
			if err != nil {
				return err
			}
			return a.write(func(w io.Writer) error {
				if a.format() == report.JSON || a.format() == report.JSONL {
					e := json.NewEncoder(w)
					e.SetEscapeHTML(false)
					return e.Encode(g)
				}
				lang := a.answerLang()
				_, err := fmt.Fprintf(w, "%s: %s %s (%s)\n%s\n", args[0], g.Format, g.Edition, g.Label.In(lang), g.Why.In(lang))
				return err
			})
		},
	}
}

// remake is how a table is made from another.
type remake struct {
	regions, sectors, name string
	keep, gzip             bool
}

func (a *app) aggregate() *cobra.Command {
	var r remake
	cmd := &cobra.Command{
		Annotations: map[string]string{folderNote: "yes"},
		Use:         "aggregate PATH", Short: a.say("add up economies and sectors by concordances; write a folder", "按对照表合并经济体与部门，写出文件夹"),
		Example: "dougong data aggregate wiod2013_2011.csv.gz --regions regions.csv --name world-2011 --output world-2011",
		Args:    oneArg("PATH"),
		RunE:    func(cmd *cobra.Command, args []string) error { return a.remake(cmd.Context(), args[0], r) },
	}
	cmd.Flags().StringVar(&r.regions, "regions", "", a.say("csv `FILE` with columns code and group, for economies; default: keep them", "经济体对照 csv `FILE`（code、group 两列）；缺省不合并"))
	cmd.Flags().StringVar(&r.sectors, "sectors", "", a.say("csv `FILE` with columns code and group, for sectors; default: keep them", "部门对照 csv `FILE`（code、group 两列）；缺省不合并"))
	cmd.Flags().StringVar(&r.name, "name", "", a.say("`NAME` of the new table; default: as before", "新表的名称 `NAME`；缺省沿用"))
	cmd.Flags().BoolVar(&r.keep, "keep", false, a.say("codes that a concordance does not list keep their own code", "对照表未列出的代码保持不变"))
	a.gzipFlag(cmd, &r)
	return cmd
}

func (a *app) gzipFlag(cmd *cobra.Command, r *remake) {
	cmd.Flags().BoolVar(&r.gzip, "gzip", false, a.say("compress the csv files", "压缩 csv 文件"))
}

func (a *app) convert() *cobra.Command {
	var r remake
	cmd := &cobra.Command{
		Annotations: map[string]string{folderNote: "yes"},
		Use:         "convert PATH", Short: a.say("write a table as a folder of csv files under a table.toml", "转换为 table.toml 加 csv 的文件夹"),
		Example: "dougong data convert china_2020_42.csv --output china-2020", Args: oneArg("PATH"),
		RunE: func(cmd *cobra.Command, args []string) error { return a.remake(cmd.Context(), args[0], r) },
	}
	a.gzipFlag(cmd, &r)
	return cmd
}

// remake reads a table, aggregates it where asked to, and writes the folder
// --output.
func (a *app) remake(ctx context.Context, path string, r remake) error {
	if a.flags.output == "" {
		return &usageError{command: "dougong data", param: "output", want: "a folder to write", message: "dougong data: --output is missing; want a folder to write"}
	}
	regions, err := r.concordance(r.regions)
	if err != nil {
		return err
	}
	sectors, err := r.concordance(r.sectors)
	if err != nil {
		return err
	}
	ctx, done := a.watch(ctx)
	defer done()
	a.flags.data = path
	sys, err := a.open(ctx)
	if err != nil {
		return err
	}
	if regions != nil || sectors != nil {
		var cover *balance.Coverage
		if sys, cover, err = balance.Aggregate(sys, regions, sectors); err != nil {
			return err
		}
		a.note(cover.String(), cover.String())
	}
	if r.name != "" {
		renamed := *sys
		renamed.Name = r.name
		sys = &renamed
	}
	done()
	if err := (plain.Writer{Gzip: r.gzip}).Write(sys, a.flags.output); err != nil {
		return err
	}
	a.note("wrote "+a.flags.output, "已写入 "+a.flags.output)
	return nil
}

func (r remake) concordance(path string) (*balance.Concordance, error) {
	if path == "" {
		return nil, nil
	}
	c, err := balance.OpenConcordance(path)
	if err != nil {
		return nil, err
	}
	c.Keep = r.keep
	return c, nil
}

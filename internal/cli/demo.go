package cli

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"dougong/brief"
	"dougong/report"
	"dougong/result"
)

// demo returns the command that shows the first minute: what an economy's
// system is, where it depends, what closing its largest industries costs.
func (a *app) demo() *cobra.Command {
	var economy, page string
	cmd := &cobra.Command{
		Use: "demo", Short: a.say("the first minute: one economy in plain sentences, and a page of the same", "第一分钟：用平实的句子看一个经济体，并生成网页"),
		Example: "dougong demo --economy CHN --lang zh", Args: noArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runDemo(cmd.Context(), economy, page) },
	}
	cmd.Flags().StringVar(&economy, "economy", "", a.say("code of the economy; default: the first of the table", "经济体代码；缺省为表中第一个"))
	_ = cmd.Flags().SetAnnotation("economy", wordNote, []string{placeholders[result.Economy]})
	_ = cmd.RegisterFlagCompletionFunc("economy", a.completeCodes(result.Economy))
	cmd.Flags().StringVar(&page, "html", "demo.html", a.say("also write a page to `FILE`; - for none", "同时把网页写入 `FILE`；- 表示不写"))
	return cmd
}

func (a *app) runDemo(ctx context.Context, economy, page string) error {
	ctx, done := a.watch(ctx)
	defer done()
	in, err := a.input(ctx, &result.Entry{ID: "demo"}, nil)
	if err != nil {
		return err
	}
	if economy == "" && in.System.MultiRegion() {
		economy = in.System.Industries.Regions()[0]
		a.note("economy: "+economy+", the first of the table; --economy for another", "经济体："+economy+"（表中第一个）；用 --economy 指定其他")
	}
	story, err := brief.Demo(ctx, in, economy)
	if err != nil {
		return err
	}
	done()
	if err := a.write(func(w io.Writer) error { return report.WriteStory(w, a.format(), story, a.options()) }); err != nil {
		return err
	}
	if page == "-" {
		return nil
	}
	if err := writeFile(page, func(w io.Writer) error { return report.HTML(w, story, a.options()) }); err != nil {
		return err
	}
	a.note("wrote "+page, "已写入 "+page)
	return nil
}

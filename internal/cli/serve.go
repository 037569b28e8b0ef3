package cli

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"runtime"

	"github.com/spf13/cobra"

	"dougong/internal/server"
	"dougong/study"
	"dougong/ui"
)

// serving are the flags of serve.
type serving struct {
	address, tokens, study string
	hosts                  []string
	browse                 bool
}

// serve returns the command that answers a browser and other programs.
func (a *app) serve() *cobra.Command {
	var f serving
	cmd := &cobra.Command{
		Use: "serve [PATH…]", Short: a.say("the workbench in the browser, on this machine", "在本机浏览器中使用工作台"),
		Example: "dougong serve --open", Args: cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, paths []string) error { return a.runServe(cmd.Context(), paths, f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.address, "address", "127.0.0.1:8642", a.say("`HOST:PORT` to listen on; other machines can reach it only with --tokens", "监听地址 `HOST:PORT`；仅在给出 --tokens 时才允许其他机器访问"))
	flags.StringVar(&f.tokens, "tokens", "", a.say("`FILE` of those who may ask: one name:token a line", "允许访问者的 `FILE`：每行一个 name:token"))
	flags.StringVar(&f.study, "study", "", a.say("`DIR` of a study whose tables are served", "研究所在文件夹 `DIR`，提供其中的数据表"))
	flags.StringArrayVar(&f.hosts, "host", nil, a.say("`NAME` by which this host is called, behind a proxy; may be given several times", "经代理访问时本机的名称 `NAME`；可多次给出"))
	flags.BoolVar(&f.browse, "open", false, a.say("open the browser", "打开浏览器"))
	return cmd
}

func (a *app) runServe(ctx context.Context, paths []string, f serving) error {
	tokens, err := readTokens(f.tokens)
	if err != nil {
		return err
	}
	tables, err := a.served(ctx, paths, f.study)
	if err != nil {
		return err
	}
	s, err := server.New(server.Config{Entries: a.entries, Version: version, Page: ui.Page(), Tokens: tokens, Hosts: f.hosts,
		Log: slog.New(slog.NewTextHandler(a.Err, &slog.HandlerOptions{Level: a.logLevel()})), Now: a.Now})
	if err != nil {
		return err
	}
	defer s.Close()
	l, err := server.Listen(f.address, tokens)
	if err != nil {
		return err
	}
	if tokens != nil {
		a.note("tokens travel as they are; put a proxy that encrypts (HTTPS) before this where the network is not yours, and name it with --host",
			"令牌以明文传输；若网络不可信，请在前面加 HTTPS 代理，并用 --host 指定其名称")
	}
	for _, d := range tables {
		s.Add(d)
	}
	url := "http://" + l.Addr().String() + "/"
	a.note("serving "+url+"; Ctrl-C ends it", "服务地址 "+url+"；按 Ctrl-C 结束")
	if f.browse {
		if err := browse(url); err != nil {
			a.note("cannot open the browser: "+err.Error(), "无法打开浏览器："+err.Error())
		}
	}
	return s.Serve(ctx, l)
}

// logLevel: every request with -v, else only what went wrong.
func (a *app) logLevel() slog.Level {
	if a.flags.verbose {
		return slog.LevelInfo
	}
	return slog.LevelWarn
}

func readTokens(path string) (*server.Tokens, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; want a file with one name:token a line", path, cause(err))
	}
	defer f.Close()
	return server.ReadTokens(path, f)
}

// served loads the tables: those of the study, --data and the paths; the
// embedded example where there are none.
func (a *app) served(ctx context.Context, paths []string, dir string) ([]*study.Data, error) {
	ctx, done := a.watch(ctx)
	defer done()
	var tables []*study.Data
	if dir != "" {
		err := a.withStudy(dir, func(s *study.Study) error {
			for _, named := range s.Data {
				d, err := s.Load(ctx, named.Name)
				if err != nil {
					return err
				}
				tables = append(tables, d)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	if a.flags.data != "" {
		paths = append([]string{a.flags.data}, paths...)
	}
	if len(paths) == 0 && len(tables) == 0 {
		paths = []string{study.ExamplePath}
	}
	for _, path := range paths {
		d, err := study.Load(ctx, a.source(path))
		if err != nil {
			return nil, err
		}
		tables = append(tables, d)
	}
	return tables, nil
}

// browse asks the desktop to show a page.
func browse(url string) error {
	switch runtime.GOOS {
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", url).Start()
	case "darwin":
		return exec.Command("open", url).Start()
	}
	return exec.Command("xdg-open", url).Start()
}

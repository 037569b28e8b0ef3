package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"dougong/iot"
	"dougong/result"
	"dougong/study"
)

// table is an opened table, and the study of this folder where there is one.
type table struct {
	*study.Data
	study *study.Study
}

// load opens what a command is about: --data, a path or a table of the study in
// this folder; without it the first table of that study, or the embedded
// example, and says so.
func (a *app) load(ctx context.Context) (*table, error) {
	t := &table{}
	var err error
	if _, missing := os.Stat("study.toml"); missing == nil {
		if t.study, err = study.Open(".", a.entries); err != nil {
			return nil, err
		}
		defer t.study.Close()
	}
	if t.Data, err = a.loadFrom(ctx, t.study); err != nil {
		return nil, err
	}
	for _, stray := range t.Strays {
		a.note(stray.String(), stray.String())
	}
	return t, nil
}

func (a *app) loadFrom(ctx context.Context, s *study.Study) (*study.Data, error) {
	if s != nil {
		for _, named := range s.Data {
			if a.flags.data == "" || a.flags.data == named.Name {
				a.note("data: table "+named.Name+" of the study "+s.Name+" in this folder", "数据：本文件夹中研究 "+s.Name+" 的表 "+named.Name)
				return s.Load(ctx, named.Name)
			}
		}
	}
	d, err := study.Load(ctx, a.source(a.flags.data))
	if err != nil || a.flags.data != "" {
		return d, err
	}
	a.note(fmt.Sprintf("data: the embedded example %s, %d; --data PATH for your own", d.System.Name, d.System.Year),
		fmt.Sprintf("数据：内置示例 %s（%d 年）；用 --data PATH 指定自己的数据", d.System.Name, d.System.Year))
	return d, nil
}

// open opens a table for commands that look at the table itself.
func (a *app) open(ctx context.Context) (*iot.System, error) {
	t, err := a.load(ctx)
	if err != nil {
		return nil, err
	}
	return t.System, nil
}

// input makes what an entry works on: the table, the tags, checked parameters;
// those not given are the study's.
func (a *app) input(ctx context.Context, e *result.Entry, given map[string]string) (*result.Input, error) {
	t, err := a.load(ctx)
	if err != nil {
		return nil, err
	}
	if t.study != nil {
		given = t.study.Given(e, given)
	}
	return t.Input(e, given)
}

// codes lists the values that a parameter of a table can take, with their names.
func codes(kind result.ParamKind, sys *iot.System) []result.Choice {
	var list []result.Choice
	switch kind {
	case result.Economy:
		for _, code := range sys.Industries.Regions() {
			l, _ := sys.EconomyLabel(code)
			list = append(list, result.Choice{ID: code, Label: l})
		}
	case result.Industry:
		for i, k := range sys.Industries.Keys() {
			list = append(list, result.Choice{ID: k.String(), Label: sys.Industries.Label(i)})
		}
	case result.Sector:
		seen := map[string]bool{}
		for i, k := range sys.Industries.Keys() {
			if !seen[k.Item] {
				seen[k.Item] = true
				list = append(list, result.Choice{ID: k.Item, Label: sys.Industries.Label(i)})
			}
		}
	}
	return list
}

// completeCodes offers the codes of the table for a flag.
func (a *app) completeCodes(kind result.ParamKind) cobra.CompletionFunc {
	return func(cmd *cobra.Command, _ []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
		a.flags.quiet = true
		sys, err := a.open(cmd.Context())
		if err != nil {
			return nil, cobra.ShellCompDirectiveError
		}
		var words []cobra.Completion
		for _, c := range codes(kind, sys) {
			words = append(words, cobra.CompletionWithDesc(c.ID, c.Label.In(a.lang)))
		}
		return words, cobra.ShellCompDirectiveNoFileComp
	}
}

package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"dougong/class"
	"dougong/dataset"
	"dougong/examples"
	"dougong/iot"
	"dougong/result"
)

// open reads --data, or the embedded example, and says so.
func (a *app) open(ctx context.Context) (*iot.System, error) {
	o := dataset.Options{Year: a.flags.year, Missing: a.flags.missing}
	if a.flags.data != "" {
		return dataset.Open(ctx, a.flags.data, o)
	}
	sys, err := examples.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	a.note(fmt.Sprintf("data: the embedded example %s, %d; --data PATH for your own", sys.Name, sys.Year),
		fmt.Sprintf("数据：内置示例 %s（%d 年）；用 --data PATH 指定自己的数据", sys.Name, sys.Year))
	return sys, nil
}

// input makes what an entry works on: the table, the tags, checked parameters.
func (a *app) input(ctx context.Context, e *result.Entry, given map[string]string) (*result.Input, error) {
	sys, err := a.open(ctx)
	if err != nil {
		return nil, err
	}
	tags, err := a.readTags(sys)
	if err != nil {
		return nil, err
	}
	if err := e.Check(sys, tags); err != nil {
		return nil, err
	}
	params, err := e.Resolve(given, sys, tags)
	if err != nil {
		return nil, err
	}
	return &result.Input{System: sys, Params: params, Tags: tags, Memo: result.NewMemo()}, nil
}

// readTags reads --tags, or takes the layer that comes with the classification.
func (a *app) readTags(sys *iot.System) (*class.Tags, error) {
	if a.flags.tags == "" {
		tags, _ := class.TagsFor(sys.Sectors)
		return tags, nil
	}
	f, err := os.Open(a.flags.tags)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; want a csv file of groups and sectors", a.flags.tags, cause(err))
	}
	defer f.Close()
	tags, err := class.ReadTags(a.flags.tags, f)
	if err != nil {
		return nil, err
	}
	for _, stray := range tags.Check(sys.Industries.Items()) {
		a.note(stray.String(), stray.String())
	}
	return tags, nil
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

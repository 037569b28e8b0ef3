package brief

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"

	"dougong/class"
	"dougong/leontief"
	"dougong/report"
	"dougong/result"
	"dougong/structure"
)

// book is the brief of one economy in the making.
type book struct {
	in, before *result.Input // before is nil without a comparison
	economy    string
	name       class.Label

	structure, blocks, linkages, dependence answer
	leverage, mutual                        answer
	home, world                             answer // closures within the economy, and in the whole table
	audit                                   answer
	lacking                                 map[string]result.Need // analyses that the table does not have what it takes for

	story    *report.Story
	short    []class.Label // one sentence a chapter
	exhibits []*exhibit
	chapters int
}

// wish is what a brief is asked with.
var wish = &result.Entry{ID: "brief", Params: []result.Param{result.EconomyParam()}}

// New makes the brief of an economy: what its system is, what holds it together,
// where it depends and who depends on it, what closures cost, what changed since
// another table, how far all this can be trusted, and the why of each number.
//
// economy is a code of a world table, empty for a table of one economy. compare
// is another table of the same classification, nil for none. An error of another
// classification is a *[result.ParamError].
func New(ctx context.Context, in *result.Input, economy string, compare *result.Input) (*report.Story, error) {
	chosen, err := wish.Resolve(map[string]string{"economy": economy}, in.System, in.Tags)
	if err != nil {
		return nil, err
	}
	b := &book{in: in, before: compare, economy: chosen.String("economy"), lacking: map[string]result.Need{}}
	if err := b.ask(ctx); err != nil {
		return nil, err
	}
	b.name = economyName(in.System, b.structure.Params["economy"])
	b.story = &report.Story{ID: "brief", Title: briefTitle(b.name, in.System.Year), Data: in.System.Meta,
		ResidualShare: in.System.ResidualShare(), Next: next(b.economy, b.home, b.dependence)}
	b.whatItIs()
	b.keySectors()
	b.whereItDepends()
	b.whoDependsOnIt()
	b.closures()
	if compare != nil {
		if err := b.whatChanged(ctx); err != nil {
			return nil, err
		}
	}
	b.trust()
	b.inShort()
	return b.story, b.explain(ctx)
}

// params returns the economy, if there is one to choose, with other parameters.
func params(economy string, pairs ...string) map[string]string {
	p := map[string]string{}
	if economy != "" {
		p["economy"] = economy
	}
	for i := 0; i < len(pairs); i += 2 {
		p[pairs[i]] = pairs[i+1]
	}
	return p
}

// ask runs the analyses that the brief is made of.
func (b *book) ask(ctx context.Context) error {
	audited := make(chan error, 1)
	go func() { // it takes as long as all the others
		var err error
		b.audit, err = ask(ctx, b.in, "audit", nil)
		audited <- err
	}()
	for _, q := range []struct {
		to     *answer
		id     string
		params map[string]string
	}{
		{&b.structure, "structure", params(b.economy)},
		{&b.blocks, "blocks", params(b.economy)},
		{&b.linkages, "linkages", params(b.economy)},
		{&b.dependence, "dependence", params(b.economy, "top", "0")},
		{&b.leverage, "leverage", params(b.economy)},
		{&b.mutual, "mutual", params(b.economy)},
		{&b.home, "close-all", params(b.economy, "scope", "national", "top", "0")},
		{&b.world, "close-all", params(b.economy, "scope", "world", "top", "0")},
	} {
		if err := b.try(ctx, q.to, q.id, q.params); err != nil {
			return err
		}
	}
	return <-audited
}

// try runs an analysis; one that the table does not have what it takes for is
// left out, and the brief says so.
func (b *book) try(ctx context.Context, to *answer, id string, params map[string]string) error {
	a, err := ask(ctx, b.in, id, params)
	var (
		need    *result.NeedError
		empty   *structure.EmptyGroupError
		overlap *structure.OverlapError
	)
	switch {
	case errors.As(err, &need):
		b.lacking[id] = need.Need
	case errors.As(err, &empty), errors.As(err, &overlap):
		b.lacking[id] = result.NeedTags
	case err != nil:
		return err
	default:
		*to = a
	}
	return nil
}

func (a answer) there() bool { return a.Result != nil }

// chapter begins a chapter.
func (b *book) chapter(s report.Section) {
	b.chapters++
	s.Heading = numbered(b.chapters, s.Heading)
	b.story.Sections = append(b.story.Sections, s)
}

// part adds a part of a chapter with its exhibit; none without rows.
func (b *book) part(s report.Section, e *exhibit) {
	if e == nil {
		return
	}
	s.Level, s.Table = 1, e.Table
	b.story.Sections = append(b.story.Sections, s)
	b.exhibits = append(b.exhibits, e)
}

// inShort puts one sentence of each chapter in front.
func (b *book) inShort() {
	b.story.Sections = append([]report.Section{{ID: "short", Heading: class.Label{En: "In short", Zh: "要点"}, Items: b.short}}, b.story.Sections...)
}

// say keeps the first of some sentences for the front.
func (b *book) say(sentences []class.Label) []class.Label {
	if len(sentences) > 0 {
		b.short = append(b.short, sentences[0])
	}
	return sentences
}

// explain asks every number of the brief why, the exhibits side by side.
func (b *book) explain(ctx context.Context) error {
	whys, errs := make([][]report.Explained, len(b.exhibits)), make([]error, len(b.exhibits))
	var wait sync.WaitGroup
	free := make(chan struct{}, runtime.GOMAXPROCS(0))
	for i, e := range b.exhibits {
		wait.Go(func() {
			free <- struct{}{}
			defer func() { <-free }()
			if errs[i] = ctx.Err(); errs[i] == nil {
				whys[i], errs[i] = e.whys()
			}
		})
	}
	wait.Wait()
	b.story.Whys = slices.Concat(whys...)
	return errors.Join(errs...)
}

// key keeps the key sectors of linkages.
func key(linkages answer) answer {
	return linkages.only("linkages", func(t *result.Table, row result.Row) bool {
		return row.Cells[column(t, "class")].Text == leontief.Key.Label()
	})
}

package study

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"dougong/internal/progress"
	"dougong/result"
)

func entry(t *testing.T, id string) *result.Entry {
	t.Helper()
	for _, e := range entries {
		if e.ID == id {
			return e
		}
	}
	t.Fatalf("no analysis %q", id)
	return nil
}

// TestSharedModel asks several questions at once and wants the model factored
// once for all of them.
func TestSharedModel(t *testing.T) {
	d, err := Example(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	factored := 0
	var mu sync.Mutex
	ctx := progress.With(t.Context(), func(e progress.Event) {
		mu.Lock()
		defer mu.Unlock()
		if e.Phase == "factor I - A" && e.Done == e.Total {
			factored++
		}
	})
	var wait sync.WaitGroup
	for range 4 {
		for _, economy := range []string{"CHN", "DEU"} {
			wait.Go(func() {
				params := map[string]string{"economy": economy, "scope": "world"}
				r, err := d.Run(ctx, entry(t, "linkages"), params)
				if err != nil {
					t.Error(err)
					return
				}
				w, err := d.Why(ctx, entry(t, "linkages"), params, result.Cell{Table: "linkages", Row: economy + "_c14", Column: "backward"})
				if err != nil {
					t.Error(err)
					return
				}
				if v, _ := r.Tables[0].Value(economy+"_c14", "backward"); v.Number != w.Value {
					t.Errorf("%s: got %v and why %v; want the same", economy, v.Number, w.Value)
				}
			})
		}
	}
	wait.Wait()
	if factored != 1 {
		t.Errorf("factored %d times; want once", factored)
	}
}

// TestPatience lets the one give up whose work another one shares: the other
// works again.
func TestPatience(t *testing.T) {
	tries := 0
	v, err := patient(t.Context(), func() (int, error) {
		if tries++; tries < 3 {
			return 0, context.Canceled
		}
		return 7, nil
	})
	if v != 7 || err != nil {
		t.Errorf("got %v, %v; want 7 at the third try", v, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := patient(ctx, func() (int, error) { return 0, ctx.Err() }); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v; want its own end", err)
	}
	failure := errors.New("no")
	if _, err := patient(t.Context(), func() (int, error) { return 0, failure }); err != failure {
		t.Errorf("got %v; want the failure", err)
	}
}

// TestHashes wants the hash of the data to follow its numbers and its options,
// and nothing else.
func TestHashes(t *testing.T) {
	load := func(src Source) *Data {
		t.Helper()
		d, err := Load(t.Context(), src)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	elsewhere := t.TempDir()
	if err := os.CopyFS(elsewhere, os.DirFS("../internal/cli/testdata/toy")); err != nil {
		t.Fatal(err)
	}
	here, there := load(Source{Path: "../internal/cli/testdata/toy"}), load(Source{Path: elsewhere})
	if here.Hash() != there.Hash() || here.TagsHash() != there.TagsHash() {
		t.Error("the same table in another folder has another hash")
	}
	if len(here.Files) != 7 {
		t.Errorf("got files %v; want six csv files and table.toml", here.Files)
	}
	if load(Source{Path: elsewhere, Year: 2012}).Hash() == here.Hash() {
		t.Error("another year has the same hash")
	}
	if load(Source{Path: elsewhere, Missing: []string{"b", "a"}}).Hash() != load(Source{Path: elsewhere, Missing: []string{"a", "b"}}).Hash() {
		t.Error("the order of options changes the hash")
	}
	write(t, elsewhere, "table.toml", read(t, elsewhere, "table.toml")+"\n# a remark\n")
	if load(Source{Path: elsewhere}).Hash() == here.Hash() {
		t.Error("a table.toml of other bytes has the same hash")
	}
	write(t, elsewhere, "tags.csv", "group,sector\nx,c1\n")
	tagged := load(Source{Path: elsewhere, Tags: filepath.Join(elsewhere, "tags.csv")})
	if tagged.TagsHash() == here.TagsHash() || len(tagged.Tags.Groups()) != 1 {
		t.Error("other groups have the same hash")
	}
}

func TestInputsTellApart(t *testing.T) {
	d, err := Load(t.Context(), Source{Path: toy})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]string{}
	for name, in := range map[string]Inputs{
		"one":       d.Inputs("1", entry(t, "linkages"), nil),
		"version":   d.Inputs("2", entry(t, "linkages"), nil),
		"entry":     d.Inputs("1", entry(t, "position"), nil),
		"parameter": d.Inputs("1", entry(t, "linkages"), map[string]string{"economy": "CHN"}),
	} {
		if other, twice := seen[in.Hash()]; twice {
			t.Errorf("%s and %s have one hash", name, other)
		}
		seen[in.Hash()] = name
	}
	if d.Inputs("1", entry(t, "linkages"), nil).Hash() != d.Inputs("1", entry(t, "linkages"), map[string]string{}).Hash() {
		t.Error("no parameters and none have two hashes")
	}
}

func TestNoSuchExample(t *testing.T) {
	_, err := Load(t.Context(), Source{Path: "example:world-2012"})
	if want := `example:world-2012: this program has no such table; want example:world-2011; did you mean "example:world-2011"?`; err == nil || err.Error() != want {
		t.Errorf("got %v; want %s", err, want)
	}
}

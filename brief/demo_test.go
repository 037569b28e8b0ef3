package brief

import (
	"context"
	"slices"
	"sort"
	"testing"

	"dougong/class"
	"dougong/dataset"
	"dougong/examples"
	"dougong/internal/shared"
	"dougong/iot"
	"dougong/report"
	"dougong/result"
)

func demoOf(t *testing.T, sys *iot.System, economy string) *report.Story {
	t.Helper()
	tags, _ := class.TagsFor(sys.Sectors)
	s, err := Demo(context.Background(), &result.Input{System: sys, Tags: tags, Memo: result.NewMemo()}, economy)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func sectionOf(t *testing.T, s *report.Story, id string) report.Section {
	t.Helper()
	for _, section := range s.Sections {
		if section.ID == id {
			return section
		}
	}
	t.Fatalf("%s: no section %q", s.Title.En, id)
	return report.Section{}
}

// TestDemoOfEveryEconomy tells the story of each economy of the embedded table:
// every section is there, in two languages, and closes the ten largest.
func TestDemoOfEveryEconomy(t *testing.T) {
	sys, err := examples.Open(context.Background(), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, economy := range sys.Industries.Regions() {
		s := demoOf(t, sys, economy)
		if len(s.Next) != 2 || len(s.Limits) == 0 || len(s.Title.Missing()) > 0 {
			t.Errorf("%s: got %d steps, %d limits, title %v; want two, some, both languages", economy, len(s.Next), len(s.Limits), s.Title)
		}
		for _, id := range []string{"system", "key-sectors", "dependence", "suppliers", "paths", "closures"} {
			section := sectionOf(t, s, id)
			if len(section.Sentences) == 0 || len(section.Table.Rows) == 0 {
				t.Errorf("%s: section %s has %d sentences and %d rows; want some", economy, id, len(section.Sentences), len(section.Table.Rows))
			}
			for _, l := range append(section.Sentences, section.Heading, section.Table.Label) {
				if len(l.Missing()) > 0 {
					t.Errorf("%s: section %s: %v lacks a language", economy, id, l)
				}
			}
		}
		wantLargest(t, sys, economy, sectionOf(t, s, "closures").Table)
	}
}

func wantLargest(t *testing.T, sys *iot.System, economy string, closures *result.Table) {
	t.Helper()
	at := slices.Clone(sys.Industries.InRegion(economy))
	sort.SliceStable(at, func(a, b int) bool { return sys.Output[at[a]] > sys.Output[at[b]] })
	if len(closures.Rows) != largest {
		t.Fatalf("%s: got %d closures; want %d", economy, len(closures.Rows), largest)
	}
	for i, row := range closures.Rows {
		output, _ := closures.Value(row.Key, "output")
		if want := sys.Industries.Key(at[i]).String(); row.Key != want || output.Number != sys.Output[at[i]] {
			t.Errorf("%s: closure %d: got %s of output %v; want %s of %v", economy, i+1, row.Key, output.Number, want, sys.Output[at[i]])
		}
	}
}

// TestDemoOfChina2020 tells the story of a national table: the published key
// sectors, the look-through import content, no section on supplier economies.
func TestDemoOfChina2020(t *testing.T) {
	sys, err := dataset.Open(context.Background(), shared.Path(t, "data", "china-nbs", "china_2020_42.csv"), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	s := demoOf(t, sys, "")
	if s.Title.Zh != "中国，2020 年：一分钟看产业体系" {
		t.Errorf("title: got %q", s.Title.Zh)
	}
	var key []string
	for _, row := range sectionOf(t, s, "key-sectors").Table.Rows {
		key = append(key, row.Key)
	}
	slices.Sort(key)
	if want := []string{"07", "10", "12", "14", "15", "21", "23", "24", "29", "34"}; !slices.Equal(key, want) {
		t.Errorf("key sectors: got %v; want %v", key, want)
	}
	total, _ := sectionOf(t, s, "dependence").Table.Value("20", "total")
	if got := iot.ShareUnit.Readable(total.Number, class.En); got != "42.95 %" {
		t.Errorf("look-through import content of electronics: got %s; want 42.95 %%", got)
	}
	loss, _ := sectionOf(t, s, "closures").Table.Value("14", "value_added_share")
	if got := iot.ShareUnit.Readable(loss.Number, class.En); got != "6.69 %" {
		t.Errorf("closing metals: got %s of GDP; want 6.69 %%", got)
	}
	for _, section := range s.Sections {
		if section.ID == "suppliers" {
			t.Error("a national table does not know supplier economies; want no such section")
		}
	}
}

package dependence_test

import (
	"context"
	"fmt"
	"testing"

	"dougong/class"
	"dougong/dataset"
	"dougong/dependence"
	"dougong/internal/shared"
	"dougong/iot"
	"dougong/result"
)

// open reads a shared table with the tags of its classification.
func open(t testing.TB, elem ...string) *result.Input {
	t.Helper()
	sys, err := dataset.Open(context.Background(), shared.Path(t, elem...), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tags, _ := class.TagsFor(sys.Sectors)
	return &result.Input{System: sys, Tags: tags, Memo: result.NewMemo()}
}

func china(t testing.TB, year, sectors int) *result.Input {
	return open(t, "data", "china-nbs", fmt.Sprintf("china_%d_%d.csv", year, sectors))
}

func entry(t testing.TB, id string) *result.Entry {
	t.Helper()
	for _, e := range dependence.Entries() {
		if e.ID == id {
			return e
		}
	}
	t.Fatalf("no entry %s", id)
	return nil
}

// printed compares a number with its printed digits.
func printed(t *testing.T, what string, got float64, want string) {
	t.Helper()
	digits := len(want) - 1
	for i, c := range want {
		if c == '.' {
			digits = len(want) - i - 1
		}
	}
	if s := fmt.Sprintf("%.*f", digits, got); s != want {
		t.Errorf("%s: got %s (%.9g); want %s", what, s, got, want)
	}
}

func TestLookThroughImportContentChina2020(t *testing.T) {
	r := run(t, entry(t, "dependence"), china(t, 2020, 42), nil)
	for _, want := range []struct{ sector, direct, total string }{
		{"20", "0.277510", "0.429541"},
		{"16", "0.046641", "0.171439"},
		{"18", "0.075055", "0.193680"},
		{"11", "0.2878", "0.3337"},
		{"25", "0.2440", "0.3099"},
		{"21", "0.1406", "0.2735"},
		{"14", "0.1317", "0.2362"},
		{"19", "0.0731", "0.2110"},
		{"17", "0.0603", "0.1788"},
		{"12", "0.0790", "0.1707"},
	} {
		printed(t, want.sector+" direct", cell(t, r, "sectors", want.sector, "direct"), want.direct)
		printed(t, want.sector+" look-through", cell(t, r, "sectors", want.sector, "total"), want.total)
	}
	printed(t, "hidden share of general machinery", cell(t, r, "sectors", "16", "hidden"), "0.73")
	printed(t, "manufacturing, demand weights", cell(t, r, "means", "manufacturing", "by_demand"), "0.198")
}

func TestManufacturingLookThrough(t *testing.T) {
	for year, want := range map[int]string{2017: "0.1994", 2018: "0.2051", 2020: "0.1908"} {
		r := run(t, entry(t, "dependence"), china(t, year, 42), nil)
		printed(t, fmt.Sprint(year), cell(t, r, "means", "manufacturing", "total"), want)
	}
}

func TestContentAndValueAddedAreOneChina(t *testing.T) {
	for _, year := range []int{2017, 2018, 2020} {
		r := run(t, entry(t, "dependence"), china(t, year, 42), nil)
		table, _ := r.Table("sectors")
		for _, row := range table.Rows {
			near(t, fmt.Sprint(year, " ", row.Key), cell(t, r, "sectors", row.Key, "total")+cell(t, r, "sectors", row.Key, "value_added"), 1, 1e-9)
		}
	}
}

func TestForeignContentOfExports(t *testing.T) {
	for year, want := range map[int]string{2017: "0.2104", 2018: "0.2125", 2020: "0.1954"} {
		r := run(t, entry(t, "export-content"), china(t, year, 42), nil)
		got := cell(t, r, "totals", "domestic", "foreign_share")
		printed(t, fmt.Sprint(year), got, want)
		near(t, fmt.Sprint(year, " contributions"), sum(t, r, "sectors", "contribution"), got, 1e-12)
		if year == 2020 {
			printed(t, "with re-exports", cell(t, r, "totals", "with-re-exports", "foreign_share"), "0.2109")
		}
	}
}

// TestUsersOfMetals has the total requirements of DOMAIN.md §6.
func TestUsersOfMetals(t *testing.T) {
	in := china(t, 2020, 42)
	r := run(t, entry(t, "users-of"), in, map[string]string{"sector": "14"})
	for user, want := range map[string]string{"15": "0.490", "19": "0.369", "16": "0.330", "18": "0.205"} {
		printed(t, user, cell(t, r, "users", user, "total"), want)
	}
	near(t, "shares of sales", sum(t, r, "users", "of_sales")+sum(t, r, "final-uses", "of_sales"), 1, 1e-9)
	textiles := run(t, entry(t, "users-of"), in, map[string]string{"sector": "07"})
	printed(t, "apparel needs of textiles", cell(t, textiles, "users", "08", "total"), "0.584")
}

// TestExposureToElectronicComponents has the 153-sector figures: one import
// column, m = IM/(x+IM-EX).
func TestExposureToElectronicComponents(t *testing.T) {
	r := run(t, entry(t, "exposure"), china(t, 2020, 153), map[string]string{"product": "094", "top": "0"})
	for reading, want := range map[string]float64{"exposed": 73, "hidden": 54, "no-direct": 2, "exposed-direct": 26, "hidden-direct": 7} {
		if got := cell(t, r, "counts", reading, "sectors"); got != want {
			t.Errorf("%s: got %v; want %v", reading, got, want)
		}
	}
	// computers, audio-visual, communications, instruments, medical, special machinery
	for sector, want := range map[string][2]string{
		"090": {"0.233", "0.344"}, "093": {"0.213", "0.321"}, "091": {"0.170", "0.271"},
		"096": {"0.077", "0.124"}, "077": {"0.040", "0.073"}, "078": {"0.033", "0.060"},
	} {
		printed(t, sector+" direct", cell(t, r, "sectors", sector, "direct"), want[0])
		printed(t, sector+" look-through", cell(t, r, "sectors", sector, "total"), want[1])
	}
	if r.Assumption != iot.Proportionality {
		t.Errorf("assumption: got %q; want that imports are spread in proportion", r.Assumption.En)
	}
	above := run(t, entry(t, "exposure"), china(t, 2020, 153), map[string]string{"product": "094", "threshold": "0.01"})
	printed(t, "output of sectors above 1 %", cell(t, above, "counts", "exposed", "of_output"), "0.286")
}

// TestSuppliersOfAddUp: home totals and imported look-through by product add up
// to the column of L and to the import content.
func TestSuppliersOfAddUp(t *testing.T) {
	in := china(t, 2020, 42)
	content := run(t, entry(t, "dependence"), in, nil)
	for _, sector := range []string{"18", "20"} {
		r := run(t, entry(t, "suppliers-of"), in, map[string]string{"sector": sector, "top": "5"})
		near(t, sector+" imported", sum(t, r, "imported", "total"), cell(t, content, "sectors", sector, "total"), 1e-12)
		near(t, sector+" imported, direct", sum(t, r, "imported", "direct"), cell(t, content, "sectors", sector, "direct"), 1e-12)
		near(t, sector+" paths", sum(t, r, "paths", "value"), cell(t, content, "sectors", sector, "total"), 1e-12)
		near(t, sector+" home shares", sum(t, r, "domestic", "of_total"), 1, 1e-12)
	}
	r := run(t, entry(t, "suppliers-of"), in, map[string]string{"sector": "18"})
	printed(t, "transport equipment needs home metals", cell(t, r, "domestic", "14", "total"), "0.205")
}

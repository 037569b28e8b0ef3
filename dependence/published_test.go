package dependence_test

import (
	"fmt"
	"testing"

	"dougong/dependence"
	"dougong/internal/laws"
	"dougong/iot"
	"dougong/result"
)

func entry(t testing.TB, id string) *result.Entry { return laws.Find(t, dependence.Entries(), id) }

func TestLookThroughImportContentChina2020(t *testing.T) {
	r := laws.Run(t, entry(t, "dependence"), laws.China(t, 2020, 42), nil)
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
		laws.Printed(t, want.sector+" direct", laws.Cell(t, r, "sectors", want.sector, "direct"), want.direct)
		laws.Printed(t, want.sector+" look-through", laws.Cell(t, r, "sectors", want.sector, "total"), want.total)
	}
	laws.Printed(t, "hidden share of general machinery", laws.Cell(t, r, "sectors", "16", "hidden"), "0.73")
	laws.Printed(t, "manufacturing, demand weights", laws.Cell(t, r, "means", "manufacturing", "by_demand"), "0.198")
}

func TestManufacturingLookThrough(t *testing.T) {
	for year, want := range map[int]string{2017: "0.1994", 2018: "0.2051", 2020: "0.1908"} {
		r := laws.Run(t, entry(t, "dependence"), laws.China(t, year, 42), nil)
		laws.Printed(t, fmt.Sprint(year), laws.Cell(t, r, "means", "manufacturing", "total"), want)
	}
}

func TestContentAndValueAddedAreOneChina(t *testing.T) {
	for _, year := range []int{2017, 2018, 2020} {
		r := laws.Run(t, entry(t, "dependence"), laws.China(t, year, 42), nil)
		table, _ := r.Table("sectors")
		for _, row := range table.Rows {
			laws.Near(t, fmt.Sprint(year, " ", row.Key), laws.Cell(t, r, "sectors", row.Key, "total")+laws.Cell(t, r, "sectors", row.Key, "value_added"), 1, 1e-9)
		}
	}
}

func TestForeignContentOfExports(t *testing.T) {
	for year, want := range map[int]string{2017: "0.2104", 2018: "0.2125", 2020: "0.1954"} {
		r := laws.Run(t, entry(t, "export-content"), laws.China(t, year, 42), nil)
		got := laws.Cell(t, r, "totals", "domestic", "foreign_share")
		laws.Printed(t, fmt.Sprint(year), got, want)
		laws.Near(t, fmt.Sprint(year, " contributions"), laws.Sum(t, r, "sectors", "contribution"), got, 1e-12)
		if year == 2020 {
			laws.Printed(t, "with re-exports", laws.Cell(t, r, "totals", "with-re-exports", "foreign_share"), "0.2109")
		}
	}
}

// TestUsersOfMetals has the total requirements of DOMAIN.md §6.
func TestUsersOfMetals(t *testing.T) {
	in := laws.China(t, 2020, 42)
	r := laws.Run(t, entry(t, "users-of"), in, map[string]string{"sector": "14"})
	for user, want := range map[string]string{"15": "0.490", "19": "0.369", "16": "0.330", "18": "0.205"} {
		laws.Printed(t, user, laws.Cell(t, r, "users", user, "total"), want)
	}
	laws.Near(t, "shares of sales", laws.Sum(t, r, "users", "of_sales")+laws.Sum(t, r, "final-uses", "of_sales"), 1, 1e-9)
	textiles := laws.Run(t, entry(t, "users-of"), in, map[string]string{"sector": "07"})
	laws.Printed(t, "apparel needs of textiles", laws.Cell(t, textiles, "users", "08", "total"), "0.584")
}

// TestExposureToElectronicComponents has the 153-sector figures: one import
// column, m = IM/(x+IM-EX).
func TestExposureToElectronicComponents(t *testing.T) {
	r := laws.Run(t, entry(t, "exposure"), laws.China(t, 2020, 153), map[string]string{"product": "094", "top": "0"})
	for reading, want := range map[string]float64{"exposed": 73, "hidden": 54, "no-direct": 2, "exposed-direct": 26, "hidden-direct": 7} {
		if got := laws.Cell(t, r, "counts", reading, "sectors"); got != want {
			t.Errorf("%s: got %v; want %v", reading, got, want)
		}
	}
	// computers, audio-visual, communications, instruments, medical, special machinery
	for sector, want := range map[string][2]string{
		"090": {"0.233", "0.344"}, "093": {"0.213", "0.321"}, "091": {"0.170", "0.271"},
		"096": {"0.077", "0.124"}, "077": {"0.040", "0.073"}, "078": {"0.033", "0.060"},
	} {
		laws.Printed(t, sector+" direct", laws.Cell(t, r, "sectors", sector, "direct"), want[0])
		laws.Printed(t, sector+" look-through", laws.Cell(t, r, "sectors", sector, "total"), want[1])
	}
	if r.Assumption != iot.Proportionality {
		t.Errorf("assumption: got %q; want that imports are spread in proportion", r.Assumption.En)
	}
	above := laws.Run(t, entry(t, "exposure"), laws.China(t, 2020, 153), map[string]string{"product": "094", "threshold": "0.01"})
	laws.Printed(t, "output of sectors above 1 %", laws.Cell(t, above, "counts", "exposed", "of_output"), "0.286")
}

// TestSuppliersOfAddUp: home totals and imported look-through by product add up
// to the column of L and to the import content.
func TestSuppliersOfAddUp(t *testing.T) {
	in := laws.China(t, 2020, 42)
	content := laws.Run(t, entry(t, "dependence"), in, nil)
	for _, sector := range []string{"18", "20"} {
		r := laws.Run(t, entry(t, "suppliers-of"), in, map[string]string{"sector": sector, "top": "5"})
		laws.Near(t, sector+" imported", laws.Sum(t, r, "imported", "total"), laws.Cell(t, content, "sectors", sector, "total"), 1e-12)
		laws.Near(t, sector+" imported, direct", laws.Sum(t, r, "imported", "direct"), laws.Cell(t, content, "sectors", sector, "direct"), 1e-12)
		laws.Near(t, sector+" paths", laws.Sum(t, r, "paths", "value"), laws.Cell(t, content, "sectors", sector, "total"), 1e-12)
		laws.Near(t, sector+" home shares", laws.Sum(t, r, "domestic", "of_total"), 1, 1e-12)
	}
	r := laws.Run(t, entry(t, "suppliers-of"), in, map[string]string{"sector": "18"})
	laws.Printed(t, "transport equipment needs home metals", laws.Cell(t, r, "domestic", "14", "total"), "0.205")
}

package class

import (
	"archive/zip"
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"dougong/internal/shared"
)

func TestEconomy(t *testing.T) {
	for _, c := range []struct{ code, en, zh string }{
		{"CHN", "China", "中国"}, {"CN", "China", "中国"},
		{"HKG", "Hong Kong, China", "中国香港"}, {"MAC", "Macao, China", "中国澳门"}, {"TWN", "Chinese Taipei", "中国台北"},
		{"ROU", "Romania", "罗马尼亚"}, {"ROM", "Romania", "罗马尼亚"},
		{"ROW", "Rest of the world", "世界其他地区"}, {"RoW", "Rest of the world", "世界其他地区"}, {"FIGW1", "Rest of the world", "世界其他地区"},
		{"EUO", "Other EU", "其他欧盟"}, {"WF", "Rest of Africa", "非洲其他地区"}, {"WLF", "Wallis and Futuna", "瓦利斯和富图纳"},
	} {
		if l, ok := Economy(c.code); !ok || l != (Label{c.en, c.zh}) {
			t.Errorf("%s: got %v, %v; want %s, %s", c.code, l, ok, c.en, c.zh)
		}
	}
	for _, code := range []string{"", "chn", "XYZ"} {
		if l, ok := Economy(code); ok {
			t.Errorf("%q: got %v; want nothing", code, l)
		}
	}
}

// TestAllISOEconomies compares with the code list of ISO 3166-1: 249 of them.
func TestAllISOEconomies(t *testing.T) {
	records := shared.CSV(t, "data", "class", "country", "country-codes.csv")
	column := map[string]int{}
	for i, name := range records[0] {
		column[strings.TrimPrefix(name, "\ufeff")] = i
	}
	count := 0
	for _, rec := range records[1:] {
		alpha3, alpha2 := rec[column["ISO3166-1-Alpha-3"]], rec[column["ISO3166-1-Alpha-2"]]
		if alpha3 == "" {
			continue
		}
		count++
		long, ok := Economy(alpha3)
		if !ok {
			t.Errorf("%s has no name", alpha3)
		}
		if short, _ := Economy(alpha2); short != long && alpha2 != "WF" { // WF is EXIOBASE's rest of Africa
			t.Errorf("%s is %q, %s is %q; want the same", alpha3, long, alpha2, short)
		}
	}
	if count != 249 {
		t.Errorf("got %d economies in the list; want 249", count)
	}
}

// TestEconomiesOfTablesAreNamed reads the codes of the tables at hand.
func TestEconomiesOfTablesAreNamed(t *testing.T) {
	for _, table := range []struct {
		name  string
		codes map[string]bool
		want  int
	}{
		{"WIOD 2011", regionsOf(wiodHeader(t)), 41},
		{"ICIO 2025", regionsOf(icioLabels(t)), 81},
		{"ICIO 2016 mock", regionsOf(firstColumn(t, "ICIO2016_2003.csv")), 6},
		{"ICIO 2018 mock", regionsOf(firstColumn(t, "ICIO2018_2010.CSV")), 6},
		{"EXIOBASE", exiobaseRegions(t), 49},
	} {
		if len(table.codes) != table.want {
			t.Errorf("%s: got %d economies; want %d", table.name, len(table.codes), table.want)
		}
		for code := range table.codes {
			if _, ok := Economy(code); !ok {
				t.Errorf("%s: %s has no name", table.name, code)
			}
		}
	}
}

var industryLabel = regexp.MustCompile(`^([A-Z0-9]{3})_([A-Zc0-9][A-Z0-9_]*)$`)

// regionsOf returns the part before the first _ of labels such as CHN_c14.
func regionsOf(labels []string) map[string]bool {
	codes := map[string]bool{}
	for _, l := range labels {
		if m := industryLabel.FindStringSubmatch(l); m != nil && m[2] != "TAXSUB" {
			codes[m[1]] = true
		}
	}
	return codes
}

func wiodHeader(t *testing.T) []string {
	f, err := os.Open(shared.Path(t, "data", "wiod2013", "wiod2013_2011.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	header, err := csv.NewReader(z).Read()
	if err != nil {
		t.Fatal(err)
	}
	return header
}

// icioLabels returns the row and column labels listed in the ReadMe of the
// small ICIO tables of 2025.
func icioLabels(t *testing.T) []string {
	z, err := zip.OpenReader(shared.Path(t, "data", "oecd-icio", "ReadMe_ICIO_small.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open("xl/sharedStrings.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	var labels []string
	for _, m := range regexp.MustCompile(`<t>([A-Z]{3}_[A-Z][^<]*)</t>`).FindAllSubmatch(text, -1) {
		labels = append(labels, string(m[1]))
	}
	return labels
}

func firstColumn(t *testing.T, mock string) []string {
	var labels []string
	for _, rec := range shared.CSV(t, "data", "formats-mock", "oecd_mock", mock) {
		labels = append(labels, rec[0])
	}
	return labels
}

func exiobaseRegions(t *testing.T) map[string]bool {
	f, err := os.Open(shared.Path(t, "data", "class", "country", "coco_country_data.tsv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes = '\t', true
	records, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	column := 0
	for i, name := range records[0] {
		if name == "EXIO3" {
			column = i
		}
	}
	codes := map[string]bool{}
	for _, rec := range records[1:] {
		if rec[column] != "" {
			codes[rec[column]] = true
		}
	}
	return codes
}

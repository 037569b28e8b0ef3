package class

import (
	"strings"
	"testing"

	"dougong/internal/shared"
)

func TestSector(t *testing.T) {
	for _, c := range []struct{ scheme, code, en, zh string }{
		{"wiod35", "c14", "Electrical and optical equipment", "电气和光学设备制造业"},
		{"wiod35", "c37", "Household final consumption", "居民最终消费"},
		{"wiod35", "VA_RESIDUAL", "Value added incl. taxes, margins and rounding", "增加值（含税收、流通费用和舍入误差）"},
		{"icio2023", "C17_18", "Paper products and printing", "纸制品和印刷业"},
		{"oecd45", "01", "Agriculture, hunting, forestry", "农业、狩猎和林业"},
		{"nbs42", "01", "Agriculture, forestry, animal husbandry and fishery", "农林牧渔产品和服务"},
		{"nbs42", "23", "Repair of metal products, machinery and equipment", "金属制品、机械和设备修理服务"},
		{"nbs42-2015", "23", "Comprehensive use of waste resources", "废品废料"},
		{"nbs153", "VA001", "Compensation of employees", "劳动者报酬"},
	} {
		if l, ok := Sector(c.scheme, c.code); !ok || l != (Label{c.en, c.zh}) {
			t.Errorf("%s %s: got %v, %v; want %s, %s", c.scheme, c.code, l, ok, c.en, c.zh)
		}
	}
	for _, c := range [][2]string{{"wiod35", "c36"}, {"wiod35", ""}, {"nbs42", "1"}, {"wiod", "c1"}} {
		if l, ok := Sector(c[0], c[1]); ok {
			t.Errorf("%v: got %v; want nothing", c, l)
		}
	}
}

// TestSectorsOfTablesAreNamed looks up every row and column code of the tables
// at hand: sectors, final demand, value added and totals.
func TestSectorsOfTablesAreNamed(t *testing.T) {
	for scheme, codes := range map[string][]string{
		"wiod35":     itemsOf(wiodHeader(t)),
		"icio2025":   itemsOf(icioLabels(t)),
		"icio2016":   itemsOf(firstColumn(t, "ICIO2016_2003.csv")),
		"icio2018":   append(itemsOf(firstColumn(t, "ICIO2018_2010.CSV")), itemsOf(shared.CSV(t, "data", "formats-mock", "oecd_mock", "ICIO2018_2010.CSV")[0])...),
		"oecd50":     shared.CSV(t, "data", "other-national", "BEL2020ttl.csv")[0][1:],
		"oecd45":     nbsCodes(t, "OECD21ed_CHN_2018.csv"),
		"nbs42":      nbsCodes(t, "china_2020_42.csv"),
		"nbs42-2015": nbsCodes(t, "china_2015_42.csv"),
	} {
		if len(codes) < 10 {
			t.Errorf("%s: got %d codes; want a table", scheme, len(codes))
		}
		for _, code := range codes {
			if _, ok := Sector(scheme, code); !ok {
				t.Errorf("%s: %s has no name", scheme, code)
			}
		}
	}
}

// TestNamesOfOECDTables compares our English titles with those in the file.
func TestNamesOfOECDTables(t *testing.T) {
	same := 0
	for _, rec := range shared.CSV(t, "data", "china-nbs", "OECD21ed_CHN_2018.csv")[1:46] {
		l, _ := Sector("oecd45", rec[0])
		if strings.Fields(l.En)[0] == strings.Fields(rec[1])[0] {
			same++
		} else {
			t.Logf("%s: ours %q, theirs %q", rec[0], l.En, rec[1])
		}
	}
	if same < 43 { // theirs begins Chemical for Chemicals and Pharmaceuticals for Basic pharmaceutical products
		t.Errorf("%d of 45 titles begin with the same word; want 43", same)
	}
}

// TestTailsOfChineseTables looks up what surrounds the sectors in every layout.
func TestTailsOfChineseTables(t *testing.T) {
	for file, scheme := range chineseTables {
		for _, code := range nbsCodes(t, file) {
			if code[0] >= '0' && code[0] <= '9' {
				continue
			}
			if _, ok := Sector(scheme, code); !ok {
				t.Errorf("%s: %s has no name", file, code)
			}
		}
	}
}

var chineseTables = map[string]string{
	"china_2007_135.csv": "nbs135", "china_2012_139.csv": "nbs139", "china_2015_42.csv": "nbs42-2015",
	"china_2017_42.csv": "nbs42", "china_2017_149.csv": "nbs149", "china_2018_42.csv": "nbs42",
	"china_2018_153.csv": "nbs153", "china_2020_42.csv": "nbs42", "china_2020_153.csv": "nbs153",
}

// TestSchemeOf recognises every table by its codes and, where they are shared,
// its names.
func TestSchemeOf(t *testing.T) {
	for file, want := range chineseTables {
		codes, labels := chineseSectors(t, file)
		if got, ok := SchemeOf(codes, labels); !ok || got != want {
			t.Errorf("%s: got %q, %v; want %s", file, got, ok, want)
		}
	}
	for _, s := range schemes {
		codes := layers()[s.id].Sectors()
		got, ok := SchemeOf(codes, nil)
		if shared := strings.HasPrefix(s.id, "nbs42"); ok == shared || (!shared && got != s.id) {
			t.Errorf("%s, codes alone: got %q, %v", s.id, got, ok)
		}
		if got, ok := SchemeOf(codes[1:], nil); ok {
			t.Errorf("%s without its first sector: got %q; want nothing", s.id, got)
		}
	}
}

// chineseSectors returns the sector codes of a table and their labels.
func chineseSectors(t *testing.T, file string) (codes []string, labels []Label) {
	seen := map[string]bool{}
	for _, rec := range shared.CSV(t, "data", "china-nbs", file)[1:] {
		if c := rec[0]; c[0] >= '0' && c[0] <= '9' && !seen[c] {
			seen[c] = true
			codes, labels = append(codes, c), append(labels, Label{rec[1], rec[2]})
		}
	}
	return codes, labels
}

// nbsCodes returns all row and column codes of a table of the folder china-nbs.
func nbsCodes(t *testing.T, file string) []string {
	records := shared.CSV(t, "data", "china-nbs", file)
	var codes []string
	for _, c := range records[0] {
		switch c {
		case "Code", "Description", "DescriptionInChinese", "Origin":
		default:
			codes = append(codes, c)
		}
	}
	for _, rec := range records[1:] {
		codes = append(codes, rec[0])
	}
	return codes
}

// itemsOf returns the part after the first _ of labels such as CHN_C17_18.
func itemsOf(labels []string) []string {
	var items []string
	for _, l := range labels {
		if m := industryLabel.FindStringSubmatch(l); m != nil {
			items = append(items, m[2])
		}
	}
	return items
}

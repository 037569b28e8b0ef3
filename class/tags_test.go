package class

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"dougong/internal/shared"
)

func ExampleTags() {
	tags, _ := TagsFor("nbs42")
	fmt.Println(tags.Label("digital").In(Both), tags.Members("digital"))
	fmt.Println(tags.Weight("digital", "20"), tags.Weight("digital", "01"))
	// Output:
	// Digital core 数字核心产业 [20 31]
	// 1 0
}

func ExampleReadTags() {
	tags, err := ReadTags("mine.csv", strings.NewReader(`# en: My own reading.
group,sector,weight,group_en,group_zh
strategic,016..018,0.4,Strategic,战略性
strategic,050
`))
	fmt.Println(tags.Members("strategic"), tags.Weight("strategic", "017"), tags.Note().En, err)
	_, err = ReadTags("mine.csv", strings.NewReader("group,sector,wieght\n"))
	fmt.Println(err)
	// Output:
	// [016 017 018 050] 0.4 My own reading. <nil>
	// mine.csv: line 1, column 3: unknown column "wieght"; did you mean "weight"?; want columns of group,sector,weight,group_en,group_zh
}

// TestNilTags: a table without a layer asks the same questions.
func TestNilTags(t *testing.T) {
	var none *Tags
	if none.Groups() != nil || none.Members("digital") != nil || none.Sectors() != nil || none.Check([]string{"01"}) != nil {
		t.Error("a nil layer has members")
	}
	if none.Weight("digital", "20") != 0 || none.Label("digital") != (Label{}) || none.Note() != (Label{}) || none.Name() != "" {
		t.Error("a nil layer has labels or weights")
	}
}

// TestDefinitionsOf42Sectors: the acceptance figures rest on these.
func TestDefinitionsOf42Sectors(t *testing.T) {
	tags, ok := TagsFor("nbs42")
	if !ok {
		t.Fatal("no layer")
	}
	for group, want := range map[string]string{
		"manufacturing": "06..23", "industry": "02..26", "equipment": "15..21", "rd-intensive": "16..21", "services": "28..42",
	} {
		codes, err := expand(want)
		if got := tags.Members(group); err != nil || !slices.Equal(got, codes) {
			t.Errorf("%s: got %v; want %s, %v", group, got, want, err)
		}
	}
	if got := tags.Members("digital"); !slices.Equal(got, []string{"20", "31"}) {
		t.Errorf("digital: got %v; want 20 31", got)
	}
}

// TestLayers checks the laws that TagsFor promises, in every layer.
func TestLayers(t *testing.T) {
	reference, _ := TagsFor("wiod35")
	for _, s := range schemes {
		tags, ok := TagsFor(s.id)
		if !ok {
			t.Errorf("%s: no layer", s.id)
			continue
		}
		if !slices.Equal(tags.Groups(), reference.Groups()) {
			t.Errorf("%s: groups %v; want %v", s.id, tags.Groups(), reference.Groups())
		}
		checkLanguages(t, s.id+" note", tags.Note())
		for _, g := range tags.Groups() {
			checkLanguages(t, s.id+" "+g, tags.Label(g))
			if tags.Label(g) != reference.Label(g) {
				t.Errorf("%s: %s is called %v; want %v", s.id, g, tags.Label(g), reference.Label(g))
			}
			if g != "future" && len(tags.Members(g)) == 0 {
				t.Errorf("%s: %s is empty", s.id, g)
			}
		}
		for _, sector := range tags.Sectors() {
			w := func(g string) float64 { return tags.Weight(g, sector) }
			if sum := w("agriculture") + w("industry") + w("construction") + w("services"); sum != 1 {
				t.Errorf("%s: %s is in the four parts %v times; want once", s.id, sector, sum)
			}
			if w("traditional")+w("emerging")+w("future") > 1 {
				t.Errorf("%s: %s is in two of traditional, emerging, future", s.id, sector)
			}
			if w("manufacturing") > w("industry") || w("equipment") > w("manufacturing") || w("rd-intensive") > w("equipment") {
				t.Errorf("%s: %s: R&D-intensive ⊆ equipment ⊆ manufacturing ⊆ industry does not hold", s.id, sector)
			}
		}
	}
	if _, ok := TagsFor("wiod"); ok {
		t.Error("a layer for an unknown classification")
	}
}

// TestEveryTaggedSectorExists compares the layers with the codes of names and tables.
func TestEveryTaggedSectorExists(t *testing.T) {
	check := func(where, scheme string, codes []string) {
		tags, _ := TagsFor(scheme)
		for _, stray := range tags.Check(codes) {
			t.Errorf("%s: %v", where, stray)
		}
		for _, c := range codes {
			if !slices.Contains(tags.Sectors(), c) {
				t.Errorf("%s: %s is in no group of %s", where, c, scheme)
			}
		}
	}
	for _, s := range schemes {
		if s.sectors != "" {
			check(s.id, s.id, dictionaries()[s.id].sectors.codes)
		}
	}
	for file, scheme := range chineseTables {
		codes, _ := chineseSectors(t, file)
		check(file, scheme, codes)
	}
}

// TestGroupsOfDetailedTablesAgree: groups of 2018 and 2020 have the value added
// in the 153-sector table that they have in the 42-sector table, so the layers
// mean the same. Pharmaceuticals (050) are emerging only where they stand alone.
func TestGroupsOfDetailedTablesAgree(t *testing.T) {
	for _, year := range []string{"2017_149", "2018_153", "2020_153"} {
		coarse, fine := valueAdded(t, "china_"+year[:4]+"_42.csv"), valueAdded(t, "china_"+year+".csv")
		coarseTags, _ := TagsFor("nbs42")
		fineTags, _ := TagsFor("nbs" + year[5:])
		pharma := fine["050"]
		for _, g := range coarseTags.Groups() {
			want, got := groupSum(coarseTags, g, coarse), groupSum(fineTags, g, fine)
			switch g {
			case "traditional":
				want -= pharma
			case "emerging":
				want += pharma
			}
			if math.Abs(got-want) > 1e-6*want {
				t.Errorf("%s, %s: value added %.6g in detail, %.6g in 42 sectors", year, g, got, want)
			}
		}
	}
}

// TestSharesOf42Sectors: the published shares come out of the layer.
func TestSharesOf42Sectors(t *testing.T) {
	tags, _ := TagsFor("nbs42")
	for _, c := range []struct {
		file                     string
		manufacturing, equipment float64 // of all value added; of that of industry
	}{
		{"china_2017_42.csv", .27784, .279}, {"china_2018_42.csv", .26586, .272}, {"china_2020_42.csv", .24856, .272},
	} {
		v := valueAdded(t, c.file)
		var total float64
		for _, x := range v {
			total += x
		}
		if got := groupSum(tags, "manufacturing", v) / total; math.Abs(got-c.manufacturing) > .5e-5 {
			t.Errorf("%s: manufacturing share %.5f; want %.5f", c.file, got, c.manufacturing)
		}
		if got := groupSum(tags, "equipment", v) / groupSum(tags, "industry", v); math.Abs(got-c.equipment) > .5e-3 {
			t.Errorf("%s: equipment share of industry %.4f; want %.3f", c.file, got, c.equipment)
		}
	}
}

func groupSum(tags *Tags, group string, v map[string]float64) float64 {
	var sum float64
	for _, sector := range tags.Members(group) {
		sum += tags.Weight(group, sector) * v[sector]
	}
	return sum
}

// valueAdded returns row TVA of a Chinese table by sector.
func valueAdded(t *testing.T, file string) map[string]float64 {
	records := shared.CSV(t, "data", "china-nbs", file)
	v := map[string]float64{}
	for _, rec := range records[1:] {
		if rec[0] != "TVA" {
			continue
		}
		for j, code := range records[0] {
			if code[0] < '0' || code[0] > '9' {
				continue
			}
			x, err := strconv.ParseFloat(rec[j], 64)
			if err != nil {
				t.Fatalf("%s: %s: %v", file, code, err)
			}
			v[code] = x
		}
	}
	return v
}

func TestCheckNamesStrays(t *testing.T) {
	tags, err := ReadTags("mine.csv", strings.NewReader("group,sector\na,c14\na,c99\nb,c99\n"))
	if err != nil {
		t.Fatal(err)
	}
	strays := tags.Check([]string{"c1", "c9", "c14"})
	if len(strays) != 1 {
		t.Fatalf("got %v; want one stray", strays)
	}
	if got, want := strays[0].String(), `mine.csv:3: group "a": the table has no sector "c99"; did you mean "c9"?`; got != want {
		t.Errorf("got %s; want %s", got, want)
	}
}

package class

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"testing"
)

func TestReadTagsSaysWhatIsWrong(t *testing.T) {
	const header = "group,sector,weight,group_en,group_zh\n"
	for _, c := range []struct{ text, want string }{
		{"", "t.csv: empty; want the header group,sector,weight,group_en,group_zh"},
		{"# en: only a note\n", "t.csv: empty; want the header group,sector,weight,group_en,group_zh"},
		{"group,sectors\n", `t.csv: line 1, column 2: unknown column "sectors"; did you mean "sector"?; want columns of group,sector,weight,group_en,group_zh`},
		{"group,sector,group\n", `t.csv: line 1, column 3: column "group" stands twice; want it once`},
		{"group,weight\n", `t.csv: line 1: no column "sector"; want group,sector,weight,group_en,group_zh`},
		{header + ",01\n", `t.csv: line 2, column 1: no group; give every row its group`},
		{header + "a,01,0\n", `t.csv: line 2, column 3: group "a", sector "01": weight: got "0"; want a share above 0 and at most 1, such as 0.25`},
		{header + "a,01,1.5\n", `t.csv: line 2, column 3: group "a", sector "01": weight: got "1.5"; want a share above 0 and at most 1, such as 0.25`},
		{header + "a,01,-1\n", `t.csv: line 2, column 3: group "a", sector "01": weight: got "-1"; want a share above 0 and at most 1, such as 0.25`},
		{header + "a,01,NaN\n", `t.csv: line 2, column 3: group "a", sector "01": weight: got "NaN"; want a share above 0 and at most 1, such as 0.25`},
		{header + "a,01,half\n", `t.csv: line 2, column 3: group "a", sector "01": weight: got "half"; want a share above 0 and at most 1, such as 0.25`},
		{header + "a,,0.5\n", `t.csv: line 2, column 3: group "a": weight "0.5" without a sector; give the sector`},
		{header + "a,01\n\n# x\na,01\n", `t.csv: line 5, column 2: group "a" has sector "01" already, on line 2; keep one of them`},
		{header + "a,01..03\na,02\n", `t.csv: line 3, column 2: group "a" has sector "02" already, on line 2; keep one of them`},
		{header + "a,03..01\n", `t.csv: line 2, column 2: group "a": sectors "03..01": want two codes of equally many digits, at most 4, the lower first, such as 006..009`},
		{header + "a,1..10\n", `t.csv: line 2, column 2: group "a": sectors "1..10": want two codes of equally many digits, at most 4, the lower first, such as 006..009`},
		{header + "a,c1..c3\n", `t.csv: line 2, column 2: group "a": sectors "c1..c3": want two codes of equally many digits, at most 4, the lower first, such as 006..009`},
		{header + "a,00000..99999\n", `t.csv: line 2, column 2: group "a": sectors "00000..99999": want two codes of equally many digits, at most 4, the lower first, such as 006..009`},
		{header + "a,01,1,A,甲,x\n", `t.csv: line 2, column 6: got 6 fields; want at most 5, as in the header`},
		{header + "a,01,,A\na,02,,B\n", `t.csv: line 3, column 4: group "a" is called "A" and "B"; give it one name`},
		{header + "a,\"01\n", `t.csv: line 2: extraneous or missing " in quoted-field; mend the quotes`},
		{header + "a,01\nb,\xd6\xd0\n", `t.csv: line 3: not UTF-8; save the file as UTF-8`},
	} {
		tags, err := ReadTags("t.csv", strings.NewReader(c.text))
		if tags != nil || err == nil || err.Error() != c.want {
			t.Errorf("%q:\ngot  %v\nwant %s", c.text, err, c.want)
		}
		if bad := (*TagsError)(nil); !errors.As(err, &bad) {
			t.Errorf("%q: got %T; want a *TagsError", c.text, err)
		}
	}
}

func TestReadTagsTakesWhatPeopleWrite(t *testing.T) {
	text := "\ufeff# zh: 口径\r\nsector, group ,weight\r\n 20 ,digital, 0.5\r\n,empty\r\n31,digital\r\n"
	tags, err := ReadTags("t.csv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if got := tags.Members("digital"); !slices.Equal(got, []string{"20", "31"}) || tags.Weight("digital", "20") != .5 || tags.Weight("digital", "31") != 1 {
		t.Errorf("got %v with weight %v; want 20 at 0.5 and 31", got, tags.Weight("digital", "20"))
	}
	if got := tags.Groups(); !slices.Equal(got, []string{"digital", "empty"}) || tags.Members("empty") != nil {
		t.Errorf("got groups %v; want digital and an empty one", got)
	}
	if tags.Note() != (Label{Zh: "口径"}) || tags.Label("digital") != (Label{En: "digital"}) {
		t.Errorf("got note %v, label %v", tags.Note(), tags.Label("digital"))
	}
}

func TestReadTagsStopsAtTheLimit(t *testing.T) {
	endless := io.MultiReader(strings.NewReader("group,sector\n"), endlessComment{})
	if _, err := ReadTags("t.csv", endless); err == nil || !strings.Contains(err.Error(), "longer than 16 MiB") {
		t.Errorf("got %v; want a refusal", err)
	}
}

// TestReadTagsStopsRanges: two kilobytes that mean two million memberships.
func TestReadTagsStopsRanges(t *testing.T) {
	text := "group,sector\n"
	for i := range 200 {
		text += fmt.Sprintf("g%d,0000..9999\n", i)
	}
	if _, err := ReadTags("t.csv", strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), "t.csv: line 106, column 2: more than 1048576 memberships") {
		t.Errorf("got %v; want a refusal", err)
	}
}

type endlessComment struct{}

func (endlessComment) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = '#'
	}
	return len(b), nil
}

// FuzzReadTags: any text gives a layer that keeps its promises or a *TagsError.
func FuzzReadTags(f *testing.F) {
	files, err := fs.Glob(embedded, "tags/*.csv")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		text, err := fs.ReadFile(embedded, file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("group,sector,weight\na,\"1\n2\",.5\n")
	f.Fuzz(func(t *testing.T, text string) {
		tags, err := ReadTags("f.csv", strings.NewReader(text))
		if err != nil {
			if bad := (*TagsError)(nil); !errors.As(err, &bad) {
				t.Fatalf("got %T %v; want a *TagsError", err, err)
			}
			return
		}
		for _, g := range tags.Groups() {
			if tags.Label(g) == (Label{}) {
				t.Fatalf("group %q has no label", g)
			}
			for _, s := range tags.Members(g) {
				if w := tags.Weight(g, s); !(w > 0 && w <= 1) {
					t.Fatalf("%q in %q: weight %v", s, g, w)
				}
			}
		}
		if strays := tags.Check(tags.Sectors()); strays != nil {
			t.Fatalf("its own sectors are strays: %v", strays)
		}
	})
}

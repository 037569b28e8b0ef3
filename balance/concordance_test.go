package balance_test

import (
	"strings"
	"testing"

	"dougong/balance"
	"dougong/iot"
)

func TestConcordanceFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", `c.csv: got an empty file; want a first row with the columns code and group`},
		{"head only", "code,group\n", `c.csv: got no code; want one row a code, with its group`},
		{"column", "code,gruop\na,b\n", `c.csv: row 1: got a column "gruop"; want code, group, label_en, label_zh; did you mean "group"?`},
		{"no group column", "code,label_en\na,b\n", `c.csv: row 1: no column "group"; want code and group, in the first row`},
		{"column twice", "code,group,code\na,b,c\n", `c.csv: row 1: column "code" stands there twice; want it once`},
		{"code twice", "code,group\n# a comment\na,x\n\nb,x\na,y\n", `c.csv: row 6: code "a" stands on row 3 too, in group "x"; want each code once`},
		{"no group", "code,group\na,\n", `c.csv: row 2: code "a" has no group; want one, or no such row and the codes left over kept`},
		{"no code", "code,group\n,x\n", `c.csv: row 2: no code; want the code of a row of the table`},
		{"fields", "code,group\na,x\nb\n", `c.csv: row 3: the number of fields is not that of the first row; write one field a column, or put quotes around a text with commas`},
		{"quote", "code,group\na,x\n\"b,x\n", `c.csv: row 3: column 6: extraneous or missing " in quoted-field`},
		{"labels", "code,group,label_en\na,x,X\nb,x,Y\n", `c.csv: row 3: group "x": got the label "Y"; want "X" as above`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := balance.ReadConcordance("c.csv", strings.NewReader(c.text))
			if err == nil || err.Error() != c.want {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestConcordanceAgainstTheTable(t *testing.T) {
	many, one := world(3, 2, iot.ImportsInside), world(1, 2, iot.ImportsInside)
	for _, c := range []struct {
		name             string
		s                *iot.System
		regions, sectors string
		want             string
	}{
		{"unknown economy", many, "code,group\nA,X\nD,X\n", "", `groups.csv: row 3: the table has no economy "D"; did you mean "A" or "B" or "C"?`},
		{"unknown sector", many, "", "code,group\ncl,A\n", `groups.csv: row 2: the table has no sector "cl"; did you mean "c1" or "c2"?`},
		{"no economies", one, "code,group\nCHN,A\n", "", `groups.csv: row 2: got the economy "CHN"; the table has one economy, without a code: give no file for it`},
		{"joint", many, "code,group\nA,A_B\nB,C\nC,C\n", "", `groups.csv: group "A_B": want a code of an economy without _, which joins economy and sector`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var regions, sectors *balance.Concordance
			if c.regions != "" {
				regions = read(c.regions)
			}
			if c.sectors != "" {
				sectors = read(c.sectors)
			}
			_, _, err := balance.Aggregate(c.s, regions, sectors)
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
	keep := read("code,group\nA,B\n")
	keep.Keep = true
	if _, _, err := balance.Aggregate(many, keep, nil); err == nil || !strings.Contains(err.Error(), `economy "B" is not listed and is the code of a group too`) {
		t.Errorf("a kept code with the name of a group: got %v", err)
	}
}

func TestByteOrderMark(t *testing.T) {
	c, err := balance.ReadConcordance("c.csv", strings.NewReader("\ufeffcode,group\n01,A\n1,B\n"))
	if err != nil {
		t.Fatal(err)
	}
	if g := strings.Join(c.Groups(), " "); g != "A B" {
		t.Errorf("got %s; codes keep their zeros", g)
	}
}

func FuzzConcordance(f *testing.F) {
	f.Add("code,group,label_en,label_zh\nAUT,EUO,Other EU,其他欧盟\nBEL,EUO,,\n")
	f.Add("code,group\na,\"b\n")
	f.Fuzz(func(t *testing.T, text string) {
		c, err := balance.ReadConcordance("c.csv", strings.NewReader(text))
		if err == nil && len(c.Groups()) == 0 {
			t.Error("no error and no group")
		}
	})
}

package nbs

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"dougong/class"
	"dougong/internal/text"
	"dougong/iot"
)

var sectorCode = regexp.MustCompile(`^[0-9]{2,3}$`)

// kinds are the columns that go into final demand. TC does only where its parts
// are not published.
var kinds = map[string]iot.FinalKind{
	"FU101": iot.Household, "FU102": iot.Household, "FU103": iot.Government, "TC": iot.Consumption,
	"FU201": iot.FixedCapital, "FU202": iot.Inventories, "EX": iot.Exports, "ERR": iot.Discrepancy,
}

// totals are the columns that add up others; they are checked, not kept.
var totals = map[string][]string{
	"THC": {"FU101", "FU102"},
	"TC":  {"FU101", "FU102", "FU103"},
	"GCF": {"FU201", "FU202"},
	"TFU": {"FU101", "FU102", "FU103", "TC", "FU201", "FU202", "EX"},
}

// layout is what the header says. Columns count from 1.
type layout struct {
	english, chinese, origin int // label columns, 0 where there is none
	first                    int // column of the first sector
	codes                    []string
	uses, output, imports    int            // TIU, GO, IM
	final                    []string       // columns of final demand
	totals                   []string       // columns of totals but TIU
	at                       map[string]int // column of each item
}

func (l *layout) split() bool { return l.origin > 0 }

// Sniff says whether a header is that of a table of this format, and why. The
// edition is empty where it is not.
func Sniff(head []string) (edition string, why class.Label) {
	l := parse(head)
	if len(l.codes) == 0 || (l.uses == 0 && l.chinese == 0) {
		return "", why
	}
	span := fmt.Sprintf("%s … %s … %s", head[0], l.codes[len(l.codes)-1], head[len(head)-1])
	if l.split() {
		return "split", class.Label{
			En: "header " + span + " with Origin: National Bureau of Statistics of China, domestic and imported use apart",
			Zh: "表头为 " + span + "，含 Origin 列：国家统计局投入产出表（非竞争型，国产品与进口品分列）",
		}
	}
	return "column", class.Label{
		En: "header " + span + ": National Bureau of Statistics of China, imports in one column",
		Zh: "表头为 " + span + "：国家统计局投入产出表（竞争型，进口为一列）",
	}
}

// parse reads a header as far as it is one of this format.
func parse(head []string) *layout {
	l := &layout{at: map[string]int{}}
	if len(head) == 0 || head[0] != "Code" {
		return l
	}
	i := 1
	for ; i < len(head) && !sectorCode.MatchString(head[i]); i++ {
		switch head[i] {
		case "Description":
			l.english = i + 1
		case "DescriptionInChinese":
			l.chinese = i + 1
		case "Origin":
			l.origin = i + 1
		default:
			return l
		}
	}
	l.first = i + 1
	for ; i < len(head) && sectorCode.MatchString(head[i]); i++ {
		l.codes = append(l.codes, head[i])
	}
	for ; i < len(head); i++ {
		l.at[head[i]] = i + 1
	}
	l.uses, l.output, l.imports = l.at["TIU"], l.at["GO"], l.at["IM"]
	l.sort(head)
	return l
}

// sort puts the columns behind the sectors into final demand and totals.
func (l *layout) sort(head []string) {
	parts := l.at["FU101"] > 0 || l.at["FU102"] > 0 || l.at["FU103"] > 0
	for _, name := range head[l.first-1+len(l.codes):] {
		switch {
		case name == "TC" && parts, name == "THC", name == "GCF", name == "TFU":
			l.totals = append(l.totals, name)
		case kinds[name] != "":
			l.final = append(l.final, name)
		}
	}
}

func readLayout(f *text.File) (*layout, error) {
	head, err := f.Header()
	if err != nil {
		return nil, err
	}
	l := parse(head)
	if len(l.codes) == 0 {
		return nil, f.Fail("no sector columns in the header; want Code, Description, DescriptionInChinese, sectors 01 02 … or 001 002 …, TIU … GO")
	}
	for _, name := range []string{"TIU", "GO"} {
		if l.at[name] == 0 {
			return nil, f.Fail("no column %s in the header; want TIU, final demand, GO behind the sectors; the table is cut off", name)
		}
	}
	for name, col := range l.at {
		if name != "TIU" && name != "GO" && name != "IM" && !slices.Contains(l.final, name) && !slices.Contains(l.totals, name) {
			return nil, f.FailColumn(col, "got column %q; want one of %s", name, strings.Join(l.known(), " "))
		}
	}
	switch {
	case l.at["EX"] == 0 || (l.at["TC"] == 0 && l.at["FU101"] == 0):
		return nil, f.Fail("no columns of final demand in the header; want consumption (FU101 FU102 FU103, or TC), FU201, FU202, EX")
	case l.split() && l.imports > 0:
		return nil, f.FailColumn(l.imports, "an import column beside an Origin column; want one of the two")
	case !l.split() && l.imports == 0:
		return nil, f.Fail("no column IM in the header; want imports in a column IM, or domestic and imported rows with a column Origin")
	}
	return l, nil
}

func (l *layout) known() []string {
	return []string{"TIU", "FU101", "FU102", "THC", "FU103", "TC", "FU201", "FU202", "GCF", "EX", "TFU", "IM", "ERR", "GO"}
}

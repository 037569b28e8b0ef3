package icio

import (
	"fmt"
	"regexp"
	"strings"

	"dougong/class"
	"dougong/internal/text"
	"dougong/iot"
)

// kinds are the components of final demand, by the names of all editions.
var kinds = map[string]iot.FinalKind{
	"HFCE": iot.Household, "HC": iot.Household, "NPISH": iot.NPISH, "NPS": iot.NPISH, "GGFC": iot.Government,
	"GFCF": iot.FixedCapital, "INVNT": iot.Inventories, "INV": iot.Inventories,
	"P33": iot.PurchasesAway, "DPABR": iot.PurchasesAway, "DIRP": iot.PurchasesAway,
}

// parents are the economies that extended editions publish in parts, by kind of
// trade (China: export processing and the rest; Mexico: global manufacturing).
var parents = map[string]string{
	"CN1": "CHN", "CN2": "CHN", "CN3": "CHN", "CN4": "CHN", "MX1": "MEX", "MX2": "MEX", "MX3": "MEX",
}

var economy = regexp.MustCompile(`^[A-Z][A-Z0-9]{2}$`)

// editions are tried in this order; the one that knows most codes wins.
var editions = []string{"2025", "2023", "2021", "2018", "2016"}

// layout is what the header says: for each column the key it belongs to, parts
// of economies folded into their parents.
type layout struct {
	labels     []string // of the industry columns, as published
	industries *folded
	final      *folded
	kinds      []iot.FinalKind
	total      int    // column of row totals, 0 where there is none
	totalName  string // TOTAL, OUT
	edition    string
	partsOf    map[string][]string // economy → its parts, in order
	split      []string            // economies with parts, in order
}

// folded maps file columns to distinct keys.
type folded struct {
	first   int // file column of the first
	keys    []iot.Key
	at      map[iot.Key]int
	to      []int   // column → position
	members [][]int // position → columns, from 0
}

func (f *folded) add(k iot.Key) {
	if f.at == nil {
		f.at = map[iot.Key]int{}
	}
	i, ok := f.at[k]
	if !ok {
		i = len(f.keys)
		f.at[k], f.keys, f.members = i, append(f.keys, k), append(f.members, nil)
	}
	f.members[i] = append(f.members[i], len(f.to))
	f.to = append(f.to, i)
}

// lines returns the file lines of each position, the first column of the file
// being on line first.
func (f *folded) lines(first int) iot.Lines {
	return iot.Sequence(first, len(f.to)).Group(f.members)
}

// Sniff says whether a header is that of a table of this format, and why. The
// edition is empty where it is not.
func Sniff(head []string) (edition string, why class.Label) {
	l, _ := parse(head) // what is wrong behind the sectors is for the reader to say
	if l.edition == "" {
		return "", why
	}
	edition = l.edition
	parts, partsZh := "", ""
	if len(l.split) > 0 {
		edition += " extended"
		parts = fmt.Sprintf(", with parts of %s", strings.Join(l.split, " and "))
		partsZh = "，" + strings.Join(l.split, "、") + " 分拆列示"
	}
	span := fmt.Sprintf("%s … %s", head[1], head[len(head)-1])
	return edition, class.Label{
		En: "header " + span + parts + ": OECD inter-country table, " + l.edition + " edition",
		Zh: "表头为 " + span + partsZh + "：经合组织国家间投入产出表 " + l.edition + " 版",
	}
}

// parse reads a header; bad is the first column that does not fit, 0 for none.
func parse(head []string) (l *layout, bad int) {
	l = &layout{industries: &folded{first: 2}, final: &folded{}, partsOf: map[string][]string{}}
	for i := 1; i < len(head); i++ {
		label, last := head[i], i == len(head)-1
		left, right, ok := strings.Cut(label, "_")
		switch {
		case last && (label == "TOTAL" || label == "OUT"):
			l.total, l.totalName = i+1, label
		case label == "DISC" && l.total == 0:
			l.addFinal(i+1, iot.Key{Item: label}, iot.Discrepancy)
		case ok && kinds[left] != "" && economy.MatchString(right): // 2016: component first
			l.addFinal(i+1, iot.Key{Region: l.parent(right), Item: left}, kinds[left])
		case ok && economy.MatchString(left) && kinds[right] != "":
			l.addFinal(i+1, iot.Key{Region: l.parent(left), Item: right}, kinds[right])
		case ok && economy.MatchString(left) && right != "" && len(l.final.to) == 0:
			l.labels = append(l.labels, label)
			l.industries.add(iot.Key{Region: l.parent(left), Item: right})
		default:
			l.edition = newest(l.industries.keys)
			return l, i + 1
		}
	}
	l.edition = newest(l.industries.keys)
	if len(l.industries.keys) == 0 || len(l.final.keys) == 0 {
		return l, len(head)
	}
	return l, 0
}

func (l *layout) addFinal(col int, k iot.Key, kind iot.FinalKind) {
	if len(l.final.to) == 0 {
		l.final.first = col
	}
	l.final.add(k)
	if len(l.kinds) < len(l.final.keys) {
		l.kinds = append(l.kinds, kind)
	}
}

// parent returns the economy that a code belongs to, and notes its parts.
func (l *layout) parent(code string) string {
	p, ok := parents[code]
	if !ok {
		return code
	}
	parts := l.partsOf[p]
	if len(parts) == 0 {
		l.split = append(l.split, p)
	}
	if len(parts) == 0 || parts[len(parts)-1] != code {
		l.partsOf[p] = append(parts, code)
	}
	return p
}

// newest returns the edition that knows most of the sectors, and at least half.
func newest(keys []iot.Key) string {
	items := map[string]bool{}
	for _, k := range keys {
		items[k.Item] = true
	}
	best, most := "", len(items)/2
	for _, e := range editions {
		known := 0
		for item := range items {
			if _, ok := class.Sector("icio"+e, item); ok {
				known++
			}
		}
		if known > most {
			best, most = e, known
		}
	}
	return best
}

func readLayout(f *text.File) (*layout, error) {
	head, err := f.Header()
	if err != nil {
		return nil, err
	}
	l, bad := parse(head)
	switch {
	case len(head) < 4:
		return nil, f.Fail("has %d columns; want industries, final demand and a total", len(head))
	case bad == len(head) && (len(l.industries.keys) == 0 || len(l.final.keys) == 0):
		return nil, f.FailColumn(bad, "%d industries and %d columns of final demand up to here; want some of each; the header is cut off", len(l.industries.keys), len(l.final.keys))
	case bad > 0:
		return nil, f.FailColumn(bad, "got column %q; want industries such as AUS_A01, then final demand such as AUS_HFCE, then TOTAL, OUT or DISC", head[bad-1])
	case l.edition == "":
		return nil, f.FailColumn(2, "the sectors are those of no edition; want one of %s", strings.Join(editions, ", "))
	}
	return l, nil
}

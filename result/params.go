package result

import (
	"fmt"
	"math"
	"sort"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/internal/suggest"
	"dougong/iot"
)

// ParamKind is the type of a parameter.
type ParamKind string

// Types of parameter.
const (
	Enum     ParamKind = "enum"     // one of Choices
	Economy  ParamKind = "economy"  // a region of the system
	Sector   ParamKind = "sector"   // an item of the industry axis, in any region
	Industry ParamKind = "industry" // a sector in a region: "CHN_c14"
	Tag      ParamKind = "tag"      // a group of the tag layer
	Count    ParamKind = "count"    // a whole number
	Real     ParamKind = "real"     // a number in Unit
)

// Param is one typed parameter of an analysis. Flags, forms and checks are made
// from it.
type Param struct {
	ID       string
	Label    class.Label
	Help     class.Label
	Kind     ParamKind
	List     bool // several values, separated by commas
	Required bool
	Default  string // as text; an optional sector or economy may be empty
	Choices  []Choice
	Unit     iot.Unit
	Min, Max float64 // for Count and Real, where Min < Max
}

// EconomyParam asks for one economy of a world table. A single-region table has
// no need of it: there it resolves to "".
func EconomyParam() Param {
	return Param{ID: "economy", Kind: Economy, Required: true,
		Label: class.Label{En: "economy", Zh: "经济体"},
		Help:  class.Label{En: "code of the economy, for tables with several", Zh: "经济体代码（多经济体表需要）"}}
}

// TopParam asks how many rows to list before one explicit rest; 0 lists all.
func TopParam(rows int) Param {
	return Param{ID: "top", Kind: Count, Default: strconv.Itoa(rows), Min: 0, Max: 1e6,
		Label: class.Label{En: "rows", Zh: "行数"},
		Help:  class.Label{En: "rows to list before the rest; 0 lists all", Zh: "列出的行数，其余合并为一行；0 为全部"}}
}

// Choice is one value of an enum.
type Choice struct {
	ID    string
	Label class.Label
}

// Values are the resolved parameters of a run.
type Values struct {
	text map[string]string
	list map[string][]string
}

// Strings returns all values as text.
func (v Values) Strings() map[string]string {
	m := make(map[string]string, len(v.text))
	for k, s := range v.text {
		m[k] = s
	}
	return m
}

// String returns a value as text, empty where the parameter is not set.
func (v Values) String(id string) string { return v.text[id] }

// List returns the values of a list.
func (v Values) List(id string) []string { return v.list[id] }

// Int returns a count.
func (v Values) Int(id string) int {
	n, err := strconv.Atoi(v.text[id])
	if err != nil {
		panic(fmt.Sprintf("result: BUG: parameter %s was not resolved: %v", id, err))
	}
	return n
}

// Float returns a real number.
func (v Values) Float(id string) float64 {
	f, err := strconv.ParseFloat(v.text[id], 64)
	if err != nil {
		panic(fmt.Sprintf("result: BUG: parameter %s was not resolved: %v", id, err))
	}
	return f
}

// ParamError says what is wrong with a parameter.
type ParamError struct {
	Entry, Param string
	Got, Want    string
	Near         []string
}

func (e *ParamError) Error() string {
	if e.Got == "" {
		return fmt.Sprintf("%s: --%s is missing; want %s", e.Entry, e.Param, e.Want)
	}
	return fmt.Sprintf("%s: --%s: got %q; want %s%s", e.Entry, e.Param, e.Got, e.Want, suggest.Phrase(e.Near))
}

// Resolve checks the given values against the entry's parameters and the data,
// and fills in defaults. Codes are resolved by code or by label, so that
// results always carry codes. Errors are *ParamError.
func (e *Entry) Resolve(given map[string]string, sys *iot.System, tags *class.Tags) (Values, error) {
	v := Values{text: map[string]string{}, list: map[string][]string{}}
	known := map[string]bool{}
	for _, p := range e.Params {
		known[p.ID] = true
		text, ok := given[p.ID]
		if !ok || text == "" {
			text = p.Default
		}
		if p.Kind == Economy && !sys.MultiRegion() && (text == "" || text == sys.Economy) {
			v.text[p.ID] = "" // the one economy of the table
			continue
		}
		if text == "" {
			if p.Required {
				return v, &ParamError{Entry: e.ID, Param: p.ID, Want: p.want(sys, tags)}
			}
			v.text[p.ID] = ""
			continue
		}
		parts := []string{text}
		if p.List {
			parts = strings.Split(text, ",")
		}
		for i, part := range parts {
			resolved, err := p.resolve(strings.TrimSpace(part), sys, tags)
			if err != nil {
				err.Entry = e.ID
				return v, err
			}
			parts[i] = resolved
		}
		v.text[p.ID], v.list[p.ID] = strings.Join(parts, ","), parts
	}
	unknown := make([]string, 0)
	for id := range given {
		if !known[id] {
			unknown = append(unknown, id)
		}
	}
	if len(unknown) > 0 {
		sort.Strings(unknown)
		names := make([]string, len(e.Params))
		for i, p := range e.Params {
			names[i] = p.ID
		}
		return v, &ParamError{Entry: e.ID, Param: unknown[0], Got: given[unknown[0]],
			Want: "one of the parameters " + strings.Join(names, ", "), Near: suggest.Nearest(unknown[0], names, 3)}
	}
	return v, nil
}

func (p *Param) resolve(text string, sys *iot.System, tags *class.Tags) (string, *ParamError) {
	fail := func(near []string) *ParamError {
		return &ParamError{Param: p.ID, Got: text, Want: p.want(sys, tags), Near: near}
	}
	switch p.Kind {
	case Count, Real:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) || (p.Min < p.Max && (f < p.Min || f > p.Max)) {
			return "", fail(nil)
		}
		if p.Kind == Real {
			return text, nil
		}
		if f != math.Trunc(f) || math.Abs(f) > 1<<53 {
			return "", fail(nil)
		}
		return strconv.FormatInt(int64(f), 10), nil // "1e3" is 1000
	case Enum:
		ids := make([]string, len(p.Choices))
		for i, c := range p.Choices {
			if c.ID == text {
				return text, nil
			}
			ids[i] = c.ID
		}
		return "", fail(suggest.Nearest(text, ids, 3))
	case Tag:
		ids := tags.Groups()
		for _, id := range ids {
			if id == text {
				return text, nil
			}
		}
		return "", fail(suggest.Nearest(text, ids, 3))
	case Industry:
		i, err := sys.Industries.Find(text)
		if err != nil {
			if unknown, ok := err.(*iot.UnknownKeyError); ok {
				return "", fail(unknown.Near)
			}
			return "", fail(nil)
		}
		return sys.Industries.Key(i).String(), nil
	case Economy:
		return pick(text, sys.Industries.Regions(), func(code string) class.Label { l, _ := sys.EconomyLabel(code); return l }, fail)
	case Sector:
		labels := map[string]class.Label{}
		for i, k := range sys.Industries.Keys() {
			if _, ok := labels[k.Item]; !ok {
				labels[k.Item] = sys.Industries.Label(i)
			}
		}
		return pick(text, sys.Industries.Items(), func(code string) class.Label { return labels[code] }, fail)
	}
	panic(fmt.Sprintf("result: BUG: parameter %s has kind %q", p.ID, p.Kind))
}

// pick finds a code by code or by label, exactly and then without regard to case.
func pick(text string, codes []string, label func(string) class.Label, fail func([]string) *ParamError) (string, *ParamError) {
	for _, same := range []func(a, b string) bool{func(a, b string) bool { return a == b }, strings.EqualFold} {
		for _, code := range codes {
			if l := label(code); code != "" && text != "" && (same(code, text) || same(l.En, text) || same(l.Zh, text)) {
				return code, nil
			}
		}
	}
	return "", fail(suggest.Nearest(text, codes, 3))
}

func (p *Param) want(sys *iot.System, tags *class.Tags) string {
	switch p.Kind {
	case Enum:
		ids := make([]string, len(p.Choices))
		for i, c := range p.Choices {
			ids[i] = c.ID
		}
		return "one of " + strings.Join(ids, ", ")
	case Tag:
		if tags == nil {
			return "a group of the tag file; the table's classification has none, give one with --tags"
		}
		return "one of " + strings.Join(tags.Groups(), ", ")
	case Count, Real:
		what := "a number"
		if p.Kind == Count {
			what = "a whole number"
		}
		if p.Min < p.Max {
			what += fmt.Sprintf(" from %v to %v", p.Min, p.Max)
		}
		return what
	case Economy:
		if !sys.MultiRegion() {
			return "nothing: the table has one economy"
		}
		return "one of the economies " + some(sys.Industries.Regions())
	case Industry:
		return "an industry such as " + sys.Industries.Key(0).String() + " (a sector in an economy)"
	default:
		return "one of the sectors " + some(sys.Industries.Items())
	}
}

func some(names []string) string {
	const most = 50
	if len(names) > most {
		return strings.Join(names[:most], ", ") + ", …"
	}
	return strings.Join(names, ", ")
}

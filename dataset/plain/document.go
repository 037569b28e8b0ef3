// Package plain reads and writes this project's own format: a folder with a
// table.toml, which says what the table is and where it comes from, and csv
// files (or .csv.gz) with the numbers.
//
//	industries.csv   region,item,en,zh,output[,imports][,members]   one row an industry
//	final.csv        region,item,kind,en,zh                          one row a column of final demand
//	primary.csv      region,item,kind,en,zh                          one row a primary input
//	flows.csv        labels of the rows in the first column, of the columns in the first row
//	final-demand.csv, primary-inputs.csv, import-flows.csv, import-final-demand.csv: the same
//
// Labels are the keys: "CHN_c14", or "14" in a table of one economy. What is
// written is read back as the same system, and the same system is always written
// as the same bytes.
package plain

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"regexp"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"dougong/class"
	"dougong/internal/suggest"
	"dougong/internal/text"
	"dougong/iot"
)

// ID names the format.
const ID = "plain"

// Document is the name of the file that describes a table.
const Document = "table.toml"

const version = 1

// document is table.toml.
type document struct {
	Version    int              `toml:"version" comment:"of this layout"`
	Name       string           `toml:"name"`
	Title      label            `toml:"title,inline"`
	Release    string           `toml:"release,omitempty"`
	Year       int              `toml:"year,omitempty"`
	Economy    string           `toml:"economy,omitempty" comment:"ISO 3166 alpha-3 code, in a table of one economy"`
	Sectors    string           `toml:"sectors,omitempty" comment:"id of the classification"`
	Unit       unit             `toml:"unit,inline" comment:"numbers are in 10^power of symbol"`
	Prices     string           `toml:"prices,omitempty"`
	Imports    string           `toml:"imports" comment:"inside, split, column or row"`
	Assumption label            `toml:"assumption,inline,omitempty"`
	Source     string           `toml:"source,omitempty"`
	Citation   string           `toml:"citation,omitempty"`
	Licence    string           `toml:"licence,omitempty"`
	Files      files            `toml:"files"`
	Notes      notes            `toml:"notes,omitempty" comment:"what was done to the numbers of each block since they were published"`
	Economies  map[string]label `toml:"economies,omitempty" comment:"names of economies that the codes alone do not give"`
	Extensions []extension      `toml:"extension,omitempty"`
	Derived    []file           `toml:"derived,omitempty" comment:"a published file behind this table"`
	Findings   []finding        `toml:"finding,omitempty" comment:"what the reader of the published file noticed"`
	Missing    []missing        `toml:"missing,omitempty" comment:"a cell that the published file marks as not available; it stands as zero"`
}

type label struct {
	En string `toml:"en,omitempty"`
	Zh string `toml:"zh,omitempty"`
}

type unit struct {
	Kind   string `toml:"kind"`
	Symbol string `toml:"symbol,omitempty"`
	Power  int    `toml:"power,omitempty"`
}

type files struct {
	Industries        string `toml:"industries"`
	Final             string `toml:"final"`
	Primary           string `toml:"primary"`
	Flows             string `toml:"flows"`
	FinalDemand       string `toml:"final_demand"`
	PrimaryInputs     string `toml:"primary_inputs"`
	ImportFlows       string `toml:"import_flows,omitempty"`
	ImportFinalDemand string `toml:"import_final_demand,omitempty"`
}

type notes struct {
	Flows             []string `toml:"flows,omitempty"`
	FinalDemand       []string `toml:"final_demand,omitempty"`
	PrimaryInputs     []string `toml:"primary_inputs,omitempty"`
	ImportFlows       []string `toml:"import_flows,omitempty"`
	ImportFinalDemand []string `toml:"import_final_demand,omitempty"`
	Output            []string `toml:"output,omitempty"`
	Imports           []string `toml:"imports,omitempty"`
}

type extension struct {
	Name           string   `toml:"name"`
	Accounts       string   `toml:"accounts" comment:"csv: region,item,unit_kind,unit,power,en,zh"`
	Flows          string   `toml:"flows"`
	Household      string   `toml:"household,omitempty"`
	FlowNotes      []string `toml:"flow_notes,omitempty"`
	HouseholdNotes []string `toml:"household_notes,omitempty"`
}

type file struct {
	Name   string `toml:"name"`
	SHA256 string `toml:"sha256"`
	Bytes  int64  `toml:"bytes"`
}

type key struct {
	Region string `toml:"region,omitempty"`
	Item   string `toml:"item"`
}

type place struct {
	File  string `toml:"file"`
	Sheet string `toml:"sheet,omitempty"`
	Row   int    `toml:"row,omitempty"`
	Col   int    `toml:"column,omitempty"`
}

type finding struct {
	ID     string  `toml:"id"`
	Level  string  `toml:"level"`
	Block  string  `toml:"block,omitempty"`
	Row    *key    `toml:"row,inline,omitempty"`
	Col    *key    `toml:"column,inline,omitempty"`
	Place  *place  `toml:"place,inline,omitempty"`
	Got    float64 `toml:"got"`
	Want   float64 `toml:"want"`
	Unit   unit    `toml:"unit,inline"`
	Text   label   `toml:"text,inline"`
	Remedy label   `toml:"remedy,inline"`
}

type missing struct {
	Block string `toml:"block"`
	Row   key    `toml:"row,inline"`
	Col   key    `toml:"column,inline"`
	Token string `toml:"token"`
	Place place  `toml:"place,inline"`
}

// decode reads table.toml strictly: a key it does not know is an error.
func decode(fsys fs.FS, name string) (*document, error) {
	f, err := fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &text.Error{File: path.Base(name), Message: "is not in the folder; want a " + Document + " that describes the table, or the path of a csv file"}
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	const most = 16 << 20
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	if err != nil {
		return nil, &text.Error{File: path.Base(name), Message: "cannot be read", Err: err}
	}
	if len(data) > most {
		return nil, &text.Error{File: path.Base(name), Message: fmt.Sprintf("is larger than %d bytes", most)}
	}
	d := &document{}
	dec := toml.NewDecoder(strings.NewReader(strings.TrimPrefix(string(data), "\ufeff")))
	if err := dec.DisallowUnknownFields().Decode(d); err != nil {
		return nil, documentError(path.Base(name), err)
	}
	return d, d.check(path.Base(name))
}

var wrongType = regexp.MustCompile(`cannot decode TOML (\w+) into`)

func documentError(name string, err error) error {
	e := &text.Error{File: name}
	var strict *toml.StrictMissingError
	var syntax *toml.DecodeError
	switch {
	case errors.As(err, &strict) && len(strict.Errors) > 0:
		first := strict.Errors[0]
		word := ""
		if k := first.Key(); len(k) > 0 {
			word = k[len(k)-1]
		}
		e.Row, e.Col = first.Position()
		e.Message = fmt.Sprintf("unknown key %q%s", word, suggest.Phrase(suggest.Nearest(word, keysOf(reflect.TypeFor[document]()), 2)))
	case errors.As(err, &syntax):
		e.Row, e.Col = syntax.Position()
		e.Message = strings.TrimPrefix(syntax.Error(), "toml: ")
		if m := wrongType.FindStringSubmatch(e.Message); m != nil {
			e.Message = fmt.Sprintf("got a TOML %s for %s; want another type", m[1], strings.Join(syntax.Key(), "."))
		}
	default:
		e.Message, e.Err = "is not a "+Document, err
	}
	return e
}

// keysOf lists the keys of a document and of its parts.
func keysOf(t reflect.Type) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return nil
	}
	var keys []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("toml"), ",")
		keys = append(append(keys, name), keysOf(t.Field(i).Type)...)
	}
	return keys
}

// check judges what the csv files cannot contradict.
func (d *document) check(name string) error {
	fail := func(format string, args ...any) error {
		return &text.Error{File: name, Message: fmt.Sprintf(format, args...)}
	}
	split := d.Imports == string(iot.ImportSplit)
	switch {
	case d.Version != version:
		return fail("version is %d; want %d", d.Version, version)
	case d.Name == "":
		return fail("name is empty; want a short name of the table")
	}
	if err := oneOf(d.Imports, treatments); err != nil {
		return fail("imports is %s", err)
	}
	if err := oneOf(d.Unit.Kind, unitKinds); err != nil {
		return fail("unit.kind is %s", err)
	}
	for _, f := range []struct {
		key, file string
		wanted    bool
	}{
		{"industries", d.Files.Industries, true}, {"final", d.Files.Final, true}, {"primary", d.Files.Primary, true},
		{"flows", d.Files.Flows, true}, {"final_demand", d.Files.FinalDemand, true}, {"primary_inputs", d.Files.PrimaryInputs, true},
		{"import_flows", d.Files.ImportFlows, split}, {"import_final_demand", d.Files.ImportFinalDemand, split},
	} {
		switch {
		case f.wanted && f.file == "":
			return fail("files.%s is missing; want the name of a csv file", f.key)
		case !f.wanted && f.file != "":
			return fail("files.%s is given with imports = %q; want it with %q only", f.key, d.Imports, iot.ImportSplit)
		}
	}
	return nil
}

func (l label) class() class.Label  { return class.Label{En: l.En, Zh: l.Zh} }
func fromLabel(l class.Label) label { return label{l.En, l.Zh} }
func (u unit) iot() iot.Unit {
	return iot.Unit{Kind: iot.Kind(u.Kind), Symbol: u.Symbol, Power: u.Power}
}
func fromUnit(u iot.Unit) unit { return unit{string(u.Kind), u.Symbol, u.Power} }
func (k key) iot() iot.Key     { return iot.Key{Region: k.Region, Item: k.Item} }
func fromKey(k iot.Key) key    { return key{k.Region, k.Item} }
func (p place) iot() iot.Place {
	return iot.Place{File: p.File, Sheet: p.Sheet, Row: p.Row, Col: p.Col}
}
func fromPlace(p iot.Place) place { return place{p.File, p.Sheet, p.Row, p.Col} }

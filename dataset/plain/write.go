package plain

import (
	"bytes"
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"strconv"

	"github.com/pelletier/go-toml/v2"

	"dougong/dataset/internal/sheet"
	"dougong/iot"
)

// Writer says how a table is written. The zero value writes plain csv.
type Writer struct {
	Gzip bool // csv files as .csv.gz
}

// Write writes a system into a folder, which it makes where there is none, as
// plain csv.
func Write(s *iot.System, dir string) error { return Writer{}.Write(s, dir) }

// Write writes a system into a folder, which it makes where there is none. The
// bytes depend on the system alone. table.toml comes last: a folder with one is
// complete.
func (w Writer) Write(s *iot.System, dir string) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := os.Remove(filepath.Join(dir, Document)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	o := &output{dir: dir, gzip: w.Gzip}
	d := describe(s)
	o.industries(s, &d.Files)
	o.axis(&d.Files.Final, "final", s.FinalDemand.Cols, words(s.FinalKinds...))
	o.axis(&d.Files.Primary, "primary", s.Primary.Rows, words(s.PrimaryKinds...))
	o.table(&d.Files.Flows, "flows", s.Flows)
	o.table(&d.Files.FinalDemand, "final-demand", s.FinalDemand)
	o.table(&d.Files.PrimaryInputs, "primary-inputs", s.Primary)
	o.table(&d.Files.ImportFlows, "import-flows", s.ImportFlows)
	o.table(&d.Files.ImportFinalDemand, "import-final-demand", s.ImportFinalDemand)
	for i, x := range s.Extensions {
		d.Extensions = append(d.Extensions, o.extension(fmt.Sprintf("extension-%d", i+1), x))
	}
	if o.err != nil {
		return fmt.Errorf("plain: writing %s: %w", s.Name, o.err)
	}
	var toc bytes.Buffer
	if err := toml.NewEncoder(&toc).SetIndentTables(false).Encode(d); err != nil {
		return fmt.Errorf("plain: writing %s: %w", s.Name, err)
	}
	return os.WriteFile(filepath.Join(dir, Document), toc.Bytes(), 0o644)
}

// describe fills table.toml but for the names of files.
func describe(s *iot.System) *document {
	d := &document{
		Version: version, Name: s.Name, Title: fromLabel(s.Title), Release: s.Release, Year: s.Year, Economy: s.Economy,
		Sectors: s.Sectors, Unit: fromUnit(s.Unit), Prices: s.Prices, Imports: string(s.Imports), Assumption: fromLabel(s.Assumption),
		Source: s.Source, Citation: s.Citation, Licence: s.Licence,
	}
	published := s.Derived
	if s.Format != ID {
		published = append(published[:len(published):len(published)], s.Files...)
	}
	for _, f := range published {
		d.Derived = append(d.Derived, file(f))
	}
	for code, l := range s.EconomyLabels {
		if d.Economies == nil {
			d.Economies = map[string]label{}
		}
		d.Economies[code] = fromLabel(l)
	}
	d.Notes = notes{Flows: s.Flows.Origin.Notes, FinalDemand: s.FinalDemand.Origin.Notes, PrimaryInputs: s.Primary.Origin.Notes,
		Output: s.OutputOrigin.Notes, Imports: s.ImportOrigin.Notes}
	if s.ImportFlows != nil {
		d.Notes.ImportFlows, d.Notes.ImportFinalDemand = s.ImportFlows.Origin.Notes, s.ImportFinalDemand.Origin.Notes
	}
	for _, f := range s.ReadFindings {
		if !sheet.Noticed(f) {
			d.Findings = append(d.Findings, fromFinding(f))
		}
	}
	for _, m := range s.MissingCells {
		d.Missing = append(d.Missing, missing{m.Block, fromKey(m.Row), fromKey(m.Col), m.Token, fromPlace(m.Place)})
	}
	return d
}

func fromFinding(f iot.Finding) finding {
	g := finding{ID: f.ID, Level: string(f.Level), Block: f.Block, Got: f.Got, Want: f.Want, Unit: fromUnit(f.Unit),
		Text: fromLabel(f.Text), Remedy: fromLabel(f.Remedy)}
	if f.Row != nil {
		k := fromKey(*f.Row)
		g.Row = &k
	}
	if f.Col != nil {
		k := fromKey(*f.Col)
		g.Col = &k
	}
	if f.Place != nil {
		p := fromPlace(*f.Place)
		g.Place = &p
	}
	return g
}

// output writes csv files until the first error.
type output struct {
	dir  string
	gzip bool
	err  error
}

// save writes a csv file and puts its name into to.
func (o *output) save(to *string, name string, write func(*csv.Writer) error) {
	if o.err != nil {
		return
	}
	var text bytes.Buffer
	w := csv.NewWriter(&text)
	if o.err = write(w); o.err != nil {
		return
	}
	w.Flush()
	*to = name + ".csv"
	data := text.Bytes()
	if o.gzip {
		*to += ".gz"
		data = compress(data)
	}
	o.err = os.WriteFile(filepath.Join(o.dir, *to), data, 0o644)
}

// compress writes gzip without a clock or a name.
func compress(data []byte) []byte {
	var z bytes.Buffer
	w, err := gzip.NewWriterLevel(&z, gzip.BestCompression)
	if err != nil {
		panic(err)
	}
	w.Write(data) // to memory: cannot fail
	w.Close()
	return z.Bytes()
}

func (o *output) industries(s *iot.System, f *files) {
	o.save(&f.Industries, "industries", func(w *csv.Writer) error {
		head := []string{"region", "item", "en", "zh", "output"}
		if s.ImportColumn != nil {
			head = append(head, "imports")
		}
		if s.Members != nil {
			head = append(head, "members")
		}
		w.Write(head)
		for i, k := range s.Industries.Keys() {
			l := s.Industries.Label(i)
			row := []string{k.Region, k.Item, l.En, l.Zh, format(s.Output[i])}
			if s.ImportColumn != nil {
				row = append(row, format(s.ImportColumn[i]))
			}
			if s.Members != nil {
				row = append(row, strconv.Itoa(s.Members[i]))
			}
			w.Write(row)
			if bad(s.Output[i]) || (s.ImportColumn != nil && bad(s.ImportColumn[i])) {
				return fmt.Errorf("output or imports of %s are not finite", k)
			}
		}
		return nil
	})
}

func (o *output) axis(to *string, name string, a *iot.Axis, kinds []string) {
	o.save(to, name, func(w *csv.Writer) error {
		w.Write([]string{"region", "item", "kind", "en", "zh"})
		for i, k := range a.Keys() {
			l := a.Label(i)
			w.Write([]string{k.Region, k.Item, kinds[i], l.En, l.Zh})
		}
		return nil
	})
}

func (o *output) table(to *string, name string, t *iot.Table) {
	if t == nil {
		return
	}
	o.save(to, name, func(w *csv.Writer) error {
		row := make([]string, t.Cols.Len()+1)
		for j, k := range t.Cols.Keys() {
			row[j+1] = k.String()
		}
		w.Write(row)
		buf := make([]float64, t.Cols.Len())
		for i, k := range t.Rows.Keys() {
			row[0] = k.String()
			for j, v := range t.Row(i, buf) {
				if bad(v) {
					return fmt.Errorf("%s: cell %s × %s is not finite", t.Name, k, t.Cols.Key(j))
				}
				row[j+1] = format(v)
			}
			w.Write(row)
		}
		return nil
	})
}

func (o *output) extension(name string, x *iot.Extension) extension {
	e := extension{Name: x.Name, FlowNotes: x.Flows.Origin.Notes}
	o.save(&e.Accounts, name+"-accounts", func(w *csv.Writer) error {
		w.Write([]string{"region", "item", "unit_kind", "unit", "power", "en", "zh"})
		for i, k := range x.Accounts.Keys() {
			l, u := x.Accounts.Label(i), x.Units[i]
			w.Write([]string{k.Region, k.Item, string(u.Kind), u.Symbol, strconv.Itoa(u.Power), l.En, l.Zh})
		}
		return nil
	})
	o.table(&e.Flows, name+"-flows", x.Flows)
	if x.Household != nil {
		o.table(&e.Household, name+"-household", x.Household)
		e.HouseholdNotes = x.Household.Origin.Notes
	}
	return e
}

func bad(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }

// format writes the shortest decimal that reads back as the same number,
// without exponent for the sizes that tables have.
func format(v float64) string {
	if a := math.Abs(v); a != 0 && (a < 1e-6 || a >= 1e15) {
		return strconv.FormatFloat(v, 'e', -1, 64)
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

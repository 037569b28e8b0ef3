package plain

import (
	"context"
	"errors"
	"io/fs"
	"math"
	"path"

	"dougong/class"
	"dougong/dataset/internal/sheet"
	"dougong/internal/text"
	"dougong/iot"
)

// reader reads the files of one table.
type reader struct {
	ctx     context.Context
	fsys    fs.FS
	folder  string
	name    string // of table.toml
	options text.Options
	files   []iot.File
	missing []iot.MissingCell
}

// Read reads the table that a table.toml describes; its files lie beside it.
// year, where it is not 0, stands before the year in the document.
func Read(ctx context.Context, fsys fs.FS, name string, year int, o text.Options) (*iot.System, error) {
	d, err := decode(fsys, name)
	if err != nil {
		return nil, err
	}
	r := &reader{ctx: ctx, fsys: fsys, folder: path.Dir(name), name: path.Base(name), options: o}
	s, err := r.system(d)
	if err != nil {
		return nil, err
	}
	if year != 0 {
		s.Year = year
	}
	s.Files = r.files
	s.MissingCells = append(s.MissingCells, r.missing...)
	s.ReadFindings = append(s.ReadFindings, sheet.Notice(s)...)
	sys, err := iot.NewSystem(*s)
	if err != nil {
		return nil, &text.Error{File: r.name, Message: "blocks do not fit together", Err: err}
	}
	return sys, nil
}

func (r *reader) path(file string) string { return path.Join(r.folder, file) }

func (r *reader) missingFile(file string, err error) error {
	if errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrInvalid) {
		return &text.Error{File: r.name, Message: "names " + file + ", which is not in the folder; put it there, or name another"}
	}
	return err
}

// note records a file that has been read to its end.
func (r *reader) note(f *text.File) iot.File {
	sum, bytes := f.SHA256()
	file := iot.File{Name: f.Name, SHA256: sum, Bytes: bytes}
	r.files = append(r.files, file)
	return file
}

// system reads all files but makes no checks across blocks.
func (r *reader) system(d *document) (*iot.System, error) {
	s := d.head()
	optional := []string{"members"}
	needed := []string{"output"}
	if s.Imports == iot.ImportsColumn {
		needed = append(needed, "imports")
	}
	industries, err := r.readList("industry", d.Files.Industries, nil, needed, optional)
	if err != nil {
		return nil, err
	}
	final, err := r.readList("final demand", d.Files.Final, []string{"kind"}, nil, nil)
	if err != nil {
		return nil, err
	}
	primary, err := r.readList("primary input", d.Files.Primary, []string{"kind"}, nil, nil)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(final.check("kind", finalKinds), primary.check("kind", primaryKinds)); err != nil {
		return nil, err
	}
	s.Industries = industries.axis
	for _, k := range final.words["kind"] {
		s.FinalKinds = append(s.FinalKinds, iot.FinalKind(k))
	}
	for _, k := range primary.words["kind"] {
		s.PrimaryKinds = append(s.PrimaryKinds, iot.PrimaryKind(k))
	}
	s.Output, s.OutputOrigin = industries.floats["output"], industries.origin("output", d.Notes.Output)
	if s.Imports == iot.ImportsColumn {
		s.ImportColumn, s.ImportOrigin = industries.floats["imports"], industries.origin("imports", d.Notes.Imports)
	}
	if s.Members, err = r.members(industries); err != nil {
		return nil, err
	}
	if err := r.tables(d, s, final.axis, primary.axis); err != nil {
		return nil, err
	}
	return s, r.extensions(d, s)
}

// head returns what table.toml itself says.
func (d *document) head() *iot.System {
	s := &iot.System{Imports: iot.ImportTreatment(d.Imports), Assumption: d.Assumption.class()}
	s.Meta = iot.Meta{
		Name: d.Name, Title: d.Title.class(), Format: ID, Release: d.Release, Year: d.Year, Economy: d.Economy,
		Sectors: d.Sectors, Unit: d.Unit.iot(), Prices: d.Prices, Source: d.Source, Citation: d.Citation, Licence: d.Licence,
	}
	for _, f := range d.Derived {
		s.Derived = append(s.Derived, iot.File(f))
	}
	for code, l := range d.Economies {
		if s.EconomyLabels == nil {
			s.EconomyLabels = map[string]class.Label{}
		}
		s.EconomyLabels[code] = l.class()
	}
	for _, f := range d.Findings {
		s.ReadFindings = append(s.ReadFindings, f.iot())
	}
	for _, m := range d.Missing {
		s.MissingCells = append(s.MissingCells, iot.MissingCell{Block: m.Block, Row: m.Row.iot(), Col: m.Col.iot(), Token: m.Token, Place: m.Place.iot()})
	}
	return s
}

func (f finding) iot() iot.Finding {
	g := iot.Finding{ID: f.ID, Level: iot.Level(f.Level), Block: f.Block, Got: f.Got, Want: f.Want, Unit: f.Unit.iot(),
		Text: f.Text.class(), Remedy: f.Remedy.class()}
	if f.Row != nil {
		k := f.Row.iot()
		g.Row = &k
	}
	if f.Col != nil {
		k := f.Col.iot()
		g.Col = &k
	}
	if f.Place != nil {
		p := f.Place.iot()
		g.Place = &p
	}
	return g
}

// members reads how many published industries stand behind each industry.
func (r *reader) members(l *list) ([]int, error) {
	var counts []int
	for i, v := range l.floats["members"] {
		if v < 1 || v != math.Trunc(v) || v > math.MaxInt32 {
			return nil, &text.Error{File: l.place, Row: i + 2, RowLabel: l.axis.Key(i).String(), Col: l.column["members"], ColLabel: "members",
				Message: "is not a whole number of one or more"}
		}
		counts = append(counts, int(v))
	}
	return counts, nil
}

// tables reads the blocks.
func (r *reader) tables(d *document, s *iot.System, final, primary *iot.Axis) error {
	n := s.Industries
	for _, b := range []struct {
		to         **iot.Table
		name, file string
		rows, cols *iot.Axis
		notes      []string
	}{
		{&s.Flows, "Flows", d.Files.Flows, n, n, d.Notes.Flows},
		{&s.FinalDemand, "FinalDemand", d.Files.FinalDemand, n, final, d.Notes.FinalDemand},
		{&s.Primary, "Primary", d.Files.PrimaryInputs, primary, n, d.Notes.PrimaryInputs},
		{&s.ImportFlows, "ImportFlows", d.Files.ImportFlows, n, n, d.Notes.ImportFlows},
		{&s.ImportFinalDemand, "ImportFinalDemand", d.Files.ImportFinalDemand, n, final, d.Notes.ImportFinalDemand},
	} {
		if b.file == "" {
			continue
		}
		t, err := r.readTable(b.name, b.file, b.rows, b.cols, s.Unit, b.notes)
		if err != nil {
			return err
		}
		*b.to = t
	}
	return nil
}

package laws

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Sizes are the numbers of sectors at which laws are tried.
var Sizes = []int{1, 2, 3, 10, 24}

// Unit is the unit of every economy.
var Unit = iot.MoneyUnit("USD", 6)

// Economy describes a random balanced economy: regions A, B, … with the sectors
// c1, c2, …, one flow in five zero. It has households, capital formation and
// stocks, wages, surplus and taxes, and employment; an economy of one region,
// without a code, has exports too. The zero value of an option asks for nothing
// out of the ordinary.
type Economy struct {
	Regions int // 0 stands for 1
	Sectors int
	Seed    uint64
	// Imports: inside where there are several regions and split where there is
	// one, unless it says otherwise.
	Imports   iot.ImportTreatment
	Residuals bool // rows and columns miss output by up to one per cent
	Falling   bool // some stocks fall: negative cells of final demand
	Dense     bool // no flow is zero
	// Idle: the last sector of each region makes and uses nothing. Where stocks
	// fall its own do too, as in LUX_c5 of WIOD 2013: a residual.
	Idle bool
}

// Input returns the economy with tags, ready for an entry.
func (e Economy) Input() *result.Input { return In(e.System(), Tags(e.Sectors)) }

// In makes the input of an entry; tags may be nil.
func In(s *iot.System, tags *class.Tags) *result.Input {
	return &result.Input{System: s, Tags: tags, Memo: result.NewMemo()}
}

// System makes the economy, the same each time.
func (e Economy) System() *iot.System {
	e.Regions = max(e.Regions, 1)
	if e.Imports == "" {
		e.Imports = iot.ImportSplit
		if e.Regions > 1 {
			e.Imports = iot.ImportsInside
		}
	}
	b := &builder{Economy: e, n: e.Regions * e.Sectors, rng: rand.New(rand.NewPCG(e.Seed, uint64(100*e.Regions+e.Sectors)))}
	b.axes()
	b.numbers()
	s, err := iot.NewSystem(b.system())
	if err != nil {
		panic(err)
	}
	return s
}

// Tags puts the first third of the sectors into group g and the second into h;
// half of the last sector is in p, and 0.3 of it with the first in q; none is
// empty. So g and q overlap, g and h do not, and p and q divide a sector.
func Tags(sectors int) *class.Tags {
	text := "group,sector,weight,group_en,group_zh\ng,,,first,甲\nh,,,second,乙\np,,,part,丙\nq,,,other part,丁\nnone,,,none,无\n"
	for i := range sectors {
		group := "g"
		if i >= (sectors+2)/3 {
			group = "h"
		}
		if i < 2*(sectors+2)/3 {
			text += fmt.Sprintf("%s,c%d\n", group, i+1)
		}
	}
	text += fmt.Sprintf("p,c%d,0.5\nq,c%d,0.3\n", sectors, sectors)
	if sectors > 1 {
		text += "q,c1,1\n"
	}
	tags, err := class.ReadTags("tags.csv", strings.NewReader(text))
	if err != nil {
		panic(err)
	}
	return tags
}

// builder draws the numbers of an economy.
type builder struct {
	Economy
	n   int
	rng *rand.Rand

	industries, final, primary *iot.Axis
	finalKinds                 []iot.FinalKind

	z, zm, y, ym, v, jobs, jobsAtHome iot.Dense
	x, imports                        []float64
}

var primaryKinds = []iot.PrimaryKind{iot.Compensation, iot.Surplus, iot.ProductTaxes}

func (b *builder) axes() {
	var keys, cols []iot.Key
	var labels, names []class.Label
	for g := range b.Regions {
		region := ""
		if b.Regions > 1 {
			region = string(rune('A' + g))
		}
		for s := range b.Sectors {
			item := fmt.Sprintf("c%d", s+1)
			keys, labels = append(keys, iot.Key{Region: region, Item: item}), append(labels, class.Label{En: "making of " + item, Zh: item + " 制造"})
		}
		cols = append(cols, iot.Key{Region: region, Item: "C"}, iot.Key{Region: region, Item: "I"}, iot.Key{Region: region, Item: "N"})
		names = append(names, class.Label{En: "households", Zh: "居民"}, class.Label{En: "capital", Zh: "资本形成"}, class.Label{En: "stocks", Zh: "存货"})
		b.finalKinds = append(b.finalKinds, iot.Household, iot.FixedCapital, iot.Inventories)
	}
	if b.Regions == 1 {
		cols, names = append(cols, iot.Key{Item: "E"}), append(names, class.Label{En: "exports", Zh: "出口"})
		b.finalKinds = append(b.finalKinds, iot.Exports)
	}
	b.industries, b.final = iot.MustAxis("industry", keys, labels), iot.MustAxis("final demand", cols, names)
	b.primary = iot.MustAxis("primary input", []iot.Key{{Item: "W"}, {Item: "S"}, {Item: "T"}},
		[]class.Label{{En: "wages", Zh: "劳动者报酬"}, {En: "surplus", Zh: "营业盈余"}, {En: "taxes", Zh: "税"}})
}

// numbers draws a recipe and a demand, and what must be made for them.
func (b *builder) numbers() {
	a, k := b.recipe(), b.final.Len()
	b.y, b.ym = iot.NewDense(b.n, k), iot.NewDense(b.n, k)
	made := make([]float64, b.n) // final demand, with what no column of it accounts for
	b.imports = make([]float64, b.n)
	for i := range b.n {
		for c, kind := range b.finalKinds {
			b.y[i][c], b.ym[i][c] = b.demand(kind, 100), b.demand(kind, 20)
			if b.idle(i) && !(kind == iot.Inventories && b.Falling) {
				b.y[i][c], b.ym[i][c] = 0, 0
			}
			if !b.idle(i) {
				made[i] += b.y[i][c]
			}
		}
		if b.Imports == iot.ImportsColumn {
			b.imports[i] = 0.3 * b.rng.Float64() * (b.y[i][0] + b.y[i][1])
			made[i] -= b.imports[i]
		}
		if b.Residuals && !b.idle(i) {
			made[i] += b.rng.Float64()
		}
	}
	b.x = Rounds(a, made)
	b.inputs(a)
}

// demand draws a cell of final demand, of the order of size.
func (b *builder) demand(kind iot.FinalKind, size float64) float64 {
	u := b.rng.Float64()
	switch {
	case kind == iot.Inventories && b.Falling:
		return size / 10 * (u - 0.5)
	case kind == iot.Inventories:
		return size / 10 * u
	}
	return size * (0.05 + u)
}

func (b *builder) idle(i int) bool { return b.Idle && i%b.Sectors == b.Sectors-1 }

// recipe draws A, whose columns add up to between a quarter and three quarters.
func (b *builder) recipe() iot.Dense {
	a := iot.NewDense(b.n, b.n)
	for j := range b.n {
		var sum float64
		for i := range b.n {
			if (b.Dense || b.rng.Float64() < 0.8) && !b.idle(i) && !b.idle(j) {
				a[i][j] = 0.1 + b.rng.Float64()
			}
			sum += a[i][j]
		}
		scale := 0.25 + 0.5*b.rng.Float64()
		for i := range b.n {
			if sum > 0 {
				a[i][j] *= scale / sum
			}
		}
	}
	return a
}

// inputs fills the columns: flows, imported inputs, primary inputs and jobs.
func (b *builder) inputs(a iot.Dense) {
	b.z, b.zm, b.v = iot.NewDense(b.n, b.n), iot.NewDense(b.n, b.n), iot.NewDense(3, b.n)
	b.jobs, b.jobsAtHome = iot.NewDense(1, b.n), iot.NewDense(1, b.final.Len())
	for j, x := range b.x {
		left := x
		for i := range b.n {
			b.z[i][j] = a[i][j] * x
			left -= b.z[i][j]
			if b.Imports == iot.ImportSplit {
				b.zm[i][j] = 0.2 * b.rng.Float64() * b.z[i][j]
				left -= b.zm[i][j]
			}
		}
		b.jobs[0][j] = b.rng.Float64() * x / 50
		b.v[0][j] = (0.4 + 0.3*b.rng.Float64()) * left
		b.v[2][j] = 0.1 * b.rng.Float64() * left
		b.v[1][j] = left - b.v[0][j] - b.v[2][j]
		if b.Residuals {
			b.v[1][j] -= 0.01 * b.rng.Float64() * left
		}
	}
	for k := range b.jobsAtHome[0] {
		b.jobsAtHome[0][k] = b.rng.Float64()
	}
}

// Rounds returns (I - A)⁻¹ f by rounds, without the code under test.
func Rounds(a iot.Dense, f []float64) []float64 {
	x := append([]float64(nil), f...)
	for range 400 {
		next := append([]float64(nil), f...)
		for i := range a {
			for j, c := range a[i] {
				next[i] += c * x[j]
			}
		}
		x = next
	}
	return x
}

// system puts the blocks into one file: flows at B2, final demand right of
// them, output in the last column, primary inputs and imports below.
func (b *builder) system() iot.System {
	file := func(row, col, rows, cols int) iot.Origin {
		return iot.Origin{File: "economy.csv", Rows: iot.Sequence(row, rows), Cols: iot.Sequence(col, cols)}
	}
	table := func(name string, rows, cols *iot.Axis, row, col int, d iot.Dense) *iot.Table {
		return iot.NewTable(name, rows, cols, Unit, file(row, col, rows.Len(), cols.Len()), d)
	}
	n, k := b.n, b.final.Len()
	below := n + 2 + b.primary.Len()
	s := iot.System{
		Meta:       iot.Meta{Name: fmt.Sprintf("random-%dx%d", b.Regions, b.Sectors), Unit: Unit, Year: 2020, Sectors: "random"},
		Industries: b.industries, FinalKinds: b.finalKinds, PrimaryKinds: primaryKinds, Imports: b.Imports,
		Flows:       table("Flows", b.industries, b.industries, 2, 2, b.z),
		FinalDemand: table("FinalDemand", b.industries, b.final, 2, n+2, b.y),
		Primary:     table("Primary", b.primary, b.industries, n+2, 2, b.v),
		Output:      b.x, OutputOrigin: file(2, n+k+2, n, 1),
		Extensions: []*iot.Extension{b.employment(below + n)},
	}
	switch b.Imports {
	case iot.ImportSplit:
		s.ImportFlows = table("ImportFlows", b.industries, b.industries, below, 2, b.zm)
		s.ImportFinalDemand = table("ImportFinalDemand", b.industries, b.final, below, n+2, b.ym)
	case iot.ImportsColumn:
		s.ImportColumn, s.ImportOrigin = b.imports, file(2, n+k+3, n, 1)
	}
	return s
}

func (b *builder) employment(row int) *iot.Extension {
	persons := iot.Unit{Kind: iot.Quantity, Symbol: "persons", Power: 3}
	accounts := iot.MustAxis("account", []iot.Key{{Item: "employment"}}, []class.Label{{En: "employment", Zh: "就业"}})
	origin := iot.Origin{File: "economy.csv", Rows: iot.Sequence(row, 1), Cols: iot.Sequence(2, b.n)}
	return &iot.Extension{Name: "jobs", Accounts: accounts, Units: []iot.Unit{persons},
		Flows:     iot.NewTable("Employment", accounts, b.industries, persons, origin, b.jobs),
		Household: iot.NewTable("Employment of households", accounts, b.final, persons, iot.Origin{}, b.jobsAtHome)}
}

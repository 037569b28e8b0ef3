package iot

import (
	"fmt"

	"dougong/class"
)

// Keys of the export columns that [System.National] makes.
const (
	ExportsOfInputs = "EXI" // sold to industries of other economies
	ExportsToFinal  = "EXF" // sold to final users of other economies
)

// National returns one economy of a world table as a national table with
// domestic and imported use apart: imports of a product are added up over the
// economies they come from, and sales abroad become two export columns. Output,
// value added and row residuals are those of the world table. A single-region
// system returns itself split (see [System.SplitImports]) for region "".
func (s *System) National(region string) (*System, error) {
	if !s.MultiRegion() {
		if regions := s.Industries.Regions(); region == "" || (len(regions) == 1 && region == regions[0]) || region == s.Economy {
			return s.SplitImports(), nil
		}
		return nil, fmt.Errorf("iot: system %s has one economy; want no other, got %q", s.Name, region)
	}
	home := s.Industries.InRegion(region)
	if len(home) == 0 {
		return nil, fmt.Errorf("iot: system %s has no economy %q; want one of %v", s.Name, region, s.Industries.Regions())
	}
	b := nationalBlocks{s: s, home: home, product: s.productOf(home)}
	b.homeDemand = s.FinalDemand.Cols.InRegion(region)
	b.fill()

	n := *s
	n.Meta.Name, n.Meta.Economy = s.Name+"/"+region, region
	n.Industries = s.Industries.Select(home)
	n.Imports = ImportSplit
	n.Flows, n.ImportFlows = b.flows(n.Industries)
	var err error
	if n.FinalDemand, n.ImportFinalDemand, n.FinalKinds, err = b.demand(n.Industries, region); err != nil {
		return nil, err
	}
	n.Primary = s.Primary.Select(s.Primary.Name, nil, home)
	n.Output = pick(s.Output, home)
	n.OutputOrigin = s.OutputOrigin.Select(home, []int{0})
	if s.Members != nil {
		n.Members = pick(s.Members, home)
	}
	n.Extensions = nil
	for _, e := range s.Extensions {
		n.Extensions = append(n.Extensions, &Extension{Name: e.Name, Accounts: e.Accounts, Units: e.Units, Flows: e.Flows.Select(e.Flows.Name, nil, home)})
	}
	return NewSystem(n)
}

// nationalBlocks adds up a world table seen from one economy.
type nationalBlocks struct {
	s          *System
	home       []int // industries of the economy
	homeDemand []int // its columns of final demand
	product    []int // for each industry of the world: the home industry with the same item, or -1

	z, zm, y, ym Dense
	exports      Dense // m × 2
}

// productOf maps each industry of the world to the position in home of the same item.
func (s *System) productOf(home []int) []int {
	at := map[string]int{}
	for h, i := range home {
		at[s.Industries.Key(i).Item] = h
	}
	product := make([]int, s.N())
	for i, k := range s.Industries.Keys() {
		if h, ok := at[k.Item]; ok {
			product[i] = h
		} else {
			product[i] = -1
		}
	}
	return product
}

func (b *nationalBlocks) fill() {
	m, k := len(b.home), len(b.homeDemand)
	b.z, b.zm, b.y, b.ym, b.exports = NewDense(m, m), NewDense(m, m), NewDense(m, k), NewDense(m, k), NewDense(m, 2)
	isHome, isHomeDemand := flags(b.s.N(), b.home), flags(len(b.s.FinalKinds), b.homeDemand)
	zbuf, ybuf := make([]float64, b.s.N()), make([]float64, len(b.s.FinalKinds))
	for i := range b.s.N() {
		h := b.product[i]
		if h < 0 {
			continue // no home product of that name: stays in the column residual
		}
		z, y := b.s.Flows.Row(i, zbuf), b.s.FinalDemand.Row(i, ybuf)
		flows, demand := b.zm[h], b.ym[h]
		if isHome[i] {
			flows, demand = b.z[h], b.y[h]
			b.exports[h][0], b.exports[h][1] = without(z, isHome), without(y, isHomeDemand)
		}
		for c, j := range b.home {
			flows[c] += z[j]
		}
		for c, j := range b.homeDemand {
			demand[c] += y[j]
		}
	}
}

func flags(n int, at []int) []bool {
	f := make([]bool, n)
	for _, i := range at {
		f[i] = true
	}
	return f
}

func without(row []float64, skip []bool) float64 {
	var sum float64
	for j, v := range row {
		if !skip[j] {
			sum += v
		}
	}
	return sum
}

// foreign groups, for each home product, the industries abroad that make it.
func (b *nationalBlocks) foreign() [][]int {
	groups := make([][]int, len(b.home))
	isHome := flags(b.s.N(), b.home)
	for i, h := range b.product {
		if h >= 0 && !isHome[i] {
			groups[h] = append(groups[h], i)
		}
	}
	return groups
}

func each(at []int) [][]int {
	groups := make([][]int, len(at))
	for i, p := range at {
		groups[i] = []int{p}
	}
	return groups
}

func (b *nationalBlocks) flows(axis *Axis) (home, imports *Table) {
	o := b.s.Flows.Origin
	home = NewTable("Flows", axis, axis, b.s.Unit, o.Select(b.home, b.home), b.z)
	imports = NewTable("ImportFlows", axis, axis, b.s.Unit,
		o.Group(b.foreign(), each(b.home)).Noted("added up over supplying economies"), b.zm)
	return home, imports
}

// demand fails where the table has a column with the key of one that is made here.
func (b *nationalBlocks) demand(axis *Axis, region string) (home, imports *Table, kinds []FinalKind, err error) {
	cols := b.s.FinalDemand.Cols
	keys := []Key{{region, ExportsOfInputs}, {region, ExportsToFinal}}
	labels := []class.Label{{En: "exports to industries abroad", Zh: "出口（中间使用）"}, {En: "exports to final users abroad", Zh: "出口（最终使用）"}}
	kinds = []FinalKind{Exports, Exports}
	for c := len(b.homeDemand) - 1; c >= 0; c-- {
		at := b.homeDemand[c]
		keys = append([]Key{cols.Key(at)}, keys...)
		labels = append([]class.Label{cols.Label(at)}, labels...)
		kinds = append([]FinalKind{b.s.FinalKinds[at]}, kinds...)
	}
	axisY, err := NewAxis(cols.Name, keys, labels)
	if err != nil {
		return nil, nil, nil, err
	}
	y, ym := NewDense(len(b.home), len(keys)), NewDense(len(b.home), len(keys))
	for h := range y {
		copy(y[h], b.y[h])
		copy(ym[h], b.ym[h])
		copy(y[h][len(b.homeDemand):], b.exports[h])
	}
	// The export columns add up whole rows outside the economy; their cells are
	// named by row only.
	own := append(each(b.homeDemand), nil, nil)
	o := b.s.FinalDemand.Origin
	home = NewTable("FinalDemand", axis, axisY, b.s.Unit, o.Group(each(b.home), own), y)
	imports = NewTable("ImportFinalDemand", axis, axisY, b.s.Unit, o.Group(b.foreign(), own).Noted("added up over supplying economies"), ym)
	return home, imports, kinds, nil
}

func pick[T any](v []T, at []int) []T {
	p := make([]T, len(at))
	for i, j := range at {
		p[i] = v[j]
	}
	return p
}

package dependence

import (
	"context"

	"dougong/internal/linalg"
	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
)

func economyTable() result.TableSpec {
	return result.TableSpec{ID: "by-economy", Label: label("By supplier economy", "按供应经济体"), Columns: append([]result.Column{
		code("economy", "经济体"), result.NameColumn()}, supplierColumns()...)}
}

func industryTable() result.TableSpec {
	return result.TableSpec{ID: "by-industry", Label: label("By supplier industry", "按供应产业"), Columns: append([]result.Column{
		code("industry", "产业"), result.NameColumn()}, supplierColumns()...)}
}

func supplierColumns() []result.Column {
	return []result.Column{
		result.ShareColumn("direct", label("direct", "直接"), label("a_s: inputs bought from the supplier per unit of output", "a_s：单位产出直接购自该供应方的投入")),
		result.ShareColumn("total", label("look-through", "穿透"), label("a_s L: inputs bought from the supplier by the sector and all its home suppliers", "a_s L：本部门及全部国内上游供应商购自该供应方的投入")),
		result.ShareColumn("of_total", label("share of look-through", "占穿透进口的份额"), label("look-through from the supplier over look-through imports", "来自该供应方的穿透进口 / 全部穿透进口")),
		result.ShareColumn("origin", label("value added by origin", "增加值最终来源"), label("v_s L_world: value added of the supplier in one unit of output, through all economies; with home it sums to one", "v_s L_world：单位产出中该来源的增加值（穿透所有经济体），含本国合计为一")),
	}
}

// suppliers are the world's industries as suppliers of one mix of home outputs.
type suppliers struct {
	h     *home
	focus mix
	wm    *leontief.Model
	world []float64 // the mix, as demand on the world
	value content   // value added of the world

	direct, total, origin []float64 // by world industry
	sum                   float64   // of total: look-through imports
}

// addSuppliers adds the tables by supplier economy and supplier industry.
func (h *home) addSuppliers(ctx context.Context, in *result.Input, a *result.Answer, focus mix) error {
	wm, err := leontief.For(ctx, in, leontief.Domestic)
	if err != nil {
		return err
	}
	s := &suppliers{h: h, focus: focus, wm: wm, value: valueOf(h.world, wm)}
	s.fill()
	s.addEconomies(a, in.Params.Int("top"))
	s.addIndustries(a, in.Params.Int("top"))
	return nil
}

// valueOf is value added per unit of output of each industry of a system.
func valueOf(sys *iot.System, m *leontief.Model) content {
	v := content{letter: "v", source: sys.Primary, c: m.PerOutput(sys.ValueAdded())}
	for p, kind := range sys.PrimaryKinds {
		if kind.IsValueAdded() {
			v.rows = append(v.rows, p)
		}
	}
	return v
}

func (s *suppliers) fill() {
	h, n := s.h, s.h.world.N()
	s.world = make([]float64, n)
	for j, i := range h.world.Industries.InRegion(h.economy) {
		s.world[i] = s.focus.f[j]
	}
	s.direct, s.total, s.origin = make([]float64, n), make([]float64, n), make([]float64, n)
	face, look := h.m.PerOutput(s.focus.f), h.m.PerOutput(h.m.Solve(s.focus.f))
	buf := make([]float64, h.n)
	for _, i := range h.away {
		z := h.abroad.Row(i, buf)
		s.direct[i], s.total[i] = linalg.Dot(z, face), linalg.Dot(z, look)
		s.sum += s.total[i]
	}
	for i, y := range s.wm.Solve(s.world) {
		s.origin[i] = s.value.c[i] * y
	}
}

// cells are the cells of supplierColumns for some industries of the world.
func (s *suppliers) cells(at []int) []result.Traced {
	bought := s.h.rowsOf("a_s", s.h.abroad, at)
	look := func() leontief.Derivation { return s.h.look(bought, s.focus.letter, s.focus.f) }
	total := sumOver(s.total, at)
	return []result.Traced{
		leontief.Traced(result.Num(sumOver(s.direct, at)), func() leontief.Derivation { return s.h.face(bought, s.focus.letter, s.focus.f) }),
		leontief.Traced(result.Num(total), look),
		leontief.Traced(result.Quotient(total, s.sum), func() leontief.Derivation {
			return leontief.Ratio("a_s'L "+s.focus.letter+" / u'L "+s.focus.letter,
				leontief.Operand{Symbol: "a_s'L", Label: label("look-through from the supplier", "来自该供应方的穿透进口"), Unit: iot.ShareUnit, Derivation: look()},
				leontief.Operand{Symbol: "u'L", Label: label("look-through imports", "穿透进口含量"), Unit: iot.ShareUnit, Derivation: s.h.look(s.h.imports, s.focus.letter, s.focus.f)})
		}),
		s.originCell(at),
	}
}

// originCell is the value added of some industries of the world in the mix.
func (s *suppliers) originCell(at []int) result.Traced {
	return leontief.Traced(result.Num(sumOver(s.origin, at)), func() leontief.Derivation {
		form := s.wm.Form(only(s.value.c, at), s.world).From(s.value.source, s.value.rows...).Within(at)
		return s.wm.Derive("v_s'L_world "+s.focus.letter, form)
	})
}

// addEconomies lists supplier economies by look-through, the home economy with
// its value added only, and what is nobody's value added.
func (s *suppliers) addEconomies(a *result.Answer, top int) {
	regions := s.h.world.Industries.Regions()
	totals := make([]float64, len(regions))
	for r, region := range regions {
		totals[r] = sumOver(s.total, s.h.world.Industries.InRegion(region))
	}
	listed, rest := ranked(totals, top)
	for _, r := range listed {
		s.addEconomy(a, regions[r], s.cells(s.h.world.Industries.InRegion(regions[r])))
	}
	home := s.originCell(s.h.world.Industries.InRegion(s.h.economy))
	s.addEconomy(a, s.h.economy, append(absent(3), home))
	s.addResidual(a)
	for _, r := range missing(listed, len(regions)) {
		if totals[r] == 0 && regions[r] != s.h.economy {
			rest = append(rest, r) // no inputs, but perhaps value added through others
		}
	}
	if len(rest) == 0 {
		return
	}
	var others []int
	for _, r := range rest {
		others = append(others, s.h.world.Industries.InRegion(regions[r])...)
	}
	name := restLabel(len(rest))
	a.Add("by-economy", restKey, name, append([]result.Traced{result.Plain(result.Str("")), result.Plain(result.Lab(name))}, s.cells(others)...)...)
	a.Rest("by-economy")
}

func (s *suppliers) addEconomy(a *result.Answer, region string, cells []result.Traced) {
	name := economyLabel(s.h.world, region)
	a.Add("by-economy", region, name, append([]result.Traced{result.Plain(result.Str(region)), result.Plain(result.Lab(name))}, cells...)...)
}

// addResidual adds what is neither imported nor anybody's value added: taxes,
// margins and the columns' residuals over the world.
func (s *suppliers) addResidual(a *result.Answer) {
	other := make([]float64, s.h.world.N())
	inputs := s.wm.PerOutput(s.h.world.Flows.ColSums())
	for i, x := range s.h.world.Output {
		if x != 0 {
			other[i] = leontief.Rest(1, inputs[i], s.value.c[i])
		}
	}
	form := s.wm.Form(other, s.world)
	name := label("taxes, margins, residual", "税、差价与残差")
	cells := append([]result.Traced{result.Plain(result.Str("")), result.Plain(result.Lab(name))}, absent(3)...)
	a.Add("by-economy", "residual", name, append(cells, leontief.Traced(result.Num(form.Value), func() leontief.Derivation {
		added := s.wm.Form(s.value.c, s.world).From(s.value.source, s.value.rows...)
		return s.wm.Derive("(1 - 1'A - v)'L_world "+s.focus.letter, form).As(leontief.Sum("", []float64{1, -1},
			leontief.Operand{Derivation: leontief.Constant(1)}, leontief.Operand{Derivation: s.wm.Derive("", added)}))
	}))...)
}

func (s *suppliers) addIndustries(a *result.Answer, top int) {
	listed, rest := ranked(s.total, top)
	for _, i := range listed {
		k, name := s.h.world.Industries.Key(i), leontief.IndustryLabel(s.h.world, i)
		a.Add("by-industry", k.String(), name, append([]result.Traced{result.Plain(result.Str(k.String())), result.Plain(result.Lab(name))}, s.cells([]int{i})...)...)
	}
	if len(rest) == 0 {
		return
	}
	name := restLabel(len(rest))
	a.Add("by-industry", restKey, name, append([]result.Traced{result.Plain(result.Str("")), result.Plain(result.Lab(name))}, s.cells(rest)...)...)
	a.Rest("by-industry")
}

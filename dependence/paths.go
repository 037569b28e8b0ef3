package dependence

import (
	"context"

	"dougong/class"
	"dougong/iot"
	"dougong/leontief"
	"dougong/result"
)

func pathTable() result.TableSpec {
	return result.TableSpec{ID: "paths", Label: label("Paths of look-through imports", "穿透进口的路径"), Columns: []result.Column{
		{ID: "path", Label: label("path", "路径"), Kind: result.Name, Definition: label("from the industry that imports, through home suppliers, to the sector", "从进口的产业，经国内供应商，到本部门")},
		result.ShareColumn("value", label("imports", "进口"), label("u_i a_ij a_jk …: imported inputs that come this way per unit of output", "u_i a_ij a_jk …：经该路径进入单位产出的进口投入")),
		result.ShareColumn("of_total", label("share of look-through", "占穿透进口的份额"), label("the path over look-through imports", "该路径 / 全部穿透进口")),
	}}
}

// addPaths lists the largest paths of u'L f; with their rest they add up to it.
// top 0 stands for the default number: there is no end to the paths of a loop.
func (h *home) addPaths(ctx context.Context, a *result.Answer, focus mix, top int) error {
	if top == 0 {
		top = 20
	}
	form := h.m.Form(h.imports.c, focus.f).From(h.imports.source, h.imports.rows...)
	if form.Value == 0 {
		return nil
	}
	list, err := h.m.Paths(ctx, form, top)
	if err != nil {
		return err
	}
	total := leontief.Operand{Symbol: "u'L " + focus.letter, Label: label("look-through imports", "穿透进口含量"), Unit: iot.ShareUnit,
		Derivation: h.m.Derive("u'L "+focus.letter, form)}
	add := func(key string, name class.Label, derive func() leontief.Derivation, value float64) {
		a.Add("paths", key, name, result.Plain(result.Lab(name)),
			leontief.Traced(result.Num(value), derive),
			leontief.Traced(result.Quotient(value, form.Value), func() leontief.Derivation {
				return leontief.Ratio("path / u'L "+focus.letter, leontief.Operand{Symbol: "path", Label: name, Unit: iot.ShareUnit, Derivation: derive()}, total)
			}))
	}
	for _, p := range list.Paths {
		add(h.pathKey(p), h.pathName(p), func() leontief.Derivation { return h.m.DerivePath(form, p) }, p.Value)
	}
	add(restKey, label("all other paths", "其余全部路径"), func() leontief.Derivation { return h.otherPaths(form, list, total) }, list.Rest)
	a.Rest("paths")
	return nil
}

// otherPaths derives the rest: the total less the paths that are listed.
func (h *home) otherPaths(form *leontief.Form, list *leontief.PathList, total leontief.Operand) leontief.Derivation {
	signs, operands := []float64{1}, []leontief.Operand{total}
	for _, p := range list.Paths {
		signs = append(signs, -1)
		operands = append(operands, leontief.Operand{Symbol: "path", Label: h.pathName(p), Unit: iot.ShareUnit, Derivation: h.m.DerivePath(form, p)})
	}
	return leontief.Sum("u'L f - Σ paths", signs, operands...)
}

func (h *home) pathKey(p leontief.Path) string {
	key := ""
	for k, i := range p.Industries {
		if k > 0 {
			key += ">"
		}
		key += h.sys.Industries.Key(i).Item
	}
	return key
}

func (h *home) pathName(p leontief.Path) class.Label {
	l := label("imports", "进口")
	for _, i := range p.Industries {
		l.En, l.Zh = l.En+" → "+h.name(i).En, l.Zh+" → "+h.name(i).In(class.Zh)
	}
	return l
}

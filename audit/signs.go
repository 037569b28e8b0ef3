package audit

import (
	"math"

	"dougong/class"
	"dougong/iot"
)

// Negatives counts the negative cells of a block, or of one kind of final
// demand in it.
type Negatives struct {
	Table    *iot.Table
	Kind     iot.FinalKind // empty for flows
	Count    int
	Sum      float64
	Row, Col int // of the largest
	Largest  float64
}

// negatives looks through flows and final demand, in that order, the kinds of
// final demand in the order of their columns.
func negatives(s *iot.System) []Negatives {
	var list []Negatives
	for _, t := range tables(s) {
		if t == s.Primary {
			continue
		}
		demand := t == s.FinalDemand || t == s.ImportFinalDemand
		found, order := map[iot.FinalKind]*Negatives{}, []iot.FinalKind{""}
		if demand {
			order = s.FinalKinds
		}
		buf := make([]float64, t.Cols.Len())
		for i := range t.Rows.Len() {
			for j, v := range t.Row(i, buf) {
				if v >= 0 {
					continue
				}
				kind := iot.FinalKind("")
				if demand {
					kind = s.FinalKinds[j]
				}
				n := found[kind]
				if n == nil {
					n = &Negatives{Table: t, Kind: kind}
					found[kind] = n
				}
				n.Count, n.Sum = n.Count+1, n.Sum+v
				if v < n.Largest {
					n.Row, n.Col, n.Largest = i, j, v
				}
			}
		}
		for _, kind := range order {
			if n := found[kind]; n != nil {
				list = append(list, *n)
				delete(found, kind)
			}
		}
	}
	return list
}

// mayBeNegative lists the kinds of final demand that are negative by nature.
func mayBeNegative(k iot.FinalKind) bool {
	return k == iot.Inventories || k == iot.PurchasesAway || k == iot.Discrepancy
}

func (r *Report) negativeCells() []iot.Finding {
	var list []iot.Finding
	for _, n := range r.Negatives {
		id, level := "negative-final-demand", iot.Warning
		block := class.Label{En: "negative cells of final demand (" + string(n.Kind) + ")", Zh: "为负的最终使用单元格（" + finalZh[n.Kind] + "）"}
		switch {
		case n.Kind == "":
			id, block = "negative-flow", class.Label{En: "negative flows", Zh: "为负的中间流量"}
		case mayBeNegative(n.Kind):
			level = iot.Note
		}
		if n.Table == r.System.ImportFlows || n.Table == r.System.ImportFinalDemand {
			block = class.Label{En: block.En + " of imports", Zh: block.Zh + "（进口）"}
		}
		sum, most := r.money(n.Sum), r.money(n.Largest)
		f := finding(id, level, say("%s: %d, %s in all; the largest is %s", "%s：%d 个，合计 %s；最大为 %s",
			bilingual{block.En, block.Zh}, n.Count, bilingual{sum.En, sum.Zh}, bilingual{most.En, most.Zh}))
		i, j := n.Table.Rows.Key(n.Row), n.Table.Cols.Key(n.Col)
		f.Block, f.Row, f.Col, f.Unit, f.Got = n.Table.Name, &i, &j, r.System.Unit, n.Largest
		f.Place = place(n.Table.Origin, n.Row, n.Col)
		list = append(list, f)
	}
	return list
}

var finalZh = map[iot.FinalKind]string{
	iot.Household: "居民消费", iot.NPISH: "非营利机构消费", iot.Government: "政府消费", iot.Consumption: "最终消费",
	iot.FixedCapital: "固定资本形成", iot.Inventories: "存货变动", iot.Exports: "出口", iot.PurchasesAway: "境外直接购买",
	iot.OtherFinal: "其他", iot.Discrepancy: "误差项",
}

// negativeSums names industries with negative output or value added.
func (r *Report) negativeSums() []iot.Finding {
	var list []iot.Finding
	s, v := r.System, r.System.ValueAdded()
	for i, x := range s.Output {
		k := s.Industries.Key(i)
		if x < 0 {
			f := finding("negative-output", iot.Fault, class.Label{En: "output is below zero", Zh: "总产出小于零"})
			f.Block, f.Row, f.Unit, f.Got, f.Place = "Output", &k, s.Unit, x, place(s.OutputOrigin, i, 0)
			list = append(list, f)
		}
		if v[i] < 0 {
			f := finding("negative-value-added", iot.Warning, class.Label{En: "value added is below zero", Zh: "增加值小于零"})
			f.Block, f.Col, f.Unit, f.Got = "Primary", &k, s.Unit, v[i]
			list = append(list, f)
		}
	}
	return list
}

// zeroOutput names each industry without output, with the largest cell that
// its row or column holds all the same.
func (r *Report) zeroOutput() []iot.Finding {
	s := r.System
	largest := map[int]*cell{}
	for _, i := range s.ZeroOutput() {
		largest[i] = &cell{}
	}
	if len(largest) == 0 {
		return nil
	}
	for _, t := range tables(s) {
		byRow, byCol := t != s.Primary, t != s.FinalDemand && t != s.ImportFinalDemand
		buf := make([]float64, t.Cols.Len())
		for i := range t.Rows.Len() {
			for j, v := range t.Row(i, buf) {
				if c := largest[i]; c != nil && byRow {
					c.take(t, i, j, v)
				}
				if c := largest[j]; c != nil && byCol {
					c.take(t, i, j, v)
				}
			}
		}
	}
	var list []iot.Finding
	for _, i := range s.ZeroOutput() {
		list = append(list, r.zeroFinding(i, largest[i]))
	}
	return list
}

// cell is one cell of a block.
type cell struct {
	table *iot.Table
	i, j  int
	value float64
}

func (c *cell) take(t *iot.Table, i, j int, v float64) {
	if math.Abs(v) > math.Abs(c.value) {
		*c = cell{t, i, j, v}
	}
}

func (r *Report) zeroFinding(i int, c *cell) iot.Finding {
	s := r.System
	k := s.Industries.Key(i)
	if c.table == nil {
		f := finding("zero-output", iot.Note, class.Label{En: "no output, and nothing in its row or column", Zh: "无产出，行列均为零"})
		f.Block, f.Row, f.Unit, f.Place = "Output", &k, s.Unit, place(s.OutputOrigin, i, 0)
		return f
	}
	v := r.money(c.value)
	row, col := c.table.Rows.Key(c.i).String(), c.table.Cols.Key(c.j).String()
	f := finding("zero-output", iot.Warning, say("no output, yet %s stands in %s × %s", "无产出，但 %[2]s × %[3]s 处有 %[1]s",
		bilingual{v.En, v.Zh}, row, col))
	f.Block, f.Row, f.Unit, f.Got, f.Place = c.table.Name, &k, s.Unit, c.value, place(c.table.Origin, c.i, c.j)
	return f
}

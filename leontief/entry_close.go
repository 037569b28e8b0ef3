package leontief

import (
	"context"
	"strings"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

func closeEntry() *result.Entry {
	kinds := []result.Choice{
		{ID: string(Complete), Label: label("it stops: purchases, sales and final demand", "完全停产：采购、销售与最终需求全部取消")},
		{ID: string(KeepDemand), Label: label("it leaves the chain: purchases and sales to industries, final demand stays", "退出产业链：取消采购与中间销售，保留最终需求")},
		{ID: string(Backward), Label: label("it buys nothing from the table (columns)", "不再采购表内投入（列）")},
		{ID: string(BackwardKeepOwn), Label: label("it buys nothing from others", "不再向其他产业采购")},
		{ID: string(ForwardRows), Label: label("it sells nothing to industries (rows)", "不再向各产业销售（行）")},
		{ID: string(ForwardKeepOwn), Label: label("it sells nothing to others", "不再向其他产业销售")},
		{ID: string(ForwardSupply), Label: label("its sales in the supply-side model (rows of B)", "供给侧模型中的销售（B 的行）")},
	}
	return result.Trace(&result.Entry{
		ID: "close", Verb: result.Stress,
		Label:    label("Close an industry", "关闭产业"),
		Question: label("What if an industry closes: which suppliers lose sales, and who buys its product?", "如果某产业关闭：哪些供应商失去销售，谁在购买它的产品？"),
		Needs:    []result.Need{result.NeedSystem},
		Params: []result.Param{
			{ID: "economy", Kind: result.Economy, Label: label("economy", "经济体"), Help: label("where the sectors close; empty: everywhere", "在哪个经济体关闭；留空为各处")},
			{ID: "sector", Kind: result.Sector, List: true, Required: true, Label: label("sectors", "部门"), Help: label("sectors that close together, separated by commas", "一起关闭的部门，逗号分隔")},
			scopeParam(global),
			{ID: "kind", Kind: result.Enum, Default: string(Complete), Label: label("kind", "方式"), Help: label("what is taken away", "取消什么"), Choices: kinds},
			{ID: "share", Kind: result.Real, Default: "1", Min: 0, Max: 1, Unit: iot.ShareUnit, Label: label("share", "比例"), Help: label("share that is taken away", "取消的比例")},
			result.TopParam(20),
		},
		Tables: []result.TableSpec{
			{ID: "total", Label: label("What it costs", "代价"), Columns: []result.Column{
				{ID: "what", Label: label("what", "项目"), Kind: result.Name, Definition: label("whose loss", "谁的损失")},
				result.MoneyColumn("loss", label("loss", "损失"), label("c'(x - x̃): output or value added less what is left", "c'(x - x̃)：产出或增加值的减少额")),
				result.ShareColumn("share", label("share", "份额"), label("loss over the same of the whole group", "损失 / 该组原有总量")),
			}},
			{ID: "losses", Label: label("Lost sales by industry", "各产业损失的销售"), Columns: []result.Column{codeColumn(), result.NameColumn(),
				result.MoneyColumn("loss", label("loss", "损失"), label("x_i - x̃_i: output less what is left", "x_i - x̃_i：产出减少额")),
				result.ShareColumn("share", label("share of its output", "占其产出的份额"), label("loss over output of the industry", "损失 / 该产业产出")),
			}},
			{ID: "users", Label: label("Who buys the product", "谁购买该产品"), Columns: []result.Column{codeColumn(), result.NameColumn(),
				result.MoneyColumn("purchases", label("purchases", "购买额"), label("Σ z_ij: sales of the closed industries to the user", "Σ z_ij：被关闭产业对该用户的销售额")),
				result.RatioColumn("direct", label("direct", "直接消耗系数"), label("Σ a_ij: per unit of output of the user", "Σ a_ij：用户单位产出的直接消耗")),
				result.RatioColumn("total", label("total", "完全消耗系数"), label("Σ l_ij - δ_ij: by the user and all its suppliers, per unit of its final output", "Σ l_ij - δ_ij：用户及其各级供应商每单位最终产品的完全消耗")),
			}},
		},
		Figures: []result.Figure{
			{ID: "losses", Kind: result.Bar, Title: label("Lost sales by industry", "各产业损失的销售"), Table: "losses", Label: "name", Values: []string{"loss"}, Top: 15},
			{ID: "users", Kind: result.Bar, Title: label("Who needs the product, in total", "谁需要该产品（完全消耗）"), Table: "users", Label: "name", Values: []string{"total"}, Top: 15},
		},
		Formula:  "x̃ = (I - Ã)⁻¹ f̃ with the links of the group S taken away; complete: loss = L_:S (L_SS)⁻¹ x_S, of one industry L_:j x_j / l_jj; value added v'loss",
		Limits:   []class.Label{suppliersQuestion, averageRecipe, outputHeld, label("Nothing replaces the product or the sales: an upper bound of what a long closure costs suppliers, without prices and adjustment.", "假定产品与销售均无替代：是长期关闭对供应商影响的上界，不含价格与调整。"), label("The kind forward-ghosh measures dependence in the supply-side model; it is not a forecast.", "forward-ghosh 衡量供给侧模型中的依赖程度，不是预测。")},
		Citation: []string{"Paelinck, de Caevel & Degueldre (1965)", "Strassert (1968)", "Dietzenbacher & van der Linden (1997), Journal of Regional Science 37", "Dietzenbacher & Lahr (2013), Economic Systems Research 25", "Sherman & Morrison (1950), Annals of Mathematical Statistics 21"},
		Example:  "dougong stress close --economy CHN --sector c14",
	}, closeIndustries)
}

// closure is an extraction seen by an entry.
type closure struct {
	*view
	e       *Extraction
	value   *Account
	group   class.Label // what closes
	isHome  []bool
	hasAway bool
}

func closeIndustries(ctx context.Context, in *result.Input, a *result.Answer) error {
	v, err := viewOf(ctx, in, a.Entry, Domestic)
	if err != nil {
		return err
	}
	at, err := v.closing(in, a.Entry)
	if err != nil {
		return err
	}
	e, err := v.m.Extract(at, Kind(in.Params.String("kind")), in.Params.Float("share"))
	if err != nil {
		return err
	}
	c := &closure{view: v, e: e, value: v.m.PrimaryAccount(iot.PrimaryKind.IsValueAdded), group: v.groupName(at), isHome: make([]bool, v.m.n)}
	for _, i := range v.rows {
		c.isHome[i] = true
	}
	c.hasAway = len(v.rows) < v.m.n
	c.addTotals(a)
	c.addLosses(a, in.Params.Int("top"))
	c.addUsers(a, in.Params.Int("top"))
	c.say(a)
	return nil
}

// closing returns the industries that close: the sectors in the economy, or
// everywhere.
func (v *view) closing(in *result.Input, entry string) ([]int, error) {
	wanted := map[string]bool{}
	for _, s := range in.Params.List("sector") {
		wanted[s] = true
	}
	var at []int
	for _, i := range v.rows {
		if wanted[v.sys.Industries.Key(i).Item] {
			at = append(at, i)
		}
	}
	if len(at) == 0 {
		return nil, &result.ParamError{Entry: entry, Param: "sector", Got: in.Params.String("sector"), Want: "a sector that this economy has"}
	}
	return at, nil
}

// groupName names what closes: its sectors once, with the economy if one.
func (v *view) groupName(at []int) class.Label {
	seen := map[string]bool{}
	var en, zh []string
	for _, i := range at {
		if item := v.sys.Industries.Key(i).Item; !seen[item] {
			seen[item] = true
			l := v.sector(i)
			en, zh = append(en, l.In(class.En)), append(zh, l.In(class.Zh))
		}
	}
	return label(strings.Join(en, ", "), strings.Join(zh, "、"))
}

// loss derives c'loss, c times whether an industry counts.
func (c *closure) loss(letters string, account *Account, counts func(i int) bool) Derivation {
	weight := c.m.per(account)
	for i := range weight {
		if !counts(i) {
			weight[i] = 0
		}
	}
	d := c.m.listed(letters, c.e.Of(weight), func(i int) float64 { return weight[i] * c.e.Loss[i] })
	if d.Value == 0 {
		return d
	}
	slopes, err := c.e.slopes(weight)
	if err != nil {
		return d // nearly singular: nothing can be said of how it leans on cells
	}
	for _, s := range slopes {
		d.leans = append(d.leans, lean{s, 1 / d.Value, c.m})
	}
	if account != nil {
		counted := append([]float64(nil), c.e.Loss...)
		for i := range counted {
			if !counts(i) {
				counted[i] = 0
			}
		}
		own := Direct(weight, counted).From(account.Table, account.Rows...)
		d.leans = append(d.leans, lean{own, 1, c.m})
	}
	return d
}

// level derives the same of the whole group before anything closed.
func (c *closure) level(account *Account, counts func(i int) bool) Derivation {
	weight := make([]float64, c.m.n)
	for i := range weight {
		if counts(i) {
			weight[i] = 1
		}
	}
	if account != nil {
		return c.m.Derive("Σ v", Levels(account.Table, account.Rows, weight))
	}
	return c.m.Derive("Σ x", Accounts(OutputTable(c.sys), weight, 0))
}

func (c *closure) addTotals(a *result.Answer) {
	closed := c.closed()
	all := func(int) bool { return true }
	home := func(i int) bool { return c.isHome[i] }
	add := func(key string, name class.Label, account *Account, counts func(i int) bool) {
		var loss, before float64
		levels := c.m.x
		if account != nil {
			levels = account.Levels()
		}
		weight := c.m.per(account)
		for i := range levels {
			if counts(i) {
				loss, before = loss+weight[i]*c.e.Loss[i], before+levels[i]
			}
		}
		derive := func() Derivation { return c.loss("c'loss", account, counts) }
		a.Add("total", key, name, result.Plain(result.Lab(name)), Traced(result.Num(loss), derive),
			Traced(result.Quotient(loss, before), func() Derivation {
				return Ratio("loss / before", operand("loss", name, c.sys.Unit, derive()), operand("before", label("before", "原有总量"), c.sys.Unit, c.level(account, counts)))
			}))
	}
	add("output", label("output, all industries", "全部产业的产出"), nil, all)
	add("own", label("output of what closes", "被关闭产业自身的产出"), nil, func(i int) bool { return closed[i] })
	add("others", label("output of all others", "其他产业的产出"), nil, func(i int) bool { return !closed[i] })
	if c.hasAway {
		add("others-home", label("output of others at home", "本经济体其他产业的产出"), nil, func(i int) bool { return home(i) && !closed[i] })
		add("others-abroad", label("output of others abroad", "境外其他产业的产出"), nil, func(i int) bool { return !home(i) && !closed[i] })
	}
	if c.value == nil {
		return
	}
	add("value-added", label("value added, all industries", "全部产业的增加值"), c.value, all)
	if c.hasAway {
		add("value-added-home", label("value added at home", "本经济体的增加值"), c.value, home)
	}
}

func (c *closure) addLosses(a *result.Answer, top int) {
	order, rest := cutOff(Largest(c.e.Loss, c.m.n), top)
	for _, i := range order {
		only := func(k int) bool { return k == i }
		derive := func() Derivation { return c.industryLoss(i) }
		a.Add("losses", c.key(i), c.name(i), append(c.head(i), Traced(result.Num(c.e.Loss[i]), derive),
			Traced(result.Quotient(c.e.Loss[i], c.m.x[i]), func() Derivation {
				return Ratio("loss_i / x_i", operand("loss_i", label("loss", "损失"), c.sys.Unit, derive()), operand("x_i", label("output", "产出"), c.sys.Unit, c.level(nil, only)))
			}))...)
	}
	c.addRest(a, "losses", rest, func(in map[int]bool) (float64, func() Derivation) {
		var sum float64
		for i := range c.e.Loss {
			if in[i] {
				sum += c.e.Loss[i]
			}
		}
		return sum, func() Derivation { return c.loss("Σ loss_i", nil, func(i int) bool { return in[i] }) }
	}, 1)
}

// industryLoss derives what one industry loses; its terms are the industries
// that close: l_ik g_k, less what they go on buying from themselves.
func (c *closure) industryLoss(i int) Derivation {
	d := c.loss("e_i'loss", nil, func(k int) bool { return k == i })
	values := make([]float64, len(c.e.At))
	for k, s := range c.e.At {
		values[k] = c.e.gains[k] * c.e.columns[k][i]
		if s == i {
			values[k] -= c.e.cuts.cols * c.e.Left[s]
		}
		if c.e.Kind == ForwardSupply {
			own := c.e.columns[k][i]
			if s == i {
				own--
			}
			values[k] = c.e.Share * c.e.gains[k] * own * c.m.x[i]
		}
	}
	d.Terms = pickTerms(d.Value, values, func(k int) result.Term {
		return result.Term{Label: c.m.name(c.e.At[k]), Key: c.key(c.e.At[k])}
	})
	if len(c.e.At) == 1 && c.e.Kind == Complete && c.e.Share == 1 {
		j := c.e.At[0]
		d.Formula = "l_ij x_j / l_jj = " + digits(c.e.columns[0][i]) + " · " + digits(c.m.x[j]) + " / " + digits(c.e.columns[0][j]) + " = " + digits(d.Value)
	}
	return d
}

// addRest adds up the industries that are not listed; after are absent cells.
func (c *closure) addRest(a *result.Answer, id string, rest []int, sum func(in map[int]bool) (float64, func() Derivation), after int) {
	if len(rest) == 0 {
		return
	}
	in := map[int]bool{}
	for _, i := range rest {
		in[i] = true
	}
	value, derive := sum(in)
	name := restLabel(len(rest))
	cells := []result.Traced{result.Plain(result.Str("")), result.Plain(result.Lab(name)), Traced(result.Num(value), derive)}
	for range after {
		cells = append(cells, result.Plain(result.None(result.NotApplicable)))
	}
	a.Add(id, "rest", name, cells...)
	a.Rest(id)
}

// cutOff splits an order after the first top; 0 keeps all.
func cutOff(order []int, top int) (listed, rest []int) {
	if top == 0 || len(order) <= top {
		return order, nil
	}
	return order[:top], order[top:]
}

func (c *closure) addUsers(a *result.Answer, top int) {
	m, n := c.m, c.m.n
	picks, purchases := c.picks(), make([]float64, n)
	for _, s := range c.e.At {
		for j, z := range m.flows.Row(s, nil) {
			purchases[j] += z
		}
	}
	total := m.SolveT(picks)
	for _, s := range c.e.At {
		total[s]--
	}
	for j := range total {
		if m.x[j] == 0 {
			total[j] = 0
		}
	}
	order, rest := cutOff(Largest(total, n), top)
	bought := func(j int) Derivation {
		weight := append([]float64(nil), picks...)
		return m.Derive("Σ z_ij", Accounts(m.flows, weight, j))
	}
	for _, j := range order {
		a.Add("users", c.key(j), c.name(j), append(c.head(j),
			Traced(result.Num(purchases[j]), func() Derivation { return bought(j) }),
			Traced(result.Num(purchases[j]*m.inv[j]), func() Derivation {
				return Ratio("Σ z_ij / x_j", operand("Σ z_ij", label("purchases", "购买额"), c.sys.Unit, bought(j)),
					operand("x_j", label("output", "产出"), c.sys.Unit, c.level(nil, func(i int) bool { return i == j })))
			}),
			Traced(result.Num(total[j]), func() Derivation { return m.Requirement("Σ_S l_ij - δ_ij", picks, j) }))...)
	}
	c.addRest(a, "users", rest, func(in map[int]bool) (float64, func() Derivation) {
		var sum float64
		var cols []int
		for j := range n {
			if in[j] {
				sum, cols = sum+purchases[j], append(cols, j)
			}
		}
		return sum, func() Derivation { return m.Derive("Σ z_ij", Accounts(m.flows, picks, cols...)) }
	}, 2)
}

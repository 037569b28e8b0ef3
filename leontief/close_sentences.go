package leontief

import (
	"fmt"
	"sort"
	"strings"

	"dougong/class"
	"dougong/result"
)

func (c *closure) say(a *result.Answer) {
	where := label("everywhere", "在各处")
	if c.economy != "" {
		where = label("in "+c.place().In(class.En), "在"+c.place().In(class.Zh))
	}
	if !c.sys.MultiRegion() && c.economy == "" {
		where = label("", "")
	}
	total := c.e.Total()
	if total == 0 {
		a.Say(fmt.Sprintf("%s has no output here: nothing is lost.", c.group.En), fmt.Sprintf("%s在此没有产出，不产生损失。", c.group.Zh))
		return
	}
	c.sayTotal(a, where, total)
	c.sayValue(a)
	c.sayHardest(a)
	c.sayUsers(a)
}

func (c *closure) sayTotal(a *result.Answer, where class.Label, total float64) {
	act := c.act()
	u, own := c.sys.Unit, c.e.Own()
	a.Say(fmt.Sprintf("%s%s%s costs %s of output, %.2f %% of all: %s its own and %s of others.", act.En, c.group.En, prefixed(where.En),
		u.Readable(total, class.En), 100*total/sumOf(c.m.x), u.Readable(own, class.En), u.Readable(total-own, class.En)),
		fmt.Sprintf("%s%s%s使产出减少 %s，占全部的 %.2f %%：自身 %s，其他产业 %s。", where.Zh, act.Zh, c.group.Zh,
			u.Readable(total, class.Zh), 100*total/sumOf(c.m.x), u.Readable(own, class.Zh), u.Readable(total-own, class.Zh)))
	if !c.hasAway {
		return
	}
	var home, homeOutput float64
	for _, i := range c.rows {
		home, homeOutput = home+c.e.Loss[i], homeOutput+c.m.x[i]
	}
	if homeOutput == 0 {
		return
	}
	a.Say(fmt.Sprintf("%s of it is lost at home, %.2f %% of the economy's output, and %s abroad.", u.Readable(home, class.En), 100*home/homeOutput, u.Readable(total-home, class.En)),
		fmt.Sprintf("其中本经济体损失 %s，占其产出的 %.2f %%，境外损失 %s。", u.Readable(home, class.Zh), 100*home/homeOutput, u.Readable(total-home, class.Zh)))
}

// act is what is done to the group, for sentences.
func (c *closure) act() class.Label {
	if c.e.Kind == Complete && c.e.Share == 1 {
		return label("Closing ", "关闭")
	}
	return label(fmt.Sprintf("Taking away %.0f %% (%s) of ", 100*c.e.Share, c.e.Kind), fmt.Sprintf("取消 %.0f %%（%s）的", 100*c.e.Share, c.e.Kind))
}

func (c *closure) sayValue(a *result.Answer) {
	if c.value == nil {
		a.Say("The table publishes no value added: its loss is not available.", "该表未公布增加值：增加值损失不可得。")
		return
	}
	u, lost, all := c.sys.Unit, c.e.Of(c.m.per(c.value)), sumOf(c.value.Levels())
	if all != 0 {
		a.Say(fmt.Sprintf("Value added falls by %s, %.2f %% of all.", u.Readable(lost, class.En), 100*lost/all),
			fmt.Sprintf("增加值减少 %s，占全部的 %.2f %%。", u.Readable(lost, class.Zh), 100*lost/all))
	}
	c.sayRestValue(a)
}

// sayUsers names who would have to find the product elsewhere.
func (c *closure) sayUsers(a *result.Answer) {
	total, closed := c.m.SolveT(c.picks()), c.closed()
	for j := range total {
		if closed[j] || c.m.x[j] == 0 {
			total[j] = 0
		}
	}
	if most := Largest(total, 3); len(most) > 0 {
		names := c.names(most)
		a.Say("Users that need the product most, per unit of final output: "+names.En+"; what its absence does to them is another question.",
			"单位最终产品最需要该产品的用户："+names.Zh+"；缺少该产品对它们的影响是另一个问题。")
	}
}

func (c *closure) picks() []float64 {
	e := make([]float64, c.m.n)
	for _, s := range c.e.At {
		e[s] = 1
	}
	return e
}

func (c *closure) closed() map[int]bool {
	at := map[int]bool{}
	for _, i := range c.e.At {
		at[i] = true
	}
	return at
}

// place names the economy.
func (v *view) place() class.Label {
	if l, ok := v.sys.EconomyLabel(v.economy); ok {
		return l
	}
	return label(v.economy, v.economy)
}

func prefixed(s string) string {
	if s == "" {
		return ""
	}
	return " " + s
}

func sumOf(v []float64) (sum float64) {
	for _, x := range v {
		sum += x
	}
	return sum
}

// sayHardest names the suppliers that lose the largest share of their output.
func (c *closure) sayHardest(a *result.Answer) {
	closed := c.closed()
	share := make([]float64, c.m.n)
	for i := range share {
		if !closed[i] && c.m.x[i] > 0 {
			share[i] = c.e.Loss[i] / c.m.x[i]
		}
	}
	hardest := Largest(share, 3)
	if len(hardest) == 0 {
		return
	}
	sort.SliceStable(hardest, func(p, q int) bool { return share[hardest[p]] > share[hardest[q]] })
	var en, zh []string
	for _, i := range hardest {
		l := c.name(i)
		en = append(en, fmt.Sprintf("%s (%.1f %%)", l.In(class.En), 100*share[i]))
		zh = append(zh, fmt.Sprintf("%s（%.1f %%）", l.In(class.Zh), 100*share[i]))
	}
	a.Say("Suppliers that lose most of their own sales: "+strings.Join(en, ", ")+".", "损失占自身产出比重最大的供应商："+strings.Join(zh, "、")+"。")
}

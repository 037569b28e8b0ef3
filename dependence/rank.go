package dependence

import (
	"fmt"
	"sort"
	"strings"

	"dougong/class"
	"dougong/iot"
)

// ranked splits the positions with a value into the top ones, largest first,
// and the others. top 0 lists all; positions with no value at all are left out.
func ranked(values []float64, top int) (listed, rest []int) {
	for i, v := range values {
		if v != 0 {
			listed = append(listed, i)
		}
	}
	sort.SliceStable(listed, func(a, b int) bool { return values[listed[a]] > values[listed[b]] })
	if top > 0 && len(listed) > top {
		listed, rest = listed[:top:top], listed[top:]
	}
	return listed, rest
}

// restKey is the row that adds up what is not listed.
const restKey = "rest"

func restLabel(n int) class.Label {
	return class.Label{En: fmt.Sprintf("%d others", n), Zh: fmt.Sprintf("其余 %d 项", n)}
}

// listing writes "electronics (42.95 %), gas (30.99 %)" and "电子（42.95 %）、…".
func listing(at []int, name func(int) class.Label, value func(i int, lang class.Lang) string) class.Label {
	var en, zh []string
	for _, i := range at {
		en = append(en, fmt.Sprintf("%s (%s)", name(i).En, value(i, class.En)))
		zh = append(zh, fmt.Sprintf("%s（%s）", name(i).In(class.Zh), value(i, class.Zh)))
	}
	return class.Label{En: strings.Join(en, ", "), Zh: strings.Join(zh, "、")}
}

// percents reads values as shares.
func percents(values []float64) func(i int, lang class.Lang) string {
	return func(i int, lang class.Lang) string { return iot.ShareUnit.Readable(values[i], lang) }
}

func sumOver(values []float64, at []int) float64 {
	var s float64
	for _, i := range at {
		s += values[i]
	}
	return s
}

func only(values []float64, at []int) []float64 {
	v := make([]float64, len(values))
	for _, i := range at {
		v[i] = values[i]
	}
	return v
}

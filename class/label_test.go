package class

import (
	"slices"
	"testing"
)

func TestLabelIn(t *testing.T) {
	both, en, zh := Label{"Mining", "采矿业"}, Label{En: "Mining"}, Label{Zh: "采矿业"}
	for _, c := range []struct {
		label Label
		lang  Lang
		want  string
	}{
		{both, En, "Mining"}, {both, Zh, "采矿业"}, {both, Both, "Mining 采矿业"},
		{en, En, "Mining"}, {en, Zh, "Mining"}, {en, Both, "Mining"},
		{zh, En, "采矿业"}, {zh, Zh, "采矿业"}, {zh, Both, "采矿业"},
		{Label{"GDP", "GDP"}, Both, "GDP"}, {Label{}, Both, ""},
	} {
		if got := c.label.In(c.lang); got != c.want {
			t.Errorf("%v in %s: got %q; want %q", c.label, c.lang, got, c.want)
		}
	}
	if got := (Label{}).Missing(); !slices.Equal(got, []Lang{En, Zh}) {
		t.Errorf("nothing misses %v; want both", got)
	}
}

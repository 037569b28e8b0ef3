package iot_test

import (
	"testing"

	"dougong/iot"
)

func TestGroupAddsUp(t *testing.T) {
	keys := func(items ...string) []iot.Key {
		list := make([]iot.Key, len(items))
		for i, item := range items {
			list[i] = iot.Key{Item: item}
		}
		return list
	}
	axis := iot.MustAxis("industry", keys("a", "b", "c"), nil)
	origin := iot.Origin{File: "t.csv", Rows: iot.Sequence(2, 3), Cols: iot.Sequence(5, 3)}
	table := iot.NewTable("Flows", axis, axis, iot.RatioUnit, origin, iot.Dense{{1, 2, 3}, {4, 5, 6}, {7, 8, 9}})
	small := iot.MustAxis("industry", keys("ac", "b"), nil)
	members := [][]int{{0, 2}, {1}}
	g := table.Group(small, small, members, members)
	for i, want := range [][]float64{{1 + 3 + 7 + 9, 2 + 8}, {4 + 6, 5}} {
		for j, v := range want {
			if got := g.At(i, j); got != v {
				t.Errorf("cell (%d, %d): got %v; want %v", i, j, got, v)
			}
		}
	}
	if got := g.Origin.Rows.String(); got != "2, 4, 3" {
		t.Errorf("rows of the file: got %s; want 2, 4, 3", got)
	}
	if _, total := g.Origin.Cells(0, 0, 4); total != 4 {
		t.Errorf("cells behind (0, 0): got %d; want 4", total)
	}
}

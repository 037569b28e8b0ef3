package server

import (
	"fmt"
	"testing"
)

func TestCacheStaysWithinItsBudget(t *testing.T) {
	const budget = 10_000
	c := newCache(budget)
	for i := range 100 {
		name := fmt.Sprint("n", i)
		if !c.put(name, i, 1000) {
			t.Fatalf("%s was not taken", name)
		}
		if _, ok := c.get("n0"); !ok {
			t.Fatalf("n0, asked for each time, was dropped at %d", i)
		}
		if c.used > budget || len(c.at) != c.recent.Len() {
			t.Fatalf("%d bytes in use, %d names, %d values; want at most %d bytes, as many names as values", c.used, len(c.at), c.recent.Len(), budget)
		}
	}
	if _, ok := c.get("n1"); ok {
		t.Error("n1, never asked for, was kept")
	}
	if c.put("large", 0, budget) {
		t.Error("what is larger than the budget was taken")
	}
	c.put("n0", "new", 500)
	if v, _ := c.get("n0"); v != "new" {
		t.Errorf("got %v; want the new value", v)
	}
}

package iot

import (
	"fmt"
	"reflect"
	"testing"
)

func TestLetters(t *testing.T) {
	for col, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 53: "BA", 702: "ZZ", 703: "AAA", 16384: "XFD"} {
		if got := Letters(col); got != want {
			t.Errorf("column %d: got %s; want %s", col, got, want)
		}
	}
}

// A cell of an aggregate of a selection names exactly the cells that were added up.
func TestOriginFollowsSelectionAndGroups(t *testing.T) {
	o := Origin{File: "t.csv", Rows: Sequence(2, 4), Cols: Pick([]int{5, 0, 9})}
	o = o.Select([]int{3, 1, 0}, []int{0, 2})          // rows 5 3 2, columns 5 9
	o = o.Group([][]int{{0, 2}, {1}}, [][]int{{0, 1}}) // rows {5 2} {3}, columns {5 9}
	places, total := o.Cells(0, 0, 3)
	if total != 4 || len(places) != 3 {
		t.Fatalf("got %d places of %d; want 3 of 4", len(places), total)
	}
	if got, want := places[0].String(), "t.csv: row 5, column 5 (E5)"; got != want {
		t.Errorf("first place: got %q; want %q", got, want)
	}
	if got, want := places[2], (Place{File: "t.csv", Row: 2, Col: 5}); got != want {
		t.Errorf("third place: got %v; want %v", got, want)
	}
	if _, total := o.Cells(1, 0, 1); total != 2 {
		t.Errorf("second row: got %d cells; want 2", total)
	}
	if got := (Origin{}).Rows.At(0); got != nil {
		t.Errorf("unknown origin: got lines %v; want none", got)
	}
}

func TestNotesDoNotShareMemory(t *testing.T) {
	base := Origin{}.Noted("a")
	b, c := base.Noted("b"), base.Noted("c")
	if !reflect.DeepEqual(b.Notes, []string{"a", "b"}) || !reflect.DeepEqual(c.Notes, []string{"a", "c"}) {
		t.Errorf("got %v and %v; want [a b] and [a c]", b.Notes, c.Notes)
	}
}

func ExampleLines_String() {
	fmt.Println(Pick([]int{5, 6, 7, 12, 14, 15}))
	// Output: 5-7, 12, 14-15
}

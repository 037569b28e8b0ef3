package suggest

import (
	"reflect"
	"testing"
)

func TestNearest(t *testing.T) {
	f := func(word string, want ...string) {
		t.Helper()
		got := Nearest(word, []string{"linkages", "multipliers", "paths", "CHN", "CZE", "c14", "c41"}, 2)
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %q; want %q", word, got, want)
		}
	}
	f("linkage", "linkages")
	f("lnikages", "linkages")
	f("chn", "CHN")
	f("c15", "c14")
	f("半导体")
	f("")
}

func TestPhrase(t *testing.T) {
	if got, want := Phrase([]string{"a", "b"}), `; did you mean "a" or "b"?`; got != want {
		t.Errorf("got %s; want %s", got, want)
	}
	if got := Phrase(nil); got != "" {
		t.Errorf("got %q; want nothing", got)
	}
}

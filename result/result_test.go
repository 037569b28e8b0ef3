package result

import (
	"errors"
	"math"
	"sync"
	"testing"

	"dougong/class"
	"dougong/iot"
)

func twoEconomies() *iot.System {
	keys := []iot.Key{{Region: "CHN", Item: "c1"}, {Region: "CHN", Item: "c14"}, {Region: "DEU", Item: "c1"}, {Region: "DEU", Item: "c14"}}
	labels := []class.Label{{En: "Agriculture", Zh: "农业"}, {En: "Electrical", Zh: "电气"}, {En: "Agriculture", Zh: "农业"}, {En: "Electrical", Zh: "电气"}}
	return &iot.System{Industries: iot.MustAxis("industry", keys, labels)}
}

var entry = Entry{ID: "close", Params: []Param{
	EconomyParam(),
	{ID: "sector", Kind: Sector, List: true},
	{ID: "industry", Kind: Industry},
	{ID: "kind", Kind: Enum, Default: "complete", Choices: []Choice{{ID: "complete"}, {ID: "backward"}}},
	{ID: "share", Kind: Real, Default: "1", Min: 0, Max: 1},
	TopParam(20),
}}

func TestResolve(t *testing.T) {
	v, err := entry.Resolve(map[string]string{"economy": "chn", "sector": "c1, 电气", "industry": "deu_C14", "share": ".5"}, twoEconomies(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"economy": "CHN", "sector": "c1,c14", "industry": "DEU_c14", "kind": "complete", "top": "20"} {
		if got := v.String(id); got != want {
			t.Errorf("%s: got %q; want %q", id, got, want)
		}
	}
	if got := v.List("sector"); len(got) != 2 || got[1] != "c14" {
		t.Errorf("sectors: got %q; want c1 and c14", got)
	}
	if v.Float("share") != .5 || v.Int("top") != 20 {
		t.Errorf("numbers: got %v and %v; want 0.5 and 20", v.Float("share"), v.Int("top"))
	}
	if v, err = entry.Resolve(map[string]string{"economy": "CHN", "top": "1e3"}, twoEconomies(), nil); err != nil || v.Int("top") != 1000 {
		t.Errorf("top 1e3: got %v, %v; want 1000", v.String("top"), err)
	}
}

func TestResolveSaysWhatIsWrong(t *testing.T) {
	f := func(given map[string]string, want string) {
		t.Helper()
		_, err := entry.Resolve(given, twoEconomies(), nil)
		if err == nil || err.Error() != want {
			t.Errorf("%v:\ngot  %v\nwant %s", given, err, want)
		}
	}
	f(nil, `close: --economy is missing; want one of the economies CHN, DEU`)
	f(map[string]string{"economy": "CHM"}, `close: --economy: got "CHM"; want one of the economies CHN, DEU; did you mean "CHN"?`)
	f(map[string]string{"economy": "CHN", "sector": "c1,c15"}, `close: --sector: got "c15"; want one of the sectors c1, c14; did you mean "c1" or "c14"?`)
	f(map[string]string{"economy": "CHN", "industry": "CHN_c41"}, `close: --industry: got "CHN_c41"; want an industry such as CHN_c1 (a sector in an economy); did you mean "CHN_c1" or "CHN_c14"?`)
	f(map[string]string{"economy": "CHN", "kind": "complet"}, `close: --kind: got "complet"; want one of complete, backward; did you mean "complete"?`)
	f(map[string]string{"economy": "CHN", "share": "2"}, `close: --share: got "2"; want a number from 0 to 1`)
	f(map[string]string{"economy": "CHN", "share": "NaN"}, `close: --share: got "NaN"; want a number from 0 to 1`)
	f(map[string]string{"economy": "CHN", "sector": "c1,,c14"}, `close: --sector is missing; want one of the sectors c1, c14`)
	f(map[string]string{"economy": "CHN", "top": "1.5"}, `close: --top: got "1.5"; want a whole number from 0 to 1e+06`)
	f(map[string]string{"economy": "CHN", "shar": "1"}, `close: --shar: got "1"; want one of the parameters economy, sector, industry, kind, share, top; did you mean "share"?`)
}

func TestMemoMakesOnce(t *testing.T) {
	memo, made := NewMemo(), 0
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			if v, err := memo.Do("k", func() (any, error) { made++; return 7, nil }); v != 7 || err != nil {
				t.Errorf("got %v, %v; want 7", v, err)
			}
		})
	}
	wait.Wait()
	if made != 1 {
		t.Errorf("made %d times; want once", made)
	}
	failure := errors.New("no")
	if _, err := memo.Do("f", func() (any, error) { return nil, failure }); err != failure {
		t.Errorf("got %v; want the failure", err)
	}
	if v, err := memo.Do("f", func() (any, error) { return 1, nil }); v != 1 || err != nil {
		t.Errorf("after a failure: got %v, %v; want a second try", v, err)
	}
}

func TestNoNaNInAnswers(t *testing.T) {
	if got := Quotient(1, 0); got.Absent != NotApplicable {
		t.Errorf("1/0: got %+v; want not applicable", got)
	}
	if got := Quotient(1, 5e-324); got.Absent != NotApplicable {
		t.Errorf("1 over next to nothing: got %+v; want not applicable", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("NaN: got no panic; want one")
		}
	}()
	Num(math.NaN())
}

func TestWhyCheck(t *testing.T) {
	w := Why{Value: 10, Terms: []Term{{Value: 6}, {Value: 3, Rest: true}}}
	if got := w.Check(); got != 1 {
		t.Errorf("got %v; want the missing 1", got)
	}
}

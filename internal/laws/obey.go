package laws

import (
	"bytes"
	"encoding/json"
	"runtime"
	"testing"

	"dougong/result"
)

// Obeys holds an entry to all laws, on one economy and with each set of
// parameters; none stands for the defaults.
func Obeys(t *testing.T, e *result.Entry, in *result.Input, params ...map[string]string) {
	if len(params) == 0 {
		params = []map[string]string{nil}
	}
	for _, p := range params {
		ExplainsEveryNumber(t, e, in, p)
		SensitivitiesAreDerivatives(t, e, in, p)
		Permutes(t, e, in, p)
		Scales(t, e, in, p)
		SameBytes(t, e, in, p)
	}
}

// SameBytes runs an entry on one processor and on sixteen.
func SameBytes(t testing.TB, e *result.Entry, in *result.Input, params map[string]string) {
	t.Helper()
	answer := func(procs int) []byte {
		defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(procs))
		data, err := json.Marshal(Run(t, e, In(in.System, in.Tags), params))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	if !bytes.Equal(answer(1), answer(16)) {
		t.Errorf("%s %v: the answer differs between one processor and sixteen; want the same bytes", e.ID, params)
	}
}

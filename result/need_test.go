package result

import (
	"errors"
	"testing"

	"dougong/iot"
)

func TestCheckNamesTheNeed(t *testing.T) {
	axis := iot.MustAxis("industry", []iot.Key{{Item: "a"}}, nil)
	one := &iot.System{Meta: iot.Meta{Name: "one"}, Industries: axis, Imports: iot.ImportsRow}
	for _, need := range []Need{NeedImportSplit, NeedMultiRegion, NeedTags} {
		e := &Entry{ID: "e", Needs: []Need{NeedSystem, need}}
		var got *NeedError
		if err := e.Check(one, nil); !errors.As(err, &got) || got.Need != need {
			t.Errorf("%s: got %v; want that need", need, err)
		}
	}
	for _, imports := range []iot.ImportTreatment{iot.ImportSplit, iot.ImportsColumn} {
		s := *one
		s.Imports = imports
		if err := (&Entry{Needs: []Need{NeedImportSplit}}).Check(&s, nil); err != nil {
			t.Errorf("imports %s: got %v; want none", imports, err)
		}
	}
}

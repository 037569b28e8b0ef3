package result

import (
	"fmt"

	"dougong/class"
	"dougong/iot"
)

// NeedError says that a table lacks what an analysis cannot do without.
type NeedError struct {
	Entry, System string
	Need          Need
}

var needWants = map[Need]string{
	NeedSystem:      "an input-output table",
	NeedImportSplit: "imports by product: an import matrix, an import column, or a world table",
	NeedMultiRegion: "a table with several economies",
	NeedTags:        "groups of sectors; give a file with --tags",
}

func (e *NeedError) Error() string {
	return fmt.Sprintf("%s: %s does not have what it takes; want %s", e.Entry, e.System, needWants[e.Need])
}

// Check reports the first need of the entry that the data do not meet, as a
// *NeedError.
func (e *Entry) Check(sys *iot.System, tags *class.Tags) error {
	for _, need := range e.Needs {
		met := true
		switch need {
		case NeedImportSplit:
			met = sys.Imports == iot.ImportSplit || sys.Imports == iot.ImportsColumn || sys.MultiRegion()
		case NeedMultiRegion:
			met = sys.MultiRegion()
		case NeedTags:
			met = len(tags.Groups()) > 0
		}
		if !met {
			return &NeedError{Entry: e.ID, System: sys.Name, Need: need}
		}
	}
	return nil
}

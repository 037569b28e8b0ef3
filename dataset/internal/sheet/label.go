package sheet

import (
	"fmt"
	"strings"

	"dougong/class"
	"dougong/iot"
)

// Labels names the keys of an axis by their items, in a classification of
// package class. A code it does not know keeps an empty label.
func Labels(keys []iot.Key, scheme string) []class.Label {
	labels := make([]class.Label, len(keys))
	for i, k := range keys {
		labels[i], _ = class.Sector(scheme, k.Item)
	}
	return labels
}

// missingLabels reports codes without a name in both languages, one finding an
// axis.
func missingLabels(s *iot.System) []iot.Finding {
	var found []iot.Finding
	for _, a := range []*iot.Axis{s.Industries, s.FinalDemand.Cols, s.Primary.Rows} {
		var nameless []string
		seen := map[string]bool{}
		for i, k := range a.Keys() {
			if !seen[k.Item] && len(a.Label(i).Missing()) > 0 {
				nameless = append(nameless, k.Item)
			}
			seen[k.Item] = true
		}
		found = append(found, nameFinding(a.Name, nameless)...)
	}
	var nameless []string
	if regions := s.Industries.Regions(); len(regions) > 1 {
		for _, r := range regions {
			if l, ok := s.EconomyLabel(r); !ok || len(l.Missing()) > 0 {
				nameless = append(nameless, r)
			}
		}
	}
	return append(found, nameFinding("economy", nameless)...)
}

func nameFinding(axis string, nameless []string) []iot.Finding {
	if len(nameless) == 0 {
		return nil
	}
	shown := strings.Join(nameless[:min(len(nameless), 8)], ", ")
	if len(nameless) > 8 {
		shown += ", …"
	}
	return []iot.Finding{{
		ID: "missing-label", Level: iot.Note, Block: axis, Got: float64(len(nameless)), Unit: iot.RatioUnit,
		Text: class.Label{
			En: fmt.Sprintf("codes of the %s axis without a name in English or Chinese: %s", axis, shown),
			Zh: "没有中文或英文名称的代码（" + axis + "）：" + shown,
		},
		Remedy: class.Label{En: "answers show the code instead; add the names to the classification", Zh: "结果将显示代码；请在分类表中补充名称"},
	}}
}

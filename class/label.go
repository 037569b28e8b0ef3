package class

// Lang is the language of labels and sentences.
type Lang string

// The languages of a label. Both prints "English 中文" side by side.
const (
	En   Lang = "en"
	Zh   Lang = "zh"
	Both Lang = "both"
)

// Label is a name or a sentence in English and in Chinese.
type Label struct {
	En string `json:"en"`
	Zh string `json:"zh,omitempty"`
}

// In returns the label in the language; where that language is missing, the
// other one: a reader is better served by a foreign word than by a blank.
func (l Label) In(lang Lang) string {
	switch lang {
	case Zh:
		if l.Zh != "" {
			return l.Zh
		}
		return l.En
	case Both:
		if l.Zh != "" && l.En != "" && l.Zh != l.En {
			return l.En + " " + l.Zh
		}
		return l.In(En)
	default:
		if l.En != "" {
			return l.En
		}
		return l.Zh
	}
}

// Missing reports the languages in which the label says nothing.
func (l Label) Missing() []Lang {
	var missing []Lang
	if l.En == "" {
		missing = append(missing, En)
	}
	if l.Zh == "" {
		missing = append(missing, Zh)
	}
	return missing
}

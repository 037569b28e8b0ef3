package study

import (
	"fmt"
	"regexp"
	"strings"

	"dougong/internal/suggest"
)

// names are what folders may be called on every system.
var names = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?$`)

// devices are names that Windows keeps for itself.
var devices = regexp.MustCompile(`^(con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

// NameError says that something cannot have a name.
type NameError struct{ What, Got, Want string }

func (e *NameError) Error() string { return fmt.Sprintf("%s: got %q; want %s", e.What, e.Got, e.Want) }

// checkName says what is wrong with the name of a study, a table or a run: it
// becomes the name of a folder.
func checkName(what, name string) error {
	switch {
	case devices.MatchString(name):
		return &NameError{what, name, "another name: Windows keeps this one for a device"}
	case !names.MatchString(name):
		return &NameError{what, name, "small letters a-z, digits and hyphens inside, at most 64"}
	}
	return nil
}

func goodName(name string) bool { return checkName("", name) == nil }

// UnknownNameError says that the study has no table or run of that name.
type UnknownNameError struct {
	What, Got string
	Want      []string
}

func (e *UnknownNameError) Error() string {
	if len(e.Want) == 0 {
		return fmt.Sprintf("got %s %q; the study has none", e.What, e.Got)
	}
	return fmt.Sprintf("got %s %q; want one of %s%s", e.What, e.Got, strings.Join(e.Want, ", "), suggest.Phrase(e.Near()))
}

// Near returns the names that come near, nearest first.
func (e *UnknownNameError) Near() []string { return suggest.Nearest(e.Got, e.Want, 2) }

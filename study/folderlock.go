package study

import (
	"fmt"
	"os"
	"path/filepath"
)

// lockedName is the file that whoever changes runs holds.
const lockedName = ".dougong.lock"

// BusyError says that another process works on the study.
type BusyError struct{ Dir string }

func (e *BusyError) Error() string {
	return fmt.Sprintf("%s: another dougong works on this study; want one at a time; wait for it, or stop it", filepath.Clean(e.Dir))
}

// hold takes the study for this process. What it returns lets go of it.
func (s *Study) hold() (release func(), err error) {
	f, err := s.root.OpenFile(lockedName, os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return nil, fmt.Errorf("%s: cannot write there: %w; want a folder that may be written", lockedName, cause(err))
	}
	ours, err := lockOpen(f)
	switch {
	case err != nil:
		f.Close()
		return nil, fmt.Errorf("%s: cannot lock it: %w", lockedName, err)
	case !ours:
		f.Close()
		return nil, &BusyError{s.Dir}
	}
	return func() { f.Close() }, nil
}

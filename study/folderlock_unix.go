//go:build unix

package study

import (
	"errors"
	"os"
	"syscall"
)

// lockOpen locks an open file for this process; the system lets go of it when
// the process ends, however it ends. false: another holds it.
func lockOpen(f *os.File) (bool, error) {
	err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
	if errors.Is(err, syscall.EWOULDBLOCK) {
		return false, nil
	}
	return err == nil, err
}

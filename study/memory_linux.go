package study

import (
	"bufio"
	"os"
	"strconv"
	"strings"
)

// freeMemory returns how many bytes a new process can have, 0 where the system
// does not tell: what is available of the machine, or of the limit of a
// container.
func freeMemory() float64 {
	free := available("/proc/meminfo")
	limit, used := number("/sys/fs/cgroup/memory.max"), number("/sys/fs/cgroup/memory.current")
	if limit > 0 && limit-used < free {
		return limit - used
	}
	return free
}

func available(file string) float64 {
	f, err := os.Open(file)
	if err != nil {
		return 0
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if text, ok := strings.CutPrefix(lines.Text(), "MemAvailable:"); ok {
			kB, err := strconv.ParseFloat(strings.TrimSpace(strings.TrimSuffix(text, "kB")), 64)
			if err != nil {
				return 0
			}
			return kB * 1024
		}
	}
	return 0
}

func number(file string) float64 {
	data, err := os.ReadFile(file)
	if err != nil {
		return 0
	}
	v, err := strconv.ParseFloat(strings.TrimSpace(string(data)), 64)
	if err != nil {
		return 0 // "max": no limit
	}
	return v
}

package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"runtime"
	"runtime/debug"

	"github.com/spf13/cobra"

	"dougong/report"
)

// version is set by the linker.
var version = "unknown"

type build struct {
	Version  string `json:"version"`
	Revision string `json:"revision,omitempty"`
	Modified bool   `json:"modified,omitempty"`
	Go       string `json:"go"`
	System   string `json:"system"`
}

// version returns the command that says which build this is.
func (a *app) version() *cobra.Command {
	return &cobra.Command{
		Use: "version", Short: a.say("which build this is", "版本信息"), Example: "dougong version --json", Args: noArgs,
		RunE: func(*cobra.Command, []string) error {
			b := thisBuild()
			return a.write(func(w io.Writer) error {
				if a.format() == report.JSON || a.format() == report.JSONL {
					return json.NewEncoder(w).Encode(b)
				}
				_, err := fmt.Fprintf(w, "dougong %s (%s, %s)\n", b.Version, b.Go, b.System)
				return err
			})
		},
	}
}

func thisBuild() build {
	b := build{Version: version, Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH}
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			switch s.Key {
			case "vcs.revision":
				b.Revision = s.Value
			case "vcs.modified":
				b.Modified = s.Value == "true"
			}
		}
	}
	return b
}

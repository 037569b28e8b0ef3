package cli

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"dougong/class"
	"dougong/report"
)

// guessFormat takes the format from --json, or from the ending of --output,
// which must be one that names a format; a name without ending is taken as text.
func (a *app) guessFormat(cmd *cobra.Command) (report.Format, error) {
	switch {
	case a.flags.json:
		return report.JSON, nil
	case filepath.Ext(a.flags.output) == "" || cmd.Annotations[folderNote] != "":
		return report.Table, nil
	}
	return report.FormatOf(a.flags.output)
}

// folderNote marks a command whose --output is a folder.
const folderNote = "folder"

func (a *app) format() report.Format { return report.Format(a.flags.format) }

func (a *app) options() report.Options {
	return report.Options{Lang: a.answerLang(), Table: a.flags.table, Year: a.Now().Year(), Data: a.flags.data, BOM: a.flags.bom}
}

func (a *app) answerLang() class.Lang {
	if a.flags.lang != "" {
		return class.Lang(a.flags.lang)
	}
	return a.lang
}

// note tells something beside the answer, on standard error.
func (a *app) note(en, zh string) {
	if !a.flags.quiet {
		fmt.Fprintln(a.Err, a.say(en, zh))
	}
}

// write sends an answer to --output or to standard output.
func (a *app) write(answer func(io.Writer) error) error {
	if a.flags.output == "" || a.flags.output == "-" {
		if f := a.format(); f.Describe().Binary && a.screen() {
			return &usageError{command: "dougong", param: "output", want: "a file",
				message: fmt.Sprintf("dougong: --format %s: got a terminal; want a file: give --output FILE%s", f, f.Describe().Ending)}
		}
		w := bufio.NewWriter(a.Out)
		if err := answer(w); err != nil {
			return err
		}
		return w.Flush()
	}
	if err := writeFile(a.flags.output, answer); err != nil {
		return err
	}
	a.note("wrote "+a.flags.output, "已写入 "+a.flags.output)
	return nil
}

// screen reports whether the answer goes to a terminal.
func (a *app) screen() bool {
	f, ok := a.Out.(*os.File)
	return ok && isTerminal(f)
}

// writeFile writes a file whole or not at all: to a temporary name beside it,
// then renamed.
func writeFile(path string, content func(io.Writer) error) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), ".dougong-*")
	if err != nil {
		return fmt.Errorf("%s: cannot write there: %w; want a folder that exists and may be written", path, cause(err))
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriter(f)
	if err := content(w); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	if err := os.Rename(f.Name(), path); err != nil {
		return fmt.Errorf("%s: cannot replace it: %w; if Excel or another program holds it open, close it there, or give another name with --output", path, cause(err))
	}
	return nil
}

// cause drops the operation and the path, which the message has already.
func cause(err error) error {
	switch e := err.(type) {
	case *os.PathError:
		return e.Err
	case *os.LinkError:
		return e.Err
	}
	return err
}

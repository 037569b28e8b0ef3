// Package cli is the command line: every analysis of the catalogue as a command
// under its verb, with flags, help and completion made from its entry, and the
// few commands that are not analyses.
//
// The answer goes to standard output and everything else to standard error.
// What a run ended with is in its exit code; see docs/exit-codes.md.
//
// # How to add a command
//
// An analysis needs nothing here: describe it in its package's entries.go. A
// command that is not an analysis is a method of app in a file of its own,
// listed in [app.root].
package cli

import (
	"context"
	"io"
	"os"
	"strings"
	"time"

	"dougong/catalogue"
	"dougong/class"
	"dougong/result"
)

// IO is all that a run sees of the world around it, so that tests can be that
// world.
type IO struct {
	Out, Err io.Writer
	Env      func(string) string
	Terminal bool // Err is a terminal: progress may redraw a line
	Now      func() time.Time
}

// Process returns the world of this process.
func Process() IO {
	return IO{Out: os.Stdout, Err: os.Stderr, Env: os.Getenv, Terminal: isTerminal(os.Stderr), Now: time.Now}
}

func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	return err == nil && info.Mode()&os.ModeCharDevice != 0
}

// app is one run.
type app struct {
	IO
	entries []*result.Entry
	flags   globals
	lang    class.Lang // of help and notes; answers too, unless --lang is wrong
	json    bool       // --json was given, even where other flags are wrong
}

// globals are the flags that every command takes.
type globals struct {
	data, format, lang, output, tags, table string
	missing                                 []string
	year                                    int
	quiet, verbose, json, bom               bool
}

// Run runs one command line on the whole catalogue and returns its exit code.
func Run(ctx context.Context, args []string, world IO) int {
	return RunWith(ctx, args, world, catalogue.All())
}

// RunWith runs one command line with the given analyses.
func RunWith(ctx context.Context, args []string, world IO, entries []*result.Entry) int {
	return newApp(args, world, entries).run(ctx, args)
}

func newApp(args []string, world IO, entries []*result.Entry) *app {
	a := &app{IO: world, entries: entries}
	a.lang = a.language(args)
	for _, arg := range args {
		a.json = a.json || arg == "--json" || arg == "--json=true"
	}
	return a
}

func (a *app) run(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(args)
	root.SetOut(a.Out)
	root.SetErr(a.Err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return exitOK
	}
	if ctx.Err() != nil {
		err = errInterrupted
	}
	return a.fail(err)
}

// language finds the language before the flags are parsed, because help is
// written in it: --lang, else the locale of the environment.
func (a *app) language(args []string) class.Lang {
	for i, arg := range args {
		value, ok := strings.CutPrefix(arg, "--lang=")
		if !ok && arg == "--lang" && i+1 < len(args) {
			value, ok = args[i+1], true
		}
		if ok && known(class.Lang(value)) {
			return class.Lang(value)
		}
	}
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if locale := a.Env(name); locale != "" {
			if strings.HasPrefix(strings.ToLower(locale), "zh") {
				return class.Zh
			}
			break
		}
	}
	return class.En
}

func known(l class.Lang) bool { return l == class.En || l == class.Zh || l == class.Both }

// say returns a phrase in the language of the run.
func (a *app) say(en, zh string) string { return class.Label{En: en, Zh: zh}.In(a.lang) }

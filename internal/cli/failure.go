package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"dougong/internal/suggest"
	"dougong/study"
)

// Exit codes; documented in docs/exit-codes.md and in the help of every command.
const (
	exitOK          = 0
	exitError       = 1   // files, data, the system around us
	exitUsage       = 2   // the command line
	exitOutcome     = 3   // the model has no answer: not productive
	exitFindings    = 4   // check: faults that nobody accepted
	exitInterrupted = 130 // Ctrl-C
)

// exitCodes are the codes of kinds of [study.Problem].
var exitCodes = map[string]int{
	"data": exitError, "usage": exitUsage, "outcome": exitOutcome, "findings": exitFindings, "interrupted": exitInterrupted,
}

var errInterrupted = errors.New("interrupted; files are written whole or not at all; run it again")

// usageError is a mistake in the command line.
type usageError struct {
	command          string // "dougong see linkages", for the hint
	message          string
	param, got, want string
	near             []string
}

func (e *usageError) Error() string { return e.message + suggest.Phrase(e.near) }

// findingsError says that a command found faults.
type findingsError struct{ message string }

func (e *findingsError) Error() string { return e.message }

// problem is an error with what a terminal makes of it.
type problem struct {
	study.Problem
	code int
	hint string // command whose help to read
}

// describe finds out what kind of trouble an error is, and its exit code.
func describe(err error) problem {
	p := problem{Problem: study.Describe(err)}
	var (
		usage    *usageError
		findings *findingsError
	)
	switch {
	case errors.Is(err, errInterrupted), errors.Is(err, context.Canceled):
		p.Kind = "interrupted"
	case errors.As(err, &usage):
		p.Kind, p.Param, p.Got, p.Want, p.Near = "usage", usage.param, usage.got, usage.want, usage.near
		p.hint = usage.command
	case errors.As(err, &findings):
		p.Kind = "findings"
	}
	p.code = exitCodes[p.Kind]
	return p
}

// fail tells the user what went wrong and returns the exit code.
func (a *app) fail(err error) int {
	p := describe(err)
	if a.json {
		e := json.NewEncoder(a.Err)
		e.SetEscapeHTML(false)
		_ = e.Encode(p.Problem)
		return p.code
	}
	fmt.Fprintln(a.Err, "dougong: "+strings.TrimPrefix(strings.TrimPrefix(p.Problem.Error, "dougong: "), "dougong "))
	if p.hint != "" {
		fmt.Fprintln(a.Err, a.say("see ", "参见 ")+p.hint+" --help")
	}
	return p.code
}

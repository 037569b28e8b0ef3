package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"dougong/audit"
	"dougong/balance"
	"dougong/class"
	"dougong/internal/suggest"
	"dougong/internal/text"
	"dougong/iot"
	"dougong/leontief"
	"dougong/report"
	"dougong/result"
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

// problem is an error as machines read it: --json writes it as one line.
type problem struct {
	Error  string   `json:"error"`
	Kind   string   `json:"kind"` // usage, data, outcome, findings, interrupted
	Param  string   `json:"param,omitempty"`
	Got    string   `json:"got,omitempty"`
	Want   string   `json:"want,omitempty"`
	Near   []string `json:"did_you_mean,omitempty"`
	File   string   `json:"file,omitempty"`
	Row    int      `json:"row,omitempty"`
	Column int      `json:"column,omitempty"`

	code int
	hint string
}

// describe finds out what kind of trouble an error is.
func describe(err error) problem {
	p := problem{Error: err.Error(), Kind: "data", code: exitError}
	var (
		usage    *usageError
		param    *result.ParamError
		table    *report.UnknownTableError
		ending   *report.UnknownEndingError
		key      *iot.UnknownKeyError
		unknown  *study.UnknownNameError
		name     *study.NameError
		outcome  *leontief.NotProductiveError
		findings *findingsError
	)
	p.place(err)
	switch {
	case errors.Is(err, errInterrupted), errors.Is(err, context.Canceled):
		p.Kind, p.code = "interrupted", exitInterrupted
	case errors.As(err, &usage):
		p.usage(usage.param, usage.got, usage.want, usage.near)
		p.hint = usage.command
	case errors.As(err, &param):
		p.usage(param.Param, param.Got, param.Want, param.Near)
	case errors.As(err, &table):
		p.usage("table", table.Got, strings.Join(table.Want, ", "), suggest.Nearest(table.Got, table.Want, 3))
	case errors.As(err, &ending):
		p.usage("output", ending.File, strings.Join(ending.Want, ", "), nil)
	case errors.As(err, &key):
		p.usage("", key.Text, "", key.Near)
	case errors.As(err, &unknown):
		p.usage("", unknown.Got, strings.Join(unknown.Want, ", "), unknown.Near())
	case errors.As(err, &name):
		p.usage("", name.Got, name.Want, nil)
	case errors.As(err, &outcome):
		p.Kind, p.code = "outcome", exitOutcome
	case errors.As(err, &findings):
		p.Kind, p.code = "findings", exitFindings
	}
	return p
}

// place finds the cell of the file that an error names.
func (p *problem) place(err error) {
	var (
		file        *text.Error
		tags        *class.TagsError
		concordance *balance.ConcordanceError
		acceptance  *audit.AcceptanceError
		studyFile   *study.FileError
		locked      *study.LockError
	)
	switch {
	case errors.As(err, &file):
		p.File, p.Row, p.Column = file.File, file.Row, file.Col
	case errors.As(err, &tags):
		p.File, p.Row, p.Column = tags.Name, tags.Line, tags.Column
	case errors.As(err, &concordance):
		p.File, p.Row = concordance.File, concordance.Row
	case errors.As(err, &acceptance):
		p.File, p.Row, p.Column = acceptance.File, acceptance.Line, acceptance.Col
	case errors.As(err, &studyFile):
		p.File, p.Row, p.Column = studyFile.File, studyFile.Line, studyFile.Col
	case errors.As(err, &locked):
		p.File, p.Got, p.Want = locked.File, locked.New, locked.Old
	}
}

func (p *problem) usage(param, got, want string, near []string) {
	p.Kind, p.code = "usage", exitUsage
	p.Param, p.Got, p.Want, p.Near = param, got, want, near
}

// fail tells the user what went wrong and returns the exit code.
func (a *app) fail(err error) int {
	p := describe(err)
	if a.json {
		e := json.NewEncoder(a.Err)
		e.SetEscapeHTML(false)
		_ = e.Encode(p)
		return p.code
	}
	fmt.Fprintln(a.Err, "dougong: "+strings.TrimPrefix(strings.TrimPrefix(p.Error, "dougong: "), "dougong "))
	if p.hint != "" {
		fmt.Fprintln(a.Err, a.say("see ", "参见 ")+p.hint+" --help")
	}
	return p.code
}

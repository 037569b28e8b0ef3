package study

import (
	"errors"
	"strings"

	"dougong/audit"
	"dougong/balance"
	"dougong/class"
	"dougong/dataset"
	"dougong/internal/suggest"
	"dougong/internal/text"
	"dougong/iot"
	"dougong/leontief"
	"dougong/report"
	"dougong/result"
)

// Problem is an error as machines read it: the command line writes it with
// --json, the server answers with it.
type Problem struct {
	Error  string   `json:"error"` // where: what: got X; want Y; do Z
	Kind   string   `json:"kind" enum:"usage,data,outcome,findings,interrupted,missing,refused,busy,limit,internal"`
	Param  string   `json:"param,omitempty"`
	Got    string   `json:"got,omitempty"`
	Want   string   `json:"want,omitempty"`
	Near   []string `json:"did_you_mean,omitempty"`
	File   string   `json:"file,omitempty"`
	Row    int      `json:"row,omitempty"`
	Column int      `json:"column,omitempty"`
}

// Describe finds out what kind of trouble an error is: usage (somebody asked for
// what there is not), outcome (the model has no answer), otherwise data; and
// which parameter or which cell of a file it names.
func Describe(err error) Problem {
	p := Problem{Error: err.Error(), Kind: "data"}
	var (
		param   *result.ParamError
		need    *result.NeedError
		table   *report.UnknownTableError
		ending  *report.UnknownEndingError
		key     *iot.UnknownKeyError
		unknown *UnknownNameError
		name    *NameError
		outcome *leontief.NotProductiveError
	)
	switch {
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
		p.Kind = "outcome"
	case errors.As(err, &need):
		p.Want = string(need.Need)
	}
	p.place(err)
	return p
}

func (p *Problem) usage(param, got, want string, near []string) {
	p.Kind, p.Param, p.Got, p.Want, p.Near = "usage", param, got, want, near
}

// place finds the cell of the file that an error names.
func (p *Problem) place(err error) {
	var (
		file        *text.Error
		unread      *dataset.UnknownError
		tags        *class.TagsError
		concordance *balance.ConcordanceError
		acceptance  *audit.AcceptanceError
		own         *FileError
		locked      *LockError
	)
	switch {
	case errors.As(err, &file):
		p.File, p.Row, p.Column = file.File, file.Row, file.Col
	case errors.As(err, &unread):
		p.File, p.Row = unread.File, 1
	case errors.As(err, &tags):
		p.File, p.Row, p.Column = tags.Name, tags.Line, tags.Column
	case errors.As(err, &concordance):
		p.File, p.Row = concordance.File, concordance.Row
	case errors.As(err, &acceptance):
		p.File, p.Row, p.Column = acceptance.File, acceptance.Line, acceptance.Col
	case errors.As(err, &own):
		p.File, p.Row, p.Column = own.File, own.Line, own.Col
	case errors.As(err, &locked):
		p.File, p.Got, p.Want = locked.File, locked.New, locked.Old
	}
}

package server

import (
	"net/http"
	"slices"
	"strings"

	"dougong/report"
	"dougong/result"
)

// operation is one thing that a client can ask for. Routes and the OpenAPI
// document are made from it.
type operation struct {
	method, path string // "/api/v1/data/{data}/blocks/{block}"
	id, tag      string
	summary      string
	query        []parameter
	header       []parameter
	body         *body
	answers      []answerSpec
	open         bool // without a token
	file         bool // takes a body of any size and sees to its limits itself
	handle       func(w http.ResponseWriter, r *http.Request) error

	// perEntry makes the documented operations of an entry from this one; nil
	// where the operation is not about an entry.
	perEntry func(e *result.Entry) []operation
}

// parameter is one value in the query or the head of a request.
type parameter struct {
	name, about string
	required    bool
	schema      schema
}

// body is what a request carries.
type body struct {
	media []string
	value any // of JSON; nil for bytes
}

// answerSpec is one way in which an operation may answer.
type answerSpec struct {
	status int
	about  string
	media  []string
	value  any    // whose type is the schema of JSON; nil for other media
	schema schema // instead of value
}

func jsonAnswer(status int, about string, value any) answerSpec {
	return answerSpec{status: status, about: about, media: []string{"application/json"}, value: value}
}

var statusText = map[int]string{
	202: "not done yet: the job that works on it, also in the Location header",
	304: "what you have is still right (If-None-Match)",
	400: "a parameter is wrong; the problem names it and what comes near",
	401: "no valid token",
	403: "not allowed, or asked for by another site's page",
	404: "there is no such thing",
	408: "the file did not arrive in time",
	409: "the job was cancelled",
	413: "too large",
	415: "a body of another type",
	422: "the data do not have what it takes, or the model has no answer",
	429: "too much work is waiting; Retry-After says when to ask again",
	503: "the server is being stopped",
	507: "no memory left for another table",
}

// problemAnswer documents errors.
func problemAnswer(statuses ...int) []answerSpec {
	list := make([]answerSpec, len(statuses))
	for i, status := range statuses {
		list[i] = jsonAnswer(status, statusText[status], Problem{})
	}
	return list
}

func answersOf(first answerSpec, others ...answerSpec) []answerSpec {
	return append([]answerSpec{first}, others...)
}

// computed documents what all operations have in common that may become jobs.
func computed(first answerSpec) []answerSpec {
	list := answersOf(first, jsonAnswer(http.StatusAccepted, statusText[202], jobView{}),
		answerSpec{status: http.StatusNotModified, about: statusText[304]})
	return append(list, problemAnswer(400, 401, 404, 409, 413, 422, 429, 503)...)
}

// waiting are the ways to say how long a client would rather wait.
var (
	waitQuery  = parameter{name: "wait", about: "Seconds to wait for the answer before a job is answered with instead; as Prefer: wait, for links.", schema: schema{"type": "number", "minimum": 0}}
	waitHeader = parameter{name: "Prefer", about: "wait=N: seconds to wait for the answer before a job is answered with instead.", schema: schema{"type": "string"}}
	langQuery  = parameter{name: "lang", about: "Language of people's formats; JSON has both. Default: Accept-Language.", schema: schema{"type": "string", "enum": []string{"en", "zh", "both"}}}
)

func formatQuery(formats []string) parameter {
	return parameter{name: "format", about: "Format of the answer. Default: what Accept asks for, else json.", schema: schema{"type": "string", "enum": formats}}
}

// matches reports whether a path is one of the operation's.
func (op *operation) matches(path string) bool {
	want, got := strings.Split(op.path, "/"), strings.Split(path, "/")
	return slices.EqualFunc(want, got, func(w, g string) bool { return w == g || strings.HasPrefix(w, "{") && g != "" })
}

// operations lists all of them.
func (s *Server) operations() []operation {
	return slices.Concat(
		s.catalogueOperations(),
		s.dataOperations(),
		s.analysisOperations(),
		s.blockOperations(),
		s.briefOperations(),
		s.jobOperations(),
		s.sessionOperations(),
	)
}

func formatNames() []string {
	names := make([]string, len(report.Formats))
	for i, f := range report.Formats {
		names[i] = string(f)
	}
	return names
}

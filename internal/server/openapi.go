package server

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"regexp"
	"strconv"
	"strings"

	"dougong/class"
	"dougong/result"
)

// openAPI makes the document from the operations and the catalogue. Keys of
// maps are sorted, so the same program writes the same bytes.
func (s *Server) openAPI() []byte {
	g := newSchemas()
	paths := map[string]map[string]any{}
	for _, op := range s.documented() {
		if paths[op.path] == nil {
			paths[op.path] = map[string]any{}
		}
		paths[op.path][strings.ToLower(op.method)] = s.describeOperation(g, op)
	}
	for _, e := range s.Entries {
		g.components[resultName(e)] = s.resultSchema(g, e)
	}
	doc := map[string]any{
		"openapi": "3.1.0",
		"info": map[string]any{"title": "Dougong", "version": s.Version, "license": map[string]any{"name": "Apache-2.0", "identifier": "Apache-2.0"},
			"description": "Traced answers about an industrial system. Every analysis of the catalogue, its tables, the reason of each number and its figures."},
		"servers":    []any{map[string]any{"url": "/"}},
		"paths":      paths,
		"components": map[string]any{"schemas": g.components, "responses": problems(g), "securitySchemes": map[string]any{"token": map[string]any{"type": "http", "scheme": "bearer"}, "session": map[string]any{"type": "apiKey", "in": "cookie", "name": sessionCookie}}},
		"tags":       tags(),
	}
	text, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		panic("server: BUG: " + err.Error())
	}
	return append(text, '\n')
}

// problems are the answers to what cannot be answered, by status.
func problems(g *schemas) map[string]any {
	responses := map[string]any{}
	for status, about := range statusText {
		if status >= http.StatusBadRequest {
			responses["Problem"+strconv.Itoa(status)] = map[string]any{"description": about,
				"content": map[string]any{"application/json": map[string]any{"schema": g.of(Problem{})}}}
		}
	}
	return responses
}

func tags() []any {
	list := []any{}
	for _, v := range result.Verbs {
		list = append(list, map[string]any{"name": string(v.Verb), "description": v.Question.In(class.Both)})
	}
	for _, t := range []struct{ name, about string }{{"catalogue", "What there is to ask."}, {"data", "The tables that are loaded."}, {"jobs", "Work that takes longer."}, {"session", "Signing in where a token is needed."}} {
		list = append(list, map[string]any{"name": t.name, "description": t.about})
	}
	return list
}

// documented lists the operations with one of its own for each entry.
func (s *Server) documented() []operation {
	var list []operation
	for _, op := range s.ops {
		if op.perEntry == nil {
			list = append(list, op)
			continue
		}
		for _, e := range s.Entries {
			list = append(list, op.perEntry(e)...)
		}
	}
	return list
}

var inPath = regexp.MustCompile(`\{(\w+)\}`)

func (s *Server) describeOperation(g *schemas, op operation) map[string]any {
	parameters := []any{}
	for _, m := range inPath.FindAllStringSubmatch(op.path, -1) {
		parameters = append(parameters, map[string]any{"name": m[1], "in": "path", "required": true, "schema": schema{"type": "string"}})
	}
	parameters = append(parameters, describeParameters("query", op.query)...)
	parameters = append(parameters, describeParameters("header", op.header)...)
	d := map[string]any{"operationId": op.id, "summary": op.summary, "tags": []string{op.tag}, "parameters": parameters, "responses": describeAnswers(g, op.answers)}
	if op.body != nil {
		content := map[string]any{}
		for _, media := range op.body.media {
			content[media] = map[string]any{"schema": schema{}}
			if op.body.value != nil {
				content[media] = map[string]any{"schema": g.of(op.body.value)}
			}
		}
		d["requestBody"] = map[string]any{"required": true, "content": content}
	}
	if !op.open {
		d["security"] = []any{map[string]any{}, map[string]any{"token": []string{}}, map[string]any{"session": []string{}}}
	}
	return d
}

func describeParameters(in string, list []parameter) []any {
	var out []any
	for _, p := range list {
		out = append(out, map[string]any{"name": p.name, "in": in, "required": p.required, "description": p.about, "schema": p.schema})
	}
	return out
}

func describeAnswers(g *schemas, answers []answerSpec) map[string]any {
	responses := map[string]any{}
	for _, a := range answers {
		if _, isProblem := a.value.(Problem); isProblem {
			responses[strconv.Itoa(a.status)] = map[string]any{"$ref": "#/components/responses/Problem" + strconv.Itoa(a.status)}
			continue
		}
		r := map[string]any{"description": a.about}
		if len(a.media) > 0 {
			content := map[string]any{}
			for _, media := range a.media {
				content[media] = map[string]any{"schema": a.schemaOf(g, media)}
			}
			r["content"] = content
		}
		responses[strconv.Itoa(a.status)] = r
	}
	return responses
}

func (a *answerSpec) schemaOf(g *schemas, media string) schema {
	switch {
	case media != "application/json":
		return schema{}
	case a.schema != nil:
		return a.schema
	case a.value != nil:
		return g.of(a.value)
	}
	return schema{}
}

// resultName is the name of the schema of an entry's answer: "CloseAllResult".
func resultName(e *result.Entry) string {
	var b strings.Builder
	for _, word := range strings.Split(e.ID, "-") {
		b.WriteString(strings.ToUpper(word[:1]) + word[1:])
	}
	return b.String() + "Result"
}

// resultSchema is that of all results, with the tables and columns of the entry.
func (s *Server) resultSchema(g *schemas, e *result.Entry) schema {
	g.typed(reflect.TypeFor[result.Table]())
	var choices []any
	for i := range e.Tables {
		choices = append(choices, tableOf(&e.Tables[i]))
	}
	whole := g.object(reflect.TypeFor[result.Result]())
	properties := maps.Clone(whole["properties"].(schema))
	properties["entry"] = schema{"const": e.ID}
	properties["tables"] = schema{"type": "array", "items": schema{"oneOf": choices}}
	whole["properties"], whole["title"], whole["description"] = properties, e.Label.En, e.Question.En
	return whole
}

func tableOf(t *result.TableSpec) schema {
	cells := make([]any, len(t.Columns))
	for i := range t.Columns {
		cells[i] = cellSchema(&t.Columns[i])
	}
	s := maps.Clone(tableSchema)
	properties := maps.Clone(tableSchema["properties"].(schema))
	properties["id"] = schema{"const": t.ID}
	properties["rows"] = schema{"type": "array", "items": rowSchema(schema{"type": "array", "prefixItems": cells, "items": false, "minItems": len(cells)})}
	s["properties"], s["title"] = properties, t.Label.En
	return s
}

// cellSchema is what [result.Column.Plain] gives.
func cellSchema(c *result.Column) schema {
	title := fmt.Sprintf("%s: %s", c.ID, c.Label.En)
	switch c.Kind {
	case result.Code:
		return schema{"title": title, "type": []string{"string", "null"}}
	case result.Name:
		return schema{"title": title, "oneOf": []any{labelRef, schema{"type": "null"}}}
	case result.Flag:
		return schema{"title": title, "type": []string{"boolean", "null"}}
	case result.Integer:
		return schema{"title": title, "type": []string{"integer", "null"}}
	}
	return schema{"title": title, "type": []string{"number", "null"}}
}

// paramParameters makes query parameters of an entry's parameters.
func paramParameters(e *result.Entry) []parameter {
	list := make([]parameter, len(e.Params))
	for i := range e.Params {
		p := &e.Params[i]
		list[i] = parameter{name: p.ID, about: about(p), schema: paramSchema(p)}
	}
	return list
}

func about(p *result.Param) string {
	text := p.Help.In(class.En)
	if text == "" {
		text = p.Label.In(class.En)
	}
	if p.List {
		text += "; several, separated by commas"
	}
	return text
}

func paramSchema(p *result.Param) schema {
	s := schema{"type": "string", "x-kind": string(p.Kind), "x-label": p.Label}
	switch {
	case p.List:
	case p.Kind == result.Enum:
		ids := make([]string, len(p.Choices))
		for i, c := range p.Choices {
			ids[i] = c.ID
		}
		s["enum"] = ids
	case p.Kind == result.Count, p.Kind == result.Real:
		s["type"] = map[result.ParamKind]string{result.Count: "integer", result.Real: "number"}[p.Kind]
		if p.Min < p.Max {
			s["minimum"], s["maximum"] = p.Min, p.Max
		}
	}
	if p.Default != "" {
		s["default"] = defaultOf(p, s["type"])
	}
	return s
}

func defaultOf(p *result.Param, kind any) any {
	if kind == "string" {
		return p.Default
	}
	return json.Number(p.Default)
}

func (s *Server) getDocument(w http.ResponseWriter, r *http.Request) error {
	return s.respond(w, r, asked{key: digest("document", s.edition), media: "application/json", quick: true,
		make: func(context.Context) ([]byte, error) { return s.document, nil }})
}

package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"dougong/catalogue"
	"dougong/internal/server"
	"dougong/report"
	"dougong/result"
	"dougong/study"
)

// document is the part of an OpenAPI document that the tests read.
type document struct {
	Paths map[string]map[string]struct {
		OperationID string `json:"operationId"`
		Parameters  []struct {
			Name, In string
			Required bool
		}
		Responses map[string]struct {
			Ref     string `json:"$ref"`
			Content map[string]json.RawMessage
		}
	}
}

// contract checks answers against the document.
type contract struct {
	*served
	document
	compiler *jsonschema.Compiler
	called   map[string]bool
}

func newContract(s *served) *contract {
	c := &contract{served: s, compiler: jsonschema.NewCompiler(), called: map[string]bool{}}
	text := s.wait("/api/v1/openapi.json")
	text.into(s.t, 200, &c.document)
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text.body))
	if err != nil {
		s.t.Fatal(err)
	}
	if err := c.compiler.AddResource("file:///openapi.json", doc); err != nil {
		s.t.Fatal(err)
	}
	return c
}

// call asks a documented operation and checks status, type and content of the
// answer. template is its path in the document.
func (c *contract) call(method, template, path, body string, status int, head ...string) reply {
	c.t.Helper()
	op, ok := c.Paths[template][strings.ToLower(method)]
	if !ok {
		c.t.Fatalf("%s %s is not in the document", method, template)
	}
	r := c.do(method, path, strings.NewReader(body), append(head, "Prefer", "wait=60")...)
	name := fmt.Sprintf("%s %s", method, path)
	if r.status != status {
		c.t.Errorf("%s: got %d: %.300s; want %d", name, r.status, r.body, status)
		return r
	}
	if status < 300 {
		c.called[op.OperationID] = true
	}
	answer, ok := op.Responses[fmt.Sprint(status)]
	if !ok {
		c.t.Errorf("%s: status %d is not in the document", name, status)
		return r
	}
	place := "#/paths/" + pointer(template) + "/" + strings.ToLower(method) + "/responses/" + fmt.Sprint(status)
	if answer.Ref != "" {
		place = answer.Ref
	}
	media, _, _ := strings.Cut(r.header.Get("Content-Type"), ";")
	if _, ok := answer.Content[media]; !ok && len(r.body) > 0 && answer.Ref == "" {
		c.t.Errorf("%s: type %q is not in the document", name, media)
		return r
	}
	if media == "application/json" {
		c.check(name, "file:///openapi.json"+place+"/content/application~1json/schema", r.body)
	}
	return r
}

func pointer(path string) string {
	return url.PathEscape(strings.ReplaceAll(strings.ReplaceAll(path, "~", "~0"), "/", "~1"))
}

func (c *contract) check(name, place string, body []byte) {
	c.t.Helper()
	schema, err := c.compiler.Compile(place)
	if err != nil {
		c.t.Errorf("%s: schema %s: %v", name, place, err)
		return
	}
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		c.t.Errorf("%s: %v", name, err)
		return
	}
	if err := schema.Validate(v); err != nil {
		c.t.Errorf("%s: answer does not fit the document: %.800v", name, err)
	}
}

// TestDocumentHolds calls every operation of the document and checks its answer
// against it.
func TestDocumentHolds(t *testing.T) {
	s := start(t, study.ExamplePath, server.Config{})
	c := newContract(s)
	data := "/api/v1/data/" + s.data
	for _, path := range []string{"/api/v1/catalogue", "/api/v1/openapi.json", "/api/v1/data", "/api/v1/session"} {
		c.call("GET", path, path, "", 200)
	}
	c.call("GET", "/api/v1/data/{data}", data, "", 200)
	c.call("GET", "/api/v1/data/{data}/analyses", data+"/analyses", "", 200)
	for _, block := range []string{"flows", "final-demand", "primary", "output"} {
		for _, zoom := range []string{"", "?zoom=industry&rows=c1", "?zoom=sector", "?zoom=economy"} {
			if block == "primary" {
				zoom = strings.Replace(zoom, "rows", "cols", 1)
			}
			c.call("GET", "/api/v1/data/{data}/blocks/{block}", data+"/blocks/"+block+zoom, "", 200)
		}
	}
	c.call("GET", "/api/v1/data/{data}/blocks/{block}", data+"/blocks/flows?zoom=industry", "", 422)
	c.call("GET", "/api/v1/data/{data}/blocks/{block}", data+"/blocks/flow", "", 404)
	for _, format := range report.Formats {
		c.call("GET", "/api/v1/data/{data}/brief", data+"/brief?economy=CHN&format="+string(format), "", 200)
	}
	c.call("GET", "/api/v1/data/{data}/brief", data+"/brief?economy=CHN&compare="+s.data, "", 200)
	c.call("GET", "/api/v1/data/{data}/brief", data+"/brief?economy=CHN&compare=none", "", 404)
	c.call("POST", "/api/v1/session", "/api/v1/session", `{"token":"x"}`, 200)
	c.call("POST", "/api/v1/session", "/api/v1/session", `{`, 400)
	c.call("DELETE", "/api/v1/session", "/api/v1/session", "", 200)
	for _, e := range catalogue.All() {
		c.analysis(e, data)
	}
	c.upload()
	c.jobs(data)
	for path, methods := range c.Paths {
		for method, op := range methods {
			if !c.called[op.OperationID] {
				t.Errorf("%s %s is in the document, but no test calls it", method, path)
			}
		}
	}
}

// analysis runs an entry in every format, asks why one of its numbers, and draws
// its figures.
func (c *contract) analysis(e *result.Entry, data string) {
	c.t.Helper()
	template, path, query := "/api/v1/data/{data}/analyses/"+e.ID, data+"/analyses/"+e.ID, "?"+paramsOf(e)
	c.called[e.ID] = false
	first := c.call("GET", template, path+query, "", 200)
	for _, name := range report.Formats {
		c.call("GET", template, path+query+"&format="+string(name), "", 200)
	}
	c.call("GET", template, path+query+"&nonsense=1", "", 400)
	var answer struct {
		Tables []struct {
			ID      string
			Columns []struct {
				ID   string
				Why  bool
				Kind string
			}
			Rows []struct {
				Key   string
				Cells []any
			}
		}
		Figures []struct{ ID string }
	}
	first.into(c.t, 200, &answer)
	for _, t := range answer.Tables {
		for i, col := range t.Columns {
			if col.Why && len(t.Rows) > 0 && t.Rows[0].Cells[i] != nil && !c.called[e.ID+"-why"] {
				c.call("GET", template+"/why", path+"/why"+query+"&table="+t.ID+"&column="+col.ID+"&row="+url.QueryEscape(t.Rows[0].Key), "", 200)
			}
		}
	}
	for _, f := range e.Figures {
		drawn := slices.ContainsFunc(answer.Figures, func(g struct{ ID string }) bool { return g.ID == f.ID })
		for _, format := range []string{"svg", "png"} {
			status := 200
			if !drawn { // its table is empty for these data
				status = 404
				c.called[e.ID+"-"+f.ID+"-"+format] = true
			}
			name := "/figures/" + f.ID + "." + format
			c.call("GET", template+name, path+name+query, "", status)
		}
	}
}

// paramsOf gives the required parameters of an entry values of the table.
func paramsOf(e *result.Entry) string {
	q := url.Values{}
	for _, p := range e.Params {
		if !p.Required && p.Kind != result.Economy {
			continue
		}
		switch p.Kind {
		case result.Economy:
			q.Set(p.ID, "CHN")
			if p.ID != "economy" {
				q.Set(p.ID, "USA")
			}
		case result.Sector:
			q.Set(p.ID, "c1")
		case result.Industry:
			q.Set(p.ID, "CHN_c1")
		}
	}
	return q.Encode()
}

func (c *contract) upload() {
	c.t.Helper()
	text, err := os.ReadFile(mini)
	if err != nil {
		c.t.Fatal(err)
	}
	r := c.call("POST", "/api/v1/data", "/api/v1/data?name=wiod_2011.csv", string(text), 201, "Content-Type", "text/csv")
	at := r.header.Get("Location")
	c.call("GET", "/api/v1/data/{data}", at, "", 200)
	c.call("DELETE", "/api/v1/data/{data}", at, "", 204)
	c.call("DELETE", "/api/v1/data/{data}", at, "", 404)
	c.call("DELETE", "/api/v1/data/{data}", "/api/v1/data/"+c.data, "", 403)
	c.call("POST", "/api/v1/data", "/api/v1/data?name=x.csv", "no table", 422)
}

func (c *contract) jobs(data string) {
	c.t.Helper()
	e := catalogue.All()[0]
	r := c.do("GET", data+"/analyses/"+e.ID+"?"+paramsOf(e)+"&format=csv&lang=both&wait=0", nil)
	if r.status != 202 {
		c.t.Fatalf("got %d: %.200s; want 202 where nobody waits", r.status, r.body)
	}
	c.check("202", "file:///openapi.json#/components/schemas/Job", r.body)
	at := r.header.Get("Location")
	c.call("GET", "/api/v1/jobs/{job}", at, "", 200)
	c.call("GET", "/api/v1/jobs/{job}/events", at+"/events", "", 200)
	c.call("DELETE", "/api/v1/jobs/{job}", at, "", 200)
	c.call("GET", "/api/v1/jobs/{job}", "/api/v1/jobs/none", "", 404)
}

// TestEveryEntryIsDocumented registers one more entry and finds it in the
// document, in the catalogue and behind its path.
func TestEveryEntryIsDocumented(t *testing.T) {
	fresh := *findEntry(t, "linkages")
	fresh.ID = "fresh"
	fresh.Run = func(ctx context.Context, in *result.Input) (*result.Result, error) {
		r, err := findEntry(t, "linkages").Run(ctx, in)
		if err == nil {
			r.Entry = fresh.ID
		}
		return r, err
	}
	s := start(t, mini, server.Config{Entries: append(catalogue.All(), &fresh)})
	c := newContract(s)
	for _, e := range append(catalogue.All(), &fresh) {
		op, ok := c.Paths["/api/v1/data/{data}/analyses/"+e.ID]["get"]
		if !ok {
			t.Errorf("%s is not in the document", e.ID)
			continue
		}
		for _, p := range e.Params {
			found := false
			for _, q := range op.Parameters {
				found = found || q.Name == p.ID
			}
			if !found {
				t.Errorf("%s: parameter %s is not in the document", e.ID, p.ID)
			}
		}
	}
	c.call("GET", "/api/v1/data/{data}/analyses/fresh", "/api/v1/data/"+s.data+"/analyses/fresh?economy=CHN", "", 200)
	if r := s.wait("/api/v1/catalogue"); !bytes.Contains(r.body, []byte(`"id":"fresh"`)) {
		t.Error("the new entry is not in the catalogue")
	}
}

// TestDocumentIsValid compiles every schema and looks for names used twice.
func TestDocumentIsValid(t *testing.T) {
	s := start(t, mini, server.Config{})
	c := newContract(s)
	var doc struct {
		Components struct{ Schemas map[string]json.RawMessage }
	}
	s.wait("/api/v1/openapi.json").into(t, 200, &doc)
	var names []string
	for name := range doc.Components.Schemas {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		if _, err := c.compiler.Compile("file:///openapi.json#/components/schemas/" + name); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	seen := map[string]string{}
	for path, methods := range c.Paths {
		for method, op := range methods {
			at := method + " " + path
			if first, twice := seen[op.OperationID]; twice {
				t.Errorf("operation %q: both %s and %s", op.OperationID, first, at)
			}
			seen[op.OperationID] = at
			parameters := map[string]bool{}
			for _, p := range op.Parameters {
				if parameters[p.In+p.Name] {
					t.Errorf("%s: parameter %q twice; a parameter of an analysis has a name that the server needs", at, p.Name)
				}
				parameters[p.In+p.Name] = true
			}
		}
	}
}

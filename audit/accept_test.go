package audit_test

import (
	"strings"
	"testing"

	"dougong/audit"
	"dougong/iot"
)

func acceptances(t *testing.T, text string) []audit.Acceptance {
	t.Helper()
	list, err := audit.ReadAcceptances("accept.toml", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

const (
	acceptOne = `
[[accept]]
id = "row-balance"
where = "02"
reason = "the office leaves its discrepancy out"
name = "Li Hua"
`
	acceptAll = `
[[accept]]
id = "zero-output"
where = "*"
reason = "counted elsewhere"
name = "Li Hua"
`
)

func TestAccept(t *testing.T) {
	second, third := iot.Key{Item: "02"}, iot.Key{Item: "03"}
	findings := []iot.Finding{
		{ID: "row-balance", Level: iot.Fault, Row: &second},
		{ID: "row-balance", Level: iot.Warning, Row: &third},
		{ID: "zero-output", Level: iot.Note, Row: &second},
		{ID: "zero-output", Level: iot.Note, Row: &third},
	}
	if got := audit.Worst(findings); got != iot.Fault {
		t.Errorf("worst: got %q; want fault", got)
	}
	accepted := audit.Accept(findings, acceptances(t, acceptOne+acceptAll))
	if a := accepted[0].Accepted; a == nil || a.Name != "Li Hua" || a.Reason != "the office leaves its discrepancy out" {
		t.Errorf("row-balance 02: got %v; want it accepted with reason and name", a)
	}
	if accepted[1].Accepted != nil || accepted[2].Accepted == nil || accepted[3].Accepted == nil {
		t.Errorf("got %v; want 03 open and every zero output accepted", accepted)
	}
	if got := audit.Worst(accepted); got != iot.Warning || len(accepted) != 4 {
		t.Errorf("worst of the open: got %q of %d; want warning of 4", got, len(accepted))
	}
	if findings[0].Accepted != nil {
		t.Error("the findings given were changed")
	}
	if got := audit.Worst(nil); got != "" {
		t.Errorf("worst of nothing: got %q", got)
	}
}

func TestStaleAcceptance(t *testing.T) {
	list := audit.Accept(nil, acceptances(t, acceptAll))
	if len(list) != 1 || list[0].ID != "stale-acceptance" || list[0].Place.String() != "accept.toml: row 2" || audit.Worst(list) != iot.Warning {
		t.Errorf("got %v; want a stale acceptance at row 2", list)
	}
}

func TestAcceptanceFaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"unknown key", "[[accept]]\nid = \"condition\"\nwere = \"*\"\n",
			`accept.toml: line 3, column 1: got the key "accept.were"; want [[accept]] with id, where, reason and name; did you mean "where"?`},
		{"unknown table", "[[acept]]\nid = \"condition\"\n",
			`accept.toml: line 1, column 3: got the key "acept"; want [[accept]] with id, where, reason and name; did you mean "accept"?`},
		{"unknown id", strings.Replace(acceptOne, "row-balance", "row-balanse", 1),
			`accept.toml: line 3, column 1: got the id "row-balanse"; want the id of a kind of finding; did you mean "row-balance"?`},
		{"no reason", "[[accept]]\nid = \"condition\"\nwhere = \"*\"\nreason = \" \"\nname = \"x\"\n",
			`accept.toml: line 4, column 1: no reason; want why the finding may stay`},
		{"no name", "[[accept]]\nid = \"condition\"\nwhere = \"*\"\nreason = \"x\"\n",
			`accept.toml: line 1, column 3: no name; want who says so`},
		{"twice", acceptOne + acceptOne, `accept.toml: line 9, column 1: row-balance at "02" is accepted on line 2 already; want it once`},
		{"stale", strings.Replace(acceptOne, "row-balance", "stale-acceptance", 1),
			`accept.toml: line 3, column 1: a stale acceptance cannot be accepted; remove the entry it names`},
		{"list", "accept = [{id = \"condition\", where = \"*\", reason = \"r\", name = \"n\"}]\n",
			`accept.toml: line 1, column 1: got a list of acceptances; want each under its own [[accept]]`},
		{"type", "[[accept]]\nid = 7\n", `accept.toml: line 2, column 6: `},
		{"syntax", "[[accept]]\nid \"condition\"\n", `accept.toml: line 2, column 4: `},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := audit.ReadAcceptances("accept.toml", strings.NewReader(c.text))
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v\nwant %s", err, c.want)
			}
		})
	}
}

func FuzzReadAcceptances(f *testing.F) {
	f.Add(acceptOne + acceptAll)
	f.Add("accept = [{id = \"condition\", where = \"*\", reason = \"r\", name = \"n\"}]\n")
	f.Add("[[accept]]\nid = \"\"\"\n[[accept]]\n\"\"\"\n")
	f.Fuzz(func(t *testing.T, text string) {
		list, err := audit.ReadAcceptances("accept.toml", strings.NewReader(text))
		if err == nil {
			audit.Accept(nil, list)
		}
	})
}

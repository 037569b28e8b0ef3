package audit_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"dougong/audit"
	"dougong/class"
)

var update = flag.Bool("update", false, "rewrite docs/findings.md")

func TestCatalogueIsComplete(t *testing.T) {
	seen := map[string]bool{}
	for _, k := range audit.Catalogue {
		if seen[k.ID] || k.ID == "" || len(k.Levels) == 0 {
			t.Errorf("%q: stands twice, or has no id or no levels", k.ID)
		}
		seen[k.ID] = true
		for what, l := range map[string]class.Label{"label": k.Label, "cause": k.Cause, "remedy": k.Remedy} {
			if len(l.Missing()) > 0 {
				t.Errorf("%s: %s missing in %v", k.ID, what, l.Missing())
			}
		}
		if k.Numbers.En == "" != (k.Numbers.Zh == "") {
			t.Errorf("%s: numbers in one language only", k.ID)
		}
	}
}

// The reference page is written from the catalogue: run the test with -update.
func TestFindingsPage(t *testing.T) {
	file := filepath.Join("..", "docs", "findings.md")
	want := page()
	if *update {
		if err := os.WriteFile(file, []byte(want), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want {
		t.Errorf("%s is not what the catalogue says; run go test ./audit -update", file)
	}
}

func page() string {
	var b strings.Builder
	b.WriteString("# Findings 问题清单\n\n" +
		"`dougong check` and `dougong see audit` report these. Nothing is repaired. A finding is accepted in a TOML file, by its id and its place, with a reason:\n\n" +
		"`dougong check` 与 `dougong see audit` 报告以下问题，不做任何修补。可在 TOML 文件中按 id 与位置注明理由接受：\n\n" +
		"```toml\n[[accept]]\nid = \"zero-output\"\nwhere = \"CHN_c35\"   # as the finding names it; \"*\" for all of the kind\nreason = \"private households are counted with other services\"\nname = \"Li Hua\"\n```\n\n" +
		"A **note** is worth knowing, a **warning** may mislead, a **fault** makes results wrong: `dougong check` ends with exit code 4 while a fault is not accepted.\n\n" +
		"note 提示：值得了解；warning 警告：可能误导；fault 错误：结果有误。有未接受的错误时 `dougong check` 以退出码 4 结束。\n")
	for _, k := range audit.Catalogue {
		levels := make([]string, len(k.Levels))
		for i, l := range k.Levels {
			levels[i] = string(l)
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s · %s · %s\n\n", k.ID, k.Label.En, k.Label.Zh, strings.Join(levels, ", "))
		fmt.Fprintf(&b, "%s\n%s\n\n%s\n%s\n", k.Cause.En, k.Remedy.En, k.Cause.Zh, k.Remedy.Zh)
		if k.Numbers.En != "" {
			fmt.Fprintf(&b, "\nGot; want: %s. 实际；应为：%s。\n", k.Numbers.En, k.Numbers.Zh)
		}
	}
	return b.String()
}

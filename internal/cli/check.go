package cli

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/spf13/cobra"

	"dougong/audit"
	"dougong/iot"
	"dougong/report"
	"dougong/result"
)

// check returns the command that audits a table and ends with exit code 4 where
// it has faults that nobody accepted.
func (a *app) check() *cobra.Command {
	e := a.find(auditID)
	var accept string
	cmd := &cobra.Command{
		Use: "check", Short: a.say("audit the table; exit code 4 if faults are not accepted", "审核数据表；有未接受的错误时退出码为 4"),
		Example: "dougong check --accept accept.toml", Args: noArgs,
		Annotations: entryNote(e),
	}
	given := a.paramFlags(cmd, e)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error { return a.runCheck(cmd.Context(), e, given(), accept) }
	cmd.Flags().StringVar(&accept, "accept", "", a.say("toml `FILE` of accepted findings: [[accept]] with id, where, reason, name", "已接受问题的 toml `FILE`：[[accept]]，含 id、where、reason、name"))
	return cmd
}

// auditID is the entry that check runs.
const auditID = "audit"

func (a *app) runCheck(ctx context.Context, e *result.Entry, given map[string]string, accept string) error {
	acceptances, err := readAcceptances(accept)
	if err != nil {
		return err
	}
	if err := a.checkTable(e); err != nil {
		return err
	}
	ctx, done := a.watch(ctx)
	defer done()
	in, err := a.input(ctx, e, a.asOf(e, given))
	if err != nil {
		return err
	}
	r, err := e.Run(ctx, in)
	if err != nil {
		return err
	}
	r.Findings = audit.Accept(r.Findings, acceptances)
	if t, ok := r.Table("findings"); ok {
		t.Rows = nil
		audit.FillFindings(t, r.Findings)
	}
	done()
	if err := a.write(func(w io.Writer) error { return report.Write(w, a.format(), e, r, a.options()) }); err != nil {
		return err
	}
	if n := faults(r.Findings); n > 0 {
		return &findingsError{fmt.Sprintf("check: got %d faults that nobody accepted; want none; mend the table, or accept them by id with a reason (--accept FILE)", n)}
	}
	return nil
}

func readAcceptances(path string) ([]audit.Acceptance, error) {
	if path == "" {
		return nil, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("%s: %w; want a toml file of accepted findings", path, cause(err))
	}
	defer f.Close()
	return audit.ReadAcceptances(path, f)
}

func faults(findings []iot.Finding) int {
	n := 0
	for _, f := range findings {
		if f.Level == iot.Fault && f.Accepted == nil {
			n++
		}
	}
	return n
}

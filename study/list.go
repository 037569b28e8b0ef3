package study

import (
	"fmt"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

func codeColumn(id, en, zh string) result.Column {
	return result.Column{ID: id, Kind: result.Code, Label: class.Label{En: en, Zh: zh}}
}

func nameColumn(id, en, zh string) result.Column {
	return result.Column{ID: id, Kind: result.Name, Label: class.Label{En: en, Zh: zh}}
}

func countColumn(id, en, zh string) result.Column {
	return result.Column{ID: id, Kind: result.Integer, Label: class.Label{En: en, Zh: zh}}
}

// TablesEntry describes what [Study.Tables] answers.
func TablesEntry() *result.Entry {
	return &result.Entry{ID: "data", Label: class.Label{En: "tables of the study", Zh: "研究的数据表"},
		Question: class.Label{En: "which tables does the study use?", Zh: "研究使用哪些数据表？"},
		Tables: []result.TableSpec{{ID: "tables", Label: class.Label{En: "tables, as they were locked", Zh: "数据表（锁定信息）"}, Columns: []result.Column{
			codeColumn("table", "table", "表"), nameColumn("title", "title", "名称"), codeColumn("path", "path", "路径"),
			codeColumn("format", "format", "格式"), codeColumn("release", "release", "版次"), codeColumn("year", "year", "年份"),
			countColumn("economies", "economies", "经济体数"), countColumn("industries", "industries", "产业数"),
			nameColumn("state", "state", "状态"), codeColumn("sha256", "sha256 of the files", "文件 sha256"), codeColumn("licence", "licence", "许可")}}}}
}

// Tables lists the tables of the study as data.lock has them; files are not
// read again, see [Doctor].
func (s *Study) Tables() (*result.Result, error) {
	lock, err := s.Lock()
	if err != nil {
		return nil, err
	}
	e := TablesEntry()
	t := e.Tables[0].Make(iot.Unit{})
	for _, d := range s.Data {
		l, ok := lock[d.Name]
		state := class.Label{En: "locked", Zh: "已锁定"}
		switch {
		case !ok:
			state = class.Label{En: "not locked: dougong data add " + d.Name + " --update", Zh: "未锁定：dougong data add " + d.Name + " --update"}
			t.Add(d.Name, result.Str(d.Name), result.None(result.NotAvailable), result.Str(d.Path), result.Str(d.Format), result.None(result.NotAvailable), result.None(result.NotAvailable),
				result.None(result.NotAvailable), result.None(result.NotAvailable), result.Lab(state), result.None(result.NotAvailable), result.None(result.NotAvailable))
			continue
		case l.Path != d.Path:
			state = class.Label{En: "path changed since: dougong data add " + d.Name + " --update", Zh: "路径已变：dougong data add " + d.Name + " --update"}
		}
		year := ""
		if l.Year != 0 {
			year = fmt.Sprint(l.Year)
		}
		t.Add(d.Name, result.Str(d.Name), result.Lab(l.Label()), result.Str(d.Path), result.Str(l.Format), result.Str(l.Release), result.Str(year),
			result.Int(l.Economies), result.Int(l.Industries), result.Lab(state), result.Str(short(sha(canonical(l.Files)))), result.Str(l.Licence))
	}
	return &result.Result{Entry: e.ID, Tables: []*result.Table{t}}, nil
}

// RunsEntry describes what [RunsResult] answers.
func RunsEntry() *result.Entry {
	seconds := result.Column{ID: "seconds", Kind: result.Number, Unit: iot.Unit{Kind: iot.Quantity, Symbol: "s"}, Label: class.Label{En: "time", Zh: "用时"}}
	return &result.Entry{ID: "run", Label: class.Label{En: "runs of the study", Zh: "研究的分析"},
		Question: class.Label{En: "what was computed, and why?", Zh: "计算了什么，为什么？"},
		Tables: []result.TableSpec{{ID: "runs", Label: class.Label{En: "runs", Zh: "分析"}, Columns: []result.Column{
			codeColumn("run", "run", "运行"), codeColumn("analysis", "analysis", "分析"), nameColumn("state", "state", "状态"), nameColumn("why", "why", "原因"),
			countColumn("findings", "findings", "问题数"), countColumn("faults", "faults not accepted", "未接受的错误"), seconds}}}}
}

// RunsResult puts what became of runs into a table.
func RunsResult(list []Ran) *result.Result {
	e := RunsEntry()
	t := e.Tables[0].Make(iot.Unit{})
	made := 0
	for _, r := range list {
		state, seconds := class.Label{En: "up to date", Zh: "最新"}, result.None(result.NotApplicable)
		why := result.Lab(class.Label{})
		if r.Why != "" {
			made++
			state, seconds = class.Label{En: "made", Zh: "已计算"}, result.Num(r.Seconds)
			why = result.Lab(class.Label{En: r.Why, Zh: reasons[r.Why]})
		}
		t.Add(r.ID, result.Str(r.ID), result.Str(r.Analysis), result.Lab(state), why,
			result.Int(len(r.Manifest.Findings)), result.Int(r.Manifest.Faults()), seconds)
	}
	return &result.Result{Entry: e.ID, Tables: []*result.Table{t}, Headline: []class.Label{{
		En: fmt.Sprintf("%d of %d made, %d up to date", made, len(list), len(list)-made),
		Zh: fmt.Sprintf("共 %d 项，计算 %d 项，%d 项为最新", len(list), made, len(list)-made)}}}
}

// UnacceptedFaults counts the faults that nobody accepted, each once for the
// table that has it, however many runs use the table.
func UnacceptedFaults(list []Ran) int {
	type fault struct{ data, id, where string }
	seen := map[fault]int{}
	for _, r := range list {
		in := map[fault]int{} // a finding may stand twice at one place
		for _, f := range r.Manifest.Findings {
			if f.Level == iot.Fault && !f.Accepted {
				in[fault{r.Manifest.Data.Hash, f.ID, f.Where}]++
			}
		}
		for f, n := range in {
			seen[f] = max(seen[f], n)
		}
	}
	total := 0
	for _, n := range seen {
		total += n
	}
	return total
}

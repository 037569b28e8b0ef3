package study

import (
	"fmt"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Advice is one thing that the doctor has to say.
type Advice struct {
	Level  iot.Level // Fault: mend it; Warning: look at it; Note: good to know
	About  string    // file, table or run
	Text   class.Label
	Remedy class.Label // empty where nothing is to be done
}

// Faults counts the faults among pieces of advice.
func Faults(advice []Advice) int {
	n := 0
	for _, a := range advice {
		if a.Level == iot.Fault {
			n++
		}
	}
	return n
}

// DoctorEntry describes [DoctorResult].
func DoctorEntry() *result.Entry {
	return &result.Entry{ID: "doctor", Label: class.Label{En: "checkup of a study", Zh: "研究体检"},
		Question: class.Label{En: "is the study whole, and can this machine run it?", Zh: "研究是否完好，本机能否运行？"},
		Tables: []result.TableSpec{{ID: "advice", Label: class.Label{En: "advice, worst first", Zh: "建议（按严重程度）"}, Columns: []result.Column{
			codeColumn("level", "level", "级别"), codeColumn("about", "about", "对象"), nameColumn("text", "what", "情况"), nameColumn("remedy", "what to do", "怎么办")}}}}
}

// DoctorResult puts advice into a table, worst first.
func DoctorResult(advice []Advice) *result.Result {
	e := DoctorEntry()
	t := e.Tables[0].Make(iot.Unit{})
	for _, level := range []iot.Level{iot.Fault, iot.Warning, iot.Note} {
		for _, a := range advice {
			if a.Level == level {
				t.Add(fmt.Sprintf("%d", len(t.Rows)+1), result.Str(string(a.Level)), result.Str(a.About), result.Lab(a.Text), result.Lab(a.Remedy))
			}
		}
	}
	n := Faults(advice)
	return &result.Result{Entry: e.ID, Tables: []*result.Table{t}, Headline: []class.Label{{
		En: fmt.Sprintf("%d faults in %d remarks", n, len(advice)), Zh: fmt.Sprintf("%d 条意见，其中错误 %d 条", len(advice), n)}}}
}

package study

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"runtime"
	"slices"
	"strings"

	"dougong/audit"
	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Checkup is what the doctor is told.
type Checkup struct {
	Version string // of this program
	Year    int    // in which the study is used; 0: the age of tables is not judged
	Memory  float64
}

// Doctor checks the study of a folder and the machine: files, tables against
// data.lock, licences, findings, runs, acceptances and memory. What is wrong is
// advice; the error is the context's.
func Doctor(ctx context.Context, dir string, entries []*result.Entry, c Checkup) ([]Advice, error) {
	if c.Memory == 0 {
		c.Memory = freeMemory()
	}
	d := &doctor{Checkup: c}
	s, err := Open(dir, entries)
	if err != nil {
		d.fault(studyFile, err, class.Label{})
		return d.advice, ctx.Err()
	}
	defer s.Close()
	d.study = s
	if d.lock, err = s.Lock(); err != nil {
		d.fault(lockFile, err, class.Label{En: "mend it, or remove it and lock each table again: dougong data add NAME --update", Zh: "修正该文件，或删除后逐表重新锁定：dougong data add NAME --update"})
		return d.advice, ctx.Err()
	}
	if d.acceptances, err = s.acceptances(); err != nil {
		d.fault(acceptFile, err, class.Label{})
	}
	d.unused = slices.Clone(d.acceptances)
	d.tables(ctx)
	d.runs(ctx)
	d.machine()
	return d.advice, ctx.Err()
}

type doctor struct {
	Checkup
	study       *Study
	lock        map[string]Locked
	acceptances []audit.Acceptance
	unused      []audit.Acceptance // by the tables looked at so far
	advice      []Advice
	broken      bool // a table could not be looked at
}

func (d *doctor) say(level iot.Level, about, en, zh string, remedy class.Label) {
	d.advice = append(d.advice, Advice{level, about, class.Label{En: en, Zh: zh}, remedy})
}

// fault passes on an error, which has its own remedy.
func (d *doctor) fault(about string, err error, remedy class.Label) {
	d.say(iot.Fault, about, err.Error(), err.Error(), remedy)
}

var none class.Label // no remedy

func remedy(en, zh string) class.Label { return class.Label{En: en, Zh: zh} }

func (d *doctor) tables(ctx context.Context) {
	if len(d.study.Data) == 0 {
		d.say(iot.Warning, studyFile, "the study has no table", "研究中没有数据表", remedy("dougong data add NAME PATH", "dougong data add NAME PATH"))
	}
	for i := range d.study.Data {
		if ctx.Err() == nil {
			d.table(ctx, &d.study.Data[i])
		}
	}
	for name := range d.lock {
		if d.study.named(name) == nil {
			d.say(iot.Note, name, lockFile+" has it, "+studyFile+" does not", lockFile+" 中有而 "+studyFile+" 中没有",
				remedy("it goes the next time a table is locked", "下次锁定数据表时会清除"))
		}
	}
	if d.broken {
		return // the others may be accepted of a table that cannot be read
	}
	for _, a := range d.unused {
		d.say(iot.Warning, acceptFile, fmt.Sprintf("%s at %q is accepted, but no table has such a finding", a.ID, a.Where),
			fmt.Sprintf("%s（%q）被接受，但没有数据表存在该问题", a.ID, a.Where), remedy("remove the entry, or correct its place", "删除该条目，或改正其位置"))
	}
}

func (d *doctor) table(ctx context.Context, n *Named) {
	l, err := d.study.check(ctx, n, d.lock)
	if err != nil {
		d.broken = true
		d.fault(n.Name, err, class.Label{})
		return
	}
	data, err := d.study.Load(ctx, n.Name)
	if err != nil {
		d.broken = true
		d.fault(n.Name, err, class.Label{})
		return
	}
	d.say(iot.Note, n.Name, fmt.Sprintf("is as it was locked: %d industries", data.System.N()),
		fmt.Sprintf("与锁定时一致：%d 个产业", data.System.N()), none)
	if l.Licence == "" {
		d.say(iot.Warning, n.Name, "does not say its licence", "未注明许可",
			remedy("ask the publisher before its numbers are passed on", "对外提供其数字前请向发布方确认"))
	}
	for _, s := range data.Strays {
		d.say(iot.Warning, n.Name, s.String(), s.String(), remedy("correct the code in the tag file", "改正分组文件中的代码"))
	}
	d.findings(ctx, n, data)
}

// findings counts what nobody accepted, and remembers which acceptances match.
func (d *doctor) findings(ctx context.Context, n *Named, data *Data) {
	list, err := data.SystemFindings(ctx, d.Year)
	if err != nil {
		d.broken = true
		d.fault(n.Name, err, class.Label{})
		return
	}
	d.unused = slices.DeleteFunc(d.unused, func(a audit.Acceptance) bool {
		return slices.ContainsFunc(list, func(f iot.Finding) bool { return f.ID == a.ID && (a.Where == "*" || a.Where == f.Where()) })
	})
	faults := 0
	for _, f := range audit.Accept(list, d.acceptances) {
		if f.Level == iot.Fault && f.Accepted == nil {
			faults++
		}
		if f.ID == "vintage" {
			d.say(f.Level, n.Name, f.Text.En, f.Text.Zh, f.Remedy)
		}
	}
	if faults > 0 {
		d.say(iot.Fault, n.Name, fmt.Sprintf("has %d faults that nobody accepted", faults), fmt.Sprintf("有 %d 个未被接受的错误", faults),
			remedy("dougong check names them; mend the table, or accept them in "+acceptFile+" with a reason and a name", "用 dougong check 查看；修正数据，或在 "+acceptFile+" 中注明理由与姓名后接受"))
	}
}

func (d *doctor) runs(ctx context.Context) {
	w := &worker{d.study, Options{Version: d.Version}, d.lock, d.acceptances, map[string]Locked{}, nil}
	for i := range d.study.Runs {
		r := &d.study.Runs[i]
		d.memory(r)
		in, err := w.inputs(ctx, r)
		if err != nil {
			continue // said of the table
		}
		old, err := d.study.manifest(r.ID)
		if err != nil {
			d.fault(r.ID, err, class.Label{})
			continue
		}
		d.stale(ctx, r, old, in)
	}
	for _, id := range d.study.keptIDs() {
		if d.study.run(id) == nil {
			d.say(iot.Note, runsFolder+"/"+id, "is a run that "+studyFile+" does not have", studyFile+" 中没有这次运行",
				remedy("remove the folder where it is not needed", "不需要时删除该文件夹"))
		}
	}
	d.leftovers()
}

func (d *doctor) stale(ctx context.Context, r *Run, old *Manifest, in Inputs) {
	why := d.study.stale(ctx, r.ID, old, in)
	make := remedy("dougong run "+r.ID, "dougong run "+r.ID)
	switch {
	case why == staleNew:
		d.say(iot.Note, r.ID, "was not made yet", "尚未计算", make)
	case why != "" && old.Version != in.Version:
		d.say(iot.Warning, r.ID, fmt.Sprintf("was made by version %s; this is %s", old.Version, in.Version), fmt.Sprintf("由版本 %s 计算；当前版本为 %s", old.Version, in.Version), make)
	case why != "":
		d.say(iot.Warning, r.ID, "is stale: "+why, "已过期："+reasons[why], make)
	default:
		d.say(iot.Note, r.ID, "is up to date", "为最新", none)
	}
}

// reasons are the reasons for staleness in Chinese.
var reasons = map[string]string{staleNew: "尚未计算", staleForced: "按要求重算", staleInputs: "输入已变化", staleOutputs: "结果文件被改动"}

// leftovers tells of a run that was interrupted.
func (d *doctor) leftovers() {
	list, err := fs.ReadDir(d.study.root.FS(), runsFolder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		d.fault(runsFolder, err, class.Label{})
	}
	for _, e := range list {
		if strings.HasPrefix(e.Name(), ".") && (strings.HasSuffix(e.Name(), ".new") || strings.HasSuffix(e.Name(), ".old")) {
			d.say(iot.Note, runsFolder+"/"+e.Name(), "is left of a run that was interrupted", "为中断的运行所遗留",
				remedy("the next dougong run removes it", "下次 dougong run 时会清除"))
		}
	}
}

// memory compares what a run takes with what the machine has.
func (d *doctor) memory(r *Run) {
	e, l := d.study.entry(r.Analysis), d.lock[r.Data]
	if e.Cost == nil || d.Memory == 0 {
		return
	}
	n := float64(l.Industries)
	needs := e.Cost(l.Industries).Bytes + 2*8*n*n // the table itself, and room to read it
	if needs <= d.Memory {
		return
	}
	d.say(iot.Fault, r.ID, fmt.Sprintf("takes about %.1f GB of memory; %.1f GB are free", needs/1e9, d.Memory/1e9),
		fmt.Sprintf("约需 %.1f GB 内存；可用 %.1f GB", needs/1e9, d.Memory/1e9),
		remedy("close other programs, take a larger machine, or add up sectors with dougong data aggregate", "关闭其他程序、换用更大内存的机器，或用 dougong data aggregate 合并部门"))
}

func (d *doctor) machine() {
	cpus := runtime.GOMAXPROCS(0)
	if d.Memory == 0 {
		d.say(iot.Note, "machine", fmt.Sprintf("%d processors; how much memory is free, this system does not tell", cpus), fmt.Sprintf("%d 个处理器；本系统不提供可用内存", cpus), none)
		return
	}
	d.say(iot.Note, "machine", fmt.Sprintf("%d processors, %.1f GB of memory free", cpus, d.Memory/1e9), fmt.Sprintf("%d 个处理器，可用内存 %.1f GB", cpus, d.Memory/1e9), none)
}

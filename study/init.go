package study

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"dougong/class"
	"dougong/result"
)

// NotEmptyError says that a folder holds something already.
type NotEmptyError struct{ Dir, First string }

func (e *NotEmptyError) Error() string {
	return fmt.Sprintf("%s: is not empty, it has %s; want a new name or an empty folder", e.Dir, e.First)
}

// Init makes a study of one table in an empty folder: study.toml with a few
// runs, data.lock, accept.toml, README.md and .gitignore. The table stays where
// it is; the embedded example is referred to by name. language is that of the
// study.
func Init(ctx context.Context, dir string, from Source, language class.Lang, entries []*result.Entry) error {
	if err := emptyFolder(dir); err != nil {
		return err
	}
	d, err := Load(ctx, from) // before anything is written
	if err != nil {
		return err
	}
	src, err := from.seenFrom(dir)
	if err != nil {
		return err
	}
	name := tableName(d)
	files := []struct{ name, text string }{
		{".gitignore", gitignore}, {"README.md", readme(d)}, {acceptFile, acceptHead},
		{studyFile, studyText(folderName(dir), name, language, d, src, entries)},
	}
	_, err = os.Stat(dir)
	isNew := errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("%s: cannot make the folder: %w", dir, cause(err))
	}
	err = func() error {
		root, err := os.OpenRoot(dir)
		if err != nil {
			return err
		}
		defer root.Close()
		for _, f := range files {
			if err := writeWhole(root, f.name, []byte(f.text)); err != nil {
				return err
			}
		}
		s, err := Open(dir, entries)
		if err != nil {
			return err
		}
		defer s.Close()
		_, err = s.UpdateData(ctx, name)
		return err
	}()
	if err != nil {
		for _, f := range files {
			os.Remove(filepath.Join(dir, f.name))
		}
		os.Remove(filepath.Join(dir, lockFile))
		if isNew {
			os.Remove(dir)
		}
	}
	return err
}

func emptyFolder(dir string) error {
	list, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("%s: %w; want a new name or an empty folder", dir, cause(err))
	case len(list) > 0:
		return &NotEmptyError{dir, list[0].Name()}
	}
	return nil
}

// folderName makes a name of that of the folder.
func folderName(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	return slug(filepath.Base(dir), "study")
}

func tableName(d *Data) string { return slug(d.System.Name, "table") }

// slug makes a good name of a text, or takes the other one.
func slug(s, other string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, s)
	if s = strings.Trim(s, "-"); !goodName(s) {
		return other
	}
	return s
}

const gitignore = "# whoever runs the study holds the first; the others are runs being written\n" +
	lockedName + "\n" + runsFolder + "/.*\n"

const acceptHead = `# Findings about the tables that this study lives with: each by its id and place
# as dougong check names them, with a reason and the name of who accepts it.
# 本研究接受的数据问题：按 dougong check 给出的代号与位置填写，并注明理由与接受人。
#
# [[accept]]
# id = "zero-output"
# where = "CHN_c35"        # or "*" for all of the kind
# reason = "China counts private households with other services"
# name = "Li Hua"
`

// firstRuns are the analyses that a new study asks for, where its table has
// what they need.
var firstRuns = []string{"audit", "structure", "linkages", "dependence"}

func studyText(study, table string, language class.Lang, d *Data, src Source, entries []*result.Entry) string {
	var b strings.Builder
	economy := ""
	if d.System.MultiRegion() {
		economy = d.System.Industries.Regions()[0]
	}
	fmt.Fprintf(&b, "# What is studied, which tables, which runs. Codes stand in quotes: \"01\", \"156\".\n"+
		"# 研究什么、用哪些表、做哪些分析。代码一律加引号。\n\n[study]\nname = %s\ntitle = %s\nlanguage = %s # en, zh or both\n",
		quote(study), quote(d.System.Title.In(language)), quote(string(language)))
	if economy != "" {
		fmt.Fprintf(&b, "economy = %s # of runs that do not name one\n", quote(economy))
	}
	b.WriteString("\n" + tableText(table, src))
	for _, id := range firstRuns {
		for _, e := range entries {
			if e.ID == id && e.Check(d.System, d.Tags) == nil {
				fmt.Fprintf(&b, "\n[[run]]\nid = %s\nanalysis = %s # %s\ndata = %s\n", quote(id), quote(id), e.Question.In(language), quote(table))
			}
		}
	}
	return b.String()
}

func readme(d *Data) string {
	t := d.System.Title
	return fmt.Sprintf(`# %s

A study made with dougong. Table: %s.

    dougong run                  make the runs that are stale
    dougong doctor               is everything as it should be?
    dougong diff RUN RUN         what differs between two runs, and what drives it
    dougong data add NAME PATH   add a table

study.toml says what is studied; data.lock what the tables were; accept.toml which findings are lived with;
runs/ID/ holds results as JSON and csv, with a manifest of what went in.

# %s（中文）

本研究由 dougong 生成。数据表：%s。

    dougong run                  计算已过期的分析
    dougong doctor               检查研究是否完好
    dougong diff RUN RUN         比较两次结果及其驱动因素
    dougong data add NAME PATH   加入数据表

study.toml 说明研究内容；data.lock 记录数据表的版次、许可与 sha256；accept.toml 列出已接受的问题；
runs/ID/ 存放结果（JSON 与 csv）及其输入清单。
`, d.System.Name, t.In(class.En), d.System.Name, t.In(class.Zh))
}

package server

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"dougong/class"
	"dougong/iot"
)

// blockView is a part of a table, or groups of it added up, with the places of
// its numbers.
type blockView struct {
	Block string      `json:"block"`
	Zoom  string      `json:"zoom" enum:"industry,sector,economy"`
	Unit  iot.Unit    `json:"unit"`
	From  iot.Origin  `json:"origin"`
	Rows  []lineView  `json:"rows"`
	Cols  []lineView  `json:"columns"`
	Cells [][]float64 `json:"cells"` // by row
}

// lineView is a row or a column.
type lineView struct {
	Key     string      `json:"key"`
	Label   class.Label `json:"label"`
	Members int         `json:"members"`         // rows or columns of the table that it adds up
	Lines   string      `json:"lines,omitempty"` // of the file: "5-39, 41"
}

var zooms = []string{"industry", "sector", "economy"}

// blocks are the parts of a table by name, in the order of the page.
var blocks = []struct {
	name string
	of   func(*iot.System) *iot.Table
}{
	{"flows", func(s *iot.System) *iot.Table { return s.Flows }},
	{"final-demand", func(s *iot.System) *iot.Table { return s.FinalDemand }},
	{"primary", func(s *iot.System) *iot.Table { return s.Primary }},
	{"output", outputTable},
	{"import-flows", func(s *iot.System) *iot.Table { return s.ImportFlows }},
	{"import-final-demand", func(s *iot.System) *iot.Table { return s.ImportFinalDemand }},
}

// outputTable is output as a table of one column.
func outputTable(s *iot.System) *iot.Table {
	column := iot.MustAxis("output", []iot.Key{{Item: "output"}}, []class.Label{{En: "output", Zh: "总产出"}})
	cells := make(iot.Dense, s.N())
	for i := range cells {
		cells[i] = s.Output[i : i+1 : i+1]
	}
	return iot.NewTable("Output", s.Industries, column, s.Unit, s.OutputOrigin, cells)
}

func blocksOf(s *iot.System) []string {
	var names []string
	for _, b := range blocks {
		if b.of(s) != nil {
			names = append(names, b.name)
		}
	}
	return names
}

func (s *Server) blockOperations() []operation {
	names := make([]string, len(blocks))
	for i, b := range blocks {
		names[i] = b.name
	}
	keys := func(what string) parameter {
		return parameter{name: what, about: "Codes of economies, sectors or industries, separated by commas: CHN, c14, CHN_c14. Default: all.", schema: schema{"type": "string"}}
	}
	return []operation{{method: "GET", path: "/api/v1/data/{data}/blocks/{block}", id: "block", tag: "data", handle: s.getBlock,
		summary: "A part of the table with the places of its numbers. Blocks: " + strings.Join(names, ", ") + ".",
		query: []parameter{keys("rows"), keys("cols"),
			{name: "zoom", about: "What is added up: nothing (industry), economies (sector) or sectors (economy). Default: the finest that fits.", schema: schema{"type": "string", "enum": zooms}}},
		answers: append(answersOf(jsonAnswer(200, "the block", blockView{}), answerSpec{status: 304, about: statusText[304]}), problemAnswer(400, 401, 404, 413, 422)...)}}
}

func (s *Server) getBlock(w http.ResponseWriter, r *http.Request) error {
	l, err := s.data.find(r.PathValue("data"))
	if err != nil {
		return err
	}
	name, query := r.PathValue("block"), r.URL.Query()
	table := blockTable(l.System, name)
	if table == nil {
		return unknown("block", "block", name, blocksOf(l.System))
	}
	rows, err := pickLines("rows", table.Rows, query.Get("rows"))
	if err != nil {
		return err
	}
	cols, err := pickLines("cols", table.Cols, query.Get("cols"))
	if err != nil {
		return err
	}
	p := &part{name: name, table: table, rows: rows, cols: cols}
	if err := p.zoomTo(query.Get("zoom"), s.Limits.Cells); err != nil {
		return err
	}
	return s.respond(w, r, asked{key: digest("block", s.Version, l.Hash(), name, query.Get("rows"), query.Get("cols"), p.zoom), media: "application/json", quick: true,
		make: func(context.Context) ([]byte, error) { return json.Marshal(p.view()) }})
}

func blockTable(s *iot.System, name string) *iot.Table {
	for _, b := range blocks {
		if b.name == name {
			return b.of(s)
		}
	}
	return nil
}

// pickLines returns the positions that a list of codes stands for: an economy,
// an item, or both; all of them where it is empty.
func pickLines(param string, axis *iot.Axis, text string) ([]int, error) {
	if text == "" {
		all := make([]int, axis.Len())
		for i := range all {
			all[i] = i
		}
		return all, nil
	}
	picked, seen := []int{}, map[int]bool{}
	for _, code := range strings.Split(text, ",") {
		found := false
		for i, k := range axis.Keys() {
			if code = strings.TrimSpace(code); code != k.Region && code != k.Item && code != k.String() || code == "" {
				continue
			}
			if found = true; !seen[i] {
				seen[i], picked = true, append(picked, i)
			}
		}
		if !found {
			return nil, badQuery(param, cut(code), slices.Concat(axis.Regions(), axis.Items()))
		}
	}
	slices.Sort(picked)
	return picked, nil
}

// part is a part of a table: rows and columns, and how they are added up.
type part struct {
	name, zoom string
	table      *iot.Table
	rows, cols []int
	byRow      lines
	byCol      lines
}

// lines are rows or columns to be: their axis, and who is added up for each.
type lines struct {
	axis    *iot.Axis
	members [][]int
}

// zoomTo groups the part as asked, or as finely as fits.
func (p *part) zoomTo(zoom string, most int) error {
	if zoom != "" && !slices.Contains(zooms, zoom) {
		return badQuery("zoom", zoom, zooms)
	}
	for _, p.zoom = range zooms {
		if zoom != "" && zoom != p.zoom {
			continue
		}
		p.byRow, p.byCol = group(p.table.Rows, p.rows, p.zoom), group(p.table.Cols, p.cols, p.zoom)
		if p.byRow.axis.Len()*p.byCol.axis.Len() <= most {
			return nil
		}
	}
	return refuse(http.StatusUnprocessableEntity, "limit", "block %s: %d × %d cells at this zoom; want at most %d; ask for fewer rows and columns, or another zoom",
		p.name, p.byRow.axis.Len(), p.byCol.axis.Len(), most)
}

// group puts positions together by what a zoom keeps of their keys. A key
// without a region keeps its item.
func group(axis *iot.Axis, at []int, zoom string) lines {
	var g lines
	var keys []iot.Key
	var labels []class.Label
	place := map[iot.Key]int{}
	for _, i := range at {
		k, label := axis.Key(i), axis.Label(i)
		switch {
		case zoom == "sector":
			k.Region = ""
		case zoom == "economy" && k.Region != "":
			k = iot.Key{Item: k.Region}
			label, _ = class.Economy(k.Item)
		}
		to, ok := place[k]
		if !ok {
			to = len(keys)
			place[k] = to
			keys, labels, g.members = append(keys, k), append(labels, label), append(g.members, nil)
		}
		g.members[to] = append(g.members[to], i)
	}
	g.axis = iot.MustAxis(axis.Name, keys, labels)
	return g
}

func (p *part) view() blockView {
	t := p.table.Group(p.byRow.axis, p.byCol.axis, p.byRow.members, p.byCol.members)
	v := blockView{Block: p.name, Zoom: p.zoom, Unit: t.Unit, From: t.Origin, Rows: p.byRow.view(t.Origin.Rows), Cols: p.byCol.view(t.Origin.Cols),
		Cells: make([][]float64, t.Rows.Len())}
	for i := range v.Cells {
		v.Cells[i] = t.Row(i, nil)
	}
	return v
}

func (l lines) view(from iot.Lines) []lineView {
	list := make([]lineView, l.axis.Len())
	for i := range list {
		list[i] = lineView{Key: l.axis.Key(i).String(), Label: l.axis.Label(i), Members: len(l.members[i])}
		if len(from.At(i)) > 0 {
			list[i].Lines = fmt.Sprint(from.Select([]int{i}))
		}
	}
	return list
}

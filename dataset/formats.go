package dataset

import (
	"dougong/class"
	"dougong/dataset/icio"
	"dougong/dataset/nbs"
	"dougong/dataset/oecd"
	"dougong/dataset/wiod"
	"dougong/internal/text"
	"dougong/iot"
)

// How to add a format of one text file: write a folder below this one with
//
//	Sniff(head []string) (edition string, why class.Label)
//	Read(f *text.File, year int) (*iot.System, error)
//
// and add a line here; the first format whose Sniff knows the header reads the
// file. Sniff sees the labels of the first row only. Read takes the rows as they
// come, so that memory follows what the file holds and not what its header
// promises, and ends with sheet.Finish. Mini files of the format and of what
// goes wrong with it belong in dataset/testdata.
var formats = []format{
	{wiod.ID, class.Label{En: "WIOD 2013 release, csv", Zh: "WIOD 2013 版，csv"}, wiod.Sniff, wiod.Read},
	{icio.ID, class.Label{En: "OECD Inter-Country Input-Output tables, csv", Zh: "经合组织国家间投入产出表，csv"}, icio.Sniff, icio.Read},
	{nbs.ID, class.Label{En: "National Bureau of Statistics of China, csv", Zh: "国家统计局投入产出表，csv"}, nbs.Sniff, nbs.Read},
	{oecd.ID, class.Label{En: "OECD national input-output tables, csv", Zh: "经合组织国别投入产出表，csv"}, oecd.Sniff, oecd.Read},
}

type format struct {
	id    string
	label class.Label
	sniff func(head []string) (edition string, why class.Label)
	read  func(f *text.File, year int) (*iot.System, error)
}

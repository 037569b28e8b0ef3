package class

import (
	"embed"
	"sync"
)

//go:embed economies.csv sectors/*.csv tags/*.csv
var embedded embed.FS

var economies = sync.OnceValue(func() names { return mustNames("economies.csv") })

// Economy returns the name of an economy by its ISO 3166-1 alpha-3 or alpha-2
// code, or by one of the codes that world tables use beside them: ROW, ROM
// (WIOD's Romania), the halves CN1 CN2 MX1 MX2 of OECD's extended tables, WA WE
// WF WL WM of EXIOBASE, FIGW1 of FIGARO, EUO (the rest of the EU) and so on.
//
// The names come from a profile: English as the tables of OECD and ADB print
// them, Chinese as Chinese official statistics do. They say nothing about the
// status of any economy.
func Economy(code string) (Label, bool) {
	l, ok := economies().label[code]
	return l, ok
}

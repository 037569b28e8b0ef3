package class

// Economy returns the name of an economy by its ISO 3166 alpha-3 code or by one
// of the codes that world tables use beside them, such as ROW.
func Economy(code string) (Label, bool) {
	l, ok := economies[code]
	return l, ok
}

var economies = map[string]Label{}

// Package class answers "what is this code called, and which group is it in?"
//
// It holds labels in English and Chinese for economies and sectors, and tag
// layers: editable files that put sectors into groups such as manufacturing,
// equipment or digital. Codes are strings, always: "01" and "0101" keep their
// zeros.
package class

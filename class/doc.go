// Package class answers "what is this code called, and which group is it in?"
//
// It holds labels in English and Chinese for economies ([Economy]) and for the
// sectors, final demand and value added of published classifications
// ([Sector]), and tag layers ([Tags]): editable files that put sectors into
// groups such as manufacturing, equipment or digital. Codes are strings,
// always: "01" and "0101" keep their zeros.
//
// How to add a classification: put its names into sectors/, its groups into
// tags/, both csv, and a line into the table of schemes.
package class

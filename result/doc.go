// Package result says what an analysis is and what it answers.
//
// An [Entry] is the only description of an analysis: its flags, its form, its
// help, its API and its documentation are made from it. Running it gives a
// [Result]: tables whose columns know their unit, with findings, limits and
// origin. Asking [Why] about one cell gives its terms, which sum to it with an
// explicit rest, and the source cells it leans on.
//
// # How to add an analysis
//
// Write a function that computes it in the package whose question it answers;
// describe it in that package's entries.go (id, verb, labels, question,
// parameters, columns, formula, limits, citation, example, Run and Why); list
// that package's Entries in package catalogue, if it is a new package. Help,
// API, forms, docs and tests of completeness follow.
package result

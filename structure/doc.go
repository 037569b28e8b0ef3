// Package structure answers "what is this economy made of?"
//
// Entry structure gives levels and shares of output, value added, final use and
// trade by sector and by group of a tag layer, every share with its base. Entry
// blocks asks how two groups of industries pull each other: the inverse
// partitioned into what a group does alone, what comes back to it, and what
// spills over (Miyazawa 1976; Round 1985).
package structure

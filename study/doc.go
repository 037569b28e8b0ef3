// Package study answers "what did we compute, from what, and is it still so?"
//
// [Data] is one opened table, shared by everything that asks about it: the
// command line, the server and the runs of a study. A [Study] is a folder that
// lives in git:
//
//	study.toml    what is studied, which tables, which runs
//	data.lock     release, licence and sha256 of each table when it was added
//	accept.toml   findings that somebody lives with, with a reason and a name
//	runs/ID/      manifest.json, result.json, findings.json, one csv a table, run.json
//
// The manifest says what went into a run and what came out; the same inputs give
// the same bytes on any number of cores. When and how long a run took stands in
// run.json, outside every hash.
package study

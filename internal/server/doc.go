// Package server answers over HTTP what the catalogue answers: the same entries,
// the same results, for a page and for programs.
//
// It computes nothing. An [operation] says in one place where it is found, what
// it takes, what it answers and who handles it; the routes and the OpenAPI
// document are both made from that list and from the catalogue, so neither can
// drift from the other.
//
// An answer is named by what decides it: program, entry, resolved parameters,
// data, format, language. That name is its ETag, its place in the cache and the
// key of the job that makes it. Whoever asks waits a moment; what takes longer
// becomes a job with progress, which anybody may wait for, watch or cancel.
//
// # How to add an operation
//
// An analysis needs nothing here. Anything else is a handler that returns an
// error or nothing, and an operation in the list of the file that it belongs to;
// the test of the OpenAPI document asks for a call of it.
//
// # Whom it trusts
//
// Nobody but this machine: it listens on loopback. Any other address needs a
// file of named tokens. A request must name this host (no DNS rebinding), must
// not come from another site's page, and is bounded in time, size and memory.
package server

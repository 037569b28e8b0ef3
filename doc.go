// Package dougong (斗拱) is the open workbench for an industrial system:
// published tables in, traced answers out.
//
// The package itself is empty; the tree is the table of contents:
//
//	class       codes, labels in English and Chinese, tag layers
//	iot         tables, axes, systems, origins, findings: the nouns
//	result      what an analysis is and what it answers
//	dataset     reads what statisticians publish
//	audit       can this table be trusted?
//	balance     make it fit: aggregate
//	leontief    who must produce how much?
//	dependence  who depends on whom?
//	structure   what is this economy made of?
//	catalogue   every analysis
//	brief       what do we tell them?
//	report      answers as files
//
// ARCHITECTURE.md says how they hang together.
package dougong

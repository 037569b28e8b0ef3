// Package iot holds the nouns: what an industrial economy is made of once its
// tables have been read.
//
// A [System] is one published set of input-output accounts: flows between
// industries, final demand, primary inputs and output, in one unit, with the
// place each number came from. A multi-region system is not another type, only
// an [Axis] with more than one region.
//
// Letters, here and in the packages above (Miller & Blair, Input-Output
// Analysis, 2nd ed., 2009):
//
//	Z   Flows         n × n   sales of row industry to column industry
//	Zᵐ  ImportFlows   n × n   imports of the row product used by the column industry
//	Y   FinalDemand   n × k   f = Y 1
//	V   Primary       p × n   value added and other primary inputs, v = sum of its value-added rows
//	x   Output        n
//
// and the two identities
//
//	rows     x = Z 1 + Y 1 + row residual          (less the import column where one is published)
//	columns  x = 1'Z + 1'Zᵐ + 1'V + column residual
//
// Published tables have residuals. They are accounts that a reader of results
// can see, never patched: see [System.RowResidual].
//
// Values are never changed after construction; operations return new ones that
// share what did not change. Go cannot enforce that: slices returned by methods
// must not be written to.
package iot

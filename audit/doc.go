// Package audit answers "can this table be trusted?"
//
// It tests a system against its own identities and against what a model of it
// needs, and says what it finds as [iot.Finding]s with stable ids ([Catalogue]).
// It changes nothing: what does not add up stays as it is, visible, until
// somebody accepts it by id with a reason ([Accept]).
//
// A gap between output and the sum of a row or column is judged in three steps:
//
//	digits   |gap| ≤ 1e-10 (|x| + Σ|cells|): the identity holds as far as the printed digits say
//	rounding |gap| ≤ ½ step × number of published cells: rounding each cell could explain it
//	pattern  the gap lies in the band that the industries share (quartiles ± 3 interquartile ranges)
//
// A row and a column that leave their pattern by the same amount point to one
// cell: a suspect, named with its place in the file.
package audit

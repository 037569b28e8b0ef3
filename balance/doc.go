// Package balance makes tables add up, and makes them smaller without losing
// anything that they add up to.
//
// Aggregation replaces industries by groups (Miller & Blair 2009, §4.9): with G
// the matrix of ones and zeros that puts n industries into g groups,
//
//	Z* = G Z G',  Y* = G Y H',  V* = V G',  x* = G x
//
// where H puts the columns of final demand into the groups of their regions.
// Both identities, their residual accounts and all totals are kept, because
// each is a sum. What is not kept is the model: a multiplier of a group is not
// the mean of its members' (aggregation bias, Morimoto 1970).
package balance

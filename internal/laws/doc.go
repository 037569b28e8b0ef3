// Package laws holds the laws that every analysis obeys, and the economies to
// try them on. Only tests import it.
//
// A package with entries holds them to all laws by one call for each entry:
//
//	laws.Obeys(t, e, laws.Economy{Regions: 3, Sectors: 4}.Input, params...)
//
// [Obeys] asks every number why ([ExplainsEveryNumber]), compares elasticities
// with what nudged cells do ([SensitivitiesAreDerivatives]), puts the industries
// in another order ([Permutes]), counts in another currency ([Scales]), and
// wants the same bytes on any number of processors ([SameBytes]).
package laws

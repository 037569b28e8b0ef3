package plain

import (
	"fmt"
	"strings"

	"dougong/internal/suggest"
	"dougong/iot"
)

var (
	treatments = words(iot.ImportsInside, iot.ImportSplit, iot.ImportsColumn, iot.ImportsRow)
	unitKinds  = words(iot.Money, iot.Ratio, iot.Share, iot.Quantity)
	finalKinds = words(iot.Household, iot.NPISH, iot.Government, iot.Consumption, iot.FixedCapital, iot.Inventories,
		iot.Exports, iot.PurchasesAway, iot.OtherFinal, iot.Discrepancy)
	primaryKinds = words(iot.Compensation, iot.ProductionTaxes, iot.Depreciation, iot.Surplus, iot.ValueAddedTotal,
		iot.ValueAddedRest, iot.ProductTaxes, iot.Margins, iot.ImportedInputs, iot.OtherPrimary)
)

func words[K ~string](kinds ...K) []string {
	var w []string
	for _, k := range kinds {
		w = append(w, string(k))
	}
	return w
}

// oneOf returns an error that ends a sentence: `"hosehold"; want one of …`.
func oneOf(word string, known []string) error {
	for _, k := range known {
		if word == k {
			return nil
		}
	}
	return fmt.Errorf("%q; want one of %s%s", word, strings.Join(known, ", "), suggest.Phrase(suggest.Nearest(word, known, 1)))
}

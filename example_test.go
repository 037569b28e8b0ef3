package dougong_test

import (
	"context"
	"fmt"
	"log"

	"dougong/catalogue"
	"dougong/result"
	"dougong/study"
)

// Which three German sectors lean most on imports, looked through their home
// suppliers, and who buys most of the imports in the first of them?
func Example() {
	ctx := context.Background()
	data, err := study.Example(ctx) // or study.Load(ctx, study.Source{Path: "my-table"})
	if err != nil {
		log.Fatal(err)
	}
	dependence, _ := catalogue.Find("dependence")
	given := map[string]string{"economy": "DEU", "top": "3"}
	answer, err := data.Run(ctx, dependence, given)
	if err != nil {
		log.Fatal(err)
	}
	sectors, _ := answer.Table("sectors")
	for _, row := range sectors.Rows[:3] {
		name, _ := sectors.Value(row.Key, "name")
		direct, _ := sectors.Value(row.Key, "direct")
		total, _ := sectors.Value(row.Key, "total")
		fmt.Printf("%s: %.1f %% direct, %.1f %% looked through\n", name.Text.En, 100*direct.Number, 100*total.Number)
	}
	at := result.Cell{Table: "sectors", Row: sectors.Rows[0].Key, Column: "total"}
	why, err := data.Why(ctx, dependence, given, at)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%s: %.3f of %.3f\n", why.Terms[0].Label.En, why.Terms[0].Value, why.Value)

	// Output:
	// Transport equipment: 24.8 % direct, 36.7 % looked through
	// Basic metals and fabricated metal: 27.5 % direct, 36.7 % looked through
	// Textiles and textile products: 27.0 % direct, 31.3 % looked through
	// Transport equipment: 0.297 of 0.367
}

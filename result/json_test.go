package result_test

import (
	"encoding/json"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

func TestTableJSON(t *testing.T) {
	spec := result.TableSpec{ID: "t", Label: class.Label{En: "table", Zh: "表"}, Columns: []result.Column{
		{ID: "code", Kind: result.Code}, {ID: "name", Kind: result.Name}, {ID: "x", Kind: result.Number, Money: true},
		{ID: "rank", Kind: result.Integer}, {ID: "key", Kind: result.Flag},
	}}
	table := spec.Make(iot.MoneyUnit("CNY", 4))
	table.Add("01", result.Str("01"), result.Lab(class.Label{En: "farming", Zh: "农业"}), result.Num(0), result.Int(1), result.Yes(false))
	table.Add("02", result.Str("02"), result.Lab(class.Label{En: "mining"}), result.None(result.NotAvailable), result.Int(2), result.Yes(true))
	got, err := json.Marshal(table)
	if err != nil {
		t.Fatal(err)
	}
	var back struct {
		Rows    json.RawMessage
		Columns []struct{ Unit iot.Unit }
	}
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatal(err)
	}
	want := `[{"key":"01","cells":["01",{"en":"farming","zh":"农业"},0,1,false]},` +
		`{"key":"02","cells":["02",{"en":"mining"},null,2,true],"absent":{"x":"not available"}}]`
	if string(back.Rows) != want {
		t.Errorf("rows:\n got %s\nwant %s", back.Rows, want)
	}
	if back.Columns[2].Unit != table.Columns[2].Unit {
		t.Errorf("unit: got %v; want %v", back.Columns[2].Unit, table.Columns[2].Unit)
	}
	var table2 result.Table
	if err := json.Unmarshal(got, &table2); err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(&table2); err != nil || string(again) != string(got) {
		t.Errorf("read back: got %s, %v; want %s", again, err, got)
	}
	if v, _ := table2.Value("02", "x"); v.Absent != result.NotAvailable {
		t.Errorf("read back: got %+v; want not available", v)
	}
}

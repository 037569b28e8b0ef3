package result

import (
	"dougong/class"
	"dougong/iot"
)

// CodeColumn describes codes.
func CodeColumn(id string, head, definition class.Label) Column {
	return Column{ID: id, Label: head, Kind: Code, Definition: definition}
}

// NameColumn describes the column "name" of labels.
func NameColumn() Column {
	l := class.Label{En: "name", Zh: "名称"}
	return Column{ID: "name", Label: l, Kind: Name, Definition: l}
}

// NumberColumn describes numbers that can be explained.
func NumberColumn(id string, unit iot.Unit, head, definition class.Label) Column {
	return Column{ID: id, Label: head, Kind: Number, Unit: unit, Definition: definition, Why: true}
}

// RatioColumn describes pure numbers.
func RatioColumn(id string, head, definition class.Label) Column {
	return NumberColumn(id, iot.RatioUnit, head, definition)
}

// ShareColumn describes pure numbers that people read in per cent.
func ShareColumn(id string, head, definition class.Label) Column {
	return NumberColumn(id, iot.ShareUnit, head, definition)
}

// MoneyColumn describes numbers in the system's money.
func MoneyColumn(id string, head, definition class.Label) Column {
	c := NumberColumn(id, iot.Unit{}, head, definition)
	c.Money = true
	return c
}

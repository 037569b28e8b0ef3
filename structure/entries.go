package structure

import (
	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// Entries lists the analyses of this package. To add one, write a file that
// describes and computes it and name it here.
func Entries() []*result.Entry {
	return []*result.Entry{structureEntry(), blocksEntry()}
}

func label(en, zh string) class.Label { return class.Label{En: en, Zh: zh} }

// Columns that several tables have.

func code(id string, head class.Label) result.Column {
	return result.Column{ID: id, Label: head, Kind: result.Code, Definition: label("code in the table or the tag file", "表或标签文件中的代码")}
}

func name() result.Column {
	return result.Column{ID: "name", Label: label("name", "名称"), Kind: result.Name, Definition: label("name", "名称")}
}

func number(id string, unit iot.Unit, head, definition class.Label) result.Column {
	return result.Column{ID: id, Label: head, Kind: result.Number, Unit: unit, Definition: definition, Why: true}
}

func money(id string, head, definition class.Label) result.Column {
	c := number(id, iot.Unit{}, head, definition)
	c.Money = true
	return c
}

package structure

import (
	"dougong/class"
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
	return result.CodeColumn(id, head, label("code in the table or the tag file", "表或标签文件中的代码"))
}

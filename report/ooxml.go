package report

import (
	"bytes"
	"encoding/xml"
)

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// properties are the parts of a workbook or a document that say what it is. They
// hold no time and no name of a person.
func properties(title string) map[string]string {
	return map[string]string{
		"docProps/core.xml": xmlHead + `<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"` +
			` xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>` + xmlText(title) + `</dc:title><dc:creator>dougong</dc:creator></cp:coreProperties>`,
		"docProps/app.xml": xmlHead + `<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">` +
			`<Application>dougong</Application></Properties>`,
	}
}

// xmlText writes a text that has been cleaned into XML.
func xmlText(s string) string {
	var b bytes.Buffer
	_ = xml.EscapeText(&b, []byte(clean(s))) // a buffer takes everything
	return b.String()
}

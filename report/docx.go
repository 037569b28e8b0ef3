package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"

	"dougong/class"
)

// writeDocx writes a document for a text processor: Office Open XML (ISO/IEC
// 29500), as little of it as it takes. Headings, lists and captions have styles
// that can be changed in one place; Chinese has a font of its own; heads of
// tables repeat on every page; the foot of every page says where the numbers come
// from and how old they are.
func writeDocx(w io.Writer, d *document) error {
	x := &docx{lang: d.lang}
	x.paragraph("Title", "", d.title)
	for _, b := range d.blocks {
		if err := x.block(b, d.options); err != nil {
			return err
		}
	}
	names := properties(d.title)
	parts := []part{
		{contentTypes, []byte(docxTypes)},
		{"_rels/.rels", []byte(docxRoot)},
		{"docProps/app.xml", []byte(names["docProps/app.xml"])},
		{"docProps/core.xml", []byte(names["docProps/core.xml"])},
		{"word/document.xml", []byte(xmlHead + `<w:document ` + docxSpaces + `><w:body>` + x.body.String() + docxSection(x.columns) + `</w:body></w:document>`)},
		{"word/_rels/document.xml.rels", []byte(x.relations())},
		{"word/styles.xml", []byte(docxStyles)},
		{"word/numbering.xml", []byte(docxNumbering)},
		{"word/settings.xml", []byte(docxSettings)},
		{"word/header1.xml", []byte(xmlHead + `<w:hdr ` + docxSpaces + `>` + styled("Header", "", run(cut(d.title, 90), "")) + `</w:hdr>`)},
		{"word/footer1.xml", []byte(xmlHead + `<w:ftr ` + docxSpaces + `>` + styled("Footer", "", run(d.foot, "")+docxPage) + `</w:ftr>`)},
	}
	for i, png := range x.pictures {
		parts = append(parts, part{pictureName(i), png})
	}
	return pack(w, parts)
}

// docx is the body of a document in the making.
type docx struct {
	lang     class.Lang
	body     strings.Builder
	pictures [][]byte
	marks    int  // bookmarks so far
	columns  bool // whether the text stands in two columns by now
}

func (x *docx) block(b block, o Options) error {
	switch {
	case b.heading != "":
		x.paragraph(fmt.Sprintf("Heading%d", b.level+1), "", b.heading)
	case b.grid != nil:
		x.grid(b.grid)
	case b.figure != nil:
		return x.figure(b.figure, o)
	case b.note != nil:
		x.note(b.note)
	case b.commands != nil:
		for _, c := range b.commands {
			x.paragraph("Command", "", c.line)
			x.paragraph("Note", "", c.why)
		}
	case b.items != nil:
		for _, item := range b.items {
			x.paragraph("ListBullet", "", item)
		}
	case b.paragraph != "":
		x.paragraph("Normal", "", b.paragraph)
	}
	return nil
}

func (x *docx) paragraph(style, properties, text string) {
	x.body.WriteString(styled(style, properties, run(text, "")))
}

// styled is a paragraph.
func styled(style, properties, runs string) string {
	return `<w:p><w:pPr><w:pStyle w:val="` + style + `"/>` + properties + `</w:pPr>` + runs + `</w:p>`
}

// run is a stretch of text of one look.
func run(text, look string) string {
	if text == "" {
		return ""
	}
	if look != "" {
		look = `<w:rPr>` + look + `</w:rPr>`
	}
	return `<w:r>` + look + `<w:t xml:space="preserve">` + xmlText(text) + `</w:t></w:r>`
}

// link is text that leads to a bookmark.
func link(to, text, look, size string) string {
	return `<w:hyperlink w:anchor="` + to + `" w:history="1">` + run(text, look+`<w:color w:val="1F5A8A"/>`+size) + `</w:hyperlink>`
}

// note writes the why of a number where the number can lead to it, or what a
// column is, as one small paragraph. The first one begins two columns.
func (x *docx) note(n *note) {
	if !x.columns {
		x.columns = true
		x.body.WriteString(`<w:p><w:pPr><w:spacing w:before="0" w:after="0"/>` + docxSection(false) + `</w:pPr></w:p>`)
	}
	lines := run(" "+strings.Join(n.lines, " · "), "")
	if n.id == "" {
		x.body.WriteString(styled("Why", `<w:keepNext/><w:spacing w:before="120"/>`, run(n.head, `<w:b/><w:color w:val="1F3A52"/>`)+lines))
		return
	}
	x.marks++
	x.body.WriteString(styled("Why", "", fmt.Sprintf(`<w:bookmarkStart w:id="%d" w:name="%s"/>`, x.marks, n.id)+
		run(n.head, `<w:b/><w:color w:val="1D2733"/>`)+fmt.Sprintf(`<w:bookmarkEnd w:id="%d"/>`, x.marks)+lines))
}

// textWidth is that of a page of A4 with margins of 2 cm, in twentieths of a point.
const textWidth = 11906 - 2*1134

// grid writes a table with its caption before it and its note behind it.
func (x *docx) grid(g *grid) {
	x.paragraph("Caption", `<w:keepNext/>`, g.title)
	if len(g.rows) == 0 {
		x.paragraph("Note", "", class.Label{En: "(no rows)", Zh: "（无）"}.In(x.lang))
		return
	}
	points := cellSize(len(g.heads))
	widths := g.widths(textWidth, points)
	size := fmt.Sprintf(`<w:sz w:val="%d"/><w:szCs w:val="%d"/>`, points, points)
	b := &x.body
	b.WriteString(`<w:tbl><w:tblPr><w:tblStyle w:val="Grid"/>` + fmt.Sprintf(`<w:tblW w:w="%d" w:type="dxa"/>`, textWidth) + `<w:tblLayout w:type="fixed"/><w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr><w:tblGrid>`)
	for _, w := range widths {
		fmt.Fprintf(b, `<w:gridCol w:w="%d"/>`, w)
	}
	b.WriteString(`</w:tblGrid>`)
	g.docxRow(b, -1, widths, `<w:tblHeader/>`, `<w:b/>`, size)
	for r := range g.rows {
		look := ""
		if g.rest && r == len(g.rows)-1 {
			look = `<w:i/>`
		}
		g.docxRow(b, r, widths, "", look, size)
	}
	b.WriteString(`</w:tbl>`)
	x.paragraph("Note", "", g.note)
}

// keptRows is how many rows of a table stay on one page.
const keptRows = 15

// docxRow writes row r; -1 is the heads.
func (g *grid) docxRow(b *strings.Builder, r int, widths []int, properties, look, size string) {
	cells, keep := g.heads, ""
	if r >= 0 {
		cells = g.rows[r]
	}
	if len(g.rows) <= keptRows && r < len(g.rows)-1 {
		keep = `<w:keepNext/>`
	}
	b.WriteString(`<w:tr><w:trPr><w:cantSplit/>` + properties + `</w:trPr>`)
	for c, text := range cells {
		align, content := "", run(text, look+size)
		if g.right[c] {
			align = `<w:jc w:val="right"/>`
		}
		if r >= 0 {
			if to := g.link(r, c); to != "" {
				content = link(to, text, look, size)
			}
		}
		fmt.Fprintf(b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr>%s</w:tc>`, widths[c], styled("Cell", keep+align, content))
	}
	b.WriteString(`</w:tr>`)
}

// cellSize is the size of letters in a table of so many columns, in half points.
func cellSize(columns int) int {
	switch {
	case columns > 9:
		return 13
	case columns > 6:
		return 15
	}
	return 18
}

// widths shares the width of a page among the columns by what they hold. The
// longest word of a column fits, if all of them do; longer texts wrap.
func (g *grid) widths(total, size int) []int {
	const most = 34
	perColumn := 65 * size / 10 // twips for one column of text, about
	least, wants := make([]int, len(g.heads)), make([]int, len(g.heads))
	words, sum := 0, 0
	for c, head := range g.heads {
		least[c], wants[c] = longestWord(head), min(columns(head), most/3)
		for _, row := range g.rows {
			least[c], wants[c] = max(least[c], longestWord(row[c])), max(wants[c], columns(row[c]))
		}
		least[c] = (min(least[c], most/2)+1)*perColumn + 140
		wants[c] = min(wants[c]+1, most) * perColumn
		words += least[c]
		sum += max(wants[c]-least[c], 0)
	}
	left := total
	for c := range wants {
		width := least[c] * total / max(words, total)
		if spare := total - words; spare > 0 && sum > 0 {
			width += max(wants[c]-least[c], 0) * spare / sum
		}
		wants[c] = width
		left -= width
	}
	wants[len(wants)-1] += left
	return wants
}

// longestWord is how many columns the longest part of a text takes that is not
// broken: Chinese breaks anywhere.
func longestWord(s string) int {
	longest, n := 0, 0
	for _, r := range s {
		switch {
		case r == ' ' || r == '-' || r >= 0x1100:
			n = 0
		default:
			n++
		}
		longest = max(longest, n)
	}
	return max(longest, 2)
}

func pictureName(i int) string { return fmt.Sprintf("word/media/image%d.png", i+1) }

// firstPicture is the number of the first relation that is a picture.
const firstPicture = 6

// pictureScale is how many pixels of a PNG stand for one of the figure: print is
// finer than a screen.
const pictureScale = 2

// pictureHeight is how high a figure gets at most, in twentieths of a point: 11 cm,
// so that its table finds room below it.
const pictureHeight = 6237

// figure draws a figure and puts it in, as wide as the page at most.
func (x *docx) figure(f *Figure, o Options) error {
	p, err := f.Draw(o)
	if err != nil {
		return err
	}
	var png bytes.Buffer
	if err := p.PNG(&png, pictureScale); err != nil {
		return err
	}
	x.pictures = append(x.pictures, png.Bytes())
	const perPx, perTwip = 9525, 635 // English metric units
	wide, high := p.Width*perPx, p.Height*perPx
	by := min(1, float64(textWidth*perTwip)/wide, float64(pictureHeight*perTwip)/high)
	wide, high = wide*by, high*by
	n := len(x.pictures)
	name := fmt.Sprintf(`id="%d" name="figure %d" descr="%s"`, n, n, xmlText(p.Alt))
	extent := fmt.Sprintf(`cx="%.0f" cy="%.0f"`, wide, high)
	x.body.WriteString(styled("Figure", "", `<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent `+extent+`/><wp:docPr `+name+`/>`+
		`<a:graphic><a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr `+name+`/><pic:cNvPicPr/></pic:nvPicPr>`+
		fmt.Sprintf(`<pic:blipFill><a:blip r:embed="rId%d"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>`, firstPicture+n-1)+
		`<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext `+extent+`/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`))
	return nil
}

// relations names the other parts of the document.
func (x *docx) relations() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`)
	relation := func(id int, kind, target string) {
		fmt.Fprintf(&b, `<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>`, id, kind, target)
	}
	for i, kind := range []string{"styles", "numbering", "settings", "header", "footer"} {
		target := kind + ".xml"
		if kind == "header" || kind == "footer" {
			target = kind + "1.xml"
		}
		relation(i+1, kind, target)
	}
	for i := range x.pictures {
		relation(firstPicture+i, "image", strings.TrimPrefix(pictureName(i), "word/"))
	}
	b.WriteString(`</Relationships>`)
	return b.String()
}

package chart

import (
	"bytes"
	"compress/gzip"
	_ "embed" // the font
	"fmt"
	"io"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// packed is the subset of Noto Sans CJK SC that font/README.md describes.
//
//go:embed font/sans-sc.otf.gz
var packed []byte

// unitsPerEm is the design size of the font: glyphs are loaded at it, so that
// one pixel of theirs is one unit.
const unitsPerEm = 1000

// sans returns the embedded font.
var sans = sync.OnceValue(func() *sfnt.Font {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Sprintf("chart: BUG: embedded font: %v", err))
	}
	otf, err := io.ReadAll(z)
	if err != nil {
		panic(fmt.Sprintf("chart: BUG: embedded font: %v", err))
	}
	f, err := sfnt.Parse(otf)
	if err != nil {
		panic(fmt.Sprintf("chart: BUG: embedded font: %v", err))
	}
	return f
})

// looseness widens Latin text: an SVG is set in the reader's fonts, some of
// which run wider than the embedded one.
const looseness, boldness = 1.1, 1.08

// measure returns the width of a line of text in px. Han characters are as wide
// as the text is high.
func measure(s string, size float64, bold bool) float64 {
	var buf sfnt.Buffer
	var em float64
	for _, r := range s {
		em += width(&buf, r, bold)
	}
	return em * size
}

// width returns the room that layout gives a character, in em.
func width(buf *sfnt.Buffer, r rune, bold bool) float64 {
	switch {
	case full(r):
		return 1
	case bold:
		return advance(buf, r) * looseness * boldness
	}
	return advance(buf, r) * looseness
}

// full reports whether a character is as wide as it is high.
func full(r rune) bool {
	return r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe4f || r >= 0xff01 && r <= 0xff60 || r >= 0xffe0 && r <= 0xffe6 || r >= 0x1f300 && r <= 0x3fffd
}

// advance returns the width of a character of the embedded font in em.
func advance(buf *sfnt.Buffer, r rune) float64 {
	if unicode.Is(unicode.Mn, r) {
		return 0
	}
	if g, err := sans().GlyphIndex(buf, r); err == nil && g != 0 {
		if a, err := sans().GlyphAdvance(buf, g, fixed.I(unitsPerEm), font.HintingNone); err == nil {
			return float64(a) / 64 / unitsPerEm
		}
	}
	if full(r) {
		return 1
	}
	return 0.6
}

// inSubset reports whether PNG figures can show a character.
func inSubset(r rune) bool {
	var buf sfnt.Buffer
	g, err := sans().GlyphIndex(&buf, r)
	return err == nil && g != 0
}

// longest is how much of a label is looked at.
const longest = 1000

// clean leaves out of a label what could do harm or show nothing: control
// characters, marks that turn the direction of writing, what XML does not
// allow. White space becomes one space.
func clean(s string) string {
	var b strings.Builder
	n, space := 0, false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), r == 0xfffe, r == 0xffff:
			continue
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		if n++; n > longest {
			b.WriteRune('…')
			break
		}
		b.WriteRune(r)
	}
	return b.String()
}

// truncate cuts a line to a width, with … where something is missing.
func truncate(s string, limit, size float64, bold bool) string {
	if measure(s, size, bold) <= limit {
		return s
	}
	runes := []rune(s)
	lo, hi := 0, len(runes)
	for lo < hi { // the longest beginning that fits
		mid := (lo + hi + 1) / 2
		if measure(string(runes[:mid])+"…", size, bold) <= limit {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	cut := strings.TrimRight(string(runes[:lo]), " ,;:，；：、（(")
	if cut == "" {
		return ""
	}
	return cut + "…"
}

// wrap breaks a text into at most some lines of a width; the last one is
// truncated. Lines break at spaces, after hyphens and between Han characters,
// but not before closing punctuation or after opening brackets.
func wrap(s string, limit, size float64, bold bool, lines int) []string {
	var out []string
	for s != "" && len(out) < lines-1 && measure(s, size, bold) > limit {
		cut := breakAt(s, limit, size, bold)
		out = append(out, strings.TrimRight(s[:cut], " "))
		s = strings.TrimLeft(s[cut:], " ")
	}
	if last := truncate(s, limit, size, bold); last != "" {
		out = append(out, last)
	}
	return out
}

const (
	noStart = "，。、；：？！）】》”’％%…·,.;:?!)]}\"'"
	noEnd   = "（【《“‘([{"
)

// breakAt returns the number of bytes of the first line: up to the last break
// that fits, or, in a word longer than the line, as much of it as fits.
func breakAt(s string, limit, size float64, bold bool) int {
	var buf sfnt.Buffer
	best, fits, em := 0, 0, 0.0
	var before rune
	for i, r := range s {
		if i > 0 {
			fits = i
			if breakable(before, r) {
				best = i
			}
		}
		em += width(&buf, r, bold)
		if r != ' ' && i > 0 && em*size > limit {
			break
		}
		before = r
	}
	if best > 0 {
		return best
	}
	return fits
}

func breakable(before, after rune) bool {
	if strings.ContainsRune(noStart, after) || strings.ContainsRune(noEnd, before) || after == ' ' {
		return false
	}
	if strings.ContainsRune("万亿", before) && strings.ContainsRune("万亿元美欧日", after) {
		return false // a unit of money
	}
	return before == ' ' || before == '-' || before == '/' || full(before) || full(after)
}

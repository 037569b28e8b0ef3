package chart

import (
	"bytes"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"dougong/internal/shared"
)

// TestTheFontHasAllLabels: every character that the project's labels and
// sentences, and China's published tables, are written with.
func TestTheFontHasAllLabels(t *testing.T) {
	files := 0
	err := filepath.WalkDir("..", func(name string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (d.Name() == "testdata" || d.Name() == "ui" || d.Name() == ".git") {
			return filepath.SkipDir
		}
		if ext := filepath.Ext(name); (ext == ".csv" || ext == ".go") && !strings.HasSuffix(name, "_test.go") {
			files++
			checkHan(t, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if files < 50 {
		t.Errorf("read %d files; want those of the project", files)
	}
}

func TestTheFontHasPublishedNames(t *testing.T) {
	tables, err := filepath.Glob(filepath.Join(shared.Path(t, "data", "china-nbs"), "china_*.csv"))
	if err != nil || len(tables) == 0 {
		t.Fatalf("found no tables of China: %v", err)
	}
	for _, name := range tables {
		checkHan(t, name)
	}
}

// checkHan wants every Han character and every sign of a file in the subset.
func checkHan(t *testing.T, name string) {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	lacking := map[rune]bool{}
	for _, r := range string(text) {
		if (unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff01 && r <= 0xff5e) && !inSubset(r) && !lacking[r] {
			lacking[r] = true
			t.Errorf("%s: the font lacks %q; make the subset again, see font/README.md", name, r)
		}
	}
}

func TestTheFontCovers(t *testing.T) {
	for _, r := range " !~ÄéñßΑωαβλΣ→←↑↓−×÷≤≥≠≈∑∞…·–—“”‘’、。，；：？！（）《》％￥亿万元斗拱鑫" {
		if !inSubset(r) {
			t.Errorf("the font lacks %q", r)
		}
	}
	if inSubset('𠀀') {
		t.Error("a character outside GB 2312 counts as covered; want the subset only")
	}
}

// TestTheFontIsSmall keeps the tracked file small, with its licence beside it.
func TestTheFontIsSmall(t *testing.T) {
	if len(packed) > 1_500_000 {
		t.Errorf("the font has %d bytes; want 1.5 MB at most", len(packed))
	}
	licence, err := os.ReadFile("font/OFL.txt")
	if err != nil || !strings.Contains(string(licence), "SIL OPEN FONT LICENSE Version 1.1") {
		t.Errorf("font/OFL.txt: %v; want the licence beside the font", err)
	}
}

func TestMeasure(t *testing.T) {
	near(t, "Han", measure("电气设备", 10, false), 40, 1e-9)
	near(t, "full-width signs", measure("（，）", 10, false), 30, 1e-9)
	if a, b := measure("iiii", 10, false), measure("WWWW", 10, false); a >= b/2 {
		t.Errorf("iiii is %v px wide, WWWW %v; want the letters' own widths", a, b)
	}
	if a, b := measure("Output", 10, false), measure("Output", 10, true); b <= a {
		t.Errorf("bold is %v px wide, regular %v; want more", b, a)
	}
	near(t, "twice the size", measure("Mixed 中文", 20, false), 2*measure("Mixed 中文", 10, false), 1e-9)
}

func TestTruncate(t *testing.T) {
	for _, s := range []string{"Electrical and optical equipment", "电气和光学设备制造业", "Mixed 电气 equipment 设备", "WWWWWWWWWW", "a"} {
		for width := 0.0; width < 200; width += 7 {
			got := truncate(s, width, 11, false)
			if w := measure(got, 11, false); w > width {
				t.Errorf("%q in %v px: got %q of %v px", s, width, got, w)
			}
			if got != s && got != "" && (!strings.HasSuffix(got, "…") || !strings.HasPrefix(s, strings.TrimSuffix(got, "…"))) {
				t.Errorf("%q in %v px: got %q; want its beginning and …", s, width, got)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	f := func(s string, width float64, lines int, want ...string) {
		t.Helper()
		if got := wrap(s, width, 10, false, lines); strings.Join(got, "|") != strings.Join(want, "|") {
			t.Errorf("%q in %v px: got %q; want %q", s, width, got, want)
		}
	}
	f("", 50, 3)
	f("one", 50, 3, "one")
	f("one two three four", 55, 3, "one two", "three four")
	f("电气和光学设备制造业", 50, 3, "电气和光学", "设备制造业")
	f("电气和光学，设备", 50, 3, "电气和光", "学，设备")                            // no comma at the beginning
	f("电气和光（学）设备", 50, 3, "电气和光", "（学）设备")                          // no bracket at the end
	f("总产出二五万亿元", 60, 2, "总产出二五", "万亿元")                            // a unit stays together
	f("Hydroelectricity", 40, 3, "Hydroe", "lectricit", "y")        // a word longer than the line
	f("one two three four five six", 55, 2, "one two", "three fo…") // the last line says that more follows
}

func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00b\x1b[31mc": "ab[31mc", "\u202egnp.exe": "gnp.exe", "line\nbreak\t tab": "line break tab", "  edge  ": "edge",
		"zero\u200bwidth": "zerowidth", "\xff": "\ufffd", "\ufeffbom": "bom", "شركة": "شركة",
	} {
		if got := clean(in); got != want {
			t.Errorf("%q: got %q; want %q", in, got, want)
		}
	}
	if n := len([]rune(clean(strings.Repeat("长", 5000)))); n > longest+1 {
		t.Errorf("a label of 5000 characters has %d left; want %d at most", n, longest+1)
	}
}

// TestPNG reads pictures back: their size, and that there is something on them.
func TestPNG(t *testing.T) {
	d := mustDraw(t, figureOf("bar", 0, "a"), tableOf([]float64{3, 1, 2}), Options{Width: 400})
	for _, scale := range []float64{0.5, 1, 2.5} {
		img := pictureOf(t, d, scale)
		if got, want := img.Bounds().Dx(), int(d.Width*scale+0.5); got != want {
			t.Errorf("scale %v: got %d px across; want %d", scale, got, want)
		}
		if n := inked(img, img.Bounds()); n < img.Bounds().Dx()*img.Bounds().Dy()/50 {
			t.Errorf("scale %v: %d pixels are not paper; want a figure", scale, n)
		}
	}
	for _, scale := range []float64{0, -1, 1e9} {
		if err := d.PNG(&bytes.Buffer{}, scale); err == nil {
			t.Errorf("scale %v: got a picture; want an error", scale)
		}
	}
}

func pictureOf(t *testing.T, d *Drawing, scale float64) image.Image {
	t.Helper()
	var b bytes.Buffer
	if err := d.PNG(&b, scale); err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	return img
}

func inked(img image.Image, in image.Rectangle) int {
	n := 0
	for y := in.Min.Y; y < in.Max.Y; y++ {
		for x := in.Min.X; x < in.Max.X; x++ {
			if r, g, b, _ := img.At(x, y).RGBA(); r+g+b < 3*0xf000 {
				n++
			}
		}
	}
	return n
}

// TestPNGDrawsWhatItSays: a black square covers its pixels and no others; a
// hatched one covers some; a character outside the font is a box.
func TestPNGDrawsWhatItSays(t *testing.T) {
	d := &Drawing{Width: 100, Height: 40, marks: []mark{
		rect{box: box{10, 10, 20, 20}, fill: paint{colour: ink}},
		rect{box: box{40, 10, 20, 20}, fill: paint{colour: ink, hatched: true}},
		text{at: point{70, 30}, s: "𠀀", size: 24, colour: ink},
	}}
	img := pictureOf(t, d, 1)
	if n := inked(img, image.Rect(10, 10, 30, 30)); n != 400 {
		t.Errorf("black square: %d pixels; want 400", n)
	}
	if n := inked(img, image.Rect(30, 0, 40, 40)); n != 0 {
		t.Errorf("between the squares: %d pixels; want paper", n)
	}
	solid := 0
	for y := 10; y < 30; y++ {
		for x := 40; x < 60; x++ {
			if r, _, _, _ := img.At(x, y).RGBA(); r < 0x8000 {
				solid++
			}
		}
	}
	if solid < 20 || solid > 200 {
		t.Errorf("hatched square: %d dark pixels of 400; want lines", solid)
	}
	if n := inked(img, image.Rect(68, 8, 98, 34)); n < 40 {
		t.Errorf("missing character: %d pixels; want a box", n)
	}
}

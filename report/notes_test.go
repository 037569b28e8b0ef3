package report

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"html"
	"io"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"dougong/class"
	"dougong/iot"
	"dougong/result"
)

// explained is the story with a why for one number and a figure.
func explained() *Story {
	s := story()
	w := explanation()
	w.Value = 12345678.5
	s.Sections[0].Figure = &Figure{Draw: func(o Options) (*Picture, error) {
		return &Picture{Title: "T", Alt: "a picture in " + string(o.Lang), SVG: func(w io.Writer) error {
			_, err := io.WriteString(w, "<svg></svg>\n")
			return err
		}}, nil
	}}
	s.Sections[1].Level = 1
	s.Whys = []Explained{{result.Cell{Table: "industries", Row: "01", Column: "output"}, w}}
	return s
}

func TestFoldKeepsTheSum(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	for n := range 12 {
		terms := make([]result.Term, n)
		var sum float64
		for i := range terms {
			terms[i] = result.Term{Value: random.NormFloat64(), Rest: i == n-1 && n%2 == 0}
			sum += terms[i].Value
		}
		got := fold(terms, 3)
		for _, term := range got {
			sum -= term.Value
		}
		if math.Abs(sum) > 1e-12 || len(got) > 4 || n <= 4 && len(got) != n {
			t.Errorf("%d terms: got %d, missing %v; want four at most, none lost", n, len(got), sum)
		}
	}
	folded := fold([]result.Term{{Value: 1}, {Value: -9}, {Value: 2}, {Value: 0.5}, {Value: 3}, {Value: 8, Rest: true}}, 3)
	if len(folded) != 4 || folded[0].Value != -9 || folded[1].Value != 2 || folded[2].Value != 3 || folded[3].Value != 9.5 || !folded[3].Rest {
		t.Errorf("got %+v; want -9, 2, 3 and a rest of 9.5", folded)
	}
}

// TestNotes: a number leads to its note and the note says what it is made of.
func TestNotes(t *testing.T) {
	for lang, wants := range map[class.Lang][]string{
		class.En: {
			"<figure><svg></svg>", "<h3>Nothing</h3>", "Table 1: ", `<p class="def"><b>output</b> <span>what it makes</span> <span>method: Leontief (1936)</span></p>`,
			`<p id="w1"><a href="#w1-">Farming �[31mred: 123.46 bn CNY</a> <span>x = 4 + 6</span> <span>x (output) = 100000 CNY [C2 +1]</span>` +
				` <span>terms: 02 sold 40000 CNY; 1 other 60000 CNY</span> <span>leans most on Flows 01 × 02 = 4 [C2 +1]: 1 % more moves it by 0.40 %</span> <span>next is 02, at 9</span></p>`},
		class.Zh: {
			"表 1：", `<p class="def"><b>总产出</b> <span>其产出</span> <span>方法：Leontief (1936)</span></p>`,
			`<p id="w1"><a href="#w1-">农业：1234.57 亿元</a> <span>x = 4 + 6</span> <span>x（产出） = 10.00 万元 [C2 +1]</span>` +
				` <span>构成：02 出售 4.00 万元；其余 1 项 6.00 万元</span> <span>最敏感的单元格：Flows 01 × 02 = 4 [C2 +1]，每增 1 % 使其变动 0.40 %</span> <span>下一位 02，为 9</span></p>`},
	} {
		s := explained()
		s.Sections[0].Bar = ""
		var b bytes.Buffer
		if err := HTML(&b, s, Options{Lang: lang, Year: 2026}); err != nil {
			t.Fatal(err)
		}
		page := html.UnescapeString(b.String())
		for _, want := range append(wants, `<a id="w1-" href="#w1">`) {
			if !strings.Contains(page, want) {
				t.Errorf("the page in %s has no %s", lang, want)
			}
		}
	}
}

func TestFigureThatCannotBeDrawn(t *testing.T) {
	s := explained()
	fault := errors.New("no ink")
	s.Sections[0].Figure = &Figure{Draw: func(Options) (*Picture, error) { return nil, fault }}
	if err := HTML(io.Discard, s, Options{}); !errors.Is(err, fault) {
		t.Errorf("page: got %v; want the fault", err)
	}
	if err := WriteStory(io.Discard, Markdown, s, Options{}); !errors.Is(err, fault) {
		t.Errorf("Markdown: got %v; want the fault", err)
	}
}

// TestStyleIsAllowed: the hash in the page's policy is that of its style sheet.
func TestStyleIsAllowed(t *testing.T) {
	s := story()
	s.Title = label(`"; } </style><script>`, "标题")
	var b bytes.Buffer
	if err := HTML(&b, s, Options{Lang: class.En, Year: 2026}); err != nil {
		t.Fatal(err)
	}
	page := b.String()
	begin, end := strings.Index(page, "<style>")+len("<style>"), strings.Index(page, "</style>")
	sum := sha256.Sum256([]byte(page[begin:end]))
	want := "style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	if !strings.Contains(html.UnescapeString(page), want) {
		t.Errorf("the policy does not have %s", want)
	}
	if strings.Contains(page, "<script") || strings.Count(page, "</style>") != 1 {
		t.Error("a title became markup")
	}
}

func TestCSSString(t *testing.T) {
	for in, want := range map[string]string{
		"a 中":           `"a 中"`,
		`a"; } \ </b>'`: `"a\000022; } \00005c \00003c/b\00003e\000027"`,
		"a\nb\u202ec":   "\"a b\ufffdc\"",
	} {
		if got := cssString(in); got != want {
			t.Errorf("%q: got %s; want %s", in, got, want)
		}
	}
}

// TestCellsOfANote names a cell as a spreadsheet does, and its file where that
// is not the story's.
func TestCellsOfANote(t *testing.T) {
	n := &notes{file: "toy.csv"}
	for want, c := range map[string]result.Cells{
		"":                  {},
		" [AB7]":            {First: []iot.Place{{File: "toy.csv", Row: 7, Col: 28}}, Total: 1},
		" [AB7 +39]":        {First: []iot.Place{{File: "toy.csv", Row: 7, Col: 28}}, Total: 40},
		" [other.csv AB7]":  {First: []iot.Place{{File: "other.csv", Row: 7, Col: 28}}, Total: 1},
		" [toy.csv: row 7]": {First: []iot.Place{{File: "toy.csv", Row: 7}}, Total: 1},
		" [t.xlsx: sheet \"x\": row 7, column 28 (AB7)]": {First: []iot.Place{{File: "t.xlsx", Sheet: "x", Row: 7, Col: 28}}, Total: 1},
	} {
		if got := n.cells(c); got != want {
			t.Errorf("got %q; want %q", got, want)
		}
	}
}

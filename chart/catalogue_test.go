package chart_test

import (
	"bytes"
	"context"
	"encoding/xml"
	"flag"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"dougong/catalogue"
	"dougong/chart"
	"dougong/class"
	"dougong/dataset"
	"dougong/examples"
	"dougong/iot"
	"dougong/result"
)

// look writes every figure that these tests draw as PNG, for a person to see.
var look = flag.String("look", "", "folder for the figures that the tests draw")

// TestEveryFigureOfTheCatalogue draws what every analysis says of the embedded
// example, in every language, and reads it back.
func TestEveryFigureOfTheCatalogue(t *testing.T) {
	sys, err := examples.Open(context.Background(), dataset.Options{})
	if err != nil {
		t.Fatal(err)
	}
	tags, _ := class.TagsFor(sys.Sectors)
	memo := result.NewMemo()
	drawn := 0
	for _, e := range catalogue.All() {
		r := answer(t, e, sys, tags, memo)
		for _, fig := range r.Figures {
			for _, lang := range []class.Lang{class.En, class.Zh, class.Both} {
				d, err := chart.Draw(fig, r, chart.Options{Lang: lang, Year: 2026})
				if err != nil {
					t.Errorf("%s %s: %v", e.ID, fig.ID, err)
					continue
				}
				checkDrawing(t, e.ID+"-"+fig.ID+"."+string(lang), d)
				drawn++
			}
		}
	}
	if drawn < 30 {
		t.Errorf("drew %d figures; want those of all analyses in three languages", drawn)
	}
}

// answer runs an entry as its own example does.
func answer(t *testing.T, e *result.Entry, sys *iot.System, tags *class.Tags, memo *result.Memo) *result.Result {
	t.Helper()
	given := map[string]string{}
	words := strings.Fields(e.Example)
	for i, w := range words {
		if id, ok := strings.CutPrefix(w, "--"); ok && i+1 < len(words) {
			given[id] = strings.Trim(words[i+1], `'"`)
		}
	}
	params, err := e.Resolve(given, sys, tags)
	if err != nil {
		t.Fatalf("%s: %v", e.Example, err)
	}
	r, err := e.Run(context.Background(), &result.Input{System: sys, Params: params, Tags: tags, Memo: memo})
	if err != nil {
		t.Fatalf("%s: %v", e.ID, err)
	}
	return r
}

// noNumber finds places that are none.
var noNumber = regexp.MustCompile(`"[^"<>]*\b(NaN|Inf)\b[^"<>]*"`)

// checkDrawing reads both formats back.
func checkDrawing(t *testing.T, name string, d *chart.Drawing) {
	t.Helper()
	if d.Title == "" || d.Alt == "" {
		t.Errorf("%s: title %q, alternative text %q; want both", name, d.Title, d.Alt)
	}
	var svg bytes.Buffer
	if err := d.SVG(&svg); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, bad := range []string{"<script", " style=", "<style", "href"} {
		if strings.Contains(svg.String(), bad) {
			t.Errorf("%s: the SVG has %s", name, bad)
		}
	}
	if bad := noNumber.FindString(svg.String()); bad != "" {
		t.Errorf("%s: the SVG has %s", name, bad)
	}
	text := svg.String()
	dec := xml.NewDecoder(&svg)
	for {
		if _, err := dec.Token(); err == io.EOF {
			break
		} else if err != nil {
			t.Fatalf("%s: the SVG is no XML: %v", name, err)
		}
	}
	if *look == "" {
		return
	}
	var pic bytes.Buffer
	if err := d.PNG(&pic, 1.5); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if _, err := png.DecodeConfig(bytes.NewReader(pic.Bytes())); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for ext, data := range map[string][]byte{".png": pic.Bytes(), ".svg": []byte(text)} {
		if err := os.WriteFile(filepath.Join(*look, strings.ReplaceAll(name, "/", "-")+ext), data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

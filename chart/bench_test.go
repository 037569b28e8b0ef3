package chart

import (
	"bytes"
	"io"
	"testing"

	"dougong/class"
)

// BenchmarkSVG draws a bar figure of 24 rows and writes it.
func BenchmarkSVG(b *testing.B) {
	r, fig := tableOf(random(1, 24, 1, 100), random(2, 24, 1, 100)), figureOf("bar", 20, "a", "b")
	b.ReportAllocs()
	for b.Loop() {
		d, err := Draw(fig, r, Options{Lang: class.Zh})
		if err != nil {
			b.Fatal(err)
		}
		d.SVG(io.Discard)
	}
}

// BenchmarkPNG writes the same in two pixels a px.
func BenchmarkPNG(b *testing.B) {
	d, err := Draw(figureOf("bar", 20, "a", "b"), tableOf(random(1, 24, 1, 100), random(2, 24, 1, 100)), Options{Lang: class.Zh})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		var out bytes.Buffer
		if err := d.PNG(&out, 2); err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(out.Len()), "file-bytes")
	}
}

package chart

import (
	"dougong/class"
)

// run is neighbours that are added up.
type run struct{ from, to int }

// runs cuts bands into at most some runs of equal length, none across groups
// unless there are more groups than that.
func runs(bands []band, most int) []run {
	for size := 1; ; size++ {
		var out []run
		for i := 0; i < len(bands); {
			j := i + 1
			for j < len(bands) && j-i < size && bands[j].group == bands[i].group {
				j++
			}
			out = append(out, run{i, j})
			i = j
		}
		if len(out) <= most {
			return out
		}
		if size > len(bands) { // more groups than room
			for k := range bands {
				bands[k].group = class.Label{}
			}
			size = 0
		}
	}
}

// aggregate adds up the cells of runs; the total stays.
func (b *heat) aggregate(rows, cols []run) {
	cells, keys := blank(len(rows), len(cols))
	for i, r := range rows {
		for j, k := range cols {
			for x := r.from; x < r.to; x++ {
				for y := k.from; y < k.to; y++ {
					if c := b.cells[x][y]; c.has() {
						cells[i][j].v, cells[i][j].absent = cells[i][j].v+c.v, ""
					}
				}
			}
		}
	}
	b.rows, b.cols, b.cells, b.keys = merged(b.rows, rows), merged(b.cols, cols), cells, keys
	b.refit()
}

// refit fits the ramp to what the cells are now.
func (b *heat) refit() {
	var values []float64
	for _, line := range b.cells {
		for _, c := range line {
			if c.has() {
				values = append(values, c.v)
			}
		}
	}
	b.ramp = newRamp(values, b.p.opt.Method)
	b.setMissing()
}

func merged(bands []band, into []run) []band {
	out := make([]band, len(into))
	for i, r := range into {
		out[i] = bands[r.from]
		if n := r.to - r.from; n > 1 {
			a, z := bands[r.from].name, bands[r.to-1].name
			out[i].name = class.Label{En: a.In(class.En) + " – " + z.In(class.En), Zh: a.In(class.Zh) + " – " + z.In(class.Zh)}
			out[i].members = 0
			for _, d := range bands[r.from:r.to] {
				out[i].members += d.members
			}
		}
	}
	return out
}

// crop keeps the first bands: shares cannot be added up.
func (b *heat) crop(most int) {
	rows, cols := min(most, len(b.rows)), min(most, len(b.cols))
	cells, keys := blank(rows, cols)
	for i := range cells {
		copy(cells[i], b.cells[i])
		copy(keys[i], b.keys[i])
	}
	b.rows, b.cols, b.cells, b.keys = b.rows[:rows], b.cols[:cols], cells, keys
	b.refit()
}

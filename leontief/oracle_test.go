package leontief_test

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"dougong/internal/shared"
	"dougong/iot"
	"dougong/leontief"
)

const tight = 1e-9

// oracle returns the system of a reference case: Z with f, x, v that balance it.
func oracle(t *testing.T, name string) *iot.System {
	_, _, z := shared.Matrix(t, "reference", "io", "oracle", name+"__Z.csv")
	_, _, fxv := shared.Matrix(t, "reference", "io", "oracle", name+"__f_x_v.csv")
	x := make([]float64, len(fxv))
	for i := range x {
		x[i] = fxv[i][1]
	}
	return closed(name, z, x)
}

func reference(t *testing.T, name string) [][]float64 {
	_, _, want := shared.Matrix(t, "reference", "io", "oracle", name+".csv")
	return want
}

// column returns the columns of an oracle file by their head.
func columnsOf(t *testing.T, elem ...string) map[string][]float64 {
	_, heads, numbers := shared.Matrix(t, elem...)
	m := map[string][]float64{}
	for c, head := range heads {
		for _, row := range numbers {
			m[head] = append(m[head], row[c])
		}
	}
	return m
}

func sameMatrix(t *testing.T, what string, want [][]float64, row func(i int) []float64) {
	t.Helper()
	for i := range want {
		got := row(i)
		for j := range want[i] {
			near(t, fmt.Sprintf("%s[%d,%d]", what, i, j), got[j], want[i][j], tight)
		}
	}
}

var oracleCases = []string{"MB_T2.3", "DE1995_Beutel"}

func TestOracleMatrices(t *testing.T) {
	for _, name := range oracleCases {
		m := model(t, oracle(t, name), leontief.Domestic)
		buf := make([]float64, m.N())
		sameMatrix(t, name+" A", reference(t, name+"__A"), func(i int) []float64 { return m.Coefficients(i, buf) })
		sameMatrix(t, name+" B", reference(t, name+"__B"), func(i int) []float64 {
			b := append([]float64(nil), m.Flows().Row(i, nil)...)
			for j := range b {
				b[j] /= m.Output()[i]
			}
			return b
		})
		sameMatrix(t, name+" L", reference(t, name+"__L"), m.Inverse)
		sameMatrix(t, name+" L by rows", reference(t, name+"__L"), m.Row)
		sameMatrix(t, name+" G", reference(t, name+"__G"), func(i int) []float64 { return m.GhoshInverse(i, buf) })
		influence, total := m.FieldOfInfluence(0, 1), m.TotalInfluence()
		sameMatrix(t, name+" field of influence", reference(t, name+"__field_of_influence_i1_j2"), func(i int) []float64 { return influence[i] })
		sameMatrix(t, name+" total influence", reference(t, name+"__total_field_of_influence"), func(i int) []float64 { return total[i] })
		change := m.ChangeOfInverse(0, 1, 0.01)
		sameMatrix(t, name+" ΔL", reference(t, name+"__dL_a12_plus_0.01_sherman_morrison"), func(i int) []float64 { return change[i] })
	}
}

// TestOracleIndices checks every column of the index files.
func TestOracleIndices(t *testing.T) {
	for _, name := range oracleCases {
		m := model(t, oracle(t, name), leontief.Domestic)
		n := m.N()
		ghosh, rows := m.Linkages(leontief.ForwardGhosh), m.Linkages(leontief.ForwardLeontief)
		v := m.PerOutput(m.PrimaryInputs())
		raise := make([]float64, n)
		raise[0] = 0.1 * v[0]
		push := m.Prices(raise)
		extraction := func(kind leontief.Kind, share float64) func(i int) float64 {
			return func(i int) float64 {
				e, err := m.Extract([]int{i}, kind, share)
				if err != nil {
					t.Fatal(err)
				}
				return e.Total()
			}
		}
		variation := func(v []float64) float64 { cv, _ := leontief.Variation(v); return cv }
		at := func(v []float64) func(int) float64 { return func(i int) float64 { return v[i] } }
		got := map[string]func(i int) float64{
			"BL_direct": at(ghosh.DirectBackward), "BL_total": at(ghosh.TotalBackward),
			"FL_direct_ghosh": at(ghosh.DirectForward), "FL_total_ghosh": at(ghosh.TotalForward), "FL_total_leontief_rowsum": at(rows.TotalForward),
			"BL_norm_rasmussen_Uj": ghosh.BackwardIndex, "FL_norm_ghosh": ghosh.ForwardIndex, "FL_norm_rasmussen_Ui_leontief": rows.ForwardIndex,
			"CV_backward_Vj":             func(i int) float64 { return variation(m.Column(i)) },
			"CV_forward_Vi":              func(i int) float64 { return variation(m.Row(i)) },
			"net_BL_dietzenbacher2005":   at(ghosh.NetBackward),
			"net_FL_ghosh":               at(ghosh.NetForward),
			"upstreamness_antras_chor":   at(m.Upstreamness()),
			"downstreamness":             at(m.Downstreamness()),
			"VA_multiplier_vL":           at(m.Multipliers(v, nil).Simple),
			"price_index_base":           at(m.Prices(v)),
			"cost_push_10pct_va_sector1": func(i int) float64 { return 1 + push[i] },
			"HEM_complete":               extraction(leontief.Complete, 1),
			"HEM_backward_col_incl_own":  extraction(leontief.Backward, 1), "HEM_backward_col_excl_own": extraction(leontief.BackwardKeepOwn, 1),
			"HEM_forward_row_incl_own_A": extraction(leontief.ForwardRows, 1), "HEM_forward_row_excl_own_A": extraction(leontief.ForwardKeepOwn, 1),
			"HEM_forward_ghosh_row_incl_own": extraction(leontief.ForwardSupply, 1),
			"HEM_noninterindustry_keep_f":    extraction(leontief.KeepDemand, 1),
			"HEM_partial50_complete":         extraction(leontief.Complete, 0.5),
		}
		for head, want := range columnsOf(t, "reference", "io", "oracle", name+"__indices.csv") {
			if got[head] == nil {
				t.Errorf("%s: column %s of the oracle is not computed", name, head)
				continue
			}
			for i := range want {
				near(t, fmt.Sprintf("%s %s[%d]", name, head, i), got[head](i), want[i], tight)
			}
		}
	}
}

func TestOracleDemand(t *testing.T) {
	m := model(t, oracle(t, "MB_T2.3"), leontief.Domestic)
	want := reference(t, "MB_T2.3__x_new_f600_1500")[0]
	for i, x := range m.Solve([]float64{600, 1500}) {
		near(t, "x_new", x, want[i], tight)
	}
}

// Miller & Blair's table 2.5 has households as a third industry.
func TestClosedTable(t *testing.T) {
	m := model(t, closed("MB_T2.5", [][]float64{{150, 500, 50}, {200, 100, 400}, {300, 500, 50}}, []float64{1000, 2000, 1000}), leontief.Domestic)
	sameMatrix(t, "closed L", reference(t, "MB_T2.5_closed__L"), m.Inverse)
}

// germany reads wages, household consumption and employment of the German table.
func germany(t *testing.T) (gva, wage, jobs, spend []float64) {
	order := map[string]int{}
	rows, _, _ := shared.Matrix(t, "reference", "io", "oracle", "DE1995_Beutel__f_x_v.csv")
	for i, r := range rows {
		order[r] = i
	}
	n := len(rows)
	gva, wage, jobs, spend = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	total := 0.0
	records := shared.CSV(t, "reference", "io", "iotables", "germany_1995.csv")
	for _, rec := range records[1:] {
		value, err := strconv.ParseFloat(rec[4], 64)
		if err != nil {
			continue
		}
		i, isRow := order[rec[2]]
		j, isCol := order[rec[3]]
		switch {
		case rec[2] == "gva" && isCol:
			gva[j] = value
		case rec[2] == "compensation_employees" && isCol:
			wage[j] = value
		case strings.HasPrefix(rec[2], "employment_") && rec[2] != "employment_domestic_total" && isCol:
			jobs[j] += value
		case rec[3] == "final_consumption_households" && isRow:
			spend[i] = value
		case rec[3] == "final_consumption_households" && rec[2] == "output":
			total = value // at purchasers' prices: imports and taxes included
		}
	}
	for i := range spend {
		spend[i] /= total
	}
	return gva, wage, jobs, spend
}

func TestOracleMultipliers(t *testing.T) {
	sys := oracle(t, "DE1995_Beutel")
	m := model(t, sys, leontief.Domestic)
	gva, wage, jobs, spend := germany(t)
	for name, levels := range map[string][]float64{"gva": gva, "income": wage, "employment": jobs} {
		want := reference(t, "DE1995_Beutel__"+name+"_direct_total_multiplier")
		mu := m.Multipliers(m.PerOutput(levels), nil)
		for j := range mu.Direct {
			near(t, name+" direct", mu.Direct[j], want[0][j], tight)
			near(t, name+" total", mu.Simple[j], want[1][j], tight)
			near(t, name+" ratio", mu.Simple[j]/mu.Direct[j], want[2][j], tight)
		}
	}
	h, err := m.Households(m.PerOutput(wage), spend)
	if err != nil {
		t.Fatal(err)
	}
	truncated, earned := h.TypeII(m.OutputMultipliers()), h.Earned()
	for j := range truncated {
		near(t, "type II truncated", truncated[j], reference(t, "DE1995_Beutel__typeII_output_multiplier_truncated")[0][j], tight)
		near(t, "type II total", truncated[j]+earned[j], reference(t, "DE1995_Beutel__typeII_output_multiplier_total")[0][j], tight)
		near(t, "last row of closed L", earned[j], reference(t, "DE1995_Beutel__closed_L_household")[6][j], tight)
	}
	for i := range truncated {
		e := make([]float64, m.N())
		e[i] = 1
		for j, v := range h.TypeII(m.SolveT(e)) {
			near(t, "closed L", v, reference(t, "DE1995_Beutel__closed_L_household")[i][j], tight)
		}
	}
	if _, err := m.Households(m.PerOutput(wage), sys.Output); err == nil || !strings.Contains(err.Error(), "want less than 1") {
		t.Errorf("got %v; want households that spend more than they earn to be refused", err)
	}
}

func TestOraclePaths(t *testing.T) {
	for _, name := range oracleCases {
		sys := oracle(t, name)
		m := model(t, sys, leontief.Domestic)
		codes, _, _ := shared.Matrix(t, "reference", "io", "oracle", name+"__Z.csv")
		list, err := m.Paths(context.Background(), m.Form(m.PerOutput(m.PrimaryInputs()), m.Demand()), 20)
		if err != nil {
			t.Fatal(err)
		}
		records := shared.CSV(t, "reference", "io", "oracle", name+"__SPA_top20.csv")[1:]
		if len(list.Paths) != len(records) || !list.Proven || list.Magnitude {
			t.Fatalf("%s: got %d paths, proven %v; want %d proven", name, len(list.Paths), list.Proven, len(records))
		}
		rest := list.Total
		want := map[string]string{}
		for _, rec := range records {
			want[rec[2]] = rec[0]
		}
		for k, p := range list.Paths {
			var names []string
			for _, i := range p.Industries {
				names = append(names, codes[i])
			}
			listed, ok := want[strings.Join(names, " <- ")]
			value, _ := strconv.ParseFloat(listed, 64)
			if !ok {
				t.Errorf("%s: path %v is not in the oracle's list", name, names)
			}
			near(t, name+" "+strings.Join(names, " <- "), p.Value, value, tight)
			if k > 0 && list.Paths[k-1].Value < p.Value*(1-1e-12) {
				t.Errorf("%s: path %d is larger than the one before", name, k)
			}
			rest -= p.Value
		}
		near(t, name+" rest", list.Rest, rest, tight)
	}
}

// TestPublished checks what books and offices printed, to their digits.
func TestPublished(t *testing.T) {
	de := model(t, oracle(t, "DE1995_Beutel"), leontief.Domestic)
	mb := model(t, oracle(t, "MB_T2.3"), leontief.Domestic)
	closed := model(t, closed("MB_T2.5", [][]float64{{150, 500, 50}, {200, 100, 400}, {300, 500, 50}}, []float64{1000, 2000, 1000}), leontief.Domestic)
	flat := func(m *leontief.Model) (all []float64) {
		for i := range m.N() {
			all = append(all, m.Inverse(i)...)
		}
		return all
	}
	ours := map[string][]float64{
		"MB_T2.3/L": flat(mb), "MB_T2.3/x_new (eq 2.13)": mb.Solve([]float64{600, 1500}), "MB_T2.5_closed/closed L": flat(closed),
		"DE1995_Beutel/backward linkages": de.OutputMultipliers(), "DE1995_Beutel/forward linkages (Ghosh)": de.GhoshSums(),
	}
	gva, _, _, _ := germany(t)
	ours["DE1995_Beutel/GVA indicator"] = de.PerOutput(gva)
	seen := 0
	for _, rec := range shared.CSV(t, "reference", "io", "oracle", "published_checks.csv")[1:] {
		got, ok := ours[rec[0]+"/"+rec[1]]
		if !ok {
			continue
		}
		seen++
		tol, _ := strconv.ParseFloat(rec[4], 64)
		off := 0
		for i, text := range strings.Split(strings.Trim(rec[2], "[]"), ",") {
			want, _ := strconv.ParseFloat(strings.TrimSpace(text), 64)
			if math.Abs(got[i]-want) > tol {
				off++
			}
		}
		// The printed forward linkage of industry is a misprint (1.6691 for 1.6910).
		if expected := map[bool]int{true: 0, false: 1}[rec[5] == "True"]; off != expected {
			t.Errorf("%s %s: %d numbers differ from the printed ones; want %d", rec[0], rec[1], off, expected)
		}
	}
	if seen != len(ours) {
		t.Errorf("%d published cases checked; want %d", seen, len(ours))
	}
}

// TestPymrio checks the multi-region matrices of pymrio 0.6.3.
func TestPymrio(t *testing.T) {
	read := func(name string) [][]float64 { return block(t, name, 48) }
	z := read("Z")
	var x []float64
	for _, row := range block(t, "x", 1) {
		x = append(x, row[0])
	}
	m := model(t, closed("pymrio", z, x), leontief.Domestic)
	buf := make([]float64, m.N())
	sameMatrix(t, "A", read("A"), func(i int) []float64 { return m.Coefficients(i, buf) })
	sameMatrix(t, "L", read("L"), m.Inverse)
	sameMatrix(t, "G", read("G"), func(i int) []float64 { return m.GhoshInverse(i, buf) })
	sameMatrix(t, "B", read("B"), func(i int) []float64 {
		b := append([]float64(nil), m.Flows().Row(i, nil)...)
		for j := range b {
			b[j] /= x[i]
		}
		return b
	})
}

// block returns the lower right numbers of a pymrio file, the given columns wide.
func block(t *testing.T, name string, width int) (numbers [][]float64) {
	records := shared.CSV(t, "reference", "io", "pymrio_test_mrio", name+".csv")
	for _, rec := range records {
		if len(rec) < width {
			continue
		}
		row := make([]float64, width)
		ok := true
		for j := range row {
			v, err := strconv.ParseFloat(rec[len(rec)-width+j], 64)
			row[j], ok = v, ok && err == nil
		}
		if ok {
			numbers = append(numbers, row)
		}
	}
	if len(numbers) != 48 {
		t.Fatalf("%s: got %d rows of numbers; want 48", name, len(numbers))
	}
	return numbers
}

// TestIoanalysisDiffers keeps two faults of a peer in view: its field of
// influence of a_ij is that of a_ji, and its extraction forgets exports.
func TestIoanalysisDiffers(t *testing.T) {
	toy := func(name string) [][]float64 {
		_, _, v := shared.Matrix(t, "reference", "io", "ioanalysis_toy", name+".csv")
		return v
	}
	var x []float64
	for _, row := range toy("X") {
		x = append(x, row[0])
	}
	m := model(t, closed("toy", toy("Z"), x), leontief.Domestic)
	theirs := toy("f_influence_1_2")
	ours, transposed := m.FieldOfInfluence(0, 1), m.FieldOfInfluence(1, 0)
	var differ float64
	for i := range theirs {
		for j := range theirs[i] {
			near(t, "their f.influence(1,2) is ours of a_21", theirs[i][j], transposed[i][j], tight)
			differ = math.Max(differ, math.Abs(theirs[i][j]-ours[i][j]))
		}
	}
	if differ < 1e-3 {
		t.Error("their field of influence equals ours; want it to be the transposed one")
	}
	theirTotal, ourTotal := toy("f_influence_total"), m.TotalInfluence()
	for i := range theirTotal {
		for j := range theirTotal[i] {
			near(t, "their total influence is ours transposed", theirTotal[i][j], ourTotal[j][i], tight)
		}
	}
	ioanalysisExtraction(t, m, toy)
}

// ioanalysisExtraction: published output is set against a baseline that lacks
// exports (backward) or imports (forward), so that even what nobody extracts
// seems lost. Leaving them out of our demand gives their numbers.
func ioanalysisExtraction(t *testing.T, m *leontief.Model, toy func(string) [][]float64) {
	n, x := m.N(), m.Output()
	f, v := make([]float64, n), make([]float64, n)
	for i, row := range toy("f") {
		for _, y := range row {
			f[i] += y
		}
	}
	for _, row := range toy("V") {
		for j, value := range row {
			v[j] += value
		}
	}
	for r, region := range []string{"Hogwarts", "Narnia"} {
		backward, backwardTotal := toy("extraction_backward__"+region), toy("extraction_backward.total__"+region)
		forward, forwardTotal := toy("extraction_forward__"+region), toy("extraction_forward.total__"+region)
		for s := range backward[0] {
			j := 5*r + s
			lacksExports := rescaled(t, m, m.Solve(f))
			lacksImports := rescaledByRows(t, m, m.SolveGhosh(v))
			e, err := lacksExports.Extract([]int{j}, leontief.Backward, 1)
			if err != nil {
				t.Fatal(err)
			}
			g, err := lacksImports.Extract([]int{j}, leontief.ForwardSupply, 1)
			if err != nil {
				t.Fatal(err)
			}
			ours, err := m.Extract([]int{j}, leontief.Backward, 1)
			if err != nil {
				t.Fatal(err)
			}
			own := m.Coefficient(j, j)
			for i := range n {
				near(t, "their backward extraction is ours without exports", backward[i][s], x[i]-e.Left[i], tight)
				near(t, "their forward extraction is ours without imports", forward[i][s], x[i]-g.Left[i], tight)
				if backward[i][s] < ours.Loss[i]+50 {
					t.Errorf("their loss of %d, %v, is near ours, %v; want it to count exports as lost", i, backward[i][s], ours.Loss[i])
				}
				// "total" cuts row and column, but the own cell and demand stay.
				if i == j {
					near(t, "backward.total", backwardTotal[i][s], x[i]-f[i]/(1-own), tight)
					near(t, "forward.total", forwardTotal[i][s], x[i]-v[i]/(1-own), tight)
				} else {
					near(t, "backward.total", backwardTotal[i][s], backward[i][s], tight)
					near(t, "forward.total", forwardTotal[i][s], forward[i][s], tight)
				}
			}
		}
	}
}

// rescaled has the recipes of a model and another output; rescaledByRows has its
// allocation of sales.
func rescaled(t *testing.T, m *leontief.Model, x []float64) *leontief.Model {
	return refilled(t, m, x, func(i, j int) float64 { return x[j] / m.Output()[j] })
}

func rescaledByRows(t *testing.T, m *leontief.Model, x []float64) *leontief.Model {
	return refilled(t, m, x, func(i, j int) float64 { return x[i] / m.Output()[i] })
}

func refilled(t *testing.T, m *leontief.Model, x []float64, factor func(i, j int) float64) *leontief.Model {
	z := make([][]float64, m.N())
	for i := range z {
		z[i] = append([]float64(nil), m.Flows().Row(i, nil)...)
		for j := range z[i] {
			z[i][j] *= factor(i, j)
		}
	}
	return model(t, closed("refilled", z, x), leontief.Domestic)
}

package server_test

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"runtime"
	"slices"
	"sync"
	"testing"
	"time"

	"dougong/internal/server"
	"dougong/internal/shared"
)

var (
	loadFor     = flag.Duration("load", 0, "how long TestLoad asks; 0 leaves it out")
	loadClients = flag.Int("clients", 50, "how many clients TestLoad has")
)

const (
	thinks = 200 * time.Millisecond // a client, between two requests
	budget = 50 * time.Millisecond  // of one request in a hundred
)

// TestLoad lets many clients use a world table at a time, as people do: they
// look at answers, change the economy, ask why, zoom. It wants 99 requests in a
// hundred within 50 ms, runs included, since those become jobs; and memory that
// stays where it is after the first third.
func TestLoad(t *testing.T) {
	if *loadFor == 0 {
		t.Skip("takes a while; run it with -load 60s")
	}
	s := start(t, shared.Path(t, "data", "wiod2013", "wiod2013_2011.csv.gz"), server.Config{})
	var detail struct{ Economies, Sectors []struct{ ID string } }
	s.wait("/api/v1/data/"+s.data).into(t, 200, &detail)
	u := &users{served: s, client: &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: *loadClients, DisableCompression: false}}, took: map[string][]time.Duration{}}
	for _, e := range detail.Economies {
		u.economies = append(u.economies, e.ID)
	}
	for _, e := range detail.Sectors {
		u.sectors = append(u.sectors, e.ID)
	}
	ends := time.Now().Add(*loadFor)
	var wait sync.WaitGroup
	for i := range *loadClients {
		wait.Go(func() { u.use(rand.New(rand.NewPCG(uint64(i), 8642)), ends) })
	}
	var heaps []uint64
	for time.Now().Before(ends) {
		time.Sleep(*loadFor / 12)
		heaps = append(heaps, heap())
	}
	wait.Wait()
	u.report()
	t.Logf("heap in MB: %v", mega(heaps))
	early, late := slices.Max(heaps[len(heaps)/3:len(heaps)*2/3]), slices.Max(heaps[len(heaps)*2/3:])
	if late > early+early/5+(64<<20) {
		t.Errorf("heap grew from %d to %d MB; want it flat", early>>20, late>>20)
	}
}

func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func mega(bytes []uint64) []uint64 {
	list := make([]uint64, len(bytes))
	for i, b := range bytes {
		list[i] = b >> 20
	}
	return list
}

// users are the clients, and how long each of their requests took.
type users struct {
	*served
	client             *http.Client
	economies, sectors []string

	mu   sync.Mutex
	took map[string][]time.Duration
}

func (u *users) use(r *rand.Rand, ends time.Time) {
	pick := func(from []string) string { return from[r.IntN(len(from))] }
	data := "/api/v1/data/" + u.data
	for time.Now().Before(ends) {
		time.Sleep(time.Duration(float64(thinks) * (0.5 + r.Float64())))
		economy, sector := pick(u.economies), pick(u.sectors)
		switch r.IntN(10) {
		case 0:
			u.ask("page", "/")
		case 1:
			u.ask("catalogue", "/api/v1/catalogue")
		case 2:
			u.ask("data", data)
		case 3:
			u.ask("block", data+"/blocks/flows?zoom="+pick([]string{"sector", "economy"}))
		case 4:
			u.ask("block", data+"/blocks/flows?rows="+economy+"&cols="+economy)
		case 5:
			u.run("structure", data+"/analyses/structure?economy="+economy)
		case 6:
			u.run("linkages", data+"/analyses/linkages?economy="+economy)
		case 7:
			u.run("dependence", data+"/analyses/dependence?economy="+economy)
		case 8:
			u.run("why", data+"/analyses/linkages/why?economy="+economy+"&column=backward&row="+economy+"_"+sector)
		case 9:
			u.run("suppliers-of", data+"/analyses/suppliers-of?economy="+economy+"&sector="+sector)
		}
	}
}

// run asks for an answer and, where it becomes a job, polls until it is there.
func (u *users) run(name, path string) {
	for range 100 {
		status, body := u.ask(name, path)
		if status != http.StatusAccepted {
			return
		}
		var j jobView
		if json.Unmarshal(body, &j) != nil {
			return
		}
		for j.State == "queued" || j.State == "running" {
			time.Sleep(thinks)
			status, body = u.ask("job", "/api/v1/jobs/"+j.ID)
			if status != http.StatusOK || json.Unmarshal(body, &j) != nil {
				return
			}
		}
	}
}

func (u *users) ask(name, path string) (int, []byte) {
	begun := time.Now()
	answer, err := u.client.Get(u.url + path)
	if err != nil {
		u.t.Errorf("%s: %v", path, err)
		return 0, nil
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	took := time.Since(begun)
	if err != nil {
		u.t.Errorf("%s: %v", path, err)
	}
	// 422: a sector without output; 429: the queue is full.
	if answer.StatusCode >= 400 && answer.StatusCode != 422 && answer.StatusCode != 429 {
		u.t.Errorf("%s: got %d: %.200s", path, answer.StatusCode, text)
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	kind := fmt.Sprintf("%s %d", name, answer.StatusCode)
	u.took[kind] = append(u.took[kind], took)
	return answer.StatusCode, text
}

func (u *users) report() {
	var all []time.Duration
	var kinds []string
	for kind, took := range u.took {
		kinds, all = append(kinds, kind), append(all, took...)
	}
	slices.Sort(kinds)
	for _, kind := range kinds {
		u.t.Logf("%-18s %s", kind, spread(u.took[kind]))
	}
	u.t.Logf("%-18s %s", "all", spread(all))
	if len(all) == 0 {
		u.t.Fatal("no request was made")
	}
	if p := quantile(all, .99); p > budget {
		u.t.Errorf("99 %% of %d requests took up to %v; want %v", len(all), p, budget)
	}
}

func quantile(took []time.Duration, q float64) time.Duration {
	sorted := slices.Sorted(slices.Values(took))
	return sorted[int(q*float64(len(sorted)-1))]
}

func spread(took []time.Duration) string {
	return fmt.Sprintf("%6d requests, median %v, 99 %% within %v, longest %v", len(took),
		quantile(took, .5).Round(10*time.Microsecond), quantile(took, .99).Round(10*time.Microsecond), slices.Max(took).Round(10*time.Microsecond))
}

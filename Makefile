# make demo    runs the main job on the embedded example
# make test    passes the tests
# make check   vet, staticcheck, formatting
# make race    the race detector (needs a C compiler)
# make cross   builds for all platforms into out/
# make bench   the benchmarks of the readers and the model
# make load    50 clients on a world table, 10 minutes (LOAD=60s for less)
# make long    fuzzing, a minute a reader, and the benchmarks; results go to BENCH.md
# make ui      builds the page into ui/dist (needs Node); the next build of the program holds it
# make ui-test tests the page: units, then a browser (Debian's chromium) on a program of its own
# make example builds examples/world-2011 again from the published table

export CGO_ENABLED := 0
SHARED  ?= ../shared
FUZZ    ?= 60s
LOAD    ?= 10m
VERSION ?= $(shell git describe --always --dirty 2>/dev/null || echo unknown)
GOFLAGS_BUILD := -trimpath -ldflags "-s -w -X dougong/internal/cli.version=$(VERSION)"

.PHONY: demo build test check race cross bench load long fuzz example ui ui-test clean

demo: build
	./dougong demo --economy CHN

build:
	go build $(GOFLAGS_BUILD) -o dougong ./cmd/dougong

test:
	go test ./...

check:
	@unformatted=$$(gofmt -l .); test -z "$$unformatted" || { echo "gofmt these: $$unformatted"; exit 1; }
	go vet ./...
	go tool staticcheck ./...

race:
	CGO_ENABLED=1 go test -race -short ./...

cross:
	@for target in linux/amd64 linux/arm64 linux/loong64 windows/amd64 darwin/arm64; do \
		echo "build $$target"; \
		GOOS=$${target%/*} GOARCH=$${target#*/} go build $(GOFLAGS_BUILD) -o out/$${target%/*}-$${target#*/}/ ./cmd/dougong || exit 1; \
	done

bench:
	go test -run '^$$' -bench . -benchmem ./...

fuzz:
	@grep -rl --include='*_test.go' '^func Fuzz' . | while read -r file; do \
		for name in $$(sed -n 's/^func \(Fuzz[A-Za-z0-9_]*\).*/\1/p' $$file); do \
			echo "fuzz $$name in $$(dirname $$file)"; \
			go test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZ) -fuzzminimizetime 5x $$(dirname $$file) || exit 1; \
		done; \
	done

load:
	go test ./internal/server -run 'TestLoad$$' -v -load $(LOAD) -timeout 1h

long: fuzz bench load

example: build
	./dougong data aggregate $(SHARED)/data/wiod2013/wiod2013_2011.csv.gz --regions examples/world-2011.regions.csv --name world-2011 --gzip --output examples/world-2011

ui:
	cd ui && npm ci --no-audit --no-fund && npm run build

ui-test: ui build
	cd ui && npm run unit && npm run e2e

clean:
	rm -rf dougong out demo.html

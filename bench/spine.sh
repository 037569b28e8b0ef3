#!/usr/bin/env bash
# dougong beside pandas and NumPy on the same file in the same minute; needs
# Python. Paste the output into BENCH.md with machine and commit.
set -euo pipefail
cd "$(dirname "$0")/.."
file=${1:-${DOUGONG_SHARED:-../shared}/data/wiod2013/wiod2013_2011.csv.gz}
venv=${VENV:-$(mktemp -d)/venv}
[ -x "$venv/bin/python" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install -q numpy==2.4.6 pandas==3.1.1; }
echo "commit $(git describe --always --dirty), $(go version | cut -d' ' -f3), $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -1)"
"$venv/bin/python" bench/spine.py "$file"
go test -run '^$' -bench 'ReadWIOD2011|World|Why' -benchtime 5x -benchmem ./dataset ./leontief ./dependence
go build -o "$venv/dougong" ./cmd/dougong
for economy in CHN DEU NLD; do
	echo "demo $economy on $file"
	( time "$venv/dougong" demo --data "$file" --economy $economy --html "$venv/demo.html" -q | sha256sum ) 2>&1 | grep -v '^$'
done
echo "demo on the embedded example"
( time "$venv/dougong" demo --economy CHN --html "$venv/demo.html" -q | sha256sum ) 2>&1 | grep -v '^$'

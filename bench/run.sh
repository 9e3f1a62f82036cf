#!/usr/bin/env bash
# Runs the benchmarks and prints their figures: the rooms one by one, then the whole way beside Scrapy and Crawlee, and
# fetching beside curl. Crawlee takes part where node and npm are there and its packages can be had.
#   bench/run.sh [NAME...]     NAME is a suite of bench/ or e2e; all by default
# $REPEAT (3): so many runs of the whole way, of which the best counts.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
build="$root/build/bench"
wanted=("$@")

# Installs what crawlee/package-lock.json lists into the build folder, once, and prints the folder.
crawlee() {
  local folder="$build/crawlee"
  command -v node >/dev/null && command -v npm >/dev/null || { echo 'bench: no node and npm, so Crawlee is left out' >&2; return 0; }
  mkdir -p "$folder"
  cp "$root"/bench/e2e/crawlee/{package.json,column.mjs,.npmrc} "$folder"
  if ! cmp -s "$root/bench/e2e/crawlee/package-lock.json" "$folder/installed-lock.json"; then
    cp "$root/bench/e2e/crawlee/package-lock.json" "$folder"
    (cd "$folder" && npm ci --ignore-scripts --no-progress >npm.log 2>&1) ||
      { tail -n 3 "$folder/npm.log" >&2; echo 'bench: its packages cannot be had, so Crawlee is left out' >&2; return 0; }
    cp "$folder/package-lock.json" "$folder/installed-lock.json"
  fi
  echo "$folder"
}
[ "${#wanted[@]}" = 0 ] && for suite in "$root"/bench/*.cpp; do wanted+=("$(basename "$suite" .cpp)"); done && wanted+=(load e2e)
printf '%s, %s cores, load %s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(cut -d ' ' -f 1 /proc/loadavg)"
for name in "${wanted[@]}"; do
  printf '\n== %s\n' "$name"
  if [ "$name" = e2e ]; then
    folder="$(crawlee)"
    python3 "$root/bench/e2e/run.py" --build "$build" --repeat "${REPEAT:-3}" ${folder:+--crawlee "$folder"}
  elif [ "$name" = load ]; then
    python3 "$root/bench/load/run.py" --programs "$build/bench" --tenderlead "$build/tenderlead" --store "$root/build/load" --seconds "${SECONDS_OF_LOAD:-60}"
  elif [ "$name" = frontier ] || [ "$name" = politeness ] || [ "$name" = backtest ]; then
    "$build/bench/bench_$name"
  elif [ -x "$build/bench/bench_$name" ]; then
    results="$build/bench/$name.json"
    /usr/bin/time -f %M -o "$results.memory" "$build/bench/bench_$name" \
      --benchmark_out="$results" --benchmark_out_format=json >/dev/null
    python3 "$root/bench/report.py" "$results" <"$results.memory"
  else
    printf 'bench: there is no suite "%s"\n' "$name" >&2
    exit 2
  fi
done

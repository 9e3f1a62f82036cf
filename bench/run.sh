#!/usr/bin/env bash
# Runs the benchmarks and prints their figures: the rooms one by one, then the whole way beside Scrapy.
#   bench/run.sh [NAME...]     NAME is a suite of bench/ or e2e; all by default
# $REPEAT (3): so many runs of the whole way, of which the best counts.
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
build="$root/build/bench"
wanted=("$@")
[ "${#wanted[@]}" = 0 ] && for suite in "$root"/bench/*.cpp; do wanted+=("$(basename "$suite" .cpp)"); done && wanted+=(e2e)
printf '%s, %s cores, load %s\n' "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)" "$(nproc)" "$(cut -d ' ' -f 1 /proc/loadavg)"
for name in "${wanted[@]}"; do
  printf '\n== %s\n' "$name"
  if [ "$name" = e2e ]; then
    python3 "$root/bench/e2e/run.py" --build "$build" --repeat "${REPEAT:-3}"
  elif [ "$name" = frontier ] || [ "$name" = politeness ]; then
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

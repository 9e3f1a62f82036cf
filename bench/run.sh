#!/usr/bin/env bash
# Runs the benchmarks and prints their tables: the rooms one by one, then the whole way beside Scrapy.
#   bench/run.sh [NAME...]     NAME is a suite of bench/ or e2e; all by default
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
wanted=("$@")
[ "${#wanted[@]}" = 0 ] && for suite in "$root"/bench/*.cpp; do wanted+=("$(basename "$suite" .cpp)"); done && wanted+=(e2e)
for name in "${wanted[@]}"; do
  printf '\n== %s\n' "$name"
  if [ "$name" = e2e ]; then
    python3 "$root/bench/e2e/run.py" --build "$root/build/bench"
  elif [ -x "$root/build/bench/bench/bench_$name" ]; then
    "$root/build/bench/bench/bench_$name" --benchmark_counters_tabular=true
  else
    printf 'bench: there is no suite "%s"\n' "$name" >&2
    exit 2
  fi
done

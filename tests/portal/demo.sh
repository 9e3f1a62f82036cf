#!/usr/bin/env bash
# Crawls the simulated portal and shows the leads. Called by `./dev demo`; needs build/release.
#   demo.sh [--port FIRST] [--notices N] [--no-serve] [--keep] [--programs DIR] [--folder DIR]
#   ends with the review pages until Ctrl-C; --no-serve ends after the leads, with --keep the portal alone goes on; --programs are elsewhere than in build/release, --folder than ./demo
set -euo pipefail
root="$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)"
bin="$root/build/release"
demo="$root/demo"
port=18080 notices=240 keep= serve=yes portal=
while [ "$#" -gt 0 ]; do
  case "$1" in
    --port) port="$2"; shift 2 ;;
    --notices) notices="$2"; shift 2 ;;
    --keep) keep=yes; serve=; shift ;;
    --no-serve) serve=; shift ;;
    --programs) bin="$2"; shift 2 ;;
    --folder) demo="$2"; shift 2 ;;
    *) echo "demo: unknown option '$1'; there are --port, --notices, --no-serve, --keep, --programs and --folder" >&2; exit 2 ;;
  esac
done
say() { printf '\n\033[1m%s\033[0m\n' "$*"; }

# A fresh demo each time; whoever wants to keep one moves the folder away.
[ ! -e "$demo" ] || [ -e "$demo/portal.json" ] || { echo "demo: $demo is no earlier demo; it stays as it is" >&2; exit 2; }
rm -rf "$demo"
mkdir -p "$demo"
cp -R "$root/tests/portal/config/." "$demo/"
# Six ports in a row: five sites and the control port. The next row where one is taken, of which only binding it can tell.
trap 'kill "$portal" 2>/dev/null || true' EXIT
for row in $(seq 0 10 1000); do
  at=$((port + row))
  "$bin/tenderlead-portal" --port "$at" --notices "$notices" >"$demo/portal.json" 2>"$demo/portal.err" &
  portal=$!
  while [ ! -s "$demo/portal.json" ] && kill -0 "$portal" 2>/dev/null; do sleep 0.05; done
  [ ! -s "$demo/portal.json" ] || break
  grep -q 'in use' "$demo/portal.err" || { cat "$demo/portal.err" >&2; exit 1; }
done
[ -s "$demo/portal.json" ] || { cat "$demo/portal.err" >&2; exit 1; }
port=$at
for n in 0 1 2 3 4; do sed -i "s/127\.0\.0\.1:1808$n/127.0.0.1:@$n@/g" "$demo/sources/portal.yaml"; done
for n in 0 1 2 3 4; do sed -i "s/127\.0\.0\.1:@$n@/127.0.0.1:$((port + n))/g" "$demo/sources/portal.yaml"; done

say "A simulated tender portal with $notices notices and two hospital websites, on 127.0.0.1:$port to $((port + 4))"

say "tenderlead --config demo run"
"$bin/tenderlead" --config "$demo" run

say "tenderlead --config demo leads"
"$bin/tenderlead" --config "$demo" leads --table --limit 15

id="$("$bin/tenderlead" --config "$demo" leads --json --limit 1 | awk -F'"' '{ for (i = 1; i < NF; ++i) if ($i == "id") { print $(i + 2); exit } }')"
cd "$root"
cat <<NEXT

What to type next:
  build/release/tenderlead --config demo show ${id:-ID}
  build/release/tenderlead --config demo leads --product child_development --table
  build/release/tenderlead --config demo export --csv leads.csv
  docs/tutorial.md: a lead from your own source
NEXT
if [ -n "$serve" ]; then
  say "tenderlead --config demo serve: the review pages over these leads, until Ctrl-C"
  free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }
  for at in $(seq 8080 8099) 0; do [ "$at" = 0 ] || free "$at" && break; done
  "$bin/tenderlead" --config "$demo" serve --port "$at"
fi
if [ -n "$keep" ]; then
  say "The portal goes on at http://127.0.0.1:$port/zfcg/cggg/index.htm until Ctrl-C"
  wait "$portal"
fi

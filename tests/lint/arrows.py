#!/usr/bin/env python3
"""Checks that includes go the way the arrows of docs/architecture.md go, and that SQL stands in store/ alone.

Exit status 0 when all is well, 1 with one line a fault otherwise.
"""
import pathlib
import re
import sys

# Room -> the rooms whose headers it may include (its own always).
ARROWS = {
    "model": set(),
    "wire": {"model"},
    "crawler": {"model"},
    "parsers": {"model"},
    "convert": {"model"},
    "store": {"model", "wire"},
    "rules": {"model"},
    "linker": {"model"},
    "export": {"model"},
    "web": {"model", "wire", "store", "export"},
    "app": {"model", "wire", "crawler", "parsers", "convert", "store", "rules", "linker", "export", "web"},
}
# The crawler's queue lives in the store: the store implements the crawler's interface, so it may see that one header.
# app/config fills the structs that rules, parsers and crawler declare; it may not see the store or the pipeline.
EXTRA = {"store": {"crawler/frontier.h"}}
CONFIG_MAY_SEE = {"model", "crawler", "parsers", "convert", "rules", "linker", "app/config"}

INCLUDE = re.compile(r'^\s*#include\s+"([^"]+)"')
SQL = re.compile(r'"\s*(SELECT|INSERT|UPDATE|DELETE FROM|CREATE TABLE|PRAGMA)\b')


def faults(root):
    for room, allowed in ARROWS.items():
        for path in sorted((root / room).rglob("*")):
            if path.suffix not in (".h", ".cpp"):
                continue
            name = path.relative_to(root).as_posix()
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if room != "store" and SQL.search(line):
                    yield f"{name}:{number}: SQL outside store/"
                match = INCLUDE.match(line)
                if not match:
                    continue
                target = match.group(1)
                if not (root / target).exists():
                    yield f"{name}:{number}: includes \"{target}\", which isn't a path from the repository's root"
                    continue
                to = target.split("/")[0]
                if name.startswith("app/config/"):
                    if to in CONFIG_MAY_SEE or target.startswith("app/config/"):
                        continue
                    yield f"{name}:{number}: app/config may not include {target}"
                elif to != room and to not in allowed and target not in EXTRA.get(room, ()):
                    yield f"{name}:{number}: {room} may not include {target}"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parents[2])
    found = list(faults(root))
    for fault in found:
        print(fault)
    print(f"arrows: {len(found)} faults")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

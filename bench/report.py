#!/usr/bin/env python3
"""Prints a suite's figures, each beside what a user would otherwise take.

usage: report.py RESULTS.json < "peak memory in KiB"

A benchmark NAME/SET is compared with the one that BESIDE names, of the same set where there is one.
"""
import json
import sys

BESIDE = {
    "decoded": "bare_gumbo", "document": "bare_gumbo", "notice_read": "bare_gumbo", "hospital_read": "bare_gumbo",
    "list_read": "bare_gumbo", "selected": "bare_gumbo", "page_as_notice": "bare_gumbo", "page_by_content": "bare_gumbo",
    "in_flight": "one_after_the_other", "stored": "plain_table", "tag_by_many_rules": "one_set",
}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        rows = {row["name"]: row for row in json.load(file)["benchmarks"]}
    print(f"{'':32}{'items/s':>12}{'MiB/s':>10}   beside")
    for name, row in rows.items():
        if row.get("error_occurred"):
            sys.exit(f"bench: {name}: {row['error_message']}")
        stem, *rest = name.removesuffix("/real_time").split("/")
        rate = row.get("items_per_second")
        if rate is None and "bytes_per_second" not in row:
            rate = 1e9 / (row["cpu_time"] * {"ns": 1, "us": 1e3, "ms": 1e6}[row["time_unit"]])
        items = f"{rate:12,.0f}" if rate else f"{'':12}"
        mib = row.get("bytes_per_second")
        text = f"{name:32}{items}" + (f"{mib / 2**20:10,.1f}" if mib else f"{'':10}")
        other = BESIDE.get(stem)
        found = next((rows[key] for key in ("/".join([other or "", *rest]), other, f"{other}/real_time") if key in rows), None)
        if found:
            text += f"   {rate / found['items_per_second']:.2f} of {found['name'].removesuffix('/real_time')}"
        print(text)
    memory = sys.stdin.read().split()
    if memory:
        print(f"peak memory of the suite: {int(memory[-1]) / 1024:.0f} MiB")


if __name__ == "__main__":
    main()

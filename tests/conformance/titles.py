#!/usr/bin/env python3
"""Measures the shipped rules on labelled titles: is it hospital IT, and which products?

usage: titles.py TITLES.jsonl [--errors] -- COMMAND...

A row has `id`, `title`, `detail`, `buyer`, and the labels `health_it` and `products`. COMMAND is
`tenderlead debug tags --jsonl`. Rows fall into two halves by the SHA-256 of their id (even first byte: the half that rules
are tuned on; odd: the other one, only looked at here). Prints precision, recall and F1 of both halves and of all, and with
--errors the rows that disagree, of the first half alone.

Exit status: 0 where both halves reach the aims (precision 0.95 at recall 0.95 for hospital IT, micro F1 0.90 over
products), 1 otherwise, 2 for a command that answers wrongly, 77 where the titles aren't there.
"""
import argparse
import hashlib
import json
import os
import subprocess
import sys

SKIPPED = 77
AIMS = {"precision": 0.95, "recall": 0.95, "products F1": 0.90}


def in_first_half(row):
    return hashlib.sha256(row["id"].encode()).digest()[0] % 2 == 0


def ratio(part, whole):
    return part / whole if whole else 1.0


def f1(true_positive, false_positive, false_negative):
    return ratio(2 * true_positive, 2 * true_positive + false_positive + false_negative)


def measure(pairs):
    """The figures over (row, answer) pairs."""
    it = [0, 0, 0]
    products = [0, 0, 0]
    for row, answer in pairs:
        given = "health_it" in answer["tags"]
        it[0] += given and row["health_it"]
        it[1] += given and not row["health_it"]
        it[2] += row["health_it"] and not given
        wanted, got = set(row["products"]), set(answer["products"])
        products[0] += len(wanted & got)
        products[1] += len(got - wanted)
        products[2] += len(wanted - got)
    return {
        "rows": len(pairs),
        "precision": ratio(it[0], it[0] + it[1]),
        "recall": ratio(it[0], it[0] + it[2]),
        "F1": f1(*it),
        "products F1": f1(*products),
    }


def line(name, figures):
    return (f"{name}: {figures['rows']} rows, hospital IT precision {figures['precision']:.3f} recall "
            f"{figures['recall']:.3f} F1 {figures['F1']:.3f}, products micro F1 {figures['products F1']:.3f}")


def main(arguments):
    cut = arguments.index("--") if "--" in arguments else len(arguments)
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("titles")
    parser.add_argument("--errors", action="store_true")
    options = parser.parse_args(arguments[:cut])
    command = arguments[cut + 1:]
    if not command:
        parser.error("COMMAND is missing")
    if not os.path.exists(options.titles):
        print(f"{options.titles} isn't there")
        return SKIPPED
    with open(options.titles, encoding="utf-8") as file:
        rows = [json.loads(text) for text in file if text.strip()]
    questions = "".join(json.dumps({key: row.get(key) or "" for key in ("title", "detail", "buyer")},
                                   ensure_ascii=False) + "\n" for row in rows)
    done = subprocess.run(command, input=questions.encode(), stdout=subprocess.PIPE, check=False)
    answers = [json.loads(text).get("actual") for text in done.stdout.decode().splitlines()]
    if len(answers) != len(rows) or any(answer is None for answer in answers):
        print(f"{len(rows)} rows were asked, {sum(a is not None for a in answers)} answered")
        return 2
    pairs = list(zip(rows, answers))
    halves = {"tuned on": [p for p in pairs if in_first_half(p[0])],
              "held back": [p for p in pairs if not in_first_half(p[0])]}
    if options.errors:
        for row, answer in halves["tuned on"]:
            if row["health_it"] != ("health_it" in answer["tags"]) or set(row["products"]) != set(answer["products"]):
                print(row["id"], row["title"], "|", row.get("buyer"), "| label", row["health_it"], row["products"],
                      "| rules", answer["tags"], answer["products"])
    reached = True
    for name, half in halves.items():
        figures = measure(half)
        print(line(name, figures))
        reached = reached and all(figures[key] >= aim for key, aim in AIMS.items())
    print(line("all", measure(pairs)))
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

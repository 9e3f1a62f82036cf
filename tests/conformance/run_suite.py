#!/usr/bin/env python3
"""Runs a suite of cases that others wrote against a command that answers line by line.

usage: run_suite.py SUITE.jsonl CHECK [--only KEY=VALUE]... [--where-equal KEY KEY] [--differs FILE] -- COMMAND...

The rows of SUITE go to COMMAND's standard input, one JSON object a line; COMMAND answers each, in order, with an
object that holds its answer under "actual". COMMAND runs in the suite's folder, so that rows may name files there.

CHECK is one of
  --expect KEY        the answer equals the row's KEY
  --expect-count KEY  the answer is a list of as many members as KEY says
  --safe-cell         the answer is a CSV cell that no spreadsheet takes for a formula, and that holds the row's
                      `input` unchanged where `dangerous_first_char` is false
Rows without KEY are left out. --only keeps the rows whose KEY is VALUE, --where-equal those in which two keys agree.

--differs FILE names the rows that are answered otherwise on purpose, by their line in SUITE: "12 13 | clause of a standard: why".
Such a row fails when it passes: then the line is to go.

Prints the first failures, and last "N passed, M failed". Exit status: 0 when nothing failed, 1 otherwise, 2 for wrong usage or a
command that answers wrongly, 77 where the suite isn't there.
"""
import argparse
import json
import os
import shutil
import subprocess
import sys

SKIPPED = 77  # what CTest's SKIP_RETURN_CODE is set to
SHOWN = 20
# OWASP's list of what begins a formula, with the full-width forms that East Asian spreadsheets read likewise.
FORMULA_STARTS = "=+-@\t\r\n＝＋－＠"


def cell_content(text):
    """What a CSV reader makes of the cell (RFC 4180, 2.5 to 2.7)."""
    if len(text) >= 2 and text[0] == text[-1] == '"':
        return text[1:-1].replace('""', '"')
    return text


def is_safe_cell(row, actual):
    content = cell_content(actual) if isinstance(actual, str) else "="
    if not row["dangerous_first_char"]:
        return content == row["input"]
    return not content.startswith(tuple(FORMULA_STARTS))


def parse_arguments(argv):
    if "--" not in argv:
        sys.exit(__doc__)
    split = argv.index("--")
    parser = argparse.ArgumentParser(usage=__doc__.splitlines()[2].removeprefix("usage: "))
    parser.add_argument("suite")
    check = parser.add_mutually_exclusive_group(required=True)
    check.add_argument("--expect", metavar="KEY")
    check.add_argument("--expect-count", metavar="KEY")
    check.add_argument("--safe-cell", action="store_true")
    parser.add_argument("--only", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--where-equal", nargs=2, metavar="KEY")
    parser.add_argument("--differs", metavar="FILE")
    arguments = parser.parse_args(argv[:split])
    arguments.only = [pair.split("=", 1) for pair in arguments.only]
    command = argv[split + 1:]
    if not command or any(len(pair) != 2 for pair in arguments.only):
        parser.error("a command is missing after --, or a value after --only KEY=")
    command[0] = os.path.abspath(shutil.which(command[0]) or command[0])
    return arguments, command


def known_differences(path):
    """The numbers of rows that differ on purpose; each line of the file has to say by which clause."""
    numbers = set()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if not line.strip() or line.startswith("#"):
                continue
            rows, _, why = line.partition("|")
            if len(why.strip()) < 20:
                sys.exit(f"{path}: no reason is given for {rows.strip()}")
            numbers.update(map(int, rows.split()))
    return numbers


def load_rows(arguments):
    key = arguments.expect or arguments.expect_count or "dangerous_first_char"
    with open(arguments.suite, encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    for number, row in enumerate(rows, 1):
        row["row_number"] = number
    rows = [row for row in rows if key in row]
    for name, value in arguments.only:
        rows = [row for row in rows if str(row.get(name)).lower() == value.lower()]
    if arguments.where_equal:
        first, second = arguments.where_equal
        rows = [row for row in rows if row[first] == row[second]]
    return rows


def passes(arguments, row, actual):
    if arguments.expect:
        # True and 1 are equal to Python, but not to JSON.
        expected = row[arguments.expect]
        return actual == expected and isinstance(actual, bool) == isinstance(expected, bool)
    if arguments.expect_count:
        return isinstance(actual, list) and len(actual) == row[arguments.expect_count]
    return is_safe_cell(row, actual)


def main(argv):
    arguments, command = parse_arguments(argv)
    if not os.path.exists(arguments.suite):
        print(f"skipped: {arguments.suite} isn't there")
        return SKIPPED
    differs = known_differences(arguments.differs) if arguments.differs else set()
    rows = load_rows(arguments)
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    folder = os.path.dirname(os.path.abspath(arguments.suite))
    done = subprocess.run(command, input=lines, capture_output=True, encoding="utf-8", cwd=folder)
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.strip()]
    if len(answers) != len(rows):
        print(f"{len(rows)} rows in, {len(answers)} out, exit status {done.returncode}: {done.stderr[-400:]}")
        return 2
    failed = 0
    for row, answer in zip(rows, answers):
        actual = answer.get("actual")
        known = row["row_number"] in differs
        if passes(arguments, row, actual) != known:
            continue
        failed += 1
        if failed <= SHOWN:
            print("NO DIFFERENCE ANY MORE" if known else "FAIL", json.dumps(row, ensure_ascii=False)[:600])
            print("     answered", json.dumps(actual, ensure_ascii=False)[:300])
    explained = len(differs & {row["row_number"] for row in rows})
    print(f"{len(rows) - failed - explained} passed, {failed} failed" + (f", {explained} differ on purpose" if differs else ""))
    return 1 if failed or not rows else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

#!/usr/bin/env python3
"""Suites whose rows aren't in the form of `tenderlead debug`: they are put into it here, and go to run_suite.py.

usage: crawler_suites.py SUITES_FOLDER PROGRAM

url/w3lib_canonicalize (`debug canonical`), url/wpt_toascii (`debug resolve`), charset/w3lib_encoding (`debug charset`, `debug decode`)
and charset/tables: every character of two bytes in GB18030 and Big5 (`debug decode`). The rows that differ on purpose stand in
differences/, each with the clause of the standard that says so.

Exit status: as that of run_suite.py.
"""
import base64
import codecs
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SKIPPED = 77
ENTRIES_A_ROW = 500
LICENCE_LINES = 4  # at the head of each table


def rows_of(folder, name):
    with open(os.path.join(folder, name + ".jsonl"), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def w3lib_urls(folder):
    for row in rows_of(folder, "url/w3lib_canonicalize"):
        text = row["input"] if "input" in row else base64.b64decode(row["input_b64"]).decode("utf-8")
        yield {"input": text, "want": row["expected"]}


def toascii_hosts(folder):
    for row in rows_of(folder, "url/wpt_toascii"):
        want = None if row["output"] is None else f"https://{row['output']}/x"
        yield {"input": f"https://{row['input']}/x", "want": want}


def same_encoding(name, other):
    try:
        return codecs.lookup(name).name == codecs.lookup(other).name
    except LookupError:
        return False


def ask(program, part, rows):
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    done = subprocess.run([program, "debug", part, "--jsonl"], input=lines, capture_output=True, encoding="utf-8", check=True)
    return [json.loads(line)["actual"] for line in done.stdout.splitlines()]


def w3lib_encodings(folder, program):
    """Pages by their text, declarations by the encoding that they name. Rows in which nothing is declared say nothing of ours, which
    looks at the bytes then."""
    rows = rows_of(folder, "charset/w3lib_encoding")
    questions = []
    for row in rows:
        kind = row["fn"]
        if kind == "html_to_unicode":
            questions.append({"input_b64": row["body_b64"], "content_type": row.get("content_type_header") or ""})
        elif kind == "html_body_declared_encoding":
            page = {"input_b64": row["input_b64"]} if "input_b64" in row else {"input": row["input"]}
            questions.append({**page, "content_type": ""})
        else:
            questions.append({"input": "x", "content_type": str(row.get("input") or "")})
    found = ask(program, "charset", questions)
    texts = ask(program, "decode", [{"encoding": name, **question} for name, question in zip(found, questions)])
    for row, name, text in zip(rows, found, texts):
        kind = row["fn"]
        if kind == "html_to_unicode":
            answer, want = text, row["expected_text"]
        elif kind in ("html_body_declared_encoding", "http_content_type_encoding") and row["expected"] is not None:
            answer, want = same_encoding(name, row["expected"]), True
        else:
            answer = want = None  # kept, so that rows keep their numbers
        yield {"answer": answer, "want": want}


def table_rows(folder, name):
    def entries(suffix):
        with open(os.path.join(folder, "charset/tables", name + suffix), "rb") as file:
            return file.read().split(b"\n")[LICENCE_LINES:]
    coded, text = entries("_in.txt"), entries("_in_ref.txt")
    assert len(coded) == len(text) > 10_000, f"{name}: {len(coded)} and {len(text)} entries"
    for at in range(0, len(coded), ENTRIES_A_ROW):
        # A space after each, so that no byte is taken for the second one of the entry before.
        yield {"encoding": name, "input_b64": base64.b64encode(b" ".join(coded[at:at + ENTRIES_A_ROW])).decode(),
               "want": b" ".join(text[at:at + ENTRIES_A_ROW]).decode("utf-8")}


def run(title, rows, command, differs=None):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)
        file.flush()
        options = ["--differs", os.path.join(HERE, "differences", differs)] if differs else []
        print(title + ": ", end="", flush=True)
        return subprocess.run([sys.executable, os.path.join(HERE, "run_suite.py"), file.name, "--expect", "want", *options,
                               "--", *command], check=False).returncode


# Answers each row with what was found before.
ECHO = "import json,sys\nfor line in sys.stdin: print(json.dumps({'actual': json.loads(line)['answer']}))"


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    folder, program = sys.argv[1], os.path.abspath(sys.argv[2])
    if not os.path.isdir(os.path.join(folder, "charset", "tables")):
        print(f"skipped: {folder} isn't there")
        return SKIPPED
    debug = [program, "debug"]
    results = [
        run("url/w3lib_canonicalize", w3lib_urls(folder), [*debug, "canonical", "--jsonl"], "url_w3lib.txt"),
        run("url/wpt_toascii", toascii_hosts(folder), [*debug, "resolve", "--jsonl"], "url_toascii.txt"),
        run("charset/w3lib_encoding", w3lib_encodings(folder, program), [sys.executable, "-c", ECHO], "charset_w3lib.txt"),
        run("charset/tables/gb18030", table_rows(folder, "gb18030"), [*debug, "decode", "--jsonl"]),
        run("charset/tables/big5", table_rows(folder, "big5"), [*debug, "decode", "--jsonl"]),
    ]
    return max(results)


if __name__ == "__main__":
    sys.exit(main())

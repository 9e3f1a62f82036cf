#!/usr/bin/env python3
"""The archive against WARC 1.1, read by an independent reader: this file.

usage: warc_test.py [SUITE_FOLDER] PROGRAM

1. The files in SUITE_FOLDER/files are read as its records.jsonl says, which is what warcio reads in them.
2. What PROGRAM archives of a site on loopback, in two crawls, holds every rule of SUITE_FOLDER/rules.json, its
   container checks included; and so does what `archive compact` makes of it.

Without a folder the second alone, by what ISO 28500:2017 asks of every record (5.1 to 5.4).

Exit status: 0, 1 with each fault, 77 where the suite isn't there.
"""
import base64
import hashlib
import http.server
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
import zlib

SKIPPED = 77
# We read on where warcio stops: records that share a gzip member, and text behind a record whose length is wrong.
READ_ON = {"files/example-bad-non-chunked.warc.gz", "files/example-bad.warc.gz.bad", "files/example-wrong-chunks.warc.gz"}
# Chunks that contradict themselves: warcio gives nothing, we the body as it stands. Gzip data that ends too early: warcio
# gives what can be decoded, we give no page, and list the bytes as they stand.
OTHER_BODY = {"files/example-wrong-chunks.warc.gz", "files/example-trunc.warc"}

EVERY_RECORD = {
    "types": ["warcinfo", "response", "resource", "request", "metadata", "revisit", "conversion", "continuation"],
    "mandatory": ["WARC-Record-ID", "Content-Length", "WARC-Date", "WARC-Type"],
    "required_on": {"WARC-Target-URI": ["response", "resource", "request", "revisit", "conversion", "continuation"]},
    "forbidden_on": {"WARC-Target-URI": ["warcinfo"]},
    "repeatable": ["WARC-Concurrent-To"],
    "patterns": {"WARC-Record-ID": "^<urn:uuid:[0-9a-f-]{36}>$", "WARC-Date": r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$"},
}

faults = []


def check(condition, message):
    if not condition:
        faults.append(message)
    return condition


def run(*command, status=0, text=True):
    done = subprocess.run(command, capture_output=True, text=text, timeout=120)
    check(done.returncode == status, f"{' '.join(map(str, command[1:]))}: status {done.returncode}, {done.stderr}")
    return done.stdout


def sha1_hex(labelled):
    return base64.b32decode(labelled.removeprefix("sha1:")).hex()


def read_as_warcio(suite, program):
    compared = 0
    with open(os.path.join(suite, "records.jsonl"), encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            path = os.path.join(suite, row["file"])
            name = row["file"]
            if ".arc" in name:
                # The older format, which nobody writes any more: named, and not read.
                done = subprocess.run([program, "--json", "archive", "list", path], capture_output=True, text=True, timeout=60)
                check(done.returncode == 1 and "ARC format" in done.stderr, f"{name}: {done.returncode} {done.stderr}")
                continue
            done = subprocess.run([program, "--json", "archive", "list", path], capture_output=True, text=True, timeout=60)
            ours = [json.loads(line) for line in done.stdout.splitlines()]
            if name not in READ_ON:
                check(done.returncode == 0, f"{name}: status {done.returncode}, {done.stderr}")
                check(len(ours) == len(row["records"]), f"{name}: {len(ours)} records, not {len(row['records'])}")
            check(len(ours) >= len(row["records"]), f"{name}: {len(ours)} records of {len(row['records'])}")
            for our, their in zip(ours, row["records"]):
                compared += 1
                where = f"{name} at {our['offset']}"
                pairs = [("type", "type"), ("date", "date"), ("content_type", "content_type")]
                for mine, key in pairs:
                    check(our[mine] == their[key], f"{where}: {mine} is {our[mine]!r}, not {their[key]!r}")
                check(our["url"] == (their["uri"] or ""), f"{where}: url is {our['url']!r}, not {their['uri']!r}")
                if their["type"] in ("response", "revisit"):
                    check(str(our.get("status")) == their["status"], f"{where}: status is {our.get('status')}")
                if name not in OTHER_BODY:
                    check(our["body_length"] == their["payload_len"], f"{where}: {our['body_length']} bytes, not {their['payload_len']}")
                    check(sha1_hex(our["body_digest"]) == their["payload_sha1"], f"{where}: another body")
                if their["digest_passed"] is not None:
                    check(our.get("digests_match") == their["digest_passed"],
                          f"{where}: digests_match is {our.get('digests_match')}, not {their['digest_passed']}")
    return compared


def members(path):
    """The gzip members of a file: (offset, bytes in the file, contents)."""
    with open(path, "rb") as file:
        data = file.read()
    at = 0
    while at < len(data):
        inflater = zlib.decompressobj(31)
        text = inflater.decompress(data[at:])
        if not inflater.eof:
            raise ValueError(f"{path} ends within a member")
        end = len(data) - len(inflater.unused_data)
        yield at, end - at, text
        at = end


def parse_head(head):
    lines = head.split(b"\r\n")
    return lines[0].decode(), [tuple(part.strip() for part in line.decode("utf-8").split(":", 1)) for line in lines[1:]]


def check_record(where, text, rules):
    """One record against rules.json; gives its type and fields."""
    head, _, rest = text.partition(b"\r\n\r\n")
    version, fields = parse_head(head)
    check(version == "WARC/1.1", f"{where}: {version}")
    names = [name for name, _ in fields]
    value = dict(fields)
    kind = value.get("WARC-Type", "")
    length = int(value.get("Content-Length", -1))
    check(kind in rules["types"], f"{where}: type {kind!r}")
    check(len(rest) == length + 4 and rest.endswith(b"\r\n\r\n"), f"{where}: more or less than one record in the member")
    block = rest[:length]
    for name in rules["mandatory"]:
        check(name in names, f"{where}: {name} is missing")
    for name, kinds in rules["required_on"].items():
        check(kind not in kinds or name in names, f"{where}: {name} is missing on {kind}")
    for name, kinds in rules["forbidden_on"].items():
        check(kind not in kinds or name not in names, f"{where}: {name} on {kind}")
    for name in set(names):
        check(names.count(name) == 1 or name in rules["repeatable"], f"{where}: {name} is repeated")
    for name, pattern in rules["patterns"].items():
        check(name not in names or re.search(pattern, value[name]), f"{where}: {name}: {value.get(name)}")
    digest = lambda data: "sha1:" + base64.b32encode(hashlib.sha1(data).digest()).decode()
    check(value.get("WARC-Block-Digest") == digest(block), f"{where}: the block digest doesn't recompute")
    payload = block
    if value.get("Content-Type", "").startswith("application/http"):
        http, _, payload = block.partition(b"\r\n\r\n")
        stated = {name.lower(): text for name, text in parse_head(http)[1]}.get("content-length")
        check(stated is None or int(stated) == len(payload), f"{where}: HTTP Content-Length {stated}, {len(payload)} bytes")
    if kind != "revisit" and "WARC-Payload-Digest" in value:
        check(value["WARC-Payload-Digest"] == digest(payload), f"{where}: the payload digest doesn't recompute")
    return kind, value


def check_archive(folder, rules):
    """Every record of an archive; gives how many of each kind, and the digests of responses."""
    kinds, stored, revisits, captures, concurrent = {}, set(), [], set(), []
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".warc.gz"):
            continue
        for offset, _, text in members(os.path.join(folder, name)):
            kind, value = check_record(f"{name} at {offset}", text, rules)
            profile = value.get("WARC-Profile", "").rsplit("/", 1)[-1]
            kinds[f"{kind} {profile}".strip()] = kinds.get(f"{kind} {profile}".strip(), 0) + 1
            if kind == "response":
                stored.add(value["WARC-Payload-Digest"])
            if profile == "identical-payload-digest":
                revisits.append(value["WARC-Payload-Digest"])
            if kind in ("response", "revisit"):
                captures.add(value["WARC-Record-ID"])
            if "WARC-Concurrent-To" in value:
                concurrent.append(value["WARC-Concurrent-To"])
    check(set(revisits) <= stored, "a revisit stands for what isn't there")
    check(set(concurrent) <= captures, "a request or metadata record belongs to nothing")
    return kinds


class Site(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self, body, status=200, kind="text/html; charset=utf-8", more=()):
        self.send_response(status)
        for name, value in (("Content-Type", kind), *more):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def do_GET(self):
        path = self.path
        if path == "/robots.txt":
            self.answer(b"", 404)
        elif path == "/tagged/index.htm" and self.headers.get("If-None-Match") == '"1"':
            self.send_response(304)
            self.end_headers()
        elif path.endswith("/index.htm"):
            part = path.split("/")[1]
            items = "".join(f'<li><a href="/{part}/{i}.html">某市第{i}人民医院信息系统采购公告</a><span>2026-04-0{i}</span></li>'
                            for i in range(1, 4))
            more = [("ETag", '"1"')] if part == "tagged" else []
            self.answer(f"<html><body><ul>{items}</ul></body></html>".encode(), more=more)
        elif path == "/plain/1.html":
            self.answer(b"", 302, more=[("Location", "/plain/moved.html")])
        else:
            self.answer(f"<html><body><h1>某市人民医院信息系统采购公告</h1><p>项目编号：YX-{path}</p></body></html>".encode())

    def do_POST(self):
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        self.answer(b'{"data": []}', kind="application/json")

    def log_message(self, *arguments):
        pass


SOURCE = """sources:
  - id: site
    name: 试验
    every: 1h
    start:
      - http://127.0.0.1:{port}/plain/index.htm
      - http://127.0.0.1:{port}/tagged/index.htm
      - {{url: "http://127.0.0.1:{port}/api", method: POST, body: '{{"a": 1}}'}}
    list: {{item: ul > li, link: a}}
    politeness: {{delay: 1ms}}
    allowed_private_hosts: ["127.0.0.1:{port}"]
"""


def own_archive(rules, program):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "sources"))
        with open(os.path.join(folder, "tenderlead.yaml"), "w", encoding="utf-8") as file:
            file.write("data_directory: data\nuser_agent: {contact: https://example.org/test}\n")
        with open(os.path.join(folder, "sources", "site.yaml"), "w", encoding="utf-8") as file:
            file.write(SOURCE.format(port=server.server_address[1]))
        tenderlead = [program, "--config", folder]
        for _ in range(2):
            subprocess.run([*tenderlead, "crawl"], capture_output=True, timeout=120)
        archive = os.path.join(folder, "data", "archive")
        kinds = check_archive(archive, rules)
        for kind, least in {"warcinfo": 1, "request": 12, "response": 9, "metadata": 12,
                            "revisit server-not-modified": 1, "revisit identical-payload-digest": 2}.items():
            check(kinds.get(kind, 0) >= least, f"{kinds.get(kind, 0)} {kind} records, not {least}: {kinds}")
        run(*tenderlead, "archive", "verify")
        listed = [json.loads(line) for line in run(*tenderlead, "--json", "archive", "list").splitlines()]
        check(len(listed) == sum(n for kind, n in kinds.items() if kind.startswith("re") and kind != "request"),
              f"{len(listed)} captures are listed")
        # The list that answered 304 the second time is still what it was the first time.
        tagged = next(row for row in listed if row["url"].endswith("/tagged/index.htm"))
        latest = run(*tenderlead, "archive", "get", tagged["url"])
        check("某市第3人民医院" in latest, "get doesn't give the page that a 304 stands for")
        check(latest == run(*tenderlead, "archive", "get", tagged["url"], "--at", tagged["time"]), "get --at differs")
        check(run(*tenderlead, "archive", "get", f"{tagged['file']}:{tagged['offset']}") == latest, "get FILE:OFFSET differs")
        check(run(*tenderlead, "archive", "get", tagged["url"], "--headers").startswith("HTTP/1.1 304"), "get --headers")
        check(run(*tenderlead, "archive", "get", tagged["url"], "--raw").startswith("WARC/1.1\r\n") or
              run(*tenderlead, "archive", "get", tagged["url"], "--raw").startswith("WARC/1.1\n"), "get --raw")
        run(*tenderlead, "archive", "get", "http://127.0.0.1:1/none", status=1)
        run(*tenderlead, "archive", "get", "no url", status=2)
        run(*tenderlead, "archive", "list", "--url", "no url", status=2)
        run(*tenderlead, "archive", "compact")
        check_archive(archive, rules)
        run(*tenderlead, "archive", "verify")
        run(*tenderlead, "archive", "index", "--anew")
        run(*tenderlead, "archive", "verify")
        name = sorted(each for each in os.listdir(archive) if each.endswith(".warc.gz"))[0]
        with open(os.path.join(archive, name), "r+b") as file:
            file.seek(tagged["offset"] + 40)
            file.write(b"\0\0\0")
        check(name in run(*tenderlead, "archive", "verify", status=1), "verify doesn't name the damaged file")
        return sum(kinds.values())


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    program, rules, compared = sys.argv[-1], EVERY_RECORD, 0
    if len(sys.argv) == 3:
        suite = sys.argv[1]
        if not os.path.isfile(os.path.join(suite, "rules.json")):
            print(f"{suite} isn't there; skipped")
            sys.exit(SKIPPED)
        with open(os.path.join(suite, "rules.json"), encoding="utf-8") as file:
            rules = json.load(file)
        compared = read_as_warcio(suite, program)
    own = own_archive(rules, program)
    for fault in faults:
        print(fault)
    print(f"{compared} records read as warcio reads them, {own} records of our own by the rules, {len(faults)} faults")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Serves bombs to the crawler, one crawl each: every one must end counted, in little time and memory.

usage: bombs.py [--sanitized] TENDERLEAD [FOLDER]

FOLDER holds files that others made (suites/security/bombs); without it, the bombs are made here. A bomb is what is small
on the wire and large when it is taken apart, or what makes a reader slow. Each is fetched from a server on the loopback,
decoded, archived, read and stored by `TENDERLEAD crawl`. Measured are that process's time, and its peak memory above that of
a crawl of one harmless page; of converters of attachments it is the largest one's.

--sanitized is for a program that was built with sanitizers, which take a multiple of its memory and time: the limits are loosened by as
much, and are still far below what a bomb takes when one of the program's own limits is gone.

Exit status: 0 when all ended as they should, 1 otherwise, 77 where FOLDER isn't there.
"""
import ctypes
import ctypes.util
import gzip
import http.server
import io
import json
import os
import subprocess
import sys
import tarfile
import tempfile
import threading
import zipfile
import zlib

SKIPPED = 77  # what CTest's SKIP_RETURN_CODE is set to
MIB = 1 << 20
MOST_MEMORY = 64 * MIB  # above the harmless page
MOST_SECONDS = 2.0  # of processor time, which others' work on this machine doesn't lengthen
MOST_WAITED = 10.0
SANITIZED = 3  # times as much of each
# What is freed would count as used for as long as the sanitizer keeps it to see it used again.
SANITIZER_OPTIONS = "quarantine_size_mb=4:thread_local_quarantine_size_kb=64"
# Linux counts the memory of whoever starts a program as the program's own; so it is started by a process that has none.
MEASURE = """import os, sys, time
begin = time.monotonic()
pid = os.posix_spawn(sys.argv[2], sys.argv[2:], os.environ)
_, status, usage = os.wait4(pid, 0)
with open(sys.argv[1], "w") as file:
    print(os.waitstatus_to_exitcode(status), time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss, file=file)
"""
# No case may hang the test, nor need a retry.
SOURCE = """id: bomb
name: bomb
%(what)s
allowed_private_hosts: ["127.0.0.1:%(port)d"]
politeness: {delay: 0s, slowdown: 0, max_retries: 0, request_timeout: 20s}
detail:
  attachments: {fetch: true, when: always}
"""
NOTICE = """<html><head><title>某县人民医院信息系统采购项目招标公告</title></head><body>
<h1>某县人民医院信息系统采购项目招标公告</h1><p>项目编号：XY-2026-001</p><p>采购人：某县人民医院</p><p>预算金额：50万元</p>
%s</body></html>"""

HTML = {"Content-Type": "text/html; charset=utf-8"}
XML = {"Content-Type": "application/xml"}
FILE = {"Content-Type": "application/octet-stream"}
RATIO = "failed:decompression_ratio"


class Case:
    """`role` says what the body is served as: notice, sitemap, robots or attachment. `ends` are words of the ledger of which
    one must have counted it; without any, the body is harmless or read as far as it goes, and must not fail."""

    def __init__(self, name, body, *ends, role="notice", headers=None, suffix=""):
        self.name, self.body, self.ends, self.role, self.suffix = name, body, ends, role, suffix
        self.headers = headers or (HTML if role == "notice" else XML if role == "sitemap" else FILE)


def encoded(*encodings):
    return {**HTML, "Content-Encoding": ", ".join(encodings)}


def library(name):
    # What libcurl itself decodes with, so that it is there.
    return ctypes.CDLL(ctypes.util.find_library(name) or "lib%s.so.1" % name)


def brotli(data):
    size = ctypes.c_size_t(len(data) + 1024)
    out = ctypes.create_string_buffer(size.value)
    assert library("brotlienc").BrotliEncoderCompress(9, 22, 0, ctypes.c_size_t(len(data)), data, ctypes.byref(size), out)
    return out.raw[:size.value]


def zstd(data):
    compress = library("zstd").ZSTD_compress
    compress.restype = ctypes.c_size_t
    out = ctypes.create_string_buffer(len(data) + 1024)
    size = compress(out, ctypes.c_size_t(len(out)), data, ctypes.c_size_t(len(data)), 3)
    return out.raw[:size]


def billion_laughs():
    entities = "".join('<!ENTITY a%d "%s">' % (i, ("&a%d;" % (i - 1)) * 10 if i else "ha") for i in range(10))
    return ('<?xml version="1.0"?><!DOCTYPE urlset [%s]><urlset><url><loc>http://127.0.0.1/&a9;</loc></url></urlset>'
            % entities).encode()


def zip_of(files):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def tar_of(files):
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in files:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


def own_cases():
    zeros = bytes(64 * MIB)
    spaces = b" " * (64 * MIB)
    docx_like = zip_of([("a.txt", spaces)])
    yield Case("gzip", gzip.compress(zeros), RATIO, headers=encoded("gzip"))
    yield Case("deflate", zlib.compress(zeros), RATIO, headers=encoded("deflate"))
    yield Case("brotli", brotli(zeros), RATIO, headers=encoded("br"))
    yield Case("zstd", zstd(zeros), RATIO, headers=encoded("zstd"))
    yield Case("gzip in gzip", gzip.compress(gzip.compress(zeros)), RATIO, headers=encoded("gzip", "gzip"))
    yield Case("br in gzip", gzip.compress(brotli(spaces)), RATIO, headers=encoded("br", "gzip"))
    yield Case("a list of gzip", gzip.compress(b"<a href=/x>x</a>" * (2 * MIB)), RATIO, headers=encoded("gzip"))
    yield Case("nested div", b"<div>" * 100000)
    yield Case("nested table", b"<table><tr><td>" * 20000)
    yield Case("formatting", b"<b>" * 20000)
    yield Case("attributes", b"<p " + b" ".join(b"a%d=1" % i for i in range(50000)) + b">x</p>")
    yield Case("one attribute", b"<p title=\"" + b"x" * MIB + b"\">x</p>")
    yield Case("comment", b"<p>x</p><!-- " + b"x" * MIB)
    yield Case("billion laughs", billion_laughs(), role="sitemap")
    yield Case("sitemap of gzip", gzip.compress(zeros), "rejected:bad_sitemap", role="sitemap", headers=FILE, suffix=".gz")
    yield Case("robots", b"User-agent: *\nDisallow: /start\n" + b"# padding\n" * 65000, "refused:robots", role="robots")
    yield Case("robots of rules", b"User-agent: *\n" + b"Disallow: /a%*$\n" * 300000, role="robots")
    yield Case("zip", zip_of([("%d.txt" % i, spaces[:8 * MIB]) for i in range(40)]), role="attachment", suffix=".zip")
    yield Case("zip in zip", zip_of([("a.zip", docx_like)]), role="attachment", suffix=".zip")
    yield Case("tar", tar_of([("%d.txt" % i, b"x") for i in range(5000)]), role="attachment", suffix=".tar")


def breaks_off(body):
    """Whether a gzip stream ends before its last block does."""
    raw = zlib.decompressobj(-zlib.MAX_WBITS)
    raw.decompress(body[body.index(0, 10) + 1 if body[3] & 8 else 10:])
    return not raw.eof


def suite_cases(folder):
    def data(name):
        with open(os.path.join(folder, name), "rb") as file:
            return file.read()

    for name in sorted(os.listdir(folder)):
        stem, suffix = os.path.splitext(name)
        body = data(name)
        if stem.startswith("bomb-"):
            yield Case(name, body, RATIO, headers=encoded(stem[5:]))
        elif stem.startswith("html-"):
            kinds = [kind.replace("raw", "").replace("zlib", "") for kind in stem.split("-")[1:]]
            yield Case(name, body, headers=encoded(*[kind for kind in kinds if kind in ("gzip", "deflate", "br", "zstd")]))
        elif name == "robots_600KiB.txt":
            yield Case(name, body, role="robots")
        elif suffix == ".html":
            yield Case(name, body)
        elif name == "billion_laughs_sitemap.xml":
            yield Case(name, body, role="sitemap")
        elif name.startswith("zeros"):
            encodings = ["gzip"] * name.count(".gz")
            yield Case(name, body, RATIO, headers=encoded(*encodings))
            yield Case(name + " as a sitemap", body, "rejected:bad_sitemap", role="sitemap", headers=FILE, suffix=".gz")
        elif suffix in (".tar", ".zip"):
            yield Case(name, body, role="attachment", suffix=suffix)
        elif suffix == ".bz2":
            yield Case(name, body, "rejected:not_text", headers=FILE)
        elif name.startswith("feed-"):
            yield Case(name, body, role="sitemap", suffix=suffix)
        elif suffix == ".gz":  # breaks off; what lacks its check sum alone is whole
            yield Case(name, body, *(["failed:truncated"] if breaks_off(body) else []), headers=encoded("gzip"))
        else:
            yield Case(name, body, headers={"Content-Type": "text/plain"})


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    answers = {}

    def handle_error(self, request, client_address):
        pass  # the crawler hangs up on what is too much for it


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        headers, body = self.server.answers.get(self.path, ({}, None))
        self.send_response(404 if body is None else 200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


def crawl(program, server, case, times):
    """The ledger's row, seconds, and bytes of memory."""
    port = server.server_address[1]
    origin = "http://127.0.0.1:%d" % port
    path = "/bomb" + case.suffix
    what = "start: {url: %s/start, role: notice}" % origin
    if case.role == "notice":
        server.answers = {"/start": (case.headers, case.body)}
    elif case.role == "sitemap":
        server.answers = {path: (case.headers, case.body)}
        what = "sitemap: {urls: [%s]}\n# none of what it lists is fetched\nallowed_hosts: [127.0.0.1:%d]" % (origin + path, port)
    elif case.role == "robots":
        server.answers = {"/robots.txt": ({"Content-Type": "text/plain"}, case.body), "/start": (HTML, (NOTICE % "").encode())}
    else:
        link = '<p>附件：<a href="%s">采购文件%s</a></p>' % (path, case.suffix)
        server.answers = {"/start": (HTML, (NOTICE % link).encode()), path: (case.headers, case.body)}
    with tempfile.TemporaryDirectory() as folder:
        os.mkdir(os.path.join(folder, "sources"))
        with open(os.path.join(folder, "tenderlead.yaml"), "w", encoding="utf-8") as file:
            file.write("user_agent: {contact: https://crawler.example.com}\n")
        with open(os.path.join(folder, "sources", "bomb.yaml"), "w", encoding="utf-8") as file:
            file.write(SOURCE % {"what": what, "port": port})
        out, used = os.path.join(folder, "out"), os.path.join(folder, "used")
        command = [sys.executable, "-I", "-S", "-c", MEASURE, used, program, "--config", folder, "crawl", "--json"]
        with open(out, "wb") as stdout:
            subprocess.run(command, stdout=stdout, stderr=subprocess.STDOUT, check=True)
        with open(out, encoding="utf-8", errors="replace") as file:
            text = file.read()
        with open(used, encoding="utf-8") as file:
            status, elapsed, seconds, kilobytes = file.read().split()
    rows = [json.loads(line) for line in text.splitlines() if line.startswith("{")]
    ledger = next((row for row in rows if row.get("type") == "ledger"), None)
    if status not in ("0", "1") or ledger is None:  # 1: nothing could be fetched, says an alarm
        return {"error": "exit status %s: %s" % (status, text[-500:])}, float(seconds), 0
    if float(elapsed) > MOST_WAITED * times:
        ledger = {"error": "ended after %s s only" % elapsed}
    return ledger, float(seconds), int(kilobytes) * 1024


def faults_of(case, ledger, seconds, memory, times):
    reasons = ledger.get("reasons", {})
    if "error" in ledger:
        yield ledger["error"]
        return
    if case.ends and not any(end in reasons for end in case.ends):
        yield "not counted as %s but as %s" % (" or ".join(case.ends), json.dumps(reasons))
    if not ledger["balances"]:
        yield "the ledger doesn't balance"
    if not case.ends and any(reason.startswith("failed:") for reason in reasons):
        yield "failed: " + json.dumps(reasons)
    if seconds > MOST_SECONDS * times:
        yield "took %.1f s" % seconds
    if memory > MOST_MEMORY * times:
        yield "took %.0f MiB" % (memory / MIB)


def main(argv):
    times = 1
    if argv[:1] == ["--sanitized"]:
        argv, times = argv[1:], SANITIZED
        os.environ["ASAN_OPTIONS"] = ":".join(filter(None, [os.environ.get("ASAN_OPTIONS"), SANITIZER_OPTIONS]))
    if len(argv) not in (1, 2):
        sys.exit(__doc__)
    program = os.path.abspath(argv[0])
    if len(argv) == 2 and not os.path.isdir(argv[1]):
        print(f"skipped: {argv[1]} isn't there")
        return SKIPPED
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    harmless = Case("harmless", (NOTICE % "").encode())
    _, _, base = crawl(program, server, harmless, times)
    failed = 0
    for case in [harmless, *(suite_cases(argv[1]) if len(argv) == 2 else own_cases())]:
        ledger, seconds, memory = crawl(program, server, case, times)
        above = max(0, memory - base)
        faults = list(faults_of(case, ledger, seconds, above, times))
        failed += bool(faults)
        reasons = ", ".join(ledger.get("reasons", {})) or "fetched"
        print("%-4s %-40s %5.2f s %5.1f MiB  %s" % ("FAIL" if faults else "ok", case.name, seconds, above / MIB, reasons))
        for fault in faults:
            print("     " + fault)
    print("%d failed; memory is above the %.0f MiB of a harmless page" % (failed, base / MIB))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

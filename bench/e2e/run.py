#!/usr/bin/env python3
"""The whole way, side by side, and fetching alone: several programs crawl the same pages of the simulated portal's column
from the same server, one after the other, round by round, all on the same two cores. No delay, robots.txt obeyed, the
same number of connections.

  tenderlead       `tenderlead run`: fetches, archives, reads every field with its evidence, stores, links and matches
  five fields      the same five fields as the next two, with Tenderlead's crawler, archive and selectors (five_fields.cpp)
  scrapy           Debian's Scrapy: fetches, five fields, JSON lines (column_spider.py)
  crawlee          Crawlee's CheerioCrawler: the same five fields (crawlee/); where --crawlee names its folder
  reparse          `tenderlead reparse` of what it stored: every archived page read again, linked and matched
  fetch+archive    Tenderlead's crawl into WARC files, without reading: the addresses are given (fetch_archive.cpp)
  curl to files    `curl --parallel` over the same addresses, each page into a file
  curl, no files   the same into /dev/null

The server is static_server.cpp: all answers ready in memory, one thread. Wall and CPU seconds and peak memory (the largest
resident size, program text and libraries included) are GNU time's, of the process with its children.

usage: run.py --build DIR [--crawlee DIR] [--pages 5000] [--concurrency 16] [--repeat 3] [--only TOOL]... [--json FILE]
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
FOLDERS = ["cgyx", "cggg", "gzgg", "jggg", "htgg"]
CORES = 2

SETTINGS = "data_directory: data\nuser_agent:\n  contact: https://example.org/bench\nlog:\n  level: warning\n"
SOURCE = """
id: bench
name: 模拟门户
start: [{start}]
paging: {{kind: url_pattern, pattern: 'index_{{page}}.htm', first: 1}}
list: {{item: 'ul.c_list_bid > li', link: a, title: a, date: em}}
politeness:
  delay: 0s
  slowdown: 0
  address_delay: 0s
  connections_per_host: {concurrency}
  max_list_pages: 100000
  max_pages_per_run: 1000000
allowed_private_hosts: ['{host}']
"""


def call(url):
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(url).read().decode()


class Bench:
    """The server's addresses, the folder for what the programs write, and how each of them is started."""

    def __init__(self, args, folder, server):
        self.args = args
        self.folder = folder
        self.origin = server["origin"]
        self.build = args.build.resolve()
        self.environment = dict(os.environ, no_proxy="127.0.0.1")
        urls = call(self.origin + "/-/urls").splitlines()
        (folder / "urls").write_text("\n".join(urls) + "\n")
        for name, output in (("curl-files", lambda i: folder / "pages" / f"{i}.html"), ("curl-null", lambda _: "/dev/null")):
            lines = (f'url = "{url}"\noutput = "{output(i)}"\n' for i, url in enumerate(urls))
            (folder / name).write_text("".join(lines))

    def fresh(self, name):
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        return folder

    def tenderlead(self):
        config = self.fresh("tenderlead")
        (config / "sources").mkdir()
        (config / "tenderlead.yaml").write_text(SETTINGS)
        start = ", ".join(f"'{self.origin}/zfcg/{name}/index.htm'" for name in FOLDERS)
        (config / "sources" / "bench.yaml").write_text(
            SOURCE.format(start=start, concurrency=self.args.concurrency, host=self.origin.split("//")[1]))
        return [self.build / "tenderlead", "--config", config, "run"]

    def reparse(self):
        config = self.folder / "tenderlead"
        if not config.exists():
            sys.exit("e2e: reparse needs what tenderlead stored; run both")
        return [self.build / "tenderlead", "--config", config, "reparse"]

    def scrapy(self):
        out = self.fresh("scrapy") / "notices.jsonl"
        settings = {"CONCURRENT_REQUESTS": self.args.concurrency, "CONCURRENT_REQUESTS_PER_DOMAIN": self.args.concurrency,
                    "DOWNLOAD_DELAY": 0, "LOG_LEVEL": "ERROR", "LOG_ENABLED": False, "ROBOTSTXT_OBEY": True,
                    "TELNETCONSOLE_ENABLED": False, "COOKIES_ENABLED": False, "MEMUSAGE_ENABLED": False,
                    "LOGSTATS_INTERVAL": 0, "RETRY_ENABLED": False, "AUTOTHROTTLE_ENABLED": False}
        command = [python_with_scrapy(), "-m", "scrapy", "runspider", HERE / "column_spider.py", "-a",
                   f"origin={self.origin}", "-a", "folders=" + ",".join(FOLDERS), "-o", out]
        for name, value in settings.items():
            command += ["-s", f"{name}={value}"]
        return command

    def crawlee(self):
        out = self.fresh("crawlee") / "notices.jsonl"
        return ["node", self.args.crawlee.resolve() / "column.mjs", self.origin, ",".join(FOLDERS),
                str(self.args.concurrency), out]

    def fetch_archive(self):
        return [self.build / "bench" / "bench_fetch_archive", self.folder / "urls", self.fresh("archive"), "--connections",
                str(self.args.concurrency)]

    def five_fields(self):
        archive = self.fresh("five")
        return [self.build / "bench" / "bench_five_fields", archive, archive / "notices.jsonl",
                *(f"{self.origin}/zfcg/{name}/index.htm" for name in FOLDERS), "--connections", str(self.args.concurrency)]

    def curl_files(self):
        self.fresh("pages")
        return self.curl("curl-files")

    def curl_null(self):
        return self.curl("curl-null")

    def curl(self, name):
        return ["curl", "--silent", "--show-error", "--noproxy", "*", "--parallel", "--parallel-max",
                str(self.args.concurrency), "--config", self.folder / name]

    def measured(self, tool, command):
        """Runs a command; pages that the server was asked for, seconds, CPU seconds and peak memory in MiB."""
        call(self.origin + "/-/served")
        figures = self.folder / "time"
        # GNU time between: a child of this process would begin with this process's own peak (getrusage(2)).
        with open(self.folder / "log", "wb") as log:
            status = subprocess.run(["time", "-q", "-f", "%e %U %S %M", "-o", figures, *command], stdout=log, stderr=log,
                                    env=self.environment, cwd=self.folder, check=False).returncode
        if status != 0:
            print((self.folder / "log").read_text(errors="replace")[-3000:], file=sys.stderr)
            sys.exit(f"e2e: {tool} ended with {status}")
        seconds, user, system, kib = (float(word) for word in figures.read_text().split())
        pages = int(call(self.origin + "/-/served"))
        if tool == "reparse":
            # What the program says: "5243 pages in 4.1 s; the store holds ..." of whom the server was asked nothing.
            if pages:
                sys.exit("e2e: reparse asked the server")
            pages = int(re.search(r"(\d+) pages in", (self.folder / "log").read_text(errors="replace")).group(1))
        return {"pages": pages, "seconds": seconds, "cpu": user + system, "mib": kib / 1024, "rate": pages / seconds}


def python_with_scrapy():
    # A python3 of one's own may stand before Debian's, which is the one that has Debian's Scrapy.
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import scrapy"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
            return python
    sys.exit("e2e: Scrapy isn't installed; run ./dev deps bench")


def rows(path):
    """What a program took off the notices: a row a notice, what isn't there as nothing, each value without space around it."""
    return sorted(tuple((row[name] or "").strip() for name in ("title", "published_at", "project_no", "buyer", "budget"))
                  for row in map(json.loads, path.open(encoding="utf-8")))


def check_rows(folder, names):
    """Every program took the same five fields of the same notices."""
    taken = {name: rows(folder / name / "notices.jsonl") for name in names if (folder / name / "notices.jsonl").exists()}
    for name, found in taken.items():
        first = next(iter(taken))
        if not found or found != taken[first]:
            other = sorted(set(found) ^ set(taken[first]))
            sys.exit(f"e2e: {name} took {len(found)} rows, {first} {len(taken[first])}; differing: {len(other)}, as {other[:4]}")
    return len(next(iter(taken.values()), []))


def ratio(results, ours, theirs, rate_aim, memory_aim=None):
    if ours not in results or theirs not in results:
        return
    name, ours, theirs = f"{ours} beside {theirs}", results[ours], results[theirs]
    faster = ours["rate"] / theirs["rate"]
    text = f"{name}: {faster:.2f} of its pages/s (aim {rate_aim:g}: {'met' if faster >= rate_aim else 'missed'})"
    # What other work on the machine changes least.
    cpu = (ours["cpu"] / ours["pages"]) / (theirs["cpu"] / theirs["pages"])
    text += f", {cpu:.2f} of its CPU time a page"
    if memory_aim:
        share = ours["mib"] / theirs["mib"]
        text += f", {share:.2f} of its memory (aim {memory_aim:g}: {'met' if share <= memory_aim else 'missed'})"
    print(text)


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", required=True, type=pathlib.Path)
    options.add_argument("--crawlee", type=pathlib.Path, help="a folder with crawlee/ of this one after npm ci")
    options.add_argument("--pages", type=int, default=5000)
    options.add_argument("--concurrency", type=int, default=16)
    options.add_argument("--repeat", type=int, default=1, help="the best of so many runs of each counts")
    options.add_argument("--only", action="append", help="run this program alone; may be repeated")
    options.add_argument("--json", type=pathlib.Path)
    args = options.parse_args()
    # The server, which is started next, and every program inherit this.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:CORES])
    tools = {"tenderlead": Bench.tenderlead, "reparse": Bench.reparse, "five fields": Bench.five_fields,
             "scrapy": Bench.scrapy, "crawlee": Bench.crawlee,
             "fetch+archive": Bench.fetch_archive, "curl to files": Bench.curl_files, "curl, no files": Bench.curl_null}
    if not args.crawlee:
        del tools["crawlee"]
    for name in args.only or []:
        if name not in tools:
            sys.exit(f"e2e: there is no '{name}' here; there are: {', '.join(tools)}")
    # 42 % of the notices stand in the column, and a list page holds twenty of them.
    notices = int(args.pages / 0.437)
    results = {}
    with tempfile.TemporaryDirectory(prefix="tenderlead-e2e-") as name:
        server = subprocess.Popen([args.build / "bench" / "bench_static_server", "--notices", str(notices)],
                                  stdout=subprocess.PIPE)
        try:
            bench = Bench(args, pathlib.Path(name), json.loads(server.stdout.readline()))
            for _ in range(args.repeat):
                for tool, command in tools.items():
                    if args.only and tool not in args.only:
                        continue
                    figures = bench.measured(tool, command(bench))
                    # Speed and memory each at their best.
                    best = results.setdefault(tool, figures)
                    figures["mib"] = best["mib"] = min(best["mib"], figures["mib"])
                    if figures["rate"] > best["rate"]:
                        results[tool] = figures
            same = check_rows(pathlib.Path(name), ["five", "scrapy", "crawlee"])
        finally:
            server.kill()
            server.wait()
    print(f"the best of {args.repeat}, {args.concurrency} connections, {CORES} cores of {os.cpu_count()}; the machine's load over the "
          f"last minute: {os.getloadavg()[0]:.1f}")
    print(f"{'':16}{'pages':>8}{'seconds':>10}{'pages/s':>10}{'CPU ms/page':>13}{'peak MiB':>10}")
    for tool, row in results.items():
        print(f"{tool:16}{row['pages']:8}{row['seconds']:10.2f}{row['rate']:10.0f}{1000 * row['cpu'] / row['pages']:13.2f}"
              f"{row['mib']:10.0f}")
    if "reparse" in results:
        rate = results["reparse"]["rate"]
        print(f"reparse: {rate:.0f} pages/s (aim 1000: {'met' if rate >= 1000 else 'missed'})")
    ratio(results, "tenderlead", "scrapy", 8, 0.25)
    ratio(results, "tenderlead", "crawlee", 8, 0.25)
    ratio(results, "five fields", "scrapy", 8, 0.25)
    ratio(results, "five fields", "crawlee", 8, 0.25)
    if same:
        print(f"the rows of five fields are the same: {same}")
    ratio(results, "fetch+archive", "curl to files", 0.5)
    ratio(results, "fetch+archive", "curl, no files", 0.5)
    if args.json:
        args.json.write_text(json.dumps({"concurrency": args.concurrency, **results}, indent=2) + "\n")
    if len({row["pages"] for tool, row in results.items() if tool != "reparse"}) > 1:
        sys.exit("e2e: they did not see the same pages")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""The whole way, side by side: Tenderlead (fetch, archive, parse, store, match) and Scrapy (fetch, five fields, JSON lines)
over the same pages of the simulated portal's column, one after the other, with the same concurrency and no delay, both
obeying robots.txt. The portal answers from one process on the same cores and takes some 0.2 ms of CPU a page from both.

usage: run.py --build DIR [--pages 5000] [--concurrency 16] [--repeat 1] [--json FILE]
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request

HERE = pathlib.Path(__file__).resolve().parent
FOLDERS = ["cgyx", "cggg", "gzgg", "jggg", "htgg"]

SETTINGS = "data_directory: data\nuser_agent:\n  contact: https://example.org/bench\nlog:\n  level: warning\n"
SOURCE = """
id: bench
name: 模拟门户
start: [{start}]
paging: {{kind: url_pattern, pattern: 'index_{{page}}.htm', first: 1}}
list: {{item: 'ul.c_list_bid > li', link: a, title: a, date: em}}
politeness: {{delay: 0s, connections_per_host: {concurrency}, max_list_pages: 100000}}
allowed_private_hosts: ['{host}']
"""


def call(url, method="GET"):
    request = urllib.request.Request(url, method=method)
    return urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request).read().decode()


def measured(command, **kwargs):
    """Runs a command; its wall and CPU seconds (children included), its peak memory in MiB, and its exit status."""
    began = time.monotonic()
    process = subprocess.Popen(command, **kwargs)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return {"seconds": time.monotonic() - began, "cpu": usage.ru_utime + usage.ru_stime, "mib": usage.ru_maxrss / 1024,
            "status": process.returncode}


def python_with_scrapy():
    # A python3 of one's own may stand before Debian's, which is the one that has Debian's Scrapy.
    for python in (sys.executable, "/usr/bin/python3"):
        if subprocess.run([python, "-c", "import scrapy"], stderr=subprocess.DEVNULL).returncode == 0:
            return python
    sys.exit("e2e: Scrapy isn't installed; run ./dev deps bench")


def run_tenderlead(build, folder, origin, concurrency):
    config = folder / "tenderlead"
    shutil.rmtree(config, ignore_errors=True)
    (config / "sources").mkdir(parents=True)
    (config / "tenderlead.yaml").write_text(SETTINGS)
    start = ", ".join(f"'{origin}/zfcg/{name}/index.htm'" for name in FOLDERS)
    (config / "sources" / "bench.yaml").write_text(
        SOURCE.format(start=start, concurrency=concurrency, host=origin.split("//")[1]))
    with open(folder / "tenderlead.log", "wb") as log:
        figures = measured([build / "tenderlead", "--config", config, "run"], stdout=log, stderr=log)
    figures["fields"] = "all, with evidence; archived, stored and matched"
    return figures


def run_scrapy(python, folder, origin, concurrency):
    out = folder / "scrapy.jsonl"
    out.unlink(missing_ok=True)
    settings = {"CONCURRENT_REQUESTS": concurrency, "CONCURRENT_REQUESTS_PER_DOMAIN": concurrency, "DOWNLOAD_DELAY": 0,
                "LOG_LEVEL": "ERROR", "ROBOTSTXT_OBEY": True, "TELNETCONSOLE_ENABLED": False}
    command = [python, "-m", "scrapy", "runspider", HERE / "column_spider.py", "-a", f"origin={origin}",
               "-a", "folders=" + ",".join(FOLDERS), "-o", out]
    for name, value in settings.items():
        command += ["-s", f"{name}={value}"]
    environment = dict(os.environ, no_proxy="127.0.0.1")
    with open(folder / "scrapy.log", "wb") as log:
        figures = measured(command, stdout=log, stderr=log, env=environment, cwd=folder)
    figures["fields"] = "five"
    return figures


def pages_served(control):
    rows = [json.loads(line) for line in call(control + "/requests").splitlines()]
    return len({row["target"] for row in rows if row["status"] == 200 and row["target"] != "/robots.txt"})


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--build", required=True, type=pathlib.Path)
    options.add_argument("--pages", type=int, default=5000)
    options.add_argument("--concurrency", type=int, default=16)
    options.add_argument("--repeat", type=int, default=1, help="the best of so many runs of each counts")
    options.add_argument("--json", type=pathlib.Path)
    args = options.parse_args()
    build = args.build.resolve()
    python = python_with_scrapy()
    # 42 % of the notices stand in the column, and a list page holds twenty of them.
    notices = int(args.pages / 0.437)
    with tempfile.TemporaryDirectory(prefix="tenderlead-e2e-") as name:
        folder = pathlib.Path(name)
        portal = subprocess.Popen([build / "tenderlead-portal", "--notices", str(notices), "--as-of", "2026-08-01"],
                                  stdout=subprocess.PIPE)
        try:
            origins = json.loads(portal.stdout.readline())
            results = {}
            for round_ in range(args.repeat):
                for tool in ("tenderlead", "scrapy"):
                    call(origins["control"] + "/requests", "DELETE")
                    if tool == "tenderlead":
                        figures = run_tenderlead(build, folder, origins["column"], args.concurrency)
                    else:
                        figures = run_scrapy(python, folder, origins["column"], args.concurrency)
                    figures["pages"] = pages_served(origins["control"])
                    figures["rate"] = figures["pages"] / figures["seconds"]
                    if figures["status"] != 0:
                        print((folder / f"{tool}.log").read_text(errors="replace")[-3000:], file=sys.stderr)
                        sys.exit(f"e2e: {tool} ended with {figures['status']}")
                    if tool not in results or figures["rate"] > results[tool]["rate"]:
                        results[tool] = figures
        finally:
            portal.kill()
            portal.wait()
    print(f"the best of {args.repeat}; the machine's load over the last minute: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'':12}{'pages':>8}{'seconds':>10}{'pages/s':>10}{'CPU ms/page':>13}{'peak MiB':>10}  fields")
    for tool, row in results.items():
        print(f"{tool:12}{row['pages']:8}{row['seconds']:10.2f}{row['rate']:10.0f}{1000 * row['cpu'] / row['pages']:13.2f}"
              f"{row['mib']:10.0f}  {row['fields']}")
    ours, theirs = results["tenderlead"], results["scrapy"]
    print(f"Tenderlead is {ours['rate'] / theirs['rate']:.1f} times as fast as Scrapy here, with "
          f"{theirs['cpu'] / ours['cpu']:.1f} times less CPU a run and {theirs['mib'] / ours['mib']:.1f} times less memory.")
    if ours["pages"] != theirs["pages"]:
        sys.exit(f"e2e: they did not see the same pages: {ours['pages']} and {theirs['pages']}")
    if args.json:
        args.json.write_text(json.dumps({"concurrency": args.concurrency, **results}, indent=2) + "\n")


if __name__ == "__main__":
    main()

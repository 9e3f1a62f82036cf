"""run.py --programs FOLDER [--store FOLDER] [--notices N] [--leads N] [--people N] [--seconds S] [--check-p95 MS --check-p99 MS]

`tenderlead serve` over a store of generated notices and leads (made where it isn't there), people at work on loopback, and a writer that puts
notices as a crawl does. Prints the percentiles by kind of request, the memory of the server, and its processor time a request.
"""
import argparse
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path


def ticks(pid):
    """Processor seconds of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid):
    """Resident MiB: now, the most, and what of it is the process's own."""
    status = Path(f"/proc/{pid}/status").read_text()
    return {name: int(re.search(rf"{name}:\s+(\d+)", status).group(1)) // 1024 for name in ("VmRSS", "VmHWM", "RssAnon")}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--programs", required=True, help="where bench_store and bench_ask are")
    parser.add_argument("--tenderlead", required=True)
    parser.add_argument("--store", required=True)
    parser.add_argument("--notices", type=int, default=1_000_000)
    parser.add_argument("--leads", type=int, default=100_000)
    parser.add_argument("--people", type=int, default=50)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--think", type=int, default=1000)
    parser.add_argument("--rate", type=int, default=20, help="notices a second that the writer puts")
    parser.add_argument("--check-p95", type=float, default=0)
    parser.add_argument("--check-p99", type=float, default=0)
    options = parser.parse_args()
    programs, folder = Path(options.programs), Path(options.store)
    store = folder / "data" / "tenderlead.db"
    made = subprocess.run(
        [programs / "bench_store", "make", "--store", store, "--notices", str(options.notices), "--leads", str(options.leads)],
        check=True, capture_output=True, text=True)
    *lines, token = made.stdout.split("\n")[:-1]
    for line in lines:
        print(line)
    subprocess.run([options.tenderlead, "init", folder], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    server = subprocess.Popen([options.tenderlead, "--config", folder, "serve", "--port", "0"], stdout=subprocess.PIPE, text=True)
    writer = None
    try:
        said = ""
        while "Ctrl-C" not in said:
            line = server.stdout.readline()
            if not line:
                sys.exit("run.py: tenderlead serve ended")
            said += line
        port = re.search(r"http://[\d.]+:(\d+)", said).group(1)
        ready = ticks(server.pid)
        before = memory(server.pid)
        writer = subprocess.Popen(
            [programs / "bench_store", "write", "--store", store, "--seconds", str(options.seconds), "--rate", str(options.rate)],
            stdout=subprocess.PIPE, text=True)
        asked = subprocess.run(
            [programs / "bench_ask", "--port", port, "--token", token, "--people", str(options.people), "--seconds",
             str(options.seconds), "--think", str(options.think), "--leads", str(options.leads)],
            stdout=subprocess.PIPE, text=True)
        used = ticks(server.pid) - ready
        after = memory(server.pid)
        wrote = writer.communicate()[0].split("\n")[0]
    finally:
        if writer is not None and writer.poll() is None:
            writer.kill()
        server.send_signal(signal.SIGTERM)
        server.wait()
    times = json.loads(asked.stdout)
    slowest = times.pop("slowest")
    everything = times.pop("all")
    print(f"{options.notices:,} notices, {options.leads:,} leads, {options.people} people, load {os.getloadavg()[0]:.1f}")
    for kind, row in [*sorted(times.items()), ("all", everything)]:
        print(f"{kind:14} {row['requests']:6}   p50 {row['p50']:7.1f}   p95 {row['p95']:7.1f}   p99 {row['p99']:7.1f} ms")
    print(f"processor time of the server: {1000 * used / everything['requests']:.1f} ms a request, {ready:.1f} s before the first")
    print(f"memory of the server: {before['VmRSS']} MiB at first, {after['VmHWM']} MiB at the most, {after['RssAnon']} MiB of it its own")
    print(f"writer: {wrote}")
    worst = sorted(slowest.items(), key=lambda each: -each[1])[:5]
    print("slowest searches: " + "; ".join(f"{word} {took:.0f} ms" for word, took in worst))
    if asked.returncode != 0:
        return 1
    slow = (options.check_p95 and everything["p95"] > options.check_p95) or (options.check_p99 and everything["p99"] > options.check_p99)
    return 1 if slow else 0


sys.exit(main())

"""schedule_test.py PROGRAM PORTAL: runs that `tenderlead serve` starts itself, against the simulated portal. Every answer is held against
the OpenAPI document that the server gives."""
import http.client
import json
import os
import pathlib
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile

from serve_test import PROGRAM, Description, Serving, set_up

PORTAL = sys.argv[2]
HERE = pathlib.Path(__file__).parent
SOURCE = "/api/v1/sources/demo-column"


class Portal:
    """The simulated portal at six free ports in a row."""

    def __init__(self):
        self.first = free_row()
        self.process = subprocess.Popen([PORTAL, "--port", str(self.first), "--notices", "40"], text=True,
                                        stdout=subprocess.PIPE)
        assert self.process.stdout.readline(), "the portal says where it is"

    def installation(self, folder):
        shutil.copytree(HERE.parent / "portal/config", folder)
        sources = folder / "sources/portal.yaml"
        sources.write_text(re.sub(r"127\.0\.0\.1:1808(\d)", lambda found: f"127.0.0.1:{self.first + int(found[1])}",
                                  sources.read_text()))
        # Nothing is due while the test goes on.
        settings = folder / "tenderlead.yaml"
        settings.write_text(settings.read_text() + "schedule:\n  enabled: false\n")
        return str(folder)

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


def free_row():
    for first in range(21000 + os.getpid() % 8000, 60000, 10):
        sockets = []
        try:
            for port in range(first, first + 6):
                one = socket.socket()
                sockets.append(one)
                one.bind(("127.0.0.1", port))
            return first
        except OSError:
            continue
        finally:
            for one in sockets:
                one.close()
    raise AssertionError("no free ports")


def until(admin, holds, where=SOURCE, most=3000):
    """Reads a source again with each event until `holds`."""
    events = http.client.HTTPConnection("127.0.0.1", admin.port, timeout=60)
    events.request("GET", "/api/v1/events", headers={"Cookie": admin.cookie})
    response = events.getresponse()
    try:
        for _ in range(most):
            source = admin.ask("GET", where)
            if holds(source):
                return source
            assert response.read1(65536), "the events ended"
    finally:
        events.close()
    raise AssertionError(source)


def writer_of(config):
    return int((pathlib.Path(config) / "data/tenderlead.db.lock").read_text())


def waits_for_its_end(process_id, seconds=60):
    try:
        handle = os.pidfd_open(process_id)
    except ProcessLookupError:
        return True
    ended, _, _ = select.select([handle], [], [], seconds)
    os.close(handle)
    return bool(ended)


def runs_now(admin):
    before = admin.ask("GET", SOURCE)
    assert before["health"] == "never_run" and before["last_run"] is None and before["starts_runs"]
    assert admin.ask("POST", SOURCE + "/run", None, 202)["asked"]["by"] == "boss"
    source = until(admin, lambda source: source["last_run"])
    run = source["last_run"]
    assert run["fetched"] > 5 and run["notices"] > 5 and run["balances"], run
    assert source["health"] == "ok" and len(source["runs"]) == 1, source
    settled = until(admin, lambda source: not source["running"] and not source["asked"])
    assert not settled["trouble"], settled
    others = {each["id"]: each["health"] for each in admin.ask("GET", "/api/v1/sources")["items"]}
    assert others["demo-api"] == "never_run", others


def pauses(admin, config):
    admin.ask("POST", SOURCE + "/pause", {}, 422)
    assert admin.ask("POST", SOURCE + "/pause", {"reason": "对方改版"})["health"] == "paused"
    refused = admin.ask("POST", SOURCE + "/run", None, 409)
    assert refused["type"].endswith("source-paused"), refused
    done = subprocess.run([PROGRAM, "--config", config, "run", "--source", "demo-column"], capture_output=True,
                          text=True, timeout=120)
    assert done.returncode == 0 and "boss paused it" in done.stderr and "对方改版" in done.stderr, done.stderr
    source = admin.ask("GET", SOURCE)
    assert len(source["runs"]) == 1, "nothing was fetched of it"
    assert admin.ask("POST", SOURCE + "/resume", None)["paused"] is None


def lists_errors(admin, portal):
    """The next run finds the portal gone."""
    portal.end()
    before = admin.ask("POST", SOURCE + "/run", None, 202)["last_run"]["run"]
    source = until(admin, lambda source: source["last_run"]["run"] > before)
    assert source["health"] == "failing" and source["alarms"][0]["kind"] == "nothing_fetched", source
    assert source["alarms"][0]["detail"] == "waiting:robots_unreachable", source
    errors = admin.ask("GET", SOURCE + "/errors?limit=2")
    assert errors["total"] >= 2 and errors["items"][0]["reason"], errors
    shown = next(each for each in errors["items"] if each["page_at"])
    page = admin.ask("GET", f"{SOURCE}/errors/{shown['id']}/page")
    assert b"<script" not in page and "sandbox" in admin.last.headers["Content-Security-Policy"]
    until(admin, lambda source: not source["running"])


def leaves_no_orphan(serving, admin, config):
    """A run ends with a server that is killed, and the next server says that it was interrupted."""
    other = "/api/v1/sources/demo-api"
    admin.ask("POST", other + "/run", None, 202)
    until(admin, lambda source: source["running"] or source["runs"], other)
    child = writer_of(config)
    assert child != serving.process.pid
    serving.end(signal.SIGKILL)
    assert waits_for_its_end(child), "the run goes on without its server"
    again = Serving(config, "--no-schedule")
    admin.port = again.port
    found = admin.ask("GET", other)
    assert found["running"] is None and found["runs"][0]["state"] in ("interrupted", "done"), found
    return again


def leaves_it_to_a_timer(serving, admin, config):
    """A server that starts no runs keeps what was asked for until the next `tenderlead run`."""
    before = admin.ask("POST", SOURCE + "/run", None, 202)
    assert before["asked"] and before["schedule"]["next_run"] is None, before
    assert not admin.ask("GET", SOURCE)["starts_runs"]
    done = subprocess.run([PROGRAM, "--config", config, "run"], capture_output=True, text=True, timeout=240)
    assert done.returncode in (0, 1), done.stderr
    after = admin.ask("GET", SOURCE)
    assert after["asked"] is None and after["last_run"]["run"] > before["last_run"]["run"], after
    assert serving.end() == 0
    again = Serving(config)
    admin.port = again.port
    return again


def main():
    portal = Portal()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            config = portal.installation(pathlib.Path(scratch) / "installation")
            serving = Serving(config)
            connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=30)
            connection.request("GET", "/api/v1/openapi.json")
            checks = Description(json.loads(connection.getresponse().read()))
            connection.close()
            admin = set_up(serving, checks)
            runs_now(admin)
            pauses(admin, config)
            serving = leaves_no_orphan(serving, admin, config)
            serving = leaves_it_to_a_timer(serving, admin, config)
            lists_errors(admin, portal)
            mine = {operation["operationId"] for path in checks.document["paths"].values()
                    for operation in path.values() if operation["tags"][0] == "sources"}
            assert mine <= checks.seen, f"never answered: {sorted(mine - checks.seen)}"
            assert serving.end() == 0, "SIGTERM"
    finally:
        portal.end()
    print(f"{len(checks.seen)} operations answered as they are described")


main()

"""serve_faults_test.py PROGRAM: what `tenderlead serve` says when its store, disk, files or port can't be used, before and while it serves."""
import fcntl
import pathlib
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

from serve_test import PASSWORD, PROGRAM, Browser, Serving, refuses


class NothingDescribed:
    """In place of the OpenAPI document, which serve_test.py holds answers against."""

    def check(self, *_):
        pass


def installation(scratch, name):
    config = pathlib.Path(scratch) / name
    subprocess.run([PROGRAM, "init", str(config)], check=True, capture_output=True)
    return config


def signed_in(serving):
    admin = Browser(serving.port, NothingDescribed())
    if serving.link:
        admin.ask("POST", "/api/v1/setup",
                  {"token": serving.link.split("#")[1], "password": PASSWORD, "login": "boss", "name": "主管"}, 201)
    else:
        admin.ask("POST", "/api/v1/session", {"login": "boss", "password": PASSWORD}, 201)
    return admin


def store_of(config):
    return next(config.rglob("tenderlead.db"))


def is_refused_while_another_writes(scratch):
    config = installation(scratch, "held")
    serving = Serving(str(config))
    admin = signed_in(serving)
    held = sqlite3.connect(store_of(config), isolation_level=None)
    held.execute("PRAGMA busy_timeout=5000")
    held.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    answer = admin.ask("POST", "/api/v1/users", {"login": "li", "name": "李", "role": "sales"}, 503)
    assert answer["type"].endswith(":busy") and int(admin.last.headers["Retry-After"]) > 0, answer
    assert 8 < time.monotonic() - began < 25, "it waits ten seconds for its turn"
    admin.ask("GET", "/api/v1/users")  # reading goes on
    # One that is sent while the other still writes is done as soon as that lets go.
    waiting = threading.Thread(target=admin.ask,
                               args=("POST", "/api/v1/users", {"login": "li", "name": "李", "role": "sales"}, 201))
    waiting.start()
    waiting.join(timeout=0.5)
    assert waiting.is_alive()
    held.execute("ROLLBACK")
    held.close()
    waiting.join(timeout=30)
    assert "li" in {user["login"] for user in admin.ask("GET", "/api/v1/users")["items"]}
    assert serving.end() == 0


def serves_beside_the_lock_of_a_crawl(scratch):
    config = installation(scratch, "locked")
    Serving(str(config)).end()
    with open(str(store_of(config)) + ".lock", "r+", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        serving = Serving(str(config))
        admin = signed_in(serving)
        admin.ask("POST", "/api/v1/users", {"login": "li", "name": "李", "role": "sales"}, 201)
        assert serving.end() == 0
    # An older store can't be brought up to date while somebody writes to it.
    with sqlite3.connect(store_of(config)) as database:
        database.execute("PRAGMA user_version=1")
    with open(str(store_of(config)) + ".lock", "r+", encoding="ascii") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        refuses(str(config), 3, "older Tenderlead", "--port", "0")


def says_that_the_disk_is_full(scratch):
    config = installation(scratch, "full")
    serving = Serving(str(config))
    admin = signed_in(serving)
    assert serving.end() == 0
    # No file of this process grows beyond what the store has: what a full disk or a quota looks like from inside.
    store = store_of(config)
    limit = store.stat().st_size + 64 * 1024

    def limited():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    serving = Serving(str(config), before=limited)
    admin = signed_in(serving)
    saved = []
    for number in range(2000):
        login = f"person{number}"
        answer = admin.ask("POST", "/api/v1/users", {"login": login, "name": "名" * 60, "role": "sales"}, None)
        if admin.last.status == 201:
            saved.append(login)
            continue
        assert admin.last.status == 507 and answer["type"].endswith(":disk-full"), (admin.last.status, answer)
        break
    assert 0 < len(saved) < 2000, len(saved)
    there = {user["login"] for user in admin.ask("GET", "/api/v1/users")["items"]}
    assert set(saved) <= there, "nothing acknowledged is lost, and reading goes on"
    assert serving.end() == 0
    serving = Serving(str(config))
    admin = signed_in(serving)
    assert set(saved) <= {user["login"] for user in admin.ask("GET", "/api/v1/users")["items"]}
    admin.ask("POST", "/api/v1/users", {"login": "li", "name": "李", "role": "sales"}, 201)
    assert serving.end() == 0


def says_that_a_newer_program_took_the_store_over(scratch):
    config = installation(scratch, "newer")
    serving = Serving(str(config))
    admin = signed_in(serving)
    with sqlite3.connect(store_of(config)) as database:
        database.execute("PRAGMA user_version=999")
    answer = admin.ask("POST", "/api/v1/users", {"login": "li", "name": "李", "role": "sales"}, 503)
    assert answer["type"].endswith(":newer-store") and "Retry-After" not in admin.last.headers, answer
    assert admin.ask("GET", "/api/v1/users", None, 503)["type"].endswith(":newer-store")
    # The pages themselves still come, so that somebody reads of it.
    admin.ask("GET", "/", None, 200)
    assert serving.end() == 0
    refuses(str(config), 3, "newer Tenderlead", "--port", "0")


def says_what_it_cannot_use(scratch):
    config = installation(scratch, "unusable")
    Serving(str(config)).end()
    store = store_of(config)
    whole = store.read_bytes()
    store.write_bytes(b"these are no bytes of a store" * 100)
    refuses(str(config), 3, "is not a Tenderlead store", "--port", "0")
    store.write_bytes(whole)
    missing = pathlib.Path(scratch) / "missing.pem"
    refuses(str(config), 2, "there is no such file", "--port", "0", "--certificate", str(missing), "--key", str(missing))


def takes_no_session_that_it_did_not_give(scratch):
    config = installation(scratch, "session")
    serving = Serving(str(config))
    admin = signed_in(serving)
    for cookie in ("tenderlead=" + "x" * 43, "tenderlead=", "tenderlead=%00;tenderlead=\"", "tenderlead=" + "y" * 5000, "=;;;="):
        other = Browser(serving.port, NothingDescribed())
        other.cookie = cookie
        answer = other.ask("GET", "/api/v1/sessions", None, 401)
        assert answer["type"].rsplit(":", 1)[1] in ("signed-out", "not-signed-in"), answer
    admin.ask("GET", "/api/v1/sessions")
    assert serving.end() == 0


def main():
    with tempfile.TemporaryDirectory() as scratch:
        for fault in (serves_beside_the_lock_of_a_crawl, says_that_the_disk_is_full,
                      says_that_a_newer_program_took_the_store_over, says_what_it_cannot_use,
                      takes_no_session_that_it_did_not_give, is_refused_while_another_writes):
            fault(scratch)
            print(fault.__name__.replace("_", " "))


if __name__ == "__main__":
    main()

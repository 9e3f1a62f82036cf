"""serve_test.py PROGRAM: `tenderlead serve` over real sockets. Every answer is held against the OpenAPI document that the server gives."""
import http.client
import json
import pathlib
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import warnings

warnings.filterwarnings("ignore", category=DeprecationWarning)
import jsonschema  # noqa: E402

PROGRAM = sys.argv[1]
PASSWORD = "a long horse battery"


class Serving:
    """The program at work; its first line says where."""

    def __init__(self, config, *options, before=None):
        self.process = subprocess.Popen([PROGRAM, "--config", config, "serve", "--port", "0", *options], text=True,
                                        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=before)
        self.lines = []
        for line in self.process.stdout:
            self.lines.append(line.strip())
            if "Ctrl-C" in line:
                break
        assert self.lines, self.process.stderr.read()
        self.port = int(self.lines[0].rsplit(":", 1)[1])
        self.link = next((line for line in self.lines if "/setup#" in line), "")

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        status = self.process.wait(timeout=30)
        self.process.stdout.close()
        self.process.stderr.close()
        return status


class Browser:
    """Asks as a browser of one person does, and checks what comes against the description."""

    def __init__(self, port, checks):
        self.port, self.checks, self.cookie, self.csrf, self.last = port, checks, "", "", None

    def ask(self, method, path, body=None, wanted=200, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookie:
            headers["Cookie"] = self.cookie
            headers["X-CSRF-Token"] = self.csrf
        if body is not None:
            headers["Content-Type"] = "application/json"
            body = json.dumps(body)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, headers)
        self.last = connection.getresponse()
        text = self.last.read()
        connection.close()
        assert wanted in (None, self.last.status), f"{method} {path}: {self.last.status} {text[:500]}"
        answer = json.loads(text) if "json" in self.last.headers.get("Content-Type", "") else text
        self.checks.check(method, path, self.last, answer)
        if "Set-Cookie" in self.last.headers:
            self.cookie = self.last.headers["Set-Cookie"].split(";")[0]
        if isinstance(answer, dict) and "csrf_token" in answer:
            self.csrf = answer["csrf_token"]
        return answer


class Description:
    """The OpenAPI document, and what of it was seen."""

    def __init__(self, document):
        self.document, self.seen = document, set()
        self.resolver = jsonschema.RefResolver.from_schema(document)
        self.routes = [(re.compile("^" + re.sub(r"\{\w+\}", "[^/]+", path) + "$"), path) for path in document["paths"]]
        self.routes.sort(key=lambda route: route[1].count("{"))

    def check(self, method, path, response, answer):
        where = next(pattern for regex, pattern in self.routes if regex.match(path.split("?")[0]))
        operation = self.document["paths"][where].get(method.lower())
        if operation is None:
            return
        said = operation["responses"].get(str(response.status), operation["responses"]["default"])
        if "$ref" in said:
            said = self.resolver.resolve(said["$ref"])[1]
        kind = response.headers.get("Content-Type", "").split(";")[0]
        if "content" not in said:
            assert answer in (b"", None), f"{method} {path}: a body that isn't described"
        else:
            assert kind in said["content"], f"{method} {path}: {kind} isn't described for {response.status}"
            text = answer.decode() if isinstance(answer, bytes) else answer
            jsonschema.Draft202012Validator(said["content"][kind]["schema"], resolver=self.resolver).validate(text)
        if response.status < 400:
            self.seen.add(operation["operationId"])


def set_up(serving, checks):
    admin = Browser(serving.port, checks)
    token = serving.link.split("#")[1]
    assert admin.ask("GET", "/api/v1/session")["setup_needed"]
    assert admin.ask("POST", "/api/v1/setup/check", {"token": token})["purpose"] == "first_admin"
    admin.ask("POST", "/api/v1/setup", {"token": token, "password": "short"}, 422)
    admin.ask("POST", "/api/v1/setup", {"token": token, "password": PASSWORD, "login": "boss", "name": "主管"}, 201)
    return admin


def use_everything(admin, checks):
    port = admin.port
    admin.ask("GET", "/api/v1/session")
    admin.ask("GET", "/api/v1/sessions")
    catalogue = admin.ask("GET", "/api/v1/catalogue")
    assert any(region["name"] == "四川省" for region in catalogue["regions"])
    assert catalogue["products"], "the shipped products"
    admin.ask("PUT", "/api/v1/session/preferences", {"dark": True})
    made = admin.ask("POST", "/api/v1/users", {"login": "wang", "name": "王某", "role": "sales", "regions": ["51"]}, 201)
    admin.ask("GET", "/api/v1/users")
    where = "/api/v1/users/" + made["user"]["id"]
    admin.ask("GET", where)
    tag = admin.last.headers["ETag"]
    admin.ask("PATCH", where, {"name": "王某某"}, 428)
    admin.ask("PATCH", where, {"name": "王某某"}, If_Match=tag)
    admin.ask("PATCH", where, {"name": "王"}, 412, If_Match=tag)
    link = admin.ask("POST", where + "/link", None, 201)
    wang = Browser(port, checks)
    wang.ask("POST", "/api/v1/setup", {"token": made["token"], "password": PASSWORD}, 404)
    wang.ask("POST", "/api/v1/setup", {"token": link["token"], "password": PASSWORD}, 201)
    wang.ask("GET", "/api/v1/users", None, 403)
    wang.ask("PUT", "/api/v1/session/password", {"current": PASSWORD, "password": "quite another one"}, 204)
    wang.ask("DELETE", "/api/v1/session", None, 204)
    wang.cookie = ""
    wang.ask("POST", "/api/v1/session", {"login": "wang", "password": PASSWORD}, 401)
    wang.ask("POST", "/api/v1/session", {"login": "wang", "password": "quite another one"}, 201)
    admin.ask("DELETE", where + "/sessions", None, 204)
    wang.ask("GET", "/api/v1/sessions", None, 401)
    token = admin.ask("POST", "/api/v1/tokens", {"name": "CRM", "rights": ["audit:read"], "days": 30}, 201)
    Browser(port, checks).ask("GET", "/api/v1/audit?limit=2", Authorization="Bearer " + token["token"])
    admin.ask("GET", "/api/v1/tokens")
    admin.ask("DELETE", "/api/v1/tokens/" + token["details"]["id"], None, 204)
    setting = admin.ask("GET", "/api/v1/settings")["items"][0]
    admin.ask("PUT", "/api/v1/settings/" + setting["name"], {"value": "今天盘点"}, If_Match=setting["etag"])
    admin.ask("GET", "/api/v1/audit?filter=action:user.&limit=1")
    admin.ask("DELETE", "/api/v1/sessions", None, 204)
    admin.cookie = ""
    admin.ask("POST", "/api/v1/session", {"login": "boss", "password": PASSWORD}, 201)


def hears_of_changes(admin):
    connection = http.client.HTTPConnection("127.0.0.1", admin.port, timeout=30)
    connection.request("GET", "/api/v1/events", headers={"Cookie": admin.cookie})
    response = connection.getresponse()
    assert response.status == 200 and response.headers["Content-Type"].startswith("text/event-stream")
    setting = next(item for item in admin.ask("GET", "/api/v1/settings")["items"] if item["name"] == "language")
    admin.ask("PUT", "/api/v1/settings/language", {"value": "en"}, If_Match=setting["etag"])
    text = b""
    while b"setting.changed" not in text:
        piece = response.read1(4096)
        assert piece, text
        text += piece
    connection.close()


def loses_nothing_when_killed(serving, config, admin):
    """Writes until the server is killed; what was acknowledged is there when it is back."""
    acknowledged = []

    def write():
        try:
            for number in range(10_000):
                login = f"person{number}"
                admin.ask("POST", "/api/v1/users", {"login": login, "name": login, "role": "sales"}, 201)
                acknowledged.append(login)
        except (OSError, http.client.HTTPException):
            pass

    writer = threading.Thread(target=write)
    writer.start()
    while len(acknowledged) < 20 and writer.is_alive():
        writer.join(timeout=0.005)
    serving.end(signal.SIGKILL)
    writer.join(timeout=60)
    assert len(acknowledged) >= 20
    again = Serving(config)
    assert not again.link, "the admin is still there"
    admin.port = again.port
    there = {user["login"] for user in admin.ask("GET", "/api/v1/users")["items"]}
    assert set(acknowledged) <= there, set(acknowledged) - there
    return again


def refuses(config, status, words, *options):
    done = subprocess.run([PROGRAM, "--config", config, "serve", *options], capture_output=True, text=True, timeout=60)
    assert done.returncode == status and words in done.stderr, f"{options}: {done.returncode} {done.stderr}"


def main():
    with tempfile.TemporaryDirectory() as scratch:
        config = str(pathlib.Path(scratch) / "installation")
        subprocess.run([PROGRAM, "init", config], check=True, capture_output=True)
        serving = Serving(config)
        connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=30)
        connection.request("GET", "/api/v1/openapi.json")
        checks = Description(json.loads(connection.getresponse().read()))
        connection.close()
        admin = set_up(serving, checks)
        use_everything(admin, checks)
        hears_of_changes(admin)
        mine = {operation["operationId"] for path in checks.document["paths"].values() for operation in path.values()
                if operation["tags"][0] in ("session", "setup", "users", "tokens", "settings", "audit")}
        assert mine <= checks.seen, f"never answered: {sorted(mine - checks.seen)}"
        serving = loses_nothing_when_killed(serving, config, admin)
        refuses(config, 2, "listens at", "--port", str(serving.port))
        assert serving.end() == 0, "SIGTERM"
        bad = pathlib.Path(scratch) / "bad.pem"
        bad.write_text("no certificate")
        refuses(config, 2, "certificate", "--port", "0", "--certificate", str(bad), "--key", str(bad))
        refuses(config, 2, "go together", "--port", "0", "--key", str(bad))
        refuses(config, 2, "isn't an IP address", "--port", "0", "--address", "nowhere")
        store = next(pathlib.Path(config).rglob("tenderlead.db"))
        with sqlite3.connect(store) as database:
            database.execute("PRAGMA user_version=999")
        refuses(config, 3, "newer Tenderlead", "--port", "0")
    print(f"{len(checks.seen)} operations answered as they are described")


if __name__ == "__main__":
    main()

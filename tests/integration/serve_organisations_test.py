#!/usr/bin/env python3
"""serve_organisations_test.py PROGRAM: organisations over a real `tenderlead serve`, every answer held against the served description, and
linking that follows by itself."""
import http.client
import json
import pathlib
import subprocess
import tempfile
import urllib.parse

from serve_test import PROGRAM, Description, Serving, set_up

TABLE = """医院名称,省市,医院等级,别名,电话
成都市云溪医院,四川省-成都市,三级甲等,云溪总院,028-85551234
成都市云岭中医院,四川省-成都市,二级乙等,,
仁山明德医院,四川省-成都市,,,
仁山明德医院,四川省-绵阳市,,,
"""
NOTICES = [{"url": f"https://portal.example/{number}", "title": f"仁山明德医院{number}号采购项目招标公告", "kind": "tender",
            "published_at": f"2026-08-0{number}", "buyer.name": "仁山明德医院", "buyer.contact": "周工", "buyer.phone": "13812345678",
            "region.province": "四川省"} for number in (1, 2)]
ROOT = "/api/v1/organisations"


class Linked:
    """Waits until what was decided has been linked: the event that stands for many organisations."""

    def __init__(self, admin):
        self.connection = http.client.HTTPConnection("127.0.0.1", admin.port, timeout=120)
        self.connection.request("GET", "/api/v1/events", headers={"Cookie": admin.cookie})
        self.stream = self.connection.getresponse()
        self.seen = b""

    def wait(self):
        while True:
            for event in self.seen.split(b"\n\n")[:-1]:
                if b"organisation.changed" in event and b'"id":""' in event.replace(b" ", b""):
                    self.seen = self.seen.split(event, 1)[1]
                    return
            piece = self.stream.read1(4096)
            assert piece, self.seen
            self.seen += piece


def find(admin, words):
    return admin.ask("GET", f"{ROOT}?filter={urllib.parse.quote(words)}")["items"]


def edits(admin, linked):
    cloud = find(admin, "云溪总院")[0]
    assert cloud["also"] == "云溪总院" and cloud["tier"] == 3, cloud
    where = f"{ROOT}/{cloud['id']}"
    whole = admin.ask("GET", where)
    staff = next(field for field in whole["fields"] if field["field"] == "staff")
    done = admin.ask("PUT", where + "/attributes/staff", {"value": "900"}, If_Match=staff["etag"])
    assert done["values"][0]["origin"] == "person", done
    linked.wait()
    assert not admin.ask("GET", where)["pending"]
    admin.ask("DELETE", where + "/attributes/staff", None, If_Match=done["etag"])
    linked.wait()
    phone = next(field for field in whole["fields"] if field["field"] == "phone")["values"][0]
    assert "85551234" not in phone["value"], phone
    assert admin.ask("POST", f"{where}/contacts/{phone['contact']}/unmask")["phone"] == "028-85551234"
    return cloud


def merges(admin, linked, cloud):
    ridge = find(admin, "云岭")[0]
    where = f"{ROOT}/{ridge['id']}"
    preview = admin.ask("GET", f"{where}/merge?into={cloud['id']}")
    assert preview["from"]["name"] == "成都市云岭中医院", preview
    done = admin.ask("POST", where + "/merge", {"into": cloud["id"]}, If_Match=preview["etag"])
    assert admin.ask("GET", where)["id"] == cloud["id"], "at once"
    linked.wait()
    assert admin.ask("GET", where)["id"] == cloud["id"], "and once it is linked"
    admin.ask("POST", f"{ROOT}/actions/{done['action_id']}/undo")
    linked.wait()
    assert admin.ask("GET", where)["id"] == ridge["id"]
    now = admin.ask("GET", f"{ROOT}/{cloud['id']}")
    admin.ask("POST", f"{ROOT}/{cloud['id']}/split", {"name": "云溪总院"}, If_Match=now["etag"])
    linked.wait()


def decides(admin, linked):
    queue = admin.ask("GET", ROOT + "/names")
    assert queue["total"] == 1, queue
    name = queue["items"][0]
    chosen = name["candidates"][0]["id"]
    body = {"name": name["name"], "organisation_id": chosen}
    if "province" in name:
        body["province"] = name["province"]["code"]
    admin.ask("POST", ROOT + "/names", body)
    linked.wait()
    assert admin.ask("GET", ROOT + "/names")["total"] == 0
    assert len(admin.ask("GET", f"{ROOT}/{chosen}/notices?limit=1")["items"]) == 1
    admin.ask("GET", f"{ROOT}/{chosen}/projects")
    admin.ask("GET", f"{ROOT}/{chosen}/leads")
    admin.ask("GET", ROOT + "/facets?filter=region:51")


def main():
    with tempfile.TemporaryDirectory() as scratch:
        config = str(pathlib.Path(scratch) / "installation")
        table, notices = pathlib.Path(scratch) / "hospitals.csv", pathlib.Path(scratch) / "notices.jsonl"
        table.write_text(TABLE)
        notices.write_text("".join(json.dumps(notice, ensure_ascii=False) + "\n" for notice in NOTICES))
        subprocess.run([PROGRAM, "init", config], check=True, capture_output=True)
        for what, file in (("organisations", table), ("notices", notices)):
            subprocess.run([PROGRAM, "--config", config, "import", what, file], check=True, capture_output=True)
        serving = Serving(config)
        connection = http.client.HTTPConnection("127.0.0.1", serving.port, timeout=30)
        connection.request("GET", "/api/v1/openapi.json")
        checks = Description(json.loads(connection.getresponse().read()))
        connection.close()
        admin = set_up(serving, checks)
        linked = Linked(admin)
        cloud = edits(admin, linked)
        decides(admin, linked)
        merges(admin, linked, cloud)
        linked.connection.close()
        mine = {operation["operationId"] for path in checks.document["paths"].values() for operation in path.values()
                if operation["tags"][0] == "organisations"}
        assert mine <= checks.seen, f"never answered: {sorted(mine - checks.seen)}"
        assert serving.end() == 0, "SIGTERM"
    print(f"{len(mine)} operations answered as they are described")


main()

#!/usr/bin/env python3
"""Names of organisations against a master: precision and recall, and how long an import takes.

organisations.py TENDERLEAD SHARED. The master is SHARED/data/hospitals_30k.csv, imported into a new store. The labelled set is made from
it and from the names of buyers in the corpus:

- written otherwise: names of the master as notices would write them (with or without their province, 中医医院 for 中医院, 一 for 第一,
  妇幼保健计划生育服务中心, seals, both brackets); the answer is the organisation;
- something else: the same with another number, kind, place or branch, where the master has no such name; the answer is none;
- buyers of the corpus, by the digests in organisation_labels.txt, which a person judged.

A name's digest puts it into the half that was tuned on or the one that was held back. Exit status 1 where the half held back has a
precision below 0.99 or a recall below 0.95, 77 where there is no data."""
import csv
import hashlib
import json
import os
import re
import sqlite3
import subprocess
import sys
import tempfile
import time

MOST_OF_A_KIND = 400


def digest(text):
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def half(name):
    return "tuned" if int(digest(name)[0], 16) % 2 == 0 else "held back"


def plain(name):
    return re.split(r"[（(]", name)[0]


def variants(name, province):
    """(kind, name as written otherwise)"""
    if name.startswith(province) and re.match("^.{2,3}[市县区]", name[len(province):]):
        yield "without its province", name[len(province):]
    elif not name.startswith(province[:2]):
        yield "with its province", province + name
    if "中医院" in name:
        yield "中医医院", name.replace("中医院", "中医医院")
    if "中医医院" in name:
        yield "中医院", name.replace("中医医院", "中医院")
    if re.search("第[一二三四五六七八九]人民医院", name):
        yield "without 第", re.sub("第(?=[一二三四五六七八九]人民医院)", "", name)
    if name.endswith("妇幼保健院"):
        yield "计划生育服务中心", name[:-1] + "计划生育服务中心"
    yield "sealed", name + "（盖章）"
    yield "twice", name + name
    if re.match("^[^省]{2}市(?![区县南北中级])", name):
        yield "without 市", name.replace("市", "", 1)


def others(name, names):
    """(kind, name of something else)"""
    if re.search("第[一二三]人民医院", name):
        for number in "六七八九":
            other = re.sub("第[一二三]人民医院", "第" + number + "人民医院", name)
            yield "another number", other
    if name.endswith("人民医院") and "第" not in name:
        yield "another kind", name[:-4] + "儿童肝胆医院"
        yield "another place", "远山" + name
        yield "a branch", name + "远山分院"
    if name.endswith("中医院"):
        yield "another kind", name[:-3] + "蒙医院"


def made(rows):
    names = {plain(row[0]) for row in rows}
    spelled = {one.replace("中医医院", "中医院") for one in names}
    counts = {}
    for row in sorted(rows, key=lambda row: digest(row[0])):
        name, province = plain(row[0]), row[1].split("-")[0]
        # Rows with two names run together are told apart on import.
        if len(name) < 6 or row[0] != name or len(re.findall("[院所站心](?=.)", name)) > 0:
            continue
        for kind, other in variants(name, province):
            if other in names or counts.get(kind, 0) >= MOST_OF_A_KIND:
                continue
            counts[kind] = counts.get(kind, 0) + 1
            yield kind, other, row[1], name
        for kind, other in others(name, names):
            known = {other, other.removeprefix(province), province + other}
            known |= {re.sub("^(.{2})第", r"\1市第", one) for one in known}
            if known & names or other.replace("中医医院", "中医院") in spelled or counts.get(kind, 0) >= MOST_OF_A_KIND:
                continue
            counts[kind] = counts.get(kind, 0) + 1
            yield kind, other, row[1], None


def buyers(shared, folder):
    labels = {}
    with open(os.path.join(folder, "organisation_labels.txt"), encoding="ascii") as lines:
        for line in lines:
            if not line.startswith("#"):
                name, region, answer = line.split()
                labels[name] = (region, answer)
    seen = set()

    def each():
        with open(os.path.join(shared, "data/vendor_notices.jsonl"), encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line).get("buyer")
        with open(os.path.join(shared, "corpus/titles.jsonl"), encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line).get("buyer")
        for part in ("notices", "hospitals"):
            with open(os.path.join(shared, "corpus", part + ".gold.jsonl"), encoding="utf-8") as lines:
                for line in lines:
                    label = json.loads(line)["label"]
                    yield (label.get("buyer") or {}).get("name") if part == "notices" else label.get("name")

    for name in each():
        if name and name not in seen and digest(name) in labels:
            seen.add(name)
            yield (name, *labels[digest(name)])


def main():
    program, shared = sys.argv[1:3]
    master = os.path.join(shared, "data/hospitals_30k.csv")
    if not os.path.exists(master):
        print("there is no " + master)
        return 77
    folder = os.path.dirname(os.path.abspath(__file__))
    with open(master, encoding="utf-8-sig", newline="") as lines:
        rows = [row for row in csv.reader(lines) if row][1:]
    with tempfile.TemporaryDirectory() as place:
        def run(*words, text=None):
            return subprocess.run([program, "--config", place, *words], input=text, capture_output=True, encoding="utf-8")
        subprocess.run([program, "init", place], capture_output=True, check=True)
        begun = time.monotonic()
        first = json.loads(run("import", "organisations", master, "--json").stdout)
        seconds = time.monotonic() - begun
        again = json.loads(run("import", "organisations", master, "--json").stdout)
        print("import: %d rows in %.1f s, %d failed; again: %d unchanged, %d added, %d changed" %
              (first["records"], seconds, first["failed"], again["unchanged"], again["added"], again["changed"]))
        store = [os.path.join(at, "tenderlead.db") for at, _, files in os.walk(place) if "tenderlead.db" in files][0]
        ids, by_digest = {}, {}
        for one, text in sqlite3.connect(store).execute("SELECT organisation_id, json FROM organisation_records"):
            facts = json.loads(text)
            aliases = facts.get("aliases", [])
            # Rows with two names run together became a name and an alias.
            for name in [facts["name"], *aliases, *(facts["name"] + alias for alias in aliases)]:
                ids.setdefault(name, set()).add(one)
        for row in rows:
            by_digest[digest(row[0])] = ids.get(plain(row[0]), set())
        asked = []
        for kind, name, region, answer in made(rows):
            asked.append((kind, name, "", ids.get(answer, set()) if answer else set()))
        for name, region, answer in buyers(shared, folder):
            asked.append(("buyers", name, "" if region == "-" else region,
                          set() if answer == "-" else by_digest.get(answer, set())))
        lines = "".join(json.dumps({"name": name, "region": region}) + "\n" for _, name, region, _ in asked)
        answers = [json.loads(line) for line in run("org", "which", "--jsonl", text=lines).stdout.splitlines()]
    if len(answers) != len(asked):
        print("answers are missing")
        return 1
    sums = {}
    for (kind, name, _, right), answer in zip(asked, answers):
        for key in ((half(name), "all"), (half(name), kind)):
            one = sums.setdefault(key, {"names": 0, "known": 0, "answered": 0, "right": 0, "queued": 0})
            one["names"] += 1
            one["known"] += bool(right)
            one["answered"] += answer["status"] == "resolved"
            one["queued"] += answer["status"] == "ambiguous"
            one["right"] += answer.get("id") in right
        if "--errors" in sys.argv and answer["status"] == "resolved" and answer["id"] not in right:
            print("wrong", kind, name, answer["organisation"])
        if "--missed" in sys.argv and right and answer.get("id") not in right:
            print("missed", kind, name, answer["status"])
    print("%-10s %-26s %6s %6s %9s %6s %7s %7s" % ("half", "kind", "names", "queued", "answered", "right", "prec.", "recall"))
    for (part, kind), one in sorted(sums.items()):
        one["precision"] = one["right"] / one["answered"] if one["answered"] else 1.0
        one["recall"] = one["right"] / one["known"] if one["known"] else 1.0
        print("%-10s %-26s %6d %6d %9d %6d %7.4f %7.4f" % (part, kind, one["names"], one["queued"], one["answered"],
                                                           one["right"], one["precision"], one["recall"]))
    held = sums[("held back", "all")]
    unchanged = again["added"] + again["changed"] == 0
    return 0 if unchanged and held["precision"] >= 0.99 and held["recall"] >= 0.95 else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Imports releases of the Open Contracting Data Standard that others wrote: each must give notices, whole and without fault.

usage: ocds_import.py TENDERLEAD FOLDER

FOLDER holds the standard's own examples (suites/ocds/samples). Each file is imported into one store. A release without an ocid
(the template, which is to be filled in) must be refused with its reason; of all others every record must come in, a second import
must change nothing, and the ledger must balance, which the program itself looks after.

Exit status: 0 when all is so, 1 otherwise, 77 where FOLDER isn't there.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


def has_ocid(path):
    releases = json.loads(path.read_text(encoding="utf-8"))
    releases = releases.get("releases") or releases.get("records") or [releases]
    return all(release.get("ocid") for release in releases)


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    if not folder.is_dir():
        return 77
    faults = []
    with tempfile.TemporaryDirectory() as place:
        subprocess.run([program, "init", place], check=True, capture_output=True)

        def imported(path):
            copy = shutil.copy(path, place)
            outcome = subprocess.run([program, "--config", place, "--json", "import", "notices", copy, "--source", "ocds"],
                                     capture_output=True, text=True)
            return outcome.returncode, json.loads(outcome.stdout or "{}")

        for path in sorted(folder.glob("*.json")):
            status, report = imported(path)
            if not has_ocid(path):
                if status != 1 or report.get("reasons") != {"bad_record": report.get("records")}:
                    faults.append(f"{path.name}: a release without ocid came to {status}, {report.get('reasons')}")
                continue
            if status != 0 or not report["records"] or report["added"] + report["changed"] + report["unchanged"] != report["records"]:
                faults.append(f"{path.name}: status {status}, {report}")
                continue
            status, again = imported(path)
            if status != 0 or again["unchanged"] != report["records"] or again["id"]:
                faults.append(f"{path.name}: a second import changed something: {again}")
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

"""units_test.py SOURCE_DIR PROGRAM: the systemd units are well-formed, start the program as it wants to be started, and leave it few rights."""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

# systemd-analyze security: 0 is safest; below 2 it says "OK" for what is confined nearly as far as it goes.
MOST_EXPOSED = {"tenderlead-serve.service": 15, "tenderlead-run.service": 40}  # tenths


def main():
    source, program = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    units = sorted((source / "packaging/systemd").glob("tenderlead-*"))
    assert len(units) == 3, units
    for unit in units:
        for command in re.findall(r"^ExecStart=tenderlead (.*)$", unit.read_text(), re.M):
            words = command.split()
            name = next(word for word in words[4:])
            done = subprocess.run([program, name, "--help"], capture_output=True, text=True, timeout=60)
            assert done.returncode == 0, f"{unit.name}: {name}: {done.stderr}"
    analyze = shutil.which("systemd-analyze")
    assert analyze, "systemd-analyze isn't there: apt-get install systemd"
    with tempfile.TemporaryDirectory() as scratch:
        for unit in units:
            # verify wants to find the program; here it isn't installed yet.
            text = unit.read_text().replace("ExecStart=tenderlead ", f"ExecStart={program} ")
            (pathlib.Path(scratch) / unit.name).write_text(text)
        for unit in units:
            path = pathlib.Path(scratch) / unit.name
            done = subprocess.run([analyze, "verify", "--man=no", path], capture_output=True, text=True, timeout=60)
            said = [line for line in done.stderr.splitlines() if unit.name in line or "tenderlead" in line]
            assert done.returncode == 0 and not said, f"{unit.name}:\n{done.stderr}"
            if unit.name in MOST_EXPOSED:
                done = subprocess.run(
                    [analyze, "security", "--no-pager", "--offline=true", f"--threshold={MOST_EXPOSED[unit.name]}", path],
                    capture_output=True, text=True, timeout=60)
                assert done.returncode == 0, f"{unit.name}: {done.stdout}\n{done.stderr}"
                print(done.stdout.splitlines()[-1])


main()

"""dev_script_test.py SOURCE_DIR: `./dev` says what it does, refuses what it doesn't, and packages.txt can be read."""
import pathlib
import re
import subprocess
import sys

COMMANDS = ("deps", "build", "ui", "screenshots", "demo", "test", "bench", "kill", "lint", "fuzz", "format", "install", "package", "help")


def main():
    source = pathlib.Path(sys.argv[1])
    dev = [str(source / "dev")]
    # From elsewhere: the script finds its own folder.
    told = subprocess.run(dev + ["help"], capture_output=True, text=True, cwd="/", timeout=60)
    assert told.returncode == 0, told.stderr
    listed = re.findall(r"^  (\w+) ", told.stdout, re.MULTILINE)
    assert sorted(listed) == sorted(COMMANDS), listed

    wrong = subprocess.run(dev + ["frobnicate"], capture_output=True, text=True, cwd="/", timeout=60)
    assert wrong.returncode == 2 and "frobnicate" in wrong.stderr, (wrong.returncode, wrong.stderr)
    # The fuzz targets that exist are named when one is asked for that doesn't; no build is needed to say so.
    wrong = subprocess.run(dev + ["fuzz", "1", "nothing_like_it"], capture_output=True, text=True, cwd="/", timeout=60)
    assert wrong.returncode == 2 and "notice" in wrong.stderr, (wrong.returncode, wrong.stderr)

    sections = set()
    for number, line in enumerate((source / "packages.txt").read_text().splitlines(), 1):
        line = line.split("#", 1)[0].strip()
        if line.startswith("["):
            sections.add(line.strip("[]"))
        else:
            assert re.fullmatch(r"[a-z0-9][a-z0-9+.-]*|", line), f"packages.txt:{number}: '{line}'"
    assert sections >= {"build", "test", "lint", "bench"}, sections

    readme = (source / "README.md").read_text()
    assert readme.index("./dev demo") < readme.index("./dev test") < readme.index("## "), "README opens with the two commands"


if __name__ == "__main__":
    main()

"""demo_test.py SOURCE_DIR BUILD_DIR: the demo ends with leads, a ledger that balances, and a next thing to type that works;
another program's port in its way doesn't stop it."""
import pathlib
import re
import socket
import subprocess
import sys
import tempfile


def main():
    source, build = map(pathlib.Path, sys.argv[1:])
    # Bound and not listening: nobody learns of it by connecting.
    with tempfile.TemporaryDirectory(prefix="tenderlead demo ") as name, socket.socket() as taken:
        try:
            taken.bind(("127.0.0.1", 21083))
        except OSError:
            pass  # somebody else has it: as good
        folder = pathlib.Path(name) / "demo"
        told = subprocess.run(
            [source / "tests/portal/demo.sh", "--no-serve", "--port", "21080", "--notices", "60", "--programs", build, "--folder", folder],
            capture_output=True, text=True, timeout=240)
        assert told.returncode == 0, told.stderr
        first = int(re.search(r"on 127\.0\.0\.1:(\d+) to", told.stdout)[1])
        assert first > 21083, told.stdout
        sources = re.findall(r"^demo-\S+ .* (\S+)$", told.stdout, re.MULTILINE)
        assert len(sources) == 5 and set(sources) == {"平"}, told.stdout
        leads = re.findall(r"^([0-9a-f]{16}) +[A-Z] \d+±\d+ ", told.stdout, re.MULTILINE)
        assert leads, told.stdout
        after = told.stdout[told.stdout.index("What to type next"):]
        assert f"show {leads[0]}" in after, after
        shown = subprocess.run([build / "tenderlead", "--config", folder, "show", leads[0]], capture_output=True, text=True,
                               timeout=60)
        assert shown.returncode == 0 and leads[0] in shown.stdout, shown.stderr


if __name__ == "__main__":
    main()

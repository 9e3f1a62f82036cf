"""install_test.py CMAKE CPACK BUILD_DIR: what `cmake --install` and the .deb put where, and that it runs from there."""
import pathlib
import subprocess
import sys
import tempfile

WANTED = [
    "bin/tenderlead",
    "libexec/tenderlead/tenderlead-convert",
    "lib/systemd/system/tenderlead-serve.service",
    "lib/systemd/system/tenderlead-run.service",
    "lib/systemd/system/tenderlead-run.timer",
    "share/doc/tenderlead/README.md",
    "share/doc/tenderlead/README.zh-CN.md",
    "share/doc/tenderlead/CHANGELOG.md",
    "share/doc/tenderlead/LICENSE",
    "share/doc/tenderlead/manual/tutorial.md",
    "share/doc/tenderlead/manual/configuration.md",
    "share/tenderlead/config/products.yaml",
    "share/tenderlead/config/tags.yaml",
    "share/tenderlead/config/leads.yaml",
    "share/tenderlead/config/tenderlead.yaml",
    "share/tenderlead/config/regions.csv",
    "share/tenderlead/config/sources/examples.yaml",
]
PLACES = ("bin/", "lib/systemd/system/", "libexec/tenderlead/", "share/doc/tenderlead/", "share/tenderlead/")


def run(*command, **options):
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=300, **options)
    assert done.returncode == 0, f"{command}: status {done.returncode}\n{done.stdout}\n{done.stderr}"
    return done.stdout


def check_tree(files, where):
    missing = [name for name in WANTED if name not in files]
    assert not missing, f"{where} lacks {missing}"
    astray = [name for name in files if not name.startswith(PLACES)]
    assert not astray, f"{where} has files outside their places: {astray}"


def check_install(cmake, build, scratch):
    prefix = scratch / "a prefix"
    run(cmake, "--install", build, "--prefix", prefix)
    check_tree({str(p.relative_to(prefix)) for p in prefix.rglob("*") if p.is_file()}, "the installation")
    program = prefix / "bin/tenderlead"
    assert run(program, "--version").strip()
    folder = scratch / "leads"
    run(program, "init", folder)
    run(program, "--config", folder, "check-config")


def check_deb(cpack, build, scratch):
    run(cpack, "-G", "DEB", "-B", scratch / "deb", "--config", build / "CPackConfig.cmake", cwd=build)
    packages = list((scratch / "deb").glob("tenderlead_*.deb"))
    assert len(packages) == 1, packages
    listing = run("dpkg-deb", "--contents", packages[0]).splitlines()
    files = {line.split("./usr/", 1)[1] for line in listing if "./usr/" in line and not line.endswith("/")}
    check_tree(files, packages[0].name)
    foreign = [line for line in listing if line.split()[1] != "root/root"]
    assert not foreign, foreign
    depends = run("dpkg-deb", "--field", packages[0], "Depends")
    for library in ("libcurl4", "libarchive13", "libsqlite3-0", "libzip4", "libseccomp2", "ca-certificates", "poppler-utils", "catdoc"):
        assert library in depends, f"{library} is not among the dependencies: {depends}"


def main():
    cmake, cpack, build = sys.argv[1:]
    build = pathlib.Path(build)
    with tempfile.TemporaryDirectory(prefix="tenderlead-install-") as scratch:
        check_install(cmake, build, pathlib.Path(scratch))
        check_deb(cpack, build, pathlib.Path(scratch))


if __name__ == "__main__":
    main()

"""Odoo 19 itself: the one that is already here, or Debian's package unpacked on the side."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

from debian import PrivateApt
from place import CACHE, LOGS, ODOO_SERIES, Progress, fail, locked

# Odoo's package links to these instead of holding copies. The machine's own suite goes
# first: unstable's fonts-font-awesome has other file names.
SUITE = "sid"
COMPANIONS = (
    "fonts-font-awesome",
    "fonts-inconsolata",
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-montserrat",
    "fonts-roboto-unhinted",
    "fonts-ocr-b",
)
INSTEAD = "set ODOO_HOME to a folder that holds Odoo 19.0 (with odoo-bin or the package odoo)"
UNPACKED = CACHE / f"odoo-{ODOO_SERIES}"


def series_of(folder):
    """'19.0' for a folder whose `odoo` package says so, None when there is none."""
    release = folder / "odoo" / "release.py"
    if not release.is_file():
        return None
    found = re.search(r"^version_info = \((\d+), (\d+)", release.read_text(), re.MULTILINE)
    return ".".join(found.groups()) if found else "unknown"


def python_folder():
    """The folder to put on Python's path so that `import odoo` works; fetched when missing."""
    if chosen := os.environ.get("ODOO_HOME"):
        return _checked(Path(chosen).expanduser().absolute(), "ODOO_HOME")
    if not _unpacked_folder().is_dir() and (importable := _importable()):
        return _checked(importable, f"The odoo that {sys.executable} imports")
    with locked("odoo"):
        if not _unpacked_folder().is_dir():
            _fetch()
    return _checked(_unpacked_folder(), "The unpacked Odoo")


def _unpacked_folder():
    return UNPACKED / "usr" / "lib" / "python3" / "dist-packages"


def _checked(folder, who):
    for candidate in (folder, folder / "usr/lib/python3/dist-packages"):
        series = series_of(candidate)
        if series == ODOO_SERIES:
            return candidate
        if series:
            fail(f"{who} is Odoo {series} ({candidate}), but this addon needs Odoo {ODOO_SERIES}.")
    return fail(f"{who} ({folder}) holds no Odoo: {INSTEAD}, or unset it.")


def _importable():
    """Where the Python of the person typing finds an odoo with a server in it, if it does."""
    ask = "import importlib.util as u; s = u.find_spec('odoo.release'); print(s.origin)"
    python = shutil.which("python3") or sys.executable
    here = subprocess.run(
        [python, "-c", ask], capture_output=True, text=True, cwd="/", check=False
    ).stdout.strip()
    return Path(here).parents[1] if here and Path(here).is_file() else None


def addons_folders(folder):
    """Odoo's own addon folders, for a package as for a git checkout."""
    return [path for path in (folder / "odoo" / "addons", folder / "addons") if path.is_dir()]


def _own_suite():
    for line in Path("/etc/os-release").read_text().splitlines():
        if line.startswith("VERSION_CODENAME="):
            return line.partition("=")[2].strip('"')
    return SUITE


def _fetch():
    log = LOGS / "apt.log"
    step = Progress("Asking Debian for its package of Odoo 19")
    own = _own_suite()
    apt = PrivateApt(CACHE / "debian", sorted({own, SUITE}), log)
    if not apt.update():
        fail(f"Debian's mirror cannot be reached: check the network, or {INSTEAD} (log: {log}).")
    offers = apt.offers(["odoo-19", *COMPANIONS])
    version = offers.get(("odoo-19", SUITE), "")
    if not version.startswith(ODOO_SERIES):
        offered = f"offers Odoo {version}, not" if version else "no longer offers Odoo"
        fail(f"Debian {SUITE} {offered} {ODOO_SERIES}: {INSTEAD}.")
    step.done(f"odoo-19 {version}")
    wanted = {"odoo-19": version}
    for package in COMPANIONS:
        wanted[package] = offers.get((package, own)) or offers.get((package, SUITE))
        if not wanted[package]:
            fail(f"Debian no longer offers {package}, which its Odoo 19 links to: {INSTEAD}.")
    step = Progress("Downloading Odoo 19 (117 MB) and the fonts and scripts it links to")
    debs = apt.download(wanted, step)
    if not debs:
        fail(f"Downloading Odoo 19 failed: check the network and start again (log: {log}).")
    step.done()
    _unpack(debs)


def _unpack(debs):
    """Unpack beside, then rename: a folder with the final name is whole."""
    step = Progress("Unpacking Odoo 19 (1.2 GB)")
    beside = CACHE / f".unpacking-{os.getpid()}"
    for old in CACHE.glob(".unpacking-*"):
        shutil.rmtree(old, ignore_errors=True)
    beside.mkdir()
    whole = sum(deb.stat().st_size for deb in debs)
    seen = 0
    for deb in debs:
        process = subprocess.Popen(["dpkg-deb", "-x", deb, beside], stderr=subprocess.DEVNULL)
        while process.poll() is None:
            time.sleep(0.2)
        if process.returncode:
            deb.unlink()
            fail(f"{deb.name} is damaged or the disk is full: free some space and start again.")
        seen += deb.stat().st_size
        step.at(seen >> 20, whole >> 20, " MB")
    broken = [path for path in beside.rglob("*") if path.is_symlink() and not path.exists()]
    if broken:
        fail(f"Odoo's package links to {broken[0].readlink()}, which no package held: {INSTEAD}.")
    shutil.rmtree(UNPACKED, ignore_errors=True)
    beside.rename(UNPACKED)
    step.done()

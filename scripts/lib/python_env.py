"""The virtual environment: one per pinned requirements, Python and Odoo; checkouts share it."""

import os
import re
import shutil
import subprocess
import sys

import debian
from place import CACHE, LOGS, ROOT, Progress, fail, fingerprint, locked, say

REQUIREMENTS = (
    ROOT / "scripts" / "lib" / "odoo-requirements.txt",
    ROOT / "requirements.txt",
    ROOT / "requirements-dev.txt",
)

# pip goes on with what other indexes offer, and then says the same as of a version withdrawn.
UNREACHABLE = re.compile("connection broken|Connection refused|from versions: none")


def ensure(odoo_folder):
    """The environment's python, which imports Odoo from `odoo_folder`."""
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    contents = [path.read_text() for path in REQUIREMENTS]
    key = fingerprint(version, str(odoo_folder), sys.base_prefix, contents)
    folder = CACHE / "python" / f"{version}-{key}"
    python = folder / "bin" / "python"
    if not (folder / "complete").exists():
        with locked("python"):
            if not (folder / "complete").exists():
                _make(folder, odoo_folder)
    return python


def _make(folder, odoo_folder):
    """An environment knows its own path, so it is built in place; `complete` comes last."""
    log = LOGS / "pip.log"
    wanted = sum(
        1
        for path in REQUIREMENTS
        for line in path.read_text().splitlines()
        if line and not line.startswith("#")
    )
    step = Progress(f"Making a virtual environment with {wanted} pinned Python packages")
    shutil.rmtree(folder, ignore_errors=True)
    if not _venv(folder, log):
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        fail(
            f"Python {version} cannot make virtual environments here:"
            f" install Debian's package python3-venv (log: {log})."
        )
    command = [folder / "bin/pip", "install", "--disable-pip-version-check", "--prefer-binary"]
    for path in REQUIREMENTS:
        command += ["-r", path]
    with log.open("a") as handle:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PIP_NO_INPUT": "1"},
        )
        fetched, told = 0, []
        for line in process.stdout:
            handle.write(line)
            if line.startswith(("Collecting ", "Processing ")):
                fetched += 1
                step.at(min(fetched, wanted), wanted, " packages found")
            if line.startswith("Installing collected"):
                say("    all found; installing them")
            if line.startswith("ERROR:") or UNREACHABLE.search(line):
                told.append(line)
    if process.wait():
        fail(f"{explanation(''.join(told))} (log: {log}).")
    site = next((folder / "lib").glob("python*/site-packages"))
    (site / "odoo19.pth").write_text(f"{odoo_folder}\n")
    (folder / "complete").touch()
    step.done()


def _venv(folder, log):
    """Make it; where Debian left out Python's venv, install that first when we may."""
    command = [sys.executable, "-m", "venv", folder]
    if debian.run_logged(command, log):
        return True
    if not debian.install("python3-venv", "virtual environments", LOGS / "apt.log"):
        return False
    shutil.rmtree(folder, ignore_errors=True)
    return debian.run_logged(command, log)


def explanation(told):
    """What pip's complaints mean, and what to do about it, in one sentence."""
    missing = re.search(r"No matching distribution found for (\S+)", told)
    if missing and f"{missing[1].partition('==')[2]} Requires-Python" in told:
        here = ".".join(str(part) for part in sys.version_info[:3])
        return (
            f"{missing[1]} is not made for Python {here}:"
            " pin another version in the requirements files"
        )
    if missing and not UNREACHABLE.search(told):
        return (
            f"The Python package index no longer offers {missing[1]}:"
            " pin another version in the requirements files"
        )
    return (
        f"Installing the Python packages failed{' at ' + missing[1] if missing else ''}:"
        " check the network and start again"
    )

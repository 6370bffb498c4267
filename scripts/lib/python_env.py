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
        fetched, errors = 0, []
        for line in process.stdout:
            handle.write(line)
            if line.startswith(("Collecting ", "Processing ")):
                fetched += 1
                step.at(min(fetched, wanted), wanted, " packages found")
            if line.startswith("Installing collected"):
                say("    all found; installing them")
            if line.startswith("ERROR:"):
                errors.append(line)
    if process.wait():
        _explain(errors, log)
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


def _explain(errors, log):
    text = " ".join(errors)
    missing = re.search(r"No matching distribution found for (\S+)", text)
    # pip says the same of a package it cannot find and of an index it cannot reach.
    offline = "from versions: none" in text
    if missing and f"{missing[1].partition('==')[2]} Requires-Python" in text:
        here = ".".join(str(part) for part in sys.version_info[:3])
        fail(
            f"{missing[1]} is not made for Python {here}:"
            f" pin another version in the requirements files (log: {log})."
        )
    if missing and not offline:
        fail(
            f"The Python package index no longer offers {missing[1]}:"
            f" pin another version in the requirements files (log: {log})."
        )
    fail(
        f"Installing the Python packages failed{' at ' + missing[1] if missing else ''}:"
        f" check the network and start again (log: {log})."
    )

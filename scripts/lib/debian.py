"""Packages from Debian: those the machine lacks, and Odoo's own out of unstable."""

import os
import shutil
import subprocess
import time
from pathlib import Path

from place import Progress, fail

KEYRING = Path("/usr/share/keyrings/debian-archive-keyring.gpg")


def run_logged(command, log, **options):
    """Run quietly; the log keeps what was printed. True when it succeeded."""
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("ab") as handle:
        return (
            subprocess.run(
                [str(part) for part in command],
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=subprocess.STDOUT,
                check=False,
                **options,
            ).returncode
            == 0
        )


def install(package, purpose, log):
    """Install a package of the machine's own Debian; True when it is there afterwards."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    step = Progress(f"Installing Debian's {package} ({purpose}); the log is {log}")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "-q", "-y", "--no-install-recommends", "install", package]
    good = run_logged(command, log, env=environment)
    if not good:
        run_logged(["apt-get", "-q", "update"], log)
        good = run_logged(command, log, env=environment)
    step.done("done" if good else "failed")
    return good


def mirror():
    """The machine's own Debian mirror; no address of a registry is written down here."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        fail("This is not a Debian system: set ODOO_HOME to a folder that holds Odoo 19.0.")
    query = ["apt-get", "indextargets", "--format", "$(SITE)", "Created-By: Packages"]
    found = subprocess.run(
        [*query, "Origin: Debian"], capture_output=True, text=True, check=False
    ).stdout.split()
    if not found:  # lists were never fetched: the configured sources still tell the address
        sites = subprocess.run(query, capture_output=True, text=True, check=False).stdout
        found = [site for site in sites.split() if "debian" in site]
    found = [site for site in found if not site.rstrip("/").endswith("-security")]
    if not found:
        fail("No Debian mirror is configured for apt here: set ODOO_HOME to an Odoo 19.0 instead.")
    return found[0]


class PrivateApt:
    """An apt of our own, with its own sources and lists; the system's are not touched."""

    def __init__(self, folder, suites, log):
        self.folder, self.log = folder, log
        for part in ("lists/partial", "cache/archives/partial", "debs"):
            (folder / part).mkdir(parents=True, exist_ok=True)
        if not KEYRING.exists() and not install("debian-archive-keyring", "Debian's keys", log):
            fail("Debian's keys are missing: install the package debian-archive-keyring.")
        site = mirror()
        sources = folder / "sources.list"
        sources.write_text(
            "".join(f"deb [signed-by={KEYRING}] {site} {suite} main\n" for suite in suites)
        )
        self.options = [
            f"-oDir::Etc::sourcelist={sources}",
            "-oDir::Etc::sourceparts=/dev/null",
            "-oDir::Etc::preferencesparts=/dev/null",
            f"-oDir::State::Lists={folder / 'lists'}",
            f"-oDir::Cache={folder / 'cache'}",
            "-oAPT::Sandbox::User=root" if os.geteuid() == 0 else "-oDebug::NoLocking=1",
            "-oAcquire::Languages=none",
            "-oAcquire::Retries=2",
            "-oAcquire::http::Timeout=30",
        ]

    def update(self):
        return run_logged(["apt-get", "-q", "-y", *self.options, "update", "-eany"], self.log)

    def offers(self, packages):
        """What the suites offer now: {(package, suite): version}, asked once."""
        found = {}
        for line in self._ask("madison", *packages).splitlines():
            name, version, source = (part.strip() for part in line.split("|"))
            suite = source.split()[1].partition("/")[0]
            found.setdefault((name, suite), version)
        return found

    def download(self, wanted, step):
        """The .deb files of {package: version}; kept, so that an interrupted run goes on.

        None when one of them did not come.
        """
        debs, partial = self.folder / "debs", self.folder / "debs" / "partial"
        partial.mkdir(exist_ok=True)
        names = {
            package: f"{package}_{version.replace(':', '%3a')}_all.deb"
            for package, version in wanted.items()
        }
        missing = [package for package in wanted if not (debs / names[package]).exists()]
        asked = [f"{package}={wanted[package]}" for package in missing]
        if asked:
            size = self._size(asked)
            with self.log.open("ab") as log:
                process = subprocess.Popen(
                    ["apt-get", "-q", *self.options, "download", *asked],
                    cwd=partial, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                )  # fmt: skip
                while process.poll() is None:
                    time.sleep(0.2)
                    here = sum(deb.stat().st_size for deb in partial.glob("*.deb") if deb.exists())
                    step.at(here >> 20, size >> 20, " MB")
            if process.returncode:
                return None
        for package in missing:
            (partial / names[package]).rename(debs / names[package])
        return [debs / name for name in names.values()]

    def _size(self, asked):
        shown = self._ask("show", *asked).splitlines()
        return sum(int(line.split()[1]) for line in shown if line.startswith("Size:"))

    def _ask(self, *question):
        return subprocess.run(
            ["apt-cache", *self.options, *question], capture_output=True, text=True, check=False
        ).stdout

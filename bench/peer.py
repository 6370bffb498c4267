"""The peer: OCA's tier validation, fetched from PyPI when the bench runs.

It is AGPL: it is unpacked into a cache folder outside this repository, installed by Odoo into a
database of its own and loaded in a process of its own. Nothing of ours imports it.
"""

import subprocess
import zipfile

from place import CACHE, Progress, fail, locked, say

WHEELS = (
    "odoo-addon-base_tier_validation==19.0.1.4.6",
    "odoo-addon-sale_tier_validation==19.0.1.0.0.3",
)
FOLDER = CACHE / "bench" / "peer"
MODULE = "sale_tier_validation"


def addons_folder(python):
    """The folder with the peer's addons, fetched when missing; None without a network."""
    addons = FOLDER / "odoo" / "addons"
    with locked("bench-peer"):
        if not (addons / MODULE / "__manifest__.py").exists() and not _fetch(python):
            return None
    return addons


def _fetch(python):
    step = Progress("Fetching OCA's tier validation from PyPI, to compare with")
    wheels = FOLDER / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [python, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
         "--only-binary", ":all:", "--dest", wheels, *WHEELS],
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        say(f"    not fetched, so its figures are missing below: {reason}")
        return False
    for wheel in sorted(wheels.glob("*.whl")):
        with zipfile.ZipFile(wheel) as packed:
            packed.extractall(FOLDER)
    if not (FOLDER / "odoo" / "addons" / MODULE).is_dir():
        fail(f"The peer's packages look different from what was expected: see {FOLDER}.")
    step.done()
    return True

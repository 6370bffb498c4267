"""Each module of fault tests works in a database of its own, opened in this process.

Real transactions, real commits: nothing is rolled back after a test, the database is dropped after
the module. After every test the invariants of all approvals are checked.
"""

import os
import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from odoo.service import model as service
from odoo.tools import config

config.parse_config(
    [
        "-c",
        os.environ["ODOO_RC"],
        "--no-http",
        "--max-cron-threads=0",
        "--log-level=critical",
        "--db_maxconn=160",
    ],
    setup_logging=True,
)

from tests.faults.world import World

DATABASE = Path(__file__).resolve().parents[2] / "scripts" / "database"


@pytest.fixture(scope="module")
def database():
    """The name of a fresh copy of the prepared database: the same for each module, so that their
    worlds share what Odoo loads into memory."""
    name = f"bpm_fault_{os.getpid()}"
    run = {"check": True, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    subprocess.run([DATABASE, "clone", name, "--layer", "addon"], **run)
    yield name
    subprocess.run([DATABASE, "drop", name], **run)


@pytest.fixture(scope="module")
def opened(database):
    world = World(database)
    yield world
    world.close()


@pytest.fixture
def world(opened):
    """The module's database with its people; the invariants are checked when the test is over."""
    opened.start_anew()
    yield opened
    assert opened.violations() == []


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch):
    """Odoo replays a call after a random pause of seconds: here after a hundredth of one."""
    monkeypatch.setattr(service, "random", SimpleNamespace(uniform=lambda _least, _most: 0.01))

"""Issue 2.1: two commands on any machine; each trouble works or ends in one clear sentence.

The programs themselves where that takes no time, else their parts with everything around them
faked: no database is made or dropped here.
"""

import importlib.machinery
import importlib.util
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
sys.path.append(str(ROOT / "scripts" / "lib"))
import cluster
import databases
import ours
import place
import programs
import python_env
import server
import serving


def program(name, *arguments, **settings):
    """What `scripts/NAME` printed, what it said, and its exit code."""
    done = subprocess.run(
        [ROOT / "scripts" / name, *arguments], env={**os.environ, **settings},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=30,
    )  # fmt: skip
    return done.stdout, done.stderr.strip().splitlines(), done.returncode


def refused(words, *call, **settings):
    """One sentence, with these words in it, and nothing else."""
    printed, said, code = program(*call, **settings)
    assert (printed, len(said), code) == ("", 1, 1), (printed, said, code)
    assert words in said[0]


def test_a_port_that_is_none():
    refused("BPM_PORT must be a port number", "run", BPM_PORT="abc")


def test_a_port_in_use():
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        refused(f"Port {port} is in use", "run", BPM_PORT=port)


def test_another_odoo(tmp_path):
    (tmp_path / "odoo").mkdir()
    (tmp_path / "odoo" / "release.py").write_text("version_info = (18, 0, 0, FINAL, 0, '')\n")
    refused("ODOO_HOME is Odoo 18.0", "database", "env", ODOO_HOME=str(tmp_path))


def test_a_postgresql_that_is_nowhere(tmp_path):
    refused("No PostgreSQL answers at PGHOST=", "database", "env", PGHOST=str(tmp_path))


def test_a_port_of_postgresql_without_its_host(tmp_path):
    """Else the private server would be used, or cleaned, in its place."""
    alone = {"PGHOST": "", "PGPORT": "5433"}
    refused("PGPORT=5433 needs PGHOST", "database", "env", **alone)
    refused("PGPORT=5433 needs PGHOST", "clean", **alone, BPM_CACHE=str(tmp_path))


def test_nothing_but_the_result_is_printed():
    printed, _said, code = program("database", "env")
    assert [line.partition("=")[0] for line in printed.splitlines()] == [
        "ODOO_RC", "PGHOST", "PGPORT",
    ]  # fmt: skip
    assert code == 0


WITHDRAWN = """\
ERROR: Could not find a version that satisfies the requirement lxml==5.2.1 (from versions: 5.1)
ERROR: No matching distribution found for lxml==5.2.1
"""
LOST = """\
WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError(...)': /lxml/
"""
OLD_PYTHON = "ERROR: Ignored the following versions: 5.2.1 Requires-Python >=3.13\n"


@pytest.mark.parametrize(
    "told, meant",
    [
        (WITHDRAWN, "no longer offers lxml==5.2.1"),
        (LOST + WITHDRAWN, "check the network"),
        (WITHDRAWN.replace("5.1)", "none)"), "check the network"),
        (OLD_PYTHON + WITHDRAWN, "is not made for Python"),
    ],
)
def test_what_pip_complains_of(told, meant):
    """A local index offers some versions while the network is down."""
    assert meant in python_env.explanation(told)


@pytest.fixture
def questions(monkeypatch):
    """A server of PGHOST with a database `shop` of somebody and two of ours; what it was asked."""
    asked = []
    comments = {"shop": "", "mine": f"{place.CHECKOUT} copy of something"}
    comments[ours.being_built("layer")] = ""

    def query(sql, _database="postgres"):
        asked.append(sql)
        name = sql.rpartition("datname = '")[2].rstrip("'")
        if sql.startswith("SELECT 1 "):
            return "1" if name in comments else ""
        return comments.get(name, "") if "shobj_description" in sql else ""

    monkeypatch.setenv("PGHOST", "db.example")
    monkeypatch.setattr(cluster, "query", query)
    return asked


def test_a_database_of_somebody_else_stays(questions, capsys, monkeypatch, tmp_path):
    monkeypatch.setattr(databases, "DATA", tmp_path)
    with pytest.raises(place.Failure):
        databases.drop("shop")
    assert "shop on PGHOST=db.example was not made by this checkout" in capsys.readouterr().err
    assert not any("DROP" in sql for sql in questions)
    databases.drop("mine")
    databases.drop(ours.being_built("layer"))
    assert sum(sql.startswith("DROP DATABASE") for sql in questions) == 2


def test_a_database_has_its_files_from_its_first_moment(questions, monkeypatch, tmp_path):
    """Killed in between, the next start finds no database and makes it again."""
    monkeypatch.setattr(databases, "DATA", tmp_path)
    (tmp_path / "filestore" / "source").mkdir(parents=True)
    (tmp_path / "filestore" / "source" / "file").write_text("x")
    ask = cluster.query

    def query(sql, *database):
        if sql.startswith("CREATE DATABASE"):
            assert (tmp_path / "filestore" / "copy" / "file").exists()
        return ask(sql, *database)

    monkeypatch.setattr(cluster, "query", query)
    databases.copy("source", "copy")
    assert 'CREATE DATABASE "copy" TEMPLATE "source"' in questions


class House:
    """scripts/run with everything faked but signals and one process, which stands for Odoo."""

    def __init__(self, monkeypatch):
        loader = importlib.machinery.SourceFileLoader("scripts_run", str(ROOT / "scripts" / "run"))
        spec = importlib.util.spec_from_loader("scripts_run", loader)
        self.run = importlib.util.module_from_spec(spec)
        loader.exec_module(self.run)
        self.odoo, self.postgresql, self.queries, self.patch = None, True, [], monkeypatch.setattr
        for module, name, value in (
            (place, "port", lambda: 8115),
            (serving, "taken", lambda _port: False),
            (server, "prepare", lambda: None),
            (programs, "ensure_all", lambda: None),
            (self.run, "bring_database", lambda: None),
            (self.run, "tell", lambda *_told: None),
            (serving, "launch", self.launch),
            (cluster, "query", lambda sql, database: self.queries.append((sql, database))),
            (cluster, "private", lambda: True),
            (cluster, "running", lambda: True),
            (cluster, "others_connected", lambda: self.odoo and self.odoo.poll() is None),
            (cluster, "stop", self.stop),
        ):
            self.patch(module, name, value)

    def launch(self, *_arguments, **_options):
        self.odoo = subprocess.Popen(["sleep", "60"], start_new_session=True)
        return self.odoo, Path("log")

    def stop(self):
        self.postgresql = False

    def silent(self):
        """Whether nothing goes on running."""
        return not self.postgresql and (self.odoo is None or self.odoo.poll() is not None)


@pytest.fixture
def house(monkeypatch):
    before = {number: signal.getsignal(number) for number in (1, 2, 15)}
    made = House(monkeypatch)
    yield made
    for number, handler in before.items():
        signal.signal(number, handler)
    if made.odoo:
        made.odoo.kill()
        made.odoo.wait()


def kill(*numbers):
    """At the same moment, so that none is lost when the first one raises."""
    signal.pthread_sigmask(signal.SIG_BLOCK, numbers)
    for number in numbers:
        os.kill(os.getpid(), number)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, numbers)


def test_a_start_that_fails_stops_everything(house):
    house.patch(serving, "wait_until_ready", lambda *_given: place.fail("Odoo did not answer."))
    with pytest.raises(place.Failure):
        house.run.main()
    assert house.silent()


class DeadTerminal:
    def write(self, _text):
        raise OSError(5, "Input/output error")

    flush = isatty = lambda self: None


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Python's remark
def test_a_closed_terminal_stops_everything(house):
    """It sends more than one signal while it closes; nothing can be printed any more."""

    def hang_up(*_given):
        house.patch(sys, "stderr", DeadTerminal())
        kill(signal.SIGHUP, signal.SIGTERM)

    house.patch(serving, "wait_until_ready", hang_up)
    house.run.main()
    assert house.silent()


def test_an_interruption_while_odoo_is_launched_stops_everything(house):
    def launch(*_arguments, **_options):
        started = house.launch()
        kill(signal.SIGINT)  # before anybody holds the process
        return started

    house.patch(serving, "launch", launch)
    with pytest.raises(KeyboardInterrupt):
        house.run.main()
    assert house.odoo and house.silent()


def test_an_interruption_while_preparing_stops_postgresql(house):
    house.patch(house.run, "bring_database", lambda: kill(signal.SIGTERM))
    with pytest.raises(KeyboardInterrupt):
        house.run.main()
    assert house.odoo is None and house.silent()


def test_the_served_database_knows_its_address(house):
    """Else a frozen PDF has no styles and links in mails lead nowhere with BPM_PORT."""
    house.patch(serving, "wait_until_ready", lambda *_given: kill(signal.SIGINT))
    house.run.main()
    ((sql, database),) = house.queries
    assert "'http://localhost:8115' WHERE key = 'web.base.url'" in sql
    assert database == "bpm_demo"

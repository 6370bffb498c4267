"""The private PostgreSQL: one cluster per checkout, a Unix socket, no TCP port.

PGHOST (with PGPORT, PGUSER, PGPASSWORD) names another server; then nothing is started.
"""

import contextlib
import os
import pwd
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import debian
from place import CHECKOUT, LOGS, Progress, fail, locked

OLDEST = 13
FOLDER = CHECKOUT / "postgresql"
LOG = FOLDER / "server.log"
# A development cluster may lose its last second in a power cut; it is rebuilt in two
# minutes. A production server keeps fsync and synchronous_commit on.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{socket}'
max_connections = 200
shared_buffers = 512MB
work_mem = 16MB
maintenance_work_mem = 256MB
max_wal_size = 2GB
fsync = off
synchronous_commit = off
full_page_writes = off
"""


def socket_folder():
    """Below the cluster, unless the path would be longer than a socket's may be."""
    here = FOLDER / "socket"
    if len(str(here)) <= 85:
        return here
    return Path(tempfile.gettempdir()) / f"bpm-{os.geteuid()}-{CHECKOUT.name}"


def private():
    return os.environ.get("PGHOST") in (None, "", str(socket_folder()))


def host():
    return str(socket_folder()) if private() else os.environ["PGHOST"]


def port():
    return "5432" if private() else os.environ.get("PGPORT") or "5432"


def refuse_port_alone():
    """Else somebody who means a server of theirs would work on the private one."""
    if os.environ.get("PGPORT") and not os.environ.get("PGHOST"):
        fail(
            f"PGPORT={os.environ['PGPORT']} needs PGHOST: set both to use a PostgreSQL of yours,"
            " or unset PGPORT."
        )


def environment():
    """The environment for whoever connects: libpq reads it, and so does Odoo."""
    kept = dict(os.environ)
    if private():
        for name in ("PGUSER", "PGPASSWORD", "PGSERVICE", "PGDATABASE", "PGOPTIONS"):
            kept.pop(name, None)
    return {**kept, "PGHOST": host(), "PGPORT": port()}


def user():
    return os.environ.get("PGUSER") if not private() and os.environ.get("PGUSER") else _me()


def _me():
    return pwd.getpwuid(os.geteuid()).pw_name


def program(name):
    """The newest of Debian's server programs, or what the path offers."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name)
    )
    for folder in reversed(folders):
        if (folder / name).exists():
            return str(folder / name)
    return shutil.which(name)


def ensure():
    """A server that answers; True when it was started by this very call."""
    refuse_port_alone()
    if not private():
        _check_given()
        return False
    if running():
        return False
    with locked("postgresql", CHECKOUT):
        if running():
            return False
        initdb = _programs()
        if not (FOLDER / "data" / "PG_VERSION").exists():
            _create(initdb)
        _start()
    return True


def running():
    return _as_owner("pg_ctl", "status", "-D", FOLDER / "data").returncode == 0 and _answers()


def stop():
    _as_owner("pg_ctl", "stop", "-m", "fast", "-w", "-D", FOLDER / "data")


def others_connected():
    """Whether somebody else works on the private server."""
    sql = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE backend_type = 'client backend' AND pid != pg_backend_pid()"
    )
    return query(sql) not in ("", "0")


def query(sql, database="postgres"):
    """The one value a statement gives, as text."""
    done = subprocess.run(
        [program("psql") or "psql", "-XAtq", "-d", database, "-c", sql],
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        fail(f"PostgreSQL refused: {done.stderr.strip().splitlines()[0]}")
    return done.stdout.strip()


def _answers():
    ready = program("pg_isready") or "pg_isready"
    return subprocess.run([ready, "-q", "-t", "5"], env=environment(), check=False).returncode == 0


def _programs():
    """initdb, installed when the machine lacks it; at least version 13."""
    if not program("initdb"):
        debian.install("postgresql", "the database server", LOGS / "apt.log")
    initdb = program("initdb")
    if not initdb:
        fail("PostgreSQL is missing: install Debian's package postgresql, or set PGHOST.")
    shown = subprocess.run([initdb, "--version"], capture_output=True, text=True, check=False)
    major = int(re.search(r"(\d+)", shown.stdout)[1])
    _refuse_old(major)
    data = FOLDER / "data" / "PG_VERSION"
    if data.exists() and data.read_text().strip() != str(major):
        fail(
            f"The database here was made by PostgreSQL {data.read_text().strip()}, the machine now"
            f" has {major}: run `make clean` to start over (your development data is lost)."
        )
    return initdb


def _refuse_old(major):
    if major < OLDEST:
        fail(
            f"PostgreSQL {major} is too old for Odoo 19: install version {OLDEST} or newer,"
            " or set PGHOST to one."
        )


def _check_given():
    if not program("psql"):
        debian.install("postgresql-client", "to speak to PGHOST", LOGS / "apt.log")
    if not program("psql"):
        fail("PostgreSQL's client is missing: install Debian's package postgresql-client.")
    if not _answers():
        where = f"PGHOST={host()}, PGPORT={port()}"
        fail(f"No PostgreSQL answers at {where}: start it or unset PGHOST.")
    _refuse_old(int(query("SHOW server_version_num")) // 10000)


def owner():
    """Who runs the server: PostgreSQL refuses root."""
    if os.geteuid() != 0:
        return _me()
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name).pw_name
    return fail("PostgreSQL refuses to run as root and there is no user postgres or nobody.")


def _as_owner(name, *arguments, log=None):
    command = [program(name) or name, *(str(argument) for argument in arguments)]
    options = {}
    if os.geteuid() == 0:
        account = pwd.getpwnam(owner())
        options = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    with open(log or os.devnull, "ab") as handle:
        try:
            return subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                stdout=handle,
                stderr=handle,
                cwd="/",
                check=False,
                env={**environment(), "HOME": "/"},
                **options,
            )
        except (FileNotFoundError, PermissionError):
            return subprocess.CompletedProcess(command, 127)


def _own(folder):
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    if os.geteuid() == 0:
        account = pwd.getpwnam(owner())
        os.chown(folder, account.pw_uid, account.pw_gid)


def _create(initdb):
    step = Progress("Making a private PostgreSQL cluster")
    _own(FOLDER)
    beside = FOLDER / "data.new"
    shutil.rmtree(beside, ignore_errors=True)
    done = _as_owner(
        initdb, "-D", beside, "-U", "bpm_owner", "-A", "trust",
        "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", log=LOGS / "initdb.log",
    )  # fmt: skip
    if done.returncode:
        fail(f"PostgreSQL's initdb failed below {FOLDER}; the log is {LOGS / 'initdb.log'}.")
    with (beside / "postgresql.conf").open("a") as settings:
        settings.write(SETTINGS.format(socket=socket_folder()))
    beside.rename(FOLDER / "data")
    step.done()


def _start():
    _own(socket_folder())
    done = _as_owner("pg_ctl", "start", "-w", "-t", "60", "-D", FOLDER / "data", "-l", LOG)
    if done.returncode:
        fail(f"The private PostgreSQL does not start; its log is {LOG}.")
    have = f"SELECT count(*) FROM pg_roles WHERE rolname = '{_me()}'"
    owner_url = f"postgresql:///postgres?user=bpm_owner&host={host()}&port={port()}"
    if query(have, owner_url) == "0":
        query(f'CREATE ROLE "{_me()}" LOGIN CREATEDB', owner_url)

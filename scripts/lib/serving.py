"""A server of one database on a free port, for pictures, looks and measurements."""

import contextlib
import os
import socket
import subprocess
import time
import urllib.error
import urllib.request

import server
from place import LOGS, fail


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def taken(port):
    """Whether somebody listens there already."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def launch(database, port, arguments=(), **options):
    """The Odoo process serving `database` only; its log goes to a file."""
    log = LOGS / f"serve-{database}.log"
    command = server.command(
        server.prepare(), "server", "-d", database, f"--db-filter=^{database}$",
        f"--http-port={port}", f"--gevent-port={free_port()}", *arguments,
    )  # fmt: skip
    with log.open("w") as handle:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=handle, stderr=subprocess.STDOUT,
            env=server.environment(), **options,
        )  # fmt: skip
    return process, log


def wait_until_ready(process, port, log, seconds=90):
    """Wait for the first answered page; it also loads the registry."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if process.poll() is not None:
            tail = log.read_text().strip().splitlines()[-1:] or ["nothing in the log"]
            fail(f"Odoo stopped while starting: {tail[0]} (log: {log})")
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/web/login", timeout=60).close()
            return
        time.sleep(0.2)
    fail(f"Odoo did not answer within {seconds} seconds (log: {log}).")


@contextlib.contextmanager
def serving(database, *arguments):
    """`with serving(NAME) as address:` — no scheduled jobs, so that pictures stay the same."""
    port = int(os.environ.get("BPM_SERVING_PORT") or free_port())
    process, log = launch(database, port, ["--max-cron-threads=0", *arguments])
    try:
        wait_until_ready(process, port, log)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.stop(process)

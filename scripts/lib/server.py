"""Odoo's command line with the private database server up: configuration and calls."""

import contextlib
import os
import re
import signal
import subprocess
import tempfile
import threading

import cluster
import odoo_source
import python_env
from place import CONFIG, DATA, ROOT, fail, make_folders


def prepare():
    """Odoo, Python, PostgreSQL and the configuration, each made when missing.

    Returns the environment's python.
    """
    make_folders()
    folder = odoo_source.python_folder()
    python = python_env.ensure(folder)
    cluster.ensure()
    write_config(folder)
    return python


def write_config(folder):
    addons = ",".join(str(path) for path in [*odoo_source.addons_folders(folder), ROOT])
    lines = [
        "[options]",
        f"addons_path = {addons}",
        f"data_dir = {DATA}",
        f"db_host = {cluster.host()}",
        f"db_port = {cluster.port()}",
        "db_maxconn = 64",
        "http_interface = 127.0.0.1",
        "workers = 0",
        "",
    ]
    beside = CONFIG.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
    beside.write_text("\n".join(lines))
    beside.rename(CONFIG)


def environment():
    """ODOO_RC and the way to the database, for Odoo, pytest and programs of ours."""
    return {**cluster.environment(), "ODOO_RC": str(CONFIG)}


def command(python, *arguments):
    return [str(python), "-m", "odoo", *arguments]


def stop(process):
    """Ask it to stop; insist after ten seconds."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _running(command, **streams):
    """A process that does not outlive the interruption of who reads from it."""
    process = subprocess.Popen(command, text=True, env=environment(), **streams)
    try:
        yield process
    except BaseException:
        stop(process)
        raise


def once(arguments, log, step, expected):
    """Run Odoo until it stops by itself; False when it failed or logged an error."""
    python = prepare()
    run = command(python, *arguments, "--stop-after-init", "--no-http")
    clean = True
    streams = {"stdin": subprocess.DEVNULL, "stderr": subprocess.STDOUT}
    with log.open("w") as handle, _running(run, stdout=subprocess.PIPE, **streams) as process:
        for line in process.stdout:
            handle.write(line)
            clean = clean and not re.search(r" (ERROR|CRITICAL) ", line)
            seen = re.search(r"Loading module \S+ \((\d+)/(\d+)\)", line)
            if seen and int(seen[2]) >= (expected or 0) // 2:
                step.at(int(seen[1]), int(seen[2]), " modules")
        return process.wait() == 0 and clean


def shell(database, script, tell=None):
    """Run a script in `odoo shell`; the script commits by itself.

    `tell` is called with each line it writes to standard error, as it comes.
    """
    run = command(prepare(), "shell", "-d", database, "--no-http", "--log-level=error")
    with tempfile.TemporaryFile("w+") as given, tempfile.TemporaryFile("w+") as said:
        given.write(script)
        given.seek(0)
        errors = []
        with _running(run, stdin=given, stdout=said, stderr=subprocess.PIPE) as process:
            for line in process.stderr:
                errors.append(line)
                if tell:
                    tell(line)
        log = "".join(errors)
        if process.wait() or "Traceback" in log:
            fail(f"A script in the database {database} failed: {log.strip()[-500:]}")
        said.seek(0)
        return said.read()

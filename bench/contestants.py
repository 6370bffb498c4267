"""Who is compared: plain Odoo, the peer, and ours; each with a database and a process of its own."""

import json
import subprocess
from pathlib import Path

import databases
import peer
import server
from place import LOGS, ROOT, Progress, fail

HERE = Path(__file__).resolve().parent


class Contestant:
    """A process that keeps one database's registry and measures a round when asked to.

    Rounds of all contestants alternate, so that a busy machine disturbs them alike.
    """

    def __init__(self, kind, database, addons=None):
        self.kind, self.database = kind, database
        self.log = LOGS / f"{database}.log"
        command = [str(server.prepare()), str(HERE / "worker.py"), kind, database]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [*command, *([str(addons)] if addons else [])],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log, text=True,
                env=server.environment(), cwd=HERE,
            )  # fmt: skip

    def send(self, do, **arguments):
        try:
            self.process.stdin.write(json.dumps({"do": do, **arguments}) + "\n")
            self.process.stdin.flush()
        except BrokenPipeError:
            self._stopped()

    def receive(self):
        line = self.process.stdout.readline()
        if not line:
            self._stopped()
        return json.loads(line)

    def ask(self, do, **arguments):
        self.send(do, **arguments)
        return self.receive()

    def stop(self):
        self.process.stdin.close()
        self.process.wait()

    def _stopped(self):
        self.process.wait()
        tail = (self.log.read_text().strip().splitlines() or ["no reason given"])[-1]
        fail(f"Measuring {self.kind} stopped: {tail} (log: {self.log})")


def start(prefix):
    """{kind: Contestant}, their databases filled with the same data; without a network no peer."""
    python = server.prepare()
    made = {}
    databases.clone(f"{prefix}_plain", "odoo")
    made["plain"] = Contestant("plain", f"{prefix}_plain")
    if addons := peer.addons_folder(python):
        name = f"{prefix}_peer"
        databases.clone(name, "odoo")
        path = f"--addons-path={_addons_path()},{addons}"
        title = "Installing OCA's tier validation into a database of its own"
        databases.install(name, ["-i", peer.MODULE, path], title)
        made["peer"] = Contestant("peer", name, addons)
    databases.clone(f"{prefix}_ours", "addon")
    made["ours"] = Contestant("ours", f"{prefix}_ours")
    step = Progress("Making 500 quotations and 10 000 waiting decisions in each database")
    for contestant in made.values():
        contestant.send("make_data")
    for contestant in made.values():
        contestant.receive()
    step.done()
    return made


def finish(made, drop=True):
    for contestant in made.values():
        contestant.process.terminate()
        contestant.process.wait()
        if drop:
            databases.drop(contestant.database)


def _addons_path():
    import odoo_source

    folder = odoo_source.python_folder()
    return ",".join(str(path) for path in [*odoo_source.addons_folders(folder), ROOT])

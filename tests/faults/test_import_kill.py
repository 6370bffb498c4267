"""Case 70: an import is killed and goes on: every row once, no counterparty twice."""

import base64
import os
import random
import signal

import psycopg2
import pytest

from odoo import SUPERUSER_ID, api
from odoo.addons.bpm_crm_addon.models.partner import import_cron
from tests.faults.kills import Counter, fork, watched

ROWS, POINTS, PORTION = 200, 30, 40
CHANCE = random.Random(70)  # the same points in every run, so that a failure can be looked at


@pytest.fixture(autouse=True)
def small_portions(monkeypatch):
    monkeypatch.setattr(import_cron, "PORTION", PORTION)


def begin(world, mark):
    """A running import of rows nobody knows yet, two of them about the same firm; its id."""
    lines = ["Company;Contact person;E-mail"]
    lines += [
        f"Firm {mark}{number // 2};Person {mark}{number};p{mark}{number}@kill.example"
        for number in range(ROWS - 1)
    ]
    lines += ["Firm nowhere;Bad;not an address"]
    with world.env() as env:
        imports = env["bpm.partner.import"]
        page = imports.bpm_open(f"{mark}.csv", base64.b64encode("\n".join(lines).encode()).decode())
        importing = imports.browse(page["id"])
        importing.bpm_map([[column["target"], column["mode"]] for column in page["columns"]])
        importing.write({"state": "running"})
        return importing.id


def go_on(world):
    """What the scheduled action does, in transactions of its own; returns the steps it took."""
    with watched(Counter(-1, None)) as counter, world.env() as env:
        env["bpm.partner.import"]._cron_run()
    return counter.seen


def go_on_and_die(world, step):
    """The same in a process that is killed before its N-th call of the database."""

    def run():
        with watched(Counter(step, lambda _cursor: os.kill(os.getpid(), signal.SIGKILL))):
            with world.env() as env:
                env["bpm.partner.import"]._cron_run()

    pid = fork(run)
    status = os.waitpid(pid, 0)[1]
    assert os.WIFSIGNALED(status), "the process came to its end: the steps are fewer than counted"


def look(world, import_id, mark):
    """(state, rows by outcome, counterparties of this import)."""
    with world.env() as env:
        importing = env["bpm.partner.import"].browse(import_id)
        outcomes = importing.row_ids.mapped("outcome")
        partners = (
            env["res.partner"].search_count([("name", "=like", f"Person {mark}%")]),
            env["res.partner"].search_count([("name", "=like", f"Firm {mark}%")]),
        )
        return importing.state, {name: outcomes.count(name) for name in set(outcomes)}, partners


def test_killed_and_resumed(world):
    """I8 exact after each kill: done rows have their counterparty, the others have none yet."""
    done = ("done", {"created": ROWS - 1, "rejected": 1}, (ROWS - 1, ROWS // 2))
    for mark in "YZ":  # the first one also reads what is remembered afterwards
        import_id = begin(world, mark)
        steps = go_on(world)
        assert look(world, import_id, mark) == done
    reached = set()
    for number, step in enumerate(CHANCE.sample(range(2, steps - 1), POINTS)):
        mark = f"K{number}x"
        import_id = begin(world, mark)
        go_on_and_die(world, step)
        state, outcomes, (people, _firms) = look(world, import_id, mark)
        assert state in ("running", "done")
        reached.add(outcomes.get("created", 0))
        assert outcomes.get("created", 0) == people, (
            "a row and its counterparty are one transaction"
        )
        assert sum(outcomes.values()) == ROWS
        go_on(world)
        assert look(world, import_id, mark) == done
    assert len(reached) > 3, "the kills came in different portions"


def test_of_two_at_the_same_moment_the_second_is_repeated(world):
    """Case 71: what the first creates would be invisible to the second, so it may not go on."""
    with world.registry.cursor() as first, world.registry.cursor() as second:
        turns = []
        for cr in (first, second):
            env = api.Environment(cr, SUPERUSER_ID, {})
            turns.append((env["bpm.partner.import.turn"], env["res.company"].search([], limit=1)))
        turns[0][0]._take(turns[0][1])
        first.commit()
        with pytest.raises(psycopg2.errors.SerializationFailure):
            turns[1][0]._take(turns[1][1])
        second.rollback()

"""Workers that are killed, and workers at the same time: nothing is sent twice, nothing is lost."""

import os
import signal
import smtplib
from contextlib import contextmanager

import pytest

from odoo.addons.base.models import ir_mail_server
from odoo.addons.bpm_crm_addon.models.outreach import outbox_lease
from tests.faults.cron import cron_worker, have_run, only_outbox
from tests.faults.kills import Counter, fork, watched
from tests.faults.outbox_world import outbox_of


@pytest.fixture
def outbox(world):
    with outbox_of(world) as outbox:
        yield outbox
        assert outbox.violations() == []


def wait(pid):
    """Whether the process was killed; one that failed by itself fails the test."""
    status = os.waitpid(pid, 0)[1]
    assert os.WIFSIGNALED(status) or os.WEXITSTATUS(status) == 0, "the worker itself failed"
    return os.WIFSIGNALED(status)


def until_it_is_gone(outbox):
    """Wait until PostgreSQL has noticed: the leases of a killed worker are free then."""
    with outbox.world.env() as env:
        env.cr.execute("SELECT DISTINCT lease FROM bpm_message WHERE lease > 0")
        for (number,) in env.cr.fetchall():
            env.cr.execute("SELECT pg_advisory_xact_lock(%s, %s)", [outbox_lease.SPACE, number])


@contextmanager
def socket_watched(counter):
    """Count both sides of everything that goes to and comes from the mail server."""
    send, reply = smtplib.SMTP.send, smtplib.SMTP.getreply

    def watched_send(smtp, text):
        counter.step(counter)
        send(smtp, text)
        counter.step(counter)

    def watched_reply(smtp):
        counter.step(counter)
        answer = reply(smtp)
        counter.step(counter)
        return answer

    smtplib.SMTP.send, smtplib.SMTP.getreply = watched_send, watched_reply
    try:
        yield
    finally:
        smtplib.SMTP.send, smtplib.SMTP.getreply = send, reply


def test_killed_while_the_server_says_nothing(outbox, monkeypatch):
    """Case 30: SMTP accepts, then never answers; worker SIGKILLed; restart: unknown, ledger has 1,
    no second hand-over (plain Odoo: 2)."""
    monkeypatch.setattr(ir_mail_server, "SMTP_TIMEOUT", 60)
    ids = outbox.enqueue(2, "case 30")
    outbox.script.mode = "hang"
    pid = fork(outbox.run)
    assert outbox.script.taken.wait(30)
    os.kill(pid, signal.SIGKILL)
    assert wait(pid)
    until_it_is_gone(outbox)
    outbox.script.mode = "ok"
    outbox.run()
    outbox.run()
    assert outbox.states(ids) == ["unknown", "sent"]
    assert outbox.given(ids) == [1, 1]
    assert outbox.look(ids[0], "reason") == "interrupted"
    assert "Messages without an answer from the gateway" in outbox.problems()


def test_a_living_worker_is_left_in_peace(outbox, monkeypatch):
    """A message that another worker is handing over at this moment is no interrupted one."""
    monkeypatch.setattr(ir_mail_server, "SMTP_TIMEOUT", 60)
    ids = outbox.enqueue(1, "alive")
    outbox.script.mode = "hang"
    pid = fork(outbox.run)
    assert outbox.script.taken.wait(30)
    outbox.run()
    assert outbox.states(ids) == ["sending"]
    os.kill(pid, signal.SIGKILL)
    assert wait(pid)
    until_it_is_gone(outbox)
    outbox.run()
    assert outbox.states(ids) == ["unknown"]


def test_workers_share_the_outbox(outbox):
    """Case 32: two of Odoo's cron workers on one queue of 500, each with a scheduled action of its
    own: each message once, and both have worked."""
    rows = only_outbox(outbox.world, 2)
    ids = outbox.enqueue(500, "case 32")
    workers = [fork(lambda: cron_worker(outbox.world)) for _number in range(2)]
    assert [wait(pid) for pid in workers] == [False] * 2
    assert have_run(outbox.world, rows) == [True] * 2
    outbox.run()
    assert set(outbox.states(ids)) == {"sent"}
    assert outbox.given(ids) == [1] * 500


def test_killed_at_every_step(outbox):
    """Case 33: killed at every statement and at every word with the server: the ledger has at most
    one per message, none is lost, and none is called sent that is not."""

    def die(_cursor):
        os.kill(os.getpid(), signal.SIGKILL)

    def run_and_die(number):
        with watched(Counter(number, die)) as counter, socket_watched(counter):
            outbox.run()

    outcomes, step, ended = set(), 0, False
    while not ended:
        step += 1
        ids = outbox.enqueue(2, f"kill {step}")
        ended = not wait(fork(lambda number=step: run_and_die(number)))
        until_it_is_gone(outbox)
        outbox.run()
        states, given = outbox.states(ids), outbox.given(ids)
        assert set(states) <= {"sent", "unknown"}, (step, states)
        assert max(given) <= 1, (step, given)
        assert all(count == 1 for state, count in zip(states, given) if state == "sent"), step
        assert states.count("unknown") <= 1, (step, states)
        outcomes.update(zip(states, given))
        outbox.solve()
    assert outcomes == {("sent", 1), ("unknown", 0), ("unknown", 1)}
    assert step > 60

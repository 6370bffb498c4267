"""Messages to phones against a real gateway on loopback: accepted is never sent again.

Reliability cases 30 to 33 and I6, for SMS.
"""

import os
import signal
from contextlib import ExitStack, contextmanager
from datetime import datetime
from http.client import HTTPConnection, HTTPResponse
from unittest.mock import patch

import pytest

from tests.faults.cron import cron_worker, have_run, only_outbox
from tests.faults.kills import Counter, fork, watched
from tests.faults.outbox_world import phones_of
from tests.faults.sms_server import sms_server
from tests.faults.test_outbox_kill import until_it_is_gone, wait


@pytest.fixture
def phones(world):
    with phones_of(world) as phones:
        yield phones
        assert phones.violations() == []


def due(phones, ids):
    """Let the pause before the next attempt be over."""
    phones.write(ids, next_attempt_at=False)
    phones.solve()


def test_sent_once_each(phones):
    """All are handed over, each once; the gateway's number, parts and price are written down."""
    ids = phones.enqueue(25, "all well", body="я" * 71)
    phones.run()
    phones.run()
    assert set(phones.states(ids)) == {"sent"}
    assert phones.given(ids) == [1] * 25
    number, parts, cost = phones.look(ids[0], "external_id", "segments", "cost")
    assert number.startswith("sms")
    assert (parts, cost) == (2, 0.01)
    assert phones.script.ledger[0].text == "я" * 71


@pytest.mark.parametrize("mode", ["error", "page", "hang", "drop", "drip", "moved"])
def test_no_clear_answer_is_unknown_for_ever(phones, mode):
    """Case 31: accepted, then 500, a page, nothing, a reset, an endless answer, a redirect: one in
    the ledger, unknown, a problem; the others wait and go once the gateway is well."""
    phones.script.mode = mode
    ids = phones.enqueue(3, f"silence {mode}")
    phones.run()
    states = phones.states(ids)
    assert sorted(states) == ["queued", "queued", "unknown"]
    assert {"Messages without an answer from the gateway", "Gateway Loopback"} <= set(
        phones.problems()
    )
    phones.script.mode = "ok"
    phones.run()
    assert phones.states(ids) == states, "a gateway in trouble is left alone for a while"
    due(phones, ids)
    phones.run()
    assert sorted(phones.states(ids)) == ["sent", "sent", "unknown"]
    assert phones.given(ids) == [1, 1, 1]


@pytest.mark.parametrize("mode", ["busy", "no_money"])
def test_not_accepted_now_is_tried_again(phones, mode):
    """Case 31: 429, or a 200 that says so: surely not accepted; again after a pause, once."""
    phones.script.mode = mode
    ids = phones.enqueue(2, f"later {mode}")
    phones.run()
    assert phones.states(ids) == ["queued"] * 2
    assert phones.look(ids[0], "next_attempt_at") > datetime.now()
    assert "Gateway Loopback" in phones.problems()
    assert phones.given(ids) == [0, 0]
    phones.script.mode = "ok"
    due(phones, ids)
    phones.run()
    assert phones.states(ids) == ["sent"] * 2
    assert phones.given(ids) == [1, 1]
    assert "Gateway Loopback" not in phones.problems()


@pytest.mark.parametrize("mode", ["refuse", "wrong_200"])
def test_refused_is_failed(phones, mode):
    """A clear refusal, by status or in a 200: failed with the gateway's words, others go."""
    phones.script.mode, phones.script.only = mode, "+380670000000"
    ids = phones.enqueue(2, mode)
    phones.run()
    assert phones.states(ids) == ["failed", "sent"]
    assert phones.look(ids[0], "reason", "detail") == ("gateway_refused", "no such number")


def test_a_slow_gateway_is_waited_for(phones):
    phones.script.mode = "slow"
    ids = phones.enqueue(3, "slow")
    phones.run()
    assert phones.states(ids) == ["sent"] * 3


def test_nobody_listens(phones, world):
    """Connection refused: surely not accepted, waits with a problem, goes on by itself."""
    with world.env() as env:
        gateway = env["bpm.gateway"].browse(phones.gateway_id)
        gateway.url = "http://127.0.0.1:9/send"
    ids = phones.enqueue(3, "closed")
    phones.run()
    assert phones.states(ids) == ["queued"] * 3
    assert "Gateway Loopback" in phones.problems()
    with world.env() as env:
        env["bpm.gateway"].browse(phones.gateway_id).url = f"http://127.0.0.1:{phones.port}/send"
    due(phones, ids)
    phones.run()
    assert phones.given(ids) == [1] * 3


def test_no_gateway_at_all(phones, world):
    """Nothing carries it: it waits, says why, and somebody is told."""
    with world.env() as env:
        env["bpm.gateway"].browse(phones.gateway_id).active = False
    ids = phones.enqueue(2, "no way")
    phones.run()
    assert phones.states(ids) == ["queued"] * 2
    assert phones.look(ids[0], "reason") == "no_way"
    assert "No gateway for messages to phones" in phones.problems()


def test_a_dead_gateway_leaves_mail_alone(phones, world):
    """Priorities: SMS whose gateway is closed do not keep others behind them waiting."""
    with world.env() as env:
        env["bpm.gateway"].browse(phones.gateway_id).url = "http://127.0.0.1:9/send"
    first = phones.enqueue(60, "closed for long")
    other = phones.gateway("Messenger", phones.port, channel="messenger")
    last = phones.enqueue(1, "behind", channel="messenger", purpose="offer")
    phones.run()
    assert set(phones.states(first)) == {"queued"}
    assert phones.states(last) == ["sent"]
    assert phones.look(last[0], "gateway_id") == other


# === ROUTES === #


def route(world, gateway_id, prefix, price):
    with world.env() as env:
        values = {"gateway_id": gateway_id, "prefix": prefix, "price": price}
        env["bpm.gateway.route"].create(values)


def test_cheapest_first_and_another_where_it_surely_failed(phones, world):
    """S1-07: the cheaper gateway is closed: the other one carries it, within the same run; one that
    refuses clearly is followed by the next; one that is silent is not."""
    with sms_server() as (script, port):
        cheap = phones.gateway("Cheap", port)
        route(world, cheap, "+380", 0.001)
        route(world, phones.gateway_id, "+380", 0.004)
        ids = phones.enqueue(2, "cheap")
        phones.run()
        assert phones.given(ids, script) == [1, 1]
        assert phones.look(ids[0], "cost") == 0.001

        script.mode = "refuse"
        ids = phones.enqueue(2, "refused by one")
        phones.run()
        assert phones.states(ids) == ["sent"] * 2
        assert phones.given(ids) == [1, 1]
        assert phones.look(ids[0], "cost", "tried") == (0.004, [cheap])

        script.mode = phones.script.mode = "refuse"
        ids = phones.enqueue(1, "refused by both")
        phones.run()
        assert phones.states(ids) == ["failed"]

        script.mode, phones.script.mode = "error", "ok"
        ids = phones.enqueue(1, "silent")
        phones.run()
        assert phones.states(ids) == ["unknown"]
        assert phones.given(ids, script) == [1]
        assert phones.given(ids) == [0]
        phones.solve()
    ids = phones.enqueue(3, "cheap is closed")
    phones.run()
    assert phones.states(ids) == ["sent"] * 3
    assert phones.given(ids) == [1] * 3
    assert "Gateway Cheap" in phones.problems()


# === KILLS === #


@contextmanager
def line_watched(counter):
    """Count both sides of everything that goes to and comes from the gateway."""
    watched_calls = (
        (HTTPConnection, "send"),
        (HTTPConnection, "getresponse"),
        (HTTPResponse, "read1"),
    )
    with ExitStack() as stack:
        for owner, name in watched_calls:
            stack.enter_context(patch.object(owner, name, counted(counter, getattr(owner, name))))
        yield


def counted(counter, call):
    def watched_call(*args, **kwargs):
        counter.step(counter)
        answer = call(*args, **kwargs)
        counter.step(counter)
        return answer

    return watched_call


def test_killed_while_the_gateway_says_nothing(phones, world):
    """Case 30: accepts, never answers; worker SIGKILLed; restart: unknown, ledger has 1."""
    with world.env() as env:
        env["bpm.gateway"].browse(phones.gateway_id).seconds = 60
    ids = phones.enqueue(2, "case 30")
    phones.script.mode = "hang"
    pid = fork(phones.run)
    assert phones.script.taken.wait(30)
    os.kill(pid, signal.SIGKILL)
    assert wait(pid)
    until_it_is_gone(phones)
    phones.script.mode = "ok"
    phones.run()
    phones.run()
    assert phones.states(ids) == ["unknown", "sent"]
    assert phones.given(ids) == [1, 1]


def test_workers_share_the_outbox(phones):
    """Case 32: two of Odoo's cron workers on one queue of 500: each message once."""
    rows = only_outbox(phones.world, 2)
    ids = phones.enqueue(500, "case 32")
    workers = [fork(lambda: cron_worker(phones.world)) for _number in range(2)]
    assert [wait(pid) for pid in workers] == [False] * 2
    assert have_run(phones.world, rows) == [True] * 2
    phones.run()
    assert set(phones.states(ids)) == {"sent"}
    assert phones.given(ids) == [1] * 500


def test_killed_at_every_step(phones):
    """Case 33: killed before every statement, on both sides of every commit and of every word with
    the gateway: the ledger has at most one per message, none is lost, none is called sent that is
    not."""

    def die(_cursor):
        os.kill(os.getpid(), signal.SIGKILL)

    def run_and_die(number):
        with watched(Counter(number, die)) as counter, line_watched(counter):
            phones.run()

    outcomes, step, ended = set(), 0, False
    while not ended:
        step += 1
        ids = phones.enqueue(2, f"kill {step}")
        ended = not wait(fork(lambda number=step: run_and_die(number)))
        until_it_is_gone(phones)
        phones.run()
        states, given = phones.states(ids), phones.given(ids)
        assert set(states) <= {"sent", "unknown"}, (step, states)
        assert max(given) <= 1, (step, given)
        assert all(count == 1 for state, count in zip(states, given) if state == "sent"), step
        outcomes.update(zip(states, given))
        phones.solve()
    assert outcomes == {("sent", 1), ("unknown", 0), ("unknown", 1)}
    assert step > 80, "the line to the gateway is watched as well"

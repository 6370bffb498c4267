"""The outbox against a real mail server on loopback: accepted is never sent again.

Invariant I6: per recipient, purpose and occurrence at most one hand-over.
"""

from datetime import datetime, timedelta

import pytest

from odoo.addons.base.models import ir_mail_server
from odoo.addons.bpm_crm_addon.models.outreach.email_gateway import EmailGateway
from tests.faults.outbox_world import outbox_of

LATER = datetime.now() + timedelta(days=1)


@pytest.fixture
def outbox(world, monkeypatch):
    monkeypatch.setattr(ir_mail_server, "SMTP_TIMEOUT", 1)
    with outbox_of(world) as outbox:
        yield outbox
        assert outbox.violations() == []


def due(outbox, ids):
    """Let the pause before the next attempt be over."""
    outbox.write(ids, next_attempt_at=False)
    outbox.solve()


def test_sent_once_each(outbox):
    """S1-01: all are handed over, each once, under the Message-Id that was stored before."""
    ids = outbox.enqueue(25, "all well")
    outbox.run()
    outbox.run()
    assert set(outbox.states(ids)) == {"sent"}
    assert outbox.given(ids) == [1] * 25
    assert outbox.look(ids[0], "attempts") == 1


@pytest.mark.parametrize("mode", ["hang", "drop", "later"])
def test_no_answer_is_unknown_for_ever(outbox, mode):
    """Case 30 and 31, by mail: after the text there is no clear answer: one in the ledger,
    unknown, a problem; the others go on once the server is well."""
    outbox.script.mode = mode
    ids = outbox.enqueue(3, f"silence {mode}")
    outbox.run()
    states = outbox.states(ids)
    assert sorted(states) == ["queued", "queued", "unknown"]
    assert "Messages without an answer from the gateway" in outbox.problems()
    outbox.script.mode = "ok"
    outbox.run()
    assert outbox.states(ids) == states, "a server in trouble is left alone for a while"
    due(outbox, ids)
    outbox.run()
    assert sorted(outbox.states(ids)) == ["sent", "sent", "unknown"]
    assert outbox.given(ids) == [1, 1, 1]


def test_come_back_later_is_tried_again(outbox):
    """ "Later, please" before the text: again after a pause, longer each time, then failed."""
    outbox.script.mode, outbox.script.only = "busy", "p0@fault.example"
    ids = outbox.enqueue(2, "busy")
    outbox.run()
    assert outbox.states(ids) == ["queued", "sent"], "one busy mailbox does not stop others"
    assert outbox.look(ids[0], "next_attempt_at") > datetime.now()
    for _time in range(4):
        due(outbox, ids)
        outbox.run()
    assert outbox.look(ids[0], "state", "attempts") == ("failed", 5)
    assert outbox.given(ids) == [0, 1]


def test_a_server_that_closes_is_to_blame_itself(outbox):
    """421: a problem of the server's; however often, the message is not given up for it."""
    outbox.script.mode = "closing"
    ids = outbox.enqueue(1, "closing")
    for _time in range(6):
        due(outbox, ids)
        outbox.run()
        outbox.solve()
    assert outbox.look(ids[0], "state", "reason", "attempts") == ("queued", "unreachable", 6)
    outbox.script.mode = "ok"
    due(outbox, ids)
    outbox.run()
    assert outbox.states(ids) == ["sent"]


def test_refused_is_failed(outbox):
    """5xx: failed with the server's words, nothing is tried again."""
    outbox.script.only = "p0@fault.example"
    for mode, words in (("no_user", "550 no such user"), ("refuse", "554 spam")):
        outbox.script.mode = mode
        ids = outbox.enqueue(2, mode)
        outbox.run()
        assert outbox.states(ids) == ["failed", "sent"]
        assert outbox.look(ids[0], "reason", "detail") == ("refused", words)


def test_nobody_listens(outbox, world):
    """Connection refused: surely not accepted, waits with a problem, goes on by itself."""
    with world.env() as env:
        server = env["ir.mail_server"].search([("name", "=", "Loopback")], limit=1)
        port, server.smtp_port = server.smtp_port, 9
    ids = outbox.enqueue(3, "closed")
    outbox.run()
    assert outbox.states(ids) == ["queued"] * 3
    assert any(name.startswith("Mail server") for name in outbox.problems())
    with world.env() as env:
        env["ir.mail_server"].search([("name", "=", "Loopback")]).smtp_port = port
    due(outbox, ids)
    outbox.run()
    assert outbox.given(ids) == [1] * 3


def test_poison_stops_nobody(outbox, monkeypatch):
    """Case 41: one of many cannot be prepared: the others are sent; one problem with the reason;
    five attempts, each after a longer pause, then it has failed. (A template that breaks for one
    of 1 000: tests/outreach/test_campaign.py; it never comes as far as the outbox.)"""
    ids = outbox.enqueue(12, "poison")
    poison, pauses = ids[3], []
    build = EmailGateway.build

    def breaks(gateway, message, *args):
        if message.id == poison:
            raise ValueError("It breaks.")
        return build(gateway, message, *args)

    monkeypatch.setattr(EmailGateway, "build", breaks)
    outbox.run()
    assert outbox.states(ids).count("sent") == 11
    for _time in range(6):
        if later := outbox.look(poison, "next_attempt_at"):
            pauses.append(later - datetime.now())
        outbox.write([poison], next_attempt_at=False)
        outbox.run()
    assert outbox.look(poison, "state", "attempts", "reason") == ("failed", 5, "broken")
    assert len(pauses) == 4
    assert pauses == sorted(pauses) and pauses[-1] > 4 * pauses[0] > timedelta(0)
    with outbox.world.env() as env:
        problems = env["bpm.incident"].search([("key", "=like", "outbox.broken.%")])
        assert [(one.attempts, one.reason) for one in problems] == [(5, "It breaks.")]
    assert outbox.given(ids) == [1] * 3 + [0] + [1] * 8


def test_a_late_run_sends_nothing_stale(outbox):
    ids = outbox.enqueue(2, "stale")
    outbox.write(ids[:1], expires_at=datetime.now() - timedelta(minutes=1))
    outbox.run()
    assert outbox.states(ids) == ["suppressed", "sent"]
    assert outbox.look(ids[0], "reason") == "stale"


def test_pause_and_ceiling(outbox, world):
    """UX 3.6: [Pause all] holds everything; the ceiling per hour is kept."""
    companies = {"bpm_outreach_mode": "paused", "bpm_outreach_ceiling": 0}
    ids = outbox.enqueue(4, "ceiling")

    def set_up(**values):
        with world.env() as env:
            env["res.company"].search([]).write(values)

    set_up(**companies)
    outbox.run()
    assert set(outbox.states(ids)) == {"queued"}
    outbox_sent = len(outbox.script.ledger)
    with world.env() as env:
        gone = env["res.company"].browse(1)._bpm_outreach_left(datetime.now())
        assert gone == {1: None}
        sent = env["bpm.message"].search_count(
            [("company_id", "=", 1), ("handed_over_at", ">", datetime.now() - timedelta(hours=1))]
        )
    set_up(bpm_outreach_mode="live", bpm_outreach_ceiling=sent + 3)
    outbox.run()
    assert outbox.states(ids).count("sent") == 3
    assert len(outbox.script.ledger) == outbox_sent + 3
    set_up(bpm_outreach_ceiling=0)
    outbox.run()
    assert set(outbox.states(ids)) == {"sent"}

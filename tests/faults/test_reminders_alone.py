"""Payment reminders that nobody reviews: from the due line to the mail server, day after day.

Journey 3.4-5: "Instalment reminders run by themselves; she sees only exceptions". S0-18, S0-20.
Only the days are made: the scheduler's own entry point runs, the mail server is on loopback.
"""

from datetime import datetime, timedelta

import pytest
from freezegun import freeze_time

from tests.faults.outbox_world import checked
from tests.faults.test_reminder_story import DUE, REMINDER, Debtor


class Alone(Debtor):
    """As in the story, without anybody: ``silent`` owes as well and has no address."""

    def __init__(self, world, outbox):
        super().__init__(world, outbox)
        with self.env() as env:
            env["res.company"].browse(self.company).bpm_reminder_mode = "auto"
            books = self.books.within(env)
            self.silent = books.client("Fault Silent", lang="en_US").id
            books.invoice(env["res.partner"].browse(self.silent), DUE)

    def night(self, days):
        """The day so many days after `DUE`, as the scheduler sees it; what the server was given."""
        before = len(self.outbox.script.ledger)
        morning = datetime(DUE.year, DUE.month, DUE.day, 6) + timedelta(days=days)
        for hours in (0, 1, 8):
            with freeze_time(morning + timedelta(hours=hours)):
                with self.env() as env:
                    env.ref("bpm_crm_addon.ir_cron_payment_reminder").method_direct_trigger()
                self.outbox.run()
        return [(row.address, row.subject) for row in self.outbox.script.ledger[before:]]

    def seen(self, days):
        """{group of the review: counterparties} that somebody has to look after; the review."""
        with freeze_time(datetime(DUE.year, DUE.month, DUE.day, 15) + timedelta(days=days)):
            with self.env() as env:
                review = env[REMINDER].bpm_review()
                count = env[REMINDER]._exceptions_count()
        groups = {
            group["key"]: [row["partner"] for row in group["rows"]]
            for group in review["held"]
            if group["to_do"]
        }
        return groups, count, review


@pytest.fixture
def alone(world, monkeypatch):
    with checked(world, monkeypatch, Alone) as story:
        yield story


def test_they_run_by_themselves_and_only_exceptions_are_seen(alone):
    """Rehearsed first; then each level once, at its day, without a hand; a debtor without an
    address and a mailbox that does not exist are what is left for a person."""
    assert alone.night(-3) == [], "the company only rehearses"
    alone.go_live()
    [(address, subject)] = alone.night(-2)
    assert address == "pay@windows.example"
    assert "payment due on" in subject
    assert alone.night(-1) == []
    groups, count, review = alone.seen(-1)
    assert groups == {"no_address": ["Fault Silent"]}
    assert (count, review["total"]) == (1, 0), "the desk counts the one without an address"
    assert "by themselves" in review["notice"]["text"]

    alone.outbox.script.mode = "no_user"
    assert alone.night(0) == []
    groups, count, _review = alone.seen(0)
    assert (groups["not_sent"], count) == (["Fault Windows"], 2)
    groups, count, _review = alone.seen(1)
    assert (groups["not_sent"], count) == (["Fault Windows"], 2), "it is not forgotten overnight"

    alone.outbox.script.mode = "ok"
    [(_address, subject)] = alone.night(2)
    assert "to be paid by" in subject
    assert alone.seen(2)[0] == {"no_address": ["Fault Silent"]}, "what went out settles it"

    alone.pay(100)
    assert alone.night(7) == []


def test_what_had_no_answer_and_what_a_person_must_release_is_seen(alone):
    """Issue 5, 1: "an answer that never came is unknown and never sent again by itself"."""
    alone.go_live()
    alone.outbox.script.mode = "drop"
    alone.night(0)
    groups, count, _review = alone.seen(0)
    assert (groups["unknown"], count) == (["Fault Windows"], 2)
    assert len(alone.night(1)) == 0, "never again by itself"
    alone.outbox.script.mode = "ok"
    with alone.env() as env:
        env["bpm.contact.policy"].create(
            {"name": "By hand", "company_id": alone.company, "message_class": "debt",
             "release": True}
        )  # fmt: skip
    assert alone.night(7) == []
    groups, count, _review = alone.seen(7)
    assert (groups["waits"], count) == (["Fault Windows"], 2)
    alone.pay(100)
    assert alone.seen(7)[:2] == ({"no_address": ["Fault Silent"]}, 1), "nobody else is left"

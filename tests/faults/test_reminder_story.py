"""Payment reminders from the due line to the customer's mail server, as the days go by.

Everything is real but the days: the schedule prepares, a person reviews, the outbox asks the
account and the contact rules once more and hands over to a mail server on loopback.
"""

from contextlib import contextmanager
from datetime import date, datetime, timedelta
from itertools import count

import pytest
from freezegun import freeze_time

from tests.books import Books
from tests.faults.outbox_world import checked

DUE = date(2026, 3, 18)  # a Wednesday
REMINDER = "bpm.payment.reminder"
NUMBERS = count(1)


class Debtor:
    """A company that keeps its books in euro, and a firm that owes it 100 from `DUE` on."""

    def __init__(self, world, outbox):
        self.world, self.outbox = world, outbox
        with world.env() as env:
            euro = env.ref("base.EUR")
            euro.active = True
            self.company = (
                env["res.company"]
                .create(
                    {
                        "name": f"Fault Glass House {next(NUMBERS)}",
                        "currency_id": euro.id,
                        "email": "us@fault.example",
                        "bpm_reminder_mode": "review",
                    }
                )
                .id
            )
            others = env["res.company"].search([("id", "!=", self.company)])
            others.write({"bpm_reminder_mode": "off"})
            env.user.company_ids |= env["res.company"].browse(self.company)
        with self.env() as env:
            books = Books(env)
            firm = books.client("Fault Windows", email="pay@windows.example", lang="en_US")
            self.firm, self.invoice = firm.id, books.invoice(firm, DUE).id
            self.books = books

    @contextmanager
    def env(self):
        with self.world.env() as env:
            yield env(context={"allowed_company_ids": [self.company]})

    def go_live(self):
        with self.env() as env:
            env["bpm.message"].bpm_outbox_go_live()

    def morning(self, days, clicks=1):
        """The day so many days after `DUE`: the schedule runs, a person sends all that waits (as
        often as they click), and the outbox works after that. What the server was given."""
        before = len(self.outbox.script.ledger)
        with freeze_time(datetime(DUE.year, DUE.month, DUE.day, 9) + timedelta(days=days)):
            for _click in range(clicks):
                with self.env() as env:
                    env[REMINDER]._cron_remind()
                with self.env() as env:
                    env[REMINDER].bpm_review_all()
        with freeze_time(datetime(DUE.year, DUE.month, DUE.day, 14) + timedelta(days=days)):
            for _run in range(clicks):
                self.outbox.run()
        return [row.subject for row in self.outbox.script.ledger[before:]]

    def pay(self, amount):
        with self.env() as env:
            books = self.books.within(env)
            due = books.due_lines(env["account.move"].browse(self.invoice))
            books.paid(env["res.partner"].browse(self.firm), DUE, amount, due)

    def states(self):
        with self.env() as env:
            found = env[REMINDER].search([("company_id", "=", self.company)], order="day, id")
            return found.mapped("state")


@pytest.fixture
def debtor(world, monkeypatch):
    with checked(world, monkeypatch, Debtor) as story:
        yield story


def test_the_story_of_a_debt(debtor):
    """S0-18, S1-15: three days before, on the day, seven days after, each said once by e-mail; at
    first only rehearsed; a payment stops it (ux.md 3.6; cases 35 and 41)."""
    assert debtor.morning(-4) == [], "nothing is said four days before"
    assert debtor.morning(-3) == [], "the company only rehearses"
    assert debtor.states() == ["rehearsed"]
    debtor.go_live()
    [soon] = debtor.morning(-2, clicks=10)
    assert "payment due on" in soon, "said once, however often everything runs on one day"
    assert debtor.morning(-1) == [], "said is said"
    [today] = debtor.morning(0)
    assert "to be paid by" in today
    [late] = debtor.morning(7, clicks=3)
    assert "overdue since" in late
    debtor.pay(100)
    assert debtor.morning(14) == []


def test_what_is_paid_between_review_and_sending_is_not_said(debtor):
    """Issue text: "stops at once on payment"."""
    debtor.go_live()
    with freeze_time(datetime(2026, 3, 25, 9)):
        with debtor.env() as env:
            env[REMINDER]._cron_remind()
        with debtor.env() as env:
            env[REMINDER].bpm_review_all()
    debtor.pay(100)
    with freeze_time(datetime(2026, 3, 25, 14)):
        debtor.outbox.run()
    assert debtor.outbox.script.ledger == []
    assert debtor.states() == ["not_sent"]

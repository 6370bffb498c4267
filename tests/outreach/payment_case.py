"""A company of its own on a Wednesday, with invoices, payments and what is said about them."""

from datetime import date, datetime, timedelta

from freezegun import freeze_time

from odoo.fields import Command
from tests.books import Books
from tests.common import BpmCase

TODAY = date(2026, 3, 18)


class PaymentCase(BpmCase):
    """``company`` is live and keeps its books in euro; ``firm`` can be written to."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.startClassPatcher(freeze_time(datetime(2026, 3, 18, 10)))
        cls.euro, cls.dollar = cls.env.ref("base.EUR"), cls.env.ref("base.USD")
        (cls.euro | cls.dollar).active = True
        cls.company = cls.env["res.company"].create(
            {
                "name": "Test Glass House",
                "currency_id": cls.euro.id,
                "email": "us@test.invalid",
                "bpm_outreach_mode": "live",
                "bpm_outreach_live_since": "2026-01-01 00:00:00",
            }
        )
        cls.env.user.company_ids |= cls.company
        cls.env = cls.env(
            context={
                "allowed_company_ids": cls.company.ids,
                "tracking_disable": True,
                "no_reset_password": True,
            }
        )
        cls.company = cls.company.with_env(cls.env)
        cls.reminders = cls.env["bpm.payment.reminder"]
        cls.books = Books(cls.env)
        cls.receivable, cls.cash = cls.books.receivable, cls.books.other
        cls.firm = cls.client("Test Firm", email="pay@firm.invalid")
        cls.collector = cls.person(
            "collector",
            "bpm_crm_addon.group_bpm_outreach_manager",
            "account.group_account_invoice",
        )

    @classmethod
    def person(cls, login, *groups, **values):
        return cls.env["res.users"].create(
            {
                "name": f"Test {login}",
                "login": f"pay_{login}",
                "company_id": cls.company.id,
                "company_ids": [Command.set(cls.company.ids)],
                "group_ids": [
                    Command.set([cls.env.ref(one).id for one in ("base.group_user", *groups)])
                ],
                **values,
            }
        )

    @classmethod
    def client(cls, name, **values):
        return cls.books.client(name, **values)

    @classmethod
    def invoice(cls, late, amount=100.0, partner=None, refund=False, **values):
        """A posted invoice (or credit note) due ``late`` days ago; negative: still to come."""
        due = TODAY - timedelta(days=late)
        kind = "out_refund" if refund else "out_invoice"
        values = {"move_type": kind, "day": min(due, TODAY), **values}
        return cls.books.invoice(partner or cls.firm, due, amount, **values)

    @classmethod
    def part(cls, move):
        return move.line_ids.filtered(lambda line: line.display_type == "payment_term")

    @classmethod
    def pay(cls, amount, move=None, partner=None):
        """Money arrives; matched with the invoice when it is named."""
        lines = cls.part(move) if move else None
        return cls.books.paid(partner or cls.firm, TODAY, amount, lines)

    def prepared(self, day=TODAY):
        """{partner name: (level's days, {invoice: amount})} of the proposals for a day."""
        reminders = self.reminders._prepare(self.company, day)
        return {
            one.partner_id.name: (
                one.level_id.days,
                {line.move_id.name: line.amount for line in one.line_ids},
            )
            for one in reminders
        }

    def send(self, day=TODAY):
        """Prepare, review and send; the messages in the outbox."""
        return self.reminders._prepare(self.company, day)._send().message_id

    def handed_over(self, messages, state="sent"):
        """As the outbox's worker leaves them."""
        messages.write({"state": state})
        self.reminders._bpm_message_moved(messages)

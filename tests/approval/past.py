"""Answers of the past, written as rows: statistics read nothing else."""

from datetime import timedelta

from odoo import fields
from tests.common import ApprovalCase

# Ten totals that were asked about; half of them up to 80 000.
TOTALS = (52000, 55000, 60000, 70000, 80000, 95000, 110000, 120000, 150000, 200000)
ANSWERED = ("approved", "remarked", "rejected", "returned")


class PastCase(ApprovalCase):
    """A rule “total over 50 000” and makers of what was asked and answered under it.

    All moments are counted back from one Wednesday noon, the test's now; the company works from 8
    to 17 with an hour's break, Monday to Friday, in universal time.
    """

    NOW = "2026-06-17 12:00:00"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.now = fields.Datetime.to_datetime(cls.NOW)
        cls.forget_what_was()
        cls.env.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {
                "name": "Test week",
                "tz": "UTC",
                "attendance_ids": [(5,)] + [
                    (0, 0, {
                        "name": f"{day} {start}",
                        "dayofweek": str(day),
                        "hour_from": start,
                        "hour_to": end,
                        "day_period": period,
                    })
                    for day in range(5)
                    for start, end, period in ((8, 12, "morning"), (13, 17, "afternoon"))
                ],
            }
        )  # fmt: skip
        cls.big = cls.route(
            {
                "domain": "[('bpm_company_amount', '>', 50000.0)]",
                "reason": "total over 50,000 USD",
                "ready_rule": "amount",
                "user_ids": [(6, 0, cls.finance.ids)],
            },
            name="Large totals",
        )
        cls.step = cls.big.step_ids
        cls.numbers = iter(range(900_000_000, 999_999_999))

    @classmethod
    def forget_what_was(cls):
        """Other quotations and answers of the database lie further back than anybody looks."""
        cls.env.flush_all()
        cls.env.cr.execute("UPDATE sale_order SET date_order = '2001-01-01', state = 'cancel'")
        cls.env.cr.execute(
            """UPDATE bpm_approval_slot SET state = 'cancelled', since = '2001-01-01',
                      decided_at = NULL, due = NULL"""
        )
        cls.env.cr.execute(
            "UPDATE bpm_approval_request SET state = 'withdrawn', submitted_at = '2001-01-01'"
        )
        cls.env.invalidate_all()

    @classmethod
    def answer(cls, state="approved", total=60000.0, ago=9, hours=2.0, route=None, **values):
        """One request of the past with one answer.

        :param ago: asked that many days before now, at 9:00
        :param hours: answered that many hours later; ignored for one that still waits
        """
        route = route or cls.big
        asked = (cls.now - timedelta(days=ago)).replace(hour=9)
        decided = asked + timedelta(hours=hours)
        person = values.pop("by", cls.finance)
        number = next(cls.numbers)
        request = (
            cls.env["bpm.approval.request"]
            .sudo()
            .create(
                {
                    "name": f"Q{number}",
                    "res_model": "sale.order",
                    "res_id": number,
                    "company_id": cls.env.company.id,
                    "route_id": route.id,
                    "version_id": cls.env["bpm.approval.version"]
                    .search([("route_id", "=", route.id)], limit=1)
                    .id,
                    "state": {"remarked": "approved", "pending": "open"}.get(state, state),
                    "requester_id": cls.seller.id,
                    "amount": total,
                    "currency_id": cls.env.company.currency_id.id,
                    "company_amount": total,
                    "company_currency_id": cls.env.company.currency_id.id,
                    "submitted_at": asked,
                    "facts": values.pop("facts", []),
                }
            )
        )
        return (
            cls.env["bpm.approval.slot"]
            .sudo()
            .create(
                {
                    "request_id": request.id,
                    "title": request.name,
                    "step_key": str(route.step_ids[:1].id),
                    "name": route.step_ids[:1].name,
                    "sequence": 1,
                    "approver_id": person.id,
                    "requester_id": cls.seller.id,
                    "company_id": cls.env.company.id,
                    "state": state,
                    "since": asked,
                    "due": asked + timedelta(hours=values.pop("within", 4)),
                    "decided_at": decided if state in ANSWERED else False,
                }
            )
        )

    @classmethod
    def answers(cls, *totals, **values):
        return [cls.answer(total=total, **values) for total in totals]

    def rules(self, routes=None, **options):
        """{step: what there is to say} of the rules, as the reader sees them."""
        found = self.env["bpm.approval.statistics"]._rules(routes or self.big, **options)
        return {rule["step"]: rule for rule in found}

    def queries(self, work):
        """How many statements ``work`` takes with nothing remembered."""
        self.env.flush_all()
        self.env.invalidate_all()
        before = self.env.cr.sql_log_count
        work()
        return self.env.cr.sql_log_count - before

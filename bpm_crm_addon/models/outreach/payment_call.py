"""The phone round of debtors: whom to call today, what came of it, and when to call again.

A result is one press where there is nothing to write (nobody answered, they were talked to), or the
form of a promise or a dispute. The next step follows from it: who was not reached is called again
on the next working day; after so many times in a row a letter is asked for.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

TRIES = 3  # in a row; after them a letter
TALKED_DAYS = 3  # for which nobody calls whom we have talked to
LETTER = "mail.mail_activity_data_todo"


class BpmPaymentCall(models.Model):
    """One call about a debt. Nobody writes these: the buttons of the round do."""

    _name = "bpm.payment.call"
    _description = "Call about a debt"
    _order = "at desc, id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Counterparty", required=True, readonly=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one("res.users", "Called by", readonly=True, ondelete="set null")
    at = fields.Datetime("Called on", required=True, readonly=True)
    outcome = fields.Selection(
        [("missed", "Not reached"), ("talked", "Talked to")], required=True, readonly=True
    )
    next_on = fields.Date("Call again on", required=True, readonly=True)

    _last_idx = models.Index("(company_id, next_on)")


class BpmPartnerMetric(models.Model):
    _inherit = "bpm.partner.metric"

    phone = fields.Char(related="partner_id.phone", related_sudo=True)
    last_call = fields.Datetime("Last call", compute="_compute_calls")
    last_outcome = fields.Char("What came of it", compute="_compute_calls")
    to_call = fields.Boolean(
        "To call today",
        compute="_compute_to_call",
        search="_search_to_call",
        help="Overdue, nothing is promised, and nobody has called lately.",
    )

    def _compute_calls(self):
        labels = dict(
            self.env["bpm.payment.call"]._fields["outcome"]._description_selection(self.env)
        )
        groups = self.env["bpm.payment.call"]._read_group(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("company_id", "in", self.company_id.ids),
            ],
            ["partner_id", "company_id"],
            ["id:max"],
        )
        last = {(partner, company): number for partner, company, number in groups}
        calls = self.env["bpm.payment.call"].browse(last.values())
        for metric in self:
            call = calls.browse(last.get((metric.partner_id, metric.company_id), ())).with_prefetch(
                calls.ids
            )
            metric.last_call = call.at
            metric.last_outcome = labels.get(call.outcome, "")

    def _calls(self, limit=None):
        """The latest calls first."""
        about = [("partner_id", "=", self.partner_id.id), ("company_id", "=", self.company_id.id)]
        return self.env["bpm.payment.call"].search(about, limit=limit)

    @api.depends("overdue")
    def _compute_to_call(self):
        busy = self._busy()
        for metric in self:
            key = metric.company_id.id, metric.partner_id.id
            metric.to_call = metric.overdue > 0 and key not in busy

    def _search_to_call(self, operator, value):
        if operator != "in":
            return NotImplemented
        by_company = {}
        for company, partner in self._busy():
            by_company.setdefault(company, []).append(partner)
        busy = Domain.OR(
            Domain("company_id", "=", company) & Domain("partner_id", "in", partners)
            for company, partners in by_company.items()
        )
        found = Domain("overdue", ">", 0) & ~busy
        return found if True in value else ~found

    @api.model
    def _busy(self):
        """{(company id, firm id)} of those whom nobody calls today: they have promised, or were
        called and are to be called on a later day."""
        today = fields.Date.context_today(self)
        promises = self.env["bpm.payment.promise"].sudo()
        calls = self.env["bpm.payment.call"].sudo()
        pairs = ["company_id", "partner_id"]
        rows = promises._read_group([("state", "=", "open"), ("date", ">=", today)], pairs)
        rows += calls._read_group([("next_on", ">", today)], pairs)
        return {(company.id, partner.id) for company, partner in rows}

    # === RESULTS OF A CALL === #

    def action_missed(self):
        """Nobody answered: again on the next working day; after the third time a letter."""
        for metric in self:
            before = metric._calls(limit=TRIES - 1)
            metric._note_call("missed", metric._next_day(1))
            if len(before) == TRIES - 1 and set(before.mapped("outcome")) == {"missed"}:
                metric._ask_for_a_letter()
        return self.env["bpm.message"]._say(self.env._("Noted: not reached."))

    def action_talked(self):
        """They were talked to, and nothing was agreed."""
        for metric in self:
            metric._note_call("talked", metric._next_day(TALKED_DAYS))
        return self.env["bpm.message"]._say(self.env._("Noted: talked to."))

    def action_promise(self):
        """By when they pay: the form, filled in with what is overdue."""
        self.ensure_one()
        self.check_access("read")
        return self._overdue_moves().action_bpm_promise()

    def action_dispute(self):
        """What they dispute."""
        self.ensure_one()
        self.check_access("read")
        return self._overdue_moves().action_bpm_dispute()

    def _note_call(self, outcome, next_on):
        self.check_access("read")
        self.env["bpm.payment.promise"].check_access("create")  # who may note the one may the other
        self.env["bpm.payment.call"].sudo().create(
            {
                "partner_id": self.partner_id.id,
                "company_id": self.company_id.id,
                "user_id": self.env.uid,
                "at": fields.Datetime.now(),
                "outcome": outcome,
                "next_on": next_on,
            }
        )

    def _next_day(self, days):
        """So many working days from now, by the company's calendar."""
        calendar, now = self.company_id.resource_calendar_id, fields.Datetime.now()
        planned = calendar and calendar.plan_days(days + 1, now, compute_leaves=True)
        return (planned or now + timedelta(days=days)).date()

    def _ask_for_a_letter(self):
        partner_sudo = self.partner_id.sudo()  # who collects debts may not change every card
        partner_sudo.activity_schedule(
            LETTER,
            summary=self.env._("Not reached three times: print the statement and post it"),
            user_id=self.env.uid,
        )

    def _overdue_moves(self):
        """The invoices with something overdue, the oldest first, as the reader has them."""
        lines = self.env["account.move.line"].search(
            [
                ("partner_id", "child_of", self.partner_id.id),
                ("company_id", "=", self.company_id.id),
                ("account_id.account_type", "=", "asset_receivable"),
                ("parent_state", "=", "posted"),
                ("amount_residual", ">", 0),
                ("date_maturity", "<", fields.Date.context_today(self)),
            ],
            order="date_maturity, id",
        )
        return lines.move_id

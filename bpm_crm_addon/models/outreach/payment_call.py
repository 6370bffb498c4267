"""The phone round of debtors: whom to call today, what came of it, and when to call again.

A result is one press where there is nothing to write (nobody answered, they were talked to), or the
form of a promise or a dispute. The next step follows from it: who was not reached is called again
on the next working day; after so many times in a row a letter is asked for. Whom the contact rules
keep from being called just now stands there without a number, with the rule and until when.
"""

from datetime import datetime, time, timedelta
from itertools import takewhile

from odoo import api, fields, models
from odoo.fields import Domain

from ...engine.local_time import in_universal_time, on_the_clock

TRIES = 3  # in a row; after them a letter
TALKED_DAYS = 3  # for which nobody calls whom we have talked to
MISSED = "missed"  # any other result is a talk
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
        [
            ("missed", "Not reached"),
            ("talked", "Talked to"),
            ("promised", "Promised to pay"),
            ("disputed", "Disputes it"),
        ],
        required=True,
        readonly=True,
    )
    next_on = fields.Date("Call again on", required=True, readonly=True)

    _last_idx = models.Index("(company_id, next_on)")

    @api.model
    def _next_day(self, company, days):
        """So many working days after the company's today, by its calendar and its clock."""
        zone, tomorrow = company._bpm_zone(), company._bpm_today() + timedelta(days=1)
        calendar = company.resource_calendar_id
        start = in_universal_time(datetime.combine(tomorrow, time.min), zone)
        planned = calendar and calendar.plan_days(days, start, compute_leaves=True)
        return on_the_clock(planned, zone).date() if planned else tomorrow + timedelta(days - 1)


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
        last = self._of_calls("id:max")
        calls = self.env["bpm.payment.call"].browse(last.values())
        for metric in self:
            number = last.get((metric.partner_id, metric.company_id), ())
            call = calls.browse(number).with_prefetch(calls.ids)
            metric.last_call = call.at
            metric.last_outcome = labels.get(call.outcome, "")

    def _of_calls(self, aggregate):
        """{(partner, company): this of the calls there were}."""
        about = [
            ("partner_id", "in", self.partner_id.ids),
            ("company_id", "in", self.company_id.ids),
        ]
        groups = self.env["bpm.payment.call"]._read_group(
            about, ["partner_id", "company_id"], [aggregate]
        )
        return {(partner, company): value for partner, company, value in groups}

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
        """Nobody answered: again on the next working day; after every third time in a row a
        letter."""
        self._note_calls(MISSED, 1)
        calls = self._of_calls("outcome:array_agg")
        self.filtered(
            lambda one: _in_vain(calls[one.partner_id, one.company_id]) % TRIES == 0
        )._ask_for_letters()
        return self.env["bpm.message"]._say(self.env._("Noted: not reached."))

    def action_talked(self):
        """They were talked to, and nothing was agreed."""
        self._note_calls("talked", TALKED_DAYS)
        return self.env["bpm.message"]._say(self.env._("Noted: talked to."))

    def action_promise(self):
        """By when they pay: the form, filled in with what is overdue."""
        self.ensure_one()
        self.check_access("read")
        return self._said_by_phone(self._overdue_moves().action_bpm_promise())

    def action_dispute(self):
        """What they dispute."""
        self.ensure_one()
        self.check_access("read")
        return self._said_by_phone(self._overdue_moves().action_bpm_dispute())

    @api.model
    def _said_by_phone(self, action):
        """The form, told that it is about a call of ours."""
        return {**action, "context": {**action["context"], "default_by_call": True}}

    def _note_calls(self, outcome, days):
        """One call each; `days`: working days until the next one."""
        self.check_access("read")
        self.env["bpm.payment.promise"].check_access("create")  # who may note the one may the other
        pairs = [(metric.partner_id, metric.company_id) for metric in self]
        self.env["bpm.payment.call"]._note_call(pairs, outcome, days)

    def _ask_for_letters(self):
        partners_sudo = self.partner_id.sudo()  # who collects debts may not change every card
        partners_sudo.activity_schedule(
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


def _in_vain(outcomes):
    """How many of the last calls in a row reached nobody; `outcomes`: the first one first."""
    return sum(1 for _one in takewhile(lambda outcome: outcome == MISSED, reversed(outcomes)))

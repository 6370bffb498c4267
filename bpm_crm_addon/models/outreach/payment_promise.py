"""A promise to pay: by whom, how much, by which day. Until then nothing is said about it.

Whether it was kept is found from the account: what is open of the invoices it covers, unmatched
payments taken off. The day after, a broken promise is a line on the desk, and reminders go on.
"""

from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import format_date

from ...engine import payment_reminder

FAR = fields.Date.to_date("9999-12-31")


class BpmPaymentPromise(models.Model):
    _name = "bpm.payment.promise"
    _description = "Promise to pay"
    _inherit = ["mail.thread"]
    _order = "date, id"
    _check_company_auto = True

    partner_id = fields.Many2one(
        "res.partner", "Counterparty", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, ondelete="cascade"
    )
    move_ids = fields.Many2many(
        "account.move",
        string="Invoices",
        domain="[('commercial_partner_id', '=', partner_id), ('company_id', '=', company_id),"
        " ('move_type', 'in', ('out_invoice', 'out_receipt')), ('state', '=', 'posted')]",
        check_company=True,
        help="Empty: all that falls due up to the promised day.",
    )
    date = fields.Date("Promised for", required=True, tracking=True)
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary(required=True, tracking=True)
    said_by = fields.Char("Promised by", help="The person of the counterparty who said so.")
    user_id = fields.Many2one(
        "res.users", "Noted by", default=lambda self: self.env.user, ondelete="restrict"
    )
    note = fields.Char()
    by_call = fields.Boolean(
        "We called them",
        copy=False,
        help="Counts as a call about the debt, within the limits of the contact rules.",
    )
    # Which those are: what is invoiced later was not promised.
    known_move_ids = fields.Many2many(
        "account.move",
        "bpm_payment_promise_known_rel",
        string="Invoices open then",
        readonly=True,
        copy=False,
    )
    open_before = fields.Monetary("Open when promised", readonly=True, copy=False)
    state = fields.Selection(
        [("open", "Open"), ("kept", "Kept"), ("broken", "Broken"), ("cancelled", "Withdrawn")],
        required=True,
        readonly=True,
        copy=False,
        default="open",
        index=True,
        tracking=True,
    )
    seen = fields.Boolean("Followed up", copy=False, help="Somebody has called about it since.")

    _positive = models.Constraint("CHECK (amount > 0)", "A promise needs an amount above zero.")

    # === CRUD METHODS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override: a promise is that of the firm, whoever of it has said so."""
        promises = super().create(vals_list)
        for promise in promises:
            if (firm := promise.partner_id.commercial_partner_id) != promise.partner_id:
                promise.partner_id = firm
        promises._check_day()
        accounts = promises._accounts_promised()
        promises._know_moves(accounts)
        still_open = promises._open_amounts(accounts)
        for promise in promises:
            promise.sudo().open_before = float(still_open[promise.id])
        said = promises.filtered("by_call")
        self.env["bpm.payment.call"]._note_call(
            [(promise.partner_id, promise.company_id) for promise in said], "promised"
        )
        return promises

    def _check_day(self):
        for promise in self:
            if promise.date < fields.Date.context_today(promise):
                raise ValidationError(
                    promise.env._(
                        "The promised day is over: %(day)s. Choose today or a later day.",
                        day=format_date(promise.env, promise.date),
                    )
                )

    @api.depends("partner_id", "date")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for promise in self:
            promise.display_name = self.env._(
                "%(partner)s by %(day)s",
                partner=promise.partner_id.name or "",
                day=format_date(self.env, promise.date),
            )

    # === WHETHER IT WAS KEPT === #

    def _accounts_promised(self):
        """{promise: its counterparty's Account, or None}; one statement for each company."""
        result, today = {}, fields.Date.context_today(self)
        reminders = self.env["bpm.payment.reminder"].sudo()
        for company, promises in self.grouped("company_id").items():
            accounts = reminders._accounts(company, today, FAR, promises.partner_id.ids)
            result |= {promise: accounts.get(promise.partner_id.id) for promise in promises}
        return result

    def _open_amounts(self, accounts=None):
        """{promise id: what is open now of what it covers}, in its currency (Decimal)."""
        accounts = accounts or self._accounts_promised()
        return {
            promise.id: promise._open_of(account) if account else Decimal(0)
            for promise, account in accounts.items()
        }

    def _open_of(self, account):
        """What is open of what it covers; payments nobody has matched yet are for the oldest of
        what there was when it was made. Promises of former versions do not know what that was."""
        known, lines = self.sudo().known_move_ids._ids, account.lines
        is_any = self.move_ids or (not known and self.open_before)
        parts = [part for part in account.parts if is_any or lines[part.line][0] in known]
        left = payment_reminder.netted(parts, account.credits)
        covered = [part for part in parts if self._covers(part, lines[part.line][0])]
        return sum((left.get(part.line, Decimal(0)) for part in covered), Decimal(0))

    def _covers(self, part, move_id):
        if part.currency != self.currency_id.id:
            return False
        return move_id in self.move_ids._ids if self.move_ids else part.due <= self.date

    def _know_moves(self, accounts):
        """Remember what is open now, where the promise names no invoices."""
        for promise in self.sudo().filtered(lambda promise: not promise.move_ids):
            account = accounts[promise]
            moves = {move for move, _worth in account.lines.values()} if account else ()
            promise.known_move_ids = [(6, 0, sorted(moves))]

    def _standing(self, today):
        """{promise id: "kept", "open" or "broken"}, by the account as it is now."""
        still_open = self._open_amounts()
        return {
            promise.id: payment_reminder.promise_state(
                Decimal(str(promise.amount)),
                Decimal(str(promise.open_before)),
                still_open[promise.id],
                promise.date,
                today,
            )
            for promise in self
        }

    @api.model
    def _settle(self, company, today):
        """Look which open promises were kept or broken by now; returns those that changed."""
        promises = self.search([("company_id", "=", company.id), ("state", "=", "open")])
        states = promises._standing(today)
        changed = promises.filtered(lambda promise: states[promise.id] != "open")
        for state in ("kept", "broken"):
            changed.filtered(lambda promise: states[promise.id] == state).write({"state": state})
        return changed

    @api.model
    def _to_follow(self, today):
        """Domain of what a person looks after: due today, or broken and nobody called yet."""
        return Domain("company_id", "in", self.env.companies.ids) & (
            Domain("state", "=", "open") & Domain("date", "<=", today)
            | Domain("state", "=", "broken") & Domain("seen", "=", False)
        )

    # === BUTTONS === #

    def action_withdraw(self):
        """The promise no longer counts: reminders go on."""
        self.check_access("write")
        self.filtered(lambda promise: promise.state == "open").write({"state": "cancelled"})

    def action_followed_up(self):
        """Somebody has called: the line leaves the desk."""
        self.check_access("write")
        self.write({"seen": True})

"""The invoice's line about reminders: what stops them, what was said; payment_line_next.py: what is
said next and when."""

from odoo import models
from odoo.tools import format_amount, format_date

from ...engine import payment_reminder
from .payment_promise import FAR
from .payment_reminder import WORKERS

DAY = "EEE d MMM"


class AccountMove(models.Model):
    _inherit = "account.move"

    def _bpm_line_shown(self):
        """The line as the screen shows it, or None."""
        day, account = self._bpm_account()
        left = payment_reminder.netted(account.parts, account.credits) if account else {}
        parts = [part for part in self._bpm_parts(account) if part.line in left]
        stopped = next((part.stopped for part in parts if part.stopped), "")
        if not parts:
            return None
        if stopped:
            return {**self._bpm_stopped_line(stopped), "why": self._bpm_why()}
        return self._bpm_next_line(account, parts, day)

    def _bpm_account(self):
        """(the company's local date, the Account of this invoice's counterparty or None)."""
        ours = self.sudo()
        company, partner = ours.company_id, ours.commercial_partner_id
        day = company._bpm_today()
        reminders = self.env["bpm.payment.reminder"].sudo()
        return day, reminders._accounts(company, day, FAR, partner.ids).get(partner.id)

    def _bpm_parts(self, account):
        """The parts of this invoice."""
        parts = account.parts if account else ()
        return [part for part in parts if account.lines[part.line][0] == self.id]

    def _bpm_levels(self):
        return self.env["bpm.reminder.level"].sudo()._of(self.sudo().company_id)

    # === WHAT STOPS IT === #

    def _bpm_stopped_line(self, stopped):
        """What stops reminders, and where to look at it."""
        if stopped == "disputed":
            return self._bpm_dispute_shown()
        if stopped == "promised":
            return self._bpm_promise_shown()
        sentence = self.env._("No reminders: the invoice is marked “No Follow-Up”.")
        return {"tone": "info", "icon": "fa-ban", "sentence": sentence, "buttons": []}

    def _bpm_promise_shown(self):
        ours = self.sudo()
        promise = (
            self.env["bpm.payment.promise"]
            .sudo()
            .search(
                [
                    ("state", "=", "open"),
                    ("partner_id", "=", ours.commercial_partner_id.id),
                    ("company_id", "=", ours.company_id.id),
                    "|",
                    ("move_ids", "in", self.ids),
                    ("move_ids", "=", False),
                ],
                order="date desc",
                limit=1,
            )
        )
        sentence = self.env._(
            "Promised: %(amount)s by %(day)s. No reminders until then.",
            amount=format_amount(self.env, promise.amount, promise.currency_id),
            day=format_date(self.env, promise.date, date_format=DAY),
        )
        buttons = self._bpm_opening(promise, self.env._("Open the promise"))
        return {
            "tone": "success", "icon": "fa-handshake-o", "sentence": sentence, "buttons": buttons,
        }  # fmt: skip

    def _bpm_dispute_shown(self):
        disputes = self.env["bpm.payment.dispute"].sudo()
        dispute = disputes.search([("move_id", "=", self.id), ("state", "=", "open")], limit=1)
        words = dict(disputes._fields["reason"]._description_selection(self.env))
        sentence = self.env._(
            "Disputed since %(day)s: %(reason)s. No reminders until it is settled.",
            day=format_date(self.env, dispute.opened_on, date_format=DAY),
            reason=words.get(dispute.reason, ""),
        )
        buttons = self._bpm_opening(dispute, self.env._("Open the dispute"))
        return {
            "tone": "danger", "icon": "fa-comments-o", "sentence": sentence, "buttons": buttons,
        }  # fmt: skip

    # === BUTTONS AND REASONS === #

    def _bpm_opening(self, record, label):
        """A button that opens the record, for whoever may read it."""
        if not record.with_user(self.env.user).has_access("read"):
            return []
        return [{"label": label, "model": record._name, "id": record.id}]

    def _bpm_line_buttons(self, skip):
        """Those the current user may press."""
        buttons = []
        if skip and self.env.user.has_groups(WORKERS):
            buttons.append({"label": self.env._("Skip once"), "name": "bpm_payment_skip"})
        if self.env["bpm.payment.promise"].has_access("create"):
            buttons += [
                {"label": self.env._("Promise…"), "name": "action_bpm_promise"},
                {"label": self.env._("Dispute…"), "name": "action_bpm_dispute"},
            ]
        return buttons

    def _bpm_why(self):
        """What was said about this invoice so far, the newest first, and the levels there are."""
        lines = (
            self.env["bpm.payment.reminder.line"]
            .sudo()
            .search(
                [("move_line_id.move_id", "=", self.id), ("state", "in", ("said", "skipped"))],
                order="id desc",
            )
        )
        told = [line._told_on_invoice() for line in lines]
        names = self.env["bpm.reminder.level"].sudo().browse(one.key for one in self._bpm_levels())
        return [*told, self.env._("Levels: %s", ", ".join(names.mapped("name")))]

    # === SKIPPING === #

    def _bpm_skip_next(self):
        """Note the next level of each part as passed over; a proposal of today goes."""
        waiting = self._bpm_waiting_reminder()
        if waiting.state == "proposed":
            waiting._skip()
            return
        day, account = self._bpm_account()
        levels = self._bpm_levels()
        values = [
            {
                "move_line_id": part.line,
                "level_id": word[0].key,
                "currency_id": part.currency,
                "amount": float(part.amount),
                "due": part.due,
                "state": "skipped",
            }
            for part in self._bpm_parts(account)
            if (word := payment_reminder.next_word(part, levels, day))
        ]
        self.env["bpm.payment.reminder.line"].sudo().create(values)


class BpmPaymentReminderLine(models.Model):
    _inherit = "bpm.payment.reminder.line"

    def _told_on_invoice(self):
        day = format_date(self.env, self.reminder_id.day or self.create_date)
        if self.state == "skipped":
            return self.env._("%(day)s: “%(level)s” was skipped", day=day, level=self.level_id.name)
        return self.env._("%(day)s: “%(level)s” was sent", day=day, level=self.level_id.name)

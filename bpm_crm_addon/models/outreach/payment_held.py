"""Who gets no reminder although money is due, and why: beside the review, by the account now."""

from collections import defaultdict

from odoo import api, models
from odoo.tools import format_date

from .payment_exceptions import TO_DO

ROWS = 20
ORDER = (
    *("changed", "not_sent", "unknown", "back", "waits", "no_address"),
    *("disputed", "promised", "blocked", "skipped", "said"),
)


class BpmPaymentReminder(models.Model):
    _inherit = "bpm.payment.reminder"

    @api.model
    def _held(self, changed, unwanted):
        """[{"key", "title", "count", "rows", "to_do"}] by reason, those a person can change first.

        :param changed: proposals that are no longer right; `unwanted`: {id: why}
        """
        groups = defaultdict(list)
        for reminder in changed:
            groups["changed"].append(
                self._held_row(reminder.partner_id, unwanted[reminder.id], reminder.total)
            )
        for company in self.env.companies.sudo():
            if company.bpm_reminder_mode == "off":
                continue
            day = company._bpm_today()
            self._held_today(company, day, groups)
            self._held_by_account(company, day, groups)
        titles = self._held_titles()
        return [
            {
                "key": key,
                "title": titles[key],
                "count": len(groups[key]),
                "rows": groups[key][:ROWS],
                "to_do": key in TO_DO,
            }
            for key in ORDER
            if groups[key]
        ]

    def _held_titles(self):
        return {
            "changed": self.env._("Changed since it was prepared"),
            "not_sent": self.env._("Not sent"),
            "unknown": self.env._("No answer from gateway: it may not have arrived"),
            "back": self.env._("Came back: nobody has got it"),
            "waits": self.env._("In the outbox until somebody releases it"),
            "no_address": self.env._("No usable address"),
            "disputed": self.env._("Disputed"),
            "promised": self.env._("Promised"),
            "blocked": self.env._("Reminders are blocked on the invoice"),
            "skipped": self.env._("Skipped today"),
            "said": self.env._("Everything was said already"),
        }

    @api.model
    def _held_row(self, partner, text, amount):
        return {
            "partner_id": partner.id,
            "partner": partner.name or "",
            "text": text or "",
            "amount": amount,
        }

    @api.model
    def _held_today(self, company, day, groups):
        """What was decided today, or could not be sent."""
        ours = self.sudo().search(
            [
                ("company_id", "=", company.id),
                ("day", "=", day),
                ("state", "in", ("not_sent", "skipped")),
            ]
        )
        for reminder in ours:
            groups[reminder.state].append(
                self._held_row(reminder.partner_id, reminder.reason_text, reminder.total)
            )

    @api.model
    def _held_by_account(self, company, day, groups):
        """Those whom the account itself speaks for or against."""
        plans, accounts, recipients = self.sudo()._plans(company, day)
        shown = self._held_exceptions(company, day, groups, plans)
        decided = self._decided(company, day)
        unreached = self._unreached(company, day, plans, self._reach(plans, recipients)) - shown
        found = defaultdict(list)
        for partner, plan in plans.items():
            why = "no_address" if partner in unreached else plan.why
            if why in ORDER and partner not in decided:
                found[why].append(partner)
        currencies = self.env["res.currency"].sudo()
        partners = self.env["res.partner"].sudo()
        for why, ids in found.items():
            for partner in partners.browse(ids):
                sums = defaultdict(float)
                account, left = accounts[partner.id], plans[partner.id].open
                for part in account.parts:
                    if part.due <= day:
                        sums[currencies.browse(part.currency)] += float(left.get(part.line, 0))
                sums = {currency: amount for currency, amount in sums.items() if amount}
                if sums or why != "said":
                    groups[why].append(self._held_row(partner, "", self._told(sums)))
        self._tell_days(company, groups["promised"])

    @api.model
    def _tell_days(self, company, rows):
        """Add to each row of a promise by which day it is."""
        promises = self.env["bpm.payment.promise"].sudo().search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("partner_id", "in", [row["partner_id"] for row in rows]),
            ]
        )  # fmt: skip
        days = {promise.partner_id.id: promise.date for promise in promises}
        for row in rows:
            if row["partner_id"] in days:
                row["text"] = self.env._(
                    "promised for %s", format_date(self.env, days[row["partner_id"]])
                )

    @api.model
    def _decided(self, company, day):
        """Ids of partners who have a reminder of this day, in whatever state."""
        rows = self.sudo()._read_group(
            [("company_id", "=", company.id), ("day", "=", day)], ["partner_id"]
        )
        return {partner.id for [partner] in rows}

"""A salesperson's card: whom to call today, and why."""

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_amount

from ...engine.call_list import worth_a_call
from .desk import ROWS


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    def _card_calls(self):
        xray = self.env["bpm.xray"]
        calls = worth_a_call(
            xray._sleeping(limit=ROWS, user=self.env.user),
            xray._overdue(limit=ROWS, user=self.env.user),
            self._calls_promised(),
            ROWS,
        )
        partners = self.env["res.partner"].browse(call["partner_id"] for call in calls)
        readable = partners._filtered_access("read")
        phones = {partner.id: partner.phone for partner in readable}
        return {
            "title": self.env._("Worth a Call Today"),
            "rows": [
                self._call_row(call, phones[call["partner_id"]])
                for call in calls
                if call["partner_id"] in phones
            ],
            "empty": {
                "sentence": self.env._(
                    "All your customers buy as usual, and none of them is late with a payment."
                )
            },
        }

    def _calls_promised(self):
        """Promises of one's own customers that are due today or were not kept: {"partner_id",
        "name", "day", "late"}."""
        promises = self.env["bpm.payment.promise"]
        if not promises.has_access("read"):
            return []
        today = fields.Date.context_today(self)
        mine = Domain("partner_id.user_id", "=", self.env.uid)
        found = promises.search(promises._to_follow(today) & mine, limit=ROWS * 4)
        states = found.sudo()._standing(today)
        return [
            {
                "partner_id": one.partner_id.id,
                "name": one.sudo().partner_id.name,
                "day": one.date,
                "late": one.state == "broken" or one.date < today,
            }
            for one in found
            if states[one.id] != "kept"
        ]

    def _call_row(self, call, phone):
        promised = call["promised"]
        reasons = [
            self._promise_told(promised["day"], promised["late"]) if promised else "",
            self._overdue_reason(call["overdue"]) if call["overdue"] else "",
            self._sleeping_reason(call["sleeping"]) if call["sleeping"] else "",
        ]
        partner = {"model": "res.partner", "id": call["partner_id"]}
        return {
            "key": call["partner_id"],
            "title": call["name"],
            "text": " · ".join(filter(None, reasons)),
            "tone": "warning" if call["overdue"] or promised else "",
            "open": partner,
            "buttons": [
                {"label": phone, "icon": "fa-phone", "url": f"tel:{phone}"}
                if phone
                else {"label": self.env._("Open"), **partner}
            ],
        }

    def _overdue_reason(self, facts):
        """Sums are for those who may see invoices; others learn that there is something."""
        if not self.env["account.move"].has_access("read"):
            return self.env._("late with a payment")
        currency = self.env["res.currency"].browse(facts["currency_id"])
        return self.env._(
            "owes %(amount)s, %(days)s days late",
            amount=format_amount(self.env, facts["amount"], currency),
            days=facts["days"],
        )

    def _sleeping_reason(self, facts):
        return self.env._(
            "usually buys every %(interval)s days, expected %(days)s days ago",
            interval=round(facts["interval_days"]),
            days=round(facts["days_past"]),
        )

"""Cards of marketing & collections: reminders to review, promises to look after."""

from odoo import fields, models
from odoo.tools import format_date

from ..outreach.payment_reminder import READERS
from .desk import ROWS


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    # === REMINDERS === #

    def _card_reminders(self):
        """How many wait for a review today and how much they are about; how many of the last days
        reached nobody, all that is left to see where they go out by themselves."""
        if not self.env.user.has_groups(READERS):
            return None
        review = {
            "label": self.env._("Review"),
            "action": "bpm_crm_addon.action_bpm_payment_review",
        }
        count, sums = self.env["bpm.payment.reminder"]._to_review()
        rows = [
            {
                "key": "reminders",
                "title": self.env._("Reminders to review: %s", count),
                "text": sums,
                "open": review,
                "buttons": [review],
            }
        ]
        rows = rows if count else []
        if exceptions := self.env["bpm.payment.reminder"]._exceptions_count():
            look = {**review, "label": self.env._("Look")}
            rows.append(
                {
                    "key": "exceptions",
                    "title": self.env._("Reminders that reached nobody: %s", exceptions),
                    "text": self.env._("Not sent, without an address or an answer, or held back"),
                    "tone": "warning",
                    "open": look,
                    "buttons": [look],
                }
            )
        return {
            "title": self.env._("Payment Reminders"),
            "rows": rows,
            "empty": {
                "sentence": self.env._("No reminder waits for a review."),
                "button": {**review, "label": self.env._("See who gets one")},
            },
        }

    # === PROMISES === #

    def _card_promises(self):
        """Promises due today, and broken ones that nobody has called about; absent without any."""
        promises = self.env["bpm.payment.promise"]
        if not self.env.user.has_groups(READERS):
            return None
        today = fields.Date.context_today(self)
        found = promises.search(promises._to_follow(today), limit=ROWS * 4)
        states = found.sudo()._standing(today)
        found = found.filtered(lambda one: states[one.id] != "kept")
        more = {
            "label": self.env._("All promises"),
            "action": "bpm_crm_addon.action_bpm_payment_promise",
        }
        rows = [self._promise_row(one, today) for one in found[: ROWS + 1]]
        return {"title": self.env._("Promises Due"), **self._listed(rows, more)} if rows else False

    def _promise_row(self, promise, today):
        late = promise.state == "broken" or promise.date < today
        opened = {"model": promise._name, "id": promise.id}
        call = {
            "label": self.env._("Followed up"),
            "method": "action_followed_up",
            "model": promise._name,
            "ids": promise.ids,
        }
        return {
            "key": promise.id,
            "title": promise.partner_id.name,
            "note": promise.said_by or "",
            "text": self._promise_told(promise.date, late),
            "amount": promise.amount,
            "currency_id": promise.currency_id.id,
            "tone": "danger" if late else "warning",
            "open": opened,
            "buttons": [
                call if promise.state == "broken" else {**opened, "label": self.env._("Open")}
            ],
        }

    def _promise_told(self, day, late):
        if late:
            return self.env._("broken: promised for %s", format_date(self.env, day))
        return self.env._("promised for today")

"""Dates of one's own contracts and papers: what ends or expires, what is owed, which signed copies
are not back."""

from odoo import models

from .desk import ROWS


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    def _card_contracts(self):
        """Reminders that wait for the reader; absent without any."""
        notices = self.env["bpm.contract.notice"]
        found = notices.search(
            [("user_id", "=", self.env.uid), ("state", "=", "open")], limit=ROWS + 1
        )
        if not found:
            return False
        notices.sudo()._settle(found)  # an invoice may have been paid since the last run
        found = found.filtered(lambda one: one.state == "open")
        more = {
            "label": self.env._("All my contracts"),
            "action": "bpm_crm_addon.action_bpm_contract",
        }
        rows = [self._contract_row(one) for one in found]
        return {"title": self.env._("Dates of My Contracts and Papers"), **self._listed(rows, more)}

    def _contract_row(self, notice):
        about = notice._about()
        contract = notice.contract_id._filtered_access("read")  # a sum is for those who may see it
        return {
            "key": notice.id,
            "title": about.display_name,
            "text": notice.sentence,
            "amount": contract.current_amount or False,
            "currency_id": contract.currency_id.id,
            "tone": "danger" if notice.date < self.env.company._bpm_today() else "warning",
            "open": {"model": about._name, "id": about.id},
            "buttons": [
                {
                    "label": self.env._("Seen"),
                    "method": "action_seen",
                    "model": notice._name,
                    "ids": notice.ids,
                }
            ],
        }

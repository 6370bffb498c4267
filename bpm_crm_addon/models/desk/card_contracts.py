"""Dates of one's own contracts: what ends, what is owed, which signed copies are not back."""

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
        found.contract_id._settle_notices()  # an invoice may have been paid since the last run
        found = found.filtered(lambda one: one.state == "open")
        more = {
            "label": self.env._("All my contracts"),
            "action": "bpm_crm_addon.action_bpm_contract",
        }
        rows = [self._contract_row(one) for one in found]
        return {"title": self.env._("Dates of My Contracts"), **self._listed(rows, more)}

    def _contract_row(self, notice):
        contract = notice.contract_id
        opened = {"model": contract._name, "id": contract.id}
        return {
            "key": notice.id,
            "title": contract.display_name,
            "text": notice.sentence,
            "amount": contract.current_amount or False,
            "currency_id": contract.currency_id.id,
            "tone": "danger" if notice.date < self.env.company._bpm_today() else "warning",
            "open": opened,
            "buttons": [
                {
                    "label": self.env._("Seen"),
                    "method": "action_seen",
                    "model": notice._name,
                    "ids": notice.ids,
                }
            ],
        }

"""A director's first card: the sentences of the director's page."""

from odoo import models


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    def _card_director(self):
        if "bpm.director" not in self.env:
            return None
        card = self.env["bpm.director"]._desk_card()
        if not card:
            return None
        page = {
            "label": self.env._("Director's Page"),
            "action": "bpm_crm_addon.action_bpm_director",
        }
        return {**card, "more": page}

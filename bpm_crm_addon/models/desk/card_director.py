"""A director's first card: the sentences of the director's page."""

from odoo import models


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    def _card_director(self):
        if "bpm.director" not in self.env:
            return None
        return self.env["bpm.director"]._desk_card()

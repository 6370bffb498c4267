"""The counter in the top bar travels with data that every page fetches anyway."""

from odoo import models
from odoo.addons.mail.tools.discuss import Store


class ResUsers(models.Model):
    _inherit = "res.users"

    def _init_messaging(self, store: Store):
        super()._init_messaging(store)
        if self._is_internal():
            store.add_global_values(
                bpm_approval=self.env["bpm.approval.slot"].with_user(self).bpm_pending()
            )

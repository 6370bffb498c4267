"""The addon's own scheduled actions: woken soon after the commit, and never deleted."""

from odoo import api, models
from odoo.exceptions import UserError


class IrCron(models.Model):
    _inherit = "ir.cron"

    @api.model
    def _bpm_wake(self, xmlid):
        """Run the scheduled action ``xmlid`` as soon as this transaction is committed; nothing
        where it was deleted. The reference is cached, so that it costs no query to look it up."""
        cron_id = self.env["ir.model.data"]._xmlid_to_res_id(xmlid)
        if cron_id:
            self.sudo().browse(cron_id)._trigger()

    def _bpm_kept(self):
        """Those of self that the addon cannot do without."""
        references = self.get_external_id()
        return self.filtered(lambda cron: references[cron.id].startswith("bpm_crm_addon."))

    @api.ondelete(at_uninstall=False)
    def _unlink_not_ours(self):
        """One that is gone can be neither late nor switched off: nobody would notice."""
        for cron in self._bpm_kept():
            raise UserError(
                self.env._(
                    "“%s” does a part of the addon's work, so it cannot be deleted. Switch it off "
                    "instead, or uninstall the addon.",
                    cron.name,
                )
            )

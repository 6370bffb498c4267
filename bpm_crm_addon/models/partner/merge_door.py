"""One door: wherever Odoo offers its own merge, this one opens."""

from odoo import models

SWITCH = "bpm_crm_addon.group_bpm_capability_partner"


class IrActionsActions(models.Model):
    _inherit = "ir.actions.actions"

    def _get_bindings(self, model_name):
        """Override of `base` to leave Odoo's own merge out while ours is switched on."""
        bindings = super()._get_bindings(model_name)
        if model_name != "res.partner" or not self.env.user.has_group(SWITCH):
            return bindings
        theirs = self.env.ref("base.action_partner_merge", raise_if_not_found=False)
        if not theirs:
            return bindings
        return {
            kind: type(actions)(one for one in actions if one["id"] != theirs.id)
            for kind, actions in bindings.items()
        }


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def action_merge(self):
        """Override of `base`: Odoo's dialog, opened by its address, leads to our page."""
        if len(self.partner_ids) < 2 or not self.env.user.has_group(SWITCH):
            return super().action_merge()
        return self.env["bpm.partner.merge"].action_open(self.partner_ids.ids)

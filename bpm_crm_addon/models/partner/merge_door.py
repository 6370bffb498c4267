"""One door: wherever Odoo offers its own merge, this one opens; and while the capability is off,
none of its own actions is offered."""

from odoo import models

SWITCH = "bpm_crm_addon.group_bpm_capability_partner"


# In the menu Actions of counterparties and users.
OWN_ACTIONS = (
    "bpm_crm_addon.action_bpm_partner_merge",
    "bpm_crm_addon.action_bpm_handover_of_user",
    "bpm_crm_addon.action_bpm_handover_of_partners",
    "bpm_crm_addon.action_bpm_partner_erasure_of",
)


class IrActionsActions(models.Model):
    _inherit = "ir.actions.actions"

    def _get_bindings(self, model_name):
        """Override of `base` to offer either Odoo's own merge, or what the capability brings."""
        bindings = super()._get_bindings(model_name)
        if model_name not in ("res.partner", "res.users"):
            return bindings
        is_on = self.env.user.has_group(SWITCH)
        left_out = ("base.action_partner_merge",) if is_on else OWN_ACTIONS
        found = (self.env.ref(name, raise_if_not_found=False) for name in left_out)
        ids = {action.id for action in found if action}
        return {
            kind: type(actions)(one for one in actions if one["id"] not in ids)
            for kind, actions in bindings.items()
        }


class BasePartnerMergeAutomaticWizard(models.TransientModel):
    _inherit = "base.partner.merge.automatic.wizard"

    def action_merge(self):
        """Override of `base`: Odoo's dialog, opened by its address, leads to our page."""
        if len(self.partner_ids) < 2 or not self.env.user.has_group(SWITCH):
            return super().action_merge()
        return self.env["bpm.partner.merge"].action_open(self.partner_ids.ids)

"""Codes by which programs ask for purposes and departments: settled when they are made.

With another code a program would not find its purpose, and could send nothing; or not its
department, and would write without its sender and past its budget.
"""

from odoo import api, models
from odoo.exceptions import UserError


class BpmSettledCode(models.AbstractModel):
    _name = "bpm.settled.code"
    _description = "Known to programs by its code"

    def write(self, vals):
        """Override: a code does not change."""
        if "code" in vals and any(one.code != vals["code"] for one in self):
            raise UserError(
                self.env._(
                    "Programs ask for %(name)s by its code, which therefore stays. Change the "
                    "name, or make another one.",
                    name=self[:1].name,
                )
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_shipped(self):
        """What programs of this addon ask for is archived, not deleted."""
        for one, xmlid in self.sudo().get_external_id().items():
            if xmlid.startswith("bpm_crm_addon."):
                raise UserError(
                    self.env._(
                        "%s came with BPM CRM, and programs ask for it. Archive it instead.",
                        self.browse(one).name,
                    )
                )

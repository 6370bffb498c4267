"""Before the addon is removed, its audit trail is offered as a file."""

from odoo import api, fields, models


class BaseModuleUninstall(models.TransientModel):
    _inherit = "base.module.uninstall"

    bpm_loses_audit_trail = fields.Boolean(compute="_compute_bpm_loses_audit_trail")

    @api.depends("module_ids")
    def _compute_bpm_loses_audit_trail(self):
        for wizard in self:
            names = wizard._get_modules().mapped("name") if wizard.module_ids else []
            wizard.bpm_loses_audit_trail = "bpm_crm_addon" in names

    def action_bpm_download_audit_trail(self):
        """Hand over the complete audit trail as a file."""
        return self.env["bpm.journal.export"].create({"kind": "jsonl"}).action_download()

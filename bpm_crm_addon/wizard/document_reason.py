"""Why: a paper is not needed, has to stay, or is disposed of."""

from odoo import fields, models

WHAT = [
    ("waive", "It is not needed"),
    ("hold", "It has to stay"),
    ("dispose", "Its files are deleted"),
]


class BpmDocumentReason(models.TransientModel):
    _name = "bpm.document.reason"
    _description = "Reason"

    what = fields.Selection(WHAT, required=True, readonly=True)
    row_ids = fields.Many2many("bpm.dossier.paper", string="Papers to collect", readonly=True)
    document_ids = fields.Many2many("bpm.document", string="Papers", readonly=True)
    reason = fields.Char(required=True)

    def action_do(self):
        """Do it, with the reason."""
        self.ensure_one()
        if self.what == "waive":
            self.row_ids._bpm_waive(self.reason)
        elif self.what == "hold":
            self.document_ids._bpm_hold(self.reason)
        else:
            self.document_ids._bpm_dispose(self.reason)
        return {"type": "ir.actions.act_window_close"}

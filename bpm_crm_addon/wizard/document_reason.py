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


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def action_hold(self):
        return self._bpm_ask_reason("hold", self.env._("Put on Hold"))

    def action_dispose(self):
        return self._bpm_ask_reason("dispose", self.env._("Dispose of Papers"))

    def _bpm_ask_reason(self, what, title):
        self._bpm_refuse_others()
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": "bpm.document.reason",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_what": what, "default_document_ids": [(6, 0, self.ids)]},
        }


class BpmDossierPaper(models.Model):
    _inherit = "bpm.dossier.paper"

    def action_waive(self):
        """Ask why it is not needed."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Not Required"),
            "res_model": "bpm.document.reason",
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_what": "waive", "default_row_ids": [(6, 0, self.ids)]},
        }

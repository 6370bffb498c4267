"""Any paper can be approved before it is signed: its state follows its request (S3-16).

What is approved is its name, kind, date, counterparty and the very version of its file. A paper of
something that has approvals of its own, a quotation or a contract, is covered by those.
"""

from odoo import models

CONTENT = ("name", "type_id", "date", "partner_id", "company_id", "current_version_id")


class BpmDocument(models.Model):
    _inherit = "bpm.document"

    def _bpm_gate_values(self):
        return {**super()._bpm_gate_values(), "sign": ("state", ("signed",))}

    def _bpm_shipped_fields(self):
        return sorted(CONTENT), {}

    def _bpm_left_out(self):
        """Override: papers of what is approved itself, and those that filed themselves."""
        guarded = {
            model
            for model in set(self.sudo().mapped("res_model"))
            if model in self.env and self.env[model]._bpm_gate_values()
        }
        return super()._bpm_left_out() | self.filtered(
            lambda paper: paper.res_model in guarded or paper.source_attachment
        )

    def _bpm_follow(self, state):
        self._bpm_move(state)

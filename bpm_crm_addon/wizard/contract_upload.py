"""Upload signed contracts: many files at once, each becomes a card to check."""

from odoo import fields, models
from odoo.exceptions import UserError

MOST = 100


class BpmContractUpload(models.TransientModel):
    _name = "bpm.contract.upload"
    _description = "Upload signed contracts"

    file_ids = fields.Many2many(
        "ir.attachment", "bpm_contract_upload_rel", "upload_id", "attachment_id", "Files"
    )

    def action_upload(self):
        """Make the cards and open them."""
        self.ensure_one()
        if not self.file_ids or len(self.file_ids) > MOST:
            raise UserError(self.env._("Choose 1 to %s files at a time.", MOST))
        contracts = self.env["bpm.contract"]._from_files(
            [
                {"name": file.name, "raw": file.raw, "text": file.sudo().index_content}
                for file in self.file_ids
            ]
        )
        self.file_ids.unlink()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("To Check"),
            "res_model": "bpm.contract",
            "views": [(False, "list"), (False, "form")],
            "domain": [("id", "in", contracts.ids)],
        }

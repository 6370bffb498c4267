"""Download the audit trail."""

from odoo import fields, models

FIRST_KIND = "csv"


class BpmJournalExport(models.TransientModel):
    _name = "bpm.journal.export"
    _description = "Download the audit trail"

    kind = fields.Selection(
        [
            ("csv", "To read: a table for a spreadsheet"),
            ("jsonl", "To keep as proof: complete, can be checked for changes later"),
        ],
        string="What for",
        required=True,
        default=FIRST_KIND,
    )

    def action_download(self):
        """Note the download in the audit trail and hand over the file."""
        self.ensure_one()
        journal = self.env["bpm.journal"]
        journal._check_may_export()
        journal._append(
            [
                {
                    "event": "exported",
                    "res_model": journal._name,
                    "res_id": 0,
                    "data": {"kind": self.kind},
                }
            ]
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/bpm_crm_addon/audit_trail/{self.kind}",
            "target": "download",
        }

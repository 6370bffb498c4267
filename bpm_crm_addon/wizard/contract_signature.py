"""Record a signature: drawn here, or on paper whose scan is added."""

import base64

from odoo import api, fields, models
from odoo.exceptions import UserError


class BpmContractSignature(models.TransientModel):
    _name = "bpm.contract.signature"
    _description = "Signature to add"

    contract_id = fields.Many2one("bpm.contract", required=True, readonly=True)
    party_id = fields.Many2one(
        "bpm.contract.party", "Who", required=True,
        domain="[('contract_id', '=', contract_id), ('signed_at', '=', False)]",
    )  # fmt: skip
    method = fields.Selection(
        [("scan", "Signed on paper"), ("drawn", "Drawn here")], "How", required=True, default="scan"
    )
    signer = fields.Char(
        "Name under It", compute="_compute_signer", store=True, readonly=False, required=True
    )
    signature = fields.Image(max_width=1024, max_height=1024)
    scan = fields.Binary("Scan or Photo", attachment=False)
    scan_name = fields.Char()
    warning = fields.Char(related="party_id.authority_warning")
    link = fields.Char("Link for the Client", compute="_compute_link")

    @api.depends("party_id")
    def _compute_signer(self):
        for wizard in self:
            party = wizard.party_id
            wizard.signer = party.signatory_id.name or party.partner_id.name

    @api.depends("party_id")
    def _compute_link(self):
        for wizard in self:
            wizard.link = (
                wizard.party_id._sign_link() if wizard.party_id.role == "theirs" else False
            )

    def action_record(self):
        """Write it down; the contract is in force when this was the last one."""
        self.ensure_one()
        self.contract_id.check_access("write")
        if self.method == "drawn" and not self.signature:
            raise UserError(self.env._("Draw the signature in the field, then press Signed."))
        if self.method == "scan" and self.scan:
            self.contract_id._add_scan(self.scan_name, base64.b64decode(self.scan))
        self.contract_id._record_signature(
            self.party_id,
            self.method,
            self.signer,
            self.signature if self.method == "drawn" else None,
            self.env.user.tz,
        )
        return {"type": "ir.actions.act_window_close"}

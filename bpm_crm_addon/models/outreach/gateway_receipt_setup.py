"""How a gateway tells later what became of messages, set up without programming: where, signed how,
and what stands where in it."""

import secrets

from odoo import api, fields, models

from ..partner.ir_model_fields import NO_ACCESS
from ..partner.outside_address import keep_typed

SIGNATURES = [
    ("own", "Time, a point, and the text"),
    ("twilio", "As Twilio does"),
    ("vonage", "As Vonage does (SHA-256 HMAC)"),
    ("meta", "As Meta does"),
]


class BpmGateway(models.Model):
    _inherit = "bpm.gateway"

    token = fields.Char(
        "Number", groups=NO_ACCESS, copy=False, exportable=False, index="btree_not_null"
    )
    receipt_url = fields.Char(string="Address for receipts", compute="_compute_receipt_url")
    receipt_secret = fields.Char(
        string="Key of receipts",
        compute="_compute_receipt_secret",
        inverse="_inverse_receipt_secret",
        exportable=False,
        help="The provider signs with it: Twilio with the account's key, Vonage with the signature "
        "secret, Meta with the app's secret.",
    )
    receipt_secret_kept = fields.Char(groups=NO_ACCESS, copy=False, exportable=False)
    has_receipt_secret = fields.Boolean(
        string="A key of receipts is kept", compute="_compute_receipt_secret"
    )
    receipt_signature = fields.Selection(
        SIGNATURES, string="Signed", required=True, default="own", help="What the provider signs."
    )
    receipt_list_path = fields.Char(
        string="Receipts in a call",
        help="Where they stand, * for every item of a list. Empty: the call is one, or their list.",
    )
    receipt_id_path = fields.Char(string="Number in a receipt", default="id")
    receipt_status_path = fields.Char(string="Verdict in a receipt", default="status")
    receipt_arrived = fields.Char(string="Arrived", default="delivered, DELIVRD")
    receipt_failed = fields.Char(
        string="Did not arrive", default="failed, undelivered, UNDELIV, REJECTD"
    )
    answer_list_path = fields.Char(
        string="Answers in a call",
        help="Where they stand, for providers that tell receipts and answers at one address.",
    )
    answer_from_path = fields.Char(string="Who answers", default="from")
    answer_text_path = fields.Char(string="The answer's text", default="text")

    _token_uniq = models.UniqueIndex("(token) WHERE token IS NOT NULL")

    @api.depends("receipt_secret_kept")
    def _compute_receipt_secret(self):
        self.receipt_secret = False
        for gateway in self:
            gateway.has_receipt_secret = bool(gateway.sudo().receipt_secret_kept)

    def _inverse_receipt_secret(self):
        keep_typed(self, receipt_secret="receipt_secret_kept")

    @api.depends("token")
    def _compute_receipt_url(self):
        for gateway in self:
            gateway.receipt_url = gateway._address_for("receipt") or False

    def _address_for(self, what):
        """Where the provider tells "receipt" or "answer"; "" for a gateway that is not saved."""
        token = self.sudo().token
        return f"{self.get_base_url()}/bpm/gateway/{token}/{what}" if token else ""

    @api.model_create_multi
    def create(self, vals_list):
        """Override to give each gateway an address of its own for receipts."""
        gateways = super().create(vals_list)
        for gateway in gateways.sudo():
            gateway.token = secrets.token_hex(16)
        return gateways

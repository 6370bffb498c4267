"""The parties of a contract: each with its side, who signs for it and by what right."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_datetime

from ..audit.refusal import Refusal

AUTHORITIES = [
    ("charter", "Charter"),
    ("attorney", "Power of attorney"),
    ("own", "Own behalf"),
    ("other", "Other document"),
]
METHODS = [
    ("drawn", "Drawn on screen"),
    ("portal", "On the client's page"),
    ("scan", "Signed paper"),
    ("provider", "Signing service"),
]
# What only the act of signing writes (contract_signing.py).
SIGNED = frozenset(
    {"signed_at", "signed_zone", "signed_by", "sign_method", "sign_order", "signature", "sign_key"}
)


class SignatureByHand(Refusal):
    """A signature is recorded by signing, not by writing it down."""


class BpmContractParty(models.Model):
    _name = "bpm.contract.party"
    _description = "Party of a contract"
    _order = "contract_id, sequence, id"
    _check_company_auto = True

    contract_id = fields.Many2one("bpm.contract", required=True, index=True, ondelete="cascade")
    company_id = fields.Many2one(related="contract_id.company_id", store=True)
    sequence = fields.Integer(default=10)
    role = fields.Selection(
        [("ours", "We"), ("theirs", "They")], "Whose", required=True, default="theirs"
    )
    partner_id = fields.Many2one(
        "res.partner", "Party", required=True, index=True, ondelete="restrict", check_company=True
    )
    side = fields.Char(help="For example “Buyer”.")
    signatory_id = fields.Many2one(
        "res.partner", "Signed by", domain="[('is_company', '=', False)]", index="btree_not_null"
    )
    signatory_function = fields.Char("Position", help="As it stands in the contract.")
    authority = fields.Selection(AUTHORITIES, "Acts on", default="charter")
    authority_number = fields.Char("Number of the Paper")
    authority_from = fields.Date("Valid from")
    authority_until = fields.Date("Valid until")

    # === SIGNATURE === #
    signed_at = fields.Datetime("Signed at", readonly=True, copy=False)
    signed_zone = fields.Char("Time zone", readonly=True, copy=False)
    signed_by = fields.Char("Name under It", readonly=True, copy=False)
    sign_method = fields.Selection(METHODS, "How", readonly=True, copy=False)
    sign_order = fields.Integer("Order of signing", readonly=True, copy=False)
    signature = fields.Image(max_width=1024, max_height=1024, readonly=True, copy=False)
    signed_told = fields.Char("Signed", compute="_compute_signed_told")
    sign_key = fields.Char(readonly=True, copy=False, groups="bpm_crm_addon.group_bpm_admin")

    _one_place = models.UniqueIndex(
        "(contract_id, partner_id, role)", "This party stands in the contract already."
    )

    @api.depends("partner_id", "side")
    def _compute_display_name(self):
        for party in self:
            side = f" ({party.side})" if party.side else ""
            party.display_name = f"{party.partner_id.display_name or ''}{side}"

    @api.depends("signed_at", "signed_zone", "sign_order")
    @api.depends_context("lang")
    def _compute_signed_told(self):
        """In which order, and when by the clock of whoever signed."""
        for party in self:
            zone = party.signed_zone or "UTC"
            at = format_datetime(self.env, party.signed_at, tz=zone, dt_format="short")
            party.signed_told = at and f"{party.sign_order}. {at} ({zone})"

    @api.constrains("authority_from", "authority_until")
    def _check_authority(self):
        for party in self:
            if party.authority_from and party.authority_until:
                if party.authority_until < party.authority_from:
                    raise ValidationError(
                        self.env._(
                            "The authority of “%s” ends before it begins. Correct a date.",
                            party.partner_id.name,
                        )
                    )

    # === GUARD === #

    @api.model_create_multi
    def create(self, vals_list):
        """Nobody is born signed; what a default or a file says of a signature is refused."""
        signed = SIGNED - {"sign_order"}
        for vals in vals_list:
            if any(vals.get(name) for name in signed) or any(
                self.env.context.get(f"default_{name}") for name in signed
            ):
                raise SignatureByHand(self._signature_refusal())
        return super().create(vals_list)

    def write(self, vals):
        if SIGNED & vals.keys():
            raise SignatureByHand(self._signature_refusal())
        return super().write(vals)

    def _signature_refusal(self):
        return self.env._(
            "A signature is not written down by hand. Open the contract and use Add Signature."
        )

    def _put_signature(self, vals):
        """Write what only the act of signing writes."""
        return super().write(vals)  # pylint: disable=super-method-mismatch

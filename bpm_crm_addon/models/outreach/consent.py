"""Consents: who agreed to what, in which words, when and how it is proven; and who withdrew it.

One row is about one address, one channel and one purpose (or all advertising). Rows are proofs:
nobody changes or deletes them; they are moved on by the methods of consent_acts.py.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .contact_policy import CHANNELS

SOURCES = [
    ("paper", "On paper"),
    ("talk", "In a talk or call"),
    ("mail", "In a letter or e-mail"),
    ("website", "On a website"),
    ("contract", "In a contract"),
    ("import", "Taken over from another system"),
    ("link", "By a link in an e-mail"),
]
STATES = [
    ("asked", "Asked, no answer yet"),
    ("given", "Given"),
    ("withdrawn", "Withdrawn"),
]
# What a proof is about does not change after it was made.
SETTLED = {
    *("partner_id", "address", "channel", "purpose_id", "wording_id", "company_id", "source"),
    *("proof", "user_id", "given_at", "until"),
}
MOVED = {"state", "withdrawn_at", "withdrawn_how", "confirmed_ip", "asked_at"}


class BpmConsent(models.Model):
    _name = "bpm.consent"
    _description = "Consent"
    _order = "id desc"
    _rec_name = "address"

    partner_id = fields.Many2one(
        "res.partner", string="Counterparty", index="btree_not_null", ondelete="set null"
    )
    address = fields.Char(index=True, help="Empty: the counterparty's own on this channel.")
    channel = fields.Selection(CHANNELS, required=True, default="email")
    purpose_id = fields.Many2one(
        "bpm.contact.purpose",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('message_class', '=', 'advertising')]",
        help="Empty: all advertising.",
    )
    what = fields.Char(string="To what", compute="_compute_what")
    paper_names = fields.Char(compute="_compute_paper_names", compute_sudo=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, default=lambda self: self.env.company
    )
    wording_id = fields.Many2one(
        "bpm.consent.wording",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
        help="What they agreed to, word for word.",
    )
    wording_text = fields.Text(related="wording_id.text", string="Word for word")
    source = fields.Selection(SOURCES, string="How it was given", required=True, default="paper")
    proof = fields.Text(
        "Evidence", help="Where it can be found: number of the form, folder, name of the file."
    )
    attachment_ids = fields.Many2many("ir.attachment", string="Papers", copy=False)
    state = fields.Selection(
        STATES, string="Status", required=True, default="given", readonly=True, copy=False
    )
    asked_at = fields.Datetime(string="Asked on", readonly=True, copy=False)
    given_at = fields.Datetime(string="Given on", default=fields.Datetime.now, copy=False)
    until = fields.Datetime(string="Holds until", help="Empty: until it is withdrawn.")
    withdrawn_at = fields.Datetime(string="Withdrawn on", readonly=True, copy=False)
    withdrawn_how = fields.Char(string="How it was withdrawn", readonly=True, copy=False)
    confirmed_ip = fields.Char(string="Internet address of the answer", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users",
        string="Entered by",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        default=lambda self: self.env.user,
    )

    _check_company_auto = True

    @api.depends("purpose_id")
    @api.depends_context("lang")
    def _compute_what(self):
        for consent in self:
            consent.what = consent.purpose_id.name or self.env._("All advertising")

    @api.depends("attachment_ids")
    def _compute_paper_names(self):
        for consent in self:
            own = consent.attachment_ids.filtered(
                lambda paper: paper.res_model == self._name and paper.res_id == consent.id
            )
            consent.paper_names = ", ".join(own.mapped("name"))

    # === GUARDS === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override to fill in the address, and to note the consent in the audit trail."""
        consents = super().create([self._completed(vals) for vals in vals_list])
        for consent in consents.filtered(lambda one: one.state == "given"):
            if consent.given_at and consent.given_at > fields.Datetime.now():
                raise UserError(
                    self.env._("A consent cannot be given in the future. Correct the date.")
                )
        consents._take_papers()
        consents._note("consent_entered")
        return consents

    def _completed(self, vals):
        """Values of a new consent: given, or asked by our own question; its address normalised."""
        vals = {**vals, "user_id": self.env.uid}
        asked = self.env.su and vals.get("state") == "asked"
        if not asked:
            vals |= {"state": "given", "given_at": vals.get("given_at") or fields.Datetime.now()}
            for name in MOVED - {"state"}:
                vals.pop(name, None)
        channel = vals.get("channel") or "email"
        partner = self.env["res.partner"].browse(vals.get("partner_id") or ())
        text = vals.get("address") or partner._bpm_contact_point(channel)
        points = self.env["bpm.suppression"]._points_of(text)
        if len(points) != 1 or ("@" in points[0]) != (channel == "email"):
            raise UserError(
                self.env._(
                    "A consent is about one address on its channel. Write the address, or enter it "
                    "on the counterparty's card first."
                )
            )
        return {**vals, "address": points[0]}

    @api.constrains("purpose_id")
    def _check_purpose(self):
        for consent in self:
            if consent.purpose_id and consent.purpose_id.message_class != "advertising":
                raise ValidationError(
                    self.env._(
                        "Consent is asked for advertising only. %s needs none.",
                        consent.purpose_id.name,
                    )
                )

    def write(self, vals):
        """Override: a proof stays as it was entered."""
        if (SETTLED & vals.keys() or MOVED & vals.keys()) and not self.env.su:
            raise UserError(
                self.env._(
                    "A consent is a proof and is not changed. Withdraw it, or enter another one."
                )
            )
        result = super().write(vals)
        if "attachment_ids" in vals:
            self._take_papers()
        return result

    def _take_papers(self):
        """Papers that were just uploaded belong to the consent: whoever reads it reads them."""
        for consent in self.filtered("attachment_ids"):
            loose = consent.sudo().attachment_ids.filtered(
                lambda paper: not paper.res_id and paper.create_uid.id == self.env.uid
            )
            loose.write({"res_model": self._name, "res_id": consent.id})

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A consent is a proof and is not deleted. Withdraw it instead."))

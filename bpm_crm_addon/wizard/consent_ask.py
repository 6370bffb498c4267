"""Ask counterparties for their consent by e-mail: it is given only on the page behind the link."""

from odoo import fields, models
from odoo.exceptions import UserError


class BpmConsentAsk(models.TransientModel):
    _name = "bpm.consent.ask"
    _description = "Ask for consent"

    partner_ids = fields.Many2many(
        "res.partner",
        string="Counterparties",
        required=True,
        readonly=True,
        default=lambda self: self.env.context.get("active_ids"),
    )
    purpose_id = fields.Many2one(
        "bpm.contact.purpose",
        domain="[('message_class', '=', 'advertising')]",
        help="Empty: all advertising.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, readonly=True
    )
    wording_id = fields.Many2one(
        "bpm.consent.wording",
        required=True,
        domain="[('company_id', '=', company_id)]",
    )

    def action_ask(self):
        """Send the questions: one to each address, and none where one was asked already."""
        self.ensure_one()
        consents = self.env["bpm.consent"]
        consents.check_access("create")
        partners = self.partner_ids.filtered("email_normalized")
        if not partners:
            raise UserError(
                self.env._("None of them has an e-mail address. Enter one on the card first.")
            )
        known = consents.search(
            [
                ("address", "in", partners.mapped("email_normalized")),
                ("company_id", "=", self.company_id.id),
                ("purpose_id", "=", self.purpose_id.id),
                ("state", "in", ("asked", "given")),
            ]
        ).mapped("address")
        by_address = {one.email_normalized: one for one in partners}
        asked = consents._ask(
            [
                {
                    "partner_id": partner.id,
                    "address": address,
                    "channel": "email",
                    "purpose_id": self.purpose_id.id,
                    "wording_id": self.wording_id.id,
                    "company_id": self.company_id.id,
                }
                for address, partner in by_address.items()
                if address not in known
            ]
        )
        if not asked:
            raise UserError(
                self.env._("All of them have consented already, or have a question to answer.")
            )
        action = self.env["ir.actions.act_window"]._for_xml_id("bpm_crm_addon.action_bpm_consent")
        return {**action, "domain": [("id", "in", asked.ids)], "context": {}}

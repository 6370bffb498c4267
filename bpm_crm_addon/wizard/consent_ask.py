"""Ask counterparties for their consent: it is given only on the page behind the link."""

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..models.outreach.contact_policy import CHANNELS


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
    channel = fields.Selection(
        CHANNELS, required=True, default="email", help="The consent is for this way only."
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
        help="Whoever has another language is asked in it, where the wording of this name has it.",
    )

    def action_ask(self):
        """Send the questions: one to each address, and none where one was asked already."""
        self.ensure_one()
        consents = self.env["bpm.consent"]
        consents.check_access("create")
        by_address = {one._bpm_contact_point(self.channel): one for one in self.partner_ids}
        by_address.pop(False, None)
        if not by_address:
            raise UserError(self._nobody_told())
        known = set(consents.search(self._known(list(by_address))).mapped("address"))
        wordings = self.wording_id._by_lang()
        asked = consents._ask(
            [
                {
                    "partner_id": partner.id,
                    "address": address,
                    "channel": self.channel,
                    "purpose_id": self.purpose_id.id,
                    "wording_id": wordings.get(
                        self.company_id._bpm_lang(partner.lang), self.wording_id
                    ).id,
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

    def _nobody_told(self):
        if self.channel == "email":
            return self.env._("None of them has an e-mail address. Enter one on the card first.")
        return self.env._("None of them has a phone number. Enter one on the card first.")

    def _known(self, addresses):
        """Which consents make a question needless: it waits for an answer, or holds still."""
        holds = Domain("until", "=", False) | Domain("until", ">", fields.Datetime.now())
        return (
            Domain("address", "in", addresses)
            & Domain("channel", "=", self.channel)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("purpose_id", "=", self.purpose_id.id)
            & (Domain("state", "=", "asked") | (Domain("state", "=", "given") & holds))
        )

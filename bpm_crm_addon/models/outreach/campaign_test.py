"""A test of a campaign: the same text, to oneself."""

from odoo import fields, models
from odoo.exceptions import UserError

from .audience import Addressee, Letter

PURPOSE = "test"  # a service: nobody needs a consent to write to themselves


class BpmCampaign(models.Model):
    _inherit = "bpm.campaign"

    def action_test(self):
        """Send the text to oneself, filled in for the first of those who would get it."""
        self.ensure_one()
        self.check_access("write")
        self._check_release()
        someone = self._partners(limit=1) or self.env.user.partner_id
        own = self.env.user.partner_id
        moment = fields.Datetime.now()
        addressee = Addressee(someone, someone, f"test {self.id}/{self.env.uid}/{moment}")
        [letter] = self._letters([addressee], self.template_id, self.channel, False)
        if not letter.item:
            raise UserError(letter.text)
        address = own.phone_sanitized if letter.item["channel"] == "sms" else own.email_normalized
        if not address:
            raise UserError(
                self.env._("Your own card has no address for this. Write it there, then try again.")
            )
        item = {**letter.item, "purpose": PURPOSE, "partner_id": own.id, "address": address}
        item |= {"res_model": False, "res_id": False}
        if item["channel"] == "sms":  # as long as it will be
            end = self.env["bpm.message"]._end_like(
                someone, "sms", self.purpose_id, self.company_id
            )
            item["body"] = "\n".join(filter(None, [item["body"], end]))
        self._hand_in([Letter(addressee, item)])
        return self.env["bpm.message"]._say(
            self.env._(
                "On its way to %(address)s, as %(name)s would read it.",
                address=address,
                name=someone.display_name,
            )
        )

"""Tax numbers that Odoo would refuse are taken, and put before a data steward instead.

`base_vat`, when it is installed, refuses a counterparty whose number does not pass its check. That
stops the seller, and some of its checks are wrong. Here the number is saved whatever it is; how
much it may stop afterwards is one setting (strictness.py). Only where the company chose the strict
one, Odoo refuses as before.
"""

from odoo import api, models
from odoo.exceptions import ValidationError


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model_create_multi
    def create(self, vals_list):
        """Override to look at the tax numbers entered. Nothing is refused."""
        partners = super().create(vals_list)
        entered = partners.filtered("vat")
        if entered:
            self.env["bpm.partner.finding"]._look_at_numbers(entered)
        return partners

    def write(self, vals):
        """Override to look at changed tax numbers. Nothing is refused."""
        result = super().write(vals)
        if not vals.keys().isdisjoint(("vat", "country_id", "parent_id", "is_company")):
            self.env["bpm.partner.finding"]._look_at_numbers(self)
        return result

    def _check_vat(self, validation="error"):
        """Override of `account` to save a number that looks wrong instead of refusing it."""
        if validation != "error" or not self._bpm_takes_any_number():
            return super()._check_vat(validation=validation)
        for partner in self:
            try:
                super(ResPartner, partner)._check_vat(validation=validation)
            except ValidationError:
                super(ResPartner, partner)._check_vat(validation=False)
        return None

    @api.model
    def _bpm_takes_any_number(self):
        """Whether entering is free. People outside, who type their own number into a form of the
        website, are told at once: they are nobody's seller."""
        return not self.env.user.share and self.env.company.bpm_strictness != "block"

    def _bpm_is_refused(self, number):
        """Whether Odoo's own check, when there is one, refuses the number for this counterparty."""
        kept, _country = self._run_vat_checks(
            self.country_id, number, partner_name=self.name or "", validation="setnull"
        )
        return bool(number) and not kept

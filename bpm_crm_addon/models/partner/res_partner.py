"""Roles on the counterparty, and tax numbers that Odoo refuses though they are right."""

from odoo import api, fields, models

from .number_format import checker


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_role_ids = fields.Many2many(
        "bpm.partner.role",
        "bpm_partner_role_rel",
        "partner_id",
        "role_id",
        string="Roles",
        copy=False,
        help="What this counterparty is to the company today. An order makes a customer, a bill "
        "a supplier; other roles are given by hand.",
    )
    bpm_role_assignment_ids = fields.One2many(
        "bpm.partner.role.assignment", "partner_id", string="Roles given"
    )

    def _bpm_address_line(self):
        """The postal address in one line, without the name; "" where the card does not say."""
        lines = self._display_address(without_company=True).splitlines()
        return ", ".join(filter(None, (" ".join(line.split()) for line in lines)))

    @api.model_create_multi
    def create(self, vals_list):
        """Override to note since when roles hold that are set with a new counterparty."""
        partners = super().create(vals_list)
        chosen = partners.browse(
            partner.id
            for partner, vals in zip(partners, vals_list, strict=True)
            if vals.get("bpm_role_ids")
        )
        if chosen:
            self.env["bpm.partner.role.assignment"]._follow(chosen)
        return partners

    def write(self, vals):
        """Override to note since when roles hold that are set by hand."""
        result = super().write(vals)
        if "bpm_role_ids" in vals:
            self.env["bpm.partner.role.assignment"]._follow(self)
        return result

    def check_vat_ru(self, vat):
        """Override of `base_vat`, when it is installed: it refuses every sixth right number of a
        sole trader, and with it the counterparty."""
        return checker("ru.inn")(vat, None)

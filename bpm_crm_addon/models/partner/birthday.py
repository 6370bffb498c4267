"""The birthday of a person: Odoo's card has no place for it."""

from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    bpm_birthday = fields.Date("Birthday")

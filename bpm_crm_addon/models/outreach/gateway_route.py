"""Which gateway carries a message: by the beginning of the number, then by price.

Whoever is dearer is asked only when the cheaper one surely has not accepted the message.
"""

import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class BpmGatewayRoute(models.Model):
    _name = "bpm.gateway.route"
    _description = "Route to phones"
    _order = "prefix desc, sequence, id"
    _rec_name = "prefix"

    gateway_id = fields.Many2one("bpm.gateway", required=True, index=True, ondelete="cascade")
    channel = fields.Selection(related="gateway_id.channel")
    prefix = fields.Char(
        string="Number begins with",
        help="For example +380 or +38067. Empty: every number. The longest one that fits decides.",
    )
    price = fields.Float(
        string="Price of a part",
        digits=(16, 4),
        help="0: the gateway's own price. The cheapest is asked first.",
    )
    sequence = fields.Integer(default=10, help="Decides where prices are equal.")
    active = fields.Boolean(default=True)

    _price_not_negative = models.Constraint("CHECK(price >= 0)", "A price is not below zero.")
    _prefix_uniq = models.UniqueIndex(
        "(gateway_id, COALESCE(prefix, ''))", "This gateway has a route for these numbers already."
    )

    @api.constrains("prefix")
    def _check_prefix(self):
        for route in self:
            if route.prefix and not re.fullmatch(r"\+\d{1,12}", route.prefix):
                raise ValidationError(
                    self.env._("Numbers begin with a plus and digits, such as +380.")
                )

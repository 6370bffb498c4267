"""What a message is for: decides which contact rules it falls under and how urgent it is."""

from odoo import fields, models

CLASSES = [
    ("advertising", "Advertising"),
    ("service", "Service"),
    ("debt", "Debt"),
    ("legal", "Legal notice"),
]


class BpmContactPurpose(models.Model):
    _name = "bpm.contact.purpose"
    _description = "Purpose of messages"
    _order = "priority, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="The name by which programs ask for this purpose.")
    message_class = fields.Selection(
        CLASSES,
        string="Kind in law",
        required=True,
        default="service",
        help="Contact rules are written for these kinds.",
    )
    priority = fields.Integer(
        string="Goes before others", default=50, help="Smaller numbers are sent first."
    )
    stale_hours = fields.Integer(
        string="Too late after, hours",
        default=72,
        help="What could not be sent within this time is not sent any more. 0: never too late.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex("(code)", "There is a purpose with this code already.")

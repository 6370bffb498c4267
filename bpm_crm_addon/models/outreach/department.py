"""Who writes to people outside: each department under its own sender."""

from odoo import fields, models


class BpmDepartment(models.Model):
    _name = "bpm.department"
    _description = "Department that writes to people outside"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="The name by which programs ask for this department.")
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company has this department."
    )
    sequence = fields.Integer(default=10)
    email_from = fields.Char(
        string="Sender",
        help="Empty: the company's e-mail address. Example: Accounts <pay@firm.com>",
    )
    reply_to = fields.Char(string="Answers go to", help="Empty: to the sender.")
    mail_server_id = fields.Many2one(
        "ir.mail_server",
        string="Outgoing mail server",
        ondelete="set null",
        index="btree_not_null",
        help="Empty: the one that fits the sender's address.",
    )
    active = fields.Boolean(default=True)

    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "There is a department with this code already."
    )

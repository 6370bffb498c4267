"""Who writes to people outside: each department under its own sender."""

from odoo import fields, models


class BpmDepartment(models.Model):
    _name = "bpm.department"
    _description = "Department that writes to people outside"
    _inherit = ["bpm.settled.code"]
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
    sms_sender = fields.Char(
        string="SMS sender",
        help="The name under which text messages come. Providers register it: up to 11 letters "
        "and digits, or a number.",
    )
    user_ids = fields.Many2many(
        "res.users",
        string="Members",
        domain="[('share', '=', False)]",
        help="They write its texts; those who are outreach managers also run its campaigns and "
        "change its sender and budget. Empty: every outreach manager.",
    )
    budget = fields.Float(
        string="Budget per month",
        digits=(16, 2),
        help="In the company's currency. 0: no budget.",
    )
    budget_stops = fields.Boolean(
        string="Stop when it is used up",
        help="What costs money then waits for the first day of the next month, or until the budget "
        "is raised. What would come too late by then is not sent. E-mails go on.",
    )
    active = fields.Boolean(default=True)

    _budget_not_negative = models.Constraint(
        "CHECK(coalesce(budget, 0) >= 0)", "A budget is a sum, or 0 for none."
    )
    _code_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))", "There is a department with this code already."
    )

"""A new department: a copy of one that works, and five answers; on the air at once."""

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..models.outreach.message_acts import MANAGERS


class BpmDepartmentNew(models.TransientModel):
    _name = "bpm.department.new"
    _description = "New department"

    source_id = fields.Many2one(
        "bpm.department",
        "Like",
        required=True,
        default=lambda self: self.env["bpm.department"].search([], limit=1),
        help="Its texts are copied; they can be changed afterwards.",
    )
    name = fields.Char(required=True)
    email_from = fields.Char("Sender", help="Empty: as the department it is like.")
    sms_sender = fields.Char("SMS sender", help="Empty: as the department it is like.")
    user_ids = fields.Many2many(
        "res.users",
        string="Members",
        domain="[('share', '=', False)]",
        help="They write its texts. Empty: every outreach manager does.",
    )
    budget = fields.Float("Budget per month", digits=(16, 2), help="0: no budget.")

    def action_make(self):
        """Make the department with its texts, and open it."""
        self.ensure_one()
        if not self.env.user.has_group(MANAGERS):
            raise AccessError(
                self.env._("Only an outreach manager makes departments. Ask one of them.")
            )
        department = self.source_id.copy(self._values())
        texts = self.env["bpm.message.template"].search([("department_id", "=", self.source_id.id)])
        # The texts of another department are copied with the rights of the new one.
        for text in texts.sudo():
            text.copy({"department_id": department.id, "name": f"{text.name} · {self.name}"})
        return {
            "type": "ir.actions.act_window",
            "res_model": "bpm.department",
            "res_id": department.id,
            "views": [(False, "form")],
        }

    def _values(self):
        if self.budget < 0:
            raise UserError(self.env._("A budget is a sum, or 0 for none."))
        return {
            "name": self.name,
            "code": self._code(),
            "email_from": self.email_from or self.source_id.email_from,
            "reply_to": False if self.email_from else self.source_id.reply_to,
            "sms_sender": self.sms_sender or self.source_id.sms_sender,
            "user_ids": [(6, 0, self.user_ids.ids)],
            "budget": self.budget,
        }

    @api.model
    def _taken_codes(self):
        departments = self.env["bpm.department"].sudo().with_context(active_test=False)
        return {code for (code,) in departments._read_group([], ["code"])}

    def _code(self):
        """A name for programs; people need not think of one."""
        taken, first = self._taken_codes(), "_".join(self.name.lower().split())[:40] or "department"
        number, code = 1, first
        while code in taken:
            number += 1
            code = f"{first}_{number}"
        return code

"""Members of departments: the right to write a department's texts comes with membership.

What members may change is said by security/outreach/department_rules.xml.
"""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

MEMBERS = "bpm_crm_addon.group_bpm_outreach_member"
# Who may write in whose name, and for how much: changes stand in the audit trail.
NOTED = ("user_ids", "email_from", "reply_to", "sms_sender", "budget", "budget_stops")


class BpmDepartment(models.Model):
    _inherit = "bpm.department"

    @api.constrains("user_ids")
    def _check_members(self):
        for user in self.user_ids.filtered("share"):
            raise ValidationError(
                self.env._(
                    "%s is no colleague of yours: choose somebody who works here.", user.name
                )
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Override to let members write."""
        departments = super().create(vals_list)
        departments._admit()
        return departments

    def write(self, vals):
        """Override to let new members write, those who left no more, and to note who changed it."""
        before, noted = self.user_ids, vals.keys() & set(NOTED)
        result = super().write(vals)
        if "user_ids" in vals:
            self._admit(before)
        if noted:
            self._note("department_changed", fields=sorted(noted))
        return result

    def unlink(self):
        """Override: whoever belongs to none any more writes no more."""
        before = self.with_context(active_test=False).user_ids
        result = super().unlink()
        self._admit(before)
        return result

    def _admit(self, before=None):
        """Give members the right to write; take it from those of `before` who belong nowhere."""
        group = self.env.ref(MEMBERS)
        everywhere = self.sudo().with_context(active_test=False)
        new = everywhere.exists().user_ids.filtered(lambda user: group not in user.group_ids)
        new.write({"group_ids": [Command.link(group.id)]})
        if before:
            staying = everywhere.search([("user_ids", "in", before.ids)]).user_ids
            (before.sudo() - staying).write({"group_ids": [Command.unlink(group.id)]})

    def _note(self, event, **data):
        self.env["bpm.journal"].sudo()._append(
            [
                {
                    "event": event,
                    "res_model": self._name,
                    "res_id": department.id,
                    "data": {**data, "what": department.name},
                }
                for department in self
            ]
        )


class BpmMessageTemplate(models.Model):
    _inherit = "bpm.message.template"

    department_id = fields.Many2one(default=lambda self: self._own_department())

    @api.model
    def _own_department(self):
        """The first department the user belongs to, or none."""
        return self.env["bpm.department"].search([("user_ids", "in", self.env.uid)], limit=1)


class BpmAudience(models.AbstractModel):
    _inherit = "bpm.audience"

    def write(self, vals):
        """Override: a campaign is given only to a department one belongs to."""
        result = super().write(vals)
        if "department_id" in vals:
            self.check_access("write")
        return result

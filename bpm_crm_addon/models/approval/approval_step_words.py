"""Who is asked, in words, for the list of a route's steps."""

from odoo import api, fields, models


class BpmApprovalStep(models.Model):
    _inherit = "bpm.approval.step"

    asked = fields.Char(compute="_compute_asked", string="Who is asked in words")

    @api.depends("resolver", "user_ids", "group_id", "field_path")
    def _compute_asked(self):
        words = dict(self._fields["resolver"]._description_selection(self.env))
        for step in self:
            if step.resolver == "users":
                step.asked = ", ".join(step.user_ids.mapped("name")) or words["users"]
            elif step.resolver == "group":
                step.asked = self.env._("Members of %s", step.group_id.display_name or "…")
            else:
                step.asked = words.get(step.resolver, "")

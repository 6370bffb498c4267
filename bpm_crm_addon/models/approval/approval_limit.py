"""People and up to which amount each signs off: a list of its own, for those without rights on
users."""

from odoo import fields, models
from odoo.exceptions import UserError

from .res_users_limits import LIMITS


class BpmApprovalLimit(models.Model):
    _name = "bpm.approval.limit"
    _description = "Approval limit of a person"
    _auto = False
    _order = "bpm_approval_unlimited DESC, bpm_approval_limit DESC, id"
    _rec_name = "user_id"
    _depends = {
        "res.users": [
            "active", "share", "company_id", "bpm_manager_id", "bpm_approval_limit",
            "bpm_approval_unlimited",
        ],
    }  # fmt: skip
    _table_query = """
        SELECT id, id AS user_id, company_id, bpm_manager_id,
               coalesce(bpm_approval_unlimited, false) AS bpm_approval_unlimited,
               coalesce(bpm_approval_limit, 0) AS bpm_approval_limit
          FROM res_users WHERE active AND share IS NOT TRUE AND id <> 1"""

    user_id = fields.Many2one("res.users", "Approver", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    bpm_manager_id = fields.Many2one("res.users", "Manager for approvals", readonly=True)
    bpm_approval_limit = fields.Float("May approve up to")
    bpm_approval_unlimited = fields.Boolean("May approve any amount")

    def write(self, vals):  # pylint: disable=method-required-super
        """The limits stand on the users, and are guarded there."""
        if not vals.keys() <= set(LIMITS):
            raise UserError(self.env._("Only the limits are set here. Open the user for the rest."))
        self.check_access("write")
        self.user_id.write(vals)
        self.invalidate_model()
        return True

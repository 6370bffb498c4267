"""What the desk offers and never forces: a guided first approval."""

from odoo import api, models
from odoo.exceptions import UserError
from odoo.fields import Domain

GUIDE = "first_approval"


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    @api.model
    def desk_dismiss(self, offer):
        """The current user does not want this offer again.

        :param str offer: the offer's name as given by `desk`
        """
        self._check_colleague()
        if offer != GUIDE:
            raise UserError(self.env._("There is no such offer any more. Reload the page."))
        settings = self.env["res.users.settings"]._find_or_create_for_user(self.env.user)
        settings.bpm_guide_dismissed = True

    @api.model
    def _offer(self, jobs):
        """The guide, for salespeople who have never asked while a rule on discounts is on."""
        if not self._may_be_guided(jobs):
            return False
        return {"name": GUIDE, "text": self.env._("Try your first approval: 8 steps")}

    @api.model
    def _may_be_guided(self, jobs):
        if jobs[0] != "salesperson" or "approval" not in self._switched_on():
            return False
        if not self.env["sale.order"].has_access("create"):
            return False
        if self.env.user.sudo().res_users_settings_id.bpm_guide_dismissed:
            return False
        asked = Domain("requester_id", "=", self.env.uid)
        if self.env["bpm.approval.request"].sudo().search_count(asked, limit=1):
            return False
        rule = Domain("ready_rule", "=", "discount") & Domain("route_id.state", "=", "active")
        return bool(self.env["bpm.approval.step"].search_count(rule, limit=1))

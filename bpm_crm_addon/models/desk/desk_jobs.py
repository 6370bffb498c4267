"""What a person does here: the job of their user, and what their rights and decisions say."""

from odoo import api, models

from .desk_cards import COLLEAGUE, JOBS
from .res_config_settings import PREFIX
from .res_users import GROUPS_OF_JOB


class BpmDesk(models.AbstractModel):
    _inherit = "bpm.desk"

    @api.model
    def _jobs(self):
        """The current user's jobs: the one they were given first, the others in the order of
        the page. Without one given, an administrator is that before anything else.

        Rights that come with being an administrator are no job: whoever sets the system up is
        not therefore the data steward and the director as well.
        """
        user_sudo = self.env.user.sudo()
        found = {user_sudo.bpm_job} - {False}
        given = user_sudo.group_ids.get_external_id().values()
        for job, groups in GROUPS_OF_JOB.items():
            if set(groups) & set(given):
                found.add(job)
        if self.env.user.has_group("bpm_crm_addon.group_bpm_admin"):
            found.add("admin")
        if self.env.user.has_group("sales_team.group_sale_salesman"):
            found.add("salesperson")
        if "approver" not in found and self._is_approver():
            found.add("approver")
        jobs = [job for job in JOBS if job in found] or [COLLEAGUE]
        first = user_sudo.bpm_job or "admin"
        jobs.sort(key=lambda job: job != first)
        return jobs

    @api.model
    def _is_approver(self):
        """Something waits for them, they decided lately, or a route in use may name them."""
        if "approval" not in self._switched_on():
            return False
        return (
            self.env["bpm.approval.slot"].bpm_pending()["shown"]
            or self._is_named_in_route()
            or bool(
                self.env["crm.team"].sudo().search_count([("user_id", "=", self.env.uid)], limit=1)
            )
        )

    @api.model
    def _is_named_in_route(self):
        steps = self.env["bpm.approval.step"].sudo()
        return bool(
            steps.search_count(
                [
                    ("user_ids", "in", self.env.uid),
                    ("route_id.state", "in", ("active", "watching")),
                ],
                limit=1,
            )
        )

    @api.model
    def _my_people(self):
        """Ids of those who report to the current user: by their manager, or in a team they lead."""
        people = self.env["res.users"].sudo().search([("bpm_manager_id", "=", self.env.uid)])
        teams = self.env["crm.team"].sudo().search([("user_id", "=", self.env.uid)])
        people |= teams.member_ids
        if "hr.employee" in self.env:
            below = [("parent_id.user_id", "=", self.env.uid)]
            people |= self.env["hr.employee"].sudo().search(below).user_id
        return (people - self.env.user).ids

    @api.model
    def _switched_on(self):
        """The names of the capabilities that are on for the current user."""
        settings = self.env["res.config.settings"]
        return {
            name.removeprefix(PREFIX)
            for name, field in settings._fields.items()
            if name.startswith(PREFIX) and self.env.user.has_group(field.implied_group)
        }

"""The job of a user: one field instead of a page of groups."""

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command

# Deciding and asking need no group: every internal user may be named in a route.
GROUPS_OF_JOB = {
    "salesperson": (),
    "approver": (),
    "steward": ("bpm_crm_addon.group_bpm_steward",),
    "outreach": ("bpm_crm_addon.group_bpm_outreach_manager",),
    "director": ("bpm_crm_addon.group_bpm_director",),
    "admin": ("bpm_crm_addon.group_bpm_admin",),
}


class ResUsers(models.Model):
    _inherit = "res.users"

    bpm_job = fields.Selection(
        [
            ("salesperson", "Salesperson"),
            ("approver", "Approver"),
            ("steward", "Data steward"),
            ("outreach", "Marketing & collections"),
            ("director", "Director"),
            ("admin", "Administrator"),
        ],
        string="Job",
        inverse="_inverse_bpm_job",
        groups="base.group_erp_manager",
        help="What this person does in the Workdesk. Sets the rights the job needs and takes "
        "back those of the job before; rights given by hand stay.",
    )
    bpm_job_group_ids = fields.Many2many(
        "res.groups",
        "bpm_job_group_rel",
        string="Rights that came with the job",
        groups="base.group_erp_manager",
    )
    bpm_opens_workdesk = fields.Boolean(
        string="Open Workdesk after login",
        compute="_compute_bpm_opens_workdesk",
        inverse="_inverse_bpm_opens_workdesk",
        groups="base.group_erp_manager",
        help="Makes the first page of the Workdesk this person's home page.",
    )

    # === CONSTRAINTS === #

    @api.constrains("bpm_job", "group_ids")
    def _check_bpm_job(self):
        for user in self.sudo():
            if user.bpm_job and user.share:
                raise ValidationError(
                    self.env._(
                        "%(name)s is an external user and can have no job in the Workdesk. "
                        "Make them an internal user first, or leave the job empty.",
                        name=user.name,
                    )
                )

    # === COMPUTES AND INVERSES === #

    def _inverse_bpm_job(self):
        """Give the groups of the job, take back what the job before had brought."""
        for user in self:
            wanted = self._bpm_groups_of_job(user.bpm_job)
            brought = user.bpm_job_group_ids
            missing = wanted - user.group_ids
            user.write(
                {
                    "group_ids": [Command.unlink(group.id) for group in brought - wanted]
                    + [Command.link(group.id) for group in missing],
                    "bpm_job_group_ids": [Command.set((brought & wanted | missing).ids)],
                }
            )

    def _bpm_groups_of_job(self, job):
        references = GROUPS_OF_JOB.get(job, ())
        return self.env["res.groups"].concat(*map(self.env.ref, references))

    @api.depends("action_id")
    def _compute_bpm_opens_workdesk(self):
        home = self._bpm_home_action_id()
        for user in self.sudo():
            user.bpm_opens_workdesk = bool(home) and user.action_id.id == home

    def _inverse_bpm_opens_workdesk(self):
        """Set the home page on wish; clear it only when it was ours."""
        home = self._bpm_home_action_id()
        for user in self:
            if user.bpm_opens_workdesk:
                user.action_id = home
            elif user.sudo().action_id.id == home:
                user.action_id = False

    # === BUSINESS METHODS === #

    @api.model
    def _bpm_home_action_id(self):
        """The id of the action behind the Workdesk's first entry, or False."""
        root = self.env.ref("bpm_crm_addon.menu_bpm_root").sudo()
        for top in root.child_id.sorted():
            for menu in top | top.child_id.sorted():
                if menu.action:
                    return menu.action.id
        return False

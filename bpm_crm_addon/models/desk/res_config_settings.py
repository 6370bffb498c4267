"""The block "BPM CRM" in Settings: which capabilities the company uses.

A capability is a field `group_bpm_capability_<name>` here, a group of that name in
security/groups.xml and a line in the settings view. Its menus name the group; what must be
finished before it may be switched off is told by `_bpm_in_use_<name>`.
"""

from odoo import api, fields, models
from odoo.exceptions import UserError

PREFIX = "group_bpm_capability_"


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    group_bpm_capability_approval = fields.Boolean(
        string="Approvals",
        implied_group="bpm_crm_addon.group_bpm_capability_approval",
        help="Switched off, the menus of approvals disappear for everybody. That is possible "
        "only while no approval route is in use and nothing waits for an approval.",
    )
    group_bpm_capability_partner = fields.Boolean(
        string="Counterparties",
        implied_group="bpm_crm_addon.group_bpm_capability_partner",
        help="Switched off, the menus of counterparties disappear for everybody. Attributes, roles "
        "and their values stay.",
    )
    group_bpm_capability_outreach = fields.Boolean(
        string="Outreach",
        implied_group="bpm_crm_addon.group_bpm_capability_outreach",
        help="Switched off, the menus of outreach disappear for everybody and nothing is sent. "
        "That is possible only while nothing waits to be sent.",
    )

    group_bpm_capability_contract = fields.Boolean(
        string="Contracts",
        implied_group="bpm_crm_addon.group_bpm_capability_contract",
        help="Switched off, the menus of contracts and papers disappear for everybody. Contracts "
        "and their papers stay.",
    )

    @api.model
    def _bpm_capability_groups(self):
        """The groups that stand for capabilities; everybody has those switched on."""
        references = (
            field.implied_group for name, field in self._fields.items() if name.startswith(PREFIX)
        )
        return self.env["res.groups"].sudo().concat(*map(self.env.ref, references))

    def set_values(self):
        """Override of `base` to refuse switching off what is still in use, and to let the
        rehearsal of outreach begin."""
        names = [name for name in self._fields if name.startswith(PREFIX)]
        before = self.default_get(names)
        for name in names:
            in_use = getattr(self, f"_bpm_in_use_{name.removeprefix(PREFIX)}", None)
            if before[name] and not self[name] and in_use and (sentence := in_use()):
                raise UserError(sentence)
        result = super().set_values()
        if self.group_bpm_capability_outreach:
            self.env["res.company"].sudo()._bpm_outreach_begin()
        return result

    def _bpm_in_use_approval(self):
        """What stands against switching Approvals off, as a sentence, or nothing."""
        routes = (
            self.env["bpm.approval.route"].sudo().search([("state", "in", ("active", "watching"))])
        )
        if routes:
            return self.env._(
                "Approvals cannot be switched off: these approval routes are in use: %(routes)s. "
                "Retire them first (Workdesk ▸ Configuration ▸ Approval Routes).",
                routes=", ".join(routes.mapped("name")),
            )
        waiting = self.env["bpm.approval.request"].sudo().search([("state", "=", "open")])
        if waiting:
            return self.env._(
                "Approvals cannot be switched off: %(count)s documents still wait for an "
                "approval, for example %(name)s. Have them decided or withdrawn first "
                "(Workdesk ▸ Approvals ▸ All Requests).",
                count=len(waiting),
                name=waiting[0].name,
            )
        return None

    def _bpm_in_use_outreach(self):
        """What stands against switching Outreach off, as a sentence, or nothing."""
        waiting = (
            self.env["bpm.message"].sudo().search_count([("state", "in", ("queued", "sending"))])
        )
        if waiting:
            return self.env._(
                "Outreach cannot be switched off: %(count)s messages wait to be sent. Have them "
                "sent or cancelled first (Workdesk ▸ Outreach ▸ Outbox).",
                count=waiting,
            )
        return None

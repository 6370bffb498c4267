"""What is known about people when somebody is asked: managers, absences, limits."""

from odoo import models

MAX_LEVELS = 12


class ResUsers(models.Model):
    _inherit = "res.users"

    def _bpm_world(self, user_ids, company_ids):
        """Gather what the engine must know about people, a query per level of managers.

        :param company_ids: the companies of the documents; False for documents of none
        :return: {"facts": keyword values of engine Facts, "managers": {company id: {user:
            manager}}, "limits": {user: limit}}
        """
        managers = {company: {} for company in company_ids}
        everyone, level = set(user_ids), set(user_ids)
        for _level in range(MAX_LEVELS):
            if not level:
                break
            above = self.browse(level)._bpm_managers_in(company_ids)
            for company, found in above.items():
                managers[company].update(found)
            level = {uid for found in above.values() for uid in found.values() if uid} - everyone
            everyone |= level
        admins = self._bpm_admins()
        everyone |= set(admins.ids)
        users = self.with_context(active_test=False).browse(everyone)
        absences = self.env["bpm.approval.substitution"].sudo()
        away = absences._away(list(everyone))
        substitutes = absences._substitutes(list(away)) if away else {}
        return {
            "facts": {
                "substitutes": {uid: substitutes.get(uid) for uid in away},
                "archived": frozenset(users._bpm_shut_out().ids),
                "admins": tuple(admins.ids),
            },
            "managers": managers,
            "limits": {
                user.id: float("inf") if user.bpm_approval_unlimited else user.bpm_approval_limit
                for user in users
            },
        }

    def _bpm_shut_out(self):
        """Those of self who cannot be asked at all: they have left, or are people outside."""
        return self.filtered(lambda user: not user.active or user.share)

    def _bpm_admins(self):
        """The approval administrators who work here: asked when nobody else is left."""
        references = self.env["ir.model.data"]
        group = (
            self.env["res.groups"]
            .sudo()
            .browse(references._xmlid_to_res_id("bpm_crm_addon.group_bpm_approval_admin"))
        )
        return group.all_user_ids.filtered(lambda user: user.active and not user._is_superuser())

    def write(self, vals):
        """Override of `base`: what waits for somebody who leaves is passed on."""
        leaving = self.filtered("active") if "active" in vals and not vals["active"] else self[:0]
        result = super().write(vals)
        if leaving:
            self.env["bpm.approval.request"].sudo()._reassign_absent(leaving.ids)
        return result

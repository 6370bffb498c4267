"""Whom the steps of a route name for a document, and what is known about those people."""

from odoo import models

from ...engine.approval_route import Step, first_within_limit

MAX_LEVELS = 12


def engine_step(step, people):
    """A step of a route, as its version keeps it, in the engine's terms."""
    return Step(
        key=step["key"],
        sequence=step["sequence"],
        people=tuple(people),
        quorum=step["quorum"],
        number=step["number"],
        veto=frozenset(step["veto"]),
    )


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_candidates(self, work):
        """Return {(document id, step key): [user ids]} as the route names them."""
        result = {}
        managers, limits = {}, {}
        resolvers = {step["resolver"] for steps in work["steps"].values() for step in steps}
        if resolvers & {"manager", "limit_chain"}:
            world = self.env["res.users"].sudo()._bpm_world({self.env.uid})
            managers, limits = world["facts"]["managers"], world["limits"]
        amounts = self._bpm_amounts() if "limit_chain" in resolvers else {}
        groups = {}
        for document in self:
            for step in work["steps"][document.id]:
                kind = step["resolver"]
                if kind == "users":
                    found = step["user_ids"]
                elif kind == "group":
                    key = (step["group_id"], document._bpm_company().id)
                    if key not in groups:
                        groups[key] = document._bpm_group_members(step["group_id"])
                    found = groups[key]
                elif kind == "manager":
                    found = [managers.get(self.env.uid)]
                elif kind == "limit_chain":
                    found = [
                        first_within_limit(
                            self.env.uid, amounts[document.id]["company_amount"], managers, limits
                        )
                    ]
                elif kind == "team_leader":
                    found = document._bpm_team_leader().ids
                else:
                    found = document._bpm_people_at(step["field_path"])
                result[document.id, step["key"]] = [uid for uid in found if uid]
        return result

    def _bpm_people_at(self, path):
        """Ids of the people a path leads to. Who left is among them: nobody drops out silently."""
        *before, last = path.split(".")
        holders = self.mapped(".".join(before)) if before else self
        return holders.with_context(active_test=False).mapped(last).ids

    def _bpm_company(self):
        """The company whose people are asked: the document's own; none means any."""
        return self.company_id if "company_id" in self._fields else self.env.company

    def _bpm_group_members(self, group_id):
        group = self.env["res.groups"].sudo().browse(group_id).exists()
        company = self._bpm_company()
        return group.all_user_ids.filtered(
            lambda user: (
                user.active and not user.share and (not company or company in user.company_ids)
            )
        ).ids

    def _bpm_team_leader(self):
        """The leader of the document's sales team, else of the requester's."""
        field = self._fields.get("team_id")
        if field is not None and field.comodel_name == "crm.team" and self.team_id:
            return self.team_id.user_id
        return self.env.user.sudo().sale_team_id.user_id


class ResUsers(models.Model):
    _inherit = "res.users"

    def _bpm_world(self, user_ids):
        """Gather what the engine must know about people, a query per level of managers.

        Returns {"facts": keyword values of engine Facts, "limits": {user: limit}}.
        """
        everyone, managers, level = set(user_ids), {}, set(user_ids)
        for _level in range(MAX_LEVELS):
            if not level:
                break
            found = self.browse(level)._bpm_managers()
            managers.update(found)
            level = {uid for uid in found.values() if uid} - everyone
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
                "archived": frozenset(user.id for user in users if not user.active),
                "managers": managers,
                "admins": tuple(admins.ids),
            },
            "limits": {
                user.id: float("inf") if user.bpm_approval_unlimited else user.bpm_approval_limit
                for user in users
            },
        }

    def _bpm_admins(self):
        """The approval administrators who work here: asked when nobody else is left."""
        references = self.env["ir.model.data"]
        group = (
            self.env["res.groups"]
            .sudo()
            .browse(references._xmlid_to_res_id("bpm_crm_addon.group_bpm_approval_admin"))
        )
        return group.all_user_ids.filtered(lambda user: user.active and not user._is_superuser())

"""Whom the steps of a route name for a document, and what is known about those people."""

from odoo import models

from ...engine.approval_route import Facts, Step, first_within_limit

MAX_LEVELS = 12


def engine_step(step, people, amount):
    """A step of a route, as its version keeps it, in the engine's terms.

    ``amount``: of the document, in the company's currency; only a chain of limits looks at it.
    """
    return Step(
        key=step["key"],
        sequence=step["sequence"],
        people=tuple(people),
        quorum=step["quorum"],
        number=step["number"],
        veto=frozenset(step["veto"]),
        amount=amount if step["resolver"] == "limit_chain" else None,
    )


def engine_facts(world, company_id, requester, editor):
    """What `_bpm_world` told of people, in the engine's terms, for a document of this company."""
    return Facts(
        requester=requester,
        editor=editor or None,
        managers=world["managers"][company_id],
        limits=world["limits"],
        **world["facts"],
    )


class Base(models.AbstractModel):
    _inherit = "base"

    def _bpm_candidates(self, work):
        """Return {(document id, step key): [user ids]} as the route names them."""
        result = {}
        managers, limits = {}, {}
        resolvers = {step["resolver"] for steps in work["steps"].values() for step in steps}
        if resolvers & {"manager", "limit_chain"}:
            companies = self._bpm_company_ids()
            world = self.env["res.users"].sudo()._bpm_world({self.env.uid}, set(companies.values()))
            managers = {doc: world["managers"][company] for doc, company in companies.items()}
            limits = world["limits"]
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
                    found = [managers[document.id].get(self.env.uid)]
                elif kind == "limit_chain":
                    found = [
                        first_within_limit(
                            self.env.uid,
                            amounts[document.id]["company_amount"],
                            managers[document.id],
                            limits,
                            itself=self._bpm_may_settle_own(work, document),
                        )
                    ]
                elif kind == "team_leader":
                    found = document._bpm_team_leader().ids
                else:
                    found = document._bpm_people_at(step["field_path"])
                result[document.id, step["key"]] = [uid for uid in found if uid]
        return result

    def _bpm_may_settle_own(self, work, document):
        """Whether a chain of limits begins at whoever asks: their own limit may be enough."""
        route = work.get("chosen", {}).get(document.id) or {}
        return route.get("requester_is_approver") == "own_authority"

    def _bpm_people_at(self, path):
        """Ids of the people a path leads to. Who left is among them: nobody drops out silently."""
        *before, last = path.split(".")
        holders = self.mapped(".".join(before)) if before else self
        return holders.with_context(active_test=False).mapped(last).ids

    def _bpm_company(self):
        """The company whose people are asked: the document's own; none means any. Never the one
        somebody has chosen on the screen."""
        known = self._fields.get("company_id")
        if known is not None and known.comodel_name == "res.company":
            return self.company_id
        return self.env["res.company"]

    def _bpm_company_ids(self):
        """Return {id: id of the company whose people are asked, or False}."""
        return {document.id: document._bpm_company().id for document in self}

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

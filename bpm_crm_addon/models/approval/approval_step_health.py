"""What is wrong with one step of a route: it never applies, finds nobody, or asks only oneself."""

from odoo import models
from odoo.tools.misc import formatLang

from ...engine import domain_check
from .approval_route import parse_domain

NUMBERS_AND_CHOICES = {"integer", "float", "monetary", "boolean", "selection"}
NAMES_SHOWN = 3


class BpmApprovalStep(models.Model):
    _inherit = "bpm.approval.step"

    def _never_applies(self):
        """The step's condition contradicts itself or the route's."""
        route = self.route_id
        if not domain_check.never(
            list(parse_domain(route.domain)), list(parse_domain(self.domain)), single=self._holds_one_value,
        ):
            return []
        return [("danger", self.env._(
            "“%(step)s” can never apply: its condition contradicts itself or the route's. "
            "Nobody will be asked there.", step=self.name,
        ))]

    def _holds_one_value(self, name):
        field = self.env[self.route_id.model_name]._fields.get(name)
        return field is not None and field.type in NUMBERS_AND_CHOICES

    def _finds_nobody(self, requesters):
        """Findings about a step whose way of finding people leads nowhere."""
        check = getattr(self, f"_health_of_{self.resolver}", None)
        return check(requesters) if check else []

    def _health_of_users(self, _requesters):
        people = self.with_context(active_test=False).user_ids
        gone = people.filtered(lambda user: not user.active)
        if not people - gone:
            return [("danger", self.env._(
                "“%(step)s” asks nobody who still works here. Name somebody.", step=self.name))]
        return [("warning", self.env._(
            "“%(step)s” names people who have left: %(people)s.", step=self.name, people=self._names(gone),
        ))] if gone else []

    def _health_of_group(self, _requesters):
        if self.group_id.all_user_ids.filtered(lambda user: user.active and not user.share):
            return []
        return [("danger", self.env._(
            "“%(step)s” asks the group “%(group)s”, but nobody is in it.",
            step=self.name, group=self.group_id.display_name or "?"))]

    def _health_of_manager(self, requesters):
        managers = requesters._bpm_managers()
        return self._without(requesters.filtered(lambda user: not managers.get(user.id)))

    def _without(self, people):
        """A warning about requesters for whom the step finds no manager."""
        if not people:
            return []
        return [("warning", self.env._(
            "“%(step)s” asks the manager, but these people have none: %(people)s. "
            "Approval administrators will be asked instead.", step=self.name, people=self._names(people)))]

    def _health_of_team_leader(self, _requesters):
        teams = self.env["crm.team"].search([("company_id", "in", [False, *self.company_id.ids])]
                                            if self.company_id else [])
        lost = teams.filtered(lambda team: not team.user_id.active)
        if teams and lost != teams:
            return [("warning", self.env._(
                "“%(step)s” asks the team's leader, but these teams have none: %(teams)s.",
                step=self.name, teams=self._names(lost)))] if lost else []
        return [("danger", self.env._(
            "“%(step)s” asks the team's leader, but no sales team has one.", step=self.name))]

    def _health_of_field(self, _requesters):
        if self._leads_to_person():
            return []
        return [("danger", self.env._(
            "“%(step)s” asks a person named on the document, but “%(path)s” does not lead to one.",
            step=self.name, path=self.field_path or ""))]

    _health_of_lines = _health_of_field

    def _health_of_limit_chain(self, requesters):
        """Everyone's chain of managers has to end at somebody without a limit."""
        stuck = requesters._bpm_chain_holes()
        if not stuck:
            return []
        person, (last, limit) = next(iter(stuck.items()))
        return [("danger" if len(stuck) == len(requesters) else "warning", self.env._(
            "“%(step)s” goes up from manager to manager, but above %(person)s it ends at %(last)s, "
            "who may approve up to %(limit)s. For larger amounts approval administrators are asked. "
            "Let somebody at the top approve any amount.",
            step=self.name, person=person.name, last=last.name, limit=formatLang(self.env, limit, digits=0)))]

    def _asks_only_oneself(self, requesters):
        """A person who may ask and would be the only one to decide."""
        people = {
            "users": self.user_ids.filtered("active"),
            "group": self.group_id.all_user_ids.filtered(lambda user: user.active and not user.share),
        }.get(self.resolver)
        if self.resolver == "team_leader":
            people = requesters & self.env["crm.team"].search([]).user_id
        elif not people or len(people) > 1:
            return []
        alone = people & requesters
        if self.route_id.requester_is_approver != "refuse":
            managers = alone._bpm_managers()
            alone = alone.filtered(lambda user: not managers.get(user.id))
        if not alone:
            return []
        return [("warning", self.env._(
            "%(people)s would have to ask themselves at “%(step)s” and have no manager to ask instead. "
            "Enter a manager on the user, or name a second person.",
            people=self._names(alone), step=self.name)
            if self.route_id.requester_is_approver != "refuse" else self.env._(
            "%(people)s could only ask themselves at “%(step)s”: their requests are refused.",
            people=self._names(alone), step=self.name))]

    def _names(self, records):
        """A few names, and how many more."""
        names = ", ".join(records[:NAMES_SHOWN].mapped("display_name"))
        if len(records) <= NAMES_SHOWN:
            return names
        return self.env._("%(names)s and %(count)s more", names=names, count=len(records) - NAMES_SHOWN)

"""What is wrong with one step of a route: it never applies, or asks only oneself.

Findings are lists of ``(level, sentence)``. approval_step_people.py looks for the people.
"""

from odoo import models

from ...engine import domain_check
from .approval_route import parse_domain

NUMBERS_AND_CHOICES = {"integer", "float", "monetary", "boolean", "selection"}
NAMES_SHOWN = 3


def danger(sentence):
    """A finding: a document would find nobody to decide on it."""
    return [("danger", sentence)]


def warning(sentence):
    """A finding: somebody ought to look."""
    return [("warning", sentence)]


class BpmApprovalStep(models.Model):
    _inherit = "bpm.approval.step"

    def _never_applies(self):
        """The step's condition contradicts itself or the route's."""
        conditions = [list(parse_domain(text)) for text in (self.route_id.domain, self.domain)]
        if not domain_check.never(*conditions, single=self._holds_one_value):
            return []
        return danger(
            self.env._(
                "“%(step)s” can never apply: its condition contradicts itself or the route's. "
                "Nobody will be asked there.",
                step=self.name,
            )
        )

    def _holds_one_value(self, name):
        field = self.env[self.route_id.model_name]._fields.get(name)
        return field is not None and field.type in NUMBERS_AND_CHOICES

    def _asks_only_oneself(self, requesters):
        """A person who may ask and would be the only one to decide."""
        alone = self._only_people() & requesters
        if self.route_id.requester_is_approver == "refuse":
            return alone and danger(
                self.env._(
                    "%(people)s could only ask themselves at “%(step)s”: their requests are "
                    "refused. Name a second person, or let their manager decide.",
                    people=self._names(alone),
                    step=self.name,
                )
            )
        chains = alone._bpm_chains()
        alone = alone.filtered(lambda user: not chains[user.id])
        return alone and warning(
            self.env._(
                "%(people)s would have to ask themselves at “%(step)s” and have no manager to ask "
                "instead. Enter a manager on the user, or name a second person.",
                people=self._names(alone),
                step=self.name,
            )
        )

    def _only_people(self):
        """People who would be asked alone at this step."""
        if self.resolver == "team_leader":
            return self.env["crm.team"].search([("user_id", "!=", False)]).user_id
        people = self.env["res.users"]
        if self.resolver == "users":
            people = self.user_ids.filtered("active")
        elif self.resolver == "group":
            people = self._group_members()
        return people if len(people) == 1 else people.browse()

    def _group_members(self):
        """Those who would be asked: of the route's company, where it is one company's."""
        company = self.route_id.company_id
        return self.group_id.all_user_ids.filtered(
            lambda user: (
                user.active and not user.share and (not company or company in user.company_ids)
            )
        )

    def _names(self, records):
        """A few names, and how many more."""
        names = ", ".join(records[:NAMES_SHOWN].mapped("display_name"))
        more = len(records) - NAMES_SHOWN
        if more <= 0:
            return names
        return self.env._("%(names)s and %(count)s more", names=names, count=more)

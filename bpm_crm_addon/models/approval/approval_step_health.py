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
            return self._refused_to_ask(alone, requesters)
        chains = alone._bpm_chains(self.route_id.company_id)
        alone = alone.filtered(lambda user: not chains[user.id])
        return alone and warning(
            self.env._(
                "%(people)s would have to ask themselves at “%(step)s” and have no manager to ask "
                "instead. Enter a manager on the user, or name a second person.",
                people=self._names(alone),
                step=self.name,
            )
        )

    def _refused_to_ask(self, alone, requesters):
        """Whose requests are refused, where nobody may ask themselves."""
        if alone:
            return danger(
                self.env._(
                    "%(people)s could only ask themselves at “%(step)s”: their requests are "
                    "refused. Name a second person, or let their manager decide.",
                    people=self._names(alone),
                    step=self.name,
                )
            )
        named = self._named_people() or requesters.browse()
        others = len(named) - 1
        enough = {"any": others >= 1, "all": False}.get(self.quorum, others >= self.quorum_number)
        needed = named & requesters
        return (
            []
            if enough or not needed
            else danger(
                self.env._(
                    "At “%(step)s” too few can agree when one of them asks: requests of %(people)s "
                    "are refused. Name more people, or let their manager decide.",
                    people=self._names(needed),
                    step=self.name,
                )
            )
        )

    def _asks_too_few(self):
        """More people must agree than the step can find by itself."""
        one = self.resolver in ("manager", "team_leader", "limit_chain")
        named = self._named_people()
        if self.quorum != "number" or (named is None and not one):
            return []
        count = 1 if named is None else len(named)
        return count < self.quorum_number and warning(
            self.env._(
                "“%(step)s” needs %(number)s people to agree, but finds only %(count)s. Approval "
                "administrators make up the number. Name more people, or ask for fewer.",
                step=self.name,
                number=self.quorum_number,
                count=count,
            )
        )

    def _veto_of_others(self):
        """A rejection that is to be final, of somebody who is never asked."""
        named = self._named_people()
        others = self.veto_user_ids - named if named is not None else self.veto_user_ids.browse()
        return others and warning(
            self.env._(
                "At “%(step)s” the rejection of %(people)s is to be final, but they are not asked "
                "there. Name them among those asked, or take them out.",
                step=self.name,
                people=self._names(others),
            )
        )

    def _named_people(self):
        """Who is asked whoever asks, as far as they work here; None when it depends."""
        if self.resolver == "users":
            return self.user_ids.filtered(lambda user: user.active and not user.share)
        return self._group_members() if self.resolver == "group" else None

    def _only_people(self):
        """People who would be asked alone at this step."""
        if self.resolver == "team_leader":
            return self.env["crm.team"].search([("user_id", "!=", False)]).user_id
        people = self._named_people() or self.env["res.users"]
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

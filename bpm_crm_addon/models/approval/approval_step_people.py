"""Whether a step of a route finds anybody, for each way of saying who is asked."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools.misc import formatLang

from .approval_step_health import danger, warning


class BpmApprovalStep(models.Model):
    _inherit = "bpm.approval.step"

    def _finds_nobody(self, requesters):
        """Findings about a step whose way of finding people leads nowhere.

        :param requesters: the users who may come to ask
        """
        checks = {
            "users": self._health_of_users,
            "group": self._health_of_group,
            "team_leader": self._health_of_team_leader,
            "field": self._health_of_path,
            "lines": self._health_of_path,
            "manager": lambda: self._health_of_manager(requesters),
            "limit_chain": lambda: self._health_of_limits(requesters),
        }
        return checks[self.resolver]()

    def _health_of_users(self):
        people = self.with_context(active_test=False).user_ids
        gone = people._bpm_shut_out()
        if not people - gone:
            return danger(
                self.env._("“%s” asks nobody who still works here. Name somebody.", self.name)
            )
        return gone and warning(
            self.env._(
                "“%(step)s” names people who have left: %(people)s.",
                step=self.name,
                people=self._names(gone),
            )
        )

    def _health_of_group(self):
        return (
            []
            if self._group_members()
            else danger(
                self.env._(
                    "“%(step)s” asks the group “%(group)s”, but nobody is in it.",
                    step=self.name,
                    group=self.group_id.display_name or "?",
                )
            )
        )

    def _health_of_manager(self, requesters):
        company = self.route_id.company_id
        managers, chains = requesters._bpm_managers(company), requesters._bpm_chains(company)
        alone = requesters.filtered(lambda user: not chains[user.id])
        left = (requesters - alone).filtered(
            lambda user: managers[user.id] != chains[user.id][:1].id
        )
        found = []
        if alone:
            found += warning(
                self.env._(
                    "“%(step)s” asks the manager, but these people have none: %(people)s. "
                    "Approval administrators will be asked instead.",
                    step=self.name,
                    people=self._names(alone),
                )
            )
        if left:
            found += warning(
                self.env._(
                    "“%(step)s” asks the manager, but the managers of these people have left: "
                    "%(people)s. Whoever is above them will be asked instead.",
                    step=self.name,
                    people=self._names(left),
                )
            )
        return found

    def _health_of_team_leader(self):
        company = self.route_id.company_id
        domain = [("company_id", "in", [False, company.id])] if company else []
        teams = self.env["crm.team"].search(domain)
        lost = teams.filtered(lambda team: not team.user_id.active)
        if teams == lost:
            return danger(
                self.env._("“%s” asks the team's leader, but no sales team has one.", self.name)
            )
        return lost and warning(
            self.env._(
                "“%(step)s” asks the team's leader, but these teams have none: %(teams)s.",
                step=self.name,
                teams=self._names(lost),
            )
        )

    def _health_of_path(self):
        if not self._leads_to_person():
            return danger(
                self.env._(
                    "“%(step)s” asks a person named on the document, but “%(path)s” does not lead "
                    "to one.",
                    step=self.name,
                    path=self.field_path or "",
                )
            )
        return self._leads_outside() and warning(
            self.env._(
                "“%(step)s” asks the users of a contact, and those may be people outside, who are "
                "never asked: approval administrators are asked instead. Choose a field that "
                "holds a colleague.",
                step=self.name,
            )
        )

    def _leads_outside(self):
        """Whether the path goes from a contact to its own users: a customer's portal access."""
        model, field = self.env[self.route_id.model_id.model], None
        for name in self.field_path.split("."):
            field = model._fields[name]
            model = self.env[field.comodel_name]
        return field.model_name == "res.partner" and field.type == "one2many"

    def _health_of_limits(self, requesters):
        """Everyone's chain of managers has to end at somebody without a limit."""
        if self._misses_amount():
            return danger(self._amount_sentence())
        holes = requesters._bpm_chain_holes(self.route_id.company_id)
        if not holes:
            return []
        person, (last, limit) = next(iter(holes.items()))
        sentence = self.env._(
            "“%(step)s” goes up from manager to manager, but above %(person)s it ends at %(last)s, "
            "who may approve up to %(limit)s. For larger amounts approval administrators are "
            "asked. Let somebody at the top approve any amount.",
            step=self.name,
            person=person.name,
            last=last.name,
            limit=formatLang(self.env, limit, digits=0),
        )
        return danger(sentence) if len(holes) == len(requesters) else warning(sentence)

    def _check_amounts(self):
        """Refuse steps that go by an amount where the document has none: with an amount of 0 the
        first manager with any limit would decide."""
        for step in self.filtered(lambda step: step._misses_amount()):
            raise UserError(step._amount_sentence())

    def _misses_amount(self):
        model = self.env.get(self.route_id.model_name)
        return self.resolver == "limit_chain" and (
            model is None or type(model)._bpm_amounts is type(self.env["base"])._bpm_amounts
        )

    def _amount_sentence(self):
        return self.env._(
            "“%(step)s” asks the first manager whose limit is high enough, but no amount is known "
            "of “%(document)s”. Choose another way to say who is asked.",
            step=self.name,
            document=self.route_id.model_id.name,
        )

"""Whom a person reports to and how much they may sign off, as approvals need it."""

import math

from odoo import fields, models


class ResUsers(models.Model):
    _inherit = "res.users"

    bpm_manager_id = fields.Many2one(
        "res.users",
        string="Manager for approvals",
        domain="[('share', '=', False), ('id', '!=', id)]",
        help="Asked where an approval route says: the manager. With the Employees app, "
        "the manager on the employee's card comes first.",
    )
    bpm_approval_limit = fields.Float(
        string="May approve up to",
        copy=False,
        help="The largest amount, in the company's currency, that this person signs off alone. "
        "0 means nothing.",
    )
    bpm_approval_unlimited = fields.Boolean(
        string="May approve any amount",
        copy=False,
        help="Ends the chain of limits: whatever nobody else may sign off comes here.",
    )

    _bpm_approval_limit_positive = models.Constraint(
        "CHECK(bpm_approval_limit >= 0)",
        "An approval limit cannot be below zero. Enter 0 for a person who signs off nothing.",
    )

    def _bpm_managers(self, company=None):
        """Whom each of these users reports to in ``company``; without one, in any.

        :return: ``{user id: manager's user id, or False}`` with a key for every user of self.
        """
        company_id = company.id if company else False
        return self._bpm_managers_in([company_id])[company_id]

    def _bpm_managers_in(self, company_ids):
        """Whom each of these users reports to in each of these companies; False means any.

        :return: ``{company id: {user id: manager's user id, or False}}``. The employee card of
            the company wins over the field on the user; of several cards the oldest counts, so
            that nobody steers by a choice on the screen who is asked. A person entered as their
            own manager counts as having none.
        """
        result = {}
        cards = self._bpm_employee_cards()
        for company_id in company_ids:
            managers = {user.id: user.bpm_manager_id.id for user in self.sudo()}
            managers |= {
                user: manager
                for user, company, manager in reversed(cards)
                if company_id in (False, company)
            }
            result[company_id] = {
                uid: False if manager == uid else manager for uid, manager in managers.items()
            }
        return result

    def _bpm_employee_cards(self):
        """``[(user id, company id, manager's user id)]`` from the Employees app, the oldest card
        first; empty without it."""
        if "hr.employee" not in self.env:
            return []
        employees = (
            self.env["hr.employee"]
            .sudo()
            .search_fetch(
                [("user_id", "in", self.ids)], ["user_id", "company_id", "parent_id"], order="id"
            )
        )
        return [
            (employee.user_id.id, employee.company_id.id, employee.parent_id.user_id.id)
            for employee in employees
            if employee.parent_id.user_id
        ]

    def _bpm_approval_limits(self):
        """Up to which amount each of these users may sign off.

        :return: ``{user id: amount in the company's currency}``; infinite without a limit.
        """
        return {
            user.id: math.inf if user.bpm_approval_unlimited else user.bpm_approval_limit
            for user in self.sudo()
        }

    def _bpm_chains(self, company=None):
        """Who is above each of these users in ``company``, nearest first; a query per level of
        managers.

        :return: ``{user id: people who work here}``: those who have left are passed over, as they
            are when somebody has to be asked
        """
        managers, level = {}, self
        while level:
            found = level._bpm_managers(company)
            managers.update(found)
            level = self.browse({uid for uid in found.values() if uid and uid not in managers})
        working = set(self.browse(managers).sudo().filtered("active").ids)
        chains = {}
        for user_id in self.ids:
            chain, uid = [], managers[user_id]
            while uid and uid not in chain:
                chain.append(uid)
                uid = managers[uid]
            chains[user_id] = self.browse(uid for uid in chain if uid in working)
        return chains

    def _bpm_chain_holes(self, company=None):
        """Whose chain of managers, in ``company``, ends before somebody who may approve any amount.

        :return: ``{user: (last person of the chain, the highest limit met on the way)}``
        """
        holes = {}
        for user_id, chain in self._bpm_chains(company).items():
            highest = max(chain._bpm_approval_limits().values(), default=0.0)
            if highest != math.inf:
                user = self.browse(user_id)
                holes[user] = (chain[-1:] or user, highest)
        return holes

    def _bpm_is_colleague(self):
        """Whether this is a person who works here: no customer, and not Odoo itself."""
        return not self.share and not self._is_superuser()

    def _bpm_is_away(self):
        """Whether this one person is away now, by an absence or by approved time off."""
        self.ensure_one()
        return self.id in self.env["bpm.approval.substitution"]._away(self.ids)

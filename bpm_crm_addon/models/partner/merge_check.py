"""What may not be merged, and which card stays unless the steward says otherwise."""

from odoo import models
from odoo.exceptions import UserError
from odoo.tools import SQL


class BpmPartnerMerge(models.Model):
    _inherit = "bpm.partner.merge"

    def _best_kept(self, partners):
        """Which card stays: one that must, a verified one, the most used one, the oldest."""
        must = self._bound(partners.sudo())
        used = self._documents_of(partners)
        return partners.sorted(
            lambda one: (
                -must.get(one.id, 0),
                one.company_id.id or 0,
                one.bpm_verification_state != "verified",
                not one.active,
                -used.get(one.id, 0),
                one.id,
            )
        )[0]

    def _bound(self, partners):
        """{id: how strongly it has to stay}: own companies and users, sealed entries."""
        bound = dict.fromkeys(self._with_login(partners).ids, 1)
        return {**bound, **dict.fromkeys(self._sealed(partners.ids), 2)}

    def _with_login(self, partners):
        return partners.with_context(active_test=False).filtered("user_ids")

    def _sealed(self, partner_ids):
        """Those with entries whose seal (hash) contains the counterparty."""
        rows = self.env.execute_query(
            SQL(
                """SELECT p.id FROM unnest(%s) AS p(id) WHERE EXISTS (
                   SELECT FROM account_move_line l JOIN account_move m ON m.id = l.move_id
                    WHERE l.partner_id = p.id AND m.inalterable_hash IS NOT NULL)""",
                list(partner_ids),
            )
        )
        return [one for (one,) in rows]

    def _documents_of(self, partners):
        rows = self.env.execute_query(
            SQL(
                """SELECT partner_id, count(*) FROM (
                       SELECT partner_id FROM sale_order WHERE partner_id = ANY(%(ids)s) UNION ALL
                       SELECT partner_id FROM account_move WHERE partner_id = ANY(%(ids)s)) d
                    GROUP BY partner_id""",
                ids=partners.ids,
            )
        )
        return dict(rows)

    def _refuse_merge(self):
        if problem := self._problem():
            raise UserError(problem)

    def _problem(self):
        """Why these cannot be merged this way, as a sentence; None when they can."""
        kept, sources = self.kept_id, self.partner_ids - self.kept_id
        if not sources or len(self.partner_ids.exists()) < len(self.partner_ids):
            return self.env._("One of these counterparties is gone. Choose them anew.")
        return (
            self._problem_of_past()
            or self._problem_of_people(kept, sources)
            or self._problem_of_companies(kept, sources)
            or self._problem_of_families(kept, sources)
            or self._problem_of_seals(sources)
        )

    def _problem_of_past(self):
        before = self.search(
            [("state", "=", "done"), ("partner_ids", "in", self.partner_ids.ids)]
        ).filtered(lambda one: (one.partner_ids - one.kept_id) & self.partner_ids)
        if not before:
            return None
        gone = (before[0].partner_ids - before[0].kept_id) & self.partner_ids
        return self.env._(
            "%(person)s has merged %(name)s into %(other)s already. Nothing is left to do here.",
            person=before[0].merged_by_id.name,
            name=gone[0].name,
            other=before[0].kept_id.name,
        )

    def _problem_of_people(self, kept, sources):
        own = self.env["res.company"].search([("partner_id", "in", self.partner_ids.ids)])
        if own:
            return self.env._(
                "%s is one of your own companies and cannot be merged with anybody.", own[0].name
            )
        users = self._with_login(self.partner_ids)
        if len(users) > 1:
            return self.env._(
                "%s can each log in. Remove one of the logins first, then merge.",
                ", ".join(users.mapped("name")),
            )
        if users & sources:
            return self.env._(
                "%s can log in, and the login belongs to that card. Let that one stay.",
                users.name,
            )
        return None

    def _problem_of_companies(self, kept, sources):
        companies = self.partner_ids.company_id
        if len(companies) > 1:
            return self.env._(
                "These belong to different companies (%s). Let all companies share them first: "
                "empty the field Company.",
                ", ".join(companies.mapped("name")),
            )
        if companies and kept.company_id and sources.filtered(lambda one: not one.company_id):
            return self.env._(
                "%(name)s is seen by %(company)s only. Let the card stay that all companies share.",
                name=kept.name,
                company=companies.name,
            )
        return None

    def _problem_of_families(self, kept, sources):
        heads = self.partner_ids.commercial_partner_id
        if len(heads) > 1 and heads != self.partner_ids:
            return self.env._(
                "A contact of one firm cannot become one with somebody else: its invoices are "
                "the firm's. Merge the firms first, or make both contacts of one firm."
            )
        above, step = self.env["res.partner"], self.partner_ids.parent_id
        while step - above:
            above |= step
            step = step.parent_id
        if above & self.partner_ids:
            return self.env._(
                "%s is the firm of another one marked here. A firm and its contact stay two.",
                (above & self.partner_ids)[0].name,
            )
        return None

    def _problem_of_seals(self, sources):
        sealed = self.env["res.partner"].browse(self._sealed(sources.ids))
        if not sealed:
            return None
        return self.env._(
            "The accounting of %s is sealed: its entries may not name another counterparty. Let "
            "that card stay; when both are sealed, they stay two.",
            sealed[0].name,
        )

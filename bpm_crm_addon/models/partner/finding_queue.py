"""The Data Queue as its screen reads it: doubts by what is at stake, the first ones in full."""

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Domain
from odoo.tools import SQL, format_amount, format_date

from ...engine.stake import Stake
from .finding import VALUE_KINDS
from .verification import STEWARDS, TO_CHECK

SHOWN = 40
ONE_KIND = "bpm_queue_kind"  # in the context: only doubts of this kind are shown
IN_PLACE = ("char", "text", "integer", "float")  # values that can be corrected in the queue
FACTS = ("name", "vat", "email", "phone", "city", "create_date")


class BpmPartnerFinding(models.Model):
    _inherit = "bpm.partner.finding"

    # === CALLED BY THE SCREEN === #

    @api.model
    def bpm_queue(self, shown=SHOWN):
        """Everything the Data Queue shows.

        :param shown: how many doubts to show in full
        :return: {"items", "total", "done_today", "verified", "fresh", "idle"}
        """
        self._check_steward()
        domain = self._waiting()
        shown = min(max(int(shown), SHOWN), 400)
        order = "answered DESC NULLS LAST, stake_level DESC, stake_amount DESC, id"
        findings = self.search(domain, order=order, limit=shown)
        return {
            "items": findings._items(),
            "total": self.search_count(domain),
            "done_today": self._done_today(),
            **self._progress(),
        }

    @api.model
    def _check_steward(self):
        if not self.env.user.has_group(STEWARDS):
            raise AccessError(
                self.env._("The Data Queue is for data stewards. Ask an administrator for the job.")
            )

    @api.model
    def _waiting(self):
        today = fields.Date.context_today(self)
        kind = self.env.context.get(ONE_KIND)
        return (
            (Domain("kind", "=", kind) if kind else Domain.TRUE)
            & Domain("state", "=", "open")
            & (
                Domain("partner_id.active", "=", True)
                # Doubts are the steward's, even where leads are not: only what is lost stays out.
                | Domain("lead_id", "any!", Domain("active", "=", True))
            )
            & (Domain("skipped_until", "=", False) | Domain("skipped_until", "<=", today))
        )

    @api.model
    def _done_today(self):
        """How many the current user has answered since the morning, where they are."""
        return self.search_count(
            [
                ("closed_by_id", "=", self.env.uid),
                ("closed_at", ">=", "today"),
                ("state", "!=", "open"),
            ]
        )

    @api.model
    def _progress(self):
        """Share verified, how many of them this week, and idle ones whose check is long ago."""
        self.env["res.partner"].flush_model()
        [(parties, verified, fresh, idle)] = self.env.execute_query(
            SQL(
                """SELECT count(*),
                          count(*) FILTER (WHERE bpm_verification_state = 'verified'),
                          count(*) FILTER (WHERE bpm_verification_state = 'verified'
                                             AND bpm_verified_at > %s),
                          count(*) FILTER (WHERE bpm_verification_state = 'stale')
                     FROM res_partner p
                    WHERE p.active AND p.commercial_partner_id = p.id AND p.partner_share
                      AND (p.company_id IS NULL OR p.company_id = ANY(%s))""",
                fields.Datetime.subtract(fields.Datetime.now(), days=7),
                self.env.companies.ids,
            )
        )
        share = round(100 * verified / parties) if parties else 100
        return {"verified": share, "fresh": fresh, "idle": idle}

    # === ITEMS === #

    def _items(self):
        """What the screen needs of each; the number of queries does not grow with them."""
        partners = self.partner_id | self.other_id
        partners.sudo().fetch({*FACTS, "create_uid", *partners._bpm_checked_fields()})
        stakes = partners.sudo()._bpm_stakes(partners.ids, self.env.companies.ids) if self else {}
        alike, talk = self._alike_counts(), self._talk()
        return [
            {
                "id": finding.id,
                "model": finding._holder()._name,
                "holder_id": finding._holder().id,
                "partner": finding.sudo()._holder().display_name,
                "kind": finding.kind,
                "title": finding._item_title(),
                "sentence": finding._sentence(),
                "stake": finding._stake_of(stakes),
                "facts": finding._facts(),
                "compare": finding._compare(),
                "value": finding.value or "" if finding.kind != "double" else "",
                "suggestion": finding.suggestion or "",
                "effect": finding._effect_told(),
                "alike": alike.get((finding.kind, finding.field_name), 1) - 1
                if finding._can_accept_alike()
                else 0,
                "talk": talk.get(finding.id, []),
                "verbs": finding._verbs(),
                "question": finding._question(),
            }
            for finding in self
        ]

    def _stake_of(self, stakes):
        """What is open with whom the doubt is about, the larger of two that look like one."""
        if self.lead_id:
            return self.sudo().lead_id._bpm_told_in_queue()
        mine = [stakes.get(one.id, Stake()) for one in self.partner_id | self.other_id]
        return self._stake_told(max(mine, key=lambda stake: (stake.level, stake.amount)))

    def _item_title(self):
        what = dict(self._fields["kind"]._description_selection(self.env))[self.kind]
        title = self.attribute_id.name or self._field_title(self.field_name)
        return f"{title}: {what}" if title and self.kind != "double" else what

    @api.model
    def _stake_told(self, stake):
        """What is open with a counterparty, the most urgent first: {"level", "lines"}."""
        lines = []
        if stake.requests:
            lines.append(self.env._("Approvals waiting: %s", stake.requests))
        if stake.quotes:
            lines.append(self.env._("Open quotations: %s", stake.quotes))
        if stake.invoices:
            lines.append(self.env._("Unpaid invoices: %s", stake.invoices))
        if stake.amount:
            lines.append(format_amount(self.env, stake.amount, self.env.company.currency_id))
        return {"level": stake.level, "lines": lines or [self.env._("idle")]}

    def _facts(self):
        """[[label, value]]: what is known beside the doubt."""
        partner = self._holder().sudo()
        entered = self.env._(
            "%(person)s, %(day)s",
            person=partner.create_uid.name or "",
            day=format_date(self.env, partner.create_date),
        )
        if self.kind not in TO_CHECK:
            rows = [[self.env._("City"), partner.city or ""]] if self.kind != "double" else []
            if self.source:
                said = dict(self._fields["source"]._description_selection(self.env))[self.source]
                rows.append([self.env._("Says otherwise"), said])
            return [row for row in [*rows, [self.env._("Entered by"), entered]] if row[1]]
        [content] = partner._bpm_content().values()
        rows = [[self._field_title(name), text] for name, text in content.items() if text]
        rows = [row for row in rows if row[1] not in ("True", "False")]
        return [*rows, [self.env._("Entered by"), entered]]

    def _compare(self):
        """[[label, here, there]] of two that look like one; what is empty in both is left out."""
        if self.kind != "double":
            return []
        one, other = self.partner_id.sudo(), self.other_id.sudo()
        same = dict(one._fields)  # labels come from the fields themselves
        rows = []
        for name in FACTS:
            texts = [
                format_date(self.env, party.create_date) if name == "create_date" else party[name]
                for party in (one, other)
            ]
            if any(texts):
                label = (
                    self.env._("Entered on")
                    if name == "create_date"
                    else same[name]._description_string(self.env)
                )
                rows.append([label, *(text or "" for text in texts)])
        return rows

    def _effect_told(self):
        """What this doubt does meanwhile, by the strictness of the current company."""
        told = {
            "note": self.env._("blocks nothing"),
            "warn": self.env._("warns at: confirming"),
            "block": self.env._("blocks: confirming"),
        }
        return told[self._effect()]

    def _talk(self):
        """{finding id: [{"who", "whom", "text", "answer"}]}; one query."""
        questions = self.env["bpm.partner.question"].sudo().search([("finding_id", "in", self.ids)])
        result = {}
        for one in questions:
            result.setdefault(one.finding_id.id, []).append(
                {
                    "id": one.id,
                    "who": one.asker_id.name,
                    "whom": one.person_id.name,
                    "text": one.text,
                    "answer": one.answer or "",
                }
            )
        return result

    # === ALIKE === #

    def _can_accept_alike(self):
        """Suggestions of one kind are accepted together; a check is a word about one party."""
        return bool(self.suggestion) and self.kind in (*dict(VALUE_KINDS), "sources")

    def _alike_counts(self):
        """{(kind, field name): how many wait with a suggestion}; one query."""
        if not any(finding._can_accept_alike() for finding in self):
            return {}
        rows = self._read_group(
            self._waiting() & Domain("suggestion", "!=", False),
            ["kind", "field_name"],
            ["__count"],
        )
        return {(kind, name): count for kind, name, count in rows}

    def _alike(self):
        """All that wait and are answered the same way as this one."""
        return self.search(
            self._waiting()
            & Domain("suggestion", "!=", False)
            & Domain("kind", "=", self.kind)
            & Domain("field_name", "=", self.field_name)
        )

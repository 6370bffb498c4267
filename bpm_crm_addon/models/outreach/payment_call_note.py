"""Noting a call about a debt: the one door, and the guard of the contact rules in it.

A call counts in the same rolling row per person as every message (contact_count.py), so of two
collectors who call the same debtor at once the second one is refused. What was noted outside the
phone round because a reminder asked for the call is never refused: it has happened. It counts, and
where a rule was against it the audit trail says so.
"""

from odoo import api, fields, models

from ..audit.refusal import Refusal
from .call_verdict import GRACE
from .payment_call import MISSED


class CallRefused(Refusal):
    """A call about a debt at an hour, or more often, than the contact rules allow."""


class BpmPaymentCall(models.Model):
    _inherit = "bpm.payment.call"

    @api.model
    def _note_call(self, pairs, outcome, days=1, strict=True):
        """Note one call each to these debtors; refused where a contact rule says no.

        :param pairs: [(firm, company)]
        :param days: working days until the next call
        :param strict: False where it has happened already and only has to be counted
        """
        if not pairs:
            return self.browse()
        now = fields.Datetime.now()
        judged = self._judged(pairs, now, outcome != MISSED)
        refused = [(one, verdict) for one, verdict in judged if verdict.action != "send"]
        if strict:
            self._refuse(refused, outcome)
        companies = {company for _firm, company in pairs}
        again = {company: self._next_day(company, days) for company in companies}
        calls = self.sudo().create(
            [
                {
                    "partner_id": firm.id,
                    "company_id": company.id,
                    "user_id": self.env.uid,
                    "at": now,
                    "outcome": outcome,
                    "next_on": again[company],
                }
                for firm, company in pairs
            ]
        )
        asked = [one for one, _verdict in judged]
        for one, call in zip(asked, calls, strict=True):
            one.key = f"call {call.id}"
        self.env["bpm.contact.policy"].sudo()._note_down(asked, now)
        self.env["bpm.payment.call.release"].sudo()._use(pairs, now)
        calls._note_against_rules(refused)
        return calls

    def _judged(self, pairs, now, talked):
        """[(Asked, Verdict)]; the hour that counts is that in which the call may have begun."""
        rules = self.env["bpm.contact.policy"].sudo()
        judged = rules._call_verdicts(pairs, now, together=True, talked=talked)
        if all(verdict.action == "send" for _one, verdict in judged):
            return judged
        earlier = rules._call_verdicts(pairs, now - GRACE, together=True, talked=talked)
        return [
            first if first[1].action == "send" or second[1].action != "send" else second
            for first, second in zip(judged, earlier, strict=True)
        ]

    def _refuse(self, refused, outcome):
        if not refused:
            return
        way = self.env._("An outreach manager can release one call in the phone round.")
        if outcome in ("promised", "disputed"):
            way = self.env._("Where they called you, untick “We called them”.")
        one, verdict = refused[0]
        rules = self.env["bpm.contact.policy"].sudo()
        company = self.env["res.company"].sudo().browse(one.company.id)
        raise CallRefused(
            self.env._(
                "%(partner)s: %(when)s. %(why)s %(way)s",
                partner=self.env["res.partner"].sudo().browse(one.partner_id).display_name,
                when=rules._call_told(verdict, company),
                why=verdict.text,
                way=way,
            )
        )

    def _note_against_rules(self, refused):
        """An entry in the audit trail for each call that a rule was against."""
        by_partner = {one.partner_id: verdict for one, verdict in refused}
        rules = self.env["bpm.contact.policy"].sudo()
        self.env["bpm.journal"].sudo()._append(
            [
                {
                    "event": "call_against_rule",
                    "res_model": self._name,
                    "res_id": call.id,
                    "data": {
                        "partner": call.partner_id.id,
                        "what": rules.browse(by_partner[call.partner_id.id].policy_id).name or "",
                    },
                }
                for call in self
                if call.partner_id.id in by_partner
            ]
        )


class BpmPaymentCallRelease(models.Model):
    _inherit = "bpm.payment.call.release"

    @api.model
    def _use(self, pairs, now):
        """Those that were good for these calls are used up."""
        open_ones = self._open(pairs, now)
        used = self.browse(
            open_ones[pair].ids[-1] for pair in dict.fromkeys(pairs) if pair in open_ones
        )
        used.write({"used_at": now})

"""May these messages go now? The one question of the outbox to the contact rules.

Everything is read for the whole batch, in a number of queries that does not depend on its size;
what one message is judged by stands in engine/contact_rule.py.
"""

from typing import NamedTuple

from odoo import api, fields, models

from ...engine.contact_rule import Booking, Facts, judge
from .contact_person import Asked, asked_of


class Verdict(NamedTuple):
    """``action``: send, wait (``until``, naive UTC), hold (a person must release it) or drop.

    ``text``: the reason as a sentence; ``policy_id``: the rule that says so, if it was one.
    """

    action: str
    until: object = None
    reason: str = ""
    text: str = ""
    policy_id: int = False


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    @api.model
    def _verdicts(self, messages, now):
        """{message.id: Verdict} of messages of the outbox, as of `now` (naive UTC).

        Those of the batch that may go are counted for those after them. Nothing is booked:
        `_count` does that, in the same transaction.
        """
        asked = asked_of(messages.sudo())
        return dict(zip((one.key for one in asked), self.sudo()._judge(asked, now), strict=True))

    @api.model
    def _preview(self, items, now):
        """[Verdict] of what is not in the outbox yet, in the order of `items`.

        `items`: dictionaries as `_enqueue` of `bpm.message` takes them.
        """
        purposes = self.env["bpm.contact.purpose"].sudo().with_context(active_test=False)
        by_code = {purpose.code: purpose for purpose in purposes.search([])}
        partners = self.env["res.partner"].sudo()
        asked = []
        for number, item in enumerate(items):
            partner = partners.browse(item.get("partner_id") or ())
            address = item.get("address") or (
                partner.email_normalized if item["channel"] == "email" else partner.phone_sanitized
            )
            asked.append(
                Asked(
                    key=number,
                    partner=partner,
                    address=address,
                    channel=item["channel"],
                    purpose=by_code[item["purpose"]],
                    company=self.env["res.company"]
                    .sudo()
                    .browse(item.get("company_id") or self.env.company.id),
                    created=fields.Datetime.now(),
                    expires_at=item.get("expires_at"),
                )
            )
        return self.sudo()._judge(asked, now)

    # === GATHER, ASK, TELL === #

    def _judge(self, asked, now):
        if not asked:
            return []
        self._identify(asked)
        stops, consents = self._stops(asked, now), self._consents(asked)
        stopped = _by_what(stops)
        booked = self._bookings(asked)
        companies = self.env["res.company"].union(*(one.company for one in asked))
        holidays = self._holidays(companies, now)
        policies = self.search([("active", "=", True)])
        rules, memory, verdicts = {}, {}, []
        policies.hours_ids.fetch(["first_day", "last_day", "opens", "closes", "policy_id"])
        for one in asked:
            stop = next((x for x in _candidates(stopped, one) if x.is_about(one)), None)
            facts = Facts(
                zones=one.zones,
                stopped=stop,
                consent=self._consent_state(consents, one, now),
                customer=one.partner.commercial_partner_id.customer_rank > 0,
                released=one.released,
                sent=_sent(booked, one),
                holidays=holidays[one.company],
                expires_at=one.expires_at,
            )
            judged = judge(policies._rules_for(one, now, rules), facts, now, memory)
            if judged.action == "send":
                booking = Booking(now, one.message_class, one.channel, one.key)
                for point in one.points:
                    booked.setdefault(point, []).append((one.company.id, booking))
            verdicts.append(self._verdict(judged, one, memory))
        return verdicts

    def _rules_for(self, one, now, known):
        """The engine's rules about a message, told once per kind of message."""
        home, company = one.company.country_id, one.company
        key = (company, one.country, one.message_class, one.channel, one.is_firm)
        if key not in known:
            known[key] = [
                policy._rule()
                for policy in self
                if policy.company_id in (company, company.browse())
                and policy._is_about(
                    one.message_class, one.channel, one.is_firm, home, one.country, now.date()
                )
            ]
        return known[key]

    def _verdict(self, judged, one, memory):
        if judged.action == "send":
            return Verdict("send")
        key = (judged, one.zones[:1])
        if key not in memory:
            rule = False if judged.reason == "stop_list" else judged.rule
            text = self._text(judged, one)
            memory[key] = Verdict(judged.action, judged.until, judged.reason, text, rule)
        return memory[key]


def _by_what(stops):
    """Stops by what they are looked up by: an address, or a counterparty's number."""
    found = {}
    for stop in stops:
        for key in {stop.partner, *stop.points} - {None}:
            found.setdefault(key, []).append(stop)
    return found


def _candidates(stopped, one):
    return [stop for key in (one.address, *sorted(one.partners)) for stop in stopped.get(key, ())]


def _sent(booked, one):
    """What this person got from this company, on whichever of their addresses: each once."""
    found = {
        (booking.message, booking.at): booking
        for point in one.points
        for company, booking in booked.get(point, ())
        if company == one.company.id
    }
    return tuple(found.values())

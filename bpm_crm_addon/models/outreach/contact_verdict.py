"""May these messages go now? The one question of the outbox to the contact rules.

Everything is read for the whole batch, in a number of queries that does not depend on its size;
what one message is judged by stands in engine/contact_rule.py.
"""

from typing import NamedTuple

from odoo import api, fields, models

from ...engine.contact_rule import Booking, Facts, judge
from .contact_book import KEPT
from .contact_person import Asked, asked_of
from .contact_policy import CALL


class Verdict(NamedTuple):
    """``action``: send, wait (``until``, naive UTC), hold (a person must release it) or drop.

    ``text``: the reason as a sentence; ``policy_id``: the rule that says so, if it was one.
    ``tell``: given the rules in a language, the same sentence in that one.
    """

    action: str
    until: object = None
    reason: str = ""
    text: str = ""
    policy_id: int = False
    tell: object = None


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    @api.model
    def _verdicts(self, messages, now):
        """{message.id: Verdict} of messages of the outbox, as of `now` (naive UTC).

        Those of the batch that may go are counted for those after them. Nothing is booked:
        `_count` does that, in the same transaction.
        """
        if not messages:
            return {}
        book = self._book_for(messages.sudo().company_id, now)
        asked = asked_of(messages.sudo(), book)
        book.asked = {one.message: one for one in asked}
        judged = self.sudo()._judge(asked, book, now)
        return dict(zip(messages.ids, judged, strict=True))

    def _book_for(self, companies, now=None):
        """The Book the outbox keeps for a batch, else one read now."""
        return self.env.context.get(KEPT) or self.sudo()._book(companies, now)

    @api.model
    def _preview(self, items, now):
        """[Verdict] of what is not in the outbox yet, in the order of `items`.

        `items`: dictionaries as `_enqueue` of `bpm.message` takes them; "released" in one says
        that a person has let it go.
        """
        company_ids = {item.get("company_id") or self.env.company.id for item in items}
        book = self.sudo()._book(self.env["res.company"].sudo().browse(company_ids), now)
        by_code = {purpose.code: purpose for purpose in book.purposes.values()}
        partners = self.env["res.partner"].sudo()
        partners = partners.browse({item["partner_id"] for item in items if item.get("partner_id")})
        partners.fetch(["email_normalized", "phone_sanitized"])
        asked = []
        for number, item in enumerate(items):
            partner = partners.browse(item.get("partner_id") or ())
            asked.append(
                Asked(
                    key=number,
                    partner_id=partner.id,
                    address=item.get("address") or partner._bpm_contact_point(item["channel"]),
                    channel=item["channel"],
                    purpose=by_code[item["purpose"]],
                    company=book.homes[item.get("company_id") or self.env.company.id],
                    created=fields.Datetime.now(),
                    expires_at=item.get("expires_at"),
                    released=bool(item.get("released")),
                )
            )
        return self.sudo()._judge(asked, book, now)

    # === GATHER, ASK, TELL === #

    def _judge(self, asked, book, now, together=True):
        """[Verdict] of Asked. ``together``: what may go counts for those after it."""
        if not asked:
            return []
        self._identify(asked)
        stops, consents, booked = self._known_of(asked, now)
        stopped, memory, verdicts = _by_what(stops), {}, []
        for one in asked:
            stop = next((x for x in _candidates(stopped, one) if x.is_about(one)), None)
            facts = Facts(
                zones=one.zones,
                stopped=stop,
                consent=self._consent_state(consents, one, now),
                customer=one.card.is_customer,
                released=one.released,
                sent=_sent(booked, one),
                holidays=one.company.holidays,
                expires_at=one.expires_at,
                call=one.channel == CALL,
            )
            judged = judge(book.rules_for(one, now), facts, now, memory)
            if judged.action == "send" and together:
                number = one.message or f"new {one.key}"  # never that of a message
                booking = Booking(now, one.message_class, one.channel, number, one.talked)
                for point in one.points:
                    booked.setdefault(point, []).append((one.company.id, booking))
            verdicts.append(self._verdict(judged, one, memory))
        return verdicts

    def _verdict(self, judged, one, memory):
        if judged.action == "send":
            return Verdict("send")
        key = (judged, one.zones[:1])
        if key not in memory:
            rule = False if judged.reason == "stop_list" else judged.rule
            memory[key] = Verdict(
                judged.action,
                judged.until,
                judged.reason,
                self._text(judged, one),
                rule,
                lambda rules: rules._text(judged, one),
            )
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
    """What this person got from this company, on whichever of their addresses: each once.

    Of several attempts the last one counts: those before surely were not accepted, and none of the
    very message. Calls have no attempts, each counts.
    """
    found = {}
    for point in one.points:
        for company, booking in booked.get(point, ()):
            if company != one.company.id or booking.message == (one.message or -1):
                continue
            key = (booking.channel, booking.message)
            if booking.channel == CALL:
                key += (booking.at,)
            if key not in found or found[key].at < booking.at:
                found[key] = booking
    return tuple(found.values())

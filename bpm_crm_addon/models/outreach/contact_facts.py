"""What is known about the people behind a batch of messages: stops, consents, what they got."""

from datetime import datetime, timedelta
from typing import NamedTuple

import pytz

from odoo import fields, models
from odoo.tools import SQL

from ...engine.contact_rule import Booking

# What was taken off one of Odoo's blacklists held until then.
READ = (
    *("bpm.suppression", "mail.blacklist", "phone.blacklist"),
    *("bpm.consent", "bpm.contact.count", "bpm.message"),
)
# What, its number, whom, addresses or moments, company, channel, kind or state or address, purpose,
# reason, since, withdrawn, until.
KNOWN = """
SELECT 'stop' AS what, id, partner_id, points AS data, company_id, channel, message_class AS word,
       purpose_id, reason, since AS begins, NULL::timestamp AS withdrawn, until
  FROM bpm_suppression
 WHERE since <= %(now)s AND (until IS NULL OR until > %(oldest)s)
   AND (partner_id = ANY(%(partners)s) OR points ?| %(addresses)s)
 UNION ALL
SELECT 'stop', 0, NULL, jsonb_build_array(email), NULL, 'email', NULL, NULL, 'blacklist',
       create_date, NULL, CASE WHEN NOT active THEN write_date END
  FROM mail_blacklist WHERE email = ANY(%(addresses)s)
   AND (active OR write_date > greatest(create_date, %(oldest)s))
 UNION ALL
SELECT 'stop', 0, NULL, jsonb_build_array(number), NULL, NULL, NULL, NULL, 'blacklist',
       create_date, NULL, CASE WHEN NOT active THEN write_date END
  FROM phone_blacklist WHERE number = ANY(%(addresses)s)
   AND (active OR write_date > greatest(create_date, %(oldest)s))
 UNION ALL
SELECT 'consent', id, NULL, to_jsonb(address), company_id, channel, state, purpose_id, NULL,
       given_at, withdrawn_at, until
  FROM bpm_consent WHERE address = ANY(%(addresses)s)
 UNION ALL
SELECT 'booked', id, NULL, coalesce((
         SELECT jsonb_agg(m) FROM jsonb_array_elements(moments) AS m
          WHERE CASE WHEN jsonb_typeof(m -> 4) = 'number' THEN NOT EXISTS (
            SELECT FROM bpm_message WHERE id = (m ->> 4)::int AND handed_over_at IS NULL
               AND state IN ('queued', 'failed', 'suppressed', 'cancelled')) ELSE TRUE END),
         '[]'::jsonb),
       NULL, NULL, point, NULL, NULL, NULL, NULL, NULL
  FROM bpm_contact_count WHERE point = ANY(%(points)s)
 ORDER BY id
"""


class Stop(NamedTuple):
    """An entry of the stop list, or of Odoo's own blacklists (then without an entry's number)."""

    id: int
    partner: int
    points: tuple
    company: int
    channel: str
    message_class: str
    purpose: int
    reason: str
    since: object
    until: object

    def is_about(self, one):
        """Whether it is about a message (contact_person.Asked), now or at any time since it was
        written: who was stopped in between does not get what was waiting then."""
        return (
            (self.partner in one.partners or one.address in self.points)
            and self.company in (None, one.company.id)
            and self.channel in (None, one.channel)
            and self.purpose in (None, one.purpose.id)
            and (self.message_class or one.message_class) == one.message_class
            and (self.message_class == "legal" or one.message_class != "legal")
            and (not self.until or self.until > one.created)
        )


class Consent(NamedTuple):
    address: str
    company: int
    channel: str
    purpose: int
    state: str
    given_at: object
    withdrawn_at: object
    until: object

    def is_about(self, one):
        return (
            self.address == one.address
            and self.company in (None, one.company.id)
            and self.channel in (None, one.channel)
            and self.purpose in (None, one.purpose.id)
        )


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    def _known_of(self, asked, now):
        """([Stop] that may be about these, the oldest first, Odoo's blacklists among them;
        {address: [Consent]}, oldest first; {address: [(company, Booking)]} of what was handed over
        lately, without what surely was not accepted). One statement for the three: it is asked for
        every message that leaves."""
        for name in READ:
            self.env[name].flush_model()
        rows = self.env.execute_query(
            SQL(
                KNOWN,
                now=now,
                oldest=min(one.created for one in asked),
                partners=sorted(set().union(*(one.partners for one in asked))),
                addresses=_addresses(asked),
                points=sorted({point for one in asked for point in one.points}),
            )
        )
        stops, consents, booked = [], {}, {}
        for what, id_, partner, data, *rest in rows:
            company, channel, word, purpose, reason, begin, withdrawn, until = rest
            if what == "stop":
                told = company, channel, word, purpose, reason, begin, until
                stops.append(Stop(id_, partner, tuple(data or ()), *told))
            elif what == "consent":
                told = company, channel, purpose, word, begin, withdrawn, until
                consents.setdefault(data, []).append(Consent(data, *told))
            else:
                booked[word] = [
                    (company, Booking(_at(seconds), *more)) for company, seconds, *more in data
                ]
        stops.sort(key=lambda stop: (stop.since, stop.id))
        return stops, consents, booked

    def _holidays(self, companies, now):
        """{company: dates} on which the calendar of a company is closed for everybody."""
        first, last = now - timedelta(days=1), now + timedelta(days=31)
        leaves = self.env["resource.calendar.leaves"].search(
            [
                ("resource_id", "=", False),
                ("company_id", "in", companies.ids),
                ("date_from", "<=", last),
                ("date_to", ">=", first),
            ]
        )
        days = {company: set() for company in companies}
        for leave in leaves:
            company = leave.company_id
            if leave.calendar_id and leave.calendar_id != company.resource_calendar_id:
                continue
            zone = pytz.timezone(leave.calendar_id.tz or company._bpm_zone())
            begin, end = (
                pytz.utc.localize(at).astimezone(zone).date()
                for at in (leave.date_from, leave.date_to - timedelta(seconds=1))
            )
            days[company] |= {begin + timedelta(days=n) for n in range((end - begin).days + 1)}
        return {company: frozenset(dates) for company, dates in days.items()}

    def _consent_state(self, consents, one, now):
        """ "given", "withdrawn", "asked" or "" for a message.

        The last word counts; a withdrawal after the message was written counts even when the
        person has consented again since.
        """
        state, last = "", fields.Datetime.to_datetime("1900-01-01")
        for consent in consents.get(one.address, ()):
            if not consent.is_about(one):
                continue
            # Moments of consents are whole seconds, those of rows are not.
            written = one.created.replace(microsecond=0)
            if consent.withdrawn_at and consent.withdrawn_at >= written:
                return "withdrawn"
            if consent.state == "asked":
                state = state or "asked"
                continue
            at = consent.withdrawn_at or consent.given_at
            holds = consent.state == "given" and not (consent.until and consent.until <= now)
            if at and at >= last and (holds or consent.state == "withdrawn"):
                state, last = consent.state, at
        return state


def _at(seconds):
    return datetime.fromtimestamp(seconds, pytz.utc).replace(tzinfo=None)


def _addresses(asked):
    return sorted({one.address for one in asked if one.address})

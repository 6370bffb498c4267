"""What the contact rules need to know that is the same for many messages, in plain values.

Read once for a batch: rules, holidays and companies change rarely, and a transaction that looks at
one message has no time to read them again. What a person may say at any moment (consent, stop list,
what they got) is never kept here.
"""

from dataclasses import dataclass, field
from typing import NamedTuple

from odoo import api, fields, models

from ...engine.contact_hours import in_force
from ...engine.contact_rule import Rule

EVERY = [("active", "in", (True, False))]  # archived ones as well
KEPT = "bpm_book"  # the name in the context under which the outbox hands its book on


class Purpose(NamedTuple):
    id: int
    code: str
    message_class: str


class Home(NamedTuple):
    """A company: where it is, its clock, and the days that count as Sundays."""

    id: int
    country_id: int
    country_code: str
    zone: str
    holidays: frozenset


class Policy(NamedTuple):
    """A contact rule: whom it is about, and what the engine reads of it.

    ``countries``: None where it is about every country; ``channels``: empty where it is about all.
    """

    company_id: int
    countries: frozenset | None
    message_class: str
    channels: tuple
    party: str
    date_from: object
    date_to: object
    rule: Rule
    way_out: str = ""

    def is_about(self, one, day):
        """Whether it speaks of a message (contact_person.Asked): its kind, its channel, who writes
        to whom."""
        return (
            self.company_id in (False, one.company.id)
            and self.message_class in (False, one.message_class)
            and (not self.channels or one.channel in self.channels)
            and self.party in (False, "firm" if one.is_firm else "person")
            and (
                self.countries is None
                or not self.countries.isdisjoint((one.company.country_id, one.country_id))
            )
            and in_force(self.date_from, self.date_to, day)
        )


@dataclass
class Book:
    """``asked``: who is behind the messages judged last, for the transaction that judged them."""

    policies: list
    homes: dict
    purposes: dict
    known: dict = field(default_factory=dict)
    asked: dict = field(default_factory=dict)

    def rules_for(self, one, now):
        """The engine's rules about a message, told once per kind of message."""
        key = (one.company.id, one.country_id, one.message_class, one.channel, one.is_firm)
        key += (now.date(),)
        if key not in self.known:
            self.known[key] = [
                policy.rule for policy in self.policies if policy.is_about(one, now.date())
            ]
        return self.known[key]

    def ways_out_for(self, one, now):
        """What the rules about a message say of how a text is stopped: a set of "link", "word"."""
        day = now.date()
        return {
            policy.way_out
            for policy in self.policies
            if policy.way_out and policy.is_about(one, day)
        }


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    @api.model
    def _book(self, companies, now=None):
        """A Book for messages of these companies, as of `now`."""
        policies = self.search([("active", "=", True)])
        policies.hours_ids.fetch(["first_day", "last_day", "opens", "closes", "policy_id"])
        purposes = self.env["bpm.contact.purpose"].search(EVERY)
        holidays = self._holidays(companies, now or fields.Datetime.now())
        return Book(
            policies=[policy._told() for policy in policies],
            homes={one.id: one._bpm_home(holidays[one]) for one in companies},
            purposes={one.id: Purpose(one.id, one.code, one.message_class) for one in purposes},
        )

    def _told(self):
        """This row in plain values."""
        countries = self.country_id or self.country_group_id.country_ids
        return Policy(
            company_id=self.company_id.id,
            countries=frozenset(countries.ids)
            if self.country_id or self.country_group_id
            else None,
            message_class=self.message_class,
            channels=self._channels(),
            party=self.party,
            date_from=self.date_from,
            date_to=self.date_to,
            rule=self._rule(),
            way_out=self.way_out or "",
        )


class ResCompany(models.Model):
    _inherit = "res.company"

    def _bpm_home(self, holidays):
        """This company as contact rules see it."""
        country = self.country_id
        return Home(self.id, country.id, country.code, self._bpm_zone(), holidays)

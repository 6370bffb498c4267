"""Contact rules: what law and company demand of messages to people outside, each a row.

A change of the law is one row: end the old one, copy it, begin the new one on the day. How a rule
is applied: engine/contact_rule.py; to which message: contact_verdict.py.
"""

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ...engine.contact_rule import Rule, week
from .contact_purpose import CLASSES

CHANNELS = [("email", "E-mail"), ("sms", "SMS"), ("messenger", "Messenger")]
CALL = "call"
CONTACTS = [*CHANNELS, (CALL, "Phone call")]
DAYS = [
    ("0", "Monday"),
    ("1", "Tuesday"),
    ("2", "Wednesday"),
    ("3", "Thursday"),
    ("4", "Friday"),
    ("5", "Saturday"),
    ("6", "Sunday"),
]
HOURS_OF_LIMITS = {"limit_day": 24, "limit_week": 168, "limit_month": 720}


class BpmContactPolicy(models.Model):
    _name = "bpm.contact.policy"
    _description = "Contact rule"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(string="In use", default=True)
    company_id = fields.Many2one("res.company", index=True, help="Empty: for every company.")

    # === WHAT IT IS ABOUT === #
    country_id = fields.Many2one(
        "res.country",
        index="btree_not_null",
        help="The rule is applied when the company or the recipient is there.",
    )
    country_group_id = fields.Many2one(
        "res.country.group", string="Group of countries", index="btree_not_null"
    )
    channel = fields.Selection(CONTACTS, help="Empty: on every channel that messages go by.")
    calls = fields.Boolean(
        "Phone calls, too",
        help="Calls about debts are judged by this rule as well, and count within its limits like "
        "messages.",
    )
    message_class = fields.Selection(CLASSES, string="Kind of message", help="Empty: every kind.")
    party = fields.Selection(
        [("person", "People"), ("firm", "Firms")],
        string="To whom",
        help="Empty: to people and firms. Somebody who works for a firm counts as the firm.",
    )
    date_from = fields.Date(string="From")
    date_to = fields.Date(string="To", help="The last day of the rule.")

    # === WHAT IT DEMANDS === #
    hours_ids = fields.One2many(
        "bpm.contact.hours",
        "policy_id",
        string="Open hours",
        copy=True,
        help="On the recipient's own clock. A day without hours is closed; no hours at all: any "
        "time. Public holidays of the company's calendar count as Sundays.",
    )
    limit_day = fields.Integer(string="At most in 24 hours", help="0: no limit.")
    limit_week = fields.Integer(string="At most in 7 days", help="0: no limit.")
    limit_month = fields.Integer(string="At most in 30 days", help="0: no limit.")
    pause_days = fields.Integer(
        string="Days without a call after a talk",
        help="Counted from a call about a debt in which they were talked to; one that reached "
        "nobody begins no pause. 0: no pause.",
    )
    consent = fields.Selection(
        [
            ("prior", "Only with consent"),
            ("soft", "With consent, or to own customers who did not object"),
        ],
        help="Whoever has withdrawn a consent gets nothing, whatever else is allowed.",
    )
    release = fields.Boolean(
        string="A person releases it", help="It waits in the outbox until somebody lets it go."
    )
    mark = fields.Boolean(
        "Says that it is advertising", help="Advertising by e-mail says so below its text."
    )
    source = fields.Text(
        string="Where it is written", help="The law, and what was not verified about it."
    )
    sentence = fields.Text(string="Rule", compute="_compute_sentence")

    _limits_not_negative = models.Constraint(
        "CHECK(coalesce(limit_day, 0) >= 0 AND coalesce(limit_week, 0) >= 0"
        " AND coalesce(limit_month, 0) >= 0)",
        "A limit is a number of messages, or 0 for none.",
    )
    _pause_remembered = models.Constraint(  # as long as contact_count.py remembers calls
        "CHECK(coalesce(pause_days, 0) BETWEEN 0 AND 30)",
        "A pause after a talk is a number of days up to 30, or 0 for none.",
    )
    _dates_in_order = models.Constraint(
        "CHECK(date_to IS NULL OR date_from IS NULL OR date_from <= date_to)",
        "The rule would end before it begins. Correct its dates.",
    )

    @api.constrains("country_id", "country_group_id")
    def _check_place(self):
        for policy in self:
            if policy.country_id and policy.country_group_id:
                raise ValidationError(
                    self.env._("Choose either one country or a group of countries, not both.")
                )

    # === AUDIT TRAIL === #

    @api.model_create_multi
    def create(self, vals_list):
        """Override to note who made a rule."""
        policies = super().create(vals_list)
        policies._note("contact_rule_made")
        return policies

    def write(self, vals):
        """Override to note who changed a rule, and what it says since."""
        result = super().write(vals)
        if vals.keys() - {"sequence"}:
            self._note("contact_rule_changed", fields=sorted(vals))
        return result

    def _note(self, event, **data):
        self.env["bpm.journal"].sudo()._append(
            [
                {
                    "event": event,
                    "res_model": self._name,
                    "res_id": policy.id,
                    "data": {**data, "what": policy.with_context(lang="en_US").sentence},
                }
                for policy in self
            ]
        )

    # === FOR THE ENGINE === #

    def _rule(self):
        """This row as the engine reads it."""
        self.ensure_one()
        return Rule(
            id=self.id,
            hours=self._hours(),
            limits=tuple(
                (hours, self[name]) for name, hours in HOURS_OF_LIMITS.items() if self[name]
            ),
            consent=self.consent or "",
            release=self.release,
            classes=(self.message_class,) if self.message_class else (),
            channels=self._channels(),
            pause=self.pause_days,
        )

    def _channels(self):
        """What it is about and what counts within its limits; none named: messages and calls."""
        if self.channel:
            return (self.channel,)
        return () if self.calls else tuple(channel for channel, _name in CHANNELS)

    def _hours(self):
        lines = self.hours_ids
        return (
            week(*((int(x.first_day), int(x.last_day), x.opens, x.closes) for x in lines))
            if (lines)
            else ()
        )

    def _laws_of(self, company):
        """The rows that speak of the company's country by name, or of a group it belongs to."""
        country = company.country_id
        rules = self.search([("company_id", "in", (False, company.id))])
        return rules.filtered(
            lambda rule: country and country in rule.country_id | rule.country_group_id.country_ids
        )


class BpmContactHours(models.Model):
    _name = "bpm.contact.hours"
    _description = "Open hours of a contact rule"
    _order = "first_day, opens, id"

    policy_id = fields.Many2one("bpm.contact.policy", required=True, index=True, ondelete="cascade")
    first_day = fields.Selection(DAYS, string="From day", required=True, default="0")
    last_day = fields.Selection(DAYS, string="To day", required=True, default="4")
    opens = fields.Float(string="From", required=True, default=9.0)
    closes = fields.Float(string="To", required=True, default=20.0)

    _hours_in_order = models.Constraint(
        "CHECK(opens >= 0 AND opens < closes AND closes <= 24)",
        "Open hours begin before they end, both within one day.",
    )

    @api.constrains("first_day", "last_day", "policy_id")
    def _check_days(self):
        for policy in self.policy_id:
            days = []
            for line in policy.hours_ids:
                first, last = int(line.first_day), int(line.last_day)
                if first > last:
                    raise ValidationError(
                        self.env._(
                            "Days are told from Monday to Sunday: the first one comes before the "
                            "last one. Write two lines where the hours run over a Sunday."
                        )
                    )
                days += range(first, last + 1)
            if len(days) != len(set(days)):
                raise ValidationError(
                    self.env._(
                        "A day of %s stands in two lines. Each day has one line.", policy.name
                    )
                )

"""A contact rule, told as a sentence: what people read in the list of rules."""

from datetime import date, timedelta

from odoo import api, models
from odoo.tools import format_date

from .contact_policy import HOURS_OF_LIMITS

MONDAY = date(2026, 11, 23)


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    @api.depends(
        "message_class",
        "party",
        "channel",
        "calls",
        "country_id",
        "country_group_id",
        "consent",
        "release",
        "way_out",
        "mark",
        *HOURS_OF_LIMITS,
        "pause_days",
        "hours_ids.first_day",
        "hours_ids.last_day",
        "hours_ids.opens",
        "hours_ids.closes",
    )
    @api.depends_context("lang")
    def _compute_sentence(self):
        for policy in self:
            demands = policy._demands()
            policy.sentence = self.env._(
                "%(subject)s: %(demands)s.",
                subject=policy._subject(),
                demands="; ".join(demands) if demands else self.env._("nothing is demanded"),
            )

    def _subject(self):
        """What the rule is about: "Debt to people, E-mail, Russia"."""
        kind = self._shown("message_class") or self.env._("Every message")
        whom = {
            "person": self.env._("to people"),
            "firm": self.env._("to firms"),
            False: self.env._("to anybody"),
        }[self.party]
        where = self._shown("channel") or (self.calls and self.env._("messages and phone calls"))
        further = [where, self.country_id.name or self.country_group_id.name]
        return ", ".join([f"{kind} {whom}", *filter(None, further)])

    def _demands(self):
        demands = []
        if self.consent == "prior":
            demands.append(self.env._("only with consent"))
        if self.consent == "soft":
            demands.append(self.env._("with consent, or to customers who did not object"))
        if self.release:
            demands.append(self.env._("a person releases it"))
        if self.hours_ids:
            hours = ", ".join(line._shown() for line in self.hours_ids)
            demands.append(self.env._("%s on their clock", hours))
        limits = [
            text
            for name, text in (
                ("limit_day", self.env._("%s in 24 hours", self.limit_day)),
                ("limit_week", self.env._("%s in 7 days", self.limit_week)),
                ("limit_month", self.env._("%s in 30 days", self.limit_month)),
            )
            if self[name]
        ]
        if limits:
            demands.append(self.env._("at most %s", ", ".join(limits)))
        if self.pause_days:
            demands.append(self.env._("no call within %s days after a talk", self.pause_days))
        if self.way_out == "link":
            demands.append(self.env._("a text to a phone ends with a link that stops it"))
        if self.way_out == "word":
            demands.append(self.env._("a text to a phone says that STOP stops it"))
        if self.mark:
            demands.append(self.env._("an e-mail says that it is advertising"))
        return demands

    def _shown(self, name):
        """The label of a choice, empty when nothing is chosen."""
        return dict(self._fields[name]._description_selection(self.env)).get(self[name], "")


class BpmContactHours(models.Model):
    _inherit = "bpm.contact.hours"

    def _shown(self):
        """ "Mon–Fri 08:00–22:00", days as the language abbreviates them."""
        names = [
            format_date(self.env, MONDAY + timedelta(days=int(day)), date_format="EEE")
            for day in (self.first_day, self.last_day)
        ]
        days = names[0] if names[0] == names[1] else "–".join(names)
        return f"{days} {_clock(self.opens)}–{_clock(self.closes)}"


def _clock(hours):
    """09:30 for 9.5."""
    minutes = round(hours * 60)
    return f"{minutes // 60:02}:{minutes % 60:02}"

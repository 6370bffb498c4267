"""The verdict of the contact rules as a sentence: which rule, and until when."""

from odoo import api, models
from odoo.tools import format_date, format_datetime


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    @api.model
    def _text(self, judged, one):
        """The sentence for an engine's verdict about `one` (contact_person.Asked)."""
        if judged.reason == "stop_list":
            return self._text_stopped(judged.rule)
        until = judged.until and self._on_their_clock(judged.until, one.zones[0])
        sentence = self._sentences(self.browse(judged.rule).name, until)[judged.reason]
        if judged.action == "drop" and until:
            return self.env._("%s That would be too late for it: it is not sent.", sentence)
        return sentence

    def _sentences(self, rule, until):
        limits = {
            name: self.env._(
                "Limit per person reached (%(window)s), free again on %(until)s. Rule: %(rule)s.",
                window=window,
                until=until,
                rule=rule,
            )
            for name, window in (
                ("limit_day", self.env._("24 hours")),
                ("limit_week", self.env._("7 days")),
                ("limit_month", self.env._("30 days")),
            )
        }
        never = self.env._("There is no hour at which it may be sent. Rule: %s.", rule)
        return limits | {
            "no_consent": self.env._("They have not consented to it. Rule: %s.", rule),
            "consent_asked": self.env._(
                "They were asked for their consent and have not answered yet. Rule: %s.", rule
            ),
            "withdrawn": self.env._("They have withdrawn their consent. Rule: %s.", rule),
            "after_talk": self.env._(
                "They were talked to; the pause after it ends on %(until)s. Rule: %(rule)s.",
                until=until,
                rule=rule,
            ),
            "release": self.env._("A person has to release it. Rule: %s.", rule),
            "quiet_hours": self.env._(
                "Quiet hours until %(until)s. Rule: %(rule)s.", until=until, rule=rule
            )
            if until
            else never,
        }

    def _text_stopped(self, stop):
        if not stop.id and stop.until:
            return self.env._("The address was on Odoo's blacklist when it was written.")
        if not stop.id:
            return self.env._("The address is on Odoo's blacklist.")
        since = format_date(self.env, stop.since)
        reason = dict(
            self.env["bpm.suppression"]._fields["reason"]._description_selection(self.env)
        )
        if stop.until:
            return self.env._(
                "On the stop list from %(since)s to %(until)s: %(reason)s.",
                since=since,
                until=format_date(self.env, stop.until),
                reason=reason.get(stop.reason, ""),
            )
        return self.env._(
            "On the stop list since %(since)s: %(reason)s.",
            since=since,
            reason=reason.get(stop.reason, ""),
        )

    def _on_their_clock(self, at, zone):
        """The moment as the recipient's clock shows it, with the zone it was read in."""
        time = format_datetime(self.env, at, tz=zone, dt_format="short")
        return self.env._("%(time)s (%(zone)s)", time=time, zone=zone)

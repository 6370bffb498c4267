"""May this debtor be called now? Asked of the contact rules, as the outbox asks for a message.

A call about a debt is of the kind "debt" on the channel "call". Whoever calls is a person, yet a
rule may want another one to release it; and a person may release one call that a limit or the hour
keeps back (payment_call_release.py). What may not be said at all is never released.
"""

from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date, format_time

from ...engine.local_time import on_the_clock
from .contact_person import Asked
from .contact_policy import CALL
from .contact_verdict import Verdict

PURPOSE = "payment_reminder"
RELEASABLE = ("wait", "hold")
GRACE = timedelta(minutes=15)  # from the beginning of a call to what is noted about it


class BpmContactPolicy(models.Model):
    _inherit = "bpm.contact.policy"

    @api.model
    def _call_verdicts(self, pairs, now, together=False, talked=False):
        """[(Asked, Verdict)] of calls about debts, in the order of `pairs` [(partner, company)].

        :param together: they were made, one after the other: each counts for those after it
        :param talked: they were talked to in them
        """
        if not pairs:
            return []
        companies = self.env["res.company"].union(*(company for _partner, company in pairs))
        book = self.sudo()._book(companies.sudo(), now)
        partners = self.env["res.partner"].sudo().union(*(partner for partner, _company in pairs))
        partners.fetch(["phone", "phone_sanitized"])
        released = self.env["bpm.payment.call.release"].sudo()._open(pairs, now)
        asked = [
            self._asked_to_call(
                partner.sudo(), company, book, now, (partner, company) in released, talked
            )
            for partner, company in pairs
        ]
        verdicts = self.sudo()._judge(asked, book, now, together)
        return [
            (one, Verdict("send") if one.released and verdict.action in RELEASABLE else verdict)
            for one, verdict in zip(asked, verdicts, strict=True)
        ]

    def _asked_to_call(self, partner, company, book, now, released, talked):
        return Asked(
            key=f"{CALL} {partner.id}",
            partner_id=partner.id,
            # A debtor without a number on the card was called all the same.
            address=partner._bpm_contact_point(CALL) or partner.phone or f"{CALL} {partner.id}",
            channel=CALL,
            purpose=next(one for one in book.purposes.values() if one.code == PURPOSE),
            company=book.homes[company.id],
            created=now,
            released=released,
            talked=talked,
        )

    @api.model
    def _call_told(self, verdict, company):
        """When a debtor may be called, in a few words on the reader's clock; "" for now."""
        if verdict.action == "send":
            return ""
        if verdict.action == "drop" or not verdict.until:
            return (
                self.env._("Not to be called")
                if verdict.action == "drop"
                else self.env._("To be called when somebody releases it")
            )
        zone = self.env.user.tz or company._bpm_zone()
        local = on_the_clock(verdict.until, zone)
        soon = verdict.until - fields.Datetime.now() < timedelta(days=6)
        day = format_date(self.env, local.date(), date_format="EEE" if soon else False)
        hour = format_time(self.env, local.time(), time_format="short")
        return self.env._("May be called from %(day)s %(hour)s", day=day, hour=hour)

"""A mail server or gateway in trouble: a problem is raised, and it is left alone for a while.

The problem itself is the memory: open, it tells how often it happened and when last.
"""

from datetime import timedelta

from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import LazyTranslate

from ...engine.backoff import pause

_lt = LazyTranslate(__name__)

KEYS = ("outbox.server.", "outbox.gateway.")
KEY = "outbox."
LONGEST = timedelta(minutes=30)


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _raise_problem(self, name, reason, record=None, key=None):
        """A problem, in the language of its owner, who is told by Odoo's queue of mails: a mail
        server that is in trouble must not keep the worker waiting once more."""
        problems = self.env["bpm.incident"].sudo().with_context(mail_notify_force_send=False)
        return problems._raise_incident(name, reason, record, key=key)

    def _ways_at_rest(self):
        """The keys of ways (outbox_ways.Way) to leave alone now, each time for longer."""
        now = fields.Datetime.now()
        return {
            problem.key.removeprefix(KEY)
            for problem in self._ways_troubled()
            if problem.last_at + min(pause(problem.attempts), LONGEST) > now
        }

    def _ways_in_trouble(self):
        """The keys of ways with an open problem, at rest or tried again."""
        return {problem.key.removeprefix(KEY) for problem in self._ways_troubled()}

    def _ways_troubled(self):
        """The open problems of mail servers and gateways."""
        return self._troubles(Domain.OR(Domain("key", "=like", f"{key}%") for key in KEYS))

    def _troubles(self, domain):
        return self.env["bpm.incident"].sudo().search(Domain("state", "=", "open") & Domain(domain))

    def _raise_trouble(self, way, answer):
        if way.kind == "mail":
            title = _lt("Mail server %(name)s", name=way.name or _lt("by Odoo's choice"))
        else:
            title = _lt("Gateway %(name)s", name=way.name)
        self._raise_problem(
            title,
            _lt(
                "Messages cannot be handed over; they wait and go on by themselves. %(detail)s",
                detail=answer.detail,
            ),
            key=f"{KEY}{way.key}",
        )

    def _close_trouble(self, way):
        """It takes messages again."""
        if problems := self._troubles([("key", "=", f"{KEY}{way.key}")]):
            problems._close("done", method="cron")

    def _raise_no_way(self, company):
        """Nothing is set up that carries messages to such numbers."""
        self._raise_problem(
            _lt("No gateway for messages to phones"),
            _lt(
                "Messages wait until one is switched on that carries their numbers (Workdesk ▸ "
                "Configuration ▸ Messages & Gateways ▸ Gateways)."
            ),
            key=f"outbox.way.{company.id}",
        )

    def _raise_no_answer(self, detail):
        """Somebody has to find out whether these arrived: one problem per company."""
        for company, messages in self.grouped("company_id").items():
            self._raise_problem(
                _lt("Messages without an answer from the gateway"),
                _lt(
                    "Ask the receivers or the provider whether they arrived; they are never sent "
                    "again by themselves (Workdesk ▸ Outreach ▸ Outbox). %(detail)s",
                    detail=detail,
                ),
                messages[0],
                key=f"outbox.unknown.{company.id}",
            )

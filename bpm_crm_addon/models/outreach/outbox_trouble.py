"""When a mail server is in trouble: a problem is raised, and the server is left alone for a while.

The problem itself is the memory: open, it tells how often it happened and when last.
"""

from datetime import timedelta

from odoo import fields, models

from ...engine.backoff import pause

KEY = "outbox.server."
LONGEST = timedelta(minutes=30)


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _raise_problem(self, name, reason, record=None, key=None):
        """A problem whose owner is told by Odoo's queue of mails: a mail server that is in trouble
        must not keep the worker waiting once more."""
        problems = self.env["bpm.incident"].sudo().with_context(mail_notify_force_send=False)
        return problems._raise_incident(name, reason, record, key=key)

    def _servers_at_rest(self):
        """The ids of mail servers (0: Odoo's choice) to leave alone now, each time for longer."""
        now = fields.Datetime.now()
        problems = self._troubles([("key", "=like", f"{KEY}%")])
        return {
            int(problem.key.removeprefix(KEY))
            for problem in problems
            if problem.last_at + min(pause(problem.attempts), LONGEST) > now
        }

    def _servers_in_trouble(self):
        """The ids of mail servers with an open problem, at rest or tried again."""
        problems = self._troubles([("key", "=like", f"{KEY}%")])
        return {int(problem.key.removeprefix(KEY)) for problem in problems}

    def _troubles(self, domain):
        return self.env["bpm.incident"].sudo().search([("state", "=", "open"), *domain])

    def _raise_trouble(self, server, answer):
        name = server.name or self.env._("by Odoo's choice")
        self._raise_problem(
            self.env._("Mail server %(name)s", name=name),
            self.env._(
                "Messages cannot be handed over; they wait and go on by themselves. %(detail)s",
                detail=answer.detail,
            ),
            key=f"{KEY}{server.id or 0}",
        )

    def _close_trouble(self, server):
        """It takes messages again."""
        if problems := self._troubles([("key", "=", f"{KEY}{server.id or 0}")]):
            problems._close("done", method="cron")

    def _raise_no_answer(self, detail):
        """Somebody has to find out whether these arrived: one problem per company."""
        for company, messages in self.grouped("company_id").items():
            self._raise_problem(
                self.env._("Messages without an answer from the gateway"),
                self.env._(
                    "Ask the receivers or the provider whether they arrived; they are never sent "
                    "again by themselves (Workdesk ▸ Outreach ▸ Outbox). %(detail)s",
                    detail=detail,
                ),
                messages[0],
                key=f"outbox.unknown.{company.id}",
            )

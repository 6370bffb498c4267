"""Trying again what failed: by hand, and by a scheduled action with growing pauses."""

import logging

import psycopg2

from odoo import api, fields, models
from odoo.exceptions import UserError

from ...engine.backoff import pause

_logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 10


class BpmIncident(models.Model):
    _inherit = "bpm.incident"

    def action_retry(self):
        """Try again now, each problem by itself; say what came of it."""
        self._check_may_act()
        chosen = self.filtered(lambda one: one.state == "open" and one.res_method)
        if not chosen:
            raise UserError(
                self.env._(
                    "There is nothing here that could be tried again. Remove the cause, then "
                    "dismiss the problem with a word about what was done."
                )
            )
        chosen = chosen.sudo()._hold()
        for incident in chosen:
            incident._note_attempt()
            incident._attempt()
        return self._tell_outcome(chosen)

    def _tell_outcome(self, tried):
        failed = tried.filtered(lambda one: one.state == "open")
        if not tried:
            message = self.env._(
                "It is being tried again at this very moment. Look again in a minute."
            )
        elif failed and len(tried) == 1:
            message = self.env._("The problem is still there. %(reason)s", reason=failed.reason)
        elif failed:
            message = self.env._(
                "Solved: %(solved)s, still there: %(failed)s. %(reason)s",
                solved=len(tried - failed),
                failed=len(failed),
                reason=failed[0].reason,
            )
        else:
            message = self.env._("Solved: %(solved)s.", solved=len(tried))
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "message": message,
                "type": "warning" if failed or not tried else "success",
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

    # === BY A SCHEDULED ACTION === #

    @api.model
    def _cron_retry(self):
        """Try again what is due, a commit for each.

        The attempt is counted and the next one put off *before* trying, and committed: work
        that kills its process does not come first again for ever.
        """
        due = self.sudo().search(
            [
                ("state", "=", "open"),
                ("res_method", "!=", False),
                ("next_attempt_at", "<=", fields.Datetime.now()),
            ],
            order="next_attempt_at, id",
        )
        cron = self.env["ir.cron"]
        cron._commit_progress(remaining=len(due))
        for incident in due:
            if incident._claim():
                cron._commit_progress()
                incident._hold()._attempt(method="cron")
            if not cron._commit_progress(1):
                break

    def _claim(self):
        """Count an attempt, unless somebody else is at it or has been; tell whether."""
        try:
            with self.env.cr.savepoint():
                now = fields.Datetime.now()
                mine = self._hold().filtered(lambda one: (one.next_attempt_at or now) <= now)
                mine._note_attempt()
        except psycopg2.OperationalError:
            return False
        return bool(mine)

    def _hold(self):
        """Those of the problems that are open and that nobody else has in hand, locked."""
        self.invalidate_recordset()
        return self.try_lock_for_update().filtered(lambda one: one.state == "open")

    # === ONE ATTEMPT === #

    def _note_attempt(self):
        now = fields.Datetime.now()
        for incident in self:
            attempts = incident.attempts + 1
            incident.write(
                {
                    "attempts": attempts,
                    "last_at": now,
                    "next_attempt_at": now + pause(attempts) if attempts < MAX_ATTEMPTS else False,
                }
            )

    def _attempt(self, method="screen"):
        """Repeat one work in a savepoint; close the problem or keep the new reason.

        Work that answers False has done what it could, and the problem is still there.
        """
        if not self:
            return None
        record = self.res_model in self.env and self.env[self.res_model].browse(self.res_id)
        if not record or not record.exists():
            return self._close("dismissed", self.env._("What it was about no longer exists."))
        try:
            with self.env.cr.savepoint():
                solved = self._repeat(record) is not False
        except Exception as error:
            _logger.info("Problem %s: attempt %s failed", self.id, self.attempts, exc_info=True)
            self.write({"reason": self._sentence(error)})
            return self._note("problem_retried", method)
        if not solved:
            return self._note("problem_retried", method)
        return self._close("done", method=method)

    def _repeat(self, record):
        if self.res_method not in self._retryable(record):
            raise UserError(
                self.env._(
                    "This work cannot be repeated any more since the addon was upgraded. Do it by "
                    "hand, then dismiss the problem."
                )
            )
        record = record.sudo().with_company(self.company_id or self.env.company)
        return getattr(record, self.res_method)()

    def _sentence(self, error):
        if isinstance(error, psycopg2.OperationalError):
            return self.env._("Somebody else was changing the same at that moment.")
        return str(error) or type(error).__name__

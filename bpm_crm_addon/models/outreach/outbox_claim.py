"""The claim: the last look at a message before it leaves, in one transaction.

Still wanted, allowed by the contact rules at this very moment, counted, well-formed: only then it
is "being handed over", and only after the commit does anybody outside hear of it.
"""

import logging

import psycopg2

from odoo import fields, models

from ...engine.backoff import pause
from .email_gateway import new_message_id
from .outbox_worker import MOST_ATTEMPTS

_logger = logging.getLogger(__name__)
RULES = "bpm.contact.policy"


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _claim(self, gateway):
        """Take the message in hand; return the Prepared mail, None when it does not go now.

        A message that cannot be prepared does not stop the others.
        """
        try:
            with self.env.cr.savepoint():
                return self._judge(gateway)
        except psycopg2.OperationalError:
            raise
        except Exception as error:
            _logger.info("Message %s could not be prepared", self.id, exc_info=True)
            self._note_broken(error)
            return None

    def _judge(self, gateway):
        """Every question that may stop it, in this order: is it still ours, may the company send,
        is it too late, is it still wanted, do the rules allow it, is it a rehearsal."""
        now = fields.Datetime.now()
        if not self._is_free(now):
            return None
        if self.expires_at and self.expires_at <= now:
            return self._stop("stale")
        if sentence := self._not_wanted():
            return self._stop("not_wanted", sentence)
        if not self._allowed(now):
            return None
        if self.rehearsal:
            return self._stop("rehearsal")
        self.external_id = self.external_id or new_message_id(self)
        mail = gateway.build(self)
        self.env[RULES].sudo()._count(self, now)
        return self._begin(mail)

    def _begin(self, mail):
        """From here on it may be with the server; it is locked since `_is_free`."""
        self._put("sending", attempts=self.attempts + 1)
        return mail

    def _is_free(self, now):
        """Whether it still waits, nobody holds it, and its company may send."""
        if not self._held_in(("queued",)) or self.held or self.company_id._bpm_is_paused():
            return False
        return self.rehearsal or self.company_id._bpm_outreach_left(now)[self.company_id.id] != 0

    def _stop(self, reason, sentence=None, **values):
        self._move("suppressed", reason, sentence, **values)

    def _not_wanted(self):
        """Why the document it is about does not want it any more, or nothing."""
        if not self.res_model or self.res_model not in self.env:
            return None
        document = self.env[self.res_model].sudo().browse(self.res_id).exists()
        if not document:
            return self.env._("What it was about no longer exists.")
        if not hasattr(document, "_bpm_still_wanted"):
            return None
        return document._bpm_still_wanted(self).get(self.id)

    # === CONTACT RULES === #

    def _allowed(self, now):
        """Ask the rules; a message that may not go now is put off, held or stopped by this."""
        verdict = self.env[RULES].sudo()._verdicts(self, now)[self.id]
        if verdict.action == "send":
            return True
        why = self._reason_values(verdict.reason, verdict.text) | {
            "policy_id": verdict.policy_id or False,
            "until": verdict.until or False,
        }
        if verdict.action == "drop" or (self.rehearsal and verdict.action in ("wait", "hold")):
            self._stop(verdict.reason, verdict.text, policy_id=why["policy_id"])
        elif verdict.action == "hold":
            self.write(why | {"held": True, "lease": 0})
        else:
            self.write(why | {"next_attempt_at": verdict.until, "lease": 0})
        return False

    # === WHAT DOES NOT LEAVE NOW === #

    def _put_off(self, reason, words):
        """Try again later, each time after a longer pause; it has not left."""
        if not self._held_in(("queued",)):
            return
        attempts = self.attempts + 1
        later = fields.Datetime.now() + pause(attempts)
        values = {"attempts": attempts, "next_attempt_at": later, "lease": 0}
        self.write(values | self._reason_values(reason, words))

    def _note_broken(self, error):
        """A few more attempts, with pauses; then it has failed. One problem for all alike."""
        words, attempts = str(error) or type(error).__name__, self.attempts + 1
        if attempts >= MOST_ATTEMPTS:
            self._move("failed", "broken", words, attempts=attempts)
        else:
            self._put_off("broken", words)
        purpose = self.purpose_id
        self._raise_problem(
            self.env._(
                "A message could not be prepared: %(purpose)s", purpose=self.purpose_id.name
            ),
            words,
            self,
            key=f"outbox.broken.{purpose.code}.{type(error).__name__}",
        )

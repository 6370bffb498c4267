"""The states of a message: one door for every change, and who is told."""

import logging

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL, LazyTranslate, format_datetime

from .message import FINAL

_lt = LazyTranslate(__name__)
_logger = logging.getLogger(__name__)

# From where a message may come into each state. A receipt moves forward only.
SOURCES = {
    "queued": ("sending",),
    "sending": ("queued",),
    "sent": ("sending", "unknown"),
    "delivered": ("sending", "unknown", "sent"),
    "unknown": ("sending",),
    "failed": ("queued", "sending", "unknown", "sent"),
    "suppressed": ("queued",),
    "cancelled": ("queued", "failed"),
}

# What the reasons of the outbox itself mean; those of rules and of documents bring a sentence.
REASONS = {
    "no_address": _lt("There is no usable e-mail address. Write it on the counterparty's card."),
    "no_phone": _lt("There is no usable phone number. Write it on the counterparty's card."),
    "no_text": _lt("There is no text to send."),
    "too_long": _lt("The text is longer than ten parts: make it shorter."),
    "stale": _lt("It came too late: it should have been sent earlier."),
    "rehearsal": _lt("Rehearsal: it would have been sent now."),
    "unreachable": _lt("The mail server cannot be reached; it is tried again."),
    "busy": _lt("The mail server asked to come back later; it is tried again."),
    "refused": _lt("The mail server refused it."),
    "gateway_away": _lt("The gateway takes no messages now; it is tried again."),
    "gateway_refused": _lt("The gateway refused it."),
    "no_way": _lt("No gateway carries messages to this number. It waits until one is switched on."),
    "no_answer": _lt(
        "The server gave no clear answer. Nobody knows whether it arrived, so it is never sent "
        "again by itself."
    ),
    "interrupted": _lt(
        "Sending was interrupted. Nobody knows whether it arrived, so it is never sent again by "
        "itself."
    ),
    "broken": _lt("It could not be prepared for sending."),
    "bounced": _lt("It came back."),
}
# Short, for counting; those of the contact rules too.
REASON_NAMES = {
    "no_address": _lt("no address"),
    "no_phone": _lt("no phone number"),
    "no_text": _lt("no text"),
    "too_long": _lt("text too long"),
    "stale": _lt("too late"),
    "rehearsal": _lt("rehearsal"),
    "not_wanted": _lt("not needed any more"),
    "quiet_hours": _lt("quiet hours"),
    "limit_day": _lt("daily limit per person"),
    "limit_week": _lt("weekly limit per person"),
    "limit_month": _lt("monthly limit per person"),
    "no_consent": _lt("no consent"),
    "consent_asked": _lt("consent not confirmed"),
    "withdrawn": _lt("consent withdrawn"),
    "stop_list": _lt("on the stop list"),
    "release": _lt("a person must release it"),
}


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    reason_told = fields.Char(string="Reason", compute="_compute_reason_told")

    @api.depends("reason", "reason_text", "detail", "state", "held", "not_before", "company_id")
    @api.depends_context("lang", "tz")
    def _compute_reason_told(self):
        """The reason in the reader's language, with what only the server can say; for one that
        waits without a reason, what it waits for."""
        for message in self:
            message.reason_told = (
                self._reason_sentence(message.reason, message.detail)
                or message.reason_text
                or (message.state == "queued" and message._waiting_told())
                or ""
            )

    def _waiting_told(self):
        if self.held:
            return self.env._("A person has to release it.")
        if self.company_id.sudo()._bpm_is_paused():
            return self.env._("Everything is paused; it goes on when somebody resumes it.")
        if self.not_before and self.not_before > fields.Datetime.now():
            when = format_datetime(self.env, self.not_before, dt_format="short")
            return self.env._("It is planned for %s.", when)
        return ""

    @api.model
    def _reason_sentence(self, reason, detail=None):
        """What a reason of the outbox itself means, for people; nothing for those of others."""
        word = REASONS.get(reason)
        return " ".join(filter(None, [self.env._(word), detail])) if word else ""  # pylint: disable=gettext-variable

    def _reason_values(self, reason, text):
        """How a reason is stored. `text`: the sentence of whoever decided, as `_in_languages` takes
        it, or the server's words where the outbox itself has a sentence."""
        is_ours = reason in REASONS
        return {
            "reason": reason,
            "reason_text": self._in_languages(
                (lambda me: me._reason_sentence(reason, text)) if is_ours else text
            ),
            "detail": text if is_ours else False,
        }

    def _reason_words(self):
        """Why it did not go, {language: sentence}: for what keeps watch over the message."""
        return self._in_languages(lambda me: me.reason_told)

    @api.model
    def _reason_names(self):
        """What a reason is called where messages are counted: {code: lazy translation}.

        Override it to add codes, calling super first.
        """
        return REASON_NAMES

    # === THE DOOR === #

    def _move(self, state, reason=None, text=None, **values):
        """Bring those of the messages that may come into `state` there; return them.

        The others stay as they are. What they are about is told of a final state, in the same
        transaction. One statement: nothing is computed from the fields of a message.
        """
        if not self:
            return self
        now = fields.Datetime.now()
        values = {**self._reason_values(reason, text), **values, "state": state}
        if state in FINAL:
            values |= {"settled_at": now, "lease": 0, "next_attempt_at": False, "until": False}
        assigned = self._assigned({**values, "write_date": now, "write_uid": self.env.uid})
        if state == "delivered" and "handed_over_at" not in values:
            # Nobody had known of it until now: it had left when its answer did not come.
            left = SQL("coalesce(handed_over_at, settled_at, %s)", now)
            assigned = SQL("%s, handed_over_at = %s", assigned, left)
        rows = self.env.execute_query(
            SQL(
                """UPDATE bpm_message SET %s WHERE id IN (
                     SELECT id FROM bpm_message WHERE id = ANY(%s) AND state = ANY(%s)
                      ORDER BY id FOR UPDATE)
                   RETURNING id, res_model""",
                assigned,
                self.ids,
                list(SOURCES[state]),
            )
        )
        moved = self.browse(sorted(row[0] for row in rows))
        moved.invalidate_recordset(flush=False)
        if state in FINAL:
            moved._tell_documents({model for _id, model in rows if model})
        return moved

    def _assigned(self, values):
        """SQL that gives stored fields these values; what waited to be written comes first."""
        self.flush_recordset()
        columns = {
            name: self._reason_column(value)
            if name == "reason_text"
            else self._fields[name].convert_to_column(value, self)
            for name, value in values.items()
        }
        return SQL(", ").join(
            SQL("%s = %s", SQL.identifier(name), value) for name, value in columns.items()
        )

    def _held_in(self, states):
        """Those of the messages that are in one of the states, locked until the commit."""
        if not self:
            return self
        self.flush_recordset()
        rows = self.env.execute_query(
            SQL(
                "SELECT id FROM bpm_message WHERE id = ANY(%s) AND state = ANY(%s) ORDER BY id"
                " FOR UPDATE",
                self.ids,
                list(states),
            )
        )
        found = self.browse(row[0] for row in rows)
        found.invalidate_recordset()
        return found

    def _tell_documents(self, models):
        """Let what the messages are about know that they have moved. `models`: of what they are.

        A document that fails at it does not take back what has happened outside: that becomes a
        problem instead.
        """
        if not any(hasattr(self.env.get(model), "_bpm_message_moved") for model in models):
            return
        for model, messages in self.sudo().grouped("res_model").items():
            if not model or not hasattr(self.env.get(model), "_bpm_message_moved"):
                continue
            records = self.env[model].sudo().browse(set(messages.mapped("res_id"))).exists()
            try:
                with self.env.cr.savepoint():
                    records._bpm_message_moved(messages)
            except psycopg2.OperationalError:
                raise
            except Exception as error:
                _logger.exception("Messages %s: their documents were not told", messages.ids)
                self._raise_problem(
                    _lt("A document was not told what became of its message"),
                    str(error) or type(error).__name__,
                    messages[0],
                    key=f"outbox.told.{model}",
                )

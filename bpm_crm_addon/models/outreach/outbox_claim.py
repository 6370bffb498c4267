"""The claim: the last look at a message before it leaves, in one transaction.

Still wanted, allowed by the contact rules at this very moment, counted, well-formed: only then it
is "being handed over", and only after the commit does anybody outside hear of it.
"""

from datetime import timedelta
from typing import NamedTuple

from odoo import fields, models
from odoo.tools import SQL, LazyTranslate, ormcache

from ...engine.backoff import pause
from .contact_book import KEPT
from .email_gateway import new_message_id
from .outbox_worker import MOST_ATTEMPTS

_lt = LazyTranslate(__name__)

RULES = "bpm.contact.policy"


class Taken(NamedTuple):
    """A message in hand: as its way takes it, and what that costs."""

    prepared: object
    cost: float


def _is_plain(field):
    """Whether what stands in the field's column is its value."""
    depends = getattr(field, "translate", False) or field.company_dependent
    return field.store and field.column_type and not depends


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    def _claim(self, due, way, ways):
        """Take the message in hand; return it Taken, None when it does not go now.

        Every question that may stop it, in this order: is it still ours, may the company send, is
        it too late, is it still wanted, do the rules allow it, is it a rehearsal.
        """
        now = fields.Datetime.now()
        taken, is_there = self._take(now, due)
        if not taken:
            return None
        if self.expires_at and self.expires_at <= now:
            return self._stop_late()
        if sentence := self._not_wanted(is_there):
            return self._stop("not_wanted", sentence)
        rules = self.env[RULES].sudo().with_context(**{KEPT: ways.batch.book})
        if not self._allowed(rules, now):
            return None
        if self.rehearsal:
            return self._stop("rehearsal")
        return self._begin(rules, now, due, way, ways)

    def _begin(self, rules, now, due, way, ways):
        """From here on it may be with the server; it is locked since `_take`."""
        sender = ways.batch.sender(due)
        number = self._number(sender, way)
        self._remember({"external_id": number})
        prepared = ways.build(self.with_context(**{KEPT: ways.batch.book}), way, sender)
        rules._count(self, now)
        cost = way.price * (self.segments or 0)
        self._move(
            "sending",
            attempts=self.attempts + 1,
            external_id=number,
            gateway_id=way.id if way.kind != "mail" else False,
        )
        return Taken(prepared, cost)

    def _number(self, sender, way):
        """The number under which it is handed over, the same at every attempt on this way."""
        if self.channel == "email":
            return self.external_id or new_message_id(self, sender)
        return self._number_at_odoo() if way.kind == "odoo" else self._reference()

    # === READ AND LOCKED IN ONE STATEMENT === #

    def _take(self, now, due):
        """Lock and read it: (whether it still waits and its company may send, whether what it is
        about still exists; None where that is not known).

        Those being handed over count as handed over where a company has a ceiling.
        """
        self.flush_model()
        names, columns = self._plain_columns()
        files = self._fields["attachment_ids"]
        rows = self.env.execute_query(
            SQL(
                """SELECT c.bpm_outreach_mode = 'paused', CASE
                            WHEN c.bpm_outreach_ceiling > 0 AND NOT m.rehearsal
                            THEN c.bpm_outreach_ceiling <= (
                              SELECT count(*) FROM (
                                SELECT FROM bpm_message WHERE company_id = c.id
                                   AND handed_over_at > %(since)s
                                UNION ALL
                                SELECT FROM bpm_message WHERE company_id = c.id
                                   AND state = 'sending') AS gone) END,
                          EXISTS (SELECT FROM %(files)s WHERE %(file)s = m.id), %(is_there)s,
                          %(columns)s
                     FROM bpm_message m JOIN res_company c ON c.id = m.company_id
                    WHERE m.id = %(id)s AND m.state = 'queued' AND NOT coalesce(m.held, FALSE)
                      FOR UPDATE OF m""",
                since=now - timedelta(hours=1),
                files=SQL.identifier(files.relation),
                file=SQL.identifier(files.column1),
                is_there=self._is_there(due),
                columns=columns,
                id=self.id,
            )
        )
        if not rows:
            return False, None
        is_paused, is_full, has_files, is_there, *values = rows[0]
        self.invalidate_recordset(flush=False)
        self._remember(dict(zip(names, values, strict=True)))
        if not has_files:
            self._remember({"attachment_ids": ()})
        return not is_paused and not is_full, is_there

    @ormcache()
    def _plain_columns(self):
        """(names, SQL) of the columns that a claim reads."""
        names = [name for name, field in self._fields.items() if _is_plain(field)]
        return names, SQL(", ").join(SQL.identifier("m", name) for name in names)

    def _is_there(self, due):
        """SQL: whether what the message is about still exists, where that is a table."""
        model = self.env.get(due.res_model)
        if model is None or model._abstract or not model._auto:
            return SQL("NULL")
        return SQL("EXISTS (SELECT FROM %s WHERE id = m.res_id)", SQL.identifier(model._table))

    def _remember(self, values):
        """Let fields have these values of their columns, without reading them again."""
        for name, value in values.items():
            self._fields[name]._update_cache(self, value)

    # === WHAT STOPS IT === #

    def _stop(self, reason, sentence=None, **values):
        self._move("suppressed", reason, sentence, **values)

    def _not_wanted(self, is_there):
        """Why the document it is about does not want it any more, or nothing: a sentence as it
        stands in the source, which becomes one in each language."""
        if not self.res_model or self.res_model not in self.env:
            return None
        document = self.env[self.res_model].sudo().browse(self.res_id).with_context(lang=None)
        if is_there is False or (is_there is None and not document.exists()):
            return self.env._("What it was about no longer exists.")
        if not hasattr(document, "_bpm_still_wanted"):
            return None
        return document._bpm_still_wanted(self).get(self.id)

    # === CONTACT RULES === #

    def _allowed(self, rules, now):
        """Ask the rules; a message that may not go now is put off, held or stopped by this."""
        verdict = rules._verdicts(self, now)[self.id]
        if verdict.action == "send":
            return True
        tell = verdict.tell
        words = self._in_languages(
            (lambda me: tell(rules.with_env(me.env))) if tell else verdict.text
        )
        why = self._reason_values(verdict.reason, words) | {
            "policy_id": verdict.policy_id or False,
            "until": verdict.until or False,
        }
        if verdict.action == "drop" or (self.rehearsal and verdict.action in ("wait", "hold")):
            self._stop(verdict.reason, words, policy_id=why["policy_id"])
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
        if not self._held_in(("queued",)):
            return
        words, attempts = str(error) or type(error).__name__, self.attempts + 1
        if attempts >= MOST_ATTEMPTS:
            self._move("failed", "broken", words, attempts=attempts)
        else:
            self._put_off("broken", words)
        purpose = self.purpose_id
        self._raise_problem(
            _lt("A message could not be prepared: %(purpose)s", purpose=purpose.name),
            words,
            self,
            key=f"outbox.broken.{purpose.code}.{type(error).__name__}",
        )

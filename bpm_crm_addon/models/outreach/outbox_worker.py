"""The worker: hands over what waits in the outbox, at most once, whatever happens to it.

One message goes like this: claimed as "being handed over" and committed; given to the server;
what came of it committed, with the claim of the next one. A message found in between under a lease
nobody holds was interrupted: nobody knows whether it arrived. Any number of workers share the
outbox.
"""

import logging
import random
import time
from contextlib import contextmanager

import psycopg2

from odoo import api, fields, models
from odoo.tools import SQL

from ...engine.backoff import pause
from .email_gateway import EmailGateway
from .outbox_lease import dead, lease
from .res_company import CAPABILITY

_logger = logging.getLogger(__name__)

BATCH = 50
REPORTED = 10  # messages after which Odoo's schedule is asked whether there is time for more
MOST_ATTEMPTS = 5
TRIES = 5  # of a transaction that others keep getting in the way of


class BpmMessage(models.Model):
    _inherit = "bpm.message"

    @api.model
    def _bpm_outbox_run(self):
        """Hand over what may go now; called by the scheduled action."""
        outbox = self.sudo()
        outbox._persist(outbox._recover)
        if not self.env["res.groups"]._is_feature_enabled(CAPABILITY):
            return
        while outbox._persist(outbox._drop_stale):
            pass
        gateway, blocked = EmailGateway(), outbox._servers_at_rest()
        gateway.suspects = outbox._servers_in_trouble()
        try:
            more = True
            while more:
                with outbox._reserved(blocked) as messages:
                    more = messages._hand_over_all(gateway, blocked)
        finally:
            gateway.close()

    # === WHAT OTHERS LEFT === #

    def _recover(self):
        """Messages of workers that are gone: what was being handed over has no known end, what
        was only reserved is free again."""
        rows = self.env.execute_query(
            SQL("SELECT lease, array_agg(id) FROM bpm_message WHERE lease > 0 GROUP BY lease")
        )
        gone = dead(self.env.cr, [number for number, _ids in rows])
        left = self.browse(id_ for number, ids in rows if number in gone for id_ in ids)
        interrupted = left._move("unknown", "interrupted")
        left._held_in(("queued",)).write({"lease": 0})
        interrupted._raise_no_answer(self.env._("Sending was interrupted"))

    def _drop_stale(self):
        """What came too late is not sent, also what nobody released; returns some of it."""
        late = [
            ("state", "=", "queued"),
            ("lease", "=", 0),
            ("expires_at", "<=", fields.Datetime.now()),
        ]
        found = self.search(late, limit=500).try_lock_for_update()
        return found._move("suppressed", "stale")

    # === RESERVING === #

    @contextmanager
    def _reserved(self, blocked):
        """Messages that no other worker touches during the block, in order of priority."""
        with lease(self.env.cr.dbname) as number:
            messages = self._persist(lambda: self._reserve(number, blocked)) or self.browse()
            try:
                yield messages
            finally:
                self.env.cr.rollback()
                self._persist(lambda: messages._free(number))

    def _free(self, number):
        """Those that have not been handed over may be reserved by others."""
        left = self._held_in(("queued",))
        left.filtered(lambda one: one.lease == number).write({"lease": 0})

    def _reserve(self, number, blocked):
        """Mark the next ones as ours; what others are marking now is passed over."""
        self.flush_model()
        now = fields.Datetime.now()
        rows = self.env.execute_query(
            SQL(
                """UPDATE bpm_message SET lease = %(lease)s WHERE id IN (
                     SELECT m.id FROM bpm_message m
                       LEFT JOIN bpm_department d ON d.id = m.department_id
                      WHERE m.state = 'queued' AND NOT m.held AND m.lease = 0
                        AND m.company_id = ANY(%(companies)s)
                        AND (m.not_before IS NULL OR m.not_before <= %(now)s)
                        AND (m.next_attempt_at IS NULL OR m.next_attempt_at <= %(now)s)
                        AND (m.rehearsal OR coalesce(d.mail_server_id, 0) <> ALL(%(blocked)s))
                      ORDER BY m.priority, m.id LIMIT %(limit)s
                        FOR UPDATE OF m SKIP LOCKED)
                   RETURNING id, priority""",
                lease=number,
                companies=self._open_companies(now),
                now=now,
                blocked=list(blocked),
                limit=BATCH,
            )
        )
        self.invalidate_model()
        return self.browse(id_ for id_, _priority in sorted(rows, key=lambda row: (row[1], row[0])))

    def _open_companies(self, now):
        """The ids of companies that may send now: not paused, and below their ceiling."""
        companies = self.env["res.company"].search([("bpm_outreach_mode", "!=", "paused")])
        left = companies._bpm_outreach_left(now)
        return [company.id for company in companies if left[company.id] != 0]

    # === ONE MESSAGE === #

    def _hand_over_all(self, gateway, blocked):
        """A batch, one after the other; whether there may be more to do and time to do it."""
        cron, has_more, handed = self.env["ir.cron"], False, None
        for number, message in enumerate(self, 1):
            # Each is read by itself: between two commits nothing read ahead would be of use.
            message = message.with_prefetch()
            if message._server() in blocked and not message.rehearsal:
                continue
            has_more = True
            handed = message._hand_over(gateway, blocked, handed)
            if number % REPORTED == 0 and not cron._commit_progress(REPORTED):
                has_more = False
                break
        self._persist(lambda: self._settle(handed, gateway))
        return has_more and cron._commit_progress(len(self) % REPORTED)

    def _server(self):
        """The number of the mail server this message goes through; 0: Odoo chooses."""
        return self.department_id.mail_server_id.id or 0

    def _hand_over(self, gateway, blocked, before):
        """One message from claim to the server's answer.

        :param before: (message, Answer) of the one before; written down with this claim
        :return: (message, Answer) of this one, None when it did not go
        """
        self = self.with_company(self.company_id)
        if not self.rehearsal and (trouble := gateway.connect(self)):
            blocked.add(self._server())
            self._persist(lambda: (self._settle(before, gateway), self._report(trouble)))
            return None
        if gateway.has_just_opened:
            self.env.cr.rollback()  # what has changed while connecting counts
        done = self._persist(lambda: (self._settle(before, gateway), self._claim(gateway)))
        if done is None:  # others keep changing the same: what has left is written down by itself
            self._persist(lambda: self._settle(before, gateway))
            return None
        _settled, mail = done
        if not mail:
            return None
        answer = gateway.hand_over(self, mail)
        # Looked at again from here on: whoever took back their consent meanwhile is heard.
        self.env.cr.rollback()
        if answer.trouble:
            blocked.add(mail.server)
        return self, answer

    def _report(self, trouble):
        """The server cannot be reached: nothing has left."""
        self._put_off(trouble.reason, trouble.detail)
        self._raise_trouble(self.department_id.mail_server_id, trouble)

    def _persist(self, work):
        """Do something and commit it; again when somebody else was changing the same."""
        for attempt in range(1, TRIES + 1):
            try:
                result = work()
                self._commit()
                return result
            except psycopg2.OperationalError:
                self.env.cr.rollback()
                self.env.transaction.reset()
                if attempt == TRIES:
                    _logger.warning("Messages %s: others keep changing the same", self.ids)
                time.sleep(random.uniform(0.01, 0.05) * attempt)
        return None

    def _commit(self):
        """Between two steps of the outside world: what is known by now must not be lost."""
        self.env.cr.commit()  # pylint: disable=invalid-commit

    def _settle(self, handed, gateway):
        """Write down what the server said. `handed`: (message, Answer), or None."""
        if not handed:
            return
        message, answer = handed
        if answer.state == "sent":
            message._move("sent", handed_over_at=fields.Datetime.now())
        elif answer.state == "queued":
            message._try_later(answer)
        else:
            message._move(answer.state, answer.reason, answer.detail)
        if answer.state == "unknown":
            message._raise_no_answer(answer.detail)
        server = message.department_id.mail_server_id
        if answer.trouble:
            gateway.suspects.add(server.id or 0)
            message._raise_trouble(server, answer)
        elif answer.state == "sent" and (server.id or 0) in gateway.suspects:
            message._close_trouble(server)

    def _try_later(self, answer):
        """The server surely has not got it: wait, longer each time, and give up in the end.

        A server that cannot be reached is no fault of the message: that one is not given up.
        """
        if answer.reason == "busy" and self.attempts >= MOST_ATTEMPTS:
            return self._move("failed", answer.reason, answer.detail)
        later = fields.Datetime.now() + pause(self.attempts)
        return self._move("queued", answer.reason, answer.detail, next_attempt_at=later)

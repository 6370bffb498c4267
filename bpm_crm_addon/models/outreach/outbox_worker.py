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
from odoo.tools import SQL, LazyTranslate

from .outbox_lease import dead, lease
from .outbox_ways import Handed, Reserved, Ways
from .res_company import CAPABILITY

_logger = logging.getLogger(__name__)
_lt = LazyTranslate(__name__)

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
        ways = Ways(outbox._ways_at_rest(), outbox._ways_in_trouble())
        try:
            more = True
            while more:
                with outbox._reserved(ways) as reserved:
                    more = outbox._hand_over_all(reserved, ways)
        finally:
            ways.close()

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
        interrupted._raise_no_answer(_lt("Sending was interrupted"))

    def _drop_stale(self):
        """What came too late is not sent, also what nobody released; returns some of it."""
        late = [
            ("state", "=", "queued"),
            ("lease", "=", 0),
            ("expires_at", "<=", fields.Datetime.now()),
        ]
        found = self.search(late, limit=500).try_lock_for_update()
        found._stop_late()
        return found

    def _stop_late(self):
        """What came too late is not sent. Override it where something else has the blame."""
        self._move("suppressed", "stale")

    # === RESERVING === #

    @contextmanager
    def _reserved(self, ways):
        """[Reserved] that no other worker touches during the block, in order of priority."""
        with lease(self.env.cr.dbname) as number:
            reserved = self._persist(lambda: self._reserve(number, ways)) or []
            try:
                yield reserved
            finally:
                self.env.cr.rollback()
                messages = self.browse(due.id for due in reserved)
                self._persist(lambda: messages._free(number))

    def _free(self, number):
        """Those that have not been handed over may be reserved by others."""
        left = self._held_in(("queued",))
        left.filtered(lambda one: one.lease == number).write({"lease": 0})

    def _reserve(self, number, ways):
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
                        AND (m.rehearsal OR m.channel <> 'email'
                             OR coalesce(d.mail_server_id, 0) <> ALL(%(resting)s))
                      ORDER BY m.priority, m.id LIMIT %(limit)s
                        FOR UPDATE OF m SKIP LOCKED)
                   RETURNING id, priority, company_id, department_id, channel, address, rehearsal,
                             CASE WHEN is_test THEN gateway_id END, tried, res_model""",
                lease=number,
                companies=self._open_companies(now),
                now=now,
                resting=ways.resting_servers,
                limit=BATCH,
            )
        )
        self.invalidate_model()
        return [Reserved(*row) for row in sorted(rows, key=lambda row: (row[1], row[0]))]

    def _open_companies(self, now):
        """The ids of companies that may send now: not paused, and below their ceiling."""
        companies = self.env["res.company"].search([("bpm_outreach_mode", "!=", "paused")])
        left = companies._bpm_outreach_left(now)
        return [company.id for company in companies if left[company.id] != 0]

    # === ONE MESSAGE === #

    def _hand_over_all(self, reserved, ways):
        """A batch, one after the other; whether there may be more to do and time to do it."""
        cron, has_more, handed, stuck = self.env["ir.cron"], False, None, []
        ways.batch = self._batch_of(reserved)
        for number, due in enumerate(reserved, 1):
            if ways.batch.is_old:
                ways.batch = self._batch_of(reserved)
            if not due.rehearsal and not ways.open_for(due):
                stuck.append(due)
                continue
            has_more = True
            # Each is read by itself: between two commits nothing read ahead would be of use.
            message = self.browse(due.id).with_company(due.company_id)
            handed = message._hand_over(due, ways, handed)
            if number % REPORTED == 0 and not cron._commit_progress(REPORTED):
                has_more = False
                break
        self._persist(lambda: self._settle(handed, ways))
        waiting = self._persist(lambda: self._wait_for_a_way(stuck, ways))
        return (has_more or waiting) and cron._commit_progress(len(reserved) % REPORTED)

    def _hand_over(self, due, ways, before):
        """One message from claim to the server's answer.

        :param before: the one Handed over before; written down with this claim
        :return: this one Handed over, None when it did not go
        """
        way = None
        if not due.rehearsal:
            way, troubles = ways.connect(self.env, due)
            if troubles:
                self._persist(
                    lambda: (self._settle(before, ways), self._report(troubles, is_stuck=not way))
                )
                before = None
            if not way:
                return None
            if ways.has_just_opened:
                self.env.cr.rollback()  # what has changed while connecting counts
        taken = self._settle_and_claim(before, due, way, ways)
        if not taken:
            return None
        answer = ways.hand_over(self, taken.prepared, way)
        # Looked at again from here on: whoever took back their consent meanwhile is heard.
        self.env.cr.rollback()
        return Handed(self, due, answer, way, taken.cost)

    def _settle_and_claim(self, before, due, way, ways):
        """Both in one transaction; the message Taken, or None.

        One that cannot be prepared does not stop the others.
        """
        try:
            done = self._persist(lambda: (self._settle(before, ways), self._claim(due, way, ways)))
        except Exception as error:
            _logger.info("Message %s could not be prepared", self.id, exc_info=True)
            self.env.cr.rollback()
            words = error
            self._persist(lambda: (self._settle(before, ways), self._note_broken(words)))
            return None
        if done is None:  # others keep changing the same: what has left is written down by itself
            self._persist(lambda: self._settle(before, ways))
            return None
        return done[1]

    def _report(self, troubles, is_stuck):
        """Ways that cannot be reached: nothing has left."""
        for way, trouble in troubles:
            self._raise_trouble(way, trouble)
        if is_stuck:
            self._put_off(trouble.reason, trouble.detail)

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

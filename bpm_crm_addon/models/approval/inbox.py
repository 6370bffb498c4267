"""Waiting for Me: what the inbox reads in one call, and what one vote gives back.

The rows come from the table of places alone; requests add the words and facts, in one batch.
"""

from datetime import datetime, time

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ...engine.local_time import in_universal_time

PAGE = 40
MANY = 1000  # nobody counts further: the exact number of ten thousand takes longer than the rows
SEARCHED = ("title", "partner_id", "requester_id", "reason", "name")


class BpmApprovalSlot(models.Model):
    _inherit = "bpm.approval.slot"

    # === CALLED BY THE SCREEN === #

    @api.model
    def bpm_inbox(self, search="", scope="all", shown=0):
        """What waits for the current user, most urgent first.

        :param str search: words looked for in document, customer, requester, reason and step
        :param str scope: ``all``, ``mine`` (asked personally), ``substitute`` or ``overdue``
        :param int shown: how many rows the screen already shows and wants again
        :return: ``{"rows": [...], "total": n, "all": n, "overdue": n, "told": {"count", "overdue"},
            "last": {...} or False}``; beyond `MANY` a number only says that there are more, and
            ``told`` has them as people read them
        """
        mine, waiting = self._own_places(), self._inbox_domain()
        wanted = waiting & self._inbox_search(search, scope)
        places = mine.search_fetch(
            wanted, ["approver_id", "seen_at"], order=self._inbox_order(), limit=max(PAGE, shown)
        )
        everything, overdue, decided_today = mine._count_waiting(shown)
        total = everything
        if wanted != waiting:
            whole = len(places) < max(PAGE, shown)
            total = len(places) if whole else mine.search_count(wanted)
        places[:1]._mark_seen()
        return {
            "rows": places._inbox_rows(),
            "total": total,
            "all": everything,
            "overdue": overdue,
            "told": {
                "count": self._told_count(everything),
                "overdue": self._told_count(overdue),
            },
            "last": False if everything else self._last_decision(),
            "decided_today": decided_today,
        }

    def bpm_inbox_vote(
        self,
        verb,
        comment="",
        user_id=False,
        search="",
        scope="all",
        shown=0,
        percent=None,
        pause=False,
    ):
        """Decide on these places and return the inbox as it is afterwards.

        :return: what `bpm_inbox` returns, with ``result``: what `bpm_decide` of the request says
        """
        requests = self.request_id
        result = requests.bpm_decide(
            verb, comment=comment, user_id=user_id, percent=percent, pause=pause
        )
        return {**self.bpm_inbox(search, scope, shown), "result": result}

    @api.model
    def bpm_pending(self):
        """How many decisions wait for the current user, and whether they need the counter."""
        count = self._own_places().search_count(self._inbox_domain(), limit=100)
        return {"count": count, "shown": bool(count) or self._decided_lately()}

    def bpm_seen(self):
        """The current user has looked at these: their requesters may know."""
        self._mark_seen()

    # === WHAT WAITS === #

    def _own_places(self):
        """For searches that name the current user as approver. Everyone may read their own places;
        looking up what else they may read, for each of thousands, takes longer than the search."""
        nothing = self.browse()
        nothing.check_access("read")
        return nothing.sudo()

    def _count_waiting(self, shown=0):
        """Numbers of the current user: how many decisions wait, how many of them are overdue (of
        the most urgent `MANY`, or as many as are ``shown``, and one), and how many they took today.
        """
        self.flush_model(
            ["approver_id", "state", "urgent", "due", "offer_id", "decided_at", "res_model"]
        )
        midnight = datetime.combine(fields.Date.context_today(self), time.min)
        return self.env.execute_query(
            SQL(
                """SELECT count(*), count(*) FILTER (WHERE due < %(now)s),
                          (SELECT count(*) FROM bpm_approval_slot
                            WHERE approver_id = %(me)s AND decided_at >= %(midnight)s
                              AND res_model <> ALL(%(uncounted)s))
                     FROM (SELECT due FROM bpm_approval_slot
                            WHERE approver_id = %(me)s AND state = 'pending' AND offer_id IS NULL
                            ORDER BY COALESCE(urgent, FALSE) DESC, due, id
                            LIMIT %(most)s) AS waiting""",
                me=self.env.uid,
                now=fields.Datetime.now(),
                midnight=in_universal_time(midnight, self.env.tz.zone),
                uncounted=self.env["bpm.approval.request"]._uncounted(),
                most=max(MANY, shown) + 1,
            )
        )[0]

    @api.model
    def _told_count(self, count):
        """The number as people read it: ``1000+`` where nobody counted further."""
        return f"{MANY}+" if count > MANY else str(count)

    @api.model
    def _inbox_domain(self):
        return (
            Domain("approver_id", "=", self.env.uid)
            & Domain("state", "=", "pending")
            & Domain("offer_id", "=", False)  # then it waits for the requester
        )

    @api.model
    def _inbox_order(self):
        return "urgent DESC, due, id"

    @api.model
    def _inbox_search(self, search, scope):
        domain = {
            "mine": Domain("on_behalf_of_id", "=", False),
            "substitute": Domain("on_behalf_of_id", "!=", False),
            "overdue": Domain("due", "<", fields.Datetime.now()),
        }.get(scope, Domain.TRUE)
        for word in (search or "").split():
            domain &= Domain.OR(Domain(name, "ilike", word) for name in SEARCHED)
        return domain

    def _decided_lately(self):
        recent = Domain("approver_id", "=", self.env.uid) & Domain("decided_at", ">", "now -30d")
        return bool(self._own_places().search_count(recent, limit=1))

    def _last_decision(self):
        """The last decision and how long answers took this month, for an empty inbox."""
        decided = Domain("approver_id", "=", self.env.uid) & Domain("decided_at", "!=", False)
        last = self._own_places().search(decided, order="decided_at DESC", limit=1)
        if not last:
            return False
        self.flush_model(["approver_id", "decided_at", "since"])
        [[seconds]] = self.env.execute_query(
            SQL(
                """SELECT EXTRACT(epoch FROM AVG(decided_at - since))::float
                 FROM %s answer
                WHERE approver_id = %s
                  AND decided_at >= date_trunc('month', now() AT TIME ZONE 'UTC')""",
                self.env["bpm.approval.request"]._answers_sql(),
                self.env.uid,
            )
        )
        return {
            "title": last.title,
            "request_id": last.request_id.id,
            "at": fields.Datetime.to_string(last.decided_at),
            "minutes": seconds / 60 if seconds else False,
        }

    def _mark_seen(self):
        """Note the first look of the person who is asked; a row being decided on is left alone."""
        mine = self.filtered(lambda place: not place.seen_at and place.approver_id == self.env.user)
        if not mine:
            return
        self.env.execute_query(
            SQL(
                """UPDATE bpm_approval_slot SET seen_at = now() AT TIME ZONE 'UTC'
                WHERE id IN (SELECT id FROM bpm_approval_slot
                              WHERE id IN %s AND seen_at IS NULL FOR NO KEY UPDATE SKIP LOCKED)
            RETURNING id""",
                tuple(mine.ids),
            )
        )
        mine.invalidate_recordset(["seen_at"], flush=False)
